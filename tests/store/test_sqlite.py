"""What SQLite does in another way than PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from live.store import sessions
from live.store.database import Database, OutcomeUnknown, Unavailable
from tests.store.rows import SESSION, url_in
from tests.store.test_database import Gate, advance, seq


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another process holds the database."""
    with closing(sqlite3.connect(folder / "plenary.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def lose_patience(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")


async def test_work_that_waits_its_turn_is_done_without_its_asker(filed: Database) -> None:
    gate = Gate()
    first = asyncio.create_task(filed.write(gate.advance))
    await gate.until_begun()
    second = asyncio.create_task(filed.write(advance))
    await asyncio.sleep(0)
    second.cancel()
    gate.may_end.set()
    await first
    assert await filed.write(advance) == 3


async def test_a_locked_database_is_unavailable(filed: Database, tmp_path: Path) -> None:
    await filed.write(lose_patience)
    with locked(tmp_path), pytest.raises(Unavailable):
        await filed.write(advance)
    assert await filed.write(advance) == 1


async def test_a_locked_database_can_be_read(filed: Database, tmp_path: Path) -> None:
    with locked(tmp_path):
        assert await filed.read(seq) == 0


async def test_a_full_database_is_unavailable_until_there_is_room(
    filed: Database,
) -> None:
    def grow(connection: Connection) -> None:
        sessions.advance(connection, SESSION, 1, b"chain", title="x" * 100_000)

    def allow(connection: Connection, pages: int) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    await filed.write(lambda connection: allow(connection, 1))
    with pytest.raises(Unavailable):
        await filed.write(grow)
    assert await filed.read(seq) == 0
    await filed.write(lambda connection: allow(connection, 10_000))
    await filed.write(grow)
    assert await filed.read(seq) == 1


async def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    database = Database(str(url_in(tmp_path / "nowhere")))
    with pytest.raises(Unavailable):
        await database.write(seq)
    with pytest.raises(Unavailable):
        await database.ping()
    await database.close()


async def test_a_commit_that_fails_has_an_unknown_outcome(filed: Database) -> None:
    def write_for_nobody(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO people VALUES ('s_9', 'p_1', '', '', '')")

    with pytest.raises(OutcomeUnknown):
        await filed.write(write_for_nobody)
    assert await filed.write(advance) == 1


async def test_what_sqlite_has_rolled_back_is_not_taken_for_done(filed: Database) -> None:
    def carry_on(connection: Connection) -> None:
        advance(connection)
        again = text("INSERT OR ROLLBACK INTO sessions SELECT * FROM sessions")
        with pytest.raises(Exception, match="UNIQUE"):
            connection.execute(again)

    with pytest.raises(OutcomeUnknown):
        await filed.write(carry_on)
    assert await filed.read(seq) == 0


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
async def test_sqlite_is_set_to_lose_nothing(filed: Database, pragma: str, value: object) -> None:
    query = text(f"PRAGMA {pragma}")
    assert await filed.write(lambda connection: connection.execute(query).scalar()) == value
