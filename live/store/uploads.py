"""Transcripts that were read and not taken in yet: kept for a while, whichever worker asks."""

import msgspec
from sqlalchemy import Connection, delete, or_, select, update

from live.store import tables

table = tables.uploads

KEPT_MS = 3_600_000
TAKING_MS = 600_000
"""After so long somebody else may take in what a worker that died was taking in."""

MOST = 40
MOST_LINES = 400_000
"""Of all together."""


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """``transcript``: as whoever keeps it has spelt it; ``lines``: how many it has."""

    id: str
    session: str
    name: str
    language: str
    transcript: bytes
    lines: int
    kept_at: int


COLUMNS = [table.c[name] for name in Upload.__struct_fields__]


def keep(connection: Connection, upload: Upload) -> None:
    """Keep one more; what is old goes, and the oldest where they are many."""
    connection.execute(table.insert(), msgspec.structs.asdict(upload))
    expire(connection, upload.kept_at)
    newest_first = table.c.kept_at.desc(), (table.c.id != upload.id), table.c.id
    rows = connection.execute(select(table.c.id, table.c.lines).order_by(*newest_first))
    lines, surplus = 0, []
    for nth, row in enumerate(rows):
        lines += row.lines
        if nth and (nth >= MOST or lines > MOST_LINES):
            surplus.append(row.id)
    connection.execute(delete(table).where(table.c.id.in_(surplus)))


def find(connection: Connection, session_id: str, upload: str, now: int) -> Upload | None:
    query = select(*COLUMNS).where(
        table.c.id == upload, table.c.session == session_id, table.c.kept_at > now - KEPT_MS
    )
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else Upload(**row)


def take(connection: Connection, upload: str, now: int) -> bool:
    """Whether it is for whoever asks to take it in: not while somebody else does."""
    free = or_(table.c.taken_at.is_(None), table.c.taken_at <= now - TAKING_MS)
    query = update(table).where(table.c.id == upload, free)
    return connection.execute(query.values(taken_at=now)).rowcount == 1


def give_back(connection: Connection, upload: str) -> None:
    """It was taken, to be taken in, and was not."""
    connection.execute(update(table).where(table.c.id == upload).values(taken_at=None))


def drop(connection: Connection, upload: str) -> None:
    connection.execute(delete(table).where(table.c.id == upload))


def forget(connection: Connection, session_id: str) -> None:
    """Those of a session of which something is erased: it may stand in them too."""
    connection.execute(delete(table).where(table.c.session == session_id))


def expire(connection: Connection, now: int) -> None:
    """Those that were kept long enough."""
    connection.execute(delete(table).where(table.c.kept_at <= now - KEPT_MS))
