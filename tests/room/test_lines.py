"""A frame goes to everybody in step, by the shortest way that there is to each."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from socket import AF_UNIX, SO_SNDBUF, SOL_SOCKET, socket, socketpair

import pytest

from live import wire
from live.domain.actors import Actor, PersonId, Role
from live.domain.documents import Audience
from live.room.lines import NONE, Connection, Lines, nobody
from live.wire import Frame

NEWS = wire.frame("news")
LATER = wire.frame("later")
LONG = wire.frame("long", text="x" * 200_000)


class Near:
    """A peer on a socket that is at hand, and not read unless a test does."""

    def __init__(self, here: socket, there: socket) -> None:
        self.descriptor = here.fileno()
        self.changed: Callable[[], None] = nobody
        self.there = there
        self.handed: list[tuple[Frame, int]] = []

    def write(self, frame: Frame, sent: int = 0) -> int:
        self.handed.append((frame, sent))
        self.turn(NONE)
        return len(frame.framed) - sent

    def turn(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.changed()

    def read(self) -> bytes:
        """All that has come."""
        try:
            return self.there.recv(10_000_000)
        except BlockingIOError:
            return b""

    def buffered(self) -> int:
        raise NotImplementedError

    def close(self, code: int, reason: str) -> None:
        raise NotImplementedError

    def abort(self) -> None:
        raise NotImplementedError


@pytest.fixture
def pairs() -> Iterator[Callable[[], Near]]:
    with ExitStack() as stack:

        def pair() -> Near:
            here, there = map(stack.enter_context, socketpair(AF_UNIX))
            here.setblocking(False)
            there.setblocking(False)
            here.setsockopt(SOL_SOCKET, SO_SNDBUF, 4096)
            return Near(here, there)

        yield pair


def joined(lines: Lines, peer: Near) -> Connection:
    connection = Connection(Actor(PersonId("ada"), Role.PARTICIPANT), Audience.PUBLIC, peer)
    lines.add(connection)
    return connection


def test_a_frame_goes_past_the_peer(pairs: Callable[[], Near]) -> None:
    lines, ada, bo = Lines(), pairs(), pairs()
    joined(lines, ada), joined(lines, bo)
    assert lines.send(NEWS) == []
    assert (ada.read(), bo.read()) == (NEWS.framed, NEWS.framed)
    assert (ada.handed, bo.handed) == ([], [])


def test_what_does_not_fit_is_the_peers_from_where_it_was_cut(pairs: Callable[[], Near]) -> None:
    lines, ada, bo = Lines(), pairs(), pairs()
    slow, _ = joined(lines, ada), joined(lines, bo)
    [(connection, held), _] = lines.send(LONG)
    [(frame, sent)] = ada.handed
    assert 0 < sent < len(LONG.framed)
    assert (connection, frame, held) == (slow, LONG, len(LONG.framed) - sent)
    assert ada.read() == LONG.framed[:sent]


def test_whose_socket_takes_nothing_is_the_peers_whole(pairs: Callable[[], Near]) -> None:
    lines, ada = Lines(), pairs()
    joined(lines, ada)
    with suppress(BlockingIOError):
        while True:
            os.write(ada.descriptor, b"x" * 1000)
    assert [held for _, held in lines.send(NEWS)] == [len(NEWS.framed)]
    assert ada.handed == [(NEWS, 0)]


def test_whose_socket_is_gone_is_the_peers(pairs: Callable[[], Near]) -> None:
    lines, ada, bo = Lines(), pairs(), pairs()
    joined(lines, ada), joined(lines, bo)
    ada.there.close()
    lines.send(NEWS)
    assert ada.handed == [(NEWS, 0)]
    assert bo.read() == NEWS.framed


def test_nothing_goes_past_a_peer_that_holds_something(pairs: Callable[[], Near]) -> None:
    lines, ada = Lines(), pairs()
    joined(lines, ada)
    descriptor = ada.descriptor
    ada.turn(NONE)
    lines.send(NEWS)
    assert (ada.read(), ada.handed) == (b"", [(NEWS, 0)])
    ada.turn(descriptor)
    lines.send(LATER)
    assert (ada.read(), ada.handed) == (LATER.framed, [(NEWS, 0)])


def test_whoever_is_out_gets_nothing(pairs: Callable[[], Near]) -> None:
    lines, ada = Lines(), pairs()
    connection = joined(lines, ada)
    assert connection in lines
    lines.discard(connection)
    ada.turn(NONE)
    lines.send(NEWS)
    assert (ada.read(), ada.handed, len(lines)) == (b"", [], 0)
    assert connection not in lines


def test_a_number_that_is_another_connections_by_now_stays_with_that(
    pairs: Callable[[], Near],
) -> None:
    lines, old, new = Lines(), pairs(), pairs()
    before = joined(lines, old)
    new.descriptor, old.there = old.descriptor, new.there  # as the system gives them again
    old.turn(NONE)
    after = joined(lines, new)
    lines.discard(before)
    assert (before in lines, after in lines) == (False, True)
    lines.discard(before)
    assert len(lines) == 1
