"""Parts that add up."""

from hypothesis import given
from hypothesis import strategies as st

from live.record.apportionment import apportioned


@given(st.lists(st.integers(0, 10**9), min_size=1).filter(any), st.integers(0, 1000))
def test_parts_add_up_to_the_whole(parts: list[int], whole: int) -> None:
    assert sum(apportioned(parts, whole)) == whole


@given(st.lists(st.integers(0, 10**9), min_size=1).filter(any))
def test_nobody_gets_one_more_or_less_than_their_share(parts: list[int]) -> None:
    exact = [100 * part / sum(parts) for part in parts]
    given = apportioned(parts, 100)
    assert all(abs(one - other) < 1 for one, other in zip(given, exact, strict=True))


def test_thirds_make_a_whole() -> None:
    assert apportioned([5, 5, 5], 100) == [34, 33, 33]


def test_of_nothing_there_is_nothing() -> None:
    assert apportioned([0, 0], 100) == [0, 0]
    assert apportioned([], 100) == []
