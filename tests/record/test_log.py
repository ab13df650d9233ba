"""The order of time."""

from live.domain import agenda, floor, life, notes, people, queue
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
        "queue.unheard",
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
    told = here.record().log[-1]
    assert (told.at, told.what, told.id) == (here.now - 90_000, "note", note)


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


def test_the_clock_is_told_of_whoever_speaks_after_an_interruption() -> None:
    here = opened()
    request = here.take_the_floor(ada)
    of_order = here.made(chair, floor.InterruptFloor(request))
    here.then(chair, floor.PauseFloor(here.holder))
    here.then(chair, floor.ReleaseFloor(here.holder))
    [ours, theirs] = here.record().turns
    told = [(m.what, m.id) for m in here.record().log if m.what.startswith("turn.")]
    assert theirs.id == of_order
    assert told == [
        ("turn.started", ours.id),
        ("turn.started", theirs.id),
        ("turn.paused", theirs.id),
        ("turn.resumed", ours.id),
    ]


def test_nothing_is_told_of_a_turn_that_was_taken_back() -> None:
    here = opened()
    request = here.take_the_floor(ada)
    here.then(chair, floor.PauseFloor(request))
    here.undo()
    here.undo()
    assert [m.what for m in here.record().log if m.what.startswith("turn.")] == []


def test_what_was_taken_back_is_told_by_whom() -> None:
    here = opened()
    request = here.take_the_floor(ada)
    here.undo()
    told = here.record().log[-1]
    assert (told.what, told.by, told.act, told.id, told.person) == (
        "act.undone",
        chair.id,
        "floor.grant",
        request,
        ada.id,
    )


def test_who_was_not_heard_is_told_with_the_reason() -> None:
    here = opened()
    item = here.made(chair, agenda.AddItem("Item"))
    request = here.made(ada, queue.RequestFloor())
    here.then(chair, agenda.StartItem(item, "clear"))
    unheard, started = here.record().log[-2:]
    assert (unheard.what, unheard.requests, unheard.why) == ("queue.unheard", (request,), "item")
    assert started.what == "item.started"


def test_what_waits_again_after_a_reopening_is_told() -> None:
    here = opened()
    request = here.made(ada, queue.RequestFloor())
    here.then(chair, life.CloseSession())
    here.then(chair, life.ReopenSession())
    assert [(m.what, m.requests) for m in here.record().log[-4:]] == [
        ("queue.unheard", (request,)),
        ("session.closed", ()),
        ("session.reopened", ()),
        ("queue.restored", (request,)),
    ]


def test_every_line_names_the_entry_of_the_journal() -> None:
    here = consultation()
    kinds = {fact.seq: fact.event for fact in here.journal}
    granted = [m.seq for m in here.record().log if m.what == "turn.started"]
    assert all(isinstance(kinds[seq], floor.FloorGranted) for seq in granted)
    assert len(granted) == len(here.record().turns)
