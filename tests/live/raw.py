"""A bare socket that speaks just enough of RFC 6455 to stop reading when it likes."""

import asyncio
import ctypes
import socket
import struct
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from os import urandom
from typing import Any, Protocol

import msgspec

SMALL_BUFFER = 4096
CHUNK = 65536
LONGEST_HEADER = 10
TEXT = 1


TAKE_NOTHING = struct.pack("HBBI", 0x06, 0, 0, 0)
"""A packet filter that says of each packet how much of it to keep (BPF_RET)."""
SO_ATTACH_FILTER = 26


class Badge(Protocol):
    """Lets its holder into one session."""

    @property
    def code(self) -> str: ...

    @property
    def cookie(self) -> str: ...


class Raw:
    """One connection to a session, with somebody's badge and as little buffer as it gets."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._bytes = b""

    async def shake_hands(self, badge: Badge, host: str) -> None:
        lines = (
            f"GET /s/{badge.code}/live HTTP/1.1",
            f"Host: {host}",
            f"Origin: http://{host}",
            f"Cookie: {badge.cookie}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Protocol: live.v1",
            f"Sec-WebSocket-Key: {b64encode(urandom(16)).decode()}",
        )
        request = "".join(f"{line}\r\n" for line in (*lines, ""))
        await asyncio.get_running_loop().sock_sendall(self._socket, request.encode())
        while b"\r\n\r\n" not in self._bytes:
            await self._more()
        head, _, self._bytes = self._bytes.partition(b"\r\n\r\n")
        assert b" 101 " in head.splitlines()[0]

    async def frame(self) -> dict[str, Any]:
        """Read on, to the end of the next text frame."""
        while True:
            while (found := _first(self._bytes)) is None:
                await self._more()
            opcode, payload, self._bytes = found
            if opcode == TEXT:
                return msgspec.json.decode(payload, type=dict[str, Any])

    async def say(self, text: str, most: int | None = None) -> None:
        """Send a short text frame, or only the first bytes of it, masked with zeros;
        ConnectionError once it was cut off."""
        await asyncio.get_running_loop().sock_sendall(self._socket, framed(text)[:most])

    async def read(self, most: int = CHUNK) -> bytes:
        """Some of what has come; nothing at the end."""
        return await asyncio.get_running_loop().sock_recv(self._socket, most)

    @property
    def port(self) -> int:
        name: tuple[str, int] = self._socket.getsockname()
        return name[1]

    def go_deaf(self) -> None:
        """From now on every packet from there is thrown away: nothing is acknowledged or reset,
        as if the device had left the network."""
        code = ctypes.create_string_buffer(TAKE_NOTHING)
        program = struct.pack("HL", 1, ctypes.addressof(code))
        self._socket.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)

    def half_close(self) -> None:
        """Say that nothing more will be said."""
        self._socket.shutdown(socket.SHUT_WR)

    async def _more(self) -> None:
        received = await self.read()
        if not received:
            raise EOFError
        self._bytes += received


def framed(text: str) -> bytes:
    payload = text.encode()
    assert len(payload) < 126
    return bytes((0x80 | TEXT, 0x80 | len(payload), 0, 0, 0, 0)) + payload


def _first(received: bytes) -> tuple[int, bytes, bytes] | None:
    """The first frame's opcode and payload, and what follows it; None if it is not all here."""
    if len(received) < LONGEST_HEADER:
        return None
    begin, length = 2, received[1]
    if length > 125:
        begin = 4 if length == 126 else LONGEST_HEADER
        length = int.from_bytes(received[2:begin], "big")
    end = begin + length
    if len(received) < end:
        return None
    return received[0] & 0x0F, received[begin:end], received[end:]


@asynccontextmanager
async def raw_connection(badge: Badge, port: int) -> AsyncIterator[Raw]:
    with closing(socket.socket()) as connection:
        connection.setblocking(False)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        await asyncio.get_running_loop().sock_connect(connection, ("127.0.0.1", port))
        raw = Raw(connection)
        await raw.shake_hands(badge, f"127.0.0.1:{port}")
        yield raw
