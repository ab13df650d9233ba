"""All files of a long session's record at once, and how long other work waits meanwhile."""

import asyncio
import os
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from time import perf_counter

from sqlalchemy import Connection

from bench.measure import cpu_seconds, run
from live.domain.events import encode
from live.domain.life import ATTRIBUTIONS, Attribution
from live.record.formats import PACKED
from live.record.model import Template
from live.store import directory, journal, sessions
from live.store.database import Database
from live.store.journal import NewEntry
from live.web.workshop import Order, Workshop
from tests.record.afternoon import CAPTIONS, NOTES, POLLS, TURNS, afternoon
from tests.record.sittings import Recorded
from tests.store.rows import SESSION, a_session


async def main(folder: Path) -> None:
    print(f"All files of {TURNS} turns, {NOTES} notes, {POLLS} polls, {CAPTIONS} captions")
    here = afternoon()
    url = f"sqlite+pysqlite:///{folder / 'bench.db'}"
    database = Database(url)
    database.upgrade()
    await database.write(partial(_kept, here=here))
    await _idle()
    workshop = Workshop(database, url, lambda: here.now)
    for attribution in ATTRIBUTIONS:
        for language in ("en", "ar"):
            await _measured(workshop, attribution, language)
    workshop.close()
    await database.close()


def _kept(connection: Connection, here: Recorded) -> None:
    sessions.insert(connection, a_session())
    entries = [
        NewEntry(fact.at, fact.by, f"c{fact.seq}", *encode(fact.event), b"")
        for fact in here.journal
    ]
    journal.append(connection, SESSION, (0, b""), entries)
    for person, name in here.directory.items():
        directory.save(
            connection, SESSION, person, directory.Entry(name.name, name.organisation, "")
        )


async def _measured(workshop: Workshop, attribution: Attribution, language: str) -> None:
    order = Order(SESSION, 1, None, attribution, Template(), lasting=True)
    gaps: list[float] = []
    watch = asyncio.create_task(_watch(gaps))
    cpu, began = _cpu(), perf_counter()
    packed = await workshop.file(order, PACKED, language)
    cpu, passed = _cpu() - cpu, perf_counter() - began
    again = perf_counter()
    await workshop.file(order, PACKED, language)
    again = perf_counter() - again
    watch.cancel()
    print(
        f"  {attribution:8}{language}{cpu:6.2f} s of CPU{passed:6.2f} s passed"
        f"{len(packed) / 1024:7,.0f} KiB; again {1000 * again:.1f} ms; {_told(gaps)}"
    )


def _cpu() -> float:
    """Of this process and of those that make the files."""
    processes = [os.getpid(), *(one.pid for one in active_children() if one.pid is not None)]
    return sum(map(cpu_seconds, processes))


async def _idle() -> None:
    """What other programs on the machine make the event loop wait."""
    gaps: list[float] = []
    watch = asyncio.create_task(_watch(gaps))
    await asyncio.sleep(3)
    watch.cancel()
    print(f"  nothing is made: {_told(gaps)}")


def _told(gaps: list[float]) -> str:
    gaps.sort()
    return (
        f"gaps of the event loop: median {gaps[len(gaps) // 2]:.1f} ms, "
        f"p99 {gaps[len(gaps) * 99 // 100]:.1f} ms, longest {gaps[-1]:.0f} ms"
    )


async def _watch(gaps: list[float]) -> None:
    """Notes how much later than asked the loop comes back, every millisecond."""
    while True:
        before = perf_counter()
        await asyncio.sleep(0.001)
        gaps.append(1000 * (perf_counter() - before) - 1)


if __name__ == "__main__":
    run(main)
