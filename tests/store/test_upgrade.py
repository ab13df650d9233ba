from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from live.store import sessions
from live.store.database import Database
from live.store.tables import metadata
from live.store.upgrade import upgrade
from tests.store.rows import a_session, url_in


def schema(connection: Connection) -> list[str]:
    query = text("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
    return list(connection.execute(query).scalars())


def test_the_migrations_make_the_tables(connection: Connection) -> None:
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_migrations_make_sqlite_tables_as_they_are_described(
    filed_connection: Connection,
) -> None:
    migrated = schema(filed_connection)
    filed_connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    metadata.drop_all(filed_connection)
    metadata.create_all(filed_connection)
    assert sorted(map(_words, schema(filed_connection))) == sorted(map(_words, migrated))


def _words(statement: str) -> list[str]:
    """A statement's words, in an order that does not tell where a constraint was put."""
    return sorted(statement.replace(",", " ").split())


def test_upgrading_again_changes_nothing(connection: Connection) -> None:
    upgrade(connection)
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert sessions.every(connection) == [a_session()]


async def test_upgrading_makes_the_folder_of_the_file(tmp_path: Path) -> None:
    database = Database(str(url_in(tmp_path / "data" / "plenary")))
    database.upgrade()
    await database.close()
    assert (tmp_path / "data" / "plenary" / "plenary.db").exists()
