"""The database of a server, whichever it is, read past the server."""

from functools import partial

import msgspec
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from live.domain.documents import Audience, View
from live.room.past import load
from live.simulate.replica import Document
from live.store import journal
from tests.faults.history import Choice, Disk, Documents, Fresh, Vote


def read(url: str, code: str) -> Disk:
    """A session by its join code."""
    engine = create_engine(make_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        return _session(connection, code)


def _id(connection: Connection, code: str) -> tuple[str, int]:
    """A session's id, and where its journal ends."""
    found = text("SELECT id, seq FROM sessions WHERE code = :code")
    session, seq = connection.execute(found, {"code": code}).one()
    return session, seq


BALLOTS = """
    SELECT key, choice FROM ballots WHERE poll = :poll
    UNION ALL SELECT key, choice FROM secret_ballots WHERE poll = :poll
"""


def _session(connection: Connection, code: str) -> Disk:
    session, seq = _id(connection, code)
    turnout: dict[str, dict[str, Vote]] = {}
    votes = text("SELECT poll, person, n, command_id FROM turnout WHERE session = :session")
    for poll, person, n, command_id in connection.execute(votes, {"session": session}):
        turnout.setdefault(poll, {})[person] = Vote(n, command_id)
    return Disk(
        seq,
        journal.read(connection, session),
        journal.verify(connection, session),
        turnout,
        {poll: _ballots(connection, poll) for poll in turnout},
    )


def _ballots(connection: Connection, poll: str) -> dict[bytes, Choice]:
    found = text(BALLOTS)
    decode = partial(msgspec.json.decode, type=Choice)
    return {bytes(key): decode(choice) for key, choice in connection.execute(found, {"poll": poll})}


def documents(url: str, code: str) -> dict[str, Fresh]:
    """What each audience should have by now: folded from the journal, past the server."""
    engine = create_engine(make_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        known = load(connection, _id(connection, code)[0]).known
    return {
        audience.value: Fresh(known.seq, _plain(View(known.session, known.names, audience)))
        for audience in Audience
    }


def _plain(view: View) -> Documents:
    """As they arrive."""
    return msgspec.json.decode(msgspec.json.encode(view.everything()), type=dict[str, Document])
