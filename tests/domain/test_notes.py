"""The notes."""

import msgspec
import pytest

from live.domain.notes import (
    Moment,
    NotePosted,
    NoteRetracted,
    NoteRevised,
    Notes,
    NotesCommand,
    NotesEvent,
    PostNote,
    RetractNote,
    ReviseNote,
    decide,
    evolve,
    happened_at,
)
from live.errors import Invalid, NotFound, Stale, TooLong
from tests.domain.occasion import MINUTE, NOW, ada, ask, scribe

MOMENT = Moment(NOW - MINUTE, "i_1", "t_1", ada.id)
POSTED = NotePosted("n_1", scribe.id, "Cost is high.", "point", "i_1", "t_1", ada.id, NOW, NOW)


def notes(*events: NotesEvent) -> Notes:
    state = Notes()
    for event in (POSTED, *events):
        state = evolve(state, event)
    return state


def decided(command: NotesCommand, *events: NotesEvent) -> list[NotesEvent]:
    return decide(notes(*events), command, ask(scribe), MOMENT)


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
    ("given", "opened", "expected"),
    [
        pytest.param(None, 10, 100, id="now"),
        pytest.param(50, 10, 50, id="as given"),
        pytest.param(5, 10, 10, id="not before the opening"),
        pytest.param(105, 10, 100, id="not in the future"),
        pytest.param(50, None, 100, id="now in a draft"),
    ],
)
def test_a_note_is_of_a_moment_of_the_session(
    given: int | None, opened: int | None, expected: int
) -> None:
    assert happened_at(PostNote("Agreed.", happened_at=given), 100, opened) == expected


# Revising


def test_a_note_is_revised() -> None:
    command = ReviseNote("n_1", 1, "Cost is too high.", "quote")
    assert decided(command) == [NoteRevised("n_1", 2, "Cost is too high.", "quote")]


def test_a_revision_leaves_the_tag() -> None:
    assert decided(ReviseNote("n_1", 1, "High.")) == [NoteRevised("n_1", 2, "High.", "point")]


def test_a_revision_takes_the_tag_away() -> None:
    assert decided(ReviseNote("n_1", 1, "High.", None)) == [NoteRevised("n_1", 2, "High.", None)]


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


# Retracting


def test_a_note_is_retracted() -> None:
    assert decided(RetractNote("n_1")) == [NoteRetracted("n_1")]


def test_a_retracted_note_is_gone() -> None:
    with pytest.raises(NotFound) as refused:
        notes(NoteRetracted("n_1")).note("n_1")
    assert refused.value.details == {"what": "note"}


@pytest.mark.parametrize("command", [RetractNote("n_9"), ReviseNote("n_9", 1, "High.")])
def test_a_note_that_is_not_there_is_not_found(command: NotesCommand) -> None:
    with pytest.raises(NotFound):
        decided(command)


def test_notes_stand_in_the_order_in_which_things_were_said() -> None:
    earlier = NotePosted("n_2", scribe.id, "Welcome.", None, None, None, None, NOW + 5, NOW - 5)
    assert [note.id for note in notes(earlier).ordered()] == ["n_2", "n_1"]
