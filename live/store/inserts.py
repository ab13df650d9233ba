"""Inserts that meet a row already there, in the words of either database."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert


def insert_new(connection: Connection, table: Table) -> Insert:
    """An insert that leaves a row as it is where its key is there already."""
    return _insert(connection, table).on_conflict_do_nothing(index_elements=_key(table))


def upsert(connection: Connection, table: Table) -> Insert:
    """An insert that replaces all else of the row where its key is there already."""
    insert = _insert(connection, table)
    keys = _key(table)
    rest = {column.name: column for column in insert.excluded if column.name not in keys}
    return insert.on_conflict_do_update(index_elements=keys, set_=rest)


def _insert(connection: Connection, table: Table) -> Insert:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insert: Insert = dialect.insert(table)
    return insert


def _key(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]
