"""The sample session is one that could be held."""

from collections import Counter
from itertools import islice

import pytest

from live.domain import text
from live.simulate.contributions import CONTRIBUTIONS, POINTS_OF_ORDER, REMARKS, REPLIES
from live.simulate.sample import (
    AGENDA,
    MINUTES,
    ORGANISATIONS,
    POLLS,
    SIZES,
    WEIGHTS,
    agenda,
    people,
)
from live.web import places

TITLES = [item.title for item in AGENDA]


def test_the_agenda_fills_the_session() -> None:
    assert sum(item.minutes for item in AGENDA if isinstance(item.minutes, int)) == MINUTES


@pytest.mark.parametrize("minutes", [5, 20, 90, 240])
def test_every_item_has_its_share_of_any_length(minutes: int) -> None:
    shares = [item.minutes for item in agenda(minutes)]
    assert [item.title for item in agenda(minutes)] == TITLES
    assert all(isinstance(share, int) and share >= 1 for share in shares)
    assert abs(sum(share for share in shares if isinstance(share, int)) - minutes) <= len(TITLES)


@pytest.mark.parametrize("most", [10, 20, 72, 144])
def test_the_groups_keep_their_proportions(most: int) -> None:
    found = Counter(sketch.group for sketch in people(most))
    assert found.total() == most
    for group, size in SIZES.items():
        assert abs(found[group] - most * size / 72) <= 1


def test_nobody_has_the_name_of_another() -> None:
    names = [sketch.name for sketch in people(200)]
    assert len(set(names)) == len(names)


def test_everybody_fits_the_form() -> None:
    groups = {place.id for place in places.GROUPS}
    regions = {place.id for place in places.REGIONS}
    assert ORGANISATIONS.keys() == SIZES.keys()
    for sketch in islice(people(), 72):
        assert sketch.group in groups
        assert sketch.region in regions


def test_every_contribution_belongs_somewhere() -> None:
    assert {said.item for said in CONTRIBUTIONS} == set(TITLES) == REMARKS.keys()
    assert {said.group for said in CONTRIBUTIONS} == SIZES.keys()


def test_the_rapporteur_knows_contributions_apart() -> None:
    said = [*CONTRIBUTIONS, *REPLIES.values()]
    topics = [*(one.about for one in said), *POINTS_OF_ORDER]
    assert len(set(topics)) == len(topics)
    assert all(0 < len(topic) <= text.ABOUT for topic in topics)


def test_every_reply_is_to_a_question() -> None:
    asked = {said.about: said for said in CONTRIBUTIONS if said.kind == "question"}
    assert asked.keys() > REPLIES.keys()
    for about, reply in REPLIES.items():
        assert reply.kind == "reply"
        assert reply.item == asked[about].item
        assert reply.group != asked[about].group


def test_each_option_has_its_weight() -> None:
    assert {poll.question: len(poll.options) for poll in POLLS} == {
        question: len(weights) for question, weights in WEIGHTS.items()
    }
