"""What a poll that is asked again shows beside its earlier runs, by hand."""

from collections.abc import Sequence

import pytest

from live.domain.actors import PersonId
from live.domain.disclosure import MOST_COMPARED, Row
from live.domain.questions import Option
from live.domain.runs import Run
from live.domain.tally import Tally, tally
from tests.domain.electorate import (
    TOGETHER,
    Runs,
    come,
    counted,
    counted_runs,
    go,
    move,
    stay,
    voter,
    votes,
)

ROOM = [
    *stay("a", "x", yes=5, no=4),
    *stay("b", "y", yes=4, no=4),
    *stay("c", "x", yes=3, no=4),
    *stay("c", "y", yes=4, no=3),
]
EVERYONE = {("a",), ("b",), ("c",)}


def rows(table: Sequence[Row]) -> set[tuple[str, ...]]:
    """The rows that have counts."""
    return {row.ids for row in table if row.counts is not None}


def groups(crowd: Sequence[Runs]) -> list[set[tuple[str, ...]]]:
    """The groups that each run shows."""
    return [rows(result.groups) for result in counted_runs(crowd)]


# The break-downs of a second run


def test_the_same_people_have_the_same_rows() -> None:
    first, second = counted_runs(ROOM)
    assert rows(first.groups) == rows(second.groups) == EVERYONE
    assert rows(first.regions) == rows(second.regions) == {("x",), ("y",)}


def test_the_same_people_may_have_changed_their_minds() -> None:
    crowd: list[Runs] = [
        *zip(votes("a", "x", yes=5, no=4), votes("a", "x", yes=2, no=7), strict=True),
        *zip(votes("b", "y", yes=4, no=4), votes("b", "y", yes=1, no=7), strict=True),
    ]
    assert groups(crowd) == [{("a",), ("b",)}] * 2


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(come("a", "x", yes=1), id="one came"),
        pytest.param(go("a", "x", yes=1), id="one went"),
        pytest.param([*come("a", "x", yes=1), *go("b", "y", no=1)], id="one for another"),
        pytest.param(come("a", "x", yes=2, no=2), id="four came"),
        pytest.param(come("a", "x", yes=6), id="six came who all said yes"),
        pytest.param(go("a", "x", no=6), id="six went who all said no"),
        pytest.param([*come("a", "x", yes=3), *go("a", "x", no=3)], id="yes for no"),
        pytest.param([(None, ("a", "x", ()))] * 6, id="six came who marked nothing"),
        pytest.param([(("a", "x", ()), None)] * 6, id="six went who had marked nothing"),
    ],
)
def test_groups_are_not_shown_where_a_difference_would_tell(changed: list[Runs]) -> None:
    assert groups([*ROOM, *changed]) == [EVERYONE, set()]


def test_a_group_that_many_have_joined_is_shown_where_the_others_are_as_they_were() -> None:
    first, second = counted_runs([*ROOM, *come("a", "x", yes=3, no=3)])
    assert rows(second.groups) == EVERYONE
    assert [row.voters for row in first.groups] == [9, 8, 14]
    assert [row.voters for row in second.groups] == [15, 8, 14]


def test_a_difference_that_newcomers_alone_cannot_have_made_tells_nothing() -> None:
    """Six came who all said yes, and somebody has changed from no to maybe."""
    changed = zip(votes("a", "x", no=1), votes("a", "x", maybe=1), strict=True)
    assert groups([*ROOM, *come("a", "x", yes=6), *changed]) == [EVERYONE] * 2


def test_a_group_that_was_not_there_is_counted_like_others() -> None:
    assert groups([*ROOM, *come("d", "x", yes=3, no=3)])[1] == {*EVERYONE, ("d",)}


def test_groups_that_have_changed_are_counted_together() -> None:
    crowd = [*ROOM, *come("a", "x", yes=3, no=3), *go("b", "y", yes=1)]
    assert groups(crowd) == [EVERYONE, {("a", "b"), ("c",)}]


