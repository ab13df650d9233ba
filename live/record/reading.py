"""From what the database keeps of a session to its record: as it is now, or one version of it."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds, PersonId
from live.domain.events import decode
from live.domain.life import Plan
from live.domain.notes import NotePosted, NoteRevised
from live.domain.people import Name
from live.domain.session import LiveSession, fold
from live.domain.versions import RecordFinalised, RecordMade
from live.errors import NotFound
from live.record.assembly import assemble
from live.record.model import Journal, Link, Record
from live.record.moment import Happened
from live.store import directory, journal
from live.store.connection import Connection

OPENED = (
    "floor.", "turn.", "item.started", "item.ended", "record.",
    "session.opened", "session.suspended", "session.closed", "session.reopened",
)  # fmt: skip
"""Kinds of entries that say nothing but what the record says as well."""

WORDED = (NotePosted, NoteRevised)


class Kept(msgspec.Struct, frozen=True):
    """All that the database has of a session for its record."""

    happened: tuple[Happened, ...]
    links: tuple[journal.Link, ...]
    names: Mapping[PersonId, Name]


def kept(connection: Connection, session_id: str) -> Kept:
    entries = journal.read(connection, session_id)
    rows = directory.read(connection, session_id)
    return Kept(
        tuple(Happened(e.seq, e.at, PersonId(e.actor), decode(e.event)) for e in entries),
        tuple(journal.links(connection, session_id, entries[-1].seq if entries else 0)),
        {PersonId(person): Name(row.name, row.organisation) for person, row in rows.items()},
    )


def record_of(of: Kept, now: Milliseconds, version: int | None = None) -> Record:
    """A version; without one the final one, or if none is what it would be now. NotFound if there
    is no such version."""
    final = next((f.event for f in of.happened if isinstance(f.event, RecordFinalised)), None)
    if version is None and final is not None:
        version = final.version
    happened = of.happened if version is None else _until(of.happened, version)
    session = fold(fact.event for fact in happened)
    made = assemble(session, of.names, now if version is None else happened[-1].at, happened)
    return replace(
        made,
        version=version,
        final_at=final.at if final is not None and version == final.version else None,
        journal=_journal(of, happened[-1].seq, session),
    )


def plan_of(of: Kept) -> Plan:
    """What the host has set by now: what is promised holds for every version."""
    return fold(fact.event for fact in of.happened).life.plan


def _until(happened: Sequence[Happened], version: int) -> tuple[Happened, ...]:
    for nth, fact in enumerate(happened):
        if isinstance(fact.event, RecordMade) and fact.event.version == version:
            return tuple(happened[: nth + 1])
    raise NotFound("version")


def _journal(of: Kept, until: int, session: LiveSession) -> Journal:
    links = of.links[:until]
    opened = _last_words(of, until, session)
    entries = tuple(_link(one, opened=one.seq in opened or _opens(one.kind)) for one in links)
    return Journal(until, links[-1].chain.hex(), entries)


def _opens(kind: str) -> bool:
    return kind.startswith(OPENED)


def _last_words(of: Kept, until: int, session: LiveSession) -> set[int]:
    """The entries in which notes were worded as they stand; what was there before is not told."""
    last: dict[str, int] = {}
    for fact in of.happened[:until]:
        if isinstance(fact.event, WORDED):
            last[fact.event.note] = fact.seq
    return {seq for note, seq in last.items() if note in session.notes.standing}


def _link(one: journal.Link, *, opened: bool) -> Link:
    told = opened and one.data is not None and one.salt is not None
    return Link(
        one.seq,
        one.at,
        PersonId(one.actor),
        one.kind,
        one.digest.hex(),
        one.chain.hex(),
        one.data.decode() if told and one.data else None,
        one.salt.hex() if told and one.salt else None,
        redacted=one.data is None,
    )
