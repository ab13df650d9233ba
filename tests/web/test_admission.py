"""Who is let through the door of a session, and who is told what instead."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from live.simulate.client import Client
from live.simulate.door import Answer, enter, get, join, post
from tests.servers import Links, Server, serving

WRONG = "22222222"
PERSON = {"name": "Ada", "group": "academia", "region": "africa"}


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[Server]:
    """A server whose limits nobody else has used up."""
    async with serving(tmp_path) as running:
        yield running


async def code_of_closing(server: Server, code: str, cookie: str = "") -> int:
    """The code with which the server closes a new connection."""
    address = f"{server.url.replace('http', 'ws')}/s/{code}/live"
    async with (
        asyncio.timeout(60),
        connect(
            address,
            origin=server.url,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie},
            subprotocols=["live.v1"],  # type: ignore[list-item]
            proxy=None,
        ) as socket,
    ):
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


async def try_codes(server: Server, tries: int = 10) -> None:
    for _ in range(tries):
        await post(server.url, f"/s/{WRONG}/do", b"{}")


def refusal(answer: Answer) -> dict[str, object]:
    return msgspec.json.decode(answer.body, type=dict[str, object])


async def test_wrong_codes_are_limited_for_commands_too(own: Server) -> None:
    await try_codes(own)
    answer = await post(own.url, f"/s/{WRONG}/do", b"{}")
    assert (answer.status, refusal(answer)["code"]) == (429, "rate_limited")
    assert refusal(answer)["retry"] is True


async def test_wrong_codes_are_limited_for_sockets_too(own: Server) -> None:
    assert await code_of_closing(own, WRONG) == 4404
    await try_codes(own)
    assert await code_of_closing(own, WRONG) == 1013


async def test_a_right_code_is_not_told_apart_after_too_many_wrong_ones(own: Server) -> None:
    links = await own.create_session()
    await try_codes(own)
    assert (await get(own.url, f"/j/{links.code}")).status == 429


async def test_who_has_a_badge_is_let_through_in_spite_of_others_tries(own: Server) -> None:
    links = await own.create_session()
    cookie = await join(own.url, links.code, **PERSON)
    await try_codes(own)
    assert (await get(own.url, f"/s/{links.code}", cookie)).status == 200
    client = await Client(own.url, links.code, cookie).start()
    assert client.you["name"] == "Ada"
    await client.stop()


async def test_who_was_removed_is_not_asked_to_join_again(server: Server, links: Links) -> None:
    cookie = await join(server.url, links.code, **PERSON)
    client = await Client(server.url, links.code, cookie).start()
    chair = await enter(links.moderator_url, "Mona")
    moderator = await Client(server.url, links.code, chair).start()
    await moderator.send("person.remove", person=client.you["id"])
    await moderator.stop()
    await client.stop()
    assert await code_of_closing(server, links.code, cookie) == 4403


async def test_who_left_may_join_again(server: Server, links: Links) -> None:
    cookie = await join(server.url, links.code, **PERSON)
    client = await Client(server.url, links.code, cookie).start()
    await client.send("person.leave")
    await client.stop()
    assert await code_of_closing(server, links.code, cookie) == 4401


async def test_leaving_is_answered_before_the_goodbye(server: Server, links: Links) -> None:
    client = await Client(
        server.url, links.code, await join(server.url, links.code, **PERSON)
    ).start()
    assert (await client.ask("person.leave", {}))["type"] == "done"
    await client.stop()


async def test_nothing_behind_a_broken_frame_is_carried_out(server: Server, links: Links) -> None:
    cookie = await enter(links.moderator_url, "Mona")
    address = f"{server.url.replace('http', 'ws')}/s/{links.code}/live"
    async with connect(
        address,
        origin=server.url,  # type: ignore[arg-type]
        additional_headers={"Cookie": cookie},
        subprotocols=["live.v1"],  # type: ignore[list-item]
        proxy=None,
    ) as socket:
        await asyncio.gather(
            socket.send("no object"), socket.send('{"id":"1","do":"session.open","with":{}}')
        )
        await socket.wait_closed()
    client = await Client(server.url, links.code, cookie).start()
    assert client.documents["session"]["status"] == "draft"
    await client.stop()
