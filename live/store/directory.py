"""The directory: the names and organisations of a session's people, which no event holds."""

import msgspec
from sqlalchemy import Connection, select

from live.store.tables import people as table
from live.store.upsert import upsert


class Entry(msgspec.Struct, frozen=True):
    name: str
    organisation: str


def save(connection: Connection, session_id: str, person: str, entry: Entry) -> None:
    """Write, or rewrite, a person's row."""
    row = {"session": session_id, "person": person, **msgspec.structs.asdict(entry)}
    upsert(connection, table, [row])


def read(connection: Connection, session_id: str) -> dict[str, Entry]:
    query = select(table.c.person, table.c.name, table.c.organisation).where(
        table.c.session == session_id
    )
    return {
        person: Entry(name, organisation)
        for person, name, organisation in connection.execute(query)
    }
