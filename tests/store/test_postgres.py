"""What PostgreSQL does in another way than SQLite."""

import hmac
from collections.abc import AsyncIterator
from functools import partial

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from live.store import ballots, sessions
from live.store.ballots import Cast
from live.store.database import Database, OutcomeUnknown, Unavailable
from live.store.tables import metadata
from tests.engines.postgres import Postgres
from tests.store.rows import SESSION, a_session

PEOPLE = [f"p_{number}" for number in range(256)]


@pytest.fixture(scope="module")
def server(mortal_postgres: Postgres) -> Postgres:
    return mortal_postgres


@pytest.fixture
async def database(server: Postgres) -> AsyncIterator[Database]:
    """A database that holds the session ``s_1``."""
    opened = Database(server.url)
    opened.upgrade()
    await opened.write(lambda connection: sessions.insert(connection, a_session()))
    yield opened
    await opened.write(_empty)
    await opened.close()


def _empty(connection: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())


def advance(connection: Connection) -> int:
    seq = sessions.lock(connection, SESSION).seq + 1
    sessions.advance(connection, SESSION, seq, b"")
    return seq


def seq(connection: Connection) -> int:
    row = sessions.by_id(connection, SESSION)
    assert row is not None
    return row.seq


def vote(connection: Connection, poll: str, n: int = 1) -> None:
    casts = [Cast(person, n, "c1", (f"o_{n}",)) for person in PEOPLE]
    ballots.record(connection, SESSION, poll, True, casts)


async def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match="read-only"):
        await database.read(partial(sessions.advance, session_id=SESSION, seq=1, chain=b""))


async def test_no_key_is_left_in_the_tables(database: Database, server: Postgres) -> None:
    def open_polls(connection: Connection) -> bytes:
        ballots.create_key(connection, "q_1")
        ballots.create_key(connection, "q_2")
        keys = ballots.poll_keys
        key: bytes = connection.execute(select(keys.c.key).where(keys.c.poll == "q_1")).scalar_one()
        return key

    secret = await database.write(open_polls)
    for n in (1, 2):
        await database.write(partial(vote, poll="q_1", n=n))
        await database.write(partial(vote, poll="q_2", n=n))
    counted = await database.read(partial(ballots.choices, poll="q_1", secret=True, people=PEOPLE))
    assert counted == dict.fromkeys(PEOPLE, ("o_2",))
    await database.write(partial(ballots.seal, poll="q_1"))
    await database.scrubbed()
    await database.write(lambda connection: connection.execute(text("CHECKPOINT")))
    left = server.written()
    keys = (hmac.digest(secret, person.encode(), "sha256") for person in PEOPLE)
    assert not any(key in left for key in (secret, *keys))


async def test_a_restart_during_the_work_is_unavailable(
    database: Database, server: Postgres
) -> None:
    def restart(connection: Connection) -> None:
        advance(connection)
        server.stop()
        server.start()
        advance(connection)

    with pytest.raises(Unavailable):
        await database.write(restart)
    assert await database.write(advance) == 1


async def test_a_restart_before_the_commit_has_an_unknown_outcome(
    database: Database, server: Postgres
) -> None:
    def restart(connection: Connection) -> None:
        advance(connection)
        server.stop()
        server.start()

    with pytest.raises(OutcomeUnknown):
        await database.write(restart)
    assert await database.write(advance) == 1


async def test_a_server_that_is_away_is_unavailable(database: Database, server: Postgres) -> None:
    server.stop()
    for way in (database.write, database.read):
        with pytest.raises(Unavailable):
            await way(seq)
    server.start()
    assert await database.read(seq) == 0
