"""Points of order that are ranked: which goes before which."""

import pytest

from live.domain import life, queue
from live.errors import Invalid
from tests.domain.occasion import Sitting, ada, bo, chair, cy, sitting

CATEGORIES = ("Nobody can hear", "Procedure")


@pytest.fixture
def here() -> Sitting:
    meeting = sitting()
    meeting.do(chair, life.EditSession(order_categories=CATEGORIES))
    return meeting


def raised(category: str) -> queue.RequestFloor:
    return queue.RequestFloor("point_of_order", category=category)


def order(here: Sitting) -> list[str]:
    return [str(request.person) for request in here.session.queue.ordered()]


def test_the_most_urgent_goes_first_and_one_without_a_category_last(here: Sitting) -> None:
    for who, category in ((ada, ""), (bo, "Procedure"), (cy, "Nobody can hear")):
        here.do(who, raised(category))
    assert order(here) == ["cy", "bo", "ada"]


def test_of_one_category_the_first_goes_first(here: Sitting) -> None:
    for who in (cy, ada, bo):
        here.do(who, raised("Procedure"))
    assert order(here) == ["cy", "ada", "bo"]


def test_every_point_of_order_goes_before_all_else(here: Sitting) -> None:
    here.do(ada, queue.RequestFloor())
    here.do(bo, raised(""))
    assert order(here) == ["bo", "ada"]


@pytest.mark.parametrize(
    "wrong",
    [raised("Other business"), queue.RequestFloor("question", category="Procedure")],
    ids=["unknown", "no point of order"],
)
def test_a_category_is_one_of_the_sessions_and_of_a_point_of_order(
    here: Sitting, wrong: queue.RequestFloor
) -> None:
    with pytest.raises(Invalid) as refusal:
        here.do(ada, wrong)
    assert refusal.value.details == {"field": "category"}


@pytest.mark.parametrize("wrong", [("One", " One "), tuple(str(n) for n in range(13))])
def test_categories_are_few_and_different(here: Sitting, wrong: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        here.do(chair, life.EditSession(order_categories=wrong))


def test_who_waits_keeps_the_urgency_that_the_category_had(here: Sitting) -> None:
    here.do(ada, raised("Procedure"))
    here.do(chair, life.EditSession(order_categories=()))
    here.do(bo, raised(""))
    assert order(here) == ["ada", "bo"]
