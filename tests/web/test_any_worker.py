"""What one request leaves for the next is there, whichever worker the next comes to."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import cycle
from pathlib import Path

import pytest
from httpx2 import AsyncClient, Request

from tests.servers import Links, Server
from tests.web.browsing import ADA, browsing
from tests.web.captioning import Captioner, made
from tests.web.sockets import command
from tests.web.test_captioner import Call, calling
from tests.web.test_device import carried
from tests.web.test_personal import who
from tests.web.test_transcripts import ZOOM, reads, takes_in

WORDS = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ada Lovelace>Good morning.</v>\n"


class Turns:
    """As a proxy that gives each request to the next worker."""

    def __init__(self, workers: list[Server]) -> None:
        self.url = workers[0].url
        self._ports = cycle([worker.port for worker in workers])

    async def __call__(self, request: Request) -> None:
        request.url = request.url.copy_with(port=next(self._ports))


@pytest.fixture(scope="module")
def call() -> Iterator[Call]:
    with calling() as answering:
        yield answering


@pytest.fixture(scope="module")
async def workers(
    call: Call, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[list[Server]]:
    """Two, one after the other, on one database and behind one address."""
    folder: Path = tmp_path_factory.mktemp("workers")
    first, second = Server(folder), Server(folder)
    async with AsyncExitStack() as stack:
        for worker in (first, second):
            worker.environ["LIVE_BASE_URL"] = first.url
            worker.environ["LIVE_CAPTION_RELAY_HOSTS"] = call.url
            await worker.start()
            stack.push_async_callback(worker.stop)
        yield [first, second]


@pytest.fixture
async def links(workers: list[Server]) -> Links:
    return await workers[0].create_session()


@asynccontextmanager
async def alternating(workers: list[Server]) -> AsyncIterator[AsyncClient]:
    """A browser of which each request comes to another worker than the one before."""
    turns = Turns(workers)
    async with browsing(turns.url, accept_language="en") as browser:
        browser.event_hooks = {"request": [turns]}
        yield browser


@pytest.fixture
async def chair(workers: list[Server], links: Links) -> AsyncIterator[AsyncClient]:
    async with alternating(workers) as browser:
        await browser.post(links.moderator_url, data={"name": "Mona"})
        yield browser


async def do(browser: AsyncClient, links: Links, name: str, **arguments: object) -> None:
    headers = {"Content-Type": "application/json"}
    raw = command(name, arguments)
    answer = await browser.post(f"/s/{links.code}/do", content=raw, headers=headers)
    assert answer.status_code == 200, answer.text


async def other_way_round(chair: AsyncClient) -> None:
    """Let what comes next come to the other worker."""
    await chair.get("/healthz")


@pytest.fixture(params=[0, 1])
async def turned(request: pytest.FixtureRequest, chair: AsyncClient) -> None:
    """Whichever of the two begins."""
    if request.param:
        await other_way_round(chair)


async def test_a_transcript_is_read_here_and_taken_in_there(
    chair: AsyncClient, links: Links, turned: None
) -> None:
    preview = await reads(chair, links, ZOOM)
    assert preview.status_code == 200
    await other_way_round(chair)
    assert (await chair.get(preview.url.path)).status_code == 200
    stream = await takes_in(chair, preview)
    assert "We begin with the costs." in stream.text


async def test_of_two_workers_one_takes_it_in(
    workers: list[Server], chair: AsyncClient, links: Links
) -> None:
    preview = await reads(chair, links, ZOOM)
    async with AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(browsing(one.url)) for one in workers]
        for browser in browsers:
            browser.headers["Origin"] = workers[0].url
            browser.cookies = chair.cookies
        await asyncio.gather(*(takes_in(browser, preview) for browser in browsers))
    overview = await chair.get(f"/s/{links.code}/captions")
    assert len(set(re.findall(r"/captions/(x_\w+)", overview.text))) == 1


@pytest.fixture
async def ada(workers: list[Server], links: Links) -> None:
    async with browsing(workers[0].url) as ada:
        await ada.post(f"/j/{links.code}", data={**ADA, "name": "Ada Lovelace"})


async def test_a_link_to_another_device_is_known_to_every_worker_at_once(
    workers: list[Server], chair: AsyncClient, links: Links, turned: None
) -> None:
    for _ in range(2):
        await chair.get(f"/s/{links.code}/moderate")
    async with alternating(workers) as ada, alternating(workers) as other:
        await other_way_round(other)
        await ada.post(f"/j/{links.code}", data=ADA)
        address = await carried(ada, links)
        assert (await other.get(address)).status_code == 200
        await do(ada, links, "person.leave")
        for _ in range(2):
            assert (await other.get(address)).status_code == 410


async def erase(chair: AsyncClient, links: Links) -> None:
    person = await who(chair, links, "Ada Lovelace")
    answer = await chair.post(f"/s/{links.code}/people/{person}/erase")
    assert answer.status_code == 303


async def test_what_waits_is_forgotten_wherever_somebody_was_erased(
    ada: None, chair: AsyncClient, links: Links, turned: None
) -> None:
    preview = await reads(chair, links, WORDS)
    assert "Lovelace" in preview.text
    await erase(chair, links)
    for _ in range(2):
        assert "Lovelace" not in (await chair.get(preview.url.path)).text


async def test_no_worker_hands_out_a_file_from_before_somebody_was_erased(
    ada: None, chair: AsyncClient, links: Links, turned: None
) -> None:
    await do(chair, links, "session.open")
    await do(chair, links, "session.close")
    address = f"/s/{links.code}/record/people.csv"
    for _ in range(2):
        assert "Lovelace" in (await chair.get(address)).text
    await erase(chair, links)
    for _ in range(2):
        assert "Lovelace" not in (await chair.get(address)).text


async def test_a_file_is_the_same_from_every_worker(chair: AsyncClient, links: Links) -> None:
    await do(chair, links, "session.open")
    await do(chair, links, "session.close")
    first, second = [await chair.get(f"/s/{links.code}/record/summary.html") for _ in range(2)]
    assert first.text == second.text


@pytest.fixture
async def captioner(
    call: Call, workers: list[Server], chair: AsyncClient, links: Links
) -> AsyncIterator[Captioner]:
    """Of which each post comes to another worker, and is passed on to the call."""
    call.posted.clear()
    await do(chair, links, "session.open")
    address = await made(chair, links, relay=f"{call.url}/post?id=1")
    async with alternating(workers) as program:
        yield Captioner(program, address)


async def lines(chair: AsyncClient, links: Links) -> list[str]:
    record = (await chair.get(f"/s/{links.code}/record/record.json")).json()
    return [line["text"] for line in record["captions"]]


async def test_a_captioner_writes_on_wherever_a_post_comes(
    captioner: Captioner, chair: AsyncClient, links: Links
) -> None:
    for seq, text in enumerate(("The csots", "\x08\x08\x08\x08osts.", "\nAre shared", "\x08."), 1):
        assert (await captioner.posts(seq, text)).status_code == 200
    for _ in range(2):
        assert await lines(chair, links) == ["The costs.", "Are share."]


async def test_every_worker_knows_what_was_taken_last(captioner: Captioner) -> None:
    for seq in (1, 2, 3):
        await captioner.posts(seq, "Word. ")
        assert [await captioner.last(lang="en") for _ in range(3)] == [seq] * 3


async def test_what_comes_again_is_written_once(
    captioner: Captioner, chair: AsyncClient, links: Links
) -> None:
    for seq in (1, 1, 2, 2):
        assert (await captioner.posts(seq, f"Word {seq}. ")).status_code == 200
    assert await lines(chair, links) == ["Word 1. Word 2."]


async def test_what_comes_again_is_passed_on_once(captioner: Captioner, call: Call) -> None:
    for seq in (1, 1, 2, 2, 3):
        await captioner.posts(seq, f"{seq}")
    while len(numbers(call)) < 3:  # posts of the stories before may come in between
        await call.has(1)
    assert numbers(call) == [b"1", b"2", b"3"]


def numbers(call: Call) -> list[bytes]:
    return sorted(body for _, body in call.posted if body.isdigit())
