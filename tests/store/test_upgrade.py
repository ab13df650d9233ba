from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, make_url, select, text

from live.store import ballots, engines, sessions
from live.store.database import Database
from live.store.tables import metadata
from live.store.upgrade import Standing, revisions, standing, upgrade
from tests.store.rows import a_session, url_in

KEPT = """
    INSERT INTO sessions (id, code, title, status, settings, epoch, seq, chain, created_at)
    VALUES ('s_1', 'ABCDEFGH', 'Consultation', 'draft', '{}', 'e_1', 0, :chain, 1)
"""


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


@pytest.mark.parametrize("old", revisions()[1:])
def test_what_an_older_release_kept_is_kept(empty_url: str, old: str) -> None:
    engine = engines.writing(make_url(empty_url))
    with engine.begin() as connection:
        upgrade(connection, old)
        connection.execute(text(KEPT), {"chain": b""})
    with engine.begin() as connection:
        assert standing(connection) is Standing.OLDER
        upgrade(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert sessions.every(connection) == [a_session()]
    engine.dispose()


def test_ballots_of_open_secret_polls_are_in_their_table_after_an_upgrade(empty_url: str) -> None:
    engine = engines.writing(make_url(empty_url))
    with engine.begin() as connection:
        upgrade(connection, "0004")
        ballots.create_key(connection, "q_1")
        for poll in ("q_1", "q_2"):
            row = {"poll": poll, "key": b"\1", "choice": "[]"}
            connection.execute(ballots.table.insert(), row)
        upgrade(connection)
        for table, poll in ((ballots.secret_table, "q_1"), (ballots.table, "q_2")):
            assert connection.execute(select(table)).all() == [(poll, b"\1", "[]")]
    engine.dispose()


async def test_upgrading_makes_the_folder_of_the_file(tmp_path: Path) -> None:
    database = Database(str(url_in(tmp_path / "data" / "plenary")))
    database.upgrade()
    await database.close()
    assert (tmp_path / "data" / "plenary" / "plenary.db").exists()
