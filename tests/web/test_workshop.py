"""The files of records are made once, kept for a while, and forgotten when something changed."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from multiprocessing import active_children as children
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection

from live.domain.events import encode
from live.errors import NotFound
from live.record.formats import FORMATS, PACKED
from live.record.model import Template
from live.store import directory, journal, sessions
from live.store.database import Database
from live.store.journal import NewEntry
from live.web.workshop import Order, Workshop
from tests.record.office import parts
from tests.record.sittings import Recorded, consultation
from tests.store.rows import SESSION, a_session, url_in

HERE = consultation()
ORDER = Order(SESSION, len(HERE.journal), None, "named", Template(), lasting=True)
ARABIC = replace(ORDER, attribution="chatham")


def keep(connection: Connection, here: Recorded) -> None:
    sessions.insert(connection, a_session())
    entries = [
        NewEntry(fact.at, fact.by, f"c{fact.seq}", *encode(fact.event), b"")
        for fact in here.journal
    ]
    journal.append(connection, SESSION, (0, b""), entries)
    for person, name in here.directory.items():
        entry = directory.Entry(name.name, name.organisation)
        directory.save(connection, SESSION, person, entry)


def address(folder: Path) -> str:
    return str(url_in(folder))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="module")
async def database(folder: Path) -> AsyncIterator[Database]:
    opened = Database(address(folder))
    opened.upgrade()
    await opened.write(partial(keep, here=HERE))
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
async def workshop(database: Database, folder: Path) -> AsyncIterator[Workshop]:
    made = Workshop(database, address(folder), lambda: HERE.now)
    yield made
    made.close()


async def test_a_file_is_made_once_for_all_who_ask_at_the_same_time(workshop: Workshop) -> None:
    asked = (workshop.file(ORDER, "summary.md", "en") for _ in range(5))
    first, *others = await asyncio.gather(*asked)
    assert all(other is first for other in others)
    assert b"Ada Lovelace" in first


async def test_it_is_kept(workshop: Workshop) -> None:
    first = await workshop.file(ORDER, "summary.md", "en")
    assert await workshop.file(ORDER, "summary.md", "en") is first
    assert await workshop.file(ORDER, "summary.md", "ar") != first
    assert await workshop.file(replace(ORDER, attribution="group"), "summary.md", "en") != first


async def test_whoever_goes_away_stops_nobody_elses(workshop: Workshop) -> None:
    leaving = asyncio.create_task(workshop.file(ORDER, "summary.md", "en"))
    staying = asyncio.create_task(workshop.file(ORDER, "summary.md", "en"))
    await asyncio.sleep(0)
    leaving.cancel()
    assert b"Ada Lovelace" in await staying


async def test_while_a_session_goes_on_nothing_is_kept(workshop: Workshop) -> None:
    going_on = replace(ORDER, lasting=False)
    first = await workshop.file(going_on, "summary.md", "en")
    assert await workshop.file(going_on, "summary.md", "en") is not first


async def test_after_another_event_it_is_made_anew(workshop: Workshop) -> None:
    first = await workshop.file(ORDER, "summary.md", "en")
    later = replace(ORDER, seq=ORDER.seq + 1)
    assert await workshop.file(later, "notes.csv", "en")
    assert await workshop.file(ORDER, "summary.md", "en") is not first


async def test_what_is_forgotten_is_made_anew(workshop: Workshop) -> None:
    first = await workshop.file(ORDER, "summary.md", "en")
    workshop.forget("s_other")
    assert await workshop.file(ORDER, "summary.md", "en") is first
    workshop.forget(SESSION)
    assert await workshop.file(ORDER, "summary.md", "en") is not first


async def test_no_more_is_kept_than_there_is_room_for(database: Database, folder: Path) -> None:
    small = Workshop(database, address(folder), lambda: HERE.now, most_bytes=100)
    first = await small.file(ORDER, "summary.md", "en")
    assert await small.file(ORDER, "summary.md", "en") is not first
    small.close()


async def test_all_files_at_once_are_those_that_are_made_one_by_one(workshop: Workshop) -> None:
    packed = parts(await workshop.file(ORDER, PACKED, "en"))
    assert list(packed) == [*(name for name in FORMATS if name != PACKED), "SHA256SUMS"]
    for name in ("summary.html", "record.json"):
        assert packed[name] == await workshop.file(ORDER, name, "en")


async def test_how_many_are_made_is_told_meanwhile(workshop: Workshop) -> None:
    making = asyncio.create_task(workshop.file(ARABIC, PACKED, "ar"))
    seen: set[tuple[int, int]] = set()
    async with asyncio.timeout(60):
        while not making.done():
            seen.add(await workshop.progress(ARABIC, "ar"))
    assert {of for _, of in seen} <= {0, len(FORMATS) - 1}
    assert len({done for done, of in seen if of}) > 3
    assert await workshop.progress(ARABIC, "ar") == (0, 0)


async def test_a_worker_that_does_not_make_them_tells_it_too(
    workshop: Workshop, database: Database, folder: Path
) -> None:
    other = Workshop(database, address(folder), lambda: HERE.now)
    order = replace(ORDER, attribution="anonymous")
    making = asyncio.create_task(workshop.file(order, PACKED, "en"))
    seen: set[tuple[int, int]] = set()
    async with asyncio.timeout(60):
        while not making.done():
            seen.add(await other.progress(order, "en"))
    assert len({done for done, of in seen if of}) > 3
    assert await other.progress(order, "en") == (0, 0)


async def test_every_worker_says_the_same_of_when_it_was_made(
    database: Database, folder: Path
) -> None:
    later = replace(ORDER, seq=ORDER.seq + 9)
    first, second = (Workshop(database, address(folder), at) for at in (lambda: 7, lambda: 9))
    assert await first._job(later) == await second._job(later)
    first.close()
    second.close()


async def test_a_process_that_dies_is_replaced(workshop: Workshop) -> None:
    for process in children():
        process.kill()
    going_on = replace(ORDER, lasting=False)
    assert b"Ada Lovelace" in await workshop.file(going_on, "summary.md", "en")


async def test_a_version_that_was_not_made_is_told_each_time(workshop: Workshop) -> None:
    for _ in range(2):
        with pytest.raises(NotFound):
            await workshop.file(replace(ORDER, version=9), "notes.csv", "en")


async def test_all_files_of_a_version_that_was_not_made_are_told_too(workshop: Workshop) -> None:
    with pytest.raises(NotFound):
        await workshop.file(replace(ORDER, version=9), PACKED, "en")
    assert await workshop.progress(replace(ORDER, version=9), "en") == (0, 0)
