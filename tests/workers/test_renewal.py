"""Workers are replaced one by one, while somebody is there."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from live.simulate.door import enter
from tests.live.witness import Witness
from tests.workers.conftest import WORKERS
from tests.workers.several import Several, open_files


class Renewal:
    """All workers were replaced while somebody wrote one thing after another."""

    def __init__(self, server: Several, chair: Witness) -> None:
        self.server = server
        self.chair = chair
        self.before = server.workers
        self.files_before = open_files(server.pid)
        self.asked = 0

    async def carry_out(self) -> None:
        renewing = asyncio.create_task(self.server.renewed())
        while not renewing.done():
            await self.chair.ask("item.add", {"title": "Item"}, f"item {self.asked}")
            self.asked += 1
        await renewing


@pytest.fixture(scope="module")
async def renewal(server: Several) -> AsyncIterator[Renewal]:
    links = await server.create_session()
    cookie = await enter(links.moderator_url, "Mona")
    chair = Witness(server.url, links.code, cookie)
    await chair.start()
    renewal = Renewal(server, chair)
    await renewal.carry_out()
    yield renewal
    await chair.stop()


async def test_no_worker_is_as_it_was(renewal: Renewal) -> None:
    assert renewal.server.workers.isdisjoint(renewal.before)
    assert len(renewal.server.workers) == WORKERS


async def test_the_parent_keeps_nothing_of_those_before(renewal: Renewal) -> None:
    assert open_files(renewal.server.pid) <= renewal.files_before


async def test_nothing_was_refused(renewal: Renewal) -> None:
    assert renewal.chair.heard_of("refused") == []


async def test_everything_was_done_once(renewal: Renewal) -> None:
    items = [key for key in renewal.chair.documents if key.startswith("item/")]
    assert len(items) == renewal.asked


async def test_whoever_is_there_may_come_over_soon(renewal: Renewal) -> None:
    goodbyes = renewal.chair.heard_of("bye")
    assert goodbyes
    assert {bye["reconnect_within_ms"] for bye in goodbyes} == {2000}
