"""The connections of one room in this process: frames out, and nobody is waited for.

A connection is in step (it gets every frame) or behind: its buffer was over the bound, and
it gets nothing until that has drained, then one patch from where it was. One that does not
drain at all for STUCK_SECONDS is cut off. Answers to commands are written in any case; whoever
does not take them in is not read from.
"""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from live import metrics
from live.domain.documents import Audience
from live.room.lines import Connection, Lines
from live.slowness import seldom
from live.wire import Frame

BOUND_BYTES = 256 * 1024
ANSWER_BYTES = 64 * 1024
"""The most of answers to one that is behind, before nothing more is read from it."""

STUCK_SECONDS = 10.0
SWEEP_SECONDS = 0.25


class Hub:
    """Who is connected, and what each has been sent."""

    def __init__(self, catch_up: Callable[[Connection], Iterable[Frame]]) -> None:
        """``catch_up``: the frames that bring a connection which was behind to the present."""
        self._catch_up = catch_up
        self._in_step = {audience: Lines() for audience in Audience}
        self.behind: set[Connection] = set()
        self._of_actor: dict[str, set[Connection]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._of_actor.values()))

    def __iter__(self) -> Iterator[Connection]:
        for connections in self._of_actor.values():
            yield from connections

    def actors(self) -> set[str]:
        """The ids of everybody who is connected."""
        return set(self._of_actor)

    def of(self, actor: str) -> set[Connection]:
        return self._of_actor.get(actor, set())

    def add(self, connection: Connection, frames: Iterable[Frame], seq: int) -> None:
        """Take a connection in with the frames that bring it to ``seq``."""
        self._of_actor.setdefault(connection.actor.id, set()).add(connection)
        self._in_step[connection.audience].add(connection)
        metrics.CONNECTIONS.labels(connection.audience, connection.actor.role).inc()
        self._send(connection, frames, seq)

    def remove(self, connection: Connection) -> None:
        self._in_step[connection.audience].discard(connection)
        self.behind.discard(connection)
        others = self._of_actor.get(connection.actor.id, set())
        if connection in others:
            metrics.CONNECTIONS.labels(connection.audience, connection.actor.role).dec()
        others.discard(connection)
        if not others:
            self._of_actor.pop(connection.actor.id, None)

    def broadcast(self, audience: Audience, frame: Frame, seq: int) -> None:
        """Send a frame, which brings its reader to ``seq``, to all that are in step."""
        lines = self._in_step[audience]
        metrics.sent(len(lines), len(frame.framed))
        for connection, held in lines.send(frame):
            if held > BOUND_BYTES:
                self._fall_behind(connection, seq)

    def tell(self, actor: str, frame: Frame, seq: int) -> None:
        """Send a frame that is for one person only."""
        for connection in self.of(actor) - self.behind:
            self._send(connection, (frame,), seq)

    def answer(self, connection: Connection, frame: Frame, seq: int) -> None:
        """Send an answer, which nobody goes without."""
        self._send(connection, (frame,), seq)
        if connection in self.behind:
            connection.answered += len(frame.framed)

    def listens(self, connection: Connection) -> bool:
        """Whether it takes in what it is answered."""
        return connection not in self.behind or connection.answered < ANSWER_BYTES

    def _send(self, connection: Connection, frames: Iterable[Frame], seq: int) -> None:
        buffered = 0
        for frame in frames:
            buffered = connection.peer.write(frame)
            metrics.sent(1, len(frame.framed))
        if buffered > BOUND_BYTES and connection in self._in_step[connection.audience]:
            self._fall_behind(connection, seq)

    def _fall_behind(self, connection: Connection, seq: int) -> None:
        self._in_step[connection.audience].discard(connection)
        self.behind.add(connection)
        metrics.FELL_BEHIND.inc()
        connection.seq = seq
        connection.answered = 0
        connection.least_buffered = connection.peer.buffered()
        connection.stuck_since = monotonic()

    def sweep(self, seq: int) -> None:
        """Let those that have drained catch up, and those that are stuck go."""
        for connection in list(self.behind):
            buffered = connection.peer.buffered()
            if buffered == 0:
                self.behind.discard(connection)
                self._in_step[connection.audience].add(connection)
                self._send(connection, self._catch_up(connection), seq)
            elif buffered < connection.least_buffered:
                connection.least_buffered = buffered
                connection.stuck_since = monotonic()
            elif monotonic() - connection.stuck_since > STUCK_SECONDS:
                connection.peer.abort()
                self.remove(connection)
                metrics.LET_GO.inc()
                seldom.say("a browser took nothing in and was cut off")

    def close(self, actor: str, code: int, reason: str) -> None:
        """End every connection of somebody."""
        for connection in list(self.of(actor)):
            connection.peer.close(code, reason)
            self.remove(connection)
