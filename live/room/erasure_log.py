"""The erasure log: a file beside the database, to which every fact that must outlast it is added.

A backup that is restored knows nothing of who was erased after it was made, and the database that
could tell may be lost. The file has ids only. Several processes of one machine may share it.
"""

import asyncio
import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

import msgspec

from live.domain.actors import Milliseconds
from live.room import lasting
from live.room.lasting import Fact
from live.store import sessions
from live.store.connection import Connection, Fault
from live.store.database import Database, Unavailable

if sys.platform != "win32":
    import fcntl

LOOK_SECONDS = 60.0
OVERLAP_MS = 600_000
"""What is revoked counts from the clock of whichever worker did it."""

logger = logging.getLogger(__name__)
_decoder = msgspec.json.Decoder(Fact)


def read(path: Path) -> list[Fact]:
    """The facts of a log; a line that was cut off, or is of a later release, is left out."""
    return [*_facts(path.read_bytes())]


def _facts(lines: bytes) -> Iterator[Fact]:
    for line in lines.splitlines():
        with contextlib.suppress(msgspec.MsgspecError):
            yield _decoder.decode(line)


def line(fact: Fact) -> bytes:
    return msgspec.json.encode(fact) + b"\n"


class ErasureLog:
    """A log that is written to, by whoever else too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read = 0
        self._known: set[tuple[str, str, str]] = set()

    def add(self, facts: Iterable[Fact]) -> None:
        """Put those down that are not there yet, and wait until they are on the disk."""
        with self._locked() as file:
            self._catch_up(file)
            new = {fact.key: fact for fact in facts if fact.key not in self._known}
            if new:
                file.write(b"".join(map(line, new.values())))
                os.fsync(file.fileno())
                self._known |= new.keys()
                self._read = file.tell()

    @contextmanager
    def _locked(self) -> Iterator[FileIO]:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with FileIO(descriptor, "a+") as file:
            if sys.platform != "win32":
                fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    def _catch_up(self, file: FileIO) -> None:
        """Take in what others have written meanwhile; all of it, where the file was put anew."""
        if file.seek(0, os.SEEK_END) < self._read:
            self._read = 0
            self._known.clear()
        file.seek(self._read)
        self._known |= {fact.key for fact in _facts(file.readall())}
        self._read = file.tell()


class Keeper:
    """Looks in the database for new facts: at the start, when it is told to, and each minute."""

    def __init__(
        self, database: Database, log: ErasureLog, clock: Callable[[], Milliseconds]
    ) -> None:
        self._database = database
        self._log = log
        self._clock = clock
        self._heads: dict[str, int] = {}
        self._revoked_since = 0
        self._changed = asyncio.Event()
        self._deleted: set[str] = set()

    def changed(self, _session_id: str) -> None:
        """Something was erased."""
        self._changed.set()

    def deleted(self, session_id: str) -> None:
        """A session was deleted. It must be said: sessions that are not there any more may be in
        a database that somebody is about to restore."""
        self._deleted.add(session_id)
        self._changed.set()

    async def run(self) -> None:
        while True:
            self._changed.clear()
            try:
                await self.look()
            except (OSError, Unavailable, Fault) as fault:
                logger.error("the erasure log was not written (%s)", type(fault).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), LOOK_SECONDS)

    async def look(self) -> None:
        """Write down what has come to be true since the last time."""
        now, deleted = self._clock(), {*self._deleted}
        heads, facts = await self._database.read(self._new)
        facts += [Fact(now, session_id, "session.deleted", session_id) for session_id in deleted]
        await asyncio.to_thread(self._log.add, facts)
        self._heads, self._revoked_since = heads, now - OVERLAP_MS
        self._deleted -= deleted

    def _new(self, connection: Connection) -> tuple[dict[str, int], list[Fact]]:
        rows = sessions.every(connection)
        facts = [*lasting.revoked(connection, self._revoked_since)]
        for row in rows:
            before = self._heads.get(row.id, 0)
            if row.seq > before:
                facts += lasting.of_session(connection, row.id, before)
        return {row.id: row.seq for row in rows}, facts
