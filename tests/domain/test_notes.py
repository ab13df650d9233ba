"""The notes."""

from typing import Any

import msgspec
import pytest

from live.domain.notes import (
    MOST_KEPT,
    Content,
    Moment,
    NotePinned,
    NotePlaced,
    NotePosted,
    NoteRetracted,
    NoteRevised,
    Notes,
    NotesCommand,
    NotesEvent,
    PinNote,
    PlaceNote,
    PostNote,
    Retracted,
    RetractNote,
    ReviseNote,
    Revision,
    Tag,
    decide,
    evolve,
    happened_at,
)
from live.errors import Invalid, NotFound, Stale, TooLong
from tests.domain.occasion import MINUTE, NOW, ada, ask, bo, scribe

MOMENT = Moment(NOW - MINUTE, "i_1", "t_1", ada.id)
POSTED = NotePosted("n_1", scribe.id, "Cost is high.", "point", "i_1", "t_1", ada.id, NOW, NOW)


def notes(*events: NotesEvent) -> Notes:
    state = Notes()
    for event in (POSTED, *events):
        state = evolve(state, event)
    return state


def decided(command: NotesCommand, *events: NotesEvent) -> list[NotesEvent]:
    return decide(notes(*events), command, ask(scribe), MOMENT)


def revised(text: str, tag: Tag | None, **task: Any) -> NoteRevised:
    return NoteRevised("n_1", 2, text, tag, **task, by=scribe.id, at=NOW)


def test_a_note_knows_its_moment() -> None:
    expected = NotePosted(
        ask(scribe).new_id("n"),
        scribe.id,
        "Agreed.",
        "decision",
        "i_1",
        "t_1",
        ada.id,
        NOW,
        NOW - MINUTE,
    )
    assert decided(PostNote(" Agreed. ", "decision")) == [expected]


def test_a_note_needs_no_tag() -> None:
    (event,) = decided(PostNote("Agreed."))
    assert isinstance(event, NotePosted)
    assert event.tag is None


def test_an_empty_note_is_refused() -> None:
    with pytest.raises(Invalid):
        decided(PostNote(" \n "))


def test_a_note_keeps_its_lines() -> None:
    (event,) = decided(PostNote("one\r\ntwo"))
    assert isinstance(event, NotePosted)
    assert event.text == "one\ntwo"


def test_a_note_of_twenty_thousand_characters_is_not_too_long() -> None:
    assert decided(PostNote("a" * 20_000))


def test_a_note_one_character_longer_is_too_long() -> None:
    with pytest.raises(TooLong):
        decided(PostNote("a" * 20_001))


def test_an_unknown_tag_does_not_decode() -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"type": "note.post", "text": "Agreed.", "tag": "rumour"}, PostNote)


@pytest.mark.parametrize(
    ("given", "begun", "expected"),
    [
        pytest.param(None, 10, 100, id="now"),
        pytest.param(50, 10, 50, id="as given"),
        pytest.param(5, 10, 10, id="not before the beginning"),
        pytest.param(105, 10, 100, id="not in the future"),
    ],
)
def test_a_note_is_of_a_moment_of_the_session(given: int | None, begun: int, expected: int) -> None:
    assert happened_at(PostNote("Agreed.", happened_at=given), 100, begun) == expected


# Revising


def test_a_note_is_revised() -> None:
    command = ReviseNote("n_1", 1, "Cost is too high.", "quote")
    assert decided(command) == [revised("Cost is too high.", "quote")]


def test_a_revision_leaves_the_tag() -> None:
    assert decided(ReviseNote("n_1", 1, "High.")) == [revised("High.", "point")]


def test_a_revision_takes_the_tag_away() -> None:
    assert decided(ReviseNote("n_1", 1, "High.", None)) == [revised("High.", None)]


def test_a_revision_of_what_has_changed_meanwhile_is_stale() -> None:
    with pytest.raises(Stale) as refused:
        decided(ReviseNote("n_1", 1, "High."), NoteRevised("n_1", 2, "Low.", None))
    assert refused.value.details == {"revision": 2}


def test_a_revision_to_the_same_changes_nothing() -> None:
    assert decided(ReviseNote("n_1", 1, "Cost is high. ")) == []


def test_a_note_cannot_be_revised_to_nothing() -> None:
    with pytest.raises(Invalid):
        decided(ReviseNote("n_1", 1, " "))


def test_a_revision_is_kept() -> None:
    note = notes(NoteRevised("n_1", 2, "Low.", None)).note("n_1")
    assert (note.text, note.tag, note.revision) == ("Low.", None, 2)
    assert (note.author, note.turn, note.happened_at) == (scribe.id, "t_1", NOW)


def test_what_a_note_said_before_is_kept() -> None:
    first = revised("Cost is too high.", "action", owner=ada.id, due="2026-12-12")
    second = NoteRevised("n_1", 3, "Costs.", None, by=bo.id, at=NOW + 2)
    note = notes(first, second).note("n_1")
    assert note.earlier == (
        Revision(Content("Cost is high.", "point"), scribe.id, NOW),
        Revision(Content("Cost is too high.", "action", ada.id, "", "2026-12-12"), scribe.id, NOW),
    )
    assert (note.revised_by, note.revised_at) == (bo.id, NOW + 2)


