"""The order of time."""

from live.domain import agenda, floor, life, notes, people, queue
from live.record.model import Moment
from tests.domain.occasion import MINUTE, SECOND, chair, scribe
from tests.record.sittings import Recorded, ada, ben, cai, consultation, dee, opened


def said(here: Recorded) -> list[str]:
    """What happened, but for who came."""
    return [moment.what for moment in here.record().log if moment.what != "person.joined"]


def test_a_whole_session_is_told_in_its_order() -> None:
    assert said(consultation()) == [
        "session.opened",
        "item.started",
        "queue.requested",
        "turn.started",
        "item.started",
        "queue.requested",
        "turn.started",
        "note",
        "queue.requested",
        "turn.started",
        "note",
        "session.suspended",
        "session.resumed",
        "queue.requested",
        "turn.started",
        "note",
        "note",
        "poll.opened",
        "poll.closed",
        "poll.published",
        "poll.opened",
        "poll.closed",
        "poll.published",
        "poll.opened",
        "poll.closed",
        "queue.requested",
        "turn.started",
        "queue.closed",
        "queue.opened",
        "queue.requested",
        "person.left",
        "session.closed",
    ]


def test_times_never_go_back() -> None:
    times = [moment.at for moment in consultation().record().log]
    assert times == sorted(times)


def test_the_close_comes_after_what_it_brings_about() -> None:
    here = opened()
    item = here.made(chair, agenda.AddItem("Item"))
    here.do(chair, agenda.StartItem(item))
    here.do(chair, life.CloseSession())
    assert said(here)[-1] == "session.closed"


def test_reopening_is_told() -> None:
    here = opened()
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    here.now += MINUTE
    here.do(chair, life.ReopenSession())
    assert said(here) == ["session.opened", "session.closed", "session.reopened"]


def test_a_note_stands_where_its_matter_was_said() -> None:
    here = opened()
    here.speak(ada, MINUTE)
    here.now += MINUTE
    note = here.made(scribe, notes.PostNote("Late.", None, here.now - 90_000))
    assert here.record().log[-1] == Moment(here.now - 90_000, "note", note)


def test_an_item_that_is_taken_up_again_is_told_twice() -> None:
    here = opened()
    first, second = (here.made(chair, agenda.AddItem(title)) for title in ("A", "B"))
    for item in (first, second, first):
        here.now += MINUTE
        here.do(chair, agenda.StartItem(item))
    started = [moment.id for moment in here.record().log if moment.what == "item.started"]
    assert started == [first, second, first]


def test_who_joins_and_leaves_is_told() -> None:
    here = opened()
    here.then(ada, people.Leave())
    here.then(chair, people.RemovePerson(ben.id))
    *joined, left, removed = [m for m in here.record().log if m.what.startswith("person.")]
    assert [m.id for m in joined] == [who.id for who in (ada, ben, cai, dee, chair, scribe)]
    assert [(m.what, m.id) for m in (left, removed)] == [
        ("person.left", ada.id),
        ("person.removed", ben.id),
    ]


def test_requests_are_told_with_their_moves_and_withdrawals() -> None:
    here = opened()
    first = here.made(ada, queue.RequestFloor())
    here.now += SECOND
    second = here.made(ben, queue.RequestFloor())
    here.then(chair, queue.MoveRequest(second, None))
    here.then(ada, queue.WithdrawRequest(first))
    told = [(m.what, m.id) for m in here.record().log if m.what.startswith("queue.")]
    assert told == [
        ("queue.requested", first),
        ("queue.requested", second),
        ("queue.moved", second),
        ("queue.withdrawn", first),
    ]


def test_the_clock_that_stops_is_told_of_its_turn() -> None:
    here = opened()
    request = here.take_the_floor(ada)
    here.then(chair, floor.PauseFloor(request))
    here.then(chair, floor.ResumeFloor(request))
    [turn] = here.record().turns
    assert [(m.what, m.id) for m in here.record().log[-3:]] == [
        ("turn.started", turn.id),
        ("turn.paused", turn.id),
        ("turn.resumed", turn.id),
    ]
