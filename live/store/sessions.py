"""Sessions: their code, where their journal ends, and what a list of them shows."""

from collections.abc import Callable, Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError

from live.store import tables

table = tables.sessions

RUNNING = ("open", "suspended")

# Made once: making a query takes longer than asking it.
BY_ID = select(table).where(table.c.id == bindparam("id"))
BY_CODES = select(table).where(table.c.code.in_(bindparam("codes", expanding=True)))
HEADS = select(table.c.id, table.c.epoch, table.c.seq).where(
    table.c.id.in_(bindparam("ids", expanding=True))
)
LOCKED = BY_ID.with_for_update(key_share=True)  # who comes in with a badge does not wait for it


class CodeTaken(Exception):
    """Another session has this join code."""


class Gone(Exception):
    """There is no such session any more."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session's row; ``seq`` and ``chain`` are those of its last event. ``expires_at``: when
    all of it is to be deleted."""

    id: str
    code: str
    title: str
    status: str
    settings: str = "{}"
    epoch: str
    seq: int = 0
    chain: bytes = b""
    created_at: int
    expires_at: int | None = None


def insert(connection: Connection, row: Session) -> None:
    """Add a session; CodeTaken if its code is not free."""
    if by_codes(connection, [row.code]):
        raise CodeTaken
    try:
        connection.execute(table.insert(), msgspec.structs.asdict(row))
    except IntegrityError as fault:  # two at once, where several write
        raise CodeTaken from fault


def by_id(connection: Connection, session_id: str) -> Session | None:
    row = connection.execute(BY_ID, {"id": session_id}).mappings().one_or_none()
    return None if row is None else Session(**row)


def by_codes(connection: Connection, codes: Collection[str]) -> dict[str, Session]:
    """Those sessions that have one of some codes, by their code."""
    rows = connection.execute(BY_CODES, {"codes": list(codes)}).mappings()
    return {row["code"]: Session(**row) for row in rows}


def every(connection: Connection) -> list[Session]:
    """All sessions, the newest first."""
    rows = connection.execute(select(table).order_by(table.c.created_at.desc(), table.c.id))
    return [Session(**row) for row in rows.mappings()]


def running(connection: Connection) -> list[str]:
    """The ids of those that are open, or suspended."""
    return list(connection.scalars(select(table.c.id).where(table.c.status.in_(RUNNING))))


def lock(connection: Connection, session_id: str) -> Session:
    """The row as it is now; nobody else writes to the session until this transaction ends.

    Gone if it was deleted.
    """
    row = connection.execute(LOCKED, {"id": session_id}).mappings().one_or_none()
    if row is None:
        raise Gone
    return Session(**row)


class Head(msgspec.Struct, frozen=True):
    """Where the journal of a session is now."""

    epoch: str
    seq: int


def heads(connection: Connection, session_ids: Collection[str]) -> dict[str, Head]:
    """Of those of some sessions that there are."""
    rows = connection.execute(HEADS, {"ids": list(session_ids)})
    return {session_id: Head(epoch, seq) for session_id, epoch, seq in rows}


def advance(
    connection: Connection,
    session_id: str,
    seq: int,
    chain: bytes,
    title: str | None = None,
    status: str | None = None,
    expires_at: int | None = None,
) -> None:
    """Move the end of the journal; title and status change where they are given."""
    values: dict[str, Any] = {"seq": seq, "chain": chain, "title": title, "status": status}
    given = {name: value for name, value in values.items() if value is not None}
    query = update(table).where(table.c.id == session_id)
    connection.execute(query.values(given | {"expires_at": expires_at}))


def expired(connection: Connection, now: int) -> list[str]:
    """The ids of those whose time is over."""
    return list(connection.scalars(select(table.c.id).where(table.c.expires_at <= now)))


def renew_epochs(connection: Connection, new: Callable[[], str]) -> None:
    """Have every browser start afresh: what it knows is of another history."""
    for session_id in connection.scalars(select(table.c.id)).all():
        query = update(table).where(table.c.id == session_id)
        connection.execute(query.values(epoch=new()))


def delete_all(connection: Connection, session_id: str) -> None:
    """Delete a session with everything that belongs to it."""
    polls = select(tables.turnout.c.poll).where(tables.turnout.c.session == session_id)
    for of_polls in (tables.ballots, tables.secret_ballots, tables.poll_keys):
        connection.execute(delete(of_polls).where(of_polls.c.poll.in_(polls)))
    for of_session in reversed(tables.metadata.sorted_tables):
        if "session" in of_session.c:
            connection.execute(delete(of_session).where(of_session.c.session == session_id))
    connection.execute(delete(table).where(table.c.id == session_id))
