"""The database: threads that write, others that read, each transaction in one hop."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, make_url, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from live import metrics
from live.store import engines, others, scrubbing
from live.store.faults import away
from live.store.upgrade import upgrade

logger = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[Connection], T]

READERS = 4
WRITERS = 4
"""Of PostgreSQL; SQLite has one. A session is written by one of them at a time: its room waits."""

SCRUB_SECONDS = (0.05, 5.0)
"""How long to wait before scrubbing is tried again: at first, and at most."""


class Unavailable(Exception):
    """The database is away, locked or full; nothing was changed."""


class OutcomeUnknown(Exception):
    """COMMIT itself failed: the transaction may or may not be there."""


class Database:
    """One database, by its SQLAlchemy URL."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        writers = 1 if engines.is_sqlite(self._url) else WRITERS
        self._writing = engines.writing(self._url, writers)
        self._reading = engines.reading(self._url, READERS)
        self._writer = ThreadPoolExecutor(writers, "store-writer")
        self._readers = ThreadPoolExecutor(READERS, "store-reader")
        self._scrubs: set[asyncio.Task[None]] = set()

    async def write(self, work: Work[T]) -> T:
        """Run some work in a transaction of its own; in SQLite, after all writes before it.

        What it raises rolls back. Unavailable or OutcomeUnknown where the database fails.
        Whoever stops waiting does not stop the work.
        """
        return await _in(self._writer, lambda: _change(self._writing, work))

    async def read(self, work: Work[T]) -> T:
        """Run some work that only reads, all of it as of one moment. Unavailable if it fails."""
        return await _in(self._readers, lambda: _look(self._reading, work))

    async def ping(self) -> None:
        """Unavailable if the database does not answer."""
        await self.read(lambda connection: connection.execute(select(1)))

    def upgrade(self) -> None:
        """Bring the tables up to date, before anything else is done with them."""
        self.make_folder()
        _transact(self._writing, upgrade)
        # An earlier process may have ended before it could.
        scrubbing.scrub(self._writing, scrubbing.OF_POLLS)

    def make_folder(self) -> None:
        """That in which the file of SQLite is to lie."""
        if engines.is_sqlite(self._url) and self._url.database:
            Path(self._url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def in_use(self) -> bool:
        """Whether somebody else is connected, as far as can be known."""
        return await _in(self._writer, lambda: _guarded(lambda: others.in_use(self._writing)))

    async def rewritten(self) -> bool:
        """Leave nothing of what was deleted anywhere; whether that could be done. Only where
        nobody else is connected."""
        return await _in(self._writer, lambda: _guarded(lambda: scrubbing.rewrite(self._writing)))

    def scrub(self) -> None:
        """Begin to remove from the files what was deleted; nobody needs to wait for it."""
        task = asyncio.create_task(self.scrubbed(), name="scrub")
        self._scrubs.add(task)
        task.add_done_callback(self._scrubs.discard)

    async def scrubbed(self) -> None:
        """Remove from the files what was deleted, trying until nobody stands in the way."""
        pause, longest = SCRUB_SECONDS
        while not await _in(self._writer, lambda: scrubbing.scrub(self._writing)):
            if pause == longest:
                logger.warning("what was deleted is still in the database's files; trying again")
            await asyncio.sleep(pause)
            pause = min(2 * pause, longest)

    async def close(self) -> None:
        """Finish what is under way, then let the database go."""
        for task in self._scrubs:
            task.cancel()
        await asyncio.gather(*self._scrubs, return_exceptions=True)
        for threads, engine in ((self._writer, self._writing), (self._readers, self._reading)):
            await asyncio.to_thread(threads.shutdown)
            engine.dispose()


async def _in(threads: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.shield(asyncio.get_running_loop().run_in_executor(threads, work))


def _transact(engine: Engine, work: Work[T]) -> T:
    with _faults(), _begun(engine) as connection:  # leaving before the commit rolls back
        result = work(connection)
        try:
            connection.commit()
        except DBAPIError as fault:
            connection.invalidate(fault)
            raise OutcomeUnknown from fault
        return result


def _begun(engine: Engine) -> Connection:
    """A connection in a transaction. One that lay in the pool may be dead: then, a new one."""
    connection = engine.connect()
    try:
        connection.begin()
    except DBAPIError as fault:
        connection.close()
        if not fault.connection_invalidated:
            raise
        connection = engine.connect()
        connection.begin()
    return connection


def _change(engine: Engine, work: Work[T]) -> T:
    try:
        return _transact(engine, work)
    except OutcomeUnknown:
        metrics.DATABASE_FAULTS.labels("outcome_unknown").inc()
        raise


def _look(engine: Engine, work: Work[T]) -> T:
    try:
        return _transact(engine, work)
    except OutcomeUnknown as fault:  # nothing was changed in any case
        metrics.DATABASE_FAULTS.labels("away").inc()
        raise Unavailable from fault


def _guarded(work: Callable[[], T]) -> T:
    with _faults():
        return work()


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as fault:
        metrics.DATABASE_FAULTS.labels("pool_exhausted").inc()
        raise Unavailable from fault
    except DBAPIError as fault:
        if away(fault):
            metrics.DATABASE_FAULTS.labels("away").inc()
            raise Unavailable from fault
        raise
