"""The notes of the rapporteurs: each knows its item, its turn and its revision."""

from typing import Literal

import msgspec
from msgspec.structs import replace

from live.domain import text
from live.domain.actors import Ask, Milliseconds, PersonId
from live.errors import NotFound, Stale

Tag = Literal["point", "decision", "action", "question", "quote"]


class NotesCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the notes."""


class PostNote(NotesCommand, frozen=True, tag="note.post"):
    """Write a note about what is said now, or was said at ``happened_at`` (ms)."""

    text: str
    tag: Tag | None = None
    happened_at: Milliseconds | None = None


class ReviseNote(NotesCommand, frozen=True, tag="note.revise"):
    """Rewrite a note that still is at the revision that the writer saw."""

    note: str
    revision: int
    text: str
    tag: Tag | msgspec.UnsetType | None = msgspec.UNSET


class RetractNote(NotesCommand, frozen=True, tag="note.retract"):
    """Take a note out of the feed and the record; the journal keeps that it was there."""

    note: str


class NotesEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the notes."""

    note: str


class NotePosted(NotesEvent, frozen=True, tag="note.posted"):
    author: PersonId
    text: str
    tag: Tag | None
    item: str | None
    turn: str | None
    speaker: PersonId | None
    at: Milliseconds
    happened_at: Milliseconds


class NoteRevised(NotesEvent, frozen=True, tag="note.revised"):
    revision: int
    text: str
    tag: Tag | None


class NoteRetracted(NotesEvent, frozen=True, tag="note.retracted"):
    pass


class Note(msgspec.Struct, frozen=True):
    id: str
    author: PersonId
    text: str
    tag: Tag | None
    item: str | None
    turn: str | None
    speaker: PersonId | None
    at: Milliseconds
    happened_at: Milliseconds
    revision: int = 1


class Notes(msgspec.Struct, frozen=True):
    standing: dict[str, Note] = {}

    def note(self, note: str) -> Note:
        if note not in self.standing:
            raise NotFound("note")
        return self.standing[note]

    def ordered(self) -> list[Note]:
        return sorted(self.standing.values(), key=lambda note: (note.happened_at, note.at, note.id))


class Moment(msgspec.Struct, frozen=True):
    """What went on when a note's matter was said."""

    at: Milliseconds
    item: str | None
    turn: str | None
    speaker: PersonId | None


def decide(notes: Notes, command: NotesCommand, ask: Ask, moment: Moment) -> list[NotesEvent]:
    match command:
        case PostNote():
            return [_posted(command, ask, moment)]
        case ReviseNote():
            return _revise(notes, command)
        case RetractNote():
            return [NoteRetracted(notes.note(command.note).id)]
        case _:
            raise TypeError(f"not a command of the notes: {command!r}")


def happened_at(
    command: PostNote, now: Milliseconds, opened_at: Milliseconds | None
) -> Milliseconds:
    """When the matter of a note was said: as given, between the opening and now; else now."""
    if command.happened_at is None or opened_at is None:
        return now
    return max(opened_at, min(command.happened_at, now))  # browsers' clocks are a little off


def _posted(command: PostNote, ask: Ask, moment: Moment) -> NotePosted:
    return NotePosted(
        note=ask.new_id("n"),
        author=ask.actor.id,
        text=text.prose("text", command.text, text.NOTE),
        tag=command.tag,
        item=moment.item,
        turn=moment.turn,
        speaker=moment.speaker,
        at=ask.now,
        happened_at=moment.at,
    )


def _revise(notes: Notes, command: ReviseNote) -> list[NotesEvent]:
    note = notes.note(command.note)
    if note.revision != command.revision:
        raise Stale(revision=note.revision)
    tag = note.tag if isinstance(command.tag, msgspec.UnsetType) else command.tag
    written = text.prose("text", command.text, text.NOTE)
    if (written, tag) == (note.text, note.tag):
        return []
    return [NoteRevised(note.id, note.revision + 1, written, tag)]


def evolve(notes: Notes, event: NotesEvent) -> Notes:
    match event:
        case NotePosted():
            return _with(notes, _note(event))
        case NoteRevised(note, revision, written, tag):
            revised = replace(notes.standing[note], revision=revision, text=written, tag=tag)
            return _with(notes, revised)
        case NoteRetracted(note):
            return Notes({key: other for key, other in notes.standing.items() if key != note})
        case _:
            raise TypeError(f"not an event of the notes: {event!r}")


def _note(event: NotePosted) -> Note:
    return Note(
        event.note,
        event.author,
        event.text,
        event.tag,
        event.item,
        event.turn,
        event.speaker,
        event.at,
        event.happened_at,
    )


def _with(notes: Notes, note: Note) -> Notes:
    return Notes({**notes.standing, note.id: note})


def spoken_by(notes: Notes, turn: str, person: PersonId) -> Notes:
    """The notes after it was said who spoke in a turn."""
    known = {
        note.id: replace(note, speaker=person)
        for note in notes.standing.values()
        if note.turn == turn
    }
    return replace(notes, standing={**notes.standing, **known})