def test_groups_between_which_somebody_has_changed_are_counted_together() -> None:
    assert groups([*ROOM, *move("a", "b", "x", yes=1)]) == [EVERYONE, {("a", "b"), ("c",)}]


def test_rows_are_folded_as_they_were_before() -> None:
    crowd: list[Runs] = [
        *stay("a", "x", yes=6, no=5),
        *stay("b", "x", yes=4, no=5),
        *zip(votes("c", "x", yes=10), votes("c", "x", yes=3, no=7), strict=True),
    ]
    assert groups(crowd) == [{("a",), ("b", "c")}] * 2
    assert rows(counted([vote for _, vote in crowd if vote]).groups) == EVERYONE


def test_a_fold_of_before_is_not_crossed_by_another() -> None:
    """Group c was too small to be by itself; now a is unanimous, and would go with c."""
    crowd: list[Runs] = [
        *zip(votes("a", "x", yes=4, no=4), votes("a", "x", yes=8), strict=True),
        *stay("b", "x", yes=3, no=3),
        *stay("c", "x", yes=1, no=1),
    ]
    assert groups(crowd) == [{("a",), ("b", "c")}, {("a", "b", "c")}]


def test_what_was_not_shown_before_is_not_shown_now() -> None:
    crowd: list[Runs] = [
        *zip(votes("a", "x", no=9), votes("a", "x", yes=4, no=5), strict=True),
        *zip(votes("b", "y", no=9), votes("b", "y", yes=6, no=3), strict=True),
    ]
    assert groups(crowd) == [set(), {("a", "b")}]


def test_differences_that_would_tell_together_are_not_shown() -> None:
    """By itself each is of more than K people."""
    first, second = counted_runs(TOGETHER)
    assert rows(first.groups) == EVERYONE
    assert rows(second.groups) == {("a", "b"), ("c",)}
    assert rows(first.regions) == {("x",), ("y",)}
    assert rows(second.regions) == {("x", "y")}


def test_other_people_are_not_compared() -> None:
    before = [*go("a", "x", yes=5, no=4), *go("b", "x", yes=1)]
    now = [*come("a", "x", yes=4, no=5), *come("b", "x", yes=5, no=5)]
    assert groups([*before, *now]) == [{("a", "b")}, {("a",), ("b",)}]


def test_a_run_in_which_nobody_voted_is_not_compared() -> None:
    now = [*come("a", "x", yes=5, no=4), *come("b", "x", yes=4, no=5)]
    assert groups(now)[1] == {("a",), ("b",)}


def many(*changed: list[Runs]) -> list[Runs]:
    """More groups than are compared."""
    groups = [stay(f"g{nth}", "x", yes=3, no=3) for nth in range(MOST_COMPARED + 1)]
    return [runs for group in (*groups, *changed) for runs in group]


def test_long_tables_of_the_same_people_are_shown() -> None:
    first, second = counted_runs(many())
    assert len(first.groups) == len(second.groups) == MOST_COMPARED + 1
    assert not second.close_to_earlier


def test_long_tables_of_other_people_are_taken_to_tell() -> None:
    _, second = counted_runs(many(come("g0", "x", yes=4, no=5)))
    assert rows(second.groups) == set()
    assert second.close_to_earlier


def test_a_voter_of_whom_nobody_knows_the_group_may_have_been_in_any() -> None:
    """Such as an organisation of which nobody is any more."""
    cast = [vote for group in "abcdef" for vote in votes(group, group, yes=3, no=3)]
    before = counted([*cast, *votes("a", "a", yes=1)])
    known = {voter(nth, vote).id: vote[:2] for nth, vote in enumerate(cast)}
    run = Run(before.counts, before.groups, before.regions, {**known, PersonId("org_x"): None})
    now = counted(cast, earlier=[run])
    assert rows(now.groups) == {tuple("abcdef")}
    assert now.close_to_earlier


# Three runs

ONCE_MORE: list[Runs] = [(before, now, now) for before, now in ROOM]
FROM_THE_SECOND: list[Runs] = [(None, now, now) for _, now in come("a", "x", yes=3, no=3)]


