"""SQLite and PostgreSQL, each waiting for its disk: ``python -m bench.engines``.

Moderators post notes, straight into their rooms, without sockets: one note after the other, or 32
at a time, in one session and in 16 at once. Every note is acknowledged when it is committed. Beside
it, the same rows are written by the driver alone, one transaction for each, one after the other.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import msgspec
from sqlalchemy import make_url

from bench.measure import cpu_seconds, median, percentile, run
from live.domain.actors import Actor, PersonId, Role
from live.domain.life import OpenSession, Plan
from live.domain.notes import PostNote
from live.domain.people import Join
from live.room.room import Room
from live.room.rooms import Rooms
from live.room.services import Services
from live.store import engines, journal, sessions
from live.store.database import Database
from tests.engines import programs
from tests.engines.postgres import postgres

SECONDS = 4.0
TEXT = "The delegate of Ruritania asked for more time to consult on the second paragraph."
COURSES = ((1, 1), (1, 32), (16, 1), (16, 32))
"""How many sessions, and how many commands under way in each."""

CHAIR = Actor(PersonId("p_chair"), Role.MODERATOR)


class Spent(msgspec.Struct):
    waits: list[float] = []
    seconds: float = 0.0
    cpu: float = 0.0

    def told(self) -> str:
        waits = [1000 * wait for wait in self.waits]
        return (
            f"{len(waits) / self.seconds:8,.0f} commands/s   acknowledged after "
            f"{median(waits):6.1f} ms, p99 {percentile(waits, 0.99):6.1f} ms   "
            f"{1000 * self.cpu / len(waits):5.2f} ms of CPU each"
        )


async def main(folder: Path) -> None:
    for name, url in _urls(folder):
        print(f"Notes, acknowledged once they are on disk: {name}")
        database = Database(url)
        await asyncio.to_thread(database.upgrade)
        rooms = Rooms(Services(database))
        for number, at_once in COURSES:
            spent = await _course(rooms, number, at_once)
            print(f"  {number:2} sessions, {at_once:2} at a time  {spent.told()}")
        await rooms.close()
        await database.close()
        print(f"  the same rows by SQLAlchemy alone: {_alone(url):,.0f} transactions/s")


def _urls(folder: Path) -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite+pysqlite:///{folder / 'bench.db'}"
    if programs.missing():
        print(f"Skipped PostgreSQL: there is no {', '.join(programs.missing())}.")
        return
    with postgres() as server:
        yield "PostgreSQL over its socket", server.url
        yield "PostgreSQL over TCP", server.tcp_url(server.new_database())


async def _course(rooms: Rooms, number: int, at_once: int) -> Spent:
    halls = [await _opened(rooms, f"{number:02}{at_once:02}{nth:04}") for nth in range(number)]
    spent, until = Spent(), perf_counter() + SECONDS
    cpu, began = cpu_seconds(os.getpid()), perf_counter()
    await asyncio.gather(
        *(_post(hall, f"{n}", until, spent) for hall in halls for n in range(at_once))
    )
    spent.seconds, spent.cpu = perf_counter() - began, cpu_seconds(os.getpid()) - cpu
    return spent


async def _opened(rooms: Rooms, code: str) -> Room:
    plan = Plan(title="Consultation", code=code)
    created = await rooms.create(plan, (), ())
    room = await rooms.room(created.session_id)
    await room.submit(Actor(CHAIR.id, Role.SYSTEM), "join", Join(CHAIR.role, "Chair", "", ""))
    await room.submit(CHAIR, "open", OpenSession())
    return room


async def _post(room: Room, who: str, until: float, spent: Spent) -> None:
    count = 0
    while perf_counter() < until:
        began, count = perf_counter(), count + 1
        await room.submit(CHAIR, f"{who}-{count}", PostNote(TEXT))
        spent.waits.append(perf_counter() - began)


def _alone(url: str) -> float:
    """Lock the session, add an entry, move its head: transactions a second."""
    engine = engines.writing(make_url(url))
    data, count, began = TEXT.encode(), 0, perf_counter()
    with engine.begin() as connection:
        head = sessions.every(connection)[0]
    while perf_counter() < began + SECONDS:
        count += 1
        with engine.begin() as connection:
            row = sessions.lock(connection, head.id)
            entry = journal.NewEntry(row.seq, CHAIR.id, f"alone-{count}", "note", data, data)
            end = journal.append(connection, row.id, (row.seq, row.chain), [entry])
            sessions.advance(connection, row.id, *end)
    engine.dispose()
    return count / (perf_counter() - began)


if __name__ == "__main__":
    run(main)
