"""When a recording began."""

from datetime import timedelta, timezone
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from live.domain.actors import PersonId
from live.domain.captions import Line
from live.domain.people import Name
from live.record.attribution.offset import find_offset
from tests.record.spoken import MINUTE, SECOND, Setting, spoken, turn

seeds = st.integers(0, 10**6)
few = settings(max_examples=15, deadline=None)
WITHIN = 2 * SECOND

ada, ben = PersonId("ada"), PersonId("ben")
NAMES = {ada: Name("Ada Lovelace"), ben: Name("Ben Okri")}
TURNS = [turn(ada, MINUTE, 3 * MINUTE, 1), turn(ben, 3 * MINUTE, 4 * MINUTE, 2)]


def line(start: int, end: int, label: str = "") -> Line:
    return Line(f"l_{start}", start, end, "so it is", label)


NAMED = [
    line(0, MINUTE, "Ada Lovelace"),
    line(MINUTE, 2 * MINUTE, "LOVELACE, Ada"),
    line(2 * MINUTE, 3 * MINUTE, "Ben Okri (Roads)"),
]


@given(seeds)
@few
def test_it_is_found_without_any_name(seed: int) -> None:
    here = spoken(seed, Setting(turns=30, speakers=20))
    found = find_offset(here.lines, here.turns, here.names)
    assert found
    assert found.method == "pattern"
    assert abs(found.zero - here.zero) <= WITHIN


@given(seeds)
@few
def test_it_is_found_by_names_of_which_some_are_lost(seed: int) -> None:
    here = spoken(seed, Setting(turns=30, speakers=20))
    found = find_offset(here.labelled(Random(seed), 0.7), here.turns, here.names)
    assert found
    assert found.method == "labels"
    assert abs(found.zero - here.zero) <= WITHIN


@given(seeds)
@few
def test_a_recording_of_another_session_has_none(seed: int) -> None:
    here, other = spoken(seed), spoken(seed + 1)
    assert find_offset(other.lines, here.turns, here.names) is None


@given(seeds, st.integers(-(10**7), 10**7), st.booleans())
@few
def test_lines_that_count_from_later_begin_as_much_earlier(
    seed: int, later: int, named: bool
) -> None:
    here = spoken(seed, Setting(turns=15, speakers=10))
    lines = here.labelled(Random(seed)) if named else here.lines
    moved = [replace(one, start=one.start + later, end=one.end + later) for one in lines]
    one, other = (find_offset(all_, here.turns, here.names) for all_ in (lines, moved))
    assert one
    assert other
    assert abs(one.zero - (other.zero + later)) <= SECOND // 2


def test_names_are_held_against_the_floor_to_the_millisecond() -> None:
    found = find_offset(NAMED, TURNS, NAMES)
    assert found
    assert (found.zero, found.method, found.score) == (MINUTE, "labels", 1)


def test_where_all_of_a_range_fits_it_is_its_middle() -> None:
    lines = [line(0, 80 * SECOND, "Ada Lovelace"), line(150 * SECOND, 160 * SECOND, "Ben Okri")]
    found = find_offset(lines, TURNS, NAMES)
    assert found
    assert found.zero == (MINUTE + 80 * SECOND) // 2 == (30 + 40) * SECOND


def test_one_who_speaks_does_not_tell_it() -> None:
    assert find_offset(NAMED[:2], TURNS, NAMES) is None


def test_what_the_file_tells_is_taken() -> None:
    found = find_offset([line(0, SECOND)], TURNS, NAMES, told=12_345)
    assert found
    assert (found.zero, found.method) == (12_345, "told")


def test_times_since_1970_begin_there() -> None:
    found = find_offset([line(0, SECOND)], TURNS, NAMES, told=0)
    assert found
    assert (found.zero, found.method) == (0, "absolute")


def test_what_the_file_tells_is_corrected_by_names_that_say_otherwise() -> None:
    found = find_offset(NAMED, TURNS, NAMES, told=30 * MINUTE)
    assert found
    assert (found.zero, found.method) == (MINUTE, "labels")


def test_what_the_file_tells_stands_when_it_is_about_right() -> None:
    found = find_offset(NAMED, TURNS, NAMES, told=MINUTE + 5 * SECOND)
    assert found
    assert (found.zero, found.method) == (MINUTE + 5 * SECOND, "told")


def test_a_clock_on_the_wall_tells_it_on_the_day_of_the_session() -> None:
    zone = timezone(timedelta(hours=1))
    midnight = 1_771_801_200_000  # 2026-02-23 in that zone
    turns = [turn(ada, midnight + 10 * MINUTE, midnight + 20 * MINUTE)]
    late = 23 * 60 * MINUTE + 50 * MINUTE
    found = find_offset([line(0, 25 * MINUTE)], turns, NAMES, clock=late, zone=zone)
    assert found
    assert (found.zero, found.method) == (midnight - 10 * MINUTE, "clock")


def test_a_session_without_turns_tells_nothing() -> None:
    assert find_offset(NAMED, [], NAMES) is None


def test_a_file_without_lines_tells_nothing() -> None:
    assert find_offset([], TURNS, NAMES, clock=0) is None


def test_a_few_turns_are_too_few_for_silences() -> None:
    here = spoken(3, Setting(turns=2, speakers=2, of_order=0))
    assert find_offset(here.lines, here.turns, here.names) is None
