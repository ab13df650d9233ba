"""A server of several workers, on one SQLite file."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.engines.redis import Redis
from tests.workers.several import Several, several

WORKERS = 2

Serving = Callable[[], AbstractAsyncContextManager[Several]]


@pytest.fixture
def serving(tmp_path: Path, redis_server: Redis) -> Serving:
    """For tests after which there is none."""
    return partial(several, tmp_path, WORKERS, LIVE_REDIS_URL=redis_server.url)


@pytest.fixture(scope="module")
async def server(
    tmp_path_factory: pytest.TempPathFactory, redis_server: Redis
) -> AsyncIterator[Several]:
    """For all tests of a module; workers may go, if others come."""
    folder = tmp_path_factory.mktemp("several")
    async with several(folder, WORKERS, LIVE_REDIS_URL=redis_server.url) as running:
        yield running
