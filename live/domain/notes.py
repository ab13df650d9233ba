"""The notes of the rapporteurs: each knows its item, its turn and its revisions."""

import re
from datetime import date
from typing import Literal

import msgspec
from msgspec.structs import replace

from live.domain import text
from live.domain.actors import Ask, Milliseconds, PersonId
from live.errors import Invalid, NotFound, Stale

Tag = Literal["point", "decision", "action", "question", "quote", "risk"]
ACTION: Tag = "action"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MOST_KEPT = 50
"""Of the earlier revisions of a note the latest so many are at hand; the journal has all."""


class NotesCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the notes."""


class PostNote(NotesCommand, frozen=True, tag="note.post"):
    """Write a note about what is said now, or was said at ``happened_at`` (ms).

    An action has an owner, one of the session's people or anybody in words, and a date (ISO 8601).
    """

    text: str
    tag: Tag | None = None
    happened_at: Milliseconds | None = None
    owner: PersonId | None = None
    owner_text: str = ""
    due: str | None = None


class ReviseNote(NotesCommand, frozen=True, tag="note.revise"):
    """Rewrite a note that still is at the revision that the writer saw. Left out: as it is."""

    note: str
    revision: int
    text: str
    tag: Tag | msgspec.UnsetType | None = msgspec.UNSET
    owner: PersonId | msgspec.UnsetType | None = msgspec.UNSET
    owner_text: str | msgspec.UnsetType = msgspec.UNSET
    due: str | msgspec.UnsetType | None = msgspec.UNSET


class PlaceNote(NotesCommand, frozen=True, tag="note.place"):
    """Correct when the matter of a note was said: item, turn and speaker follow from that."""

    note: str
    happened_at: Milliseconds


class PinNote(NotesCommand, frozen=True, tag="note.pin"):
    """Mark a note as one to be found again, or take the mark away."""

    note: str
    pinned: bool = True


class RetractNote(NotesCommand, frozen=True, tag="note.retract"):
    """Take a note out of the feed and the record; the record tells only that it was there."""

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
    owner: PersonId | None = None
    owner_text: str = ""
    due: str | None = None
    proposed_by: PersonId | None = None


class NoteRevised(NotesEvent, frozen=True, tag="note.revised"):
    revision: int
    text: str
    tag: Tag | None
    owner: PersonId | None = None
    owner_text: str = ""
    due: str | None = None
    by: PersonId | None = None
    at: Milliseconds | None = None


class NotePlaced(NotesEvent, frozen=True, tag="note.placed"):
    item: str | None
    turn: str | None
    speaker: PersonId | None
    happened_at: Milliseconds


class NotePinned(NotesEvent, frozen=True, tag="note.pinned"):
    pinned: bool


class NoteRetracted(NotesEvent, frozen=True, tag="note.retracted"):
    by: PersonId | None = None
    at: Milliseconds | None = None


class Content(msgspec.Struct, frozen=True):
    """What a note says; of an action, who is to do it and until when."""

    text: str
    tag: Tag | None
    owner: PersonId | None = None
    owner_text: str = ""
    due: str | None = None


class Revision(msgspec.Struct, frozen=True):
    """A note as it was, since somebody had written it so."""

    content: Content
    by: PersonId | None
    at: Milliseconds | None


class Note(msgspec.Struct, frozen=True):
    """``earlier``: as it was before its present revision, which is by ``revised_by``."""

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
    owner: PersonId | None = None
    owner_text: str = ""
    due: str | None = None
    pinned: bool = False
    proposed_by: PersonId | None = None
    revised_by: PersonId | None = None
    revised_at: Milliseconds | None = None
    earlier: tuple[Revision, ...] = ()
    redacted: bool = False

    @property
    def content(self) -> Content:
        return Content(self.text, self.tag, self.owner, self.owner_text, self.due)


class Retracted(msgspec.Struct, frozen=True):
    note: Note
    by: PersonId | None
    at: Milliseconds | None


class Notes(msgspec.Struct, frozen=True):
    standing: dict[str, Note] = {}
    retracted: dict[str, Retracted] = {}

    def note(self, note: str) -> Note:
        if note not in self.standing:
            raise NotFound("note")
        return self.standing[note]

    def kept(self, note: str) -> Note:
        """A note that stands or was retracted."""
        gone = self.retracted.get(note)
        return gone.note if gone else self.note(note)

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
            return [posted(content(command), ask, moment)]
        case ReviseNote():
            return _revise(notes, command, ask)
        case PlaceNote():
            return _place(notes.note(command.note), moment)
        case PinNote(name, pinned):
            note = notes.note(name)
            return [] if note.pinned == pinned else [NotePinned(name, pinned)]
        case RetractNote():
            return [NoteRetracted(notes.note(command.note).id, ask.actor.id, ask.now)]
        case _:
            raise TypeError(f"not a command of the notes: {command!r}")


def happened_at(
    command: PostNote | PlaceNote, now: Milliseconds, since: Milliseconds
) -> Milliseconds:
    """When the matter of a note was said: as given, between the beginning and now; else now."""
    if command.happened_at is None:
        return now
    return max(since, min(command.happened_at, now))  # browsers' clocks are a little off


def content(command: PostNote | ReviseNote, before: Content | None = None) -> Content:
    """What a note is to say; Invalid where what is no action has an owner or a date."""
    before = before or Content("", None)
    tag = before.tag if isinstance(command.tag, msgspec.UnsetType) else command.tag
    owner, owner_text, due = before.owner, before.owner_text, before.due
    if command.owner is not msgspec.UNSET or command.owner_text is not msgspec.UNSET:
        owner, owner_text = command.owner or None, command.owner_text or ""
    if not isinstance(command.due, msgspec.UnsetType):
        due = command.due
    written = text.prose("text", command.text, text.NOTE)
    if tag != ACTION:
        if command.owner or command.owner_text or command.due:
            raise Invalid("tag")
        return Content(written, tag)
    return Content(written, tag, owner, _owner_text(owner, owner_text), _date(due))


def _owner_text(owner: PersonId | None, words: str) -> str:
    """In words only who is none of the session's people."""
    return "" if owner else text.line("owner_text", words, text.ORGANISATION, required=False)


