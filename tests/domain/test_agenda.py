"""The agenda."""

import msgspec
import pytest

from live.domain.agenda import (
    AddItem,
    Agenda,
    AgendaEvent,
    EditItem,
    ItemAdded,
    ItemEdited,
    ItemEnded,
    ItemStarted,
    StartItem,
    decide,
    end,
    evolve,
)
from live.errors import Invalid, NotFound, TooLong
from tests.domain.occasion import MINUTE, NOW, ask, chair


def agenda(*events: AgendaEvent) -> Agenda:
    made = Agenda()
    for event in (ItemAdded("i_1", "Opening", 10, 1), ItemAdded("i_2", "Panel", None, 2), *events):
        made = evolve(made, event)
    return made


def rank_of(command: AddItem, before: Agenda) -> float:
    (event,) = decide(before, command, ask(chair))
    assert isinstance(event, ItemAdded)
    return event.rank


def test_an_item_is_added() -> None:
    asked = ask(chair)
    added = ItemAdded(asked.new_id("i"), "Opening", 10, 1024)
    assert decide(Agenda(), AddItem(" Opening ", 10), asked) == [added]


def test_an_item_goes_to_the_end() -> None:
    assert rank_of(AddItem("Next steps"), agenda()) > 2


def test_an_item_goes_behind_another() -> None:
    assert 1 < rank_of(AddItem("Findings", after="i_1"), agenda()) < 2


def test_an_item_goes_behind_the_last() -> None:
    assert rank_of(AddItem("Next steps", after="i_2"), agenda()) > 2


def test_an_item_cannot_go_behind_one_that_is_not_there() -> None:
    with pytest.raises(NotFound) as refused:
        decide(agenda(), AddItem("Findings", after="i_9"), ask(chair))
    assert refused.value.details == {"what": "item"}


def test_an_item_has_a_title() -> None:
    with pytest.raises(Invalid):
        decide(agenda(), AddItem(" "), ask(chair))


def test_a_title_has_a_limit() -> None:
    with pytest.raises(TooLong):
        decide(agenda(), AddItem("a" * 201), ask(chair))


@pytest.mark.parametrize("minutes", [0, 1441, "10"])
def test_minutes_are_of_one_day(minutes: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"type": "item.add", "title": "Panel", "minutes": minutes}, AddItem)


def test_a_title_is_changed_alone() -> None:
    assert decide(agenda(), EditItem("i_1", "Welcome"), ask(chair)) == [
        ItemEdited("i_1", "Welcome", 10)
    ]


def test_minutes_are_changed_alone() -> None:
    assert decide(agenda(), EditItem("i_1", minutes=15), ask(chair)) == [
        ItemEdited("i_1", "Opening", 15)
    ]


def test_minutes_are_taken_away() -> None:
    command = msgspec.convert({"type": "item.edit", "item": "i_1", "minutes": None}, EditItem)
    assert decide(agenda(), command, ask(chair)) == [ItemEdited("i_1", "Opening", None)]


def test_an_edit_to_the_same_changes_nothing() -> None:
    assert decide(agenda(), EditItem("i_1", "Opening", 10), ask(chair)) == []


def test_an_item_that_is_not_there_cannot_be_edited() -> None:
    with pytest.raises(NotFound):
        decide(agenda(), EditItem("i_9", "Panel"), ask(chair))


def test_an_edit_is_kept() -> None:
    item = agenda(ItemEdited("i_1", "Welcome", 5)).items["i_1"]
    assert (item.title, item.minutes, item.rank) == ("Welcome", 5, 1)


def test_starting_makes_an_item_current() -> None:
    assert decide(agenda(), StartItem("i_1"), ask(chair)) == [ItemStarted("i_1", NOW)]


def test_starting_ends_the_item_before() -> None:
    before = agenda(ItemStarted("i_1", NOW - MINUTE))
    expected = [ItemEnded("i_1", NOW), ItemStarted("i_2", NOW)]
    assert decide(before, StartItem("i_2"), ask(chair)) == expected


def test_starting_the_current_item_changes_nothing() -> None:
    assert decide(agenda(ItemStarted("i_1", NOW)), StartItem("i_1"), ask(chair)) == []


def test_an_item_that_is_not_there_cannot_start() -> None:
    with pytest.raises(NotFound):
        decide(agenda(), StartItem("i_9"), ask(chair))


def test_ending_ends_the_current_item() -> None:
    assert end(agenda(ItemStarted("i_1", NOW)), NOW + 1) == [ItemEnded("i_1", NOW + 1)]


def test_ending_without_a_current_item_changes_nothing() -> None:
    assert end(agenda(), NOW) == []


def test_an_item_is_planned_at_first() -> None:
    item = agenda().items["i_1"]
    assert (item.state, item.since, item.spent_ms) == ("planned", None, 0)


def test_a_started_item_is_current() -> None:
    started = agenda(ItemStarted("i_1", NOW))
    assert (started.current, started.items["i_1"].state) == ("i_1", "current")
    assert started.items["i_1"].since == NOW


def test_an_ended_item_is_done() -> None:
    ended = agenda(ItemStarted("i_1", NOW), ItemEnded("i_1", NOW + MINUTE))
    item = ended.items["i_1"]
    assert (ended.current, item.state, item.since) == (None, "done", None)
    assert item.spent_ms == MINUTE


def test_an_item_taken_up_again_adds_to_its_time() -> None:
    item = agenda(
        ItemStarted("i_1", NOW),
        ItemEnded("i_1", NOW + MINUTE),
        ItemStarted("i_1", NOW + 2 * MINUTE),
        ItemEnded("i_1", NOW + 5 * MINUTE),
    ).items["i_1"]
    assert item.spent_ms == 4 * MINUTE


@pytest.mark.parametrize(
    ("moment", "item"), [(-1, None), (0, "i_1"), (9, "i_1"), (10, "i_2"), (99, "i_2")]
)
def test_every_moment_has_its_item(moment: int, item: str | None) -> None:
    told = agenda(ItemStarted("i_1", 0), ItemEnded("i_1", 10), ItemStarted("i_2", 10))
    assert told.at(moment) == item


def test_items_stand_in_order_of_rank() -> None:
    told = agenda(ItemAdded("i_3", "Findings", None, 1.5))
    assert [item.id for item in told.ordered()] == ["i_1", "i_3", "i_2"]
