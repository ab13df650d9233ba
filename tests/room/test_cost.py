"""What something costs grows with what has changed, not with what there is."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from live import metrics, wire
from live.domain.actors import Actor, PersonId, Role
from live.domain.documents import Audience
from live.domain.life import SessionCreated
from live.domain.people import Directory, Name, People, Person
from live.domain.queue import FloorRequested
from live.domain.session import Event, LiveSession, begin, evolve, evolved
from live.domain.touched import touched
from live.room.hub import Hub
from live.room.lines import NONE, Connection, nobody
from live.room.replica import Replica
from live.wire import Frame
from tests.domain.occasion import NOW, PLAN
from tests.room.rig import Peer, Rig
from tests.room.work import counted

FEW, MANY = (100, 3), (10_000, 300)
"""How many are there, and how many of them wait to speak."""


class Far:
    """A peer that takes everything, and keeps nothing but how much it was."""

    descriptor = NONE

    def __init__(self) -> None:
        self.changed: Callable[[], None] = nobody
        self.frames = 0

    def write(self, frame: Frame, sent: int = 0) -> int:
        self.frames += 1
        return 0

    def buffered(self) -> int:
        return 0

    def close(self, code: int, reason: str) -> None:
        raise NotImplementedError

    def abort(self) -> None:
        raise NotImplementedError


class Crowd(NamedTuple):
    session: LiveSession
    directory: Directory


def person(nth: int) -> PersonId:
    return PersonId(f"p_{nth:05}")


def asking(nth: int) -> FloorRequested:
    return FloorRequested(f"r_{nth:05}", person(nth), "statement", "Law", float(nth), None, NOW)


def crowd(people: int, waiting: int) -> Crowd:
    ids = [person(nth) for nth in range(people)]
    everyone = {one: Person(one, Role.PARTICIPANT, "civil", "africa", NOW) for one in ids}
    session = replace(begin(SessionCreated(PLAN, NOW)), people=People(everyone))
    return Crowd(
        evolved(session, map(asking, range(1, waiting))),
        {one: Name("Somebody", "Some organisation") for one in ids},
    )


def followed(here: Crowd, event: Event, audience: Audience) -> tuple[dict[str, int], int]:
    """The work of taking an event in for an audience, and the bytes that each gets of it."""
    replica = Replica(audience)
    replica.start(here.session, here.directory, {}, seq=1)
    after, keys = evolve(here.session, event), touched(here.session, event)
    with counted() as work:
        replica.advance(after, here.directory, keys, seq=2)
        frame = replica.patch(1)
    return dict(work), len(frame.payload)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.SCREEN])
def test_a_request_costs_the_same_among_many_as_among_few(audience: Audience) -> None:
    few, many = (followed(crowd(*size), asking(0), audience) for size in (FEW, MANY))
    assert few == many


def test_staff_are_sent_no_more_among_many() -> None:
    """Whom to call next depends on the whole queue: that is looked at, but not encoded."""
    (few, bytes_of_few), (many, bytes_of_many) = (
        followed(crowd(*size), asking(0), Audience.STAFF) for size in (FEW, MANY)
    )
    assert {**few, "calls": 0} == {**many, "calls": 0}
    assert bytes_of_few == bytes_of_many


def test_whom_to_call_next_takes_a_look_at_the_queue_only() -> None:
    few, many = (
        followed(crowd(*size), asking(0), Audience.STAFF) for size in ((100, 3), (9999, 3))
    )
    assert few == many


# Those who are connected


def together(hub: Hub, people: int) -> list[Far]:
    peers = [Far() for _ in range(people)]
    for nth, peer in enumerate(peers):
        actor = Actor(person(nth), Role.PARTICIPANT)
        hub.add(Connection(actor, Audience.PUBLIC, peer), (), 1)
    return peers


def nothing(_: Connection) -> Iterable[Frame]:
    return ()


@pytest.mark.parametrize("people", [100, 10_000])
def test_a_frame_is_made_once_whoever_gets_it(people: int) -> None:
    hub = Hub(nothing)
    peers = together(hub, people)
    with counted() as work:
        hub.broadcast(Audience.PUBLIC, wire.beat(1, NOW), 1)
    assert {peer.frames for peer in peers} == {1}
    assert (work["encoded"], work["framed"]) == (1, 1)


def swept(people: int) -> dict[str, int]:
    hub = Hub(nothing)
    together(hub, people)
    with counted() as work:
        hub.sweep(1)
    return dict(work)


def test_those_who_keep_up_cost_nothing_between_frames() -> None:
    assert swept(100) == swept(10_000)


# Those who come


def snapshots() -> float:
    """How many were built in this process."""
    return metrics.REGISTRY.get_sample_value("plenary_snapshots_total") or 0.0


async def test_those_who_come_together_share_one_snapshot(rig: Rig) -> None:
    room = await rig.room()
    newcomers = [await rig.join(f"p_{nth}") for nth in range(3)]
    before = snapshots()
    peers = [Peer() for _ in range(30)]
    for nth, peer in enumerate(peers):
        room.attach(newcomers[nth % 3], Audience.PUBLIC, peer, None, "")
    assert snapshots() == before + 1
    patches = [frame for peer in peers for frame in peer.frames if frame["type"] == "patch"]
    assert patches == [patches[0]] * len(peers)


async def attached(rig: Rig, others: int) -> dict[str, int]:
    """The work for one who comes, where so many are."""
    room = await rig.room()
    for _ in range(others):
        room.attach(rig.chair, Audience.PUBLIC, Peer(), None, "")
    with counted() as work:
        room.attach(rig.chair, Audience.PUBLIC, Peer(), None, "")
    return dict(work)


async def test_one_who_comes_costs_the_same_among_many_as_among_few(rig: Rig) -> None:
    assert await attached(rig, 10) == await attached(rig, 1000)
