"""Our part in carrying WebSockets: what the application may do with a connection, past ASGI.

Almost everything (the handshake's rules, pings, fragments, closing) stays uvicorn's. Its request
is handed over as it was read instead of being written out and read again; a scope extension holds
a peer that writes into the socket itself, and where it is missing, ``live.web.peers`` sends by
ASGI. And whoever begins to ask and never ends is let go, of which uvicorn would keep any number.
"""

import asyncio
import socket
from typing import cast

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.datastructures import Headers
from websockets.http11 import Request
from websockets.protocol import Protocol as Frames

from live.web.peers import Send, SocketPeer

EXTENSION = "plenary"
SEND_BUFFER_BYTES = 128 * 1024
DEAD_PEER_MS = 30_000
"""After this long without an acknowledgement the kernel gives a connection up."""

HEAD_SECONDS = 10.0
"""How long a request may take to be asked, without what is posted."""
HEAD_BYTES = 64 * 1024

CLOSE_SECONDS = 10.0
"""How long a connection that ends may take to send what it has."""

TIMEOUT = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n"


class Requests(HttpToolsProtocol):
    """uvicorn's HTTP, which waits for the head of a request for so long only."""

    head_seconds = HEAD_SECONDS
    _waiting: asyncio.TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._have_waited()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._waiting:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self._turn_away(TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        self._have_waited()
        super().on_headers_complete()

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(self.head_seconds, self._turn_away, TIMEOUT)
            self._head_bytes = 0

    def _have_waited(self) -> None:
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _turn_away(self, answer: bytes) -> None:
        self._have_waited()
        if self._head_bytes:  # browsers connect before they know that they will ask
            self.transport.write(answer)
        self.transport.close()

    def handle_websocket_upgrade(self) -> None:
        """The connection is no longer HTTP's."""
        self.connections.discard(self)
        protocol: Protocol = self.ws_protocol_class(  # type: ignore[assignment,call-arg,misc]
            self.config, self.server_state, self.app_state
        )
        self.transport.set_protocol(protocol)
        protocol.go_on_from(self)
        self.parser = None  # type: ignore[assignment]  # or the two hold each other


class Protocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket, which shows the application how to write to its socket.

    uvicorn waits for as long as it takes until whoever is to go has read what was sent before:
    for ever, if they read nothing. Here they are cut off after CLOSE_SECONDS.
    """

    close_seconds = CLOSE_SECONDS
    _peer: SocketPeer | None = None
    _cut: asyncio.TimerHandle | None = None

    def go_on_from(self, asked: Requests) -> None:
        """Take a connection over with the request that asked for a WebSocket."""
        self.connections.add(self)
        self.transport, self.server, self.client = asked.transport, asked.server, asked.client
        self.scheme = "wss" if asked.scheme == "https" else "ws"
        self.conn.parser = Frames.parse(self.conn)  # instead of one that reads the request first
        next(self.conn.parser)
        headers = Headers((k.decode("latin-1"), v.decode("latin-1")) for k, v in asked.headers)
        path, method = asked.url.decode("latin-1"), asked.scope["method"]
        version = asked.scope["http_version"]
        self.handle_connect(Request(path, headers, method, f"HTTP/{version}"))

    async def run_asgi(self) -> None:
        # Told of the first byte that the network does not take, the peer knows without asking.
        self.transport.set_write_buffer_limits(high=0)
        self._peer = SocketPeer(self.transport, cast("Send", self.send))
        self.scope["extensions"][EXTENSION] = {"peer": self._peer}
        await super().run_asgi()
        self._go()

    async def send(self, message: ASGISendEvent) -> None:
        if message["type"] == "websocket.close":
            self._go()
        await super().send(message)

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._peer:
            self._peer.hold()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._peer:
            self._peer.go_on()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.transport.is_closing():
            self._go()

    def eof_received(self) -> None:
        self._go()
        super().eof_received()

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.transport.abort()

    def shutdown(self) -> None:
        self._go()
        super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._peer:
            self._peer.end()
        if self._cut:
            self._cut.cancel()
        super().connection_lost(exc)

    def _go(self) -> None:
        """No frame follows a goodbye, and nobody says goodbye for ever."""
        if self._peer:
            self._peer.end()
        if not self._cut and not self.disconnected:
            self._cut = self.loop.call_later(self.close_seconds, self.transport.abort)


BACKLOG = 4096
"""How many may wait to be accepted."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that is listened to; OSError where the address cannot be had."""
    listener = bound(host, port)
    listener.listen(BACKLOG)
    return listener


def bound(host: str, port: int, *, beside_others: bool = False) -> socket.socket:
    """A socket to listen to, whose connections neither pile up data nor outlive a dead peer.

    Of several ``beside_others`` that are listened to each gets its part of the newcomers.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    if beside_others:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_PEER_MS)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
