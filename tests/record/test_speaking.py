"""Turns, requests and written statements: what the record knows of them."""

from live.domain import floor, life, notes, queue
from live.domain.actors import PersonId
from live.record.model import Record
from live.record.speaking import Request, Turn
from tests.domain.occasion import MINUTE, SECOND, chair, scribe
from tests.record.contested import contested, interrupted
from tests.record.sittings import Recorded, ada, ben, cai, dee, opened


def named(record: Record, name: str) -> PersonId:
    """The person of that name."""
    return next(who.id for who in record.people if who.name == name)


def turn_of(record: Record, name: str) -> Turn:
    return next(turn for turn in record.turns if turn.person == named(record, name))


def fates(record: Record) -> list[tuple[str, str, str | None]]:
    return [(record.person[r.person].name, r.fate, r.why) for r in record.requests]


def the_only(here: Recorded) -> Request:
    [request] = here.record().requests
    return request


def test_a_turn_says_for_whom_somebody_spoke_in_which_language() -> None:
    turn = turn_of(contested().record(), "Ada Lovelace")
    said = (turn.capacity, turn.on_behalf_of, turn.language)
    assert said == ("on_behalf", "Africa Group", "French")


def test_what_was_not_spoken_of_a_turn_was_pause() -> None:
    turn = turn_of(contested().record(), "Ada Lovelace")
    assert turn.end is not None
    assert turn.pauses == 1
    assert turn.paused_ms == turn.end - turn.start - turn.spoken_ms == 60 * SECOND


def test_a_turn_says_how_long_it_was_over_its_limit() -> None:
    turn = turn_of(contested().record(), "Ada Lovelace")
    assert (turn.limit_ms, turn.over_ms) == (90 * SECOND, 10 * SECOND)


def test_a_turn_without_a_limit_is_never_over_it() -> None:
    here = opened()
    request = here.made(ada, queue.RequestFloor())
    here.do(chair, queue.LimitRequest(request, 0))
    here.speak_of(request, 60 * MINUTE)
    [turn] = here.record().turns
    assert (turn.limit_ms, turn.over_ms) == (None, 0)


def test_both_turns_of_an_interruption_name_the_other() -> None:
    record = contested().record()
    ours, theirs = turn_of(record, "Ada Lovelace"), turn_of(record, "Gil Vicente")
    assert (theirs.interrupts, ours.interrupted_by) == (ours.id, (theirs.id,))


def test_turns_are_numbered_as_they_began() -> None:
    record = contested().record()
    began = [(turn.nr, record.person[turn.person].name) for turn in record.turns]
    assert began == [
        (1, "Ada Lovelace"),
        (2, "Gil Vicente"),
        (3, "Robert"),
        (4, "Dee"),
        (5, "Ben Okri"),
    ]


def test_a_turn_that_was_taken_back_is_none() -> None:
    here = opened()
    here.take_the_floor(ada)
    here.now += MINUTE
    here.undo()
    assert here.record().turns == ()
    assert the_only(here).fate == "waiting"


def test_a_turn_whose_end_was_taken_back_goes_on() -> None:
    here = opened()
    turn = here.speak(ada, MINUTE)
    here.undo()
    here.now += MINUTE
    here.do(chair, floor.ReleaseFloor(here.holder))
    [over] = here.record().turns
    assert (over.id, over.spoken_ms) == (turn, 2 * MINUTE)


def test_whoever_did_not_answer_had_no_turn() -> None:
    here = opened()
    here.do(chair, queue.SkipRequest(here.take_the_floor(ada)))
    assert here.record().turns == ()
    assert the_only(here).fate == "waiting"


def test_a_note_of_a_turn_that_was_taken_back_has_none() -> None:
    here = opened()
    here.take_the_floor(ada)
    here.do(scribe, notes.PostNote("She said so."))
    here.undo()
    [note] = here.record().notes
    assert (note.turn, note.speaker) == (None, ada.id)


