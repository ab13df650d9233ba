"""What a server says of itself while what it needs is away, and when it is back."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from live.simulate.door import Answer, enter, get
from tests.engines.postgres import Postgres
from tests.engines.redis import Redis
from tests.live.figures import Figures, figures
from tests.live.gathering import SECONDS
from tests.live.witness import Witness
from tests.servers import Server, serving

SLOW_SECONDS = 1.3


@pytest.fixture
async def on_postgres(mortal_postgres: Postgres, tmp_path: Path) -> AsyncIterator[Server]:
    environ = {"LIVE_DATABASE_URL": mortal_postgres.url_of(mortal_postgres.new_database())}
    await Server(tmp_path, environ).run("db", "upgrade")
    await Server(tmp_path, environ).host_link()  # else the server makes one after it is ready
    async with serving(tmp_path, **environ) as running:
        yield running


@pytest.fixture
async def with_redis(mortal_redis: Redis, tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path, LIVE_REDIS_URL=mortal_redis.url) as running:
        yield running


async def ready(server: Server, holds: Callable[[Answer], bool]) -> list[str]:
    """The lines of ``/readyz`` once something is true of its answer."""
    async with asyncio.timeout(SECONDS):
        while not holds(answer := await get(server.url, "/readyz", "")):
            pass
    return answer.body.decode().splitlines()


async def shown(server: Server, holds: Callable[[Figures], bool]) -> Figures:
    async with asyncio.timeout(SECONDS):
        while not holds(found := await figures(server.url)):
            pass
    return found


async def test_a_server_without_its_database_is_not_ready(
    on_postgres: Server, mortal_postgres: Postgres
) -> None:
    server = on_postgres
    await ready(server, lambda answer: answer.status == 200)
    mortal_postgres.stop()
    lines = await ready(server, lambda answer: answer.status == 503)
    assert lines[0] == "not ready"
    assert "wrong database does not answer" in lines
    found = await shown(server, lambda figures: figures["database_up"] == 0)
    assert found.sum("database_faults_total", fault="away") > 0
    assert (await get(server.url, "/healthz", "")).status == 200
    mortal_postgres.start()
    assert "ok    database answers" in await ready(server, lambda answer: answer.status == 200)


async def test_a_server_without_redis_is_ready_and_says_so(
    with_redis: Server, mortal_redis: Redis
) -> None:
    server = with_redis
    await ready(server, lambda answer: b"ok    bus is redis" in answer.body)
    mortal_redis.kill()
    lines = await ready(server, lambda answer: b"note  bus redis" in answer.body)
    assert lines[0] == "ready"
    await shown(server, lambda figures: figures["bus_up"] == 0)
    mortal_redis.start()
    await ready(server, lambda answer: b"ok    bus is redis" in answer.body)


@pytest.fixture
async def filed(tmp_path: Path) -> AsyncIterator[Server]:
    async with serving(tmp_path) as running:
        yield running


async def test_a_commit_that_takes_long_is_said_once(filed: Server) -> None:
    links = await filed.create_session()
    chair = Witness(filed.url, links.code, await enter(links.moderator_url, "Mona"))
    await chair.start()
    for _ in range(2):
        await _while_others_write(filed, chair)
    await chair.stop()
    await filed.stop()
    slow = [line for line in filed.output if "a commit took long" in line]
    assert len(slow) == 1
    assert "Mona" not in slow[0]


async def _while_others_write(server: Server, chair: Witness) -> None:
    """Another process holds the database for longer than a commit should take."""
    with closing(sqlite3.connect(server.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        sent = asyncio.create_task(chair.send("item.add", title="Item"))
        await asyncio.wait([sent], timeout=SLOW_SECONDS)
        other.execute("ROLLBACK")
        await sent
