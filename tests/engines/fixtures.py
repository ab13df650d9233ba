"""Servers for tests: one of each kind for all that do no harm, and others of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from live.store import engines
from live.store.tables import metadata
from live.store.upgrade import upgrade
from tests.engines import programs
from tests.engines.postgres import QUICK, Postgres, postgres
from tests.engines.redis import Redis, redis

TERMINATE = b"""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
EMPTY = "; ".join(f"DELETE FROM {each.name}" for each in reversed(metadata.sorted_tables)).encode()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """One for all tests of this process that leave it as it is; it does not wait for the disk."""
    programs.require("PostgreSQL", "psycopg")
    with postgres(QUICK) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Postgres) -> str:
    """A database with the tables of this release, to make copies of."""
    name = postgres_server.new_database()
    engine = engines.writing(make_url(postgres_server.url_of(name)))
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    return name


@pytest.fixture(scope="session")
def emptied(postgres_server: Postgres, postgres_template: str) -> Iterator[Callable[[], str]]:
    """The name of one database for all tests, with nothing in its tables whenever it is asked.

    Emptying one takes a fiftieth of the time that making one takes.
    """
    name = postgres_server.new_database(postgres_template)
    with psycopg.connect(postgres_server.conninfo(name), autocommit=True) as connection:

        def empty() -> str:
            connection.execute(TERMINATE)
            connection.execute(EMPTY)
            return name

        yield empty


@pytest.fixture
def postgres_url(postgres_server: Postgres, emptied: Callable[[], str]) -> str:
    """A database with all tables, and nothing in them."""
    return postgres_server.url_of(emptied())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each test that uses it is run twice. In SQLite there are no tables yet."""
    if request.param == "sqlite":
        return f"sqlite+pysqlite:///{tmp_path / 'plenary.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any tables. Each test that uses it is run twice."""
    if request.param == "sqlite":
        yield f"sqlite+pysqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    name = server.new_database()
    yield server.url_of(name)
    server.drop_database(name)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """One for all tests of this process that leave it as it is."""
    programs.require("Redis or Valkey")
    with redis() as running:
        yield running


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """A Redis that has nothing in it."""
    redis_server.flush()
    return redis_server.url


@pytest.fixture(scope="module")
def mortal_postgres() -> Iterator[Postgres]:
    """One for the tests of a module, that may be stopped and killed; it loses no commit."""
    programs.require("PostgreSQL", "psycopg")
    with postgres() as running:
        yield running


@pytest.fixture
def mortal_redis() -> Iterator[Redis]:
    """One for this test, that may be stopped, killed and paused."""
    programs.require("Redis or Valkey")
    with redis() as running:
        yield running
