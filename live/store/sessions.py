"""The row of each session: its code, how far its journal is, and what lists of sessions show."""

import msgspec
from sqlalchemy import Connection, select, update
from sqlalchemy import insert as insert_into

from live.store.tables import sessions as table


class Session(msgspec.Struct, frozen=True):
    id: str
    code: str
    title: str
    status: str
    epoch: str
    created_at: int
    seq: int = 0
    chain: bytes = b""


COLUMNS = [table.c[field] for field in Session.__struct_fields__]


def insert(connection: Connection, session: Session) -> None:
    connection.execute(insert_into(table), msgspec.structs.asdict(session))


def by_id(connection: Connection, session_id: str) -> Session | None:
    row = connection.execute(select(*COLUMNS).where(table.c.id == session_id)).one_or_none()
    return None if row is None else Session(*row)


def by_code(connection: Connection, code: str) -> Session | None:
    row = connection.execute(select(*COLUMNS).where(table.c.code == code)).one_or_none()
    return None if row is None else Session(*row)


def every(connection: Connection) -> list[Session]:
    """All sessions, the newest first."""
    rows = connection.execute(select(*COLUMNS).order_by(table.c.created_at.desc(), table.c.id))
    return [Session(*row) for row in rows]


def lock(connection: Connection, session_id: str) -> Session:
    """The row, which nobody else can write until this transaction ends."""
    query = select(*COLUMNS).where(table.c.id == session_id).with_for_update()
    return Session(*connection.execute(query).one())


def advance(
    connection: Connection, session_id: str, seq: int, chain: bytes, title: str, status: str
) -> None:
    """Note how far the journal is now."""
    connection.execute(
        update(table)
        .where(table.c.id == session_id)
        .values(seq=seq, chain=chain, title=title, status=status)
    )
