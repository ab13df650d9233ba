"""Far ends that stop: each is let go, nothing of it stays, and nobody else notices."""

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvloop
from msgspec.structs import replace

from live import wire
from live.domain.documents import Audience
from live.room.hub import BOUND_BYTES, STUCK_SECONDS
from live.room.lines import Connection
from live.room.room import Room
from live.simulate.client import Client
from live.web.transport import Protocol
from tests.live.raw import Raw, raw_connection
from tests.servers import Links
from tests.web.seats import of_moderator, of_newcomer
from tests.web.sockets import SECONDS
from tests.web.within import ANY, OURS, Way, Within, serving_within

SOON_MS = 1000
TURNS = 10
"""Of the loop, for those to end who have heard that it is over."""

NOISE = wire.ephemeral({"noise": "x" * 20_000})


class Watched(Protocol):
    """``lost``: whether the connection is no more."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.lost = asyncio.Event()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.lost.set()


class Curt(Watched):
    close_seconds = SOON_MS / 1000


PATIENT = replace(OURS, protocol=Watched, ping_seconds=600.0, dead_peer_ms=600_000)
BY_US = replace(PATIENT, protocol=Curt)
BY_PINGS = replace(PATIENT, ping_seconds=SOON_MS / 1000)
BY_THE_KERNEL = replace(PATIENT, dead_peer_ms=SOON_MS)
"""Who is the first to lose patience."""


class Hall:
    """An open session on a server in this process, with somebody who reads and writes."""

    def __init__(self, server: Within, links: Links, room: Room, chair: Client) -> None:
        self.server = server
        self.links = links
        self.room = room
        self.chair = chair

    @asynccontextmanager
    async def somebody(self) -> AsyncIterator["Somebody"]:
        seat = await of_newcomer(self.server.url, self.links)
        async with raw_connection(seat, self.server.port) as raw:
            you = (await raw.frame())["you"]["id"]
            yield Somebody(self, raw, *self.room.hub.of(you))

    def broadcast(self) -> None:
        """Send what means nothing to all who look on."""
        self.room.hub.broadcast(Audience.PUBLIC, NOISE, self.room.seq)

    def fill(self, holds: Callable[[], bool]) -> None:
        """Broadcast until something is true; nobody has time to read meanwhile."""
        while not holds():
            self.broadcast()


class Somebody:
    """Who has said hello, over a connection that a test can spoil."""

    def __init__(self, hall: Hall, raw: Raw, connection: Connection) -> None:
        self.hall = hall
        self.raw = raw
        self.connection = connection
        protocol = self._protocol()
        self.lost = protocol.lost
        self.traces: list[Callable[[], object]] = [
            weakref.ref(protocol),
            weakref.ref(protocol.transport),
        ]

    def _protocol(self) -> Watched:
        everybody: set[Any] = self.hall.server.server_state.connections
        found: Watched = next(one for one in everybody if one.client[1] == self.raw.port)
        return found

    @property
    def here(self) -> bool:
        return self.connection in set(self.hall.room.hub)

    @property
    def held(self) -> int:
        return self.connection.peer.buffered()

    async def gone(self) -> None:
        """Wait until they have no connection, and see that nothing of it is left."""
        async with asyncio.timeout(SECONDS):
            await self.lost.wait()
            await self.hall.chair.until(lambda: not self.here)
        del self.connection
        await turns()
        gc.collect()
        assert [trace() for trace in self.traces] == [None, None]


async def turns() -> None:
    for _ in range(TURNS):
        await asyncio.sleep(0)


def descriptors() -> set[str]:
    return {one.name for one in Path("/proc/self/fd").iterdir()}


@asynccontextmanager
async def opened(folder: Path, way: Way) -> AsyncIterator[Hall]:
    async with serving_within(folder, way) as server:
        links = await server.create_session()
        seat = await of_moderator(server.url, links)
        chair = await Client(server.url, links.code, seat.cookie).start()
        await chair.send("session.open")
        yield Hall(server, links, await server.room(links), chair)
        await chair.stop()


LOOPS = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}
"""The one that there is everywhere, and the server's own."""


