"""Lets the application write to a WebSocket's transport, past ASGI.

Everything else about WebSockets (the handshake, pings, fragments, closing) stays uvicorn's.
A scope extension holds the transport; where it is missing, ``live.web.peers`` sends by ASGI.
"""

import socket

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EXTENSION = "plenary.transport"
SEND_BUFFER_BYTES = 128 * 1024
DEAD_PEER_MS = 30_000
"""After this long without an acknowledgement the kernel gives a connection up."""


class Protocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket, which shows its transport to the application."""

    async def run_asgi(self) -> None:
        self.scope["extensions"][EXTENSION] = {"transport": self.transport}
        await super().run_asgi()


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
