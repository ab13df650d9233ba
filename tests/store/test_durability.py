import asyncio
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection

from live.store import ballots, journal, sessions
from live.store.database import Database
from tests.store.rows import SESSION, url_in
from tests.store.writer import POLL

ROOT = Path(__file__).parents[2]


async def written_until_killed(url: str, writes: int) -> int:
    """The last number that a writing process has acknowledged before it was killed."""
    command = [sys.executable, "-m", "tests.store.writer", url]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    async with asyncio.timeout(60):
        for _ in range(writes):
            await process.stdout.readline()
        process.kill()
        rest = await process.stdout.read()
        await process.wait()
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith(b"\n")]
    return writes + len(whole)


def check(connection: Connection, acknowledged: int) -> None:
    entries = journal.read(connection, SESSION)
    row = sessions.by_id(connection, SESSION)
    assert row is not None
    assert acknowledged <= row.seq <= acknowledged + 1
    assert [entry.seq for entry in entries] == list(range(1, row.seq + 1))
    assert journal.verify(connection, SESSION) == []
    last = {f"p_{seq % 7}": seq for seq in range(1, row.seq + 1)}
    assert ballots.turnout(connection, SESSION) == {POLL: last}
    choices = {person: (f"o_{seq}",) for person, seq in last.items()}
    assert ballots.named_choices(connection, POLL) == choices


@pytest.mark.parametrize("writes", [1, 20, 150])
async def test_nothing_acknowledged_is_lost_when_the_writer_is_killed(
    tmp_path: Path, writes: int
) -> None:
    url = str(url_in(tmp_path))
    acknowledged = await written_until_killed(url, writes)
    database = Database(url)
    await database.read(lambda connection: check(connection, acknowledged))
    await database.close()
