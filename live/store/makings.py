"""What is made of records: when it was first asked for, and how far it is, whoever makes it."""

from sqlalchemy import Connection, delete, func, select, update

from live.store import tables
from live.store.inserts import insert_new

points = tables.record_points
table = tables.makings

STANDING_MS = 300_000
"""What has not moved for so long is made by nobody any more."""


def first_asked(connection: Connection, session_id: str, seq: int, now: int) -> int:
    """When files as of an event were first asked for: now, if they were not. Of events before it
    nobody asks any more."""
    point = {"session": session_id, "seq": seq, "at": now}
    connection.execute(insert_new(connection, points), point)
    of_session = points.c.session == session_id
    connection.execute(delete(points).where(of_session, points.c.seq < seq))
    kept = select(points.c.at).where(of_session, points.c.seq == seq)
    at: int = connection.execute(kept).scalar_one()
    return at


def begin(
    connection: Connection, making: str, session_id: str, what: bytes, of: int, now: int
) -> None:
    connection.execute(delete(table).where(table.c.at <= now - STANDING_MS))
    row = {"id": making, "session": session_id, "what": what, "done": 0, "of": of, "at": now}
    connection.execute(table.insert(), row)


def advance(connection: Connection, making: str, done: int, now: int) -> None:
    """Never back, in whatever order it is told."""
    query = update(table).where(table.c.id == making, table.c.done < done)
    connection.execute(query.values(done=done, at=now))


def end(connection: Connection, making: str) -> None:
    connection.execute(delete(table).where(table.c.id == making))


def progress(connection: Connection, what: bytes, now: int) -> tuple[int, int]:
    """How many are done, of how many; none of none where nobody makes it. Where several do, of
    the last that will be ready."""
    query = select(func.min(table.c.done), func.max(table.c.of)).where(
        table.c.what == what, table.c.at > now - STANDING_MS
    )
    done, of = connection.execute(query).one()
    return done or 0, of or 0
