"""How many connections are taken in at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from live import wire
from live.simulate.client import Client
from live.web.admission import LONGEST_SECONDS, Admission
from tests.servers import Server, serving
from tests.web.seats import Seat, of_newcomer
from tests.web.sockets import SECONDS, code_of_closing, heard, opened

BURST, A_SECOND = 5, 10
TURNS = int(LONGEST_SECONDS * A_SECOND)
"""How many may wait."""


class Bucket:
    """An admission, and its clock."""

    def __init__(self) -> None:
        self.now = 100.0
        self.admission = Admission(BURST, A_SECOND, lambda: self.now)

    def turns(self, many: int) -> list[float | None]:
        """In how many seconds each of so many may come in who come at this moment."""
        turns = [self.admission.turn() for _ in range(many)]
        return [turn if turn is None else round(turn, 3) for turn in turns]


def test_some_come_in_at_once() -> None:
    assert Bucket().turns(BURST) == [0] * BURST


def test_the_next_wait_one_after_the_other() -> None:
    assert Bucket().turns(BURST + 3)[BURST:] == [0.1, 0.2, 0.3]


def test_who_would_wait_too_long_is_not_taken() -> None:
    turns = Bucket().turns(BURST + TURNS + 2)
    assert turns[-3:] == [LONGEST_SECONDS, None, None]


def test_who_was_not_taken_takes_nobodys_turn() -> None:
    bucket = Bucket()
    bucket.turns(BURST + TURNS + 100)
    bucket.now += 1.05 / A_SECOND
    assert [turn is not None for turn in bucket.turns(2)] == [True, False]


def test_after_a_while_as_many_come_in_as_at_first() -> None:
    bucket = Bucket()
    bucket.turns(BURST + TURNS)
    bucket.now += 60
    assert bucket.turns(BURST + 1) == [0] * BURST + [0.1]


@pytest.fixture(scope="module")
async def narrow(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """A server that takes in one a second."""
    folder: Path = tmp_path_factory.mktemp("narrow")
    async with serving(folder, LIVE_CONNECT_BURST="1", LIVE_CONNECT_RATE="1") as running:
        yield running


async def test_those_who_are_too_many_are_told_to_come_later(narrow: Server) -> None:
    seat = await of_newcomer(narrow.url, await narrow.create_session())
    outcomes = await asyncio.gather(*(_come_in(seat) for _ in range(12)))
    assert set(outcomes) == {"welcome", "503, again in 2 s"}


async def _come_in(seat: Seat) -> str:
    try:
        async with opened(seat.url, seat.code, seat.cookie) as socket:
            return str((await heard(socket, "welcome"))["type"])
    except InvalidStatus as refused:
        answer = refused.response
        return f"{answer.status_code}, again in {answer.headers['Retry-After']} s"


async def test_they_come_in_by_and_by(narrow: Server) -> None:
    seat = await of_newcomer(narrow.url, await narrow.create_session())
    clients = [Client(seat.url, seat.code, seat.cookie, backoff_seconds=0.5) for _ in range(6)]
    async with asyncio.timeout(SECONDS):
        await asyncio.gather(*(client.start() for client in clients))
    await asyncio.gather(*(client.stop() for client in clients))


async def test_one_person_has_so_many_connections_only(server: Server) -> None:
    seat = await of_newcomer(server.url, await server.create_session())
    async with AsyncExitStack() as open_pages:
        for _ in range(wire.MOST_SOCKETS):
            page = await open_pages.enter_async_context(opened(seat.url, seat.code, seat.cookie))
            await heard(page, "welcome")
        assert await code_of_closing(seat.url, seat.code, seat.cookie) == wire.CLOSE_TOO_MANY
    assert await _come_in(seat) == "welcome"
