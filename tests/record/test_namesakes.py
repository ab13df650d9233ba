"""Names that may be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.domain.actors import PersonId, Role
from live.record.model import Person
from live.record.namesakes import alike, distance
from tests.domain.occasion import NOW


def person(name: str, organisation: str = "", nth: int = 0) -> Person:
    return Person(
        id=PersonId(f"p_{name}_{nth}"),
        name=name,
        organisation=organisation,
        group="",
        region="",
        role=Role.PARTICIPANT,
        joined_at=NOW,
    )


def taken_for_one(one: str, other: str, organisation: str = "") -> bool:
    return len(alike([person(one, organisation, 1), person(other, organisation, 2)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Amara Diallo", "Amara Diallo", id="the same"),
        pytest.param("Amara Diallo", "AMARA diallo", id="case"),
        pytest.param("José Peña", "Jose Pena", id="accents"),
        pytest.param("Diallo, Amara", "Amara Diallo", id="order"),
        pytest.param("Li Wei", "Liwei", id="spacing"),
        pytest.param("Anne-Marie Roy", "Anne Marie Roy", id="a hyphen"),
        pytest.param("Amara Diallo", "Amara Dialo", id="a letter less"),
        pytest.param("Amara Diallo", "Amara Diello", id="another letter"),
        pytest.param("Amara Diallo", "Amara Dialol", id="two letters swapped"),
        pytest.param("نادية رحمان", "نادية رحمن", id="in another script"),
    ],
)
def test_one_person_may_be_written_in_two_ways(one: str, other: str) -> None:
    assert taken_for_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Amara Diallo", "Amina Diallo", id="two letters"),
        pytest.param("Ada", "Ida", id="short"),
        pytest.param("Ada Lovelace", "Grace Hopper", id="others"),
        pytest.param("A. Diallo", "Amara Diallo", id="a first letter"),
        pytest.param("", "", id="no names"),
    ],
)
def test_others_are_others(one: str, other: str) -> None:
    assert not taken_for_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Amara Diallo", "Amina Diallo", id="two letters"),
        pytest.param("A. Diallo", "Amara Diallo", id="a first letter"),
    ],
)
def test_within_an_organisation_less_is_enough(one: str, other: str) -> None:
    assert taken_for_one(one, other, "Net Rights")


def test_those_of_one_organisation_come_first() -> None:
    people = [
        person("Ada Lovelace", "", 1),
        person("Bo Hansen", "Net Rights", 1),
        person("Ada Lovelace", "Net Rights", 2),
        person("Bo Hanson", "NET RIGHTS", 2),
    ]
    assert [(one.name, other.name) for one, other in alike(people)] == [
        ("Bo Hansen", "Bo Hanson"),
        ("Ada Lovelace", "Ada Lovelace"),
    ]


def test_a_pair_is_found_once() -> None:
    same = [person("Amara Diallo", "Net Rights", nth) for nth in range(3)]
    assert len(alike(same)) == 3


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("", "", 0),
        ("law", "law", 0),
        ("law", "lax", 1),
        ("law", "alw", 1),
        ("law", "", 3),
        ("a", "bcde", 3),
    ],
)
def test_letters_are_counted_up_to_a_limit(one: str, other: str, apart: int) -> None:
    assert distance(one, other, 2) == distance(other, one, 2) == apart


letters = st.text(alphabet="abc", max_size=6)


@given(letters, letters, st.integers(0, 3))
def test_distances_are_those_of_the_definition(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(by_definition(one, other), most + 1)


def by_definition(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    ways = [
        by_definition(one[:-1], other) + 1,
        by_definition(one, other[:-1]) + 1,
        by_definition(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 < len(other) and one[-2:] == other[:-3:-1]:
        ways.append(by_definition(one[:-2], other[:-2]) + 1)
    return min(ways)
