"""Readers that stop reading cost little, and delay nobody."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from live import wire
from live.simulate.replica import Replica
from tests.live.figures import figures
from tests.live.gathering import SECONDS, Gathering, gathered, together
from tests.live.raw import Raw, raw_connection
from tests.live.witness import Witness
from tests.servers import Server

PARTICIPANTS = 3
STUCK = 60
NOTES = 500
TEXT = "What was said, in words that take their time. " * 87
"""About 4,000 characters: 2 MB in all, or 120 MB if kept for each who does not read."""

MOST_BYTES = 50 * 1024 * 1024


class Stuck:
    """Some who have stopped reading, before hundreds of notes were written."""

    def __init__(self, gathering: Gathering, readers: list[Raw]) -> None:
        self.gathering = gathering
        self.readers = readers
        self.grown = 0

    async def write(self) -> None:
        before = _memory(self.gathering.server)
        await together(map(_write, self.gathering.rapporteurs))
        await self.gathering.level()
        self.grown = _memory(self.gathering.server) - before


async def _write(who: Witness) -> None:
    for _ in range(NOTES // 2 // 10):
        await asyncio.gather(*(who.send("note.post", text=TEXT) for _ in range(10)))


def _memory(server: Server) -> int:
    """What the process has in memory, in bytes."""
    lines = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


@pytest.fixture(scope="module")
async def stuck(server: Server) -> AsyncIterator[Stuck]:
    async with gathered(server, PARTICIPANTS) as gathering, AsyncExitStack() as stack:
        connecting = [raw_connection(gathering.screen, server.port) for _ in range(STUCK)]
        readers = [await stack.enter_async_context(one) for one in connecting]
        stuck = Stuck(gathering, readers)
        await stuck.write()
        yield stuck


async def test_who_reads_gets_everything_while_others_do_not(stuck: Stuck) -> None:
    for witness in stuck.gathering.everybody:
        assert len(witness.replica.of("note")) == NOTES


async def test_who_does_not_read_costs_bounded_memory(stuck: Stuck) -> None:
    assert stuck.grown < MOST_BYTES


async def test_who_does_not_read_is_counted(stuck: Stuck) -> None:
    found = await figures(stuck.gathering.server.url)
    assert found["peers_fell_behind_total"] >= wire.MOST_SOCKETS - 1  # one is the screen's own


async def test_who_reads_again_catches_up_in_one_patch(stuck: Stuck) -> None:
    replica, patches = await _read_on(stuck.readers[0], stuck.gathering.screen.replica.seq)
    assert replica.documents == stuck.gathering.screen.documents
    in_step = max(map(_notes, stuck.gathering.screen.heard_of("patch")))
    *before, last = map(_notes, patches)
    assert max(before) <= in_step
    assert last > NOTES / 2


async def _read_on(reader: Raw, head: int) -> tuple[Replica, list[dict[str, Any]]]:
    replica, patches = Replica(), []
    async with asyncio.timeout(SECONDS):
        while replica.seq < head:
            frame = await reader.frame()
            if frame["type"] == "welcome":
                replica.welcome(frame)
            if frame["type"] == "patch":
                replica.patch(frame)
                patches.append(frame)
    return replica, patches


def _notes(patch: dict[str, Any]) -> int:
    return sum(key.startswith("note/") for key in patch["set"])


async def test_who_asks_and_does_not_listen_costs_bounded_memory(
    server: Server, stuck: Stuck
) -> None:
    async with raw_connection(stuck.gathering.screen, server.port) as deaf:
        before = _memory(server)
        async with asyncio.timeout(SECONDS):
            with pytest.raises(ConnectionError):
                await _ask_on(deaf)
        assert _memory(server) - before < MOST_BYTES / 2


async def _ask_on(deaf: Raw) -> None:
    while True:
        await deaf.say('{"id":"1","do":"nothing"}')