def test_of_many_revisions_the_latest_are_at_hand() -> None:
    many = [NoteRevised("n_1", 2 + nth, f"As {nth}.", None) for nth in range(MOST_KEPT + 5)]
    kept = notes(*many).note("n_1").earlier
    assert len(kept) == MOST_KEPT
    assert kept[-1].content.text == f"As {MOST_KEPT + 3}."


# Actions


def task(command: PostNote | ReviseNote, *events: NotesEvent) -> tuple[str | None, ...]:
    (event,) = decided(command, *events)
    assert isinstance(event, NotePosted | NoteRevised)
    return event.owner, event.owner_text, event.due


def test_an_action_has_an_owner_who_has_until_a_day() -> None:
    command = PostNote("Send it.", "action", owner=ada.id, due="2026-12-12")
    assert task(command) == (ada.id, "", "2026-12-12")


def test_an_owner_may_be_anybody_in_words() -> None:
    command = PostNote("Send it.", "action", owner_text=" The  bureau ")
    assert task(command) == (None, "The  bureau", None)


def test_somebody_of_the_session_needs_no_words() -> None:
    command = PostNote("Send it.", "action", owner=ada.id, owner_text="Ada")
    assert task(command) == (ada.id, "", None)


@pytest.mark.parametrize("due", ["Friday", "2026-02-30", "2026-1-1", "20261212", "", "2026-W01-1"])
def test_a_date_is_one_of_the_calendar(due: str) -> None:
    with pytest.raises(Invalid) as refused:
        decided(PostNote("Send it.", "action", due=due))
    assert refused.value.details == {"field": "due"}


@pytest.mark.parametrize(
    "command",
    [
        PostNote("Send it.", "decision", owner=ada.id),
        PostNote("Send it.", None, due="2026-12-12"),
        ReviseNote("n_1", 1, "Send it.", owner_text="The bureau"),
    ],
)
def test_only_an_action_has_an_owner_or_a_date(command: NotesCommand) -> None:
    with pytest.raises(Invalid) as refused:
        decided(command)
    assert refused.value.details == {"field": "tag"}


ACTION = revised("Send it.", "action", owner=ada.id, due="2026-12-12")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, (ada.id, "", "2026-12-12")),
        ({"owner": bo.id}, (bo.id, "", "2026-12-12")),
        ({"owner": None}, (None, "", "2026-12-12")),
        ({"owner_text": "All"}, (None, "All", "2026-12-12")),
        ({"due": None}, (ada.id, "", None)),
        ({"due": "2027-01-01"}, (ada.id, "", "2027-01-01")),
        ({"tag": "decision"}, (None, "", None)),
    ],
)
def test_a_revision_leaves_what_it_does_not_name(
    given: dict[str, Any], expected: tuple[str | None, ...]
) -> None:
    assert task(ReviseNote("n_1", 2, "Send them.", **given), ACTION) == expected


# Placing and pinning


def test_a_note_is_placed_where_its_matter_was_said() -> None:
    placed = NotePlaced("n_1", MOMENT.item, MOMENT.turn, MOMENT.speaker, MOMENT.at)
    assert decided(PlaceNote("n_1", MOMENT.at)) == [placed]
    elsewhere = notes(NotePlaced("n_1", "i_2", "t_2", bo.id, NOW - 5)).note("n_1")
    assert (elsewhere.item, elsewhere.turn, elsewhere.speaker) == ("i_2", "t_2", bo.id)
    assert (elsewhere.happened_at, elsewhere.at) == (NOW - 5, NOW)


def test_a_note_that_stands_there_is_left() -> None:
    there = NotePlaced("n_1", "i_1", "t_1", ada.id, MOMENT.at)
    assert decided(PlaceNote("n_1", MOMENT.at), there) == []


@pytest.mark.parametrize(("before", "wished"), [(False, True), (True, False)])
def test_a_note_is_pinned_or_not(before: bool, wished: bool) -> None:
    (event,) = decided(PinNote("n_1", wished), NotePinned("n_1", before))
    assert event == NotePinned("n_1", wished)
    assert notes(event).note("n_1").pinned is wished


@pytest.mark.parametrize("pinned", [True, False])
def test_pinning_twice_changes_nothing(pinned: bool) -> None:
    assert decided(PinNote("n_1", pinned), NotePinned("n_1", pinned)) == []


# Retracting


def test_a_note_is_retracted() -> None:
    assert decided(RetractNote("n_1")) == [NoteRetracted("n_1", scribe.id, NOW)]


def test_a_retracted_note_is_gone() -> None:
    with pytest.raises(NotFound) as refused:
        notes(NoteRetracted("n_1")).note("n_1")
    assert refused.value.details == {"what": "note"}


def test_a_retracted_note_is_kept_as_it_was() -> None:
    state = notes(NoteRetracted("n_1", ada.id, NOW))
    assert state.retracted == {"n_1": Retracted(notes().note("n_1"), ada.id, NOW)}


@pytest.mark.parametrize(
    "command",
    [RetractNote("n_9"), ReviseNote("n_9", 1, "High."), PlaceNote("n_9", NOW), PinNote("n_9")],
)
def test_a_note_that_is_not_there_is_not_found(command: NotesCommand) -> None:
    with pytest.raises(NotFound):
        decided(command)


def test_notes_stand_in_the_order_in_which_things_were_said() -> None:
    earlier = NotePosted("n_2", scribe.id, "Welcome.", None, None, None, None, NOW + 5, NOW - 5)
    assert [note.id for note in notes(earlier).ordered()] == ["n_2", "n_1"]
