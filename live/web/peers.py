"""Two ways to write to a browser: straight into its socket, or through ASGI.

The first is for our own server (see ``live.web.transport``): the same framed bytes go to every
socket with one system call each. The second works under any ASGI server.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from live.wire import Frame

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
CLOSE_WITHIN_SECONDS = 10.0


class AsgiPeer:
    """Frames wait in a list until a task of the connection's has sent them."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: list[Frame] = []
        self._buffered = 0
        self._close: tuple[int, str] | None = None
        self._wake = asyncio.Event()
        self._task = asyncio.create_task(self._run())

    def write(self, frame: Frame) -> int:
        if self._close is None:
            self._waiting.append(frame)
            self._buffered += len(frame.payload)
            self._wake.set()
        return self._buffered

    def buffered(self) -> int:
        return self._buffered

    def close(self, code: int, reason: str) -> None:
        self._close = self._close or (code, reason)
        self._wake.set()

    def abort(self) -> None:
        self._task.cancel()

    async def _run(self) -> None:
        while not (self._close and not self._waiting):
            await self._wake.wait()
            self._wake.clear()
            frames, self._waiting = self._waiting, []
            for frame in frames:
                await self._send({"type": "websocket.send", "text": frame.payload.decode()})
                self._buffered -= len(frame.payload)
        code, reason = self._close
        await self._send({"type": "websocket.close", "code": code, "reason": reason})

    async def finish(self) -> None:
        """Send what still waits, if the other side takes it in time."""
        if self._close is None:
            self._task.cancel()
        done, _ = await asyncio.wait([self._task], timeout=CLOSE_WITHIN_SECONDS)
        if not done:
            self._task.cancel()


class SocketPeer:
    """Framed bytes written to the socket itself, or to its transport while that holds some."""

    __slots__ = ("_closing", "_fd", "_send", "_transport")

    def __init__(self, transport: asyncio.Transport, send: Send) -> None:
        self._transport = transport
        self._send = send
        self._closing: asyncio.Task[None] | None = None
        plain = transport.get_extra_info("sslcontext") is None
        self._fd = transport.get_extra_info("socket").fileno() if plain else -1

    def write(self, frame: Frame) -> int:
        transport = self._transport
        if self._closing or transport.is_closing():
            return 0
        if self._fd < 0 or transport.get_write_buffer_size():
            transport.write(frame.framed)
            return transport.get_write_buffer_size()
        return self._write_past(frame.framed)

    def _write_past(self, data: bytes) -> int:
        try:
            sent = os.write(self._fd, data)
        except BlockingIOError:
            sent = 0
        except OSError:  # the other side is gone; the transport will find out by itself
            return 0
        if sent < len(data):
            self._transport.write(data[sent:])
        return len(data) - sent

    def buffered(self) -> int:
        return self._transport.get_write_buffer_size()

    def close(self, code: int, reason: str) -> None:
        goodbye = {"type": "websocket.close", "code": code, "reason": reason}
        self._closing = self._closing or asyncio.ensure_future(self._send(goodbye))

    def abort(self) -> None:
        self._transport.abort()

    async def finish(self) -> None:
        """Nothing waits here but, perhaps, the goodbye."""
        if self._closing:
            await asyncio.wait([self._closing], timeout=CLOSE_WITHIN_SECONDS)
            self._closing.cancel()
