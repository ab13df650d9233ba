"""What PostgreSQL does in another way than SQLite."""

import asyncio
import hmac
import threading
from collections.abc import AsyncIterator
from functools import partial

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from live.store import badges, ballots, sessions
from live.store.ballots import Cast
from live.store.database import Database, OutcomeUnknown, Unavailable
from live.store.tables import metadata
from live.store.upgrade import Standing, standing
from tests.engines.postgres import Postgres
from tests.store.rows import SESSION, a_session
from tests.store.test_database import Gate, advance, seq

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


def vote(connection: Connection, poll: str, n: int = 1) -> None:
    casts = [Cast(person, n, "c1", (f"o_{n}",)) for person in PEOPLE]
    ballots.record(connection, SESSION, poll, True, casts)


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


async def test_a_restart_before_a_reader_has_ended_is_unavailable(
    database: Database, server: Postgres
) -> None:
    def restart(connection: Connection) -> None:
        seq(connection)
        server.stop()
        server.start()

    with pytest.raises(Unavailable):
        await database.read(restart)
    assert await database.read(seq) == 0


async def test_a_server_that_is_away_is_unavailable(database: Database, server: Postgres) -> None:
    server.stop()
    for way in (database.write, database.read):
        with pytest.raises(Unavailable):
            await way(seq)
    server.start()
    assert await database.read(seq) == 0


@pytest.mark.parametrize(
    "state",
    ["08006", "25006", "40001", "40P01", "53100", "53300", "55P03", "57014", "57P03", "58030"],
)
async def test_what_a_server_says_of_its_state_is_unavailable(
    database: Database, state: str
) -> None:
    fail = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(Unavailable):
        await database.write(lambda connection: connection.exec_driver_sql(fail))
    assert await database.write(advance) == 1


@pytest.mark.parametrize("state", ["22012", "23505", "42P01", "54000", "P0001"])
async def test_what_a_server_says_of_a_mistake_is_none_of_its_state(
    database: Database, state: str
) -> None:
    fail = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(DBAPIError):
        await database.write(lambda connection: connection.exec_driver_sql(fail))


async def test_connections_that_died_in_the_pool_are_replaced(
    database: Database, server: Postgres
) -> None:
    for _ in range(3):
        assert await database.read(seq) == 0
        await database.write(seq)
        assert server.terminate_backends() > 0
    assert await database.write(advance) == 1
    assert server.terminate_backends() > 0
    assert await database.read(seq) == 1


async def test_a_row_that_others_hold_is_unavailable_after_a_while(
    database: Database, server: Postgres
) -> None:
    gate, hasty = Gate(), Database(f"{server.url}&options=-c lock_timeout=50ms")
    holding = asyncio.create_task(database.write(gate.advance))
    await gate.until_begun()
    with pytest.raises(Unavailable):
        await hasty.write(advance)
    gate.may_end.set()
    await holding
    assert await hasty.write(advance) == 2
    await hasty.close()


async def test_who_holds_a_row_and_does_nothing_loses_it(
    database: Database, server: Postgres
) -> None:
    idle = "options=-c idle_in_transaction_session_timeout=500ms"
    gate, asleep = Gate(), Database(f"{server.url}&{idle}")
    sleeping = asyncio.create_task(asleep.write(gate.advance_twice))
    await gate.until_begun()
    assert await database.write(advance) == 1
    gate.may_end.set()
    with pytest.raises(Unavailable):
        await sleeping
    await asleep.close()


async def test_who_comes_in_does_not_wait_for_those_who_write(database: Database) -> None:
    gate, badge = Gate(), badges.Badge(b"hash", SESSION, "p_ada", "participant", 5)
    writing = asyncio.create_task(database.write(gate.advance))
    await gate.until_begun()
    await database.write(partial(badges.insert, badge=badge))
    assert await database.read(partial(badges.find, hashes=[b"hash"]))
    gate.may_end.set()
    await writing


async def test_one_session_does_not_wait_for_another(database: Database) -> None:
    await database.write(
        lambda connection: sessions.insert(connection, a_session("s_2", "ZYXWVUTS"))
    )
    gate = Gate()
    writing = asyncio.create_task(database.write(gate.advance))
    await gate.until_begun()
    await database.write(lambda c: sessions.advance(c, "s_2", 1, b""))
    gate.may_end.set()
    assert await writing == 1


async def test_what_goes_on_after_a_fault_is_not_taken_for_done(database: Database) -> None:
    def carry_on(connection: Connection) -> None:
        advance(connection)
        with pytest.raises(DBAPIError):
            connection.exec_driver_sql("SELECT 1 / 0")

    with pytest.raises(OutcomeUnknown):
        await database.write(carry_on)
    assert await database.read(seq) == 0


async def test_a_server_that_only_reads_is_unavailable(server: Postgres) -> None:
    name = server.new_database()
    server.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    replica = Database(server.url_of(name))
    with pytest.raises(Unavailable):
        await replica.ping()
    await replica.close()


async def test_two_who_upgrade_at_once_do_it_once(server: Postgres) -> None:
    name = server.new_database()
    both = [Database(server.url_of(name)) for _ in range(2)]
    await asyncio.gather(*(asyncio.to_thread(each.upgrade) for each in both))
    assert await both[0].read(standing) is Standing.CURRENT
    for each in both:
        await each.close()


async def test_who_reads_results_does_not_hold_up_what_is_to_be_forgotten(
    database: Database,
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def read_slowly(connection: Connection) -> None:
        ballots.named_choices(connection, "q_1")
        begun.set()
        may_end.wait(10)

    reading = asyncio.create_task(database.read(read_slowly))
    assert await asyncio.to_thread(begun.wait, 10)
    async with asyncio.timeout(10):
        await database.scrubbed()
    may_end.set()
    await reading


async def test_several_can_forget_at_once(database: Database, server: Postgres) -> None:
    others = [Database(server.url) for _ in range(3)]
    async with asyncio.timeout(30):
        await asyncio.gather(*(each.scrubbed() for each in (database, *others)))
    for other in others:
        await other.close()
