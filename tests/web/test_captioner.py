"""Captions from captioners' programs, over HTTP."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from live.simulate.client import Client
from live.simulate.door import enter
from live.web.captioner import BURST, MOST_BYTES
from tests.servers import Links, Server, serving
from tests.web.browsing import browsing, text_of
from tests.web.captioning import Captioner, captioning, made
from tests.web.founding import founded
from tests.web.sockets import SECONDS


@pytest.fixture
async def staff(server: Server, links: Links) -> AsyncIterator[AsyncClient]:
    """A rapporteur's browser."""
    async with browsing(server.url) as entered:
        await entered.post(links.rapporteur_url, data={"name": "Rita"})
        yield entered


@pytest.fixture
async def opened(moderator: Client) -> Client:
    await moderator.send("session.open")
    return moderator


@pytest.fixture
async def captioner(staff: AsyncClient, links: Links, opened: Client) -> AsyncIterator[Captioner]:
    async with captioning(await made(staff, links)) as program:
        yield program


async def shows(watcher: Client, *texts: str, language: str = "en") -> None:
    """Wait until staff see just these lines."""

    def shown() -> list[object]:
        lines = [text for key, text in watcher.documents.items() if key.startswith("caption/")]
        lines = [line for line in lines if line["language"] == language]
        return [line["text"] for line in sorted(lines, key=lambda line: int(str(line["nr"])))]

    async with asyncio.timeout(SECONDS):
        await watcher.until(lambda: shown() == list(texts))


async def test_what_is_posted_is_shown_to_staff(captioner: Captioner, opened: Client) -> None:
    answer = await captioner.posts(1, "Good mor")
    assert (answer.status_code, answer.text) == (200, "1\n")
    await captioner.posts(2, "ning.\nWe begin")
    await shows(opened, "Good morning.", "We begin")


async def test_what_comes_again_is_answered_alike(captioner: Captioner, opened: Client) -> None:
    first = await captioner.posts(1, "Good morning. ")
    again = await captioner.posts(1, "Good morning. ")
    await captioner.posts(2, "We begin.")
    late = await captioner.posts(1, "Good morning. ")
    assert [(one.status_code, one.text) for one in (first, again, late)] == [(200, "1\n")] * 3
    await shows(opened, "Good morning.", "We begin.")


async def test_a_lower_number_was_had_already(captioner: Captioner, opened: Client) -> None:
    await captioner.posts(7, "Good morning.")
    assert (await captioner.posts(3, "Never mind.")).status_code == 200
    assert (await captioner.posts(7, "Something else.")).status_code == 200
    await shows(opened, "Good morning.")


async def test_what_is_sent_at_once_is_taken_once(captioner: Captioner, opened: Client) -> None:
    await asyncio.gather(*(captioner.posts(1, "Good morning.") for _ in range(5)))
    await shows(opened, "Good morning.")


async def test_a_number_may_be_left_out(captioner: Captioner, opened: Client) -> None:
    await captioner.posts(1, "Good ")
    await captioner.posts(5, "morning.")
    await shows(opened, "Good morning.")
    assert await captioner.last() == 5


async def test_what_was_sent_is_taken_back(captioner: Captioner, opened: Client) -> None:
    await captioner.posts(1, "Good mourning")
    await captioner.posts(2, "\x08" * 7 + "orning")
    await shows(opened, "Good morning")


async def test_a_sign_may_be_split(captioner: Captioner, opened: Client) -> None:
    first, second = "é".encode()[:1], "é".encode()[1:]
    await captioner.posts(1, b"Caf" + first)
    await captioner.posts(2, second)
    await shows(opened, "Café")


async def test_nothing_at_all_may_be_posted(captioner: Captioner) -> None:
    assert (await captioner.posts(1, "")).status_code == 200
    assert await captioner.last() == 1


async def test_the_last_number_is_told(captioner: Captioner) -> None:
    assert await captioner.last() == 0
    await captioner.posts(4, "Good morning.")
    assert await captioner.last() == 4


async def test_no_page_and_no_type_is_needed(captioner: Captioner, opened: Client) -> None:
    answer = await captioner.client.post(
        f"{captioner.address}&seq=1",
        content=b"Good morning.",
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": "https://a.example",
        },
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    await shows(opened, "Good morning.")


async def test_an_address_without_its_query_will_do(captioner: Captioner, opened: Client) -> None:
    bare = Captioner(captioner.client, captioner.address.partition("?")[0])
    assert (await bare.posts(1, "Good morning.")).status_code == 200
    await shows(opened, "Good morning.")


# Languages


async def test_an_address_of_a_language_is_for_that_one(
    captioner: Captioner, opened: Client
) -> None:
    await captioner.posts(1, "Good morning.", language="fr-FR")
    await shows(opened, "Good morning.")


@pytest.mark.parametrize(
    ("said", "language"),
    [("en-US", "en"), ("jp-JP", "ja"), ("zh-Hans-CN", "zh"), ("fr_CA", "fr"), (None, "en")],
)
async def test_an_address_of_any_language_does_as_the_program_says(
    staff: AsyncClient, links: Links, opened: Client, said: str | None, language: str
) -> None:
    async with captioning(await made(staff, links, language="")) as program:
        await program.posts(3, "Bonjour.", language=said)
        await shows(opened, "Bonjour.", language=language)
        assert await program.last(**({"lang": said} if said else {})) == 3


