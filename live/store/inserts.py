"""Inserts that meet a row already there, in the words of either database."""

from functools import cache

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert


def insert_new(connection: Connection, table: Table) -> Insert:
    """An insert that leaves a row as it is where its key is there already."""
    return _insert_new(connection.dialect.name, table)


def upsert(connection: Connection, table: Table) -> Insert:
    """An insert that replaces what the row says where its key is there already.

    What the row belongs to stays as it is.
    """
    return _upsert(connection.dialect.name, table)


# Building a statement takes longer than carrying it out.


@cache
def _insert_new(dialect: str, table: Table) -> Insert:
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=_key(table))


@cache
def _upsert(dialect: str, table: Table) -> Insert:
    insert = _insert(dialect, table)
    rest = [c.name for c in table.columns if not c.primary_key and not c.foreign_keys]
    values = {name: insert.excluded[name] for name in rest}
    return insert.on_conflict_do_update(index_elements=_key(table), set_=values)


def _insert(dialect: str, table: Table) -> Insert:
    words = postgresql if dialect == "postgresql" else sqlite
    insert: Insert = words.insert(table)
    return insert


def _key(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]
