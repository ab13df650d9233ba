"""Removing deleted rows from the files in which they would stay readable."""

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from live.store import engines

PATIENCE_MS = 100


def scrub(engine: Engine) -> bool:
    """Try once; False if somebody who reads, or a failure, stood in the way."""
    try:
        return _sqlite(engine) if engine.dialect.name == "sqlite" else _postgres(engine)
    except (DBAPIError, engine.dialect.loaded_dbapi.Error):
        return False


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


def _postgres(engine: Engine) -> bool:
    """Write the tables anew: a plain VACUUM leaves deleted rows where they are, as free space."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = {PATIENCE_MS}"))  # others wait to vote
        try:
            connection.execute(text("VACUUM (FULL) poll_keys"))
            connection.execute(text("VACUUM (FULL) ballots"))
        finally:
            connection.execute(text("RESET lock_timeout"))
    return True
