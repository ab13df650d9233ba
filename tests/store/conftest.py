"""A database in a file, and a connection to one in a transaction."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from live.store import engines, sessions
from live.store.database import Database
from live.store.upgrade import upgrade
from tests.store.rows import a_session, url_in


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    """A connection to a database that holds the session ``s_1``."""
    engine = engines.writing(url_in(tmp_path))
    with engine.begin() as writing:
        upgrade(writing)
        sessions.insert(writing, a_session())
        yield writing
    engine.dispose()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """A database that holds the session ``s_1``."""
    opened = Database(str(url_in(tmp_path)))
    opened.upgrade()
    await opened.write(lambda connection: sessions.insert(connection, a_session()))
    yield opened
    await opened.close()
