"""A server, or several, and a crowd in a session of theirs: where faults are played."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import pytest

from tests.faults import checker, database, holdings
from tests.faults.crowd import Crowd
from tests.faults.finding import Finding
from tests.faults.holdings import Holdings
from tests.servers import Server

BEFORE: dict[int, Holdings] = {}
"""What each process held when its first people had come and gone."""


class Stage:
    """``database_url``: the way to the database in which no fault is played."""

    def __init__(self, servers: Sequence[Server], dice: Random, database_url: str = "") -> None:
        self.servers = servers
        self.database_url = database_url or servers[0].environ["LIVE_DATABASE_URL"]
        self._dice = dice
        self._urls = [server.url for server in servers]
        self._before: list[Holdings] = []
        self.also: list[Callable[[], Iterable[Finding]]] = []
        """What else may be left behind."""
        self.crowd: Crowd

    def reach(self, *urls: str) -> None:
        """The crowd comes in by other ways than straight to the servers."""
        self._urls = [*urls]

    async def begin(self, participants: int, **manner: Any) -> None:
        """Everybody comes, and is at work."""
        if any(server.pid not in BEFORE for server in self.servers):
            await self._warm_up()
        self._before = [BEFORE[server.pid] for server in self.servers]
        links = await self.servers[0].create_session()
        self.crowd = Crowd(self._urls, links, self._dice, **manner)
        await self.crowd.assemble(participants)
        self.crowd.begin()

    async def _warm_up(self) -> None:
        """Somebody comes and goes, for the servers to be in full swing."""
        links = await self.servers[0].create_session()
        first = Crowd(self._urls, links, self._dice)
        await first.assemble(len(self._urls))
        await first.dismiss()
        assert await holdings.settled(self._crowded) == []
        BEFORE.update((server.pid, self._held(server)) for server in self.servers)

    async def end(self) -> list[Finding]:
        """The crowd finishes, votes no more, and goes; everything that is not as promised."""
        await self.crowd.end()
        await self.crowd.close_polls()
        history = await self.crowd.history(self.database_url)
        found = await asyncio.to_thread(checker.findings, history)
        await self.crowd.dismiss()
        return [*found, *self._bugs(), *await holdings.settled(self._left_behind)]

    def _bugs(self) -> list[Finding]:
        """What the servers took for bugs of their own."""
        return [
            Finding("F", f"{server.url} said: " + "\n".join(server.output[nth : nth + 60]))
            for server in self.servers
            for nth, line in enumerate(server.output)
            if "Traceback" in line
        ]

    def _left_behind(self) -> list[Finding]:
        found = [
            finding
            for server, before in zip(self.servers, self._before, strict=True)
            for finding in holdings.left_behind(before, self._held(server), self.processes)
        ]
        found += database.left_open(self.database_url, self.processes)
        return [*found, *(finding for look in self.also for finding in look())]

    @property
    def processes(self) -> int:
        """How many serve."""
        return sum(int(server.environ.get("WEB_CONCURRENCY", 1)) for server in self.servers)

    def _crowded(self) -> list[Finding]:
        clients = sum(self._held(server).clients for server in self.servers)
        return [Finding("E", f"{clients} are still there")] if clients else []

    def _held(self, server: Server) -> Holdings:
        if not holdings.observable():
            return Holdings()
        return holdings.held(holdings.family(server.pid), server.port)


@asynccontextmanager
async def played(stage: Stage, participants: int, **manner: Any) -> AsyncIterator[Stage]:
    """A crowd on the stage, as ``Crowd`` takes it; whatever happens, it has gone afterwards."""
    await stage.begin(participants, **manner)
    try:
        yield stage
    finally:
        await stage.crowd.dismiss()


def judged(findings: Sequence[Finding]) -> None:
    """Fail with all that is not as promised."""
    if findings:
        pytest.fail("\n".join(map(str, findings[:40])), pytrace=False)
