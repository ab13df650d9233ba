"""Removing deleted rows from the files in which they would stay readable."""

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

PATIENCE_MS = 100


def scrub(engine: Engine) -> bool:
    """Try once; False if somebody who reads, or a failure, stood in the way."""
    try:
        return _sqlite(engine) if engine.dialect.name == "sqlite" else _postgres(engine)
    except DBAPIError:
        return False


def _sqlite(engine: Engine) -> bool:
    """Bring the write-ahead log into the file, and cut it off.

    Deleted rows are zeros in the file (``secure_delete``), but still in the log.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")  # others wait to write
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 5000")
        return not busy
    finally:
        connection.close()


def _postgres(engine: Engine) -> bool:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ballots"))
        connection.execute(text("VACUUM poll_keys"))
    return True