def _date(due: str | None) -> str | None:
    try:
        if due is None or (DAY.fullmatch(due) and date.fromisoformat(due)):
            return due
    except ValueError:
        pass
    raise Invalid("due")


def posted(
    said: Content, ask: Ask, moment: Moment, proposed_by: PersonId | None = None
) -> NotePosted:
    """That somebody wrote this of a moment."""
    return NotePosted(
        note=ask.new_id("n"),
        author=ask.actor.id,
        text=said.text,
        tag=said.tag,
        item=moment.item,
        turn=moment.turn,
        speaker=moment.speaker,
        at=ask.now,
        happened_at=moment.at,
        owner=said.owner,
        owner_text=said.owner_text,
        due=said.due,
        proposed_by=proposed_by,
    )


def _revise(notes: Notes, command: ReviseNote, ask: Ask) -> list[NotesEvent]:
    note = notes.note(command.note)
    if note.redacted:
        raise NotFound("note")
    if note.revision != command.revision:
        raise Stale(revision=note.revision)
    said = content(command, note.content)
    if said == note.content:
        return []
    revised = NoteRevised(
        note=note.id,
        revision=note.revision + 1,
        text=said.text,
        tag=said.tag,
        owner=said.owner,
        owner_text=said.owner_text,
        due=said.due,
        by=ask.actor.id,
        at=ask.now,
    )
    return [revised]


def _place(note: Note, moment: Moment) -> list[NotesEvent]:
    if note.happened_at == moment.at:
        return []
    return [NotePlaced(note.id, moment.item, moment.turn, moment.speaker, moment.at)]


def evolve(notes: Notes, event: NotesEvent) -> Notes:
    match event:
        case NotePosted():
            return _with(notes, _note(event))
        case NoteRevised():
            return _with(notes, _revised(notes.standing[event.note], event))
        case NotePlaced(note, item, turn, speaker, at):
            told = {"item": item, "turn": turn, "speaker": speaker, "happened_at": at}
            return _with(notes, replace(notes.standing[note], **told))
        case NotePinned(note, pinned):
            return _with(notes, replace(notes.standing[note], pinned=pinned))
        case NoteRetracted(note, by, at):
            left = {key: other for key, other in notes.standing.items() if key != note}
            gone = Retracted(notes.standing[note], by, at)
            return Notes(left, {**notes.retracted, note: gone})
        case _:
            raise TypeError(f"not an event of the notes: {event!r}")


def _note(event: NotePosted) -> Note:
    return Note(
        id=event.note,
        author=event.author,
        text=event.text,
        tag=event.tag,
        item=event.item,
        turn=event.turn,
        speaker=event.speaker,
        at=event.at,
        happened_at=event.happened_at,
        owner=event.owner,
        owner_text=event.owner_text,
        due=event.due,
        proposed_by=event.proposed_by,
    )


def _revised(note: Note, event: NoteRevised) -> Note:
    since = note.at if note.revision == 1 else note.revised_at
    before = Revision(note.content, note.revised_by or note.author, since)
    return replace(
        note,
        revision=event.revision,
        text=event.text,
        tag=event.tag,
        owner=event.owner,
        owner_text=event.owner_text,
        due=event.due,
        revised_by=event.by,
        revised_at=event.at,
        earlier=(*note.earlier, before)[-MOST_KEPT:],
    )


def _with(notes: Notes, note: Note) -> Notes:
    return replace(notes, standing={**notes.standing, note.id: note})


def redacted(notes: Notes, note: str) -> Notes:
    """The notes after the words of one were erased, with those of its revisions."""
    known = notes.kept(note)
    earlier = tuple(Revision(_wordless(was.content), was.by, was.at) for was in known.earlier)
    without = replace(known, text="", owner_text="", earlier=earlier, redacted=True)
    if note in notes.standing:
        return _with(notes, without)
    gone = replace(notes.retracted[note], note=without)
    return replace(notes, retracted={**notes.retracted, note: gone})


def _wordless(said: Content) -> Content:
    return replace(said, text="", owner_text="")


def spoken_by(notes: Notes, turn: str, person: PersonId) -> Notes:
    """The notes after it was said who spoke in a turn."""
    known = {
        note.id: replace(note, speaker=person)
        for note in notes.standing.values()
        if note.turn == turn
    }
    return replace(notes, standing={**notes.standing, **known})
