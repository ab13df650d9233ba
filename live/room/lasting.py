"""What holds whatever history a session has: who was erased or sent out, what was redacted, what
was revoked, which votes are over.

A backup knows nothing of what came after it. When it is read these facts are applied to it,
each by its ids; nobody's name is in them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

import msgspec

from live.domain.actors import Actor, Milliseconds, PersonId, Role
from live.domain.commands import Command
from live.domain.people import PersonLeft, RemovePerson
from live.domain.polls import DiscardPoll, PollTallied
from live.domain.redaction import (
    CaptionRedacted,
    ErasePerson,
    NoteRedacted,
    PersonErased,
    RedactCaption,
    RedactNote,
)
from live.domain.session import Event
from live.errors import LiveError, NotFound, WrongState
from live.room.past import Known, event_of, fold_of, read_names
from live.room.submission import Submission
from live.room.writer import Batch
from live.store import ballots, journal, revocations, sessions
from live.store.connection import Connection

Kind = Literal[
    "person.erased",
    "person.removed",
    "note.redacted",
    "caption.redacted",
    "poll.tallied",
    "session.deleted",
    "badge.revoked",
    "link.revoked",
    "address.revoked",
]
TOLD_BY = ("person.erased", "person.left", "note.redacted", "caption.redacted", "poll.tallied")
"""The kinds of events that tell of some."""

REVOKED: dict[str, Kind] = {
    "badges": "badge.revoked",
    "links": "link.revoked",
    "caption_addresses": "address.revoked",
}
"""By the table that tells of it."""

TABLES = {kind: table for table, kind in REVOKED.items()}
RESTORER = Actor(PersonId("restore"), Role.SYSTEM)


class Fact(msgspec.Struct, frozen=True):
    """``of``: the id of the person, the note and so on; of what was revoked, the token's hash."""

    at: Milliseconds
    session: str
    kind: Kind
    of: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Two facts with the same one say the same."""
        return self.session, self.kind, self.of


# Finding them


def of_session(connection: Connection, session_id: str, after: int = 0) -> Iterator[Fact]:
    """What a session's journal tells, from the entry behind ``after``."""
    for entry in journal.read(connection, session_id, after, kinds=TOLD_BY):
        if found := _told_by(event_of(entry)):
            kind, of = found
            yield Fact(entry.at, session_id, kind, of)


def _told_by(event: Event) -> tuple[Kind, str] | None:
    match event:
        case PersonErased(person):
            return "person.erased", person
        case PersonLeft(person, True):
            return "person.removed", person
        case NoteRedacted(note):
            return "note.redacted", note
        case CaptionRedacted(caption):
            return "caption.redacted", caption
        case PollTallied(poll):
            return "poll.tallied", poll
        case _:
            return None


def revoked(connection: Connection, since: Milliseconds = 0) -> Iterator[Fact]:
    """What was revoked, from a moment on."""
    for table, kind in REVOKED.items():
        for one in revocations.since(connection, table, since):
            yield Fact(one.at, one.session, kind, one.token_hash.hex())


def all_of(connection: Connection) -> list[Fact]:
    """Everything that the database tells, the earliest first."""
    told = (fact for row in sessions.every(connection) for fact in of_session(connection, row.id))
    return sorted({*told, *revoked(connection)}, key=lambda fact: (fact.at, fact.key))


# Applying them


class Applied(msgspec.Struct, frozen=True):
    """What had to be changed: how many sessions were deleted, how many tokens are void, and how
    many events were added."""

    deleted: int
    revoked: int
    events: int


def apply(connection: Connection, facts: Iterable[Fact], now: Milliseconds) -> Applied:
    """Let facts hold in a database that is older than they are."""
    by_session: dict[str, list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: fact.at):
        by_session[fact.session].append(fact)
    here = {row.id for row in sessions.every(connection)}
    gone = {name for name in here if any(f.kind == "session.deleted" for f in by_session[name])}
    for session_id in gone:
        sessions.delete_all(connection, session_id)
    void = [fact for some in by_session.values() for fact in some if fact.kind in TABLES]
    return Applied(
        len(gone),
        sum(_revoke(connection, fact) for fact in void),
        sum(_do_again(connection, name, by_session[name], now) for name in sorted(here - gone)),
    )


def _revoke(connection: Connection, fact: Fact) -> bool:
    token_hash = bytes.fromhex(fact.of)
    return revocations.revoke(connection, TABLES[fact.kind], token_hash, fact.at)


def _do_again(
    connection: Connection, session_id: str, facts: Collection[Fact], now: Milliseconds
) -> int:
    """How many events that took. What a fact is about may not have been there yet."""
    known = _known(connection, session_id)
    commands = [command for fact in facts if (command := _command(fact))]
    commands += [DiscardPoll(poll) for poll in _uncountable(connection, known)]
    submissions = [
        Submission(RESTORER, f"restore-{now}-{nth}", command)
        for nth, command in enumerate(dict.fromkeys(commands))
    ]
    written = Batch(connection, session_id, known, now).run(submissions)
    for answer in written.answers:
        if isinstance(answer, LiveError) and not isinstance(answer, NotFound | WrongState):
            raise answer
    return len(written.events)


def _command(fact: Fact) -> Command | None:
    match fact.kind:
        case "person.erased":
            return ErasePerson(PersonId(fact.of))
        case "person.removed":
            return RemovePerson(PersonId(fact.of))
        case "note.redacted":
            return RedactNote(fact.of)
        case "caption.redacted":
            return RedactCaption(fact.of)
        case "poll.tallied":
            return DiscardPoll(fact.of)
        case _:
            return None


def _uncountable(connection: Connection, known: Known) -> list[str]:
    """The secret polls that are open, and have no key any more."""
    open_polls = (poll.id for poll in known.session.polls.open() if poll.secret)
    return [poll for poll in open_polls if not ballots.has_key(connection, poll)]


def _known(connection: Connection, session_id: str) -> Known:
    row = sessions.by_id(connection, session_id)
    assert row is not None, "it is in the list of all"
    entries = journal.read(connection, session_id)
    names = read_names(connection, session_id)
    at = entries[-1].at if entries else 0
    return Known(fold_of(entries), names, row.seq, row.chain, at, row.epoch)
