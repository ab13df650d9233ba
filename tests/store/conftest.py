"""Databases of both kinds, and connections to them in a transaction."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url

from live.store import engines, sessions
from live.store.database import Database
from live.store.upgrade import upgrade
from tests.store.rows import a_session, url_in


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    """A connection to a database that holds the session ``s_1``."""
    with connected(database_url) as writing:
        yield writing


@pytest.fixture
def filed_connection(tmp_path: Path) -> Iterator[Connection]:
    """The same, for what is so in SQLite only."""
    with connected(str(url_in(tmp_path))) as writing:
        yield writing


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database that holds the session ``s_1``."""
    async with opened(database_url) as ready:
        yield ready


@pytest.fixture
async def filed(tmp_path: Path) -> AsyncIterator[Database]:
    """The same, for what is so in SQLite only."""
    async with opened(str(url_in(tmp_path))) as ready:
        yield ready


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = engines.writing(make_url(url))
    with engine.begin() as writing:
        upgrade(writing)
        sessions.insert(writing, a_session())
        yield writing
    engine.dispose()


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    database.upgrade()
    await database.write(lambda connection: sessions.insert(connection, a_session()))
    yield database
    await database.close()
