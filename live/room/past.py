"""What the database knows of a session: its state so far, and the commands it has carried out."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

import msgspec

from live.domain.actors import PersonId
from live.domain.electorate import voter_of, voters_of
from live.domain.events import decode
from live.domain.people import Directory, Name
from live.domain.polls import CastBallot
from live.domain.run_sheet import Poll
from live.domain.session import Event, LiveSession, answer, evolve, fold
from live.domain.touched import touched
from live.errors import NotFound, Unavailable
from live.room.submission import Answer, Done, Key, Submission
from live.store import ballots, directory, journal, sessions, wall
from live.store.connection import Connection


class Known(msgspec.Struct, frozen=True):
    """A session as of one point of its journal."""

    session: LiveSession
    names: Mapping[PersonId, Name]
    seq: int
    chain: bytes
    at: int
    epoch: str = ""


class Loaded(msgspec.Struct, frozen=True):
    """A session as a room begins with it."""

    known: Known
    changed_at: dict[str, int]
    turnout: dict[str, dict[str, int]]
    told: dict[str, dict[str, tuple[str, ...]]]
    wall: int | None = None
    """The time at the database, if that has a clock of its own."""


def load(connection: Connection, session_id: str) -> Loaded:
    """A session from its journal, and the ``seq`` at which each document was last touched."""
    row = sessions.by_id(connection, session_id)
    session: LiveSession | None = None
    changed_at: dict[str, int] = {}
    at = 0
    for entry in journal.read(connection, session_id):
        event = event_of(entry)
        if session is None:
            session = fold([event])
        else:
            changed_at |= dict.fromkeys(touched(session, event), entry.seq)
            session = evolve(session, event)
        at = entry.at
    if session is None or row is None:
        raise NotFound("session")
    names = read_names(connection, session_id)
    marked = {
        poll.id: told(connection, poll, session, names) for poll in session.polls.sheet.values()
    }
    known = Known(session, names, row.seq, row.chain, at, row.epoch)
    turnout = ballots.turnout(connection, session_id)
    return Loaded(known, changed_at, turnout, marked, wall.now(connection))


def told(
    connection: Connection, poll: Poll, session: LiveSession, names: Directory
) -> dict[str, tuple[str, ...]]:
    """What was marked in a poll of which the room may know it."""
    if not poll.secret:
        return ballots.named_choices(connection, poll.id)
    if poll.kind == "pulse" and poll.state == "open":
        voters = voters_of(poll, session.people.everyone, names)
        return ballots.choices(connection, poll.id, poll.secret, voters)
    return {}


def voter(session: LiveSession, names: Directory, submission: Submission) -> PersonId | None:
    """Under whose id a ballot counts; None if there is no such poll, or nobody."""
    command = submission.command
    if not isinstance(command, CastBallot) or command.poll not in session.polls.sheet:
        return None
    return voter_of(session.polls.poll(command.poll), submission.actor.id, names)


def event_of(entry: journal.Entry) -> Event:
    """The event that an entry of the journal holds, or what remains of it."""
    return decode(entry.event)


def fold_of(entries: Iterable[journal.Entry]) -> LiveSession:
    """The session that the entries of a whole journal tell of."""
    return fold(map(event_of, entries))


def read_names(
    connection: Connection, session_id: str, people: Collection[PersonId] | None = None
) -> dict[PersonId, Name]:
    """The names of some people, or of all."""
    rows = directory.read(connection, session_id, people)
    return {PersonId(person): Name(row.name, row.organisation) for person, row in rows.items()}


class Earlier(msgspec.Struct, frozen=True):
    """A command that was carried out: its events, and a test for another being the same."""

    events: list[Event]
    seq: int
    same: Callable[[bytes], bool]


def earlier(connection: Connection, session_id: str, keys: Collection[Key]) -> dict[Key, Earlier]:
    """Those of some commands that the journal has."""
    found = journal.find_commands(connection, session_id, keys)
    return {
        key: Earlier(
            [event_of(entry) for entry in entries],
            entries[-1].seq,
            partial(journal.same_command, entries[0]),
        )
        for key, entries in found.items()
    }


def settle(
    connection: Connection, session_id: str, now: Known, submissions: Sequence[Submission]
) -> list[Answer]:
    """The answers of commands of which nobody knew whether they were committed."""
    known = earlier(connection, session_id, {submission.key for submission in submissions})
    return [_settled(connection, now, submission, known) for submission in submissions]


def _settled(
    connection: Connection, now: Known, submission: Submission, known: Mapping[Key, Earlier]
) -> Answer:
    command = submission.command
    if isinstance(command, CastBallot):
        who = voter(now.session, now.names, submission) or ""
        seen = ballots.lookup(connection, command.poll, {who})
        kept = seen.get(who) == (command.n, submission.command_id)
        return Done(now.seq, {"n": command.n}) if kept else Unavailable()
    was = known.get(submission.key)
    return Done(was.seq, answer(was.events)) if was else Unavailable()
