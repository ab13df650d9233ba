"""Goodbyes are said in slices, and answers come before them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from live import wire
from live.domain.actors import Actor, PersonId, Role
from live.domain.documents import Audience
from live.room import farewell
from live.room.farewell import SMALLEST_SLICE, Farewell
from live.room.lines import Connection
from tests.room.rig import Peer

GOODBYE = {"type": "bye", "reason": "restart", "reconnect_within_ms": 2000}
CLOSED = (wire.CLOSE_RESTART, "restart")


class Guest(Peer):
    """Notes, when it is let go, how many have been told so far."""

    def __init__(self, hall: "Hall") -> None:
        super().__init__()
        self._hall = hall

    def close(self, code: int, reason: str) -> None:
        super().close(code, reason)
        self._hall.told_by_then.append(self._hall.told)


class Hall:
    """Connections, and what each was told."""

    def __init__(self, people: int) -> None:
        self.told_by_then: list[int] = []
        self.peers: list[Guest] = []
        self.connections: list[Connection] = []
        for nth in range(people):
            self.enter(f"p{nth}")

    def enter(self, name: str) -> tuple[Peer, Connection]:
        peer = Guest(self)
        connection = Connection(Actor(PersonId(name), Role.PARTICIPANT), Audience.PUBLIC, peer)
        self.peers.append(peer)
        self.connections.append(connection)
        return peer, connection

    @property
    def told(self) -> int:
        return sum(peer.frames == [GOODBYE] for peer in self.peers)

    @asynccontextmanager
    async def emptied(self, seconds: float = 5) -> AsyncIterator[None]:
        """Within, they are being told to go; at the end all have gone."""
        goodbye = Farewell(lambda: self.connections, within_ms=2000)
        saying = asyncio.create_task(goodbye.say(seconds))
        yield
        async with asyncio.timeout(60):
            await saying
        assert [peer.closed for peer in self.peers] == [CLOSED] * len(self.peers)
        assert self.told == len(self.peers)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(farewell, "SLICE_SECONDS", 0.01)


async def test_everybody_is_told_before_they_are_let_go() -> None:
    async with Hall(people=3).emptied():
        pass


async def test_a_hall_without_anybody_is_empty_at_once() -> None:
    async with Hall(people=0).emptied():
        pass


async def test_those_beyond_the_first_slice_are_told_later() -> None:
    hall = Hall(people=2 * SMALLEST_SLICE)
    async with hall.emptied():
        pass
    slices = [SMALLEST_SLICE] * SMALLEST_SLICE, [2 * SMALLEST_SLICE] * SMALLEST_SLICE
    assert hall.told_by_then == [*slices[0], *slices[1]]


async def test_a_slice_is_as_large_as_the_time_asks_for() -> None:
    hall = Hall(people=1000)
    async with hall.emptied(seconds=0.1):
        pass
    assert hall.told_by_then[0] == 100


async def test_what_is_under_way_is_answered_first() -> None:
    hall = Hall(people=1)
    peer, asking = hall.enter("asking")
    asking.under_way = 1
    async with hall.emptied():
        await hall.peers[0].until(lambda: hall.peers[0].closed is not None)
        assert peer.frames == [GOODBYE]
        assert peer.closed is None
        asking.under_way = 0


async def test_an_answer_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(farewell, "ANSWER_SECONDS", 0.05)
    hall = Hall(people=0)
    _, asking = hall.enter("asking")
    asking.under_way = 1
    async with hall.emptied():
        pass


async def test_who_comes_in_meanwhile_is_told_too() -> None:
    hall = Hall(people=1)
    async with hall.emptied():
        await hall.peers[0].until(lambda: bool(hall.peers[0].frames))
        hall.enter("late")
