"""When a recording began, in the time of the session.

In this order: what the file tells, unless the names in it say otherwise; the names in it; its
silences, and who is called; a clock that it shows. What is found by names or silences has the lag
of the captions in it: their times count from where they fit to what was clicked, which is that
much before the recording began.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

import msgspec

from live.domain.actors import Milliseconds, PersonId
from live.domain.people import Name
from live.record.attribution.agreement import Agreement, agreement, share_at
from live.record.attribution.labels import match_labels
from live.record.attribution.pattern import Pattern, pattern
from live.record.attribution.stretches import Stretch, stretches
from live.record.attribution.timed import Timed
from live.record.speaking import Turn

How = Literal["absolute", "told", "labels", "pattern", "clock", "hand"]
"""The lines have times since 1970; the file tells when it began; its names agree with the floor;
its silences do; the file tells a time of the day; somebody said so."""

LEAST_SHARE, LEAST_AHEAD = 0.25, 1.25
"""Of the named time that has to fall into turns of the same people, and how many times as much
as for any other beginning."""

LEAST_PEOPLE = 2

NEAR_MS = 5_000

WRONG = 0.5
"""A file that tells its beginning is not believed if its names agree with the floor only for such
a share of what they could."""

PATTERN_AHEAD, PATTERN_DEVIATIONS = 0.25, 6.0
"""In simulations, recordings of another session stay below 0.2 and 5.5."""


class Offset(msgspec.Struct, frozen=True):
    """``zero``: the moment from which the times of the lines count, in ms since 1970. ``score``:
    from 0 to 1, what speaks for it. By labels: the share of the named time that falls into turns
    of the same people, as also of what the file told, where there are names; by the pattern: how
    far the second best beginning is behind; by the clock: the share of the recording in which
    somebody had the floor."""

    zero: Milliseconds
    method: How
    score: float


def find_offset(
    lines: Sequence[Timed],
    turns: Sequence[Turn],
    names: Mapping[PersonId, Name],
    *,
    told: Milliseconds | None = None,
    clock: Milliseconds | None = None,
    zone: tzinfo = UTC,
) -> Offset | None:
    """None if it cannot be told. ``told``: the beginning by the file; 0 if its times count
    from 1970. ``clock``: what a clock in ``zone`` showed then, in ms since midnight."""
    floor = stretches(turns)
    people = match_labels((line.label for line in lines), names)
    named = agreement(lines, people, floor)
    sure = named is not None and _sure(named)
    if told is not None:
        found = Offset(told, "told" if told else "absolute", share_at(lines, people, floor, told))
        if not (named and sure) or found.score > WRONG * named.share:
            return found
    silent = _by_pattern(lines, floor, names)
    if named and sure:
        return Offset(_sharper(named.zero, silent), "labels", named.share)
    return silent or _by_clock(lines, floor, clock, zone)


def _sure(found: Agreement) -> bool:
    ahead = found.share >= LEAST_AHEAD * found.rival
    return ahead and found.share >= LEAST_SHARE and found.people >= LEAST_PEOPLE


def _sharper(zero: Milliseconds, silent: Offset | None) -> Milliseconds:
    """With what the silences say, where that is nearly the same."""
    if silent is None or abs(silent.zero - zero) > NEAR_MS:
        return zero
    return (zero + silent.zero) // 2


def _by_pattern(
    lines: Sequence[Timed], floor: Sequence[Stretch], names: Mapping[PersonId, Name]
) -> Offset | None:
    found: Pattern | None = pattern(lines, floor, names)
    if found is None or found.ahead < PATTERN_AHEAD or found.deviations < PATTERN_DEVIATIONS:
        return None
    return Offset(found.zero, "pattern", found.ahead)


def _by_clock(
    lines: Sequence[Timed], floor: Sequence[Stretch], clock: Milliseconds | None, zone: tzinfo
) -> Offset | None:
    """On that day on which most was said while somebody had the floor."""
    if clock is None or not floor or not lines:
        return None
    midnight = datetime.fromtimestamp(floor[0].start / 1000, zone).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    days = [midnight + timedelta(days=day) for day in (0, -1, 1)]
    zeros = [round(day.timestamp() * 1000) + clock for day in days]
    said = {zero: _said(lines, floor, zero) for zero in zeros}
    best = max(zeros, key=said.__getitem__)
    return Offset(best, "clock", said[best]) if said[best] else None


def _said(lines: Sequence[Timed], floor: Sequence[Stretch], zero: Milliseconds) -> float:
    """The share of a recording's time in which somebody had the floor."""
    start, end = zero + lines[0].start, zero + max(line.end for line in lines)
    return sum(one.shared(start, end) for one in floor) / max(1, end - start)
