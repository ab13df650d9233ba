"""One WebSocket at as little cost as can be: a process has thousands of them.

It speaks what a server of ours says: text frames in one piece, pings, closes. On a slow network
everything, either way, is late by the same time, in its order.
"""

import asyncio
from base64 import b64encode
from collections.abc import Callable
from os import urandom
from typing import Protocol, cast

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
FINAL, MASKED = 0x80, 0x80
SHORTEST_STEP = 0.001
"""Between two things that are late, so that no timer lets one pass the other."""

SWITCHED = 101
GOING_AWAY = 1001


class Ear(Protocol):
    """Who listens on a line."""

    def opened(self) -> None: ...

    def heard(self, raw: bytes) -> None: ...

    def closed(self, code: int | None, status: int) -> None:
        """``code``: with which the server closed, if it did. ``status``: of its HTTP answer, if
        that was another than to switch; else 0."""


class Line(asyncio.Protocol):
    def __init__(self, ear: Ear, request: bytes, delay_seconds: float) -> None:
        self._ear = ear
        self._request = request
        self._delay = delay_seconds
        self._loop = asyncio.get_running_loop()
        self._latest = 0.0
        self._buffer = b""
        self._open = False
        self._code: int | None = None
        self._status = 0
        self._over = False
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass of it
        self._late(self._transport.write, self._request)

    def data_received(self, data: bytes) -> None:
        self._late(self._take, data)

    def connection_lost(self, _: Exception | None) -> None:
        self._late(self._end)

    def send(self, raw: bytes) -> None:
        self._late(self._write, TEXT, raw)

    def close(self) -> None:
        """Go, as a page does that is closed."""
        self._write(CLOSE, GOING_AWAY.to_bytes(2, "big"))
        self._over = True
        self._transport.close()

    def abort(self) -> None:
        """Be cut: nothing more is heard or said."""
        self._over = True
        self._transport.abort()

    def go_under(self) -> None:
        """Be without a network, of which the server learns nothing."""
        self._over = True
        self._transport.pause_reading()

    def _late(self, step: Callable[..., object], *arguments: object) -> None:
        if not self._delay:
            step(*arguments)
            return
        self._latest = max(self._loop.time() + self._delay, self._latest + SHORTEST_STEP)
        self._loop.call_at(self._latest, step, *arguments)

    def _write(self, opcode: int, payload: bytes) -> None:
        if not self._over and not self._transport.is_closing():
            self._transport.write(framed(opcode, payload))

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self._ear.closed(self._code, self._status)

    def _take(self, data: bytes) -> None:
        if self._over:
            return
        self._buffer = self._buffer + data if self._buffer else data
        if not self._open and not self._shake_hands():
            return
        while not self._over and (frame := parsed(self._buffer)):
            opcode, payload, size = frame
            self._buffer = self._buffer[size:]
            self._hear(opcode, payload)

    def _shake_hands(self) -> bool:
        """Whether the server has agreed; a line on which it has not ends."""
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return False
        self._status = int(head.split(b" ", 2)[1])
        if self._status != SWITCHED:
            self._transport.close()
            return False
        self._status, self._open, self._buffer = 0, True, rest
        self._ear.opened()
        return True

    def _hear(self, opcode: int, payload: bytes) -> None:
        if opcode == TEXT:
            self._ear.heard(payload)
        elif opcode == PING:
            self._write(PONG, payload)
        elif opcode == CLOSE:
            self._code = int.from_bytes(payload[:2], "big") if payload else None
            self._write(CLOSE, payload[:2])
            self._transport.close()


def request(host: str, path: str, origin: str, cookie: str) -> bytes:
    """What asks a server to speak live.v1."""
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {b64encode(urandom(16)).decode()}",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: live.v1",
        f"Origin: {origin}",
        f"Cookie: {cookie}",
    )
    return "\r\n".join((*lines, "", "")).encode()


def framed(opcode: int, payload: bytes) -> bytes:
    """A frame as browsers send it, masked."""
    size = len(payload)
    if size < 126:
        head = bytes((FINAL | opcode, MASKED | size))
    elif size < 1 << 16:
        head = bytes((FINAL | opcode, MASKED | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((FINAL | opcode, MASKED | 127)) + size.to_bytes(8, "big")
    mask = urandom(4)
    wide = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
    masked = int.from_bytes(payload, "big") ^ wide
    return head + mask + masked.to_bytes(size, "big")


def parsed(data: bytes) -> tuple[int, bytes, int] | None:
    """The opcode and payload of the first frame, and its size; None if it is not all here."""
    if len(data) < 2:
        return None
    start, size = 2, data[1] & 0x7F
    if size > 125:
        start = 4 if size == 126 else 10
        if len(data) < start:
            return None
        size = int.from_bytes(data[2:start], "big")
    end = start + size
    return (data[0] & 0x0F, data[start:end], end) if len(data) >= end else None
