"""The course of a session, drawn."""

import pytest
from msgspec.structs import replace

from live.domain import agenda, life
from live.record.bidi import plain
from live.record.document import Lines
from live.record.model import Record
from live.record.projection import project
from live.record.telling import Telling
from live.record.timeline import Lane, Mark, Timeline, timeline
from live.record.transcript import transcript
from tests.domain.occasion import MINUTE, chair
from tests.record.sittings import Recorded, ada, ben, consultation, opened
from tests.record.test_checks import caption


def drawn(record: Record, language: str = "en") -> Timeline:
    made = timeline(Telling(record, language))
    assert made is not None
    return made


def lane(made: Timeline, kind: str) -> Lane:
    return next(lane for lane in made.lanes if lane.kind == kind)


def marks(made: Timeline) -> list[Mark]:
    return [mark for lane in made.lanes for mark in lane.marks]


def test_a_session_that_was_not_opened_has_no_course() -> None:
    assert timeline(Telling(Recorded().record(), "en")) is None


def test_every_mark_lies_within_the_session() -> None:
    for mark in marks(drawn(consultation().record())):
        assert 0 <= mark.x <= mark.x + mark.width <= 100 + 1e-9


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_mark_leads_to_a_line_of_the_transcript(language: str) -> None:
    lines = tuple(caption(60_000 * nth, 60_000 * nth + 4000) for nth in range(9))
    tell = Telling(replace(consultation().record(), captions=lines), language)
    told = [
        line.anchor
        for block in transcript(tell).blocks
        if isinstance(block, Lines)
        for line in block.lines
    ]
    assert len(set(told)) == len(told)
    made = drawn(tell.record, language)
    assert lane(made, "captions").marks
    assert {mark.anchor for mark in marks(made)} <= set(told)


def test_turns_stand_in_a_lane_of_their_group() -> None:
    made = drawn(consultation().record())
    told = {plain(lane.name): len(lane.marks) for lane in made.lanes if lane.kind == "turns"}
    assert told == {"Civil society": 2, "Government": 2, "Academia": 1}


def test_a_group_keeps_its_shade_whoever_speaks() -> None:
    here = opened()
    here.speak(ben, MINUTE)
    (only,) = [one for one in drawn(here.record()).lanes if one.kind == "turns"]
    assert (plain(only.name), only.shade) == ("Government", 1)


def test_a_turn_of_half_the_session_takes_half_the_width() -> None:
    here = opened()
    begun = here.now
    here.speak(ada, 5 * MINUTE)
    here.now = begun + 10 * MINUTE
    here.do(chair, life.CloseSession())
    (mark,) = lane(drawn(here.record()), "turns").marks
    assert mark.width == pytest.approx(50, abs=0.5)
    assert mark.x < 1


def test_time_runs_from_the_right_where_people_read_so() -> None:
    record = consultation().record()
    left, right = lane(drawn(record), "items").marks, lane(drawn(record, "ar"), "items").marks
    for one, other in zip(left, right, strict=True):
        assert other.x + other.width == pytest.approx(100 - one.x)


def test_what_is_short_can_be_seen() -> None:
    here = opened()
    here.speak(ada, 1000)
    here.now += 180 * MINUTE
    (mark,) = lane(drawn(here.record()), "turns").marks
    assert mark.width >= 0.4


def test_what_is_still_on_goes_to_the_end() -> None:
    here = opened()
    item = here.made(chair, agenda.AddItem("Opening"))
    here.do(chair, agenda.StartItem(item))
    here.now += 10 * MINUTE
    (mark,) = lane(drawn(here.record()), "items").marks
    assert mark.x + mark.width == pytest.approx(100)


def test_decisions_are_points_in_time() -> None:
    (mark,) = lane(drawn(consultation().record()), "decisions").marks
    assert mark.width == 0
    assert "The agenda is adopted." in mark.label


def test_a_suspension_goes_through_all_lanes() -> None:
    (pause,) = drawn(consultation().record()).breaks
    assert "Suspended" in pause.label
    assert pause.width > 10


def test_captions_that_follow_each_other_are_one_mark() -> None:
    record = consultation().record()
    assert record.opened_at
    lines = tuple(
        caption(2 * MINUTE + nth * 5000, 2 * MINUTE + nth * 5000 + 4000) for nth in range(5)
    )
    late = caption(10 * MINUTE, 10 * MINUTE + 4000)
    made = lane(drawn(replace(record, captions=(*lines, late))), "captions")
    assert [mark.anchor for mark in made.marks] == [f"c-{lines[0].id}", f"c-{late.id}"]


def test_times_on_the_axis_are_round() -> None:
    times = [mark.text for mark in drawn(consultation().record()).times]
    assert 2 <= len(times) <= 11
    assert all(int(time[-2:]) % 5 == 0 for time in times)


def test_the_list_has_every_mark_in_the_order_of_time() -> None:
    made = drawn(consultation().record())
    told = [mark for _, mark in made.told()]
    assert len(told) == len(marks(made)) + len(made.breaks)
    assert [mark.at for mark in told] == sorted(mark.at for mark in told)


def test_nobody_is_named_where_nobody_may_be() -> None:
    record = project(consultation().record(), "chatham")
    made = drawn(record)
    said = " ".join(mark.label for mark in marks(made))
    assert lane(made, "turns").name == "Turns"
    assert not any(name in said for name in ("Ada", "Ben", "Cai", "Engine", "Civil"))
