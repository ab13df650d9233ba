"""Numbers that sort a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.domain.ranks import between, crowded, spread


def test_the_first_rank_needs_no_neighbour() -> None:
    assert between(None, None) == 1024


def test_a_rank_at_the_front_is_below_the_first() -> None:
    assert between(None, 5) < 5


def test_a_rank_at_the_end_is_above_the_last() -> None:
    assert between(5, None) > 5


def test_a_rank_in_between_is_in_between() -> None:
    assert 5 < between(5, 6) < 6


def test_a_gap_runs_out() -> None:
    before, after, moves = 1.0, 2.0, 0
    while not crowded(between(before, after), before, after):
        after = between(before, after)
        moves += 1
    assert moves == 52


def test_an_end_is_never_crowded() -> None:
    assert not crowded(between(None, 5), None, 5)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_spreading_gives_every_place_a_rank(count: int) -> None:
    ranks = spread(count)
    assert len(ranks) == count
    assert ranks == sorted(set(ranks))


@given(st.lists(st.integers(0, 9), max_size=40))
def test_inserting_anywhere_keeps_the_order(places: list[int]) -> None:
    ranks: list[float] = []
    for place in (wanted % (len(ranks) + 1) for wanted in places):
        neighbours = [None, *ranks, None]
        ranks.insert(place, between(neighbours[place], neighbours[place + 1]))
    assert ranks == sorted(set(ranks))
