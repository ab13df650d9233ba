import asyncio
import threading

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from live.store import sessions
from live.store.database import Database, Unavailable
from tests.store.rows import SESSION, a_session


def seq(connection: Connection) -> int:
    row = sessions.by_id(connection, SESSION)
    assert row is not None
    return row.seq


def advance(connection: Connection) -> int:
    """Count one up: read, then write."""
    before = sessions.lock(connection, SESSION).seq
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

    def advance_twice(self, connection: Connection) -> int:
        self.advance(connection)
        return advance(connection)

    async def until_begun(self) -> None:
        assert await asyncio.to_thread(self.begun.wait, 10)


async def test_what_was_written_is_read(database: Database) -> None:
    assert await database.write(advance) == 1
    assert await database.read(seq) == 1


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
    assert sorted(reached) == list(range(1, 51))


async def test_two_processes_do_not_interleave(database: Database, database_url: str) -> None:
    other = Database(database_url)
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


async def test_a_database_that_is_there_answers(database: Database) -> None:
    await database.ping()


async def test_a_mistake_is_not_excused_by_the_database(database: Database) -> None:
    with pytest.raises(DBAPIError, match="nobody"):
        await database.write(lambda connection: connection.execute(text("SELECT * FROM nobody")))


async def test_what_was_to_be_written_is_in_no_error(database: Database) -> None:
    bad = text("INSERT INTO nobody VALUES (:choice)")
    with pytest.raises(DBAPIError) as caught:
        await database.write(lambda connection: connection.execute(bad, {"choice": "o_yes"}))
    assert "o_yes" not in str(caught.value)


async def test_what_was_written_is_there_when_opened_again(database_url: str) -> None:
    for opened in range(2):
        database = Database(database_url)
        database.upgrade()
        if not opened:
            await database.write(lambda connection: sessions.insert(connection, a_session()))
        assert await database.read(sessions.every) == [a_session()]
        await database.close()


async def test_closing_finishes_what_is_under_way(database: Database) -> None:
    writes = [asyncio.create_task(database.write(advance)) for _ in range(10)]
    await asyncio.sleep(0)
    await database.close()
    assert sorted(await asyncio.gather(*writes)) == list(range(1, 11))


async def test_readers_cannot_write(database: Database) -> None:
    def advance_unlocked(connection: Connection) -> None:
        sessions.advance(connection, SESSION, 1, b"")

    with pytest.raises(Unavailable):
        await database.read(advance_unlocked)
    assert await database.read(seq) == 0
