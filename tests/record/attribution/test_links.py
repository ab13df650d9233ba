"""The moderator's words where the floor goes on with one click."""

from collections.abc import Iterator, Sequence

from live.domain.actors import PersonId
from live.domain.agenda import Span
from live.domain.captions import Line
from live.record.attribution.links import links
from live.record.attribution.stretches import stretches
from tests.record.spoken import MINUTE, SECOND, turn

ada, ben = PersonId("ada"), PersonId("ben")
CLICK = 2 * MINUTE
PASSED = stretches([turn(ada, 0, CLICK, 1), turn(ben, CLICK, 4 * MINUTE, 2)])


def speech(start: int, end: int) -> Iterator[Line]:
    """Lines of four seconds with half a second between."""
    for at in range(start, end - 4 * SECOND + 1, 4_500):
        yield Line(f"l_{at}", at, at + 4 * SECOND, "and so it is")


def held(*spans: tuple[int, int]) -> Sequence[Line]:
    return [line for span in spans for line in speech(*span)]


LINKED = held(
    (0, CLICK - SECOND), (CLICK + SECOND, CLICK + 10 * SECOND), (CLICK + 14 * SECOND, 240_000)
)


def test_what_stands_between_two_long_pauses_at_a_click_is_the_moderators() -> None:
    [found] = links(LINKED, PASSED)
    own = [line for line in LINKED if CLICK < line.start < CLICK + 10 * SECOND]
    assert found == Span(own[0].start, own[-1].end)


def test_where_nobody_had_the_floor_between_there_is_none() -> None:
    floor = stretches([turn(ada, 0, CLICK - 5 * SECOND, 1), turn(ben, CLICK, 4 * MINUTE, 2)])
    assert links(LINKED, floor) == ()


def test_two_pauses_that_are_far_apart_make_none() -> None:
    lines = held((0, CLICK - SECOND), (CLICK + SECOND, CLICK + 40 * SECOND), (170_000, 240_000))
    assert all((one.end or 0) - one.start <= 20 * SECOND for one in links(lines, PASSED))


def test_far_from_a_click_there_is_none() -> None:
    lines = held((0, 30_000), (33_000, 42_000), (46_000, 240_000))
    assert links(lines, PASSED) == ()


def test_where_there_is_a_pause_behind_each_line_none_is_long() -> None:
    lines = [
        Line(f"l_{at}", at, at + 12_000, "and so it is") for at in range(75_000, 180_000, 15_000)
    ]
    assert links(lines, PASSED) == ()


def test_without_pauses_there_is_none() -> None:
    lines = [Line(f"l_{at}", at, at + 4_000, "and so it is") for at in range(0, 240_000, 4_000)]
    assert links(lines, PASSED) == ()
