"""What a secret poll that is asked again may show beside its earlier runs.

Whoever votes in two runs may well vote alike in both. Then a row of the later one, less the
same row of the earlier, is what those marked who have joined or left it since. What several
such differences tell together cannot be judged: it depends on who marked what in the earlier
run, which nobody knows any more. So the break-downs keep to the rows of the first run: one in
which exactly the same people voted stands as it was, or joined with others like it, and all
the rest are counted together. If everybody voted alike in both runs, such rows follow from
those of the first and the new total; if not, they count other ballots, and are safe by themselves.

The rest is shown only where it differs from what was shown before by nobody or by at least K
people, who did not all vote alike: somebody may know that those few voted as before who are
in that row, and not that all did. The total is shown whatever it tells.

It is assumed that everybody knows who voted in which run, and of which group and region they
were then.
"""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec
from msgspec.structs import replace

from live.domain.actors import PersonId
from live.domain.disclosure import MOST_COMPARED, K, Row, disclosable, fold

Voters = Mapping[PersonId, tuple[str, str] | None]
"""Those who voted, and of which group and region they were at the close; None: nobody knows."""

GROUP, REGION = 0, 1
Rows = Sequence[Row]
Table = tuple[Row, ...]
Counts = Mapping[str, int]
Set = AbstractSet[PersonId]
Difference = tuple[list[int], int, int]
"""By how many votes each option has gained, how many people have joined and how many left."""


class Run(msgspec.Struct, frozen=True):
    """What is known of an earlier run of the same question."""

    counts: Counts
    groups: Rows
    regions: Rows
    voters: Voters

    def table(self, of: int) -> Rows:
        """A break-down; one row, with the counts of the total, where it has none or nobody knows
        who was in its rows."""
        rows = (self.groups, self.regions)[of]
        blurred = None in self.voters.values() or any(row.counts is None for row in rows)
        return [replace(fold(rows), counts=dict(self.counts))] if rows and blurred else rows


def comparable(
    groups: Rows, regions: Rows, cells: Rows, voters: Voters, earlier: Sequence[Run]
) -> tuple[Table, Table]:
    """Both break-downs as they may be shown by themselves, and beside the ``earlier`` runs, the
    first one first."""
    met = _met(voters, earlier)
    if not met:
        return disclosable(groups, regions, cells)
    groups, regions = _kept(groups, GROUP, met[0], voters), _kept(regions, REGION, met[0], voters)
    shown_groups, shown_regions = disclosable(groups, regions, cells)
    return _beside(shown_groups, GROUP, met, voters), _beside(shown_regions, REGION, met, voters)


def comes_close(counts: Counts, voters: Voters, earlier: Sequence[Run]) -> bool:
    """Whether the total tells, less some rows of an earlier run, about fewer than K people, or
    about some who voted alike."""
    return any(
        _tells_of_few(voters.keys(), counts, run)
        for run in _met(voters, earlier)
        if run.voters.keys() != voters.keys()
    )


def _met(voters: Voters, earlier: Sequence[Run]) -> list[Run]:
    """The runs that have voters in common with this one; others are about other people."""
    return [run for run in earlier if run.voters.keys() & voters.keys()]


def _kept(rows: Rows, of: int, run: Run, voters: Voters) -> Rows:
    """The run's rows, where the same people voted in them again, and one of all the others."""
    parts = [set(row.ids) for row in run.table(of)]
    parts += [set(row.ids) for row in rows if not any(set(row.ids) <= part for part in parts)]
    kept: list[Row] = []
    others: list[Row] = []
    for part in parts:
        inside = [row for row in rows if set(row.ids) <= part]
        if _within(part, of, voters) != _within(part, of, run.voters):
            others += inside
        elif inside:
            kept.append(fold(inside))
    return sorted([*kept, fold(others)] if others else kept, key=lambda row: row.ids)


def _beside(rows: Table, of: int, met: Sequence[Run], voters: Voters) -> Table:
    """A break-down, or its turnout alone where it would tell beside those of before."""
    if len(rows) > 1 and any(_telling(row, of, met, voters) for row in rows):
        return (replace(fold(rows), counts=None),)
    return rows


def _telling(row: Row, of: int, met: Sequence[Run], voters: Voters) -> bool:
    """Whether a row that is not as it was in the first run tells beside those of before."""
    now = _within(row.ids, of, voters)
    if now == _within(row.ids, of, met[0].voters):
        return False
    return any(_tells_of_few(now, row.counts or {}, run) for run in met)


def _tells_of_few(voters: Set, counts: Counts, run: Run) -> bool:
    """Whether a count tells, less some rows of a run, about fewer than K people, or about some
    who voted alike."""
    if any(len(run.table(of)) > MOST_COMPARED for of in (GROUP, REGION)):
        return True
    return any(
        0 < joined + left < K or (joined + left > 0 and _alike(gained, joined, left))
        for of in (GROUP, REGION)
        for gained, joined, left in _differences(voters, counts, run, of)
    )


def _differences(voters: Set, counts: Counts, run: Run, of: int) -> list[Difference]:
    """What a count is more, or less, than those of any rows of a break-down together."""
    found: list[Difference] = [([*counts.values()], len(voters), 0)]
    for row in run.table(of):
        part, marks = _within(row.ids, of, run.voters), row.counts or {}
        more, fewer = len(part & voters), len(part - voters)
        found += [
            (
                [n - marks.get(option, 0) for n, option in zip(gained, counts, strict=True)],
                joined - more,
                left + fewer,
            )
            for gained, joined, left in found
        ]
    return found[1:]


def _alike(gained: Collection[int], joined: int, left: int) -> bool:
    """Whether all who joined, or all who left, must have marked an option, or none, if nobody
    else changed their mind; where that cannot be, nothing follows."""
    if not gained or any(n > joined or -n > left for n in gained):
        return False
    blank = not any(gained) and not (joined and left)
    return blank or (joined > 0 and joined in gained) or (left > 0 and -left in gained)


def _within(places: Collection[str], of: int, voters: Voters) -> Set:
    """Those who are, or may be, of some groups or regions."""
    return {who for who, place in voters.items() if place is None or place[of] in places}
