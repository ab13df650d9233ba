"""What of a secret poll's break-downs may be shown.

A row of fewer than K voters, or one whose voters all marked the same option,
would tell how a known person voted. Such rows are folded together, with the
next smallest rows, until the fold itself is safe; what the shown rows and the
total leave over is then exactly the fold. Where no fold is safe the whole
break-down keeps its turnout and loses its counts.

Two break-downs of the same ballots can tell more than each of them. It is
assumed that everybody knows who is in which group and region and who voted; so
turnout tells nothing new, and is only kept from naming fewer than K people.

For a poll that is asked again see ``live.domain.runs``.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations

import msgspec
from msgspec.structs import replace

K = 5
"""The smallest number of voters about whom a secret poll says anything."""

MOST_COMPARED = 10
"""Rows of the shorter of two tables beyond which they are not compared but taken to tell."""

Line = tuple[str, ...]
Cross = Mapping[tuple[Line, Line], "Row"]
"""The voters of a shown group and a shown region, by both, where there are any."""


class Row(msgspec.Struct, frozen=True):
    """A line of a break-down: one group or several folded; ``counts`` None is not shown."""

    ids: tuple[str, ...]
    voters: int
    eligible: int
    counts: dict[str, int] | None


def disclosable(
    groups: Sequence[Row], regions: Sequence[Row], cells: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Both break-downs with what is unsafe folded; the regions without counts where the
    two tables together would tell what neither of them tells."""
    shown_groups, shown_regions = suppressed(groups), suppressed(regions)
    if any(row.counts is None for row in (*shown_groups, *shown_regions)):
        return shown_groups, shown_regions
    if _telling(_cross(shown_groups, shown_regions, cells)):
        return shown_groups, (replace(fold(regions), counts=None),)
    return shown_groups, shown_regions


def suppressed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The break-down with unsafe rows folded; without counts where that does not suffice."""
    ordered = sorted(rows, key=lambda row: (safe(row), row.voters))
    unsafe = [row for row in ordered if not safe(row)]
    if not unsafe:
        return tuple(rows)
    for size in range(max(len(unsafe), 2), len(ordered) + 1):
        folded = fold(ordered[:size])
        if safe(folded):
            kept = ordered[size:]
            return (*sorted(kept, key=lambda row: row.ids), folded)
    return (replace(fold(ordered), counts=None),)


def turnout(rows: Sequence[Row], *, secret: bool) -> tuple[Row, ...]:
    """How many took part, without counts; of a secret poll the small rows are folded."""
    ordered = sorted(rows, key=lambda row: (row.eligible, row.ids))
    bare = [replace(row, counts=None) for row in ordered]
    small = [row for row in bare if secret and row.eligible < K]
    folded = bare[: max(2, len(small))] if small else []
    kept = sorted(bare[len(folded) :], key=lambda row: row.ids)
    return (*kept, replace(fold(folded), counts=None)) if folded else tuple(kept)


def safe(row: Row) -> bool:
    """Whether a row says nothing about anyone: none of enough people voted, or enough did and
    not all alike."""
    if not row.voters:
        return row.eligible >= K
    marks = set(_marks(row).values())
    return row.voters >= K and row.voters not in marks and marks != {0}


def fold(rows: Sequence[Row]) -> Row:
    """The rows counted together."""
    counts = dict.fromkeys(_marks(rows[0]), 0)
    for row in rows:
        for option, count in _marks(row).items():
            counts[option] += count
    ids = tuple(sorted(place for row in rows for place in row.ids))
    return Row(ids, sum(row.voters for row in rows), sum(row.eligible for row in rows), counts)


def _cross(groups: Sequence[Row], regions: Sequence[Row], cells: Sequence[Row]) -> Cross:
    shown_group = {place: ("group", *row.ids) for row in groups for place in row.ids}
    shown_region = {place: ("region", *row.ids) for row in regions for place in row.ids}
    met: dict[tuple[Line, Line], list[Row]] = {}
    for cell in cells:
        group, region = cell.ids
        if cell.voters:
            met.setdefault((shown_group[group], shown_region[region]), []).append(cell)
    return {lines: fold(rows) for lines, rows in met.items()}


def _telling(cross: Cross) -> bool:
    """Whether two tables tell about fewer than K people, or how any one voted."""
    fewer = min(({line[place] for line in cross} for place in (0, 1)), key=len)
    if len(fewer) > MOST_COMPARED:
        return True
    return any(not safe(fold(left)) for left in _differences(cross, fewer)) or _certain(cross)


def _differences(cross: Cross, lines: set[Line]) -> Iterator[list[Row]]:
    """What some rows of one table hold beyond the rows of the other that lie within them.

    Whatever set of people can be singled out by adding up and taking away rows of two
    tables, one of these lies within it.
    """
    for some in _subsets(sorted(lines)):
        inside = {cell for cell in cross if set(cell) & some}
        beyond = {line for cell in cross if cell not in inside for line in cell}
        left = [cross[cell] for cell in inside if set(cell) & beyond]
        if left:
            yield left


def _subsets(lines: Sequence[Line]) -> Iterator[set[Line]]:
    every = (combinations(lines, size) for size in range(1, len(lines) + 1))
    return (set(some) for some in chain.from_iterable(every))


def _certain(cross: Cross) -> bool:
    """Whether all of some cell must have marked an option, as no other count fits both tables.

    Another fits if a mark can be traded for one on another option around a circle of
    cells, forth in one and back in the next, so that every row stays as it is (after
    Gusfield, "A graph theoretic approach to statistical data security", 1988).
    """
    options = list(dict.fromkeys(option for cell in cross.values() for option in _marks(cell)))
    return any(
        not any(_traded(cross, lines, option, other) for other in options if other != option)
        for option in options
        for lines, cell in cross.items()
        if _marks(cell)[option] == cell.voters
    )


def _traded(cross: Cross, lines: tuple[Line, Line], option: str, other: str) -> bool:
    """Whether a cell, all of which marked an option, can give one mark for one on the other."""
    leads: dict[Line, set[Line]] = {}
    for (group, region), cell in cross.items():
        marks = _marks(cell)
        if marks[option] < cell.voters and marks[other]:
            leads.setdefault(group, set()).add(region)
        if marks[option] and marks[other] < cell.voters:
            leads.setdefault(region, set()).add(group)
    group, region = lines
    return group in leads.get(region, ()) and region in _reached(group, leads)


def _reached(start: Line, leads: Mapping[Line, set[Line]]) -> set[Line]:
    reached, todo = {start}, [start]
    while todo:
        new = leads.get(todo.pop(), set()) - reached
        reached |= new
        todo += new
    return reached


def _marks(row: Row) -> dict[str, int]:
    return row.counts or {}
