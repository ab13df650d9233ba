"""The moderator's words where the floor goes from one to the next with a single click.

They stand between two pauses that are among the longest of all: one stops, the moderator thanks
and calls, the next one finds the microphone.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from live.domain.actors import Milliseconds
from live.domain.agenda import Span
from live.record.attribution.pattern import Pause, pauses
from live.record.attribution.stretches import Stretch
from live.record.attribution.timed import Timed

AT_ONCE_MS = 2_000
"""Between two turns that are one click, or nearly."""

REACH_MS, LONGEST_MS = 6_000, 20_000
"""How far from the click the first pause may be, and how long such words last."""

SHORTER_MS = 8_000
"""So much less they may last for a pause to count one less."""

PAUSES_PER_TURN, LINES_PER_PAUSE = 3, 8
"""How many pauses are among the longest: in a short or coarse recording fewer, as otherwise they
would be nearly all."""


def links(lines: Sequence[Timed], floor: Sequence[Stretch]) -> tuple[Span, ...]:
    """The times of such words, as far as they can be told; of lines at the times of the floor."""
    many = min(PAUSES_PER_TURN * len(floor), len(lines) // LINES_PER_PAUSE)
    longest = pauses(lines)[:many]
    longest.sort(key=lambda pause: pause.ended)
    clicks = [
        after.start for before, after in pairwise(floor) if after.start - before.end <= AT_ONCE_MS
    ]
    return tuple(_links(longest, clicks))


def _links(longest: Sequence[Pause], clicks: Sequence[Milliseconds]) -> Iterator[Span]:
    ends = [pause.ended for pause in longest]
    for click in clicks:
        first = bisect_left(ends, click - LONGEST_MS)
        near = longest[first : bisect_left(ends, click + REACH_MS + LONGEST_MS)]
        pairs = [
            (one, other)
            for one in near
            if abs(one.middle - click) <= REACH_MS
            for other in near
            if 0 < other.ended - one.began <= LONGEST_MS
        ]
        if pairs:
            before, after = max(pairs, key=_weight)
            yield Span(before.began, after.ended)


def _weight(link: tuple[Pause, Pause]) -> float:
    before, after = link
    return before.weight + after.weight - (after.ended - before.began) / SHORTER_MS
