"""What follows from published counts, by brute force.

The people are taken by cells: those of a cell are in the same lines of all tables, so that nothing
published tells them apart. A line is the cells that it counts, and its counts.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

from tests.domain.electorate import OPTIONS

Cell = TypeVar("Cell", bound=Hashable)
Line = tuple[frozenset[Cell], Mapping[str, int]]

Vector = list[Fraction]
Basis = Sequence[tuple[int, Vector]]
"""Of a space of vectors: each with the place of its leading 1."""


def sums(cells: Sequence[Cell], lines: Iterable[Collection[Cell]]) -> Basis:
    """All that comes of adding up and taking away lines, each with any factor."""
    return echelon([indicator(cells, line) for line in lines])


def singled_out(cells: Sequence[Cell], some: Collection[Cell], basis: Basis) -> bool:
    """Whether a count of just some cells is among the sums."""
    return not any(remainder(indicator(cells, some), basis))


def indicator(cells: Sequence[Cell], some: Collection[Cell]) -> list[int]:
    return [int(cell in some) for cell in cells]


def subsets(cells: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
    for size in range(1, len(cells) + 1):
        yield from combinations(cells, size)


def echelon(rows: Sequence[Sequence[int]]) -> Basis:
    basis: list[tuple[int, Vector]] = []
    for row in rows:
        rest = remainder(row, basis)
        lead = next((place for place, n in enumerate(rest) if n), None)
        if lead is not None:
            basis.append((lead, [n / rest[lead] for n in rest]))
    return basis


def remainder(row: Sequence[int], basis: Basis) -> Vector:
    rest = [Fraction(n) for n in row]
    for lead, other in basis:
        factor = rest[lead]
        rest = [n - factor * m for n, m in zip(rest, other, strict=True)]
    return rest


def certain(
    sizes: Mapping[Cell, int], lines: Sequence[Line[Cell]], cell: Cell, option: str
) -> bool:
    """Whether all of a cell marked an option in whatever ballots of one mark fit the lines."""
    order = sorted(sizes, key=lambda other: other != cell)
    left = [dict(counts) for _, counts in lines]
    of = {here: [nth for nth, (cells, _) in enumerate(lines) if here in cells] for here in order}

    def fill(place: int) -> bool:
        """Whether the cells from this place on can have ballots that use up what is left."""
        if place == len(order):
            return not any(n for counts in left for n in counts.values())
        here = order[place]
        for marks in shares(sizes[here]):
            if place == 0 and marks[option] == sizes[here]:
                continue
            if all(n <= left[line][o] for line in of[here] for o, n in marks.items()):
                take(here, marks, 1)
                found = fill(place + 1)
                take(here, marks, -1)
                if found:
                    return True
        return False

    def take(here: Cell, marks: Mapping[str, int], times: int) -> None:
        for line in of[here]:
            for o, n in marks.items():
                left[line][o] -= times * n

    return not fill(0)


def shares(size: int) -> Iterator[dict[str, int]]:
    """All the ways in which so many voters can share three options."""
    for first in range(size + 1):
        for second in range(size - first + 1):
            yield dict(zip(OPTIONS, (first, second, size - first - second), strict=True))
