"""The connections of one audience that are in step: a frame goes to all of them in one go.

Most are written to by the descriptor of their socket, past everything that carries them. Nothing
of theirs but this number is looked at then: among thousands, to fetch what belongs to one from
memory takes longer than what is done with it.
"""

import os
from collections.abc import Callable
from functools import partial
from typing import Protocol

from live.domain.actors import Actor
from live.domain.documents import Audience
from live.wire import Frame

NONE = -1


class Peer(Protocol):
    """The other end of a connection, over whatever carries it."""

    descriptor: int
    """Where bytes can be written past the peer; NONE while they have to go through it."""
    changed: Callable[[], None]
    """Called when the descriptor is another."""

    def write(self, frame: Frame, sent: int = 0) -> int:
        """Send without waiting, but for what was sent already; how many bytes are still here,
        not taken by the network."""

    def buffered(self) -> int:
        """How many bytes are still here."""

    def close(self, code: int, reason: str) -> None:
        """Say goodbye properly."""

    def abort(self) -> None:
        """Cut the connection off at once."""


def nobody() -> None:
    """Listens to a peer that is in no lines."""


class Connection:
    """One browser's socket in a room."""

    __slots__ = (
        "actor",
        "answered",
        "audience",
        "least_buffered",
        "line",
        "peer",
        "seq",
        "stuck_since",
        "under_way",
    )

    def __init__(self, actor: Actor, audience: Audience, peer: Peer) -> None:
        self.actor = actor
        self.audience = audience
        self.peer = peer
        self.line = NONE  # where it is written to, while it is in step
        self.under_way = 0
        """How many of its commands have no answer yet."""
        self.seq = 0  # this and what follows: only meant while it is behind
        self.answered = 0
        self.least_buffered = 0
        self.stuck_since = 0.0


class Lines:
    """Written to by descriptor where there is one, and through their peers elsewhere."""

    def __init__(self) -> None:
        self._direct: dict[int, Connection] = {}
        self._others: set[Connection] = set()

    def __len__(self) -> int:
        return len(self._direct) + len(self._others)

    def __contains__(self, connection: Connection) -> bool:
        return connection in self._others or self._direct.get(connection.line) is connection

    def add(self, connection: Connection) -> None:
        self._place(connection)
        connection.peer.changed = partial(self._place, connection)

    def discard(self, connection: Connection) -> None:
        if connection in self:
            connection.peer.changed = nobody
            self._take_out(connection)

    def _place(self, connection: Connection) -> None:
        self._take_out(connection)
        connection.line = connection.peer.descriptor
        if connection.line == NONE:
            self._others.add(connection)
        else:
            self._direct[connection.line] = connection

    def _take_out(self, connection: Connection) -> None:
        self._others.discard(connection)
        if self._direct.get(connection.line) is connection:
            del self._direct[connection.line]

    def send(self, frame: Frame) -> list[tuple[Connection, int]]:
        """Send a frame to all; whose peers had to take it, and how many bytes each still holds."""
        framed, size, write = frame.framed, len(frame.framed), os.write
        left = [(connection, 0) for connection in self._others]
        for descriptor in self._direct:
            try:
                sent = write(descriptor, framed)
            except OSError:  # nothing goes out now, or never again: the peer knows
                sent = 0
            if sent < size:
                left.append((self._direct[descriptor], sent))
        return [(connection, connection.peer.write(frame, sent)) for connection, sent in left]
