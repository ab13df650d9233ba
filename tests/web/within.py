"""A server in this process, so that one can look at how it writes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from socket import socket

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from live.app import create_app
from live.office import Links, Office, plan
from live.room.room import Room
from live.settings import read_settings
from live.web.transport import listen
from tests.engines.ports import free_port


class Within(uvicorn.Server):
    """``protocol``: what carries WebSockets; any server's, or our own."""

    def __init__(self, folder: Path, protocol: type[WebSocketsSansIOProtocol]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = read_settings(
            {
                "LIVE_BASE_URL": self.url,
                "LIVE_DATABASE_URL": f"sqlite:///{folder}/plenary.db",
            }
        )
        self.app = create_app(self.settings)
        super().__init__(uvicorn.Config(self.app, ws=protocol, log_config=None, lifespan="on"))
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
async def serving_within(
    folder: Path, protocol: type[WebSocketsSansIOProtocol]
) -> AsyncIterator[Within]:
    server = Within(folder, protocol)
    task = asyncio.create_task(server.serve([listen("127.0.0.1", server.port)]))
    await server.ready.wait()
    try:
        yield server
    finally:
        server.should_exit = True
        await task
