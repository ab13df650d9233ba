"""The database as a whole: bring it up to date, copy it to a file, put it back from one."""

import asyncio
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import IO

import msgspec

from live import __version__
from live.room import erasure_log, lasting
from live.room.clock import Clock
from live.room.lasting import Applied, Fact
from live.settings import Settings
from live.store import backup, journal, sessions
from live.store.backup import Backup, Manifest
from live.store.connection import Connection
from live.store.database import Database
from live.store.upgrade import Standing, standing, upgrade


class InUse(Exception):
    """A server is connected to the database."""


class NoTables(Exception):
    """There is nothing to copy."""


class Restored(msgspec.Struct, frozen=True):
    """``broken``: the codes of sessions whose journal is not as it was written; ``unknown``: how
    many sessions of the backup are not in the database that was replaced; ``lost``: how many of
    that are not in the backup. ``rewritten``: whether nothing of what was erased is in the files.
    """

    sessions: int
    events: int
    open_polls: int
    applied: Applied
    broken: tuple[str, ...]
    unknown: int
    lost: int
    rewritten: bool


class Order(msgspec.Struct, frozen=True):
    """How a backup is to be read. ``logs``: files of facts that hold whatever it says."""

    replace: bool = False
    logs: Sequence[Path] = ()
    with_deleted: bool = False


def bring_up_to_date(settings: Settings) -> None:
    """Bring the tables up to this release."""
    database = Database(settings.database_url)
    try:
        database.upgrade()
    finally:
        asyncio.run(database.close())


# Copying


def copy(settings: Settings, path: Path, *, ballots: bool) -> Manifest:
    """Copy the database, which may be in use, into a new file that only its owner can read.
    FileExistsError, or another OSError, where it cannot be made."""
    with _new_file(path) as file:
        return asyncio.run(_copy(settings, file, ballots=ballots))


async def _copy(settings: Settings, file: IO[bytes], *, ballots: bool) -> Manifest:
    database, now = Database(settings.database_url), Clock().now()
    try:
        if await database.read(standing) is Standing.MISSING:
            raise NoTables
        return await database.read(
            partial(backup.write, file=file, release=__version__, now=now, ballots=ballots)
        )
    finally:
        await database.close()


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """It has its name once it is whole, and is gone where it could not be finished."""
    if path.exists():
        raise FileExistsError(path)
    unfinished = path.with_name(f".{path.name}.{token_hex(4)}")
    descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)


def facts(settings: Settings) -> list[Fact]:
    """What the database tells that must outlast it."""
    return asyncio.run(_facts(settings))


async def _facts(settings: Settings) -> list[Fact]:
    database = Database(settings.database_url)
    try:
        return await database.read(lasting.all_of)
    finally:
        await database.close()


# Restoring


def restore(settings: Settings, file: IO[bytes], order: Order) -> Restored:
    """Put a backup in the place of the database; Unreadable, NotEmpty or InUse where it cannot
    be. All of it takes effect, or nothing."""
    return asyncio.run(_restore(settings, Backup(file), order))


async def _restore(settings: Settings, of: Backup, order: Order) -> Restored:
    known = [fact for path in order.logs for fact in erasure_log.read(path)]
    if settings.erasures is not None:
        with suppress(FileNotFoundError):
            known += erasure_log.read(settings.erasures)
    database = Database(settings.database_url)
    try:
        database.make_folder()
        if await database.in_use():
            raise InUse
        work = partial(_put_back, of=of, order=order, known=known, now=Clock().now())
        restored = await database.write(work)
        return msgspec.structs.replace(restored, rewritten=await database.rewritten())
    finally:
        await database.close()


def _put_back(
    connection: Connection, of: Backup, order: Order, known: Sequence[Fact], now: int
) -> Restored:
    before = _present(connection, of)
    here = {row.id for row in sessions.every(connection)} if before is not None else set()
    backup.clear(connection, replace=order.replace)
    of.fill(connection)
    found = {row.id for row in sessions.every(connection)}
    wanted = [
        fact
        for fact in (*known, *(before or ()))
        if not (order.with_deleted and fact.kind == "session.deleted")
    ]
    applied = lasting.apply(connection, wanted, now)
    sessions.renew_epochs(connection, lambda: token_hex(8))
    manifest = of.manifest
    return Restored(
        sessions=backup.count_sessions(connection),
        events=manifest.rows("journal"),
        open_polls=backup.count_open_polls(connection),
        applied=applied,
        broken=tuple(_broken(connection)),
        unknown=len(found - here) if here else 0,
        lost=len(here - found),
        rewritten=False,
    )


def _present(connection: Connection, of: Backup) -> Collection[Fact] | None:
    """What the database tells that is there now; None where there is none."""
    if standing(connection) is Standing.MISSING:
        return None
    if standing(connection) is Standing.NEWER:
        raise backup.Unreadable("The database that is there is of a newer release than this one.")
    upgrade(connection)
    return lasting.all_of(connection)


def _broken(connection: Connection) -> Iterator[str]:
    for row in sessions.every(connection):
        if journal.verify(connection, row.id):
            yield row.code
