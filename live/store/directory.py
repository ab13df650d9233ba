"""The directory: the only place where people have names."""

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, delete, select

from live.store import tables
from live.store.inserts import upsert

table = tables.people


class Entry(msgspec.Struct, frozen=True):
    name: str
    organisation: str = ""
    language: str = ""


def save(connection: Connection, session_id: str, person: str, entry: Entry) -> None:
    """Write a person's entry, in place of what it was."""
    row = {"session": session_id, "person": person, **msgspec.structs.asdict(entry)}
    connection.execute(upsert(connection, table), row)


def read(
    connection: Connection, session_id: str, people: Collection[str] | None = None
) -> dict[str, Entry]:
    """The entries of some people, or of all, by person."""
    query = select(table.c.person, table.c.name, table.c.organisation, table.c.language)
    query = query.where(table.c.session == session_id)
    if people is not None:
        query = query.where(table.c.person.in_(people))
    return {person: Entry(*entry) for person, *entry in connection.execute(query)}


def remove(connection: Connection, session_id: str, people: Collection[str]) -> None:
    """Forget some people's entries."""
    query = delete(table).where(table.c.session == session_id, table.c.person.in_(people))
    connection.execute(query)
