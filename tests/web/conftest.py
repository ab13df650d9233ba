"""Browsers and people at the edge of a server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from live.simulate.client import Client
from live.simulate.door import enter
from tests.servers import Links, Server, serving
from tests.web.browsing import browsing
from tests.web.founding import founded
from tests.web.meeting import Meeting, held


@pytest.fixture
async def browser(server: Server) -> AsyncIterator[AsyncClient]:
    """A browser that has not been here."""
    async with browsing(server.url) as fresh:
        yield fresh


@pytest.fixture(scope="session")
async def host(server: Server) -> AsyncIterator[AsyncClient]:
    """The host's browser."""
    async with browsing(server.url) as entered:
        await entered.post(await server.host_link())
        yield entered


@pytest.fixture
async def links(host: AsyncClient) -> Links:
    """A fresh session, and the ways into it."""
    return await founded(host)


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[Server]:
    """A server whose limits nobody else has used up."""
    async with serving(tmp_path) as running:
        yield running


@pytest.fixture
async def moderator(server: Server, links: Links) -> AsyncIterator[Client]:
    cookie = await enter(links.moderator_url, "Mona")
    client = await Client(server.url, links.code, cookie).start()
    yield client
    await client.stop()


@pytest.fixture(scope="module")
async def meeting(server: Server, host: AsyncClient) -> AsyncIterator[Meeting]:
    """One for all tests of a module."""
    async with held(server.url, await founded(host)) as meeting:
        yield meeting
