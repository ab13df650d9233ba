"""A client keeps its promises whatever the connection does."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from live.simulate import client as clients
from live.simulate.client import Client, Gone, Refused
from live.simulate.door import enter, join
from tests.servers import Links, Server, serving
from tests.simulate.scripted import Browser, scripted

NEVER_SECONDS = 1e6
PERSON = {"name": "Amara Diallo", "group": "academia", "region": "africa"}


@pytest.fixture(autouse=True)
async def in_time() -> AsyncIterator[None]:
    async with asyncio.timeout(60):
        yield


@pytest.fixture
async def amara(server: Server, links: Links) -> AsyncIterator[Client]:
    """A participant of a session that is open."""
    moderator = Client(server.url, links.code, await enter(links.moderator_url, "Moderator"))
    await (await moderator.start()).send("session.open")
    await moderator.stop()
    client = Client(server.url, links.code, await join(server.url, links.code, **PERSON))
    yield await client.start()
    await client.stop()


async def waiting(client: Client) -> int:
    await client.until(client.replica.queue)
    return len(client.replica.queue())


async def test_a_command_gives_its_result(amara: Client) -> None:
    asked = await amara.send("queue.request", kind="statement")
    await amara.until(lambda: amara.me.get("request"))
    assert amara.me["request"] == asked["request"]


async def test_a_refusal_says_its_code(amara: Client) -> None:
    with pytest.raises(Refused) as refusal:
        await amara.send("session.close")
    assert refusal.value.code == "not_allowed"


async def test_a_dropped_connection_is_resumed(amara: Client) -> None:
    await amara.send("queue.request")
    await amara.drop()
    assert await waiting(amara) == 1
    assert "session" in amara.documents


async def test_the_same_id_on_one_connection_acts_once(amara: Client) -> None:
    both = [amara.ask("queue.request", {}, "once") for _ in range(2)]
    first, second = await asyncio.gather(*both)
    assert first == second
    assert await waiting(amara) == 1


async def test_a_command_survives_the_loss_of_its_connection(amara: Client) -> None:
    asking = asyncio.create_task(amara.send("queue.request"))
    await amara.drop()
    await asking
    assert await waiting(amara) == 1


async def test_a_command_survives_the_servers_death(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        links = await server.create_session()
        cookie = await enter(links.moderator_url, "Moderator")
        moderator = await Client(server.url, links.code, cookie, backoff_seconds=0.1).start()
        await server.kill()
        opening = asyncio.create_task(moderator.send("session.open"))
        await server.start()
        await opening
        await moderator.until(lambda: moderator.documents["session"]["status"] == "open")
        await moderator.stop()


async def test_somebody_removed_does_not_come_back(
    server: Server, links: Links, amara: Client
) -> None:
    moderator = Client(server.url, links.code, await enter(links.moderator_url, "Moderator"))
    await (await moderator.start()).send("person.remove", person=amara.you["id"])
    await moderator.stop()
    with pytest.raises(Gone):
        await amara.until(lambda: False)
    assert amara.close_code == 4403


async def test_without_a_badge_there_is_no_trying_again(server: Server, links: Links) -> None:
    with pytest.raises(Gone, match="4401"):
        await Client(server.url, links.code, "").start()


async def test_whoever_stops_waits_for_nothing(amara: Client) -> None:
    waits = asyncio.create_task(amara.until(lambda: False))
    await amara.stop()
    with pytest.raises(Gone):
        await waits
    with pytest.raises(Gone):
        await amara.send("queue.request")


@pytest.mark.parametrize("code", sorted(clients.FATAL))
async def test_a_final_code_ends_what_was_asked(code: int) -> None:
    async def closes(browser: Browser, _: int) -> None:
        await browser.welcome()
        await browser.hear()
        await browser.connection.close(code)

    async with scripted(closes) as url:
        client = await Client(url, "CODE", "").start()
        with pytest.raises(Gone, match=str(code)):
            await client.send("queue.request")


async def test_an_unanswered_command_is_sent_again_under_its_id() -> None:
    heard: list[str] = []

    async def deaf_once(browser: Browser, _: int) -> None:
        await browser.welcome()
        heard.extend([(await browser.hear())["id"] for _ in range(2)])
        await browser.say("done", id=heard[-1], seq=1, result={})
        await browser.connection.wait_closed()

    async with scripted(deaf_once) as url:
        client = await Client(url, "CODE", "", answer_seconds=0.01).start()
        await client.send("queue.request")
        await client.stop()
    assert len(heard) == 2
    assert len(set(heard)) == 1


async def test_a_refusal_for_now_is_tried_again() -> None:
    async def busy_once(browser: Browser, _: int) -> None:
        await browser.welcome()
        for answer in ("busy", "queue_closed"):
            command = await browser.hear()
            again = {"retry": answer == "busy", "after_ms": 1}
            await browser.say("refused", id=command["id"], code=answer, **again)
        await browser.connection.wait_closed()

    async with scripted(busy_once) as url:
        client = await Client(url, "CODE", "").start()
        with pytest.raises(Refused, match="queue_closed"):
            await client.send("queue.request")
        await client.stop()


async def test_a_command_that_is_too_large_is_not_sent_for_ever() -> None:
    async def strict(browser: Browser, _: int) -> None:
        await browser.welcome()
        while len((await browser.hear())["with"]["text"]) < 100:
            pass
        await browser.connection.close(1009)

    async with scripted(strict) as url:
        client = await Client(url, "CODE", "", backoff_seconds=0).start()
        small = asyncio.create_task(client.send("note.post", text="short"))
        with pytest.raises(Refused, match="too_large"):
            await client.send("note.post", text="long" * 100)
        assert not small.done()
        await client.stop()
        with pytest.raises(Gone):
            await small


async def test_a_goodbye_says_when_to_come_back() -> None:
    async def leaves_once(browser: Browser, nth: int) -> None:
        await browser.welcome(seq=nth)
        if nth == 1:
            await browser.say("bye", reason="restart", reconnect_within_ms=0)
        else:
            await browser.connection.wait_closed()

    async with scripted(leaves_once) as url:
        client = await Client(url, "CODE", "", backoff_seconds=NEVER_SECONDS).start()
        await client.until(lambda: client.replica.seq == 2)
        await client.stop()


@pytest.mark.parametrize("kind", ["beat", "patch"])
async def test_whoever_missed_something_connects_again(kind: str) -> None:
    ahead = {"seq": 5} if kind == "beat" else {"from": 4, "to": 5, "set": {}, "del": []}

    async def skips_once(browser: Browser, nth: int) -> None:
        await browser.welcome(seq=nth)
        if nth == 1:
            await browser.say(kind, **ahead)
        await browser.connection.wait_closed()

    async with scripted(skips_once) as url:
        client = await Client(url, "CODE", "", backoff_seconds=0).start()
        await client.until(lambda: client.replica.seq == 2)
        await client.stop()


async def test_a_silent_server_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients, "SILENCE_SECONDS", 0.2)

    async def silent(browser: Browser, nth: int) -> None:
        await browser.welcome(seq=nth)
        await browser.connection.wait_closed()

    async with scripted(silent) as url:
        client = await Client(url, "CODE", "", backoff_seconds=0).start()
        await client.until(lambda: client.replica.seq == 2)
        await client.stop()
