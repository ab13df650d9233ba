"""How the simulated people vote."""

from random import Random
from typing import Any

import pytest

from live.simulate.leanings import Leanings
from live.simulate.sample import Sketch

OPTIONS = ["o_1", "o_2", "o_3", "o_4"]
AMARA = Sketch("Amara Diallo", "Savanna Payments", "private_sector", "africa")
JONAS = Sketch("Jonas Lindqvist", "Savanna Payments", "private_sector", "africa")


def poll(fewest: int = 1, most: int = 1, *, secret: bool = True) -> dict[str, Any]:
    options = [{"id": option, "text": option} for option in OPTIONS]
    return {"question": "?", "options": options, "min": fewest, "max": most, "secret": secret}


@pytest.fixture
def leanings() -> Leanings:
    return Leanings(Random(1))


@pytest.mark.parametrize(("fewest", "most"), [(1, 1), (1, 3), (2, 4), (0, 2), (4, 4)])
def test_a_ballot_marks_as_many_options_as_it_may(
    leanings: Leanings, fewest: int, most: int
) -> None:
    for _ in range(50):
        choice = leanings.choice("q", poll(fewest, most), AMARA)
        assert max(fewest, 1) <= len(choice) <= most
        assert choice == [option for option in OPTIONS if option in choice]


def test_people_differ(leanings: Leanings) -> None:
    assert len({leanings.choice("q", poll(), AMARA)[0] for _ in range(100)}) > 1


def test_by_name_an_organisation_votes_with_one_voice(leanings: Leanings) -> None:
    named = poll(secret=False)
    choices = {leanings.choice("q", named, who)[0] for who in (AMARA, JONAS) for _ in range(20)}
    assert len(choices) == 1
