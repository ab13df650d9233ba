"""The network between some people and the server: it can be slow, and it can be away."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

from tests.servers import Links, free_port

LOOPBACK = "127.0.0.1"
CHUNK = 65_536


class Network:
    """Passes bytes on, on a port of its own, until it is told not to."""

    def __init__(self, server: str) -> None:
        self._server_port = urlsplit(server).port
        self._port = free_port()
        self._flowing = asyncio.Event()
        self._flowing.set()
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

    def hold(self) -> None:
        """What the server says does not arrive for now; what browsers say does."""
        self._flowing.clear()

    def release(self) -> None:
        self._flowing.set()

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
        for passing in (self._up(reader, to_server), self._down(from_server, writer)):
            task = asyncio.create_task(passing)
            self._passing.add(task)
            task.add_done_callback(self._passing.discard)

    async def _up(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(ConnectionError):
            while chunk := await reader.read(CHUNK):
                writer.write(chunk)
                await writer.drain()
        self._end(writer)

    async def _down(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(ConnectionError):
            while chunk := await reader.read(CHUNK):
                await self._flowing.wait()
                writer.write(chunk)
                await writer.drain()
        self._end(writer)

    def _end(self, writer: StreamWriter) -> None:
        self._writers.discard(writer)
        writer.close()


@asynccontextmanager
async def between(server: str) -> AsyncIterator[Network]:
    made = Network(server)
    await made.mend()
    yield made
    await made.cut()