def test_an_interruption_that_was_taken_back_leaves_no_trace_in_the_turn() -> None:
    here = opened()
    request = here.take_the_floor(ada)
    here.then(chair, floor.InterruptFloor(request))
    here.undo()
    record = here.record()
    assert [(turn.person, turn.interrupted_by) for turn in record.turns] == [(ada.id, ())]
    assert [asked.fate for asked in record.requests] == ["heard", "undone"]


def test_every_request_says_why_it_was_not_heard() -> None:
    assert fates(contested().record()) == [
        ("Ada Lovelace", "heard", None),
        ("Gil Vicente", "heard", None),
        ("Robert", "heard", None),
        ("Dee", "heard", None),
        ("Cai Lun", "written", None),
        ("Dee", "withdrawn", None),
        ("Mistake", "undone", None),
        ("Ben Okri", "unheard", "cleared"),
        ("Ben Okri", "heard", None),
        ("Cai Lun", "unheard", "last_word"),
    ]


def test_a_withdrawal_that_was_taken_back_is_none() -> None:
    here = opened()
    request = here.made(ada, queue.RequestFloor())
    here.do(chair, queue.WithdrawRequest(request))
    here.undo()
    assert the_only(here).fate == "waiting"


def test_a_cleared_queue_that_was_restored_waits() -> None:
    here = opened()
    here.do(ada, queue.RequestFloor())
    here.do(chair, queue.ClearQueue())
    here.undo()
    assert (the_only(here).fate, the_only(here).why) == ("waiting", None)


def test_a_request_is_theirs_who_claimed_it() -> None:
    here = opened()
    request = here.made(chair, queue.AddRequest("phone", name="D."))
    here.do(dee, queue.ClaimRequest(request))
    here.do(chair, queue.ClaimRequest(request))
    here.do(dee, queue.WithdrawRequest(request))
    assert (the_only(here).person, the_only(here).source) == (dee.id, "phone")


def test_a_claim_that_was_taken_back_leaves_the_request_whose_it_was() -> None:
    here = opened()
    request = here.made(chair, queue.AddRequest("phone", name="D."))
    here.do(chair, queue.ClaimRequest(request, dee.id))
    here.undo()
    here.do(chair, queue.WithdrawRequest(request))
    record = here.record()
    assert record.person[record.requests[0].person].name == "D."


def test_a_statement_in_writing_is_kept_with_its_request() -> None:
    record = contested().record()
    [came] = record.written
    assert (came.person, came.text) == (cai.id, "Victims come first.\nAlways.")
    assert record.request[came.request].fate == "written"


def test_a_statement_may_come_in_writing_after_the_close() -> None:
    here = opened()
    request = here.made(ben, queue.RequestFloor())
    here.do(chair, queue.OfferWriting())
    here.do(chair, life.CloseSession())
    here.then(ben, queue.WriteIn(request, "In short: roads."))
    record = here.record()
    assert (record.unheard, [came.request for came in record.written]) == ((), [request])


def test_points_of_order_are_not_speaking_time() -> None:
    here = opened()
    here.speak(ada, MINUTE)
    here.speak(ada, 30 * SECOND, kind="point_of_order")
    record = here.record()
    share = record.by_group[0]
    assert (share.speakers, share.turns, share.of_order) == (1, 1, 1)
    assert share.spoken_ms == record.spoken_ms == MINUTE


def test_a_guest_took_part_by_speaking() -> None:
    here = opened()
    guest = here.made(chair, queue.AddRequest("call", name="Robert"))
    assert here.record().participants == opened().record().participants
    here.speak_of(guest, MINUTE)
    record = here.record()
    assert named(record, "Robert") in {who.id for who in record.participants}
    assert record.person[named(record, "Robert")].guest


def test_a_speaker_may_be_named_afterwards() -> None:
    here = opened()
    interrupted(here)
    record = here.record()
    of_order = turn_of(record, "Gil Vicente")
    assert record.request[of_order.request].person == of_order.person
