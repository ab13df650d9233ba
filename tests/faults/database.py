"""A database for servers of ours, and what they have open there."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from live.store import engines
from live.store.upgrade import upgrade
from tests.faults.finding import Finding
from tests.faults.holdings import MOST_OF_A_DATABASE

OPEN = text(
    "SELECT state, count(*) AS number FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend' GROUP BY state"
)


def with_tables(url: str) -> None:
    """Make the tables of this release."""
    engine = engines.writing(make_url(url))
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()


def left_open(url: str, processes: int) -> Iterator[Finding]:
    """Promise E on PostgreSQL's side: no transaction goes on, and pools are small."""
    if not url.startswith("postgresql"):
        return
    with create_engine(make_url(url), poolclass=NullPool).connect() as connection:
        states = Counter({row.state: row.number for row in connection.execute(OPEN)})
    if busy := {state: number for state, number in states.items() if state != "idle"}:
        yield Finding("E", f"PostgreSQL has connections of ours that are {busy}")
    if states.total() > MOST_OF_A_DATABASE * processes:
        yield Finding("E", f"PostgreSQL has {dict(states)} connections of {processes} processes")
