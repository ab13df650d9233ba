"""Turns that are over, whose times were measured wrongly."""

import pytest

from live.domain import floor, life, notes, turns
from live.domain.documents import Audience, View
from live.domain.versions import FinaliseRecord
from live.errors import Invalid, NotAllowed, NotFound, RecordFinal, Stale
from tests.domain.occasion import MINUTE, NOW, SECOND, Sitting, ada, bo, chair, scribe, sitting


@pytest.fixture
def here() -> Sitting:
    """Ada has spoken for two minutes of three, from a minute after the beginning."""
    here = sitting()
    here.now += MINUTE
    asked = here.asks(ada)
    here.calls(asked)
    here.now += MINUTE
    here.do(chair, floor.PauseFloor(asked))
    here.now += MINUTE
    here.do(chair, floor.ResumeFloor(asked))
    here.now += MINUTE
    here.do(chair, floor.ReleaseFloor(asked))
    return here


def the_turn(here: Sitting) -> floor.Turn:
    (turn,) = here.session.floor.turns.values()
    return turn


def correct(
    here: Sitting, start: int, end: int, spoken_ms: int | None = None, revision: int = 0
) -> turns.CorrectTurn:
    """Times in ms since the beginning."""
    return turns.CorrectTurn(the_turn(here).id, revision, NOW + start, NOW + end, spoken_ms)


def test_a_turn_has_the_times_that_were_written(here: Sitting) -> None:
    here.do(scribe, correct(here, 0, 4 * MINUTE))
    turn = the_turn(here)
    assert (turn.start, turn.end, turn.revision) == (NOW, NOW + 4 * MINUTE, 1)


def test_the_pauses_stay_out_of_the_speaking_time(here: Sitting) -> None:
    here.do(scribe, correct(here, 0, 4 * MINUTE))
    assert the_turn(here).spoken_ms == 3 * MINUTE


def test_pauses_that_are_longer_than_the_turn_leave_none(here: Sitting) -> None:
    here.do(scribe, correct(here, 0, 30 * SECOND))
    assert the_turn(here).spoken_ms == 0


def test_the_speaking_time_may_be_said_too(here: Sitting) -> None:
    here.do(scribe, correct(here, 0, 30 * SECOND, 20 * SECOND))
    assert the_turn(here).spoken_ms == 20 * SECOND


def test_airtime_is_counted_anew(here: Sitting) -> None:
    def shown() -> object:
        return View(here.session, here.directory, Audience.PUBLIC).project("airtime")

    before = shown()
    here.do(chair, correct(here, MINUTE, 2 * MINUTE, MINUTE))
    after = shown()
    assert before != after
    assert after["groups"]["civil"]["ms"] == MINUTE  # type: ignore[index]


def test_correcting_to_what_is_there_changes_nothing(here: Sitting) -> None:
    assert here.do(scribe, correct(here, MINUTE, 4 * MINUTE, 2 * MINUTE)) == []


def test_two_who_correct_the_same_do_not_undo_each_other(here: Sitting) -> None:
    here.do(scribe, correct(here, 0, MINUTE))
    refusal = here.refusal(chair, correct(here, 0, 2 * MINUTE))
    assert isinstance(refusal, Stale)
    assert refusal.details == {"revision": 1}
    here.do(chair, correct(here, 0, 2 * MINUTE, revision=1))
    assert the_turn(here).revision == 2


@pytest.mark.parametrize(
    ("start", "end", "spoken_ms", "field"),
    [
        (-1, MINUTE, None, "start"),
        (MINUTE, MINUTE, None, "start"),
        (2 * MINUTE, MINUTE, None, "start"),
        (0, 4 * MINUTE + 1, None, "end"),
        (0, MINUTE, MINUTE + 1, "spoken_ms"),
        (0, MINUTE, -1, "spoken_ms"),
    ],
)
def test_times_have_to_be_possible(
    here: Sitting, start: int, end: int, spoken_ms: int | None, field: str
) -> None:
    refusal = here.refusal(scribe, correct(here, start, end, spoken_ms))
    assert isinstance(refusal, Invalid)
    assert refusal.details["field"] == field


def test_a_turn_that_is_on_is_not_corrected(here: Sitting) -> None:
    turn = here.calls(here.asks(bo))
    refusal = here.refusal(chair, turns.CorrectTurn(turn, 0, NOW, NOW + SECOND))
    assert isinstance(refusal, Invalid)
    assert refusal.details["field"] == "turn"


def test_a_turn_that_never_was_is_not_found(here: Sitting) -> None:
    command = turns.CorrectTurn("t_x", 0, NOW, NOW + SECOND)
    assert isinstance(here.refusal(chair, command), NotFound)


def test_whoever_spoke_does_not_correct_it(here: Sitting) -> None:
    assert isinstance(here.refusal(ada, correct(here, 0, MINUTE)), NotAllowed)


def test_it_is_corrected_after_the_close_too(here: Sitting) -> None:
    here.do(chair, life.CloseSession())
    here.do(scribe, correct(here, 0, MINUTE))
    assert here.session.versions.corrected_at == here.now


def test_a_final_record_stays_as_it_is(here: Sitting) -> None:
    here.do(chair, life.CloseSession())
    here.do(scribe, FinaliseRecord())
    refusal = here.refusal(scribe, correct(here, 0, MINUTE))
    assert isinstance(refusal, RecordFinal)


def test_a_note_that_is_posted_later_finds_the_turn_by_its_times(here: Sitting) -> None:
    here.do(scribe, correct(here, 0, 30 * SECOND))
    here.do(scribe, notes.PostNote("Before.", happened_at=NOW + 10 * SECOND))
    here.do(scribe, notes.PostNote("After.", happened_at=NOW + MINUTE))
    found = {note.text: note.turn for note in here.session.notes.standing.values()}
    assert found == {"Before.": the_turn(here).id, "After.": None}


def test_taking_back_who_spoke_keeps_the_times(here: Sitting) -> None:
    turn = the_turn(here).id
    here.do(chair, floor.IdentifySpeaker(turn, bo.id))
    here.do(scribe, correct(here, 0, MINUTE))
    assert here.takes_back().what == "floor.identify"
    assert (the_turn(here).person, the_turn(here).end) == (ada.id, NOW + MINUTE)
