"""Taking words and people out of a session for good: redacted notes, erased people.

An event says that it was done. What was written before is blanked where it is kept: the entry of
the journal loses its data, and holds instead what remains of the event (see ``blank``). That
there was an entry, of which kind and by whom, can still be proved.
"""

import itertools
import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from live.domain import captions, notes, people, proposals
from live.domain.actors import PersonId
from live.domain.masking import MASK, Names
from live.domain.people import Directory, Name
from live.errors import NotFound

WORDS = frozenset({
    "about", "counted_as", "ends", "host", "language", "name", "notice",
    "on_behalf_of", "options", "owner_text", "question", "reason", "statement", "text", "theme",
    "title", "typed", "word", "words", "written",
})  # fmt: skip
"""The fields of events in which people write what they like, and so somebody's name can stand."""


class RedactionCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked to be taken out for good."""


class RedactNote(RedactionCommand, frozen=True, tag="note.redact"):
    """Erase what a note says and ever said. That there was one, and whose, remains."""

    note: str


class RedactCaption(RedactionCommand, frozen=True, tag="caption.redact"):
    """Erase a line of what was said, as if it had not been written down."""

    caption: str


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


class CaptionRedacted(RedactionEvent, frozen=True, tag="caption.redacted"):
    caption: str


class PersonErased(RedactionEvent, frozen=True, tag="person.erased"):
    person: PersonId


def decide(
    all_people: people.People,
    all_notes: notes.Notes,
    all_proposals: proposals.Proposals,
    all_captions: captions.Captions,
    command: RedactionCommand,
) -> list[RedactionEvent]:
    match command:
        case RedactCaption(caption):
            return [CaptionRedacted(all_captions.stream_of(caption).line(caption).id)]
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


TELLING = 8
"""So many characters are a text that nobody else has written by chance."""

Blank = Callable[[Any], Any]
"""Takes an event as plain data, and gives it without what was taken out."""


def blank(event: RedactionEvent, name: Name, directory: Directory) -> Blank:
    """How events before this one are blanked, from the first one on. ``name``: of the person,
    ``directory``: of the others."""
    change = _change(event, name, directory)
    return lambda data: _untraceable(data, change(data))


def _untraceable(before: Any, after: Any) -> Any:
    """Without the digest of what was there: who guesses it could try."""
    if after == before or "digest" not in after:
        return after
    return {**after, "digest": "", "size": 0}


def _change(event: RedactionEvent, name: Name, directory: Directory) -> Blank:
    match event:
        case NoteRedacted(note, proposal):
            return _WithoutNote(note, proposal)
        case CaptionRedacted(caption):
            return _WithoutLine(caption)
        case PersonErased():
            names = names_of(name, directory)
            return lambda data: _masked(data, names)
        case _:
            raise TypeError(f"not an event of redaction: {event!r}")


def names_of(name: Name, directory: Directory) -> Names:
    """What names a person and nobody else: others keep the name of their organisation, and what
    they are called as well."""
    return Names([name], organisations=not shared(name, directory), spared=directory.values())


def shared(name: Name, directory: Directory) -> bool:
    """Whether others are of the same organisation, which is then not theirs alone to erase."""
    return any(other.organisation == name.organisation for other in directory.values())


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


class _WithoutNote:
    """Blanks a note, its revisions and what it was made of; in the draft, which was begun with
    what the notes say, its words."""

    def __init__(self, note: str, proposal: str | None) -> None:
        self._note = note
        self._proposal = proposal
        self._said: set[str] = set()

    def __call__(self, data: Any) -> Any:
        if data.get("note") == self._note or (
            self._proposal and data.get("proposal") == self._proposal
        ):
            self._said |= {data.get("text") or ""} - {""}
            return _without_words(data)
        if data["type"].startswith("draft.") and "text" in data:
            return {**data, "text": self._masked(data["text"])}
        return data

    def _masked(self, text: str) -> str:
        for said in sorted(self._said, key=len, reverse=True):
            text = _standing(said).sub(MASK, text)
        return text


def _standing(said: str) -> re.Pattern[str]:
    """Finds what a note said: anywhere if it is long, as whole lines if it could be in any word."""
    pattern = re.escape(said)
    return re.compile(pattern if len(said) >= TELLING else f"(?m:^{pattern}$)")


class _WithoutLine:
    """Blanks a line of captions in each event that holds it, from the first event on: the lines
    of a live stream are numbered on after it was removed."""

    def __init__(self, caption: str) -> None:
        self._caption = caption
        self._stream = caption.rpartition(".")[0]
        self._first = 1
        self._lines = 0

    def __call__(self, data: Any) -> Any:
        if data.get("stream") != self._stream:
            return data
        match data["type"]:
            case "caption.posted":
                return self._posted(data)
            case "caption.lines_added":
                lines = [self._without(line, line["id"], "text") for line in data["lines"]]
                return {**data, "lines": lines}
            case "caption.corrected":
                return self._without(data, data["caption"], "text")
            case "caption.stream_removed":
                self._first, self._lines = self._first + self._lines, 0
        return data

    def _posted(self, data: Any) -> Any:
        kept = data["kept"]
        ids = (
            captions.line_id(self._stream, self._first, place) for place in itertools.count(kept)
        )
        lines = [
            self._without(line, name, "typed")
            for line, name in zip(data["lines"], ids, strict=False)
        ]
        self._lines = kept + len(lines)
        return {**data, "lines": lines}

    def _without(self, data: Any, name: str, words: str) -> Any:
        return {**data, words: ""} if name == self._caption else data
