"""Each part is looked at on a real server, which is as it should be or is not."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from live.checkup import address, database, folders, machine, redis
from live.checkup import settings as of_settings
from live.checkup.findings import Finding, good
from live.settings import Settings, read_settings
from live.store.database import Database
from live.vitals import highest_open_files
from tests.engines.ports import free_port
from tests.engines.postgres import Postgres
from tests.engines.redis import Redis
from tests.servers import Server

Look = Callable[[Settings], Coroutine[Any, Any, list[Finding]]]


def settings(**environ: str) -> Settings:
    return read_settings(environ)


def told(found: list[Finding], verdict: str) -> str:
    return "\n".join(finding.words for finding in found if finding.verdict == verdict)


# SQLite


@pytest.fixture
async def sqlite(tmp_path: Path) -> Settings:
    of = settings(LIVE_DATABASE_URL=f"sqlite:///{tmp_path}/plenary.db")
    made = Database(of.database_url)
    made.upgrade()
    await made.close()
    return of


def execute(of: Settings, *statements: str) -> None:
    assert of.sqlite_file
    with closing(sqlite3.connect(of.sqlite_file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


async def test_a_sqlite_file_that_is_as_it_should_be(sqlite: Settings) -> None:
    found = await database.look(sqlite)
    assert good(found)
    assert "with the tables of this release" in told(found, "ok")


async def test_tables_of_a_newer_release_are_told(sqlite: Settings) -> None:
    execute(sqlite, "UPDATE alembic_version SET version_num = '9999'")
    assert "tables of a newer release" in told(await database.look(sqlite), "warning")


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[2 * 4096 :] = b"\xff" * (len(content) - 2 * 4096)
    path.write_bytes(content)


async def test_a_damaged_file_is_wrong(sqlite: Settings) -> None:
    assert sqlite.sqlite_file
    spoil(sqlite.sqlite_file)
    assert not good(await database.look(sqlite))


# PostgreSQL


@pytest.fixture
async def postgres(mortal_postgres: Postgres) -> Settings:
    url = mortal_postgres.url_of(mortal_postgres.new_database())
    made = Database(url)
    made.upgrade()
    await made.close()
    return settings(LIVE_DATABASE_URL=url)


async def test_a_postgresql_that_is_as_it_should_be(postgres: Settings) -> None:
    found = await database.look(postgres)
    assert good(found), told(found, "wrong")
    assert "ms off this machine's" in told(found, "ok")


async def test_a_postgresql_that_does_not_wait_for_the_disk_is_wrong(
    postgres_server: Postgres,
) -> None:
    url = postgres_server.url_of(postgres_server.new_database())
    said = told(await database.look(settings(LIVE_DATABASE_URL=url)), "wrong")
    assert "fsync is off" in said
    assert "synchronous_commit is off" in said
    assert "without our tables: run plenary db upgrade" in said


async def test_too_many_workers_for_a_postgresql_are_wrong(postgres: Settings) -> None:
    many = settings(LIVE_DATABASE_URL=postgres.database_url, WEB_CONCURRENCY="50")
    assert "50 workers may need 800 connections" in told(await database.look(many), "wrong")


async def test_a_database_that_does_not_answer_is_wrong(tmp_path: Path) -> None:
    nowhere = settings(LIVE_DATABASE_URL=f"postgresql://nobody@/nothing?host={tmp_path}")
    said = told(await database.look(nowhere), "wrong")
    assert said.startswith("It does not answer: ")
    assert "No such file or directory" in said


# Redis


async def test_a_redis_that_is_as_it_should_be(redis_url: str) -> None:
    found = await redis.look(settings(LIVE_REDIS_URL=redis_url))
    assert [finding.verdict for finding in found] == ["ok"]


async def test_a_redis_that_does_not_answer_is_wrong(tmp_path: Path) -> None:
    found = await redis.look(settings(LIVE_REDIS_URL=f"unix://{tmp_path}/none.sock"))
    assert told(found, "wrong").startswith("It does not answer: ")


async def test_a_redis_that_cuts_listeners_off_early_is_noticed(mortal_redis: Redis) -> None:
    with mortal_redis.client() as client:
        client.config_set("client-output-buffer-limit", "pubsub 1048576 1048576 60")
    found = await redis.look(settings(LIVE_REDIS_URL=mortal_redis.url))
    assert "raise client-output-buffer-limit" in told(found, "warning")


# The address


async def test_a_server_that_runs_is_found_at_its_address(server: Server) -> None:
    found = await address.look(settings(LIVE_BASE_URL=server.url))
    assert good(found)
    assert f"{server.url} answers." in told(found, "ok")
    assert "WebSockets get through." in told(found, "ok")


@asynccontextmanager
async def plain_proxy() -> AsyncIterator[str]:
    """Answers every request alike, and knows no upgrade."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"


async def test_a_proxy_that_passes_no_sockets_on_is_wrong() -> None:
    async with plain_proxy() as url:
        found = await address.look(settings(LIVE_BASE_URL=url))
    assert "WebSockets do not get through" in told(found, "wrong")


async def test_a_server_that_does_not_run_is_noticed() -> None:
    nobody = settings(LIVE_BASE_URL=f"http://127.0.0.1:{free_port()}")
    assert "does not answer" in told(await address.look(nobody), "warning")


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("http://plenary.example.org", "wrong"),
        ("https://plenary.example.org", "ok"),
        ("http://localhost:8000", "warning"),
    ],
)
def test_a_public_address_needs_https(url: str, verdict: str) -> None:
    assert address.encrypted(settings(LIVE_BASE_URL=url)).verdict == verdict


# The rest


def test_a_folder_for_erasures_that_is_not_there_is_wrong(tmp_path: Path) -> None:
    given = settings(
        LIVE_DATABASE_URL=f"sqlite:///{tmp_path}/plenary.db",
        LIVE_ERASURE_LOG=str(tmp_path / "none" / "erasures"),
    )
    assert "LIVE_ERASURE_LOG" in told(folders.look(given), "wrong")


def test_a_database_elsewhere_without_a_log_of_erasures_is_noticed() -> None:
    given = settings(LIVE_DATABASE_URL="postgresql://db/plenary")
    assert "set LIVE_ERASURE_LOG" in told(folders.look(given), "warning")


def test_a_template_that_cannot_be_used_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "ours.md.j2").write_text("{{ nothing.")
    given = settings(LIVE_RECORD_TEMPLATES=str(tmp_path))
    assert "A template of the summary cannot be used" in told(folders.look(given), "wrong")


def test_workers_share_the_phones() -> None:
    most = highest_open_files()
    alone, shared = machine.look(most, 1), machine.look(most, 4)
    assert (good(alone), good(shared)) == (False, True)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"LIVE_TRUSTED_PROXIES": "*"}, "Every sender is a trusted proxy"),
        ({"LIVE_FRAME_ANCESTORS": "https://call.example.org"}, "only over https"),
        ({"LIVE_METRICS_TOKEN": "short"}, "LIVE_METRICS_TOKEN is shorter"),
        ({"WEB_CONCURRENCY": "2"}, "take turns at one SQLite file"),
    ],
)
def test_a_setting_that_may_not_be_meant_is_noticed(environ: dict[str, str], words: str) -> None:
    assert words in told([*of_settings.look(settings(**environ), [])], "warning")
