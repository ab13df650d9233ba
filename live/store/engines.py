"""Connections: how SQLite and PostgreSQL are set up for one writer and several readers."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
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
POSTGRES = {
    "connect_timeout": 5,
    "options": "-c lock_timeout=2s -c idle_in_transaction_session_timeout=10s",
    "prepare_threshold": None,  # prepared statements do not survive PgBouncer
}


def writing(url: URL) -> Engine:
    """An engine whose transactions hold the lock for writing from their beginning."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN IMMEDIATE", SQLITE, 1)
    return _postgres(url, 1)


def reading(url: URL, connections: int) -> Engine:
    """An engine that cannot write; each transaction sees one moment of the database."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, "BEGIN", SQLITE_READING, connections)
    only = {"postgresql_readonly": True}
    return _postgres(url, connections, isolation_level="REPEATABLE READ", execution_options=only)


def _sqlite(url: URL, begin: str, pragmas: str, connections: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        connect_args={"isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.executescript(pragmas)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "commit")
    def _commit(connection: Connection) -> None:
        # Said aloud, it fails where SQLite has already rolled back by itself; commit() is silent.
        connection.exec_driver_sql("COMMIT")

    return engine


def _postgres(url: URL, connections: int, **options: Any) -> Engine:
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=2,
        pool_pre_ping=True,
        connect_args=POSTGRES,
        **options,
    )
