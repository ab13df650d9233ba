"""The draft summary: prose by section, each written by one person at a time.

Whoever writes a section holds a lease on it, which ends by itself a while after their last words
and can be taken over. Nothing that was written is lost: words that come too late, when somebody
else writes or has written, are set aside in the section.
"""

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from live.domain import text
from live.domain.actors import Ask, Milliseconds, PersonId, Role
from live.domain.notes import Note
from live.errors import NotFound, Stale

GENERAL, NEXT_STEPS = "general", "next_steps"
BESIDES = (GENERAL, NEXT_STEPS)
"""The sections besides those of the agenda's items: what was said outside them, what comes next."""

LEASE_MS = 60_000


class DraftCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the draft. ``section``: an item's id, or one of BESIDES."""

    section: str


class TakeSection(DraftCommand, frozen=True, tag="draft.take"):
    """Begin to write, in the place of whom the writer saw writing."""

    instead_of: PersonId | None


class WriteSection(DraftCommand, frozen=True, tag="draft.write"):
    """Replace the text that was at ``revision``; set aside if another writes or has written."""

    revision: int
    text: str


class ReleaseSection(DraftCommand, frozen=True, tag="draft.release"):
    """Let others write."""


class DropAside(DraftCommand, frozen=True, tag="draft.drop"):
    """Throw a text away that was set aside."""

    aside: str


class DraftEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the draft."""

    section: str


class SectionBegun(DraftEvent, frozen=True, tag="draft.begun"):
    """``text``: what the notes say."""

    text: str


class SectionTaken(DraftEvent, frozen=True, tag="draft.taken"):
    writer: PersonId
    at: Milliseconds


class SectionWritten(DraftEvent, frozen=True, tag="draft.written"):
    """``text``: the whole of it, so that each event can be redacted by itself."""

    revision: int
    text: str
    writer: PersonId
    at: Milliseconds


class SectionReleased(DraftEvent, frozen=True, tag="draft.released"):
    pass


class TextSetAside(DraftEvent, frozen=True, tag="draft.set_aside"):
    aside: str
    author: PersonId
    text: str
    at: Milliseconds


class AsideDropped(DraftEvent, frozen=True, tag="draft.dropped"):
    aside: str


class Aside(msgspec.Struct, frozen=True):
    id: str
    author: PersonId
    text: str
    at: Milliseconds


class Section(msgspec.Struct, frozen=True):
    """``until``: when the lease of the ``writer`` ends. ``written_by``: whose the last words are;
    nobody's, if they are the notes'."""

    id: str
    text: str = ""
    revision: int = 1
    writer: PersonId | None = None
    until: Milliseconds = 0
    written_by: PersonId | None = None
    written_at: Milliseconds | None = None
    asides: tuple[Aside, ...] = ()

    @property
    def named(self) -> tuple[PersonId | None, ...]:
        """Those whom it is told of."""
        return (self.writer, self.written_by, *(aside.author for aside in self.asides))


class Draft(msgspec.Struct, frozen=True):
    sections: dict[str, Section] = {}

    def section(self, section: str) -> Section:
        if section not in self.sections:
            raise NotFound("section")
        return self.sections[section]

    @property
    def leased(self) -> list[Section]:
        return [section for section in self.sections.values() if section.writer is not None]


def decide(
    draft: Draft, command: DraftCommand, ask: Ask, notes: Iterable[Note]
) -> list[DraftEvent]:
    """``notes``: from which a section begins."""
    match command:
        case TakeSection():
            return _take(draft, command, ask, notes)
        case WriteSection():
            return _write(draft.section(command.section), command, ask)
        case ReleaseSection():
            return _release(draft.section(command.section), ask)
        case DropAside(section, aside):
            known = [one for one in draft.section(section).asides if one.id == aside]
            return [AsideDropped(section, one.id) for one in known]
        case _:
            raise TypeError(f"not a command of the draft: {command!r}")


def prefilled(section: str, notes: Iterable[Note]) -> str:
    """What the notes of a section say: of an item all but actions, of the next steps these."""
    if section == NEXT_STEPS:
        own = [note for note in notes if note.tag == "action"]
    else:
        item = None if section == GENERAL else section
        own = [note for note in notes if note.item == item and note.tag != "action"]
    return "\n\n".join(note.text for note in own if note.text)[: text.SECTION]


def _take(draft: Draft, command: TakeSection, ask: Ask, notes: Iterable[Note]) -> list[DraftEvent]:
    section = draft.sections.get(command.section)
    writer = section and section.writer
    if writer == ask.actor.id:
        return []
    if writer != command.instead_of:
        raise Stale
    begun = [] if section else [SectionBegun(command.section, prefilled(command.section, notes))]
    return [*begun, SectionTaken(command.section, ask.actor.id, ask.now)]


def _write(section: Section, command: WriteSection, ask: Ask) -> list[DraftEvent]:
    written = text.prose("text", command.text, text.SECTION, required=False)
    if written == section.text:
        return []
    other = section.writer not in (None, ask.actor.id)
    if other or command.revision != section.revision:
        return _set_aside(section, written, ask)
    return [_written(section, written, ask)]


def _set_aside(section: Section, written: str, ask: Ask) -> list[DraftEvent]:
    if not written or any(one.text == written for one in section.asides):
        return []
    return [TextSetAside(section.id, ask.new_id("d"), ask.actor.id, written, ask.now)]


def _written(section: Section, written: str, ask: Ask) -> SectionWritten:
    revision = section.revision + 1
    return SectionWritten(section.id, revision, written, ask.actor.id, ask.now)


def _release(section: Section, ask: Ask) -> list[DraftEvent]:
    """By who holds the lease; by the clock, when it is over."""
    if section.writer is None:
        return []
    over = ask.actor.role is Role.SYSTEM and ask.now >= section.until
    return [SectionReleased(section.id)] if over or section.writer == ask.actor.id else []


def evolve(draft: Draft, event: DraftEvent) -> Draft:
    section = draft.sections.get(event.section, Section(event.section))
    return Draft({**draft.sections, section.id: _evolved(section, event)})


def _evolved(section: Section, event: DraftEvent) -> Section:
    match event:
        case SectionBegun(_, prefilled):
            return replace(section, text=prefilled)
        case SectionTaken(_, writer, at):
            return replace(section, writer=writer, until=at + LEASE_MS)
        case SectionWritten():
            return _rewritten(section, event)
        case SectionReleased():
            return replace(section, writer=None)
        case TextSetAside(_, aside, author, words, at):
            return replace(section, asides=(*section.asides, Aside(aside, author, words, at)))
        case AsideDropped(_, aside):
            kept = tuple(one for one in section.asides if one.id != aside)
            return replace(section, asides=kept)
        case _:
            raise TypeError(f"not an event of the draft: {event!r}")


def _rewritten(section: Section, event: SectionWritten) -> Section:
    return replace(
        section,
        text=event.text,
        revision=event.revision,
        writer=event.writer,
        until=event.at + LEASE_MS,
        written_by=event.writer,
        written_at=event.at,
    )
