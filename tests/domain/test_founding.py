"""How a session begins."""

import pytest
from msgspec.structs import replace

from live.domain.actors import Role
from live.domain.agenda import AddItem, ItemAdded
from live.domain.founding import found
from live.domain.life import SessionCreated
from live.domain.polls import CreatePoll, PollDrafted
from live.domain.session import fold
from live.errors import Invalid, TooLong
from tests.domain.occasion import NOW, PLAN, actor, ask

FOUNDER = actor("founder", Role.SYSTEM)
ITEMS = [AddItem("Opening", 5), AddItem("Panel", 40)]
DRAFTS = [
    CreatePoll("single", "Agreed?", ("Yes", "No")),
    CreatePoll("single", "And?", ("Yes", "No")),
]


def test_a_session_begins_with_its_plan() -> None:
    assert found(PLAN, [], [], ask(FOUNDER)) == [SessionCreated(PLAN, NOW)]


def test_its_agenda_keeps_its_order() -> None:
    session = fold(found(PLAN, ITEMS, [], ask(FOUNDER)))
    assert [item.title for item in session.agenda.ordered()] == ["Opening", "Panel"]


def test_its_prepared_polls_are_drafts() -> None:
    session = fold(found(PLAN, ITEMS, DRAFTS, ask(FOUNDER)))
    assert [(poll.question, poll.state) for poll in session.polls.ordered()] == [
        ("Agreed?", "draft"),
        ("And?", "draft"),
    ]


def test_what_it_begins_with_has_ids_of_its_own() -> None:
    events = found(PLAN, ITEMS, DRAFTS, ask(FOUNDER))
    items = [event.item for event in events if isinstance(event, ItemAdded)]
    drafts = [event for event in events if isinstance(event, PollDrafted)]
    options = [option.id for draft in drafts for option in draft.options]
    assert len({*items, *options, *(draft.poll for draft in drafts)}) == 8


def test_the_plan_is_cleaned() -> None:
    (created,) = found(replace(PLAN, title=" Hearing "), [], [], ask(FOUNDER))
    assert isinstance(created, SessionCreated)
    assert created.plan.title == "Hearing"


def test_a_plan_without_a_title_is_refused() -> None:
    with pytest.raises(Invalid):
        found(replace(PLAN, title=""), [], [], ask(FOUNDER))


def test_an_item_that_cannot_be_is_refused() -> None:
    with pytest.raises(TooLong):
        found(PLAN, [AddItem("a" * 201)], [], ask(FOUNDER))
