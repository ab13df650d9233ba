"""What the runs of a secret poll show together never tells how a known person voted.

Whoever votes in two runs votes alike in both: that is the most that anybody could know of the
one from the other. Turnout is taken as known altogether: who voted in which run, and of which
group and region.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from live.domain.disclosure import K, Row
from live.domain.runs import GROUP, REGION
from live.domain.tally import Tally
from tests.domain.electorate import TOGETHER, Runs, Vote, come, counted_runs, go, here, move, stay
from tests.domain.solver import Line, certain, singled_out, subsets, sums

Cell = tuple[tuple[str, str] | None, ...]
"""Of which group and region somebody was in each run, if they voted."""


def crowds(groups: str, regions: str, most: int) -> st.SearchStrategy[list[Runs]]:
    """Up to so many of each group and region who said yes, or no, in both runs, and some others."""
    few, some = st.integers(0, most), st.integers(0, 3)
    group, region = st.sampled_from(groups), st.sampled_from(regions)
    always = [
        st.builds(stay, st.just(group), st.just(region), few, few)
        for group in groups
        for region in regions
    ]
    changed = st.one_of(
        st.builds(come, group, region, some, some),
        st.builds(go, group, region, some, some),
        st.builds(move, group, group, region, some),
    )
    parts = st.tuples(st.tuples(*always), st.lists(changed, max_size=3))
    return parts.map(lambda parts: list(chain(*chain(*parts)))).filter(bool)


Third = Callable[[Vote | None, Vote | None], Vote | None]
THIRD: list[Third] = [
    lambda before, now: before,
    lambda before, now: now,
    lambda before, now: before or now,
    lambda before, now: before and now,
]
"""Who is there the third time."""


@settings(max_examples=300)
@given(crowds("abc", "xy", 6))
@example(TOGETHER)
def test_sums_of_rows_tell_nothing_beyond_the_rows_of_before(crowd: list[Runs]) -> None:
    assume(any(before and now for before, now in crowd))
    cells, (first, second) = list(Counter(map(cell, crowd))), counted_runs(crowd)
    known = [*shown(first, 0, cells), total(second, 1, cells)]
    basis = sums(cells, [line for line, _ in known])
    for line, _ in shown(second, 1, cells):
        assert singled_out(cells, line, basis), line


@settings(max_examples=300)
@given(crowds("abc", "xy", 6), st.sampled_from(THIRD))
def test_sums_of_rows_of_three_runs_tell_nothing_more(crowd: list[Runs], third: Third) -> None:
    crowd = [(before, now, third(before, now)) for before, now in crowd]
    assume(any(last and (before or now) for before, now, last in crowd))
    cells, (first, second, last) = list(Counter(map(cell, crowd))), counted_runs(crowd)
    known = [*shown(first, 0, cells), *shown(second, 1, cells), total(last, 2, cells)]
    basis = sums(cells, [line for line, _ in known])
    for line, _ in shown(last, 2, cells):
        assert singled_out(cells, line, basis), line


@settings(max_examples=300)
@given(crowds("ab", "xy", 3))
def test_no_vote_is_certain_beyond_the_rows_of_before(crowd: list[Runs]) -> None:
    sizes, (first, second) = Counter(map(cell, crowd)), counted_runs(crowd)
    known = [*shown(first, 0, sizes), total(second, 1, sizes)]
    every = [*known, *shown(second, 1, sizes)]
    for one in sizes:
        for option in "yes", "no":
            if certain(sizes, every, one, option):
                assert certain(sizes, known, one, option), (one, option)


@given(crowds("abc", "xy", 6))
def test_a_row_is_of_some_rows_of_before_or_of_at_least_k_others(crowd: list[Runs]) -> None:
    first, second = counted_runs(crowd)
    before = [list(joined(crowd, GROUP, first.groups)), list(joined(crowd, REGION, first.regions))]
    for of, table in (GROUP, second.groups), (REGION, second.regions):
        for row in table if len(table) > 1 else ():
            now = those(crowd, 1, of, row.ids)
            if now not in before[of]:
                assert not any(0 < len(now ^ some) < K for some in chain(*before)), row


@given(crowds("abc", "xy", 6))
def test_no_row_of_any_run_is_of_fewer_than_k_people(crowd: list[Runs]) -> None:
    for result in counted_runs(crowd):
        for row in (*result.groups, *result.regions):
            assert row.counts is None or (row.eligible >= K and (row.voters >= K or not row.voters))


@given(crowds("abc", "xy", 6))
def test_everybody_is_in_one_row_of_each_run(crowd: list[Runs]) -> None:
    for nth, result in enumerate(counted_runs(crowd)):
        assert result.eligible == len(here(crowd, nth))
        for table in result.groups, result.regions:
            ids = [place for row in table for place in row.ids]
            assert len(ids) == len(set(ids))
            assert sum(row.voters for row in table) == result.voters
            assert sum(row.eligible for row in table) == result.eligible


@given(crowds("a", "x", 6))
def test_a_total_is_close_where_both_totals_make_a_vote_certain(crowd: list[Runs]) -> None:
    sizes, (first, second) = Counter(map(cell, crowd)), counted_runs(crowd)
    assume(any(before and now for before, now in crowd))
    assume(
        not any(n == result.voters for result in (first, second) for n in result.counts.values())
    )
    lines = [total(first, 0, sizes), total(second, 1, sizes)]
    if any(certain(sizes, lines, one, option) for one in sizes for option in ("yes", "no")):
        assert second.close_to_earlier


def cell(runs: Runs) -> Cell:
    return tuple(vote and vote[:2] for vote in runs)


def total(result: Tally, nth: int, cells: Iterable[Cell]) -> Line[Cell]:
    return frozenset(cell for cell in cells if cell[nth]), result.counts


def shown(result: Tally, nth: int, cells: Iterable[Cell]) -> list[Line[Cell]]:
    """All counts of the nth run that are published, and of which cells they are."""
    rows = [
        (
            frozenset(cell for cell in cells if (place := cell[nth]) and place[of] in row.ids),
            row.counts,
        )
        for of, table in enumerate((result.groups, result.regions))
        for row in table
        if row.counts is not None
    ]
    return [*rows, total(result, nth, cells)]


def those(crowd: Sequence[Runs], nth: int, of: int, ids: Collection[str]) -> set[int]:
    """Who voted in a row of the nth run."""
    return {who for who, runs in enumerate(crowd) if (vote := runs[nth]) and vote[of] in ids}


def joined(crowd: Sequence[Runs], of: int, table: Sequence[Row]) -> Iterator[set[int]]:
    """Who voted in any rows together of a break-down of the first run."""
    for some in subsets(table):
        yield set().union(*(those(crowd, 0, of, row.ids) for row in some))
