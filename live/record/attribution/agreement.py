"""Where a recording begins so that the names in it agree with who had the floor.

A named line at a time, and a turn of that person: moved along the clock, they share a time that
grows, stays and falls again. The sum of all these is greatest where the recording belongs; as it
is straight between the moments at which one of them bends, these are all that have to be tried.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

import msgspec

from live.domain.actors import Milliseconds, PersonId
from live.record.attribution.stretches import Stretch
from live.record.attribution.timed import Timed

ELSEWHERE_MS = 5 * 60_000
"""So far from the best beginning another one has to be, to be called another."""

MOST_LINES = 3_000
MOST_PAIRS = 200_000

Named = tuple[Timed, PersonId]
"""A line, and who speaks it by its label."""

Bend = tuple[Milliseconds, int]
"""A moment, and by how much the sum becomes steeper there."""


class Agreement(msgspec.Struct, frozen=True):
    """``share`` of the named time that falls into turns of the same person; ``rival``: of the
    best beginning that is another. ``people``: how many have such a turn and such a line."""

    zero: Milliseconds
    share: float
    rival: float
    people: int


def agreement(
    lines: Sequence[Timed], people: Mapping[str, PersonId | None], floor: Sequence[Stretch]
) -> Agreement | None:
    """The best beginning, by the people whom the labels mean; None if there is nothing to go by."""
    of_person = _of_person(floor)
    named = _named(lines, people, of_person)
    bends = sorted(bend for line, who in named for bend in _bends(line, of_person[who]))
    if not bends:
        return None
    heights = _heights(bends)
    best = max(height for _, height in heights)
    tops = [at for at, height in heights if height == best]
    rival = max((h for at, h in heights if abs(at - tops[0]) > ELSEWHERE_MS), default=0)
    total = sum(_length(line) for line, _ in named)
    zero = (tops[0] + _end_of_top(tops)) // 2
    return Agreement(zero, best / total, rival / total, len({who for _, who in named}))


def share_at(
    lines: Sequence[Timed],
    people: Mapping[str, PersonId | None],
    floor: Sequence[Stretch],
    zero: Milliseconds,
) -> float:
    """How much of the named time falls into turns of the same person, if it begins there."""
    of_person = _of_person(floor)
    named = _named(lines, people, of_person)
    agreed = sum(
        one.shared(zero + line.start, zero + line.start + _length(line))
        for line, who in named
        for one in of_person[who]
    )
    total = sum(_length(line) for line, _ in named)
    return agreed / total if total else 0


def _of_person(floor: Sequence[Stretch]) -> dict[PersonId, list[Stretch]]:
    found: dict[PersonId, list[Stretch]] = defaultdict(list)
    for one in floor:
        found[one.person].append(one)
    return found


def _named(
    lines: Sequence[Timed],
    people: Mapping[str, PersonId | None],
    of_person: Mapping[PersonId, Sequence[Stretch]],
) -> list[Named]:
    """Lines of those who had the floor; of very many some, spread over all."""
    found = [
        (line, person)
        for line in lines
        if (person := people.get(line.label)) is not None and person in of_person
    ]
    pairs = sum(len(of_person[who]) for _, who in found)
    return found[:: 1 + max(len(found) // MOST_LINES, pairs // MOST_PAIRS)]


def _length(line: Timed) -> Milliseconds:
    return max(1, line.end - line.start)


def _bends(line: Timed, turns: Sequence[Stretch]) -> Iterator[Bend]:
    start, end = line.start, line.start + _length(line)
    for turn in turns:
        yield turn.start - end, 1
        yield min(turn.start - start, turn.end - end), -1
        yield max(turn.start - start, turn.end - end), -1
        yield turn.end - start, 1


def _heights(bends: Sequence[Bend]) -> list[tuple[Milliseconds, Milliseconds]]:
    """The sum at each of the bends."""
    slopes = accumulate(steeper for _, steeper in bends)
    height, before = 0, bends[0][0]
    found = []
    slope = 0
    for (at, _), after in zip(bends, slopes, strict=True):
        height += slope * (at - before)
        found.append((at, height))
        before, slope = at, after
    return found


def _end_of_top(tops: Sequence[Milliseconds]) -> Milliseconds:
    """Of the flat top that begins at the first; another top may be far away."""
    return max(at for at in tops if at - tops[0] <= ELSEWHERE_MS)
