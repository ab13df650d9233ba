"""Counting a poll, and what of its break-downs may be shown.

For secret polls a row of fewer than K voters, or one whose voters all marked
the same option, would tell how a known person voted. Such rows are folded
together, with the next smallest rows, until the fold itself is safe; what
the shown rows and the total leave over is then exactly the fold. Where no
fold is safe the whole break-down keeps its turnout and loses its counts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from live.domain.actors import PersonId, Role
from live.domain.people import Person

K = 5
"""The smallest number of voters about whom a secret poll says anything."""

Choices = Mapping[PersonId, tuple[str, ...]]


class Row(msgspec.Struct, frozen=True):
    """A line of a break-down: one group or several folded; ``counts`` None is not shown."""

    ids: tuple[str, ...]
    voters: int
    eligible: int
    counts: dict[str, int] | None


class Tally(msgspec.Struct, frozen=True):
    """The count of a poll. ``ballots``: who marked what, of a named poll only."""

    counts: dict[str, int]
    voters: int
    eligible: int
    groups: tuple[Row, ...]
    regions: tuple[Row, ...]
    fingerprint: str = ""
    ballots: dict[PersonId, tuple[str, ...]] | None = None


def tally(
    options: Sequence[str], secret: bool, choices: Choices, people: Mapping[PersonId, Person]
) -> Tally:
    """Count the ballots. Eligible is who may vote now, and whoever has voted."""
    eligible = sorted({who.id for who in people.values() if _may_vote(who)} | set(choices))
    members = [people[who] for who in eligible]
    groups = _rows(options, choices, members, lambda who: (who.group,))
    regions = _rows(options, choices, members, lambda who: (who.region,))
    if secret:
        cells = _rows(options, choices, members, lambda who: (who.group, who.region))
        groups, regions = disclosable(groups, regions, cells)
    counted = Tally(
        counts=_count(options, choices.values()),
        voters=len(choices),
        eligible=len(eligible),
        groups=groups,
        regions=regions,
        ballots=None if secret else dict(sorted(choices.items())),
    )
    return replace(counted, fingerprint=fingerprint(counted))


def _may_vote(who: Person) -> bool:
    return who.role is Role.PARTICIPANT and not who.left


def fingerprint(counted: Tally) -> str:
    """SHA-256, in hexadecimal, of the tally's JSON with sorted keys and an empty fingerprint."""
    plain = replace(counted, fingerprint="")
    return sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


def _rows(
    options: Sequence[str],
    choices: Choices,
    members: Sequence[Person],
    key: Callable[[Person], tuple[str, ...]],
) -> tuple[Row, ...]:
    return tuple(
        _row(options, place, choices, [who.id for who in members if key(who) == place])
        for place in sorted({key(who) for who in members})
    )


def _row(
    options: Sequence[str], place: tuple[str, ...], choices: Choices, members: Sequence[PersonId]
) -> Row:
    marks = [choices[who] for who in members if who in choices]
    return Row(place, len(marks), len(members), _count(options, marks))


def _count(options: Sequence[str], marks: Iterable[tuple[str, ...]]) -> dict[str, int]:
    counts = dict.fromkeys(options, 0)
    for choice in marks:
        for option in choice:
            counts[option] += 1
    return counts


def disclosable(
    groups: Sequence[Row], regions: Sequence[Row], cells: Sequence[Row]
) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Both break-downs with what is unsafe folded; the regions without counts where the
    two tables together would give away a row, or a cell (group and region), that is unsafe."""
    shown_groups, shown_regions = suppressed(groups), suppressed(regions)
    voted = [cell for cell in cells if cell.voters]
    shown = [_covers(row, voted, 0) for row in shown_groups if row.counts is not None]
    shown += [_covers(row, voted, 1) for row in shown_regions if row.counts is not None]
    hidden = [_covers(row, voted, 0) for row in groups if not safe(row)]
    hidden += [_covers(row, voted, 1) for row in regions if not safe(row)]
    hidden += [_covers(cell, voted, None) for cell in voted if not safe(cell)]
    shown.append([1] * len(voted))
    if any(_solvable(target, shown) for target in hidden):
        return shown_groups, (replace(_fold(regions), counts=None),)
    return shown_groups, shown_regions


def _covers(row: Row, cells: Sequence[Row], place: int | None) -> list[int]:
    """Which cells a row adds up: one 0 or 1 per cell."""
    if place is None:
        return [int(cell.ids == row.ids) for cell in cells]
    return [int(cell.ids[place] in row.ids) for cell in cells]


def _solvable(target: Sequence[int], rows: Sequence[Sequence[int]]) -> bool:
    """Whether a sum of multiples of the rows is the target (Gaussian elimination)."""
    basis: list[list[Fraction]] = []
    for row in rows:
        rest = _reduced([Fraction(n) for n in row], basis)
        if any(rest):
            basis.append(rest)
    return not any(_reduced([Fraction(n) for n in target], basis))


def _reduced(row: list[Fraction], basis: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    for other in basis:
        pivot = next(place for place, n in enumerate(other) if n)
        factor = row[pivot] / other[pivot]
        row = [a - factor * b for a, b in zip(row, other, strict=True)]
    return row


def suppressed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The break-down with unsafe rows folded; without counts where that does not suffice."""
    ordered = sorted(rows, key=lambda row: (safe(row), row.voters))
    unsafe = [row for row in ordered if not safe(row)]
    if not unsafe:
        return tuple(rows)
    for size in range(max(len(unsafe), 2), len(ordered) + 1):
        folded = _fold(ordered[:size])
        if safe(folded) or not folded.voters:
            kept = ordered[size:]
            return (*sorted(kept, key=lambda row: row.ids), folded)
    return (replace(_fold(ordered), counts=None),)


def safe(row: Row) -> bool:
    """Whether a row says nothing about anyone: nobody voted, or enough did and not all alike."""
    if not row.voters:
        return True
    counts = row.counts or {}
    return row.voters >= K and all(count < row.voters for count in counts.values())


def _fold(rows: Sequence[Row]) -> Row:
    counts = dict.fromkeys(rows[0].counts or {}, 0)
    for row in rows:
        for option, count in (row.counts or {}).items():
            counts[option] += count
    ids = tuple(sorted(place for row in rows for place in row.ids))
    return Row(ids, sum(row.voters for row in rows), sum(row.eligible for row in rows), counts)
