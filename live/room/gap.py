"""What others have written to a session since a room last looked."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from live import metrics
from live.domain.actors import PersonId
from live.domain.captioning import StreamAdded
from live.domain.me import concerned
from live.domain.people import Directory, Name, PersonEvent
from live.domain.polls import PollTallied
from live.domain.redaction import RedactionEvent
from live.domain.session import Event, LiveSession, evolve
from live.domain.touched import touched
from live.room.past import Known, event_of, fold_of, read_names, told
from live.store import ballots, journal, sessions
from live.store.connection import Connection
from live.store.sessions import Session

MOST_LOOKED_UP = 500
"""Rows of the directory; instead of more, all are read."""

NAMING = (StreamAdded, PollTallied, RedactionEvent)
"""Events that come with rows of the directory, or take some away, whose ids they do not say."""


class Lost(sessions.Gone):
    """The journal is another one than the room has: it was restored from a backup."""


class Gap(msgspec.Struct):
    """``known``: the session after the events; ``keys``: the documents that they touch."""

    known: Known
    events: list[Event] = []
    keys: set[str] = set()
    concerned: set[PersonId] = set()


class Voting(msgspec.Struct, frozen=True):
    """Who has voted in a poll, with how many ballots, and what, where that may be known."""

    turnout: Mapping[str, int]
    told: Mapping[str, tuple[str, ...]]


def follow(connection: Connection, session_id: str, known: Known) -> Gap:
    """All that has been written by now, without keeping anybody from writing. Gone, or Lost."""
    row = sessions.by_id(connection, session_id)
    if row is None:
        raise sessions.Gone
    return read(connection, known, row)


def read(connection: Connection, known: Known, row: Session) -> Gap:
    """All up to a session's row as it is in this transaction. Lost if it does not follow."""
    if row.epoch != known.epoch or row.seq < known.seq:
        raise Lost
    if row.seq == known.seq:
        return Gap(known)
    metrics.GAPS.inc()
    entries = journal.read(connection, row.id, after=known.seq)
    gap = Gap(known, [event_of(entry) for entry in entries])
    session = _fold(gap, known.session)
    if any(isinstance(event, RedactionEvent) for event in gap.events):
        # What was taken out is gone from the journal, and so from the state.
        session = fold_of(journal.read(connection, row.id))
    names = _names(connection, row.id, known.names, gap.events)
    at = max(known.at, entries[-1].at)
    gap.known = Known(session, names, row.seq, row.chain, at, row.epoch)
    return gap


def _fold(gap: Gap, session: LiveSession) -> LiveSession:
    for event in gap.events:
        gap.keys |= touched(session, event)
        gap.concerned |= concerned(session, event)
        session = evolve(session, event)
    return session


def _names(
    connection: Connection, session_id: str, names: Directory, events: Sequence[Event]
) -> Mapping[PersonId, Name]:
    people = {event.person for event in events if isinstance(event, PersonEvent)}
    if len(people) > MOST_LOOKED_UP or any(isinstance(event, NAMING) for event in events):
        return read_names(connection, session_id)
    return {**names, **read_names(connection, session_id, people)} if people else names


def voting(connection: Connection, known: Known, polls: Collection[str]) -> dict[str, Voting]:
    """The ballots of some polls, as they are now."""
    sheet = known.session.polls.sheet
    return {
        poll: Voting(cast, told(connection, sheet[poll], known.session, known.names))
        for poll, cast in ballots.cast(connection, polls).items()
        if poll in sheet
    }
