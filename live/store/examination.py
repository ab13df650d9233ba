"""What the database says of itself, as far as acknowledged commands depend on it."""

from time import monotonic, time

import msgspec
from sqlalchemy import Connection, text

from live.store.database import READERS, WRITERS
from live.store.upgrade import Standing, standing

ROUND_TRIPS = 5
MOST_CONNECTIONS = READERS + WRITERS
"""Of one worker."""

SETTINGS = text("""
    SELECT name, setting FROM pg_settings WHERE name IN (
        'server_version', 'server_encoding', 'synchronous_commit', 'fsync', 'full_page_writes',
        'max_connections', 'superuser_reserved_connections', 'archive_mode'
    )
""")
OTHERS = text("""
    SELECT count(*) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
""")


class Sqlite(msgspec.Struct, frozen=True):
    """``faults``: the first thing that its own check finds, or ``ok``."""

    standing: Standing
    version: str
    synchronous: int
    journal_mode: str
    faults: str


class Postgres(msgspec.Struct, frozen=True):
    """``ahead_seconds``: how much its clock is ahead of ours; ``seconds``: one question and answer.
    ``used``: connections that there are already."""

    standing: Standing
    settings: dict[str, str]
    replica: bool
    used: int
    ahead_seconds: float
    seconds: float


def examine(connection: Connection) -> Sqlite | Postgres:
    """Look, and change nothing."""
    if connection.dialect.name == "sqlite":
        return _sqlite(connection)
    return _postgres(connection)


def _sqlite(connection: Connection) -> Sqlite:
    def said(query: str) -> str:
        return str(connection.exec_driver_sql(query).scalar())

    return Sqlite(
        standing(connection),
        said("SELECT sqlite_version()"),
        int(said("PRAGMA synchronous")),
        said("PRAGMA journal_mode"),
        said("PRAGMA quick_check(1)"),
    )


def _postgres(connection: Connection) -> Postgres:
    settings: dict[str, str] = {row.name: row.setting for row in connection.execute(SETTINGS)}
    seconds, ahead = min(_round_trip(connection) for _ in range(ROUND_TRIPS))
    return Postgres(
        standing(connection),
        settings,
        bool(connection.scalar(text("SELECT pg_is_in_recovery()"))),
        connection.scalar(OTHERS) or 0,
        ahead,
        seconds,
    )


def _round_trip(connection: Connection) -> tuple[float, float]:
    """How long an answer takes, and how much the database's clock is ahead of ours then."""
    asked, begun = time(), monotonic()
    theirs = connection.scalar(text("SELECT extract(epoch FROM clock_timestamp())::float8")) or 0.0
    seconds = monotonic() - begun
    return seconds, theirs - (asked + seconds / 2)
