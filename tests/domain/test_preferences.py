"""What rankings and ratings come to."""

import statistics
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.domain.preferences import borda, mean, median, pairwise

OPTIONS = ("a", "b", "c", "d")

rankings = st.lists(st.lists(st.sampled_from(OPTIONS), unique=True), max_size=12)


def test_an_option_gets_a_point_for_each_that_comes_behind() -> None:
    assert borda(OPTIONS, [("c", "a", "b", "d")]) == {"a": 2, "b": 1, "c": 3, "d": 0}


def test_what_a_ballot_leaves_out_comes_behind_all_that_it_ranks() -> None:
    assert borda(OPTIONS, [("c",)]) == {"a": 0, "b": 0, "c": 3, "d": 0}
    assert pairwise(OPTIONS, [("c",)])["c"] == {"a": 1, "b": 1, "d": 1}


def test_of_two_that_are_left_out_neither_is_preferred() -> None:
    pairs = pairwise(OPTIONS, [("c",)])
    assert pairs["a"]["b"] == pairs["b"]["a"] == 0


def test_the_pairs_of_an_example() -> None:
    pairs = pairwise(("a", "b", "c"), [("a", "b", "c")] * 3 + [("b", "c", "a")] * 2)
    assert pairs == {"a": {"b": 3, "c": 3}, "b": {"a": 2, "c": 5}, "c": {"a": 2, "b": 0}}


@given(rankings)
def test_the_points_of_an_option_are_all_its_preferences(ballots: list[list[str]]) -> None:
    pairs = pairwise(OPTIONS, ballots)
    assert borda(OPTIONS, ballots) == {one: sum(pairs[one].values()) for one in OPTIONS}


@given(rankings)
def test_a_ballot_prefers_one_of_two_at_most(ballots: list[list[str]]) -> None:
    pairs = pairwise(OPTIONS, ballots)
    for one, other in permutations(OPTIONS, 2):
        stated = sum(one in ballot or other in ballot for ballot in ballots)
        assert pairs[one][other] + pairs[other][one] == stated


def test_nobody_has_rated() -> None:
    assert (median([0, 0, 0]), mean([0, 0, 0])) == (None, None)


def test_the_median_of_an_even_number_lies_half_way() -> None:
    assert median([1, 0, 0, 1]) == 2.5


@given(st.lists(st.integers(1, 10), min_size=1, max_size=40))
def test_they_are_those_of_statistics(ratings: list[int]) -> None:
    counts = [ratings.count(number) for number in range(1, 11)]
    assert median(counts) == statistics.median(ratings)
    assert mean(counts) == pytest.approx(statistics.mean(ratings))
