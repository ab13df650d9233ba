"""Removing deleted rows from the files in which they would stay readable."""

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from live.store import engines, tables

PATIENCE_MS = 100
OF_OPEN_POLLS = ("poll_keys", "secret_ballots")
OF_POLLS = (*OF_OPEN_POLLS, "ballots")


def scrub(engine: Engine, tables: Sequence[str] = OF_OPEN_POLLS) -> bool:
    """Try once; False if somebody who reads, or a failure, stood in the way."""
    try:
        return _sqlite(engine) if engine.dialect.name == "sqlite" else _postgres(engine, tables)
    except (DBAPIError, engine.dialect.loaded_dbapi.Error):
        return False


def rewrite(engine: Engine) -> bool:
    """Leave nothing in the files of what was deleted from any table, while nobody else is there;
    False if that failed."""
    if engine.dialect.name == "sqlite":
        return scrub(engine)
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("SET statement_timeout = 0")
        for name in tables.metadata.tables:
            cursor.execute(f"VACUUM (FULL) {name}")
    except engine.dialect.loaded_dbapi.Error:
        return False
    finally:
        connection.invalidate()  # with what was set
    return True


def _sqlite(engine: Engine) -> bool:
    """Bring the write-ahead log into the file, and cut it off.

    Deleted rows are zeros in the file (``secure_delete``), but still in the log.
    """
    connection = engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")  # others wait to write
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _, _ = cursor.fetchone() or (True, 0, 0)
        return not busy
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {engines.BUSY_MS}")
        connection.close()


def _postgres(engine: Engine, tables: Sequence[str]) -> bool:
    """Write tables anew: a plain VACUUM leaves deleted rows where they are, as free space."""
    connection = engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute(f"SET lock_timeout = {PATIENCE_MS}")  # others wait to vote
        for table in tables:
            cursor.execute(f"VACUUM (FULL) {table}")
        cursor.execute("RESET lock_timeout")
    except engine.dialect.loaded_dbapi.Error:
        connection.invalidate()
        raise
    finally:
        connection.close()
    return True
