"""Whether somebody else uses the database at this moment."""

from sqlalchemy import Connection, Engine, text

from live.store import engines

OTHERS = text("""
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = :name AND pid <> pg_backend_pid()
""")


def in_use(engine: Engine) -> bool:
    """Whether a server, or another command, is connected to it."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            return _locked(connection)
        return bool(connection.scalar(OTHERS, {"name": engines.APPLICATION}))


def _locked(connection: Connection) -> bool:
    """Whoever has the file open shares a lock on it, and nobody gets one for themselves then."""
    own = connection.connection.dbapi_connection
    assert own is not None
    cursor = own.cursor()
    try:
        cursor.execute("PRAGMA busy_timeout = 0")
        cursor.execute("PRAGMA locking_mode = EXCLUSIVE")
        cursor.execute("BEGIN EXCLUSIVE")
        cursor.execute("ROLLBACK")
    except connection.dialect.loaded_dbapi.OperationalError:
        return True
    finally:
        connection.invalidate()  # its lock ends with it
    return False
