"""What is missing before a record is final."""

import pytest
from msgspec.structs import replace

from live.domain import agenda, floor, polls, queue
from live.domain.actors import Role
from live.record.checks import Check, Code, checks, merged
from live.record.model import Record
from live.record.speaking import Caption, Confidence
from tests.domain.occasion import MINUTE, NOW, SECOND, actor, chair
from tests.record.sittings import Recorded, ada, opened


def found(here: Recorded | Record, code: Code) -> list[Check]:
    record = here if isinstance(here, Record) else here.record()
    return [check for check in checks(record) if check.code == code]


def test_nothing_is_missing_where_nothing_has_happened() -> None:
    assert checks(Recorded().record()) == ()


# Turns


def test_whoever_spoke_should_be_noted() -> None:
    here = opened()
    turn = here.speak(ada, MINUTE)
    assert found(here, "unnoted") == [Check("unnoted", (turn,), here.record().turn[turn].start)]


def test_a_turn_with_a_note_is_noted() -> None:
    here = opened()
    request = here.take_the_floor(ada)
    here.now += MINUTE
    here.note("Cost is high.")
    here.do(chair, floor.ReleaseFloor(request))
    assert found(here, "unnoted") == []


@pytest.mark.parametrize(("ms", "missing"), [(14 * SECOND, 0), (15 * SECOND, 1)])
def test_a_few_words_need_no_note(ms: int, missing: int) -> None:
    here = opened()
    here.speak(ada, ms)
    assert len(found(here, "unnoted")) == missing


def test_a_point_of_order_needs_no_note() -> None:
    here = opened()
    here.speak(ada, MINUTE, kind="point_of_order")
    assert found(here, "unnoted") == []


def test_whoever_still_speaks_needs_no_note_yet() -> None:
    here = opened()
    here.take_the_floor(ada)
    here.now += MINUTE
    assert found(here, "unnoted") == []


# Notes


def test_an_action_should_have_an_owner_by_a_date() -> None:
    here = opened()
    note = here.note("Send the draft round.", "action")
    here.note("Cost is high.", "point")
    assert [check.ids for check in found(here, "unowned")] == [(note,)]
    assert [check.ids for check in found(here, "undated")] == [(note,)]


def test_an_owner_in_words_is_one() -> None:
    here = opened()
    here.note("Send the draft round.", "action")
    record = here.record()
    known = replace(
        record, notes=(replace(record.notes[0], owner_text="Net Rights", due="2026-12-01"),)
    )
    assert found(known, "unowned") == found(known, "undated") == []


def on_an_item() -> tuple[Recorded, str]:
    here = opened()
    item = here.made(chair, agenda.AddItem("Opening"))
    here.made(chair, agenda.AddItem("Never taken up"))
    here.do(chair, agenda.StartItem(item))
    return here, item


def test_an_item_that_was_taken_up_should_come_to_a_decision() -> None:
    here, item = on_an_item()
    assert found(here, "undecided") == [Check("undecided", (item,), here.now)]


def test_an_item_with_a_decision_is_decided() -> None:
    here, _ = on_an_item()
    here.note("The group meets again.", "decision")
    assert found(here, "undecided") == []


# Requests, polls


def test_whoever_was_not_heard_is_told() -> None:
    here = opened()
    request = here.made(ada, queue.RequestFloor())
    assert [check.ids for check in found(here, "unheard")] == [(request,)]


def test_whoever_wrote_instead_is_not_missing() -> None:
    here = opened()
    request = here.made(ada, queue.RequestFloor())
    here.do(ada, queue.WriteIn(request, "We agree."))
    assert found(here, "unheard") == []


def test_a_poll_that_was_closed_should_be_published() -> None:
    here = opened()
    poll = here.open_poll()
    assert found(here, "unpublished") == []
    here.do(chair, polls.ClosePoll(poll))
    assert [check.ids for check in found(here, "unpublished")] == [(poll,)]
    here.do(chair, polls.PublishPoll(poll))
    assert found(here, "unpublished") == []


# Captions


def caption(start: int, end: int, confidence: Confidence = "certain") -> Caption:
    return Caption(
        id=f"c_{start}",
        stream="live.en",
        language="en",
        start=NOW + start,
        end=NOW + end,
        text="Good morning.",
        label="",
        person=None,
        turn=None,
        item=None,
        method="none",
        confidence=confidence,
    )


def spoken(*captions: Caption) -> tuple[Record, int]:
    """Five minutes of speech, and when they began, counted from the beginning."""
    here = opened()
    turn = here.speak(ada, 5 * MINUTE)
    record = here.record()
    return replace(record, captions=captions), record.turn[turn].start - NOW


def test_captions_are_not_missing_where_there_are_none() -> None:
    record, _ = spoken()
    assert found(record, "uncaptioned") == []


def test_a_time_of_speech_without_captions_is_found() -> None:
    record, start = spoken()
    lines = [(0, 30 * SECOND), (MINUTE, 2 * MINUTE), (2 * MINUTE + 61 * SECOND, 5 * MINUTE)]
    captioned = replace(record, captions=tuple(caption(start + a, start + b) for a, b in lines))
    (gap,) = found(captioned, "uncaptioned")
    assert (gap.at, gap.until) == (NOW + start + 2 * MINUTE, NOW + start + 181 * SECOND)
    assert gap.ids == (record.turns[-1].id,)


def test_captions_that_end_too_soon_are_found() -> None:
    record, start = spoken()
    captioned = replace(record, captions=(caption(start, start + MINUTE),))
    (gap,) = found(captioned, "uncaptioned")
    assert gap.until == record.turns[-1].end


def test_captions_of_another_language_are_captions() -> None:
    record, start = spoken()
    french = replace(caption(start, start + 5 * MINUTE), language="fr")
    assert found(replace(record, captions=(french,)), "uncaptioned") == []


def test_doubtful_lines_are_counted() -> None:
    sure: list[Confidence] = ["certain", "likely", "likely", "unknown"]
    record = spoken(*(caption(nth, nth + 1, one) for nth, one in enumerate(sure)))[0]
    assert found(record, "uncertain") == [Check("uncertain", (), NOW + 1, count=2)]
    assert found(record, "unattributed") == [Check("unattributed", (), NOW + 3, count=1)]


def test_spells_that_touch_are_one() -> None:
    assert merged([(5, 7), (0, 2), (1, 3), (3, 4)]) == [(0, 4), (5, 7)]
    assert merged([(0, 2), (5, 7)], apart_ms=3) == [(0, 7)]


# People


def test_somebody_who_joined_twice_is_found() -> None:
    here = opened()
    again = actor("ada2")
    here.enter(again, "LOVELACE, Ada", "Engine Society")
    assert [check.ids for check in found(here, "namesakes")] == [(ada.id, again.id)]


@pytest.mark.parametrize("role", [Role.RAPPORTEUR, Role.MODERATOR])
def test_a_participant_may_be_of_the_staff_too(role: Role) -> None:
    here = opened()
    here.enter(actor("ada2", role), "Ada Lovelace", "Engine Society")
    assert found(here, "namesakes") == []
