"""The order of time."""

from live.domain import agenda, life, notes, queue
from live.record.model import Moment
from tests.domain.occasion import MINUTE, chair, scribe
from tests.record.sittings import Recorded, ada, consultation, opened


def said(here: Recorded) -> list[str]:
    return [moment.what for moment in here.record().log]


def test_a_whole_session_is_told_in_its_order() -> None:
    assert said(consultation()) == [
        "session.opened",
        "item.started",
        "turn.started",
        "item.started",
        "turn.started",
        "note",
        "turn.started",
        "note",
        "session.suspended",
        "session.resumed",
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
        "turn.started",
        "queue.closed",
        "queue.opened",
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
    assert here.record().log[2] == Moment(here.now - 90_000, "note", note)


def test_an_item_that_is_taken_up_again_is_told_twice() -> None:
    here = opened()
    first, second = (here.made(chair, agenda.AddItem(title)) for title in ("A", "B"))
    for item in (first, second, first):
        here.now += MINUTE
        here.do(chair, agenda.StartItem(item))
    started = [moment.id for moment in here.record().log if moment.what == "item.started"]
    assert started == [first, second, first]


def test_requests_that_wait_are_not_told() -> None:
    here = opened()
    here.do(ada, queue.RequestFloor())
    assert said(here) == ["session.opened"]