@pytest.fixture(scope="module", params=LOOPS)
def runner(request: pytest.FixtureRequest) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=LOOPS[request.param]) as runner:
        yield runner


Test = Callable[[Hall], Coroutine[Any, Any, None]]


def on(way: Way) -> Callable[[Test], Callable[[asyncio.Runner, Path], None]]:
    """A test in a hall of its own, on one loop and on the other."""

    def decorate(test: Test) -> Callable[[asyncio.Runner, Path], None]:
        async def staged(folder: Path) -> None:
            async with opened(folder, way) as hall:
                await test(hall)

        def run(runner: asyncio.Runner, tmp_path: Path) -> None:
            runner.run(staged(tmp_path))

        return run

    return decorate


@on(BY_US)
async def test_whoever_never_reads_is_cut_off(hall: Hall) -> None:
    before = descriptors()
    async with hall.somebody() as somebody:
        hall.fill(lambda: somebody.connection in hall.room.hub.behind)
        held = somebody.held
        hall.broadcast()
        assert BOUND_BYTES < held <= BOUND_BYTES + len(NOISE.framed)
        assert somebody.held == held
        somebody.connection.stuck_since -= STUCK_SECONDS
        await somebody.gone()
    assert descriptors() <= before


@on(BY_THE_KERNEL)
async def test_whoever_never_reads_is_given_up_by_the_kernel(hall: Hall) -> None:
    async with hall.somebody() as somebody:
        hall.fill(lambda: somebody.held > 0)
        assert somebody.connection not in hall.room.hub.behind
        await somebody.gone()


@on(BY_THE_KERNEL)
async def test_whoever_has_left_the_network_is_given_up(hall: Hall) -> None:
    async with hall.somebody() as somebody:
        somebody.raw.go_deaf()
        hall.broadcast()
        await somebody.gone()


@on(BY_US)
async def test_whoever_says_nothing_more_is_let_go(hall: Hall) -> None:
    async with hall.somebody() as somebody:
        somebody.raw.half_close()
        await somebody.gone()


@on(BY_US)
async def test_whoever_neither_reads_nor_speaks_is_let_go(hall: Hall) -> None:
    async with hall.somebody() as somebody:
        hall.fill(lambda: somebody.held > 0)
        somebody.raw.half_close()
        await somebody.gone()


@on(BY_US)
async def test_whoever_does_not_read_the_goodbye_is_let_go(hall: Hall) -> None:
    async with hall.somebody() as somebody:
        hall.fill(lambda: somebody.held > 0)
        await hall.chair.send("person.remove", person=somebody.connection.actor.id)
        await somebody.gone()


@on(BY_US)
async def test_whoever_reads_byte_by_byte_holds_nobody_up(hall: Hall) -> None:
    async with hall.somebody() as somebody, hall.somebody() as other:
        while somebody.connection not in hall.room.hub.behind:
            hall.broadcast()
            assert len(await somebody.raw.read(1)) == 1
            async with asyncio.timeout(SECONDS):
                while "noise" not in (await other.raw.frame())["set"]:
                    pass
        assert somebody.held <= BOUND_BYTES + len(NOISE.framed)
        assert other.held == 0


@on(BY_PINGS)
async def test_whoever_answers_no_ping_is_cut_off(hall: Hall) -> None:
    async with hall.somebody() as somebody:
        await somebody.gone()
        await hall.chair.send("note.post", text="Whoever answers is still here.")


# Where another server carries the connection


@on(ANY)
async def test_whoever_is_cut_off_leaves_no_task(hall: Hall) -> None:
    before = asyncio.all_tasks()
    seat = await of_newcomer(hall.server.url, hall.links)
    async with raw_connection(seat, hall.server.port) as raw:
        [connection] = hall.room.hub.of((await raw.frame())["you"]["id"])
        hall.fill(lambda: connection in hall.room.hub.behind)
        async with asyncio.timeout(SECONDS):
            while connection in set(hall.room.hub):
                connection.stuck_since -= STUCK_SECONDS  # again, as some of it still goes out
                await hall.chair.send("note.post", text="Time passes.")
        await turns()
        assert asyncio.all_tasks() <= before
