"""A server that says what a test tells it to, for what the real one seldom does."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.typing import Subprotocol

Script = Callable[["Browser", int], Awaitable[None]]
"""What the server does on its nth connection."""


class Browser:
    """Whoever has connected, as the server sees them."""

    def __init__(self, connection: ServerConnection) -> None:
        self.connection = connection

    async def say(self, kind: str, **fields: Any) -> None:
        await self.connection.send(msgspec.json.encode({"type": kind, **fields}), text=True)

    async def welcome(self, seq: int = 1) -> None:
        """And the documents as of ``seq``, which are none."""
        await self.say("welcome", epoch="e", seq=seq, now=0, resumed=False, you={}, limits={})
        await self.say("patch", **{"from": 0, "to": seq, "set": {}, "del": []})

    async def hear(self) -> dict[str, Any]:
        """The next command."""
        return msgspec.json.decode(await self.connection.recv(), type=dict[str, Any])


@asynccontextmanager
async def scripted(script: Script) -> AsyncIterator[str]:
    """Its address."""
    connections = 0

    async def handler(connection: ServerConnection) -> None:
        nonlocal connections
        connections += 1
        await script(Browser(connection), connections)

    async with serve(
        handler, "127.0.0.1", 0, subprotocols=[Subprotocol("live.v1")], compression=None
    ) as server:
        yield _address(server)


def _address(server: Server) -> str:
    port: int = next(iter(server.sockets)).getsockname()[1]
    return f"http://127.0.0.1:{port}"