async def test_numbers_are_those_of_a_language(
    staff: AsyncClient, links: Links, opened: Client
) -> None:
    async with captioning(await made(staff, links, language="")) as program:
        await program.posts(1, "Good morning.", language="en")
        await program.posts(1, "Bonjour.", language="fr")
    await shows(opened, "Good morning.", language="en")
    await shows(opened, "Bonjour.", language="fr")


# Refusals


async def refused(answer: object, status: int, words: str) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (  # type: ignore[attr-defined]
        status,
        "text/plain; charset=utf-8",
    )
    assert words in answer.text  # type: ignore[attr-defined]


@pytest.mark.parametrize("seq", [None, "", "one", "-1", "1" * 16])
async def test_a_post_needs_a_number(captioner: Captioner, seq: str | None) -> None:
    await refused(await captioner.posts(seq, "Good morning."), 403, "seq=1")


async def test_a_language_has_to_be_one(staff: AsyncClient, links: Links, opened: Client) -> None:
    async with captioning(await made(staff, links, language="")) as program:
        await refused(await program.posts(1, "x", language="no language"), 400, "lang=en")


async def test_a_post_may_be_so_large(captioner: Captioner, opened: Client) -> None:
    await refused(await captioner.posts(1, "x" * (MOST_BYTES + 1)), 413, "64 KiB")
    assert (await captioner.posts(1, "x\n" * (MOST_BYTES // 2))).status_code == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
async def test_captions_are_posted(captioner: Captioner, method: str) -> None:
    answer = await captioner.client.request(method, captioner.address)
    await refused(answer, 405, "POST")
    assert answer.headers["allow"] == "POST"


async def test_the_last_number_is_only_told(captioner: Captioner) -> None:
    before, _, _ = captioner.address.partition("?")
    await refused(await captioner.client.post(f"{before}/seq"), 405, "GET")


async def test_an_address_that_nobody_made_is_not_found(server: Server) -> None:
    async with captioning(f"{server.url}/c/never?lang=en") as program:
        await refused(await program.posts(1, "Good morning."), 404, "Copy it again")


async def test_a_revoked_address_takes_nothing(
    captioner: Captioner, staff: AsyncClient, links: Links
) -> None:
    page = await staff.get(f"/s/{links.code}/captions")
    [address] = [part.partition('"')[0] for part in page.text.split('name="revoke" value="')[1:]]
    await staff.post(f"/s/{links.code}/captions", data={"revoke": address})
    await refused(await captioner.posts(1, "Good morning."), 403, "revoked")


async def test_before_the_session_opens_captions_are_refused(
    staff: AsyncClient, links: Links
) -> None:
    async with captioning(await made(staff, links)) as program:
        await refused(await program.posts(1, "Good morning."), 400, "not open")
        assert await program.last() == 0


async def test_after_the_close_captions_are_refused(captioner: Captioner, opened: Client) -> None:
    await captioner.posts(1, "Good morning.")
    await opened.send("session.close")
    await refused(await captioner.posts(2, "And so on."), 400, "closed")
    assert await captioner.last() == 1


async def test_who_posts_too_often_is_told_to_wait(captioner: Captioner) -> None:
    answers = await asyncio.gather(*(captioner.posts(1, "x") for _ in range(2 * BURST)))
    often = [answer for answer in answers if answer.status_code != 200]
    assert often
    for answer in often:
        await refused(answer, 429, "Wait")
        assert int(answer.headers["retry-after"]) >= 1


async def test_captions_outlive_the_server(own: Server) -> None:
    links = await own.create_session()
    async with browsing(own.url) as staff:
        await staff.post(links.moderator_url, data={"name": "Mo"})
        async with captioning(await made(staff, links)) as program:
            cookie = await enter(links.moderator_url, "Mona")
            mona = await Client(own.url, links.code, cookie).start()
            await mona.send("session.open")
            await program.posts(1, "Good mor")
            await mona.stop()
            await own.kill()
            await own.start()
            assert await program.last() == 1
            await program.posts(1, "Good mor")
            await program.posts(2, "ning.")
            mona = await Client(own.url, links.code, cookie).start()
            await shows(mona, "Good morning.")
            await mona.stop()


# Addresses


async def test_participants_have_no_addresses_to_give(server: Server, links: Links) -> None:
    async with browsing(server.url) as stranger:
        page = await stranger.get(f"/s/{links.code}/captions")
        assert page.status_code == 403
        made = await stranger.post(f"/s/{links.code}/captions", data={"language": "en"})
        assert made.status_code == 403


async def test_an_address_is_shown_once(staff: AsyncClient, links: Links) -> None:
    address = await made(staff, links, language="fr")
    assert address.endswith("?lang=fr")
    page = await staff.get(f"/s/{links.code}/captions")
    assert address not in page.text
    assert "French" in text_of(page)


async def test_a_host_makes_addresses_too(host: AsyncClient, server: Server) -> None:
    links = await founded(host)
    page = await host.post(f"/host/{links.code}/captions", data={"language": "en"})
    assert page.status_code == 200
    assert f"{server.url}/c/" in page.text
    assert 'name="revoke"' in page.text


async def test_a_language_that_is_none_gets_no_address(staff: AsyncClient, links: Links) -> None:
    page = await staff.post(f"/s/{links.code}/captions", data={"language": "no language"})
    assert page.status_code == 422


async def test_so_many_addresses_are_enough(staff: AsyncClient, links: Links) -> None:
    for _ in range(24):
        await made(staff, links)
    page = await staff.post(f"/s/{links.code}/captions", data={"language": "en"})
    assert page.status_code == 422
    assert "revoke one first" in text_of(page)


# Passing on


class Call:
    """The call's own captions: what it was posted, and what it answers next."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, bytes]] = []
        self.answers: list[int] = []
        self.came = threading.Semaphore(0)
        self.url = ""

    def answer(self, path: str, body: bytes) -> int:
        status = self.answers.pop(0) if self.answers else 200
        self.posted.append((path, body))
        self.came.release()
        return status

    async def has(self, number: int) -> None:
        """Wait until so many more posts have come."""
        for _ in range(number):
            assert await asyncio.to_thread(self.came.acquire, timeout=SECONDS)


@contextmanager
def calling() -> Iterator[Call]:
    call = Call()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = call.answer(self.path, body)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    call.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield call
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def call() -> Iterator[Call]:
    with calling() as answering:
        yield answering


@pytest.fixture(scope="module")
async def relaying(call: Call, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    hosts = f"{call.url} captions.example.org"
    folder: Path = tmp_path_factory.mktemp("relay")
    async with serving(folder, LIVE_CAPTION_RELAY_HOSTS=hosts) as server:
        yield server


@pytest.fixture
async def passing(relaying: Server, call: Call) -> AsyncIterator[Captioner]:
    """At an address of which everything is passed on to the call."""
    links = await relaying.create_session()
    call.posted.clear()
    async with browsing(relaying.url) as staff:
        await staff.post(links.moderator_url, data={"name": "Mo"})
        address = await made(staff, links, relay=f"{call.url}/closedcaption?id=1&expire=2")
    cookie = await enter(links.moderator_url, "Mona")
    mona = await Client(relaying.url, links.code, cookie).start()
    await mona.send("session.open")
    await mona.stop()
    async with captioning(address) as program:
        yield program


async def test_captions_are_passed_on_with_their_number(passing: Captioner, call: Call) -> None:
    await passing.posts(1, "Good mor\x08")
    await passing.posts(2, "rning.", language="en-GB")
    await call.has(2)
    assert call.posted == [
        ("/closedcaption?id=1&expire=2&seq=1&lang=en", b"Good mor\x08"),
        ("/closedcaption?id=1&expire=2&seq=2&lang=en", b"rning."),
    ]


async def test_what_comes_again_is_passed_on_once(passing: Captioner, call: Call) -> None:
    await passing.posts(1, "One")
    await passing.posts(1, "One")
    await passing.posts(2, "Two")
    await call.has(2)
    assert [body for _, body in call.posted] == [b"One", b"Two"]


async def test_what_the_call_does_not_take_is_tried_again_in_order(
    passing: Captioner, call: Call
) -> None:
    call.answers = [503]
    await passing.posts(1, "One")
    await passing.posts(2, "Two")
    await call.has(3)
    assert [body for _, body in call.posted] == [b"One", b"One", b"Two"]


async def test_nobody_is_followed_elsewhere(passing: Captioner, call: Call) -> None:
    call.answers = [302]
    await passing.posts(1, "One")
    await passing.posts(2, "Two")
    await call.has(2)
    assert [path.partition("?")[0] for path, _ in call.posted] == ["/closedcaption"] * 2


@pytest.mark.parametrize(
    "relay",
    [
        "https://elsewhere.example/closedcaption?id=1",
        "http://captions.example.org/closedcaption",
        "https://captions.example.org:8443/closedcaption",
        "https://captions.example.org@elsewhere.example/",
        "https://user@captions.example.org/",
        "javascript:alert(1)",
        "captions.example.org",
    ],
)
async def test_captions_are_passed_on_to_hosts_that_are_named(relaying: Server, relay: str) -> None:
    links = await relaying.create_session()
    async with browsing(relaying.url) as staff:
        await staff.post(links.moderator_url, data={"name": "Mo"})
        form = {"language": "en", "relay": relay}
        page = await staff.post(f"/s/{links.code}/captions", data=form)
        assert page.status_code == 422
        assert "captions.example.org" in text_of(page)


async def test_without_hosts_nothing_is_passed_on(staff: AsyncClient, links: Links) -> None:
    page = await staff.get(f"/s/{links.code}/captions")
    assert 'name="relay"' not in page.text
    form = {"language": "en", "relay": "https://captions.example.org/"}
    assert (await staff.post(f"/s/{links.code}/captions", data=form)).status_code == 422
