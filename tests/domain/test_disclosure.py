"""What a secret poll shows never tells how a known person voted."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import example, given

from live.domain.disclosure import K, Row, turnout
from live.domain.tally import Tally
from tests.domain.electorate import OPTIONS, Vote, counted, electorates, many_marks, votes
from tests.domain.solver import Line, certain, singled_out, subsets, sums

Cell = tuple[str, str]

SWAPPED = [  # group a is region x but for one person each way; one of the two said yes
    *votes("a", "x", yes=4, no=4),
    *votes("a", "y", yes=1),
    *votes("b", "x", no=1),
    *votes("b", "y", yes=4, no=4),
]
PAIR = [  # region x is group a, and one person each of two other groups
    *votes("a", "x", yes=4, no=3),
    *votes("b", "x", yes=1),
    *votes("c", "x", no=1),
    *votes("b", "y", yes=3, no=4),
    *votes("c", "y", yes=4, no=3),
]
NO_OTHER_LEFT = [  # nobody of group a says no, nobody of region x says maybe
    *votes("a", "x", yes=3),
    *votes("a", "y", yes=3, maybe=2),
    *votes("b", "x", yes=2, no=3),
    *votes("b", "y", yes=4, no=4, maybe=4),
]


# One break-down by hand


def by_group(cast: list[Vote]) -> dict[tuple[str, ...], dict[str, int] | None]:
    return {row.ids: row.counts for row in counted(cast).groups}


def counts(yes: int, no: int) -> dict[str, int]:
    return {"yes": yes, "no": no, "maybe": 0}


def test_safe_rows_are_shown_as_they_are() -> None:
    cast = [*votes("a", "x", yes=6, no=4), *votes("b", "x", yes=2, no=7)]
    assert by_group(cast) == {("a",): counts(6, 4), ("b",): counts(2, 7)}


def test_one_small_group_is_folded_with_the_smallest_other() -> None:
    cast = [
        *votes("a", "x", yes=12, no=8),
        *votes("b", "x", yes=4, no=6),
        *votes("c", "x", yes=2, no=1),
    ]
    assert by_group(cast) == {("a",): counts(12, 8), ("b", "c"): counts(6, 7)}


def test_two_small_groups_hide_each_other() -> None:
    cast = [
        *votes("a", "x", yes=12, no=8),
        *votes("b", "x", yes=1, no=2),
        *votes("c", "x", yes=3, no=1),
    ]
    assert by_group(cast) == {("a",): counts(12, 8), ("b", "c"): counts(4, 3)}


def test_two_groups_too_small_together_take_a_third() -> None:
    cast = [
        *votes("a", "x", yes=12, no=8),
        *votes("b", "x", yes=1),
        *votes("c", "x", yes=1, no=1),
    ]
    assert by_group(cast) == {("a", "b", "c"): counts(14, 9)}


def test_small_groups_alone_are_the_total() -> None:
    cast = [row for group in "abc" for row in votes(group, "x", yes=2, no=1)]
    assert by_group(cast) == {("a", "b", "c"): counts(6, 3)}


def test_a_unanimous_group_of_twenty_is_folded() -> None:
    cast = [*votes("a", "x", yes=20), *votes("b", "x", yes=3, no=6), *votes("c", "x", yes=9, no=9)]
    assert by_group(cast) == {("a", "b"): counts(23, 6), ("c",): counts(9, 9)}


def test_unanimity_of_all_leaves_turnout_alone() -> None:
    result = counted([*votes("a", "x", yes=20), *votes("b", "x", yes=9)])
    assert result.groups == (Row(("a", "b"), 29, 29, None),)


def test_fewer_voters_than_k_leave_turnout_alone() -> None:
    result = counted(votes("a", "x", yes=2, no=2), absent=10)
    assert result.groups == (Row(("a",), 4, 14, None),)


def test_a_group_that_left_its_ballots_blank_is_folded() -> None:
    blank = [("a", "x", ())] * 9
    cast: list[Vote] = [*blank, *votes("b", "x", yes=9, no=9)]
    assert by_group(cast) == {("a", "b"): counts(9, 9)}


def test_a_group_nobody_of_which_voted_is_shown() -> None:
    result = counted(votes("b", "x", yes=9, no=9), absent=5)
    assert result.groups[0] == Row(("a",), 0, 5, counts(0, 0))


def test_fewer_people_than_k_who_did_not_vote_are_folded() -> None:
    result = counted(votes("b", "x", yes=9, no=9), absent=4)
    assert result.groups == (Row(("a", "b"), 18, 22, counts(9, 9)),)


# Two break-downs by hand


def test_two_break_downs_are_shown_where_they_tell_nothing_together() -> None:
    result = counted([v for g in "ab" for r in "xy" for v in votes(g, r, yes=3, no=3)])
    assert [row.ids for row in result.groups] == [("a",), ("b",)]
    assert [row.ids for row in result.regions] == [("x",), ("y",)]


@pytest.mark.parametrize(
    "cast",
    [
        pytest.param([*votes("a", "x", yes=5, no=4), *votes("b", "x", yes=1),
                      *votes("b", "y", yes=5, no=4)], id="one person"),
        pytest.param(PAIR, id="a pair of different groups"),
        pytest.param(SWAPPED, id="two who changed places"),
        pytest.param(NO_OTHER_LEFT, id="no other option left"),
        pytest.param([*votes("a", "x", yes=3, no=6), *votes("a", "y", yes=20),
                      *votes("b", "y", yes=9, no=9)], id="a unanimous twenty"),
    ],
)  # fmt: skip
def test_regions_are_withheld_where_they_would_tell_together_with_groups(cast: list[Vote]) -> None:
    result = counted(cast)
    assert all(row.counts is not None for row in result.groups)
    (regions,) = result.regions
    assert (regions.ids, regions.counts) == (("x", "y"), None)


def test_long_tables_are_not_compared() -> None:
    cast = [v for g in range(11) for r in range(11) for v in votes(f"g{g}", f"r{r}", yes=3, no=3)]
    assert counted(cast).regions[0].counts is None


# Any break-downs, against all that could be inferred from them


@given(electorates("abc", "xy", 8))
def test_no_shown_row_is_small_or_unanimous(cast: list[Vote]) -> None:
    result = counted(cast)
    for row in (*result.groups, *result.regions):
        if row.counts is not None and row.voters:
            assert row.voters >= K
            assert row.voters not in row.counts.values()


@given(many_marks)
def test_no_row_of_many_marks_is_unanimous(cast: list[Vote]) -> None:
    result = counted(cast)
    for row in (*result.groups, *result.regions):
        if row.counts is not None and row.voters:
            assert row.voters not in row.counts.values()
            assert any(row.counts.values())


@given(electorates("abc", "xyz"))
@example(PAIR)
def test_nobody_is_singled_out_by_sums_of_rows(cast: list[Vote]) -> None:
    cells = sorted({vote[:2] for vote in cast})
    basis = sums(cells, [line for line, _ in shown(counted(cast), cells)])
    for some in subsets(cells):
        if len(some) < len(cells) and unsafe([vote for vote in cast if vote[:2] in some]):
            assert not singled_out(cells, some, basis), some


@given(electorates("ab", "xy", 3))
@example(SWAPPED)
@example(NO_OTHER_LEFT)
def test_some_other_count_always_fits(cast: list[Vote]) -> None:
    sizes = Counter(vote[:2] for vote in cast)
    marks = Counter(cast)
    result = counted(cast)
    lines = shown(result, list(sizes))
    for option in OPTIONS:
        for cell, size in sizes.items():
            if marks[*cell, (option,)] == size and result.counts[option] < result.voters:
                assert not certain(sizes, lines, cell, option), (cell, option)


def shown(result: Tally, cells: Sequence[Cell]) -> list[Line[Cell]]:
    """All counts that are published, and of which cells they are."""
    rows = [
        (frozenset(cell for cell in cells if cell[of] in row.ids), row.counts)
        for of, table in enumerate((result.groups, result.regions))
        for row in table
        if row.counts is not None
    ]
    return [*rows, (frozenset(cells), result.counts)]


def unsafe(cast: Sequence[Vote]) -> bool:
    return len(cast) < K or len({choice for _, _, choice in cast}) == 1


# How many took part


def rows(*sizes: int) -> list[Row]:
    return [Row((chr(97 + nth),), 1, size, {"yes": 1}) for nth, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((9, 9), [("a",), ("b",)]),
        ((9, 3, 9), [("c",), ("a", "b")]),
        ((9, 3, 2), [("a",), ("b", "c")]),
        ((3,), [("a",)]),
    ],
    ids=["none small", "one small", "two small", "one alone"],
)
def test_small_groups_say_together_how_many_took_part(
    sizes: tuple[int, ...], shown: list[tuple[str, ...]]
) -> None:
    result = turnout(rows(*sizes), secret=True)
    assert [row.ids for row in result] == shown
    assert sum(row.eligible for row in result) == sum(sizes)
    assert all(row.counts is None for row in result)


def test_in_a_named_poll_every_group_says_how_many_took_part() -> None:
    assert [row.ids for row in turnout(rows(9, 3), secret=False)] == [("a",), ("b",)]
