"""A server in this process, so that one can look at how it writes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from socket import IPPROTO_TCP, TCP_USER_TIMEOUT, socket

import msgspec
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from live.app import create_app
from live.office import Links, Office, plan
from live.room.room import Room
from live.settings import read_settings
from live.web.peers import AsgiPeer, SocketPeer
from live.web.transport import DEAD_PEER_MS, Protocol, Requests, listen
from tests.engines.ports import free_port


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How a server carries requests and WebSockets, and with how much patience."""

    peer: type
    requests: type[HttpToolsProtocol]
    protocol: type[WebSocketsSansIOProtocol]
    ping_seconds: float = 20.0
    dead_peer_ms: int = DEAD_PEER_MS

    def __str__(self) -> str:
        return self.peer.__name__


OURS = Way(peer=SocketPeer, requests=Requests, protocol=Protocol)
ANY = Way(peer=AsgiPeer, requests=HttpToolsProtocol, protocol=WebSocketsSansIOProtocol)
"""That of a server which knows nothing of us."""


class Within(uvicorn.Server):
    def __init__(self, folder: Path, way: Way) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = read_settings(
            {
                "LIVE_BASE_URL": self.url,
                "LIVE_DATABASE_URL": f"sqlite:///{folder}/plenary.db",
            }
        )
        self.app = create_app(self.settings)
        super().__init__(
            uvicorn.Config(
                self.app,
                http=way.requests,
                ws=way.protocol,
                ws_ping_interval=way.ping_seconds,
                ws_ping_timeout=way.ping_seconds,
                log_config=None,
                lifespan="on",
            )
        )
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def create_session(self) -> Links:
        return await Office(self.settings, self.app.state.rooms).new_session(plan("Consultation"))

    async def room(self, links: Links) -> Room:
        row = await self.app.state.rooms.find(links.code)
        room: Room = await self.app.state.rooms.room(row.id)
        return room


@asynccontextmanager
async def serving_within(folder: Path, way: Way) -> AsyncIterator[Within]:
    server = Within(folder, way)
    listener = listen("127.0.0.1", server.port)
    listener.setsockopt(IPPROTO_TCP, TCP_USER_TIMEOUT, way.dead_peer_ms)
    task = asyncio.create_task(server.serve([listener]))
    await server.ready.wait()
    try:
        yield server
    finally:
        server.should_exit = True
        await task
