"""Where a recording begins, by its silences and by who is called.

Where the floor changes hands, people pause: longer than within a speech. And close to it somebody
says a name. Each pause, and each name, is held against each beginning and end of a turn: the
difference of the two is where the recording would begin. The true beginning comes up for nearly
every turn, others by chance. What comes up counts for more the rarer it is in this recording.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import fsum, log, sqrt
from statistics import median

import msgspec

from live.domain.actors import Milliseconds, PersonId
from live.domain.people import Name
from live.record.attribution.labels import WORD, bare, words
from live.record.attribution.stretches import FOREVER, Stretch
from live.record.attribution.timed import Timed

BIN_MS = 200
PAUSE_BINS, NAME_BINS = 28, 60
"""Half of what is looked at around a beginning: 5.6 s for pauses, as clicks are early or late, and
12 s for names, which are said before and after."""

SHORTEST_MS = 300
"""Of a pause."""

MOST_TURNS, PAUSES_PER_TURN = 250, 4
"""That are looked at."""

SLOWER = 1.5
"""A line that is shown for so much longer than its text takes was over before."""

SHORTEST_NAME, MOST_CALLS = 3, 12
"""Signs of a word that names somebody, and in how many lines it may stand and still do so."""

SUMMIT = 0.8
"""Of the highest: from here on it is about as high."""

LONGEST_MS = 48 * 3_600_000


class Pause(msgspec.Struct, frozen=True):
    """From where one line ``ended`` to where the next ``began``, and how much that counts."""

    ended: Milliseconds
    began: Milliseconds
    weight: float

    @property
    def middle(self) -> Milliseconds:
        return (self.ended + self.began) // 2


class Pattern(msgspec.Struct, frozen=True):
    """The best beginning: how much it stands above the second best, as a share of it, and above
    all, in standard deviations."""

    zero: Milliseconds
    ahead: float
    deviations: float


def pattern(
    lines: Sequence[Timed], floor: Sequence[Stretch], names: Mapping[PersonId, Name]
) -> Pattern | None:
    """None if there is nothing to go by."""
    floor = [one for one in floor if one.end < FOREVER][:MOST_TURNS]
    marks = pauses(lines)[: PAUSES_PER_TURN * len(floor)]
    if not marks:
        return None
    first = floor[0].start - max(line.end for line in lines)
    last = floor[-1].end - min(line.start for line in lines)
    if last - first > LONGEST_MS:
        return None
    paused, called = _Scale(first, last), _Scale(first, last)
    for mark in marks:
        for one in floor:
            paused.add(one.end - mark.ended, mark.weight)
            paused.add(one.start - mark.began, mark.weight)
    for at, edge in _calls(lines, floor, names):
        called.add(edge - at, log(len(lines)))
    near, wide = paused.smooth(PAUSE_BINS), called.smooth(NAME_BINS)
    return _best(first, near, [one + other for one, other in zip(near, wide, strict=True)])


class _Scale:
    """How much speaks for each beginning between two."""

    def __init__(self, first: Milliseconds, last: Milliseconds) -> None:
        self._first = first
        self._bins = [0.0] * ((last - first) // BIN_MS + 1)

    def add(self, at: Milliseconds, weight: float) -> None:
        self._bins[(at - self._first) // BIN_MS] += weight

    def smooth(self, reach: int) -> list[float]:
        """With what is around each bin, the less of it the further away: a tent, which is a box
        twice over."""
        return _boxed(_boxed(self._bins, reach // 2), reach // 2)


def _boxed(values: Sequence[float], reach: int) -> list[float]:
    sums = [0.0, *accumulate(values)]
    ends = [*sums[reach + 1 :], *[sums[-1]] * reach]
    starts = [*[0.0] * reach, *sums[:-1]]
    return [end - start for start, end in zip(starts, ends, strict=False)]


def _best(first: Milliseconds, near: Sequence[float], both: Sequence[float]) -> Pattern:
    """The pauses tell it to the second, where pauses and names together have it about."""
    top = max(range(len(both)), key=both.__getitem__)
    around = range(max(0, top - NAME_BINS), min(len(both), top + NAME_BINS + 1))
    others = [*both[: around.start], *both[around.stop :]]
    rival, mean = max(others, default=0.0), fsum(others) / max(1, len(others))
    spread = sqrt(fsum((one - mean) ** 2 for one in others) / max(1, len(others)))
    return Pattern(
        first + round((_summit(near, around) + 0.5) * BIN_MS),
        (both[top] - rival) / both[top],
        (both[top] - mean) / spread if spread else 0.0,
    )


def _summit(heights: Sequence[float], around: range) -> float:
    """The middle of what is about as high as the highest, by its weight."""
    low = high = max(around, key=heights.__getitem__)
    level = SUMMIT * heights[low]
    while low > around.start and heights[low - 1] > level:
        low -= 1
    while high < around.stop - 1 and heights[high + 1] > level:
        high += 1
    above = {place: heights[place] - level for place in range(low, high + 1)}
    return sum(place * height for place, height in above.items()) / sum(above.values())


def pauses(lines: Sequence[Timed]) -> list[Pause]:
    """Between lines, the longest first; each counts by how many there are that are as long."""
    ordered = sorted(lines, key=lambda line: line.start)
    if not ordered:
        return []
    pace = median((line.end - line.start) / max(1, len(line.text)) for line in ordered)
    found: list[tuple[Milliseconds, Milliseconds]] = []
    ended = ordered[0].start
    for line in ordered:
        if line.start - ended >= SHORTEST_MS:
            found.append((ended, line.start))
        spoken = round(SLOWER * pace * len(line.text))
        ended = max(ended, min(line.end, line.start + spoken))
    found.sort(key=lambda pause: pause[0] - pause[1])
    return [Pause(*pause, log(len(ordered) / nth)) for nth, pause in enumerate(found, 1)]


def _calls(
    lines: Sequence[Timed], floor: Sequence[Stretch], names: Mapping[PersonId, Name]
) -> Iterator[tuple[Milliseconds, Milliseconds]]:
    """When somebody is named, and an edge of a turn of theirs."""
    called = _callings(names)
    edges: dict[PersonId, list[Milliseconds]] = defaultdict(list)
    for one in floor:
        edges[one.person] += [one.start, one.end]
    heard: dict[str, list[Milliseconds]] = defaultdict(list)
    for line in lines:
        for word in set(WORD.findall(bare(line.text))) & called.keys():
            heard[word].append((line.start + line.end) // 2)
    for word, times in heard.items():
        if len(times) <= MOST_CALLS:
            yield from ((at, edge) for at in times for edge in edges[called[word]])


def _callings(names: Mapping[PersonId, Name]) -> dict[str, PersonId]:
    """The words that are in one person's name only."""
    of_word: dict[str, list[PersonId]] = defaultdict(list)
    for person, name in names.items():
        for word in set(words(name.name)):
            of_word[word].append(person)
    return {
        word: people[0]
        for word, people in of_word.items()
        if len(people) == 1 and len(word) >= SHORTEST_NAME
    }
