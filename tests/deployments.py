"""How the server of a test is deployed: one process on SQLite, or many on PostgreSQL and Redis.

A test that uses ``server`` or ``deployment`` is run on the one that ``--deployment`` names; with
the mark ``deployments`` it is run on both.
"""

import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from os import kill
from pathlib import Path
from typing import Any

import pytest

from tests.engines import processes
from tests.engines.postgres import Postgres
from tests.engines.redis import redis
from tests.servers import Server, serving

SINGLE, MANY = "single", "many"
WORKERS = 4

Serving = Callable[..., AbstractAsyncContextManager[Server]]
"""Called with a folder, and with what is set in the environment."""


class Workers(Server):
    """`plenary serve --workers 4`; to kill it is to kill all of its processes."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        super().__init__(folder, {"WEB_CONCURRENCY": str(WORKERS), **environ})

    async def kill(self) -> None:
        for pid in (self.pid, *processes.children(self.pid)):
            with suppress(ProcessLookupError):
                kill(pid, signal.SIGKILL)
        await super().kill()


def many_on(postgres: Postgres, template: str) -> Serving:
    @asynccontextmanager
    async def on_many(folder: Path, **environ: Any) -> AsyncIterator[Server]:
        database = postgres.new_database(template)
        with redis() as bus:
            engines = {"LIVE_DATABASE_URL": postgres.url_of(database), "LIVE_REDIS_URL": bus.url}
            server = Workers(folder, {**engines, **environ})
            await server.start()
            try:
                yield server
            finally:
                await server.stop()
        postgres.drop_database(database)

    return on_many


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--deployment",
        choices=(SINGLE, MANY),
        default=SINGLE,
        help="what the server of a test is: one process on SQLite, or four on PostgreSQL and Redis",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "deployments: is run on every kind of deployment")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "deployed" not in metafunc.fixturenames:
        return
    usual = metafunc.config.option.deployment
    marked = metafunc.definition.get_closest_marker("deployments")
    kinds = [SINGLE, MANY] if marked else [usual]
    ids = kinds if marked else [pytest.HIDDEN_PARAM]
    metafunc.parametrize("deployed", kinds, ids=ids, indirect=True, scope="session")


@pytest.fixture(scope="session")
def deployed(request: pytest.FixtureRequest) -> str:
    """Which kind it is."""
    kind: str = getattr(request, "param", request.config.option.deployment)
    return kind


@pytest.fixture(scope="session")
def deployment(request: pytest.FixtureRequest, deployed: str) -> Serving:
    """For tests that need a server of their own."""
    if deployed == SINGLE:
        return serving
    postgres: Postgres = request.getfixturevalue("postgres_server")
    return many_on(postgres, request.getfixturevalue("postgres_template"))


@pytest.fixture(scope="session")
async def server_of_single(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    async with serving(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
async def server_of_many(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: Postgres, postgres_template: str
) -> AsyncIterator[Server]:
    start = many_on(postgres_server, postgres_template)
    async with start(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, deployed: str) -> Server:
    """One server for all tests that do not harm it."""
    running: Server = request.getfixturevalue(f"server_of_{deployed}")
    return running
