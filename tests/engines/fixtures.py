"""Servers for tests: one of each kind for all that do no harm, and others of their own."""

from collections.abc import Iterator

import pytest
from sqlalchemy import make_url

from live.store import engines
from live.store.upgrade import upgrade
from tests.engines import programs
from tests.engines.postgres import QUICK, Postgres, postgres
from tests.engines.redis import Redis, redis


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """One for all tests of this process that leave it as it is; it does not wait for the disk."""
    programs.require("PostgreSQL", "psycopg")
    with postgres(QUICK) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Postgres) -> str:
    """A database with the tables of this release; a copy is made quicker than they are."""
    name = postgres_server.new_database()
    engine = engines.writing(make_url(postgres_server.url_of(name)))
    with engine.begin() as connection:
        upgrade(connection)
    engine.dispose()
    return name


@pytest.fixture
def postgres_url(postgres_server: Postgres, postgres_template: str) -> Iterator[str]:
    """A fresh database with all tables, and nothing in them."""
    name = postgres_server.new_database(postgres_template)
    yield postgres_server.url_of(name)
    postgres_server.drop_database(name)


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
