"""The command `plenary` on PostgreSQL, where the tables are brought up to date by hand."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from live.store import engines
from live.store.upgrade import revisions, upgrade
from tests.engines.postgres import Postgres
from tests.servers import READY, Server, ServerFailed, without_settings


@pytest.fixture
def url(postgres_server: Postgres) -> Iterator[str]:
    """A database without tables."""
    name = postgres_server.new_database()
    yield postgres_server.url_of(name)
    postgres_server.drop_database(name)


@pytest.fixture
def server(tmp_path: Path, url: str) -> Server:
    return Server(tmp_path, {"LIVE_DATABASE_URL": url})


@pytest.mark.parametrize("command", [("serve",), ("host", "link")], ids=" ".join)
async def test_a_database_without_tables_is_said_in_one_line(
    server: Server, command: tuple[str, ...]
) -> None:
    with pytest.raises(ServerFailed) as failed:
        await server.run(*command)
    said = "Error: The database has no tables yet. Bring it up to date: plenary db upgrade\n"
    assert str(failed.value) == said


async def test_an_older_database_is_said_in_one_line(server: Server, url: str) -> None:
    engine = engines.writing(make_url(url))
    with engine.begin() as connection:
        upgrade(connection, revisions()[1])
    engine.dispose()
    with pytest.raises(ServerFailed, match=r"^Error: The database is of an older release\. .*\n$"):
        await server.run("serve")


async def test_a_server_begins_once_the_tables_are_there(server: Server) -> None:
    await server.run("db", "upgrade")
    await server.start()
    assert f"{READY}{server.url}" in server.output
    await server.stop()


async def test_a_missing_driver_is_said_in_one_line() -> None:
    without = "import sys; sys.modules['psycopg'] = None; from live.cli import main; main()"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", without, "serve"),
        env={**without_settings(), "LIVE_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    driver = "The driver for postgresql is not installed."
    assert said.decode() == f"Error: {driver} Install it: pip install 'plenary-live[postgres]'\n"
    assert process.returncode == 1
