"""Everybody's line breaks at the same moment, and the session goes on."""

import asyncio
import re
from collections.abc import AsyncIterator
from random import Random
from time import monotonic

import pytest

from live.room.replica import KEPT_SECONDS, LARGE_BYTES
from live.simulate.door import enter, get, join
from live.simulate.load.measures import Measures
from live.simulate.load.network import GOOD
from live.simulate.load.phone import Decoder, Phone, Where
from live.simulate.load.site import Site
from live.simulate.replica import Document
from tests.live.gathering import SECONDS, forms
from tests.live.witness import Witness
from tests.servers import Links, Server

PHONES = 200
ANOTHER = "another"
"""Whoever comes with a history that the server does not know is given everything anew."""

NOTE = "What was said about it. " * 200
NOTES = LARGE_BYTES // len(NOTE) + 1


class Storm:
    """Phones that are cut off all at once, half of which have to load everything anew."""

    def __init__(self, server: Server, links: Links, chair: Witness) -> None:
        self.measures = Measures()
        self.snapshots = 0
        self.most = 0.0
        self.edits = 0
        self.phones: list[Phone] = []
        self._server = server
        self._links = links
        self.chair = chair

    async def gather(self) -> None:
        where = Where(
            *(Site(self._server.url), self._links.code, GOOD),
            *(self.measures, Random(1), Decoder()),
        )
        cookies = await asyncio.gather(
            *(join(self._server.url, self._links.code, **form) for form in forms(PHONES))
        )
        self.phones = [Phone(where, cookie, 0) for cookie in cookies]
        for phone in self.phones:
            phone.connect()
        await self._all_here()

    async def _all_here(self) -> None:
        here = [phone.until(lambda one: one.connected, SECONDS) for phone in self.phones]
        assert all(await asyncio.gather(*here))

    async def carry_out(self) -> None:
        before, began = await self._encoded(), monotonic()
        editing = asyncio.create_task(self._edit())
        for nth, phone in enumerate(self.phones):
            phone.break_off()
            if nth % 2:
                phone.replica.epoch = ANOTHER
        await self._all_here()
        editing.cancel()
        self.snapshots = await self._encoded() - before
        self.most = 1 + (monotonic() - began) / KEPT_SECONDS
        await self.level()

    async def _edit(self) -> None:
        item = (await self.chair.send("item.add", title="Item"))["item"]
        while True:
            await self.chair.send("item.edit", item=item, title=f"Item {self.edits}")
            self.edits += 1

    async def _encoded(self) -> int:
        text = (await get(self._server.url, "/metrics")).body.decode()
        found = re.search(r"^plenary_snapshots_total (\S+)$", text, re.MULTILINE)
        assert found
        return int(float(found[1]))

    async def level(self) -> None:
        """Wait until everybody has all that there is."""
        head = (await self.chair.ask("item.add", {"title": "The last one"}))["seq"]
        known = [phone.until(lambda one: one.replica.seq >= head, SECONDS) for phone in self.phones]
        assert all(await asyncio.gather(*known))


@pytest.fixture(scope="module")
async def storm(server: Server) -> AsyncIterator[Storm]:
    links = await server.create_session()
    chair = Witness(server.url, links.code, await enter(links.moderator_url, "Chair"))
    await chair.start()
    await chair.send("session.open")
    for _ in range(NOTES):
        await chair.send("note.post", text=NOTE)
    storm = Storm(server, links, chair)
    await storm.gather()
    await storm.carry_out()
    yield storm
    for phone in storm.phones:
        phone.leave()
    await chair.stop()


async def test_everybody_is_back(storm: Storm) -> None:
    assert len(storm.measures.back) == PHONES
    assert storm.measures.resumed == PHONES // 2


async def test_the_session_goes_on_meanwhile(storm: Storm) -> None:
    assert storm.edits > 0
    assert storm.chair.heard_of("refused") == []


async def test_all_documents_are_encoded_ten_times_a_second_at_most(storm: Storm) -> None:
    assert 1 <= storm.snapshots <= storm.most


async def test_everybody_knows_the_same(storm: Storm) -> None:
    documents = [durable(phone.documents) for phone in storm.phones]
    assert all(one == documents[0] for one in documents)


def durable(documents: dict[str, Document]) -> dict[str, Document]:
    return {key: document for key, document in documents.items() if key != "me"}
