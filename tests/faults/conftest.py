"""Several workers that share one PostgreSQL and one Redis, both of which may be harmed."""

from collections.abc import AsyncIterator, Iterator
from random import Random

import msgspec
import pytest

from tests.engines import programs
from tests.engines.postgres import Postgres, postgres
from tests.engines.redis import Redis, redis
from tests.faults.database import with_tables
from tests.faults.proxy import LOOPBACK, Proxy, through
from tests.faults.redis_wire import Messages, Rates
from tests.workers.several import Several, several


class Installation(msgspec.Struct, frozen=True):
    """``rates``: how messages fare on ``cable``, between the workers and Redis."""

    server: Several
    postgres: Postgres
    redis: Redis
    cable: Proxy
    rates: Rates


@pytest.fixture(scope="module")
def engines() -> Iterator[tuple[Postgres, Redis]]:
    programs.require("PostgreSQL", "psycopg", "Redis or Valkey")
    with postgres() as database, redis() as announcing:
        with_tables(database.url)
        yield database, announcing


@pytest.fixture(scope="module")
async def installation(
    engines: tuple[Postgres, Redis],
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Installation]:
    """Four workers; in the short version two."""
    database, announcing = engines
    workers = 4 if pytestconfig.option.faults == "long" else 2
    rates, dice = Rates(), Random(pytestconfig.option.faults_seed)
    async with (
        through((LOOPBACK, announcing.port), lambda: Messages(rates, dice)) as cable,
        several(
            tmp_path_factory.mktemp("installation"),
            workers,
            LIVE_DATABASE_URL=database.tcp_url(),
            LIVE_REDIS_URL=announcing.url_of(port=cable.port),
        ) as server,
    ):
        yield Installation(server, database, announcing, cable, rates)
