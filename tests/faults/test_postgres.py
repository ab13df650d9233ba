"""PostgreSQL stops, cuts, refuses and does not answer, while a crowd is at work."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack

import psycopg
import pytest

from live.simulate.door import join, post
from tests.engines import programs
from tests.engines.postgres import Postgres, postgres
from tests.faults.crowd import LATE
from tests.faults.database import with_tables
from tests.faults.options import Figures, Scale
from tests.faults.postgres_wire import LostCommits
from tests.faults.proxy import LOOPBACK, Proxy, through
from tests.faults.stage import Stage, judged, played
from tests.servers import Server, serving

FEW = {"max_connections": "16"}
PARTICIPANTS = 10


@pytest.fixture(scope="module")
def engine() -> Iterator[Postgres]:
    """It loses no commit, and takes few connections."""
    programs.require("PostgreSQL", "psycopg")
    with postgres(FEW) as running:
        with_tables(running.url)
        yield running


@pytest.fixture(scope="module")
def commits() -> LostCommits:
    return LostCommits()


@pytest.fixture(scope="module")
async def cable(engine: Postgres, commits: LostCommits) -> AsyncIterator[Proxy]:
    """Between the server and its database."""
    async with through((LOOPBACK, engine.port), commits.spoiler) as proxy:
        yield proxy


@pytest.fixture(scope="module")
async def client(
    engine: Postgres, cable: Proxy, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """The server of ours, which is PostgreSQL's client."""
    url = engine.tcp_url(port=cable.port)
    async with serving(tmp_path_factory.mktemp("client"), LIVE_DATABASE_URL=url) as server:
        yield server


@pytest.fixture
async def stage(client: Server, engine: Postgres, scale: Scale) -> AsyncIterator[Stage]:
    made = Stage([client], scale.dice, engine.url)
    async with played(made, PARTICIPANTS):
        yield made


async def worked(stage: Stage, scale: Scale) -> None:
    """The crowd is at work until some moment."""
    await stage.crowd.until_acknowledged(scale.dice.randrange(10, 60))


async def finished(stage: Stage, seen: Figures, times: int) -> None:
    crowd = stage.crowd
    await crowd.until_acknowledged(40)
    done, refused = crowd.acknowledged, crowd.refused("unavailable")
    judged(await stage.end())
    seen(times=times, commands_done=done, refused_meanwhile=refused, lost=0, doubled=0)


async def test_it_is_stopped_at_once_and_started(
    stage: Stage, engine: Postgres, scale: Scale, seen: Figures
) -> None:
    times = int(scale.of(1, 10))
    for _ in range(times):
        await worked(stage, scale)
        await asyncio.to_thread(engine.stop, "immediate")
        await stage.crowd.until_refused("unavailable", 10)
        await asyncio.to_thread(engine.start)
    await finished(stage, seen, times)


async def test_its_backends_are_terminated(
    stage: Stage, engine: Postgres, scale: Scale, seen: Figures
) -> None:
    times = int(scale.of(3, 50))
    for _ in range(times):
        await worked(stage, scale)
        assert await asyncio.to_thread(engine.terminate_backends)
    await finished(stage, seen, times)


async def test_no_connection_is_to_be_had(
    stage: Stage, engine: Postgres, scale: Scale, seen: Figures
) -> None:
    """Others take all that there are, and ours has just lost its own."""
    times = int(scale.of(1, 10))
    for _ in range(times):
        await worked(stage, scale)
        with ExitStack() as others:
            await asyncio.to_thread(_take_all, engine, others)
            await stage.crowd.until_refused("unavailable", 10)
    await finished(stage, seen, times)


OURS = "FROM pg_stat_activity WHERE client_port > 0"


def _take_all(engine: Postgres, others: ExitStack) -> None:
    """Take every connection that is free, and terminate ours until none of them is back before."""
    first = others.enter_context(psycopg.connect(engine.conninfo(), autocommit=True))
    for _ in range(1000):
        first.execute(f"SELECT pg_terminate_backend(pid) {OURS}")
        try:
            others.enter_context(psycopg.connect(engine.conninfo(), autocommit=True))
        except psycopg.OperationalError:
            if first.execute(f"SELECT count(*) {OURS}").fetchone() == (0,):
                return
    pytest.fail("there are always more connections")


async def test_its_tables_are_locked(
    stage: Stage, engine: Postgres, scale: Scale, seen: Figures
) -> None:
    """All of our own connections wait for a table that somebody does not give away."""
    times = int(scale.of(1, 10))
    for _ in range(times):
        await worked(stage, scale)
        with psycopg.connect(engine.conninfo()) as other:
            await asyncio.to_thread(other.execute, "LOCK TABLE sessions, journal")
            await stage.crowd.until_refused("unavailable", 10)
    await finished(stage, seen, times)


async def test_the_answer_to_a_commit_is_lost(
    stage: Stage, commits: LostCommits, scale: Scale, seen: Figures
) -> None:
    times = int(scale.of(3, 50))
    before = commits.lost
    for _ in range(times):
        await worked(stage, scale)
        commits.lose()
    await stage.crowd.until_acknowledged(60)
    assert commits.lost - before == times
    await finished(stage, seen, times)


async def test_a_form_whose_fate_is_unknown_is_to_be_sent_again(
    client: Server, commits: LostCommits
) -> None:
    links = await client.create_session()
    cookie = await join(client.url, links.code, **LATE, name="Ada")

    async def next_device() -> int:
        return (await post(client.url, f"/s/{links.code}/device", b"", cookie)).status

    commits.lose()
    assert [await next_device(), await next_device()] == [503, 200]


async def test_the_way_to_it_is_reset(
    stage: Stage, cable: Proxy, scale: Scale, seen: Figures
) -> None:
    times = int(scale.of(3, 50))
    for _ in range(times):
        await worked(stage, scale)
        cable.reset()
    await finished(stage, seen, times)
