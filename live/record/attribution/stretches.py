"""Who had the floor when, without overlaps: a point of order stands within the turn it stops."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from live.domain.actors import Milliseconds, PersonId
from live.record.speaking import Turn

FOREVER: Milliseconds = 2**53
"""The end of a turn that is on."""


class Stretch(msgspec.Struct, frozen=True):
    """A time in which one turn had the floor: the innermost, where one interrupts another."""

    start: Milliseconds
    end: Milliseconds
    turn: Turn

    @property
    def person(self) -> PersonId:
        return self.turn.person

    def shared(self, start: Milliseconds, end: Milliseconds) -> Milliseconds:
        """How much of a time falls into it."""
        return max(0, min(end, self.end) - max(start, self.start))


def stretches(turns: Sequence[Turn], until: Milliseconds = FOREVER) -> tuple[Stretch, ...]:
    """In the order of time. ``until``: when turns end that are on."""
    ends = {turn.id: until if turn.end is None else turn.end for turn in turns}
    lasting = (turn for turn in turns if turn.start < ends[turn.id])
    begun = sorted(lasting, key=lambda turn: turn.start)
    edges = sorted({turn.start for turn in begun} | {ends[turn.id] for turn in begun})
    made: list[Stretch] = []
    on: list[Turn] = []
    waiting = iter(begun)
    following = next(waiting, None)
    for start, end in pairwise(edges):
        while following is not None and following.start <= start:
            on.append(following)
            following = next(waiting, None)
        on = [turn for turn in on if ends[turn.id] > start]
        if not on:
            continue
        inner = max(on, key=lambda turn: (turn.start, turn.interrupts is not None))
        if made and made[-1].turn is inner and made[-1].end == start:
            made[-1] = Stretch(made[-1].start, end, inner)
        else:
            made.append(Stretch(start, end, inner))
    return tuple(made)


class Floor:
    """The stretches, to be asked who had the floor."""

    def __init__(self, turns: Sequence[Turn], until: Milliseconds = FOREVER) -> None:
        self.stretches = stretches(turns, until)
        self._starts = [one.start for one in self.stretches]

    def about(self, start: Milliseconds, end: Milliseconds) -> tuple[Stretch, ...]:
        """Those that a time touches."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, end)
        return tuple(one for one in self.stretches[first:last] if one.end >= start)

    def next_to(self, at: Milliseconds) -> tuple[Stretch | None, Stretch | None]:
        """Of a moment in which nobody has the floor: who had it before, and who has it after."""
        place = bisect_right(self._starts, at)
        before = self.stretches[place - 1] if place else None
        after = self.stretches[place] if place < len(self.stretches) else None
        return before, after
