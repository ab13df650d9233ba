"""Frames go out at once, and nobody is waited for."""

from collections.abc import Callable, Iterable

from live import wire
from live.domain.actors import Actor, PersonId, Role
from live.domain.documents import Audience
from live.room import hub as hub_module
from live.room.hub import ANSWER_BYTES, BOUND_BYTES, Hub
from live.room.lines import NONE, Connection, nobody
from live.wire import Frame

PUBLIC = Audience.PUBLIC
HELLO = wire.frame("hello")
NEWS = wire.frame("news")
LATER = wire.frame("later")
CAUGHT_UP = wire.frame("caught_up")


class Far:
    """A peer whose network takes nothing while it is ``slow``."""

    descriptor = NONE

    def __init__(self) -> None:
        self.changed: Callable[[], None] = nobody
        self.got: list[Frame] = []
        self.held = 0
        self.slow = False
        self.ended: object = None

    def write(self, frame: Frame, sent: int = 0) -> int:
        self.got.append(frame)
        self.held += BOUND_BYTES + 1 if self.slow else 0
        return self.held

    def buffered(self) -> int:
        return self.held

    def close(self, code: int, reason: str) -> None:
        self.ended = (code, reason)

    def abort(self) -> None:
        self.ended = "aborted"


def catch_up(connection: Connection) -> Iterable[Frame]:
    asked_from.append(connection.seq)
    return [CAUGHT_UP]


asked_from: list[int] = []


def connected(hub: Hub, name: str = "ada", audience: Audience = PUBLIC) -> tuple[Far, Connection]:
    peer = Far()
    connection = Connection(Actor(PersonId(name), Role.PARTICIPANT), audience, peer)
    hub.add(connection, [HELLO], 1)
    return peer, connection


def test_a_newcomer_gets_its_greeting_first() -> None:
    hub = Hub(catch_up)
    peer, _ = connected(hub)
    hub.broadcast(PUBLIC, NEWS, 2)
    assert peer.got == [HELLO, NEWS]


def test_a_frame_reaches_one_audience_only() -> None:
    hub = Hub(catch_up)
    public, _ = connected(hub)
    staff, _ = connected(hub, "chair", Audience.STAFF)
    hub.broadcast(Audience.STAFF, NEWS, 2)
    assert (public.got, staff.got) == ([HELLO], [HELLO, NEWS])


def test_who_is_over_the_bound_gets_no_more() -> None:
    hub = Hub(catch_up)
    peer, _ = connected(hub)
    peer.slow = True
    hub.broadcast(PUBLIC, NEWS, 2)
    hub.broadcast(PUBLIC, LATER, 3)
    hub.tell("ada", LATER, 3)
    assert peer.got == [HELLO, NEWS]


def test_who_has_drained_gets_one_patch_from_where_it_was() -> None:
    hub = Hub(catch_up)
    peer, _ = connected(hub)
    peer.slow = True
    hub.broadcast(PUBLIC, NEWS, 2)
    hub.broadcast(PUBLIC, LATER, 3)
    peer.slow, peer.held = False, 0
    asked_from.clear()

    hub.sweep(3)
    hub.broadcast(PUBLIC, LATER, 4)

    assert peer.got == [HELLO, NEWS, CAUGHT_UP, LATER]
    assert asked_from == [2]


def test_who_still_holds_data_is_not_caught_up_yet() -> None:
    hub = Hub(catch_up)
    peer, _ = connected(hub)
    peer.slow = True
    hub.broadcast(PUBLIC, NEWS, 2)
    peer.held //= 2
    hub.sweep(2)
    assert peer.got == [HELLO, NEWS]
    assert peer.ended is None


def test_who_is_stuck_for_too_long_is_cut_off() -> None:
    hub = Hub(catch_up)
    peer, connection = connected(hub)
    peer.slow = True
    hub.broadcast(PUBLIC, NEWS, 2)
    connection.stuck_since -= hub_module.STUCK_SECONDS + 1
    hub.sweep(2)
    assert peer.ended == "aborted"
    assert hub.actors() == set()


def test_who_drains_slowly_is_left_alone() -> None:
    hub = Hub(catch_up)
    peer, connection = connected(hub)
    peer.slow = True
    hub.broadcast(PUBLIC, NEWS, 2)
    connection.stuck_since -= hub_module.STUCK_SECONDS + 1
    peer.held -= 1
    hub.sweep(2)
    assert peer.ended is None


def test_a_slow_reader_holds_nobody_up() -> None:
    hub = Hub(catch_up)
    slow, _ = connected(hub, "slow")
    quick, _ = connected(hub, "quick")
    slow.slow = True
    hub.broadcast(PUBLIC, NEWS, 2)
    hub.broadcast(PUBLIC, LATER, 3)
    assert quick.got == [HELLO, NEWS, LATER]


def test_what_is_for_one_person_reaches_all_their_devices() -> None:
    hub = Hub(catch_up)
    phone, _ = connected(hub)
    laptop, _ = connected(hub)
    other, _ = connected(hub, "bo")
    hub.tell("ada", NEWS, 2)
    assert [NEWS in peer.got for peer in (phone, laptop, other)] == [True, True, False]


def test_somebody_stays_connected_while_one_device_is() -> None:
    hub = Hub(catch_up)
    _, phone = connected(hub)
    _, laptop = connected(hub)
    hub.remove(phone)
    assert hub.actors() == {"ada"}
    hub.remove(laptop)
    assert hub.actors() == set()
    assert len(hub) == 0


def test_removing_twice_changes_nothing() -> None:
    hub = Hub(catch_up)
    _, connection = connected(hub)
    hub.remove(connection)
    hub.remove(connection)
    assert len(hub) == 0


def test_ending_somebody_closes_every_device() -> None:
    hub = Hub(catch_up)
    phone, _ = connected(hub)
    laptop, _ = connected(hub)
    hub.close("ada", 4403, "removed")
    assert (phone.ended, laptop.ended) == ((4403, "removed"), (4403, "removed"))


def test_whoever_leaves_answers_lying_is_not_listened_to() -> None:
    hub = Hub(catch_up)
    peer, connection = connected(hub)
    answer = Frame(b"x" * (ANSWER_BYTES // 2))
    hub.answer(connection, answer, 1)
    assert hub.listens(connection)
    peer.slow = True
    hub.answer(connection, answer, 1)
    hub.broadcast(PUBLIC, NEWS, 2)
    hub.answer(connection, answer, 2)
    assert not hub.listens(connection)
    assert peer.got == [HELLO, answer, answer, answer]

    peer.slow, peer.held = False, 0
    hub.sweep(2)
    assert hub.listens(connection)
    assert peer.got[-1] is CAUGHT_UP


def test_an_answer_to_one_that_has_gone_brings_it_not_back() -> None:
    hub = Hub(catch_up)
    peer, connection = connected(hub)
    hub.remove(connection)
    peer.slow = True
    hub.answer(connection, NEWS, 1)
    assert not hub.behind
