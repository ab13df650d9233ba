"""Ids that follow from who asks, under what id."""

from hypothesis import given
from hypothesis import strategies as st

from live.domain.actors import CHAIRS, PEOPLE, STAFF, Role
from tests.domain.occasion import actor, ada, ask, bo

names = st.text(max_size=3)


def test_the_same_command_makes_the_same_id() -> None:
    assert ask(ada, now=1).new_id("r") == ask(ada, now=2).new_id("r")


def test_an_id_says_what_it_is_of() -> None:
    prefix, _, rest = ask(ada).new_id("r").partition("_")
    assert (prefix, len(rest)) == ("r", 18)


def test_another_actor_makes_another_id() -> None:
    assert ask(ada).new_id("r") != ask(bo).new_id("r")


def test_another_command_makes_another_id() -> None:
    assert ask(ada, command_id="c1").new_id("r") != ask(ada, command_id="c2").new_id("r")


def test_one_command_makes_several_ids() -> None:
    assert len({ask(ada).new_id(prefix, nth) for prefix in "oq" for nth in range(12)}) == 24


@given(names, names, names, names)
def test_ids_do_not_run_into_each_other(one: str, its: str, other: str, their: str) -> None:
    same = ask(actor(one), command_id=its).new_id("r") == ask(
        actor(other), command_id=their
    ).new_id("r")
    assert same == ((one, its) == (other, their))


def test_the_roles_are_nested() -> None:
    assert CHAIRS < STAFF < PEOPLE
    assert set(Role) - {Role.SCREEN, Role.SYSTEM} == PEOPLE
