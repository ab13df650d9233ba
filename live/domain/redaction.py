"""Taking words and people out of a session for good: redacted notes, erased people.

An event says that it was done. What was written before is blanked where it is kept: the entry of
the journal loses its data, and holds instead what remains of the event (see ``blanked``). That
there was an entry, of which kind and by whom, can still be proved.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from live.domain import notes, people, proposals
from live.domain.actors import PersonId
from live.domain.masking import Names
from live.domain.people import Directory, Name
from live.errors import NotFound

MASK = "[…]"
"""Stands where somebody's name was."""

WORDS = frozenset({
    "about", "counted_as", "ends", "host", "label", "labels", "language", "name", "notice",
    "on_behalf_of", "options", "owner_text", "question", "reason", "statement", "text", "theme",
    "title", "word", "words", "written",
})  # fmt: skip
"""The fields of events in which people write what they like, and so somebody's name can stand."""


class RedactionCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked to be taken out for good."""


class RedactNote(RedactionCommand, frozen=True, tag="note.redact"):
    """Erase what a note says and ever said. That there was one, and whose, remains."""

    note: str


class ErasePerson(RedactionCommand, frozen=True, tag="person.erase"):
    """Erase a person's name and organisation, wherever they stand. What they did is still
    counted, with their group and region."""

    person: PersonId


class RedactionEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What was taken out for good."""


class NoteRedacted(RedactionEvent, frozen=True, tag="note.redacted"):
    """``proposal``: that of which the note was made."""

    note: str
    proposal: str | None = None


class PersonErased(RedactionEvent, frozen=True, tag="person.erased"):
    person: PersonId


def decide(
    all_people: people.People,
    all_notes: notes.Notes,
    all_proposals: proposals.Proposals,
    command: RedactionCommand,
) -> list[RedactionEvent]:
    match command:
        case RedactNote(note):
            made_of = (name for name, one in all_proposals.made.items() if one.note == note)
            redacted = NoteRedacted(note, next(made_of, None))
            return [] if all_notes.kept(note).redacted else [redacted]
        case ErasePerson(person):
            who = all_people.everyone.get(person)
            if who is None:
                raise NotFound("person")
            return [] if who.erased else [PersonErased(person)]
        case _:
            raise TypeError(f"not a command of redaction: {command!r}")


Blank = Callable[[Any], Any]
"""Takes an event as plain data, and gives it without what was taken out."""


def blank(event: RedactionEvent, name: Name, directory: Directory) -> Blank:
    """How events before this one are blanked. ``name``: of the person, ``directory``: of the
    others."""
    match event:
        case NoteRedacted(note, proposal):
            return lambda data: _without_words(data) if _of(data, note, proposal) else data
        case PersonErased():
            names = Names([name], organisations=not shared(name, directory))
            return lambda data: _masked(data, names)
        case _:
            raise TypeError(f"not an event of redaction: {event!r}")


def shared(name: Name, directory: Directory) -> bool:
    """Whether others are of the same organisation, which is then not theirs alone to erase."""
    return any(other.organisation == name.organisation for other in directory.values())


def _of(data: Any, note: str, proposal: str | None) -> bool:
    """Whether an event is of a note, or of what it was made of."""
    if proposal is not None and data.get("proposal") == proposal:
        return True
    return bool(data.get("note") == note)


def _without_words(data: Any) -> Any:
    return _replaced(data, lambda _: "")


def _masked(data: Any, names: Names) -> Any:
    return data if names.empty else _replaced(data, lambda text: names.masked(text, MASK))


def _replaced(data: Any, change: Callable[[str], str], *, words: bool = False) -> Any:
    """The data with every text that people have written changed."""
    match data:
        case str() if words:
            return change(data)
        case Mapping():
            return {
                key: _replaced(value, change, words=key in WORDS) for key, value in data.items()
            }
        case list() | tuple():
            return [_replaced(value, change, words=words) for value in data]
        case _:
            return data
