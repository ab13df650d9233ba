"""A proxy for TCP that spoils what passes through it: late, narrow, stuttering, cut, or silent."""

import asyncio
import socket
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random
from typing import Protocol

from tests.faults.quality import PERFECT, Quality

LOOPBACK = "127.0.0.1"
PACKET = 1460
MOST_ON_THE_WAY = 256
"""Packets of one connection and direction, before no more are taken in."""

RETRANSMISSION_SECONDS = 0.3
"""How long TCP holds back what follows a packet that was lost."""

RESET = struct.pack("ii", 1, 0)

Place = tuple[str, int] | Path
"""An address and a port, or a socket in the file system."""


class Cut(Exception):
    """What has come must not be passed on: both ends of the connection are closed instead."""


class Spoiler(Protocol):
    """What is done to the bytes of one connection."""

    def up(self, chunk: bytes) -> bytes:
        """What of it goes to the server; Cut."""

    def down(self, chunk: bytes) -> bytes:
        """What of it goes to the client; Cut."""


class Honest:
    """Passes on everything as it is."""

    def up(self, chunk: bytes) -> bytes:
        return chunk

    def down(self, chunk: bytes) -> bytes:
        return chunk


class Way:
    """One direction, which all connections share."""

    def __init__(self, dice: Random) -> None:
        self.quality = PERFECT
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.swallowing = False
        self.swallowed = asyncio.Event()
        self._dice = dice
        self._free_at = 0.0

    def swallow(self) -> bytes:
        """What is left of anything."""
        self.swallowed.set()
        return b""

    def due(self, size: int, before: float) -> float:
        """When so many bytes arrive, which follow others that arrive at ``before``."""
        now, quality = asyncio.get_running_loop().time(), self.quality
        self._free_at = max(self._free_at, now) + quality.seconds(size)
        late = quality.round_trip_s / 2 + self._dice.uniform(0, quality.jitter_s)
        if self._dice.random() < quality.loss:
            late += quality.round_trip_s + RETRANSMISSION_SECONDS
        return max(before, self._free_at + late)


class Line:
    """One connection through the proxy."""

    def __init__(self, client: StreamWriter, server: StreamWriter) -> None:
        self.client = client
        self.server = server
        self.tasks: list[asyncio.Task[None]] = []

    def end(self) -> None:
        """Close both ends properly."""
        for writer in (self.client, self.server):
            writer.close()

    def reset(self) -> None:
        """Both ends hear of it at once, and what was on its way is lost."""
        for writer in (self.client, self.server):
            reset(writer)

    def forget(self) -> None:
        for task in self.tasks:
            task.cancel()
        self.reset()


def reset(writer: StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()


class Proxy:
    """Between clients and one server, on a port of its own; honest until it is told otherwise."""

    def __init__(
        self, server: Place, spoiler: Callable[[], Spoiler] = Honest, dice: Random | None = None
    ) -> None:
        dice = dice or Random(0)
        self.up, self.down = Way(dice), Way(dice)
        self.port = 0
        self.lines: set[Line] = set()
        self._accepted = 0
        self._came = asyncio.Event()
        self._server = server
        self._spoiler = spoiler
        self._listening: asyncio.Server | None = None

    @property
    def ways(self) -> tuple[Way, Way]:
        return self.up, self.down

    async def listen(self) -> None:
        """Let connections in, at the same port as before."""
        self._listening = await asyncio.start_server(self._accept, LOOPBACK, self.port)
        self.port = self._listening.sockets[0].getsockname()[1]

    def refuse(self) -> None:
        """New connections are refused; those that there are go on."""
        if self._listening is not None:
            self._listening.close()

    def spoil(self, quality: Quality) -> None:
        for way in self.ways:
            way.quality = quality

    def hold(self) -> None:
        """Nothing arrives for now, and nobody hears that the connection is no good."""
        for way in self.ways:
            way.flowing.clear()

    def release(self) -> None:
        """What was held arrives."""
        for way in self.ways:
            way.flowing.set()

    def swallow(self, *, swallowing: bool = True) -> None:
        """A black hole: all is taken, also new connections, and nothing arrives."""
        for way in self.ways:
            way.swallowing = swallowing

    def reset(self) -> None:
        for line in list(self.lines):
            line.reset()

    def desert(self) -> None:
        """Half open: the server is left, and the clients do not hear of it."""
        for line in list(self.lines):
            for task in line.tasks:
                task.cancel()
            reset(line.server)

    async def accepted(self, more: int) -> None:
        """Wait for so many more connections."""
        wanted = self._accepted + more
        while self._accepted < wanted:
            self._came.clear()
            await self._came.wait()

    async def stop(self) -> None:
        self.refuse()
        tasks = [task for line in self.lines for task in line.tasks]
        for line in list(self.lines):
            line.forget()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.lines.clear()

    async def _accept(self, reader: StreamReader, client: StreamWriter) -> None:
        self._accepted += 1
        self._came.set()
        try:
            from_server, server = await _connect(self._server)
        except OSError:
            reset(client)
            return
        line, spoiler = Line(client, server), self._spoiler()
        self.lines.add(line)
        line.tasks = [
            asyncio.create_task(self._pass(line, self.up, spoiler.up, reader, server)),
            asyncio.create_task(self._pass(line, self.down, spoiler.down, from_server, client)),
        ]
        for task in line.tasks:
            task.add_done_callback(lambda _: self._over(line))

    def _over(self, line: Line) -> None:
        """A connection is forgotten once nothing passes any more, unless it was left half open."""
        if all(task.done() and not task.cancelled() for task in line.tasks):
            line.end()
            self.lines.discard(line)

    async def _pass(
        self,
        line: Line,
        way: Way,
        spoil: Callable[[bytes], bytes],
        source: StreamReader,
        sink: StreamWriter,
    ) -> None:
        packets: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(MOST_ON_THE_WAY)
        arriving = asyncio.create_task(_arrive(way, packets, sink))
        due = 0.0
        try:
            while chunk := await source.read(PACKET):
                kept = way.swallow() if way.swallowing else spoil(chunk)
                due = way.due(len(kept), due)
                await packets.put((due, kept))
            await packets.put((due, b""))
            await packets.join()
            sink.write_eof()
        except (Cut, OSError):
            line.reset()
        finally:
            arriving.cancel()


async def _arrive(
    way: Way, packets: "asyncio.Queue[tuple[float, bytes]]", sink: StreamWriter
) -> None:
    now = asyncio.get_running_loop().time
    while True:
        due, chunk = await packets.get()
        if due > now():
            await asyncio.sleep(due - now())
        await way.flowing.wait()
        with suppress(OSError):
            sink.write(chunk)
            await sink.drain()
        packets.task_done()


async def _connect(place: Place) -> tuple[StreamReader, StreamWriter]:
    if isinstance(place, Path):
        return await asyncio.open_unix_connection(place)
    return await asyncio.open_connection(*place)


@asynccontextmanager
async def through(
    server: Place, spoiler: Callable[[], Spoiler] = Honest, dice: Random | None = None
) -> AsyncIterator[Proxy]:
    """A proxy to a server; its connections end with it."""
    proxy = Proxy(server, spoiler, dice)
    await proxy.listen()
    try:
        yield proxy
    finally:
        await proxy.stop()
