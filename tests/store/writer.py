"""A process that writes, and says each time what is on disk, until it is killed."""

import asyncio
import sys

from sqlalchemy import Connection

from live.store import ballots, journal, sessions
from live.store.database import Database
from tests.store.rows import SESSION, a_session

POLL = "q_1"


def add(connection: Connection) -> int:
    """One event and one ballot; the number of the event."""
    row = sessions.lock(connection, SESSION)
    entry = journal.NewEntry(1, "p_ada", f"c{row.seq + 1}", "note.posted", b"{}", b"")
    seq, chain = journal.append(connection, SESSION, (row.seq, row.chain), [entry])
    sessions.advance(connection, SESSION, seq, chain)
    cast = ballots.Cast(f"p_{seq % 7}", seq, f"c{seq}", (f"o_{seq}",))
    ballots.record(connection, SESSION, POLL, False, [cast])
    return seq


async def write(url: str) -> None:
    database = Database(url)
    database.upgrade()
    await database.write(lambda connection: sessions.insert(connection, a_session()))
    while True:
        seq = await database.write(add)
        sys.stdout.write(f"{seq}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1]))
