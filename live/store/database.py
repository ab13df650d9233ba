"""The database: one thread that writes, a few that read, and transactions in one piece each.

A piece of work is a function of a connection; it runs in a thread from BEGIN to COMMIT, so that
no await can leave a transaction half done. All writing of this process passes through one
thread, which is the one fair lock that SQLite needs.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

T = TypeVar("T")
Work = Callable[[Connection], T]

READERS = 4
BUSY_MS = 5_000
SCRUB_TRIES = 60
SCRUB_SECONDS = 0.5

logger = logging.getLogger(__name__)

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # what is acknowledged survives a loss of power
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA secure_delete=ON",  # deleted keys are overwritten
)


class Unavailable(Exception):
    """The database is away, locked or full; nothing was written."""


class OutcomeUnknown(Exception):
    """The commit failed in a way that leaves open whether it took."""


class Database:
    """Where everything is kept. ``url``: as SQLAlchemy has it, with a synchronous driver."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        self._writing = self._engine("BEGIN IMMEDIATE")
        self._reading = self._engine("BEGIN")
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._scrubbing: set[asyncio.Task[None]] = set()

    def _engine(self, begin: str) -> Engine:
        if not self.sqlite:
            options = "-c lock_timeout=2s -c idle_in_transaction_session_timeout=10s"
            return create_engine(
                self.url,
                hide_parameters=True,
                pool_pre_ping=True,
                connect_args={"options": options},
            )
        engine = create_engine(
            self.url,
            hide_parameters=True,
            connect_args={"check_same_thread": False, "isolation_level": None},
        )
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
        return engine

    def upgrade(self) -> None:
        """Bring the tables to this release's form."""
        from live.store.migrations import upgrade  # noqa: PLC0415  Alembic is slow to load

        with self._writing.begin() as connection:
            upgrade(connection)

    async def write(self, work: Work[T]) -> T:
        """Run a piece of work in one transaction of the writing thread.

        Unavailable if it cannot be done now, OutcomeUnknown if the commit itself failed. The
        work goes on to its end even if whoever waits for it is cancelled.
        """
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._writer, self._write, work))

    def _write(self, work: Work[T]) -> T:
        try:
            connection = self._writing.connect()
        except DBAPIError as error:
            raise Unavailable from error
        with connection:
            try:
                transaction = connection.begin()
                result = work(connection)
            except (OperationalError, InterfaceError) as error:
                _undo(connection)
                raise Unavailable from error
            except BaseException:
                _undo(connection)
                raise
            try:
                transaction.commit()
            except DBAPIError as error:
                _undo(connection)
                connection.invalidate()
                raise OutcomeUnknown from error
        return result

    async def read(self, work: Work[T]) -> T:
        """Run a piece of work that only reads, on one state of the database."""
        loop = asyncio.get_running_loop()
        return await asyncio.shield(loop.run_in_executor(self._readers, self._read, work))

    def _read(self, work: Work[T]) -> T:
        try:
            with self._reading.begin() as connection:
                return work(connection)
        except (OperationalError, InterfaceError) as error:
            raise Unavailable from error

    def scrub(self) -> None:
        """Begin to remove from the files what was deleted, until that has succeeded."""
        task = asyncio.get_running_loop().create_task(self.scrubbed(), name="scrub")
        self._scrubbing.add(task)
        task.add_done_callback(self._scrubbing.discard)

    async def scrubbed(self) -> None:
        """Empty SQLite's write-ahead log into the file; have PostgreSQL vacuum the ballots."""
        loop = asyncio.get_running_loop()
        for _ in range(SCRUB_TRIES):
            if await loop.run_in_executor(self._writer, self._scrub):
                return
            await asyncio.sleep(SCRUB_SECONDS)
        logger.error("the write-ahead log could not be emptied; closing the server does it")

    def _scrub(self) -> bool:
        with suppress(DBAPIError), self._writing.connect() as connection:
            bare: Any = connection.connection.driver_connection
            if self.sqlite:
                busy, _, _ = bare.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy
            free = connection.execution_options(isolation_level="AUTOCOMMIT")
            free.execute(text("VACUUM ballots"))
            free.execute(text("VACUUM poll_keys"))
            return True
        return False

    async def close(self) -> None:
        """Finish what is under way, and let go of the files."""
        await asyncio.gather(*self._scrubbing)
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writer, self._writing.dispose)
        await loop.run_in_executor(self._readers, self._reading.dispose)
        self._writer.shutdown()
        self._readers.shutdown()


def _set_pragmas(connection: Any, _: object) -> None:
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _undo(connection: Connection) -> None:
    with suppress(DBAPIError):
        connection.rollback()
