"""Who had the floor at every moment."""

from hypothesis import given
from hypothesis import strategies as st

from live.domain.actors import PersonId
from live.record.attribution.stretches import FOREVER, Floor, stretches
from live.record.speaking import Turn
from tests.record.spoken import turn

ada, ben = PersonId("ada"), PersonId("ben")


def of(turns: list[Turn], until: int = FOREVER) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, one.person) for one in stretches(turns, until)]


def test_a_point_of_order_stands_within_the_turn_that_it_stops() -> None:
    turns = [turn(ada, 0, 100, 1), turn(ben, 40, 60, 2, interrupts="t_1")]
    assert of(turns) == [(0, 40, ada), (40, 60, ben), (60, 100, ada)]


def test_one_that_comes_at_the_same_moment_is_the_inner_one() -> None:
    turns = [turn(ben, 0, 60, 2, interrupts="t_1"), turn(ada, 0, 100, 1)]
    assert of(turns) == [(0, 60, ben), (60, 100, ada)]


def test_between_turns_nobody_has_the_floor() -> None:
    turns = [turn(ada, 0, 10, 1), turn(ben, 30, 40, 2)]
    before, after = Floor(turns).next_to(20)
    assert before
    assert after
    assert (before.person, after.person) == (ada, ben)
    assert Floor(turns).about(15, 25) == ()


def test_a_turn_that_is_on_goes_on_until_the_record_is_made() -> None:
    assert of([turn(ada, 0, None)], until=70) == [(0, 70, ada)]


def test_a_turn_without_any_time_is_no_stretch() -> None:
    assert of([turn(ada, 5, 5, 1), turn(ben, 0, 9, 2)]) == [(0, 9, ben)]


spans = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8)


@given(spans)
def test_at_each_moment_it_is_the_turn_that_began_last(drawn: list[tuple[int, int]]) -> None:
    turns = [turn(PersonId(f"p_{n}"), a, a + b, n) for n, (a, b) in enumerate(drawn)]
    made = stretches(turns)
    for at in range(101):
        on = [one for one in turns if one.start <= at < (one.end or 0)]
        here = [one.turn for one in made if one.start <= at < one.end]
        latest = sorted(one.start for one in on)[-1:]
        assert [one.start for one in here] == latest
