"""Connections: how SQLite and PostgreSQL are set up for those who write and those who read."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InternalError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MS = 5000
SQLITE = f"""
    PRAGMA busy_timeout = {BUSY_MS};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
"""
SQLITE_READING = f"""
    PRAGMA busy_timeout = {BUSY_MS};
    PRAGMA query_only = ON;
"""
APPLICATION = "plenary"
"""What PostgreSQL is told of who is connected."""

POSTGRES: Mapping[str, str | int] = {
    "connect_timeout": 3,
    "fallback_application_name": APPLICATION,
    # A replica may be behind what was acknowledged.
    "target_session_attrs": "read-write",
    # A server that is gone without a word is noticed within about ten seconds.
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
"""What libpq is told, unless the address of the database says otherwise."""

POSTGRES_TIMEOUTS = {
    "lock_timeout": "2s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "10s",
}
POOL_SECONDS = 2


class NoDriver(Exception):
    """Python's way to this kind of database is not installed."""

    def __init__(self, backend: str) -> None:
        extra = {"postgresql": " Install it: pip install 'plenary-live[postgres]'"}.get(backend, "")
        super().__init__(f"The driver for {backend} is not installed.{extra}")


def writing(url: URL, connections: int = 1) -> Engine:
    """An engine whose transactions see what was committed before each of their statements.

    In SQLite, they hold the lock for writing from their beginning.
    """
    if is_sqlite(url):
        return _sqlite(url, "BEGIN IMMEDIATE", SQLITE, 1)
    return _postgres(url, "BEGIN ISOLATION LEVEL READ COMMITTED", connections)


def reading(url: URL, connections: int) -> Engine:
    """An engine that cannot write; each transaction sees one moment of the database."""
    if is_sqlite(url):
        return _sqlite(url, "BEGIN", SQLITE_READING, connections)
    return _postgres(url, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", connections)


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _sqlite(url: URL, begin: str, pragmas: str, connections: int) -> Engine:
    engine = _engine(url, begin, connections, {"isolation_level": None})

    @event.listens_for(engine, "connect")
    def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.executescript(pragmas)

    @event.listens_for(engine, "commit")
    def _commit(connection: Connection) -> None:
        # Said aloud, it fails where SQLite has already rolled back by itself; commit() is silent.
        connection.exec_driver_sql("COMMIT")

    return engine


def _postgres(url: URL, begin: str, connections: int) -> Engine:
    said = url.query.get("options", "")
    options = [f"-c {name}={value}" for name, value in POSTGRES_TIMEOUTS.items()]
    options += [said] if isinstance(said, str) else said
    ours = {name: value for name, value in POSTGRES.items() if name not in url.query}
    arguments = {"autocommit": True, "options": " ".join(options), **ours}
    engine = _engine(url, begin, connections, arguments)

    @event.listens_for(engine, "commit")
    def _commit(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        if driver.info.transaction_status.name == "INERROR":  # it would roll back, and be silent
            raise InternalError("COMMIT", None, RuntimeError("a statement has failed"))

    return engine


def _engine(url: URL, begin: str, connections: int, arguments: Mapping[str, Any]) -> Engine:
    """The driver begins no transactions; ours begin with a statement of their own, which shows
    also whether a connection that lay in the pool is still good."""
    try:
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=POOL_SECONDS,
            connect_args=dict(arguments),
        )
    except ImportError as missing:
        raise NoDriver(url.get_backend_name()) from missing

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
