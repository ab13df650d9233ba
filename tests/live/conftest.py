"""An open session with everybody in it."""

from collections.abc import AsyncIterator

import pytest

from tests.live.gathering import Gathering, gathered
from tests.servers import Server


@pytest.fixture
async def gathering(server: Server) -> AsyncIterator[Gathering]:
    async with gathered(server) as everybody:
        yield everybody


@pytest.fixture(scope="module")
async def one_gathering(server: Server) -> AsyncIterator[Gathering]:
    """For all tests of a module, which only look."""
    async with gathered(server) as everybody:
        yield everybody
