"""The network between some people and the server: it can be slow, and it can be away."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from math import inf
from urllib.parse import urlsplit

from tests.engines.ports import free_port
from tests.servers import Links

LOOPBACK = "127.0.0.1"
CHUNK = 1460  # as much as a packet holds
BYTES_PER_KBIT = 125


class Way:
    """One direction, which all connections share."""

    def __init__(self) -> None:
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.bytes_per_second = inf
        self.latency_s = 0.0
        self._narrow = asyncio.Lock()

    async def carry(self, size: int) -> None:
        """Returns when so many bytes are on their way."""
        async with self._narrow:
            await asyncio.sleep(size / self.bytes_per_second)
        await self.flowing.wait()

    def at_the_end(self, do: Callable[[], None]) -> None:
        """Do something when what is on its way has arrived."""
        if self.latency_s:
            asyncio.get_running_loop().call_later(self.latency_s, do)
        else:
            do()


class Network:
    """Passes bytes on, on a port of its own, until it is told not to."""

    def __init__(self, server: str, port: int) -> None:
        self._server_port = urlsplit(server).port
        self._port = port
        self._up, self._down = Way(), Way()
        self._writers: set[StreamWriter] = set()
        self._passing: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Server | None = None

    def to(self, links: Links) -> Links:
        """The same links, by way of this network."""
        ours = f"{LOOPBACK}:{self._port}"
        return Links(
            code=links.code,
            **{
                name: urlsplit(getattr(links, name))._replace(netloc=ours).geturl()
                for name in ("join_url", "moderator_url", "rapporteur_url", "screen_url")
            },
        )

    def slow(self, kbit_s: float, round_trip_s: float) -> None:
        """So much goes each way at once, and an answer takes at least so long."""
        for way in (self._up, self._down):
            way.bytes_per_second = kbit_s * BYTES_PER_KBIT
            way.latency_s = round_trip_s / 2

    def hold(self) -> None:
        """What the server says does not arrive for now; what browsers say does."""
        self._down.flowing.clear()

    def freeze(self) -> None:
        """Nothing arrives for now, and nobody hears that the connection is no good."""
        self._up.flowing.clear()
        self._down.flowing.clear()

    def release(self) -> None:
        self._up.flowing.set()
        self._down.flowing.set()

    async def cut(self) -> None:
        """Every connection ends, what was held is lost, and there is no new one."""
        if self._listening is not None:
            self._listening.close()
        for writer in self._writers:
            writer.transport.abort()
        for passing in self._passing:
            passing.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    async def mend(self) -> None:
        self._listening = await asyncio.start_server(self._connected, LOOPBACK, self._port)

    async def _connected(self, reader: StreamReader, writer: StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection(LOOPBACK, self._server_port)
        self._writers |= {writer, to_server}
        for way, source, sink in (
            (self._up, reader, to_server),
            (self._down, from_server, writer),
        ):
            task = asyncio.create_task(self._pass(way, source, sink))
            self._passing.add(task)
            task.add_done_callback(self._passing.discard)

    async def _pass(self, way: Way, source: StreamReader, sink: StreamWriter) -> None:
        with suppress(ConnectionError):
            while chunk := await source.read(CHUNK):
                await way.carry(len(chunk))
                way.at_the_end(partial(sink.write, chunk))
                await sink.drain()
        way.at_the_end(partial(self._end, sink))

    def _end(self, writer: StreamWriter) -> None:
        self._writers.discard(writer)
        writer.close()


@asynccontextmanager
async def between(server: str, port: int | None = None) -> AsyncIterator[Network]:
    made = Network(server, port or free_port())
    await made.mend()
    yield made
    await made.cut()
