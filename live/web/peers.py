"""Two ways to write to a browser: straight into its socket, or through ASGI.

The first is for our own server (see ``live.web.transport``): the same framed bytes go to every
socket with one system call each. The second works under any ASGI server.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from live.room.lines import NONE, nobody
from live.wire import Frame

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
CLOSE_WITHIN_SECONDS = 10.0


class AsgiPeer:
    """Frames wait in a list until a task of the connection's has sent them."""

    descriptor = NONE

    def __init__(self, send: Send) -> None:
        self.changed: Callable[[], None] = nobody
        self._send = send
        self._waiting: list[Frame] = []
        self._buffered = 0
        self._close: tuple[int, str] | None = None
        self._wake = asyncio.Event()
        self._task = asyncio.create_task(self._run())
        self._reader = asyncio.current_task()
        self.aborted = False

    def write(self, frame: Frame, sent: int = 0) -> int:
        assert not sent, "frames go out whole this way"
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
        """There is no word for it: whoever serves us closes once we have ended."""
        self.aborted = True
        self._task.cancel()
        if self._reader:
            self._reader.cancel()

    async def _run(self) -> None:
        with suppress(OSError):  # the other side has gone
            await self._send_on()

    async def _send_on(self) -> None:
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
    """Framed bytes written to the socket itself, or to its transport while that holds some.

    Whoever carries the connection says when the transport begins to hold something and when it
    is rid of it, so that nobody has to ask before each of many thousand frames.
    """

    aborted = False  # to whoever reads, the transport says that it is lost

    __slots__ = ("_closing", "_ended", "_own", "_send", "_transport", "changed", "descriptor")

    def __init__(self, transport: asyncio.Transport, send: Send) -> None:
        self._transport = transport
        self._send = send
        self._closing: asyncio.Task[None] | None = None
        self._ended = False
        plain = transport.get_extra_info("sslcontext") is None
        self._own = transport.get_extra_info("socket").fileno() if plain else NONE
        self.descriptor: int = self._own
        self.changed: Callable[[], None] = nobody

    def write(self, frame: Frame, sent: int = 0) -> int:
        data = memoryview(frame.framed)[sent:]
        if self.descriptor != NONE:
            data = data[self._write_past(data) :]
        if not data or self._ended:
            return 0
        self._transport.write(data)
        return self._transport.get_write_buffer_size()

    def _write_past(self, data: memoryview) -> int:
        try:
            return os.write(self.descriptor, data)
        except BlockingIOError:
            return 0
        except OSError:  # the other side is gone; the transport will find out by itself
            return len(data)

    def hold(self) -> None:
        """The transport holds bytes that the network did not take."""
        self._set(NONE)

    def go_on(self) -> None:
        """It holds none any more."""
        self._set(NONE if self._ended else self._own)

    def end(self) -> None:
        """Nothing more is to be written."""
        self._ended = True
        self._set(NONE)

    def _set(self, descriptor: int) -> None:
        if descriptor != self.descriptor:
            self.descriptor = descriptor
            self.changed()

    def buffered(self) -> int:
        return self._transport.get_write_buffer_size()

    def close(self, code: int, reason: str) -> None:
        self.end()
        goodbye = {"type": "websocket.close", "code": code, "reason": reason}
        self._closing = self._closing or asyncio.ensure_future(self._send(goodbye))

    def abort(self) -> None:
        self.end()
        self._transport.abort()

    async def finish(self) -> None:
        """Nothing waits here but, perhaps, the goodbye; whoever does not take it is cut off."""
        if self._closing:
            await asyncio.wait([self._closing])