def test_a_third_run_may_be_like_the_first() -> None:
    between: list[Runs] = [(None, now, None) for _, now in come("a", "x", yes=2, no=1)]
    between += [(None, now, None) for _, now in come("b", "x", yes=2, no=1)]
    assert groups([*ONCE_MORE, *between]) == [EVERYONE, {("a", "b"), ("c",)}, EVERYONE]


def test_a_third_run_may_be_like_the_second() -> None:
    assert groups([*ONCE_MORE, *FROM_THE_SECOND]) == [EVERYONE] * 3


@pytest.mark.parametrize("changed", [come("a", "x", yes=1), come("a", "x", yes=6)])
def test_a_third_run_is_compared_with_the_second(changed: list[Runs]) -> None:
    last: list[Runs] = [(None, None, now) for _, now in changed]
    assert groups([*ONCE_MORE, *FROM_THE_SECOND, *last]) == [EVERYONE, EVERYONE, set()]


def test_a_third_run_is_compared_with_the_first() -> None:
    """Nobody of them voted the second time."""
    crowd: list[Runs] = [(before, None, now) for before, now in [*ROOM, *come("a", "x", yes=1)]]
    assert groups(crowd)[2] == set()


# Polls in own words


ABSTAIN = Option("abstain", "Abstain", "abstain")


def told(people: int, earlier: Sequence[Run]) -> Tally:
    everyone = [voter(nth, ("a", "x", ())) for nth in range(people)]
    said = {who.id: (f"Text {who.id}", "receipt") for who in everyone}
    members = {who.id: who for who in everyone}
    return tally("text", (ABSTAIN,), True, said, members, earlier=earlier)


@pytest.mark.parametrize(("people", "is_close"), [(12, True), (15, False)])
def test_a_newcomer_among_few_is_close_to_an_earlier_run(people: int, is_close: bool) -> None:
    first = told(10, [])
    places = {voter(nth, ("a", "x", ())).id: ("a", "x") for nth in range(10)}
    run = Run(first.counts, first.groups, first.regions, places)
    assert told(people, [run]).close_to_earlier is is_close


# The total, which is always shown


def close(crowd: Sequence[Runs]) -> bool:
    return counted_runs(crowd)[-1].close_to_earlier


@pytest.mark.parametrize("changed", [come("a", "x", yes=4), go("b", "y", no=1), come("d", "z", 1)])
def test_a_total_is_close_to_one_of_nearly_the_same_people(changed: list[Runs]) -> None:
    assert close([*ROOM, *changed])


@pytest.mark.parametrize("changed", [come("a", "x", yes=6), go("b", "y", no=5)])
def test_a_total_is_close_where_all_who_have_come_or_gone_voted_alike(changed: list[Runs]) -> None:
    assert close([*ROOM, *changed])


def test_a_total_is_close_where_it_is_some_rows_of_before_but_for_few_people() -> None:
    """Of group c, and of it only, all but one have gone."""
    rest = [runs for runs in ROOM if runs[0] and runs[0][0] != "c"]
    crowd = [*rest, *go("c", "x", yes=6, no=8), *stay("c", "y", yes=1)]
    assert close(crowd)
    assert not close(crowd[:-1])


def test_a_total_is_not_close_for_what_it_tells_by_itself() -> None:
    """Of the many who voted before, three have stayed."""
    crowd = [*go("a", "x", yes=9, no=9), *go("b", "x", yes=9, no=9), *stay("a", "x", yes=2, no=1)]
    assert not close(crowd)


@pytest.mark.parametrize("changed", [[], come("a", "x", yes=3, no=2), move("a", "b", "x", yes=1)])
def test_a_total_of_the_same_people_or_many_others_is_not_close(changed: list[Runs]) -> None:
    assert not close([*ROOM, *changed])


def test_the_first_run_is_close_to_none() -> None:
    assert not counted_runs(ROOM)[0].close_to_earlier
