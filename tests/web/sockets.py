"""WebSockets to a session, frame by frame."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

SECONDS = 40
Frame = dict[str, Any]


@asynccontextmanager
async def opened(
    url: str,
    code: str,
    cookie: str = "",
    query: str = "",
    *,
    origin: str | None = "",
    subprotocol: str = "live.v1",
) -> AsyncIterator[ClientConnection]:
    """``origin``: empty for the server's own, None for none at all."""
    async with (
        asyncio.timeout(SECONDS),
        connect(
            f"{url.replace('http', 'ws', 1)}/s/{code}/live?{query}",
            origin=url if origin == "" else origin,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookie},
            subprotocols=[subprotocol],  # type: ignore[list-item]
            compression=None,
            max_size=None,
            proxy=None,
        ) as socket,
    ):
        yield socket


async def heard(socket: ClientConnection, kind: str) -> Frame:
    """The next frame of a kind."""
    while True:
        frame = msgspec.json.decode(await socket.recv(), type=Frame)
        if frame["type"] == kind:
            return frame


def command(do: str, arguments: object, command_id: str = "") -> str:
    asked = {"id": command_id or uuid4().hex, "do": do, "with": arguments}
    return msgspec.json.encode(asked).decode()


async def answer(socket: ClientConnection, raw: str | bytes) -> Frame:
    """Send a command, as text in any case; what it is answered, under whatever id."""
    await socket.send(raw, text=True)
    while True:
        frame = msgspec.json.decode(await socket.recv(), type=Frame)
        if frame["type"] in ("done", "refused"):
            return frame


async def ended(socket: ClientConnection) -> int:
    """The code with which the server closes the connection."""
    try:
        async for _ in socket:
            pass
    except ConnectionClosed:
        pass
    assert socket.close_code is not None
    return socket.close_code


async def code_of_closing(url: str, code: str, cookie: str = "", **how: Any) -> int:
    """The code with which the server closes a new connection."""
    async with opened(url, code, cookie, **how) as socket:
        return await ended(socket)
