"""What a sealed poll leaves behind in the files: nothing that leads from a ballot to a person."""

import asyncio
import hmac
import threading
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from live.store import ballots, sessions
from live.store.ballots import Cast
from live.store.database import Database
from tests.store.rows import SESSION, url_in

PEOPLE = [f"p_{number}" for number in range(600)]


def written(folder: Path) -> bytes:
    """Every byte of the database's files."""
    return b"".join(path.read_bytes() for path in folder.glob("plenary.db*"))


def copy(folder: Path, into: Path) -> None:
    """What a crash at this moment would leave."""
    into.mkdir()
    for path in folder.glob("plenary.db*"):
        (into / path.name).write_bytes(path.read_bytes())


def open_poll(connection: Connection, poll: str) -> bytes:
    ballots.create_key(connection, poll)
    keys = ballots.poll_keys
    key: bytes = connection.execute(select(keys.c.key).where(keys.c.poll == poll)).scalar_one()
    return key


def vote(connection: Connection, poll: str, n: int, people: list[str]) -> None:
    choice = tuple(f"o_{option}" for option in range(n))
    casts = [Cast(person, n, f"c{n}", choice) for person in people]
    ballots.record(connection, SESSION, poll, True, casts)


async def hold_two_polls(database: Database) -> list[bytes]:
    """Everybody votes twice in two polls at once; the key of one, and of each ballot in it."""
    secret = await database.write(lambda connection: open_poll(connection, "q_1"))
    await database.write(lambda connection: open_poll(connection, "q_2"))
    for n in (1, 2):
        for start in range(0, len(PEOPLE), 100):
            some = PEOPLE[start : start + 100]
            await database.write(partial(vote, poll="q_1", n=n, people=some))
            await database.write(partial(vote, poll="q_2", n=n, people=some))
    return [secret, *(hmac.digest(secret, person.encode(), "sha256") for person in PEOPLE)]


async def test_no_key_is_left_in_the_files(filed: Database, tmp_path: Path) -> None:
    keys = await hold_two_polls(filed)
    assert all(key in written(tmp_path) for key in keys)
    await filed.write(lambda connection: ballots.seal(connection, "q_1"))
    assert keys[0] in written(tmp_path)  # the write-ahead log still has it
    async with asyncio.timeout(30):
        await filed.scrubbed()
    left = written(tmp_path)
    assert not any(key in left for key in keys)


async def test_scrubbing_waits_for_whoever_reads(filed: Database, tmp_path: Path) -> None:
    keys = await hold_two_polls(filed)
    begun, may_end = threading.Event(), threading.Event()

    def read_slowly(connection: Connection) -> None:
        sessions.every(connection)
        begun.set()
        may_end.wait(30)

    reading = asyncio.create_task(filed.read(read_slowly))
    assert await asyncio.to_thread(begun.wait, 10)
    await filed.write(lambda connection: ballots.seal(connection, "q_1"))
    scrubbing = asyncio.create_task(filed.scrubbed())
    await filed.write(lambda connection: vote(connection, "q_2", 3, PEOPLE[:1]))
    assert not scrubbing.done()
    may_end.set()
    async with asyncio.timeout(30):
        await asyncio.gather(reading, scrubbing)
    assert keys[0] not in written(tmp_path)


async def test_what_a_crash_left_unscrubbed_is_scrubbed_at_the_start(
    filed: Database, tmp_path: Path
) -> None:
    keys = await hold_two_polls(filed)
    await filed.write(lambda connection: ballots.seal(connection, "q_1"))
    copy(tmp_path, into=tmp_path / "after")
    again = Database(str(url_in(tmp_path / "after")))
    again.upgrade()
    left = written(tmp_path / "after")
    assert not any(key in left for key in keys)
    await again.close()
