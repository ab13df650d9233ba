"""The server is told to stop while everybody is at it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.live.burst import Burst
from tests.live.gathering import Gathering, gathered, together
from tests.live.ledger import Key
from tests.live.witness import Witness
from tests.servers import serving

PARTICIPANTS = 30
AWAY = "while away"


class Restart:
    """A gathering under whose burst the server was stopped politely, and came back."""

    def __init__(self, gathering: Gathering, burst: Burst) -> None:
        self.gathering = gathering
        self.burst = burst
        self.lost: list[Key] = []

    async def carry_out(self) -> None:
        server = self.gathering.server
        await self.burst.until_answered(0.2)
        await server.stop()
        self.lost = self.burst.lost(self.burst.answered)
        asked = [asyncio.create_task(self.ask(who)) for who in self.gathering.rapporteurs]
        await server.start()
        await together(asked)
        await self.burst.ended()
        await self.gathering.level()

    async def ask(self, who: Witness) -> None:
        """For something that can only be answered once the server is there again."""
        await who.ask("note.post", {"text": "While it was away"}, AWAY)


@pytest.fixture(scope="module")
async def restart(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Restart]:
    folder = tmp_path_factory.mktemp("polite")
    async with serving(folder) as server, gathered(server, PARTICIPANTS) as everybody:
        burst = Burst(everybody, *await everybody.open_poll(secret=False))
        burst.begin()
        restart = Restart(everybody, burst)
        await restart.carry_out()
        yield restart


async def test_everybody_is_told_to_come_back(restart: Restart) -> None:
    for witness in restart.gathering.everybody:
        assert [bye["reason"] for bye in witness.heard_of("bye")] == ["restart"]


async def test_what_was_acknowledged_before_the_end_is_on_disk(restart: Restart) -> None:
    assert restart.lost == []


async def test_what_was_not_answered_is_done_after_the_restart(restart: Restart) -> None:
    burst = restart.burst
    asked_while_away = len(restart.gathering.rapporteurs)
    assert len(burst.answered) == burst.size + asked_while_away
    assert burst.lost(burst.answered) == []


async def test_nobody_starts_afresh_after_a_restart(restart: Restart) -> None:
    for witness in restart.gathering.everybody:
        _, again = witness.heard_of("welcome")
        assert again["resumed"]
    await restart.gathering.converged()
