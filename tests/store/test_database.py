import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from live.store import sessions
from live.store.database import Database, OutcomeUnknown, Unavailable
from tests.store.rows import SESSION, a_session, url_in


def seq(connection: Connection) -> int:
    return sessions.lock(connection, SESSION).seq


def advance(connection: Connection) -> int:
    """Count one up: read, then write."""
    before = seq(connection)
    sessions.advance(connection, SESSION, before + 1, b"")
    return before + 1


def fail(connection: Connection) -> None:
    advance(connection)
    raise ZeroDivisionError


class Gate:
    """Work that has begun, and does not end before it may."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()

    def advance(self, connection: Connection) -> int:
        reached = advance(connection)
        self.begun.set()
        self.may_end.wait(10)
        return reached

    async def until_begun(self) -> None:
        assert await asyncio.to_thread(self.begun.wait, 10)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Another process holds the database."""
    with closing(sqlite3.connect(folder / "plenary.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def lose_patience(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")


async def test_what_was_written_is_read(database: Database) -> None:
    assert await database.write(advance) == 1
    assert await database.read(seq) == 1


async def test_what_was_written_is_there_when_opened_again(tmp_path: Path) -> None:
    for opened in range(2):
        database = Database(str(url_in(tmp_path)))
        database.upgrade()
        if not opened:
            await database.write(lambda connection: sessions.insert(connection, a_session()))
        assert await database.read(sessions.every) == [a_session()]
        await database.close()


async def test_what_raises_changes_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        await database.write(fail)
    assert await database.read(seq) == 0


async def test_what_raises_does_not_hinder_what_comes_after(database: Database) -> None:
    results = await asyncio.gather(
        database.write(fail), database.write(advance), return_exceptions=True
    )
    assert results[1] == 1


async def test_writes_do_not_interleave(database: Database) -> None:
    reached = await asyncio.gather(*(database.write(advance) for _ in range(50)))
    assert reached == list(range(1, 51))


async def test_two_processes_do_not_interleave(database: Database, tmp_path: Path) -> None:
    other = Database(str(url_in(tmp_path)))
    writes = [each.write(advance) for _ in range(25) for each in (database, other)]
    assert sorted(await asyncio.gather(*writes)) == list(range(1, 51))
    await other.close()


async def test_whoever_stops_waiting_does_not_stop_the_work(database: Database) -> None:
    gate = Gate()
    write = asyncio.create_task(database.write(gate.advance))
    await gate.until_begun()
    write.cancel()
    with pytest.raises(asyncio.CancelledError):
        await write
    gate.may_end.set()
    assert await database.write(advance) == 2


async def test_work_that_waits_its_turn_is_done_without_its_asker(database: Database) -> None:
    gate = Gate()
    first = asyncio.create_task(database.write(gate.advance))
    await gate.until_begun()
    second = asyncio.create_task(database.write(advance))
    await asyncio.sleep(0)
    second.cancel()
    gate.may_end.set()
    await first
    assert await database.write(advance) == 3


async def test_a_reader_does_not_see_what_is_not_committed(database: Database) -> None:
    gate = Gate()
    write = asyncio.create_task(database.write(gate.advance))
    await gate.until_begun()
    assert await database.read(seq) == 0
    gate.may_end.set()
    await write
    assert await database.read(seq) == 1


async def test_a_reader_sees_one_moment(database: Database) -> None:
    begun, written = threading.Event(), threading.Event()

    def look_twice(connection: Connection) -> tuple[int, int]:
        first = seq(connection)
        begun.set()
        written.wait(10)
        return first, seq(connection)

    reading = asyncio.create_task(database.read(look_twice))
    assert await asyncio.to_thread(begun.wait, 10)
    await database.write(advance)
    written.set()
    assert await reading == (0, 0)


async def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(Unavailable):
        await database.read(advance)
    assert await database.read(seq) == 0


async def test_a_locked_database_is_unavailable(database: Database, tmp_path: Path) -> None:
    await database.write(lose_patience)
    with locked(tmp_path), pytest.raises(Unavailable):
        await database.write(advance)
    assert await database.write(advance) == 1


async def test_a_locked_database_can_be_read(database: Database, tmp_path: Path) -> None:
    with locked(tmp_path):
        assert await database.read(seq) == 0


async def test_a_full_database_is_unavailable_until_there_is_room(database: Database) -> None:
    def grow(connection: Connection) -> None:
        sessions.advance(connection, SESSION, 1, b"chain", title="x" * 100_000)

    def allow(connection: Connection, pages: int) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    await database.write(lambda connection: allow(connection, 1))
    with pytest.raises(Unavailable):
        await database.write(grow)
    assert await database.read(seq) == 0
    await database.write(lambda connection: allow(connection, 10_000))
    await database.write(grow)
    assert await database.read(seq) == 1


async def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    database = Database(str(url_in(tmp_path / "nowhere")))
    with pytest.raises(Unavailable):
        await database.write(seq)
    with pytest.raises(Unavailable):
        await database.ping()
    await database.close()


async def test_a_database_that_is_there_answers(database: Database) -> None:
    await database.ping()


async def test_a_commit_that_fails_has_an_unknown_outcome(database: Database) -> None:
    def write_for_nobody(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO people VALUES ('s_9', 'p_1', '', '', '')")

    with pytest.raises(OutcomeUnknown):
        await database.write(write_for_nobody)
    assert await database.write(advance) == 1


async def test_what_sqlite_has_rolled_back_is_not_taken_for_done(database: Database) -> None:
    def carry_on(connection: Connection) -> None:
        advance(connection)
        again = text("INSERT OR ROLLBACK INTO sessions SELECT * FROM sessions")
        with pytest.raises(Exception, match="UNIQUE"):
            connection.execute(again)

    with pytest.raises(OutcomeUnknown):
        await database.write(carry_on)
    assert await database.read(seq) == 0


async def test_a_mistake_is_not_excused_by_the_database(database: Database) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        await database.write(lambda connection: connection.execute(text("SELECT * FROM nobody")))


async def test_what_was_to_be_written_is_in_no_error(database: Database) -> None:
    bad = text("INSERT INTO nobody VALUES (:choice)")
    with pytest.raises(OperationalError) as caught:
        await database.write(lambda connection: connection.execute(bad, {"choice": "o_yes"}))
    assert "o_yes" not in str(caught.value)


async def test_closing_finishes_what_is_under_way(database: Database, tmp_path: Path) -> None:
    writes = [asyncio.create_task(database.write(advance)) for _ in range(10)]
    await asyncio.sleep(0)
    await database.close()
    assert await asyncio.gather(*writes) == list(range(1, 11))
    assert not (tmp_path / "plenary.db-wal").exists()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
async def test_sqlite_is_set_to_lose_nothing(
    database: Database, pragma: str, value: object
) -> None:
    query = text(f"PRAGMA {pragma}")
    assert await database.write(lambda connection: connection.execute(query).scalar()) == value
