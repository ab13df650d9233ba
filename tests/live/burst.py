"""Everybody does something at once, for as long as it takes; every answer is kept."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from live.simulate.replica import Document
from tests.live.gathering import SECONDS, Gathering
from tests.live.ledger import Key, Ledger
from tests.live.witness import Choice, Witness

BALLOTS = 5
NOTES = 40


class Burst:
    """Requests, ballots in a secret poll, and notes. Each client waits for each of its answers."""

    def __init__(self, gathering: Gathering, poll: str, options: Choice) -> None:
        self.poll = poll
        self._gathering = gathering
        self._options = options
        self._tasks: list[asyncio.Task[None]] = []
        self._progress = asyncio.Event()

    def begin(self) -> None:
        work = [*map(self._take_part, self._gathering.participants)]
        work += [*map(self._write, self._gathering.rapporteurs)]
        self._tasks = [asyncio.create_task(one) for one in work]

    async def until_answered(self, share: float) -> None:
        """Wait for a part of all answers."""
        wanted = share * self.size
        async with asyncio.timeout(SECONDS):
            while len(self.answered) < wanted:
                self._progress.clear()
                await self._progress.wait()

    async def ended(self) -> None:
        async with asyncio.timeout(SECONDS):
            await asyncio.gather(*self._tasks)

    @property
    def under_way(self) -> bool:
        return not all(task.done() for task in self._tasks)

    @property
    def size(self) -> int:
        people = len(self._gathering.participants)
        return people * (1 + BALLOTS) + len(self._gathering.rapporteurs) * NOTES

    @property
    def _actors(self) -> list[Witness]:
        return [*self._gathering.participants, *self._gathering.rapporteurs]

    @property
    def answered(self) -> dict[Key, Document]:
        """The commands of this burst that were acknowledged."""
        return {
            (who.you["id"], command): answer
            for who in self._actors
            for command, answer in who.answers.items()
        }

    @property
    def choices(self) -> dict[str, Choice]:
        """What everybody chooses in the end."""
        return {
            who.you["id"]: self._choice(nth, BALLOTS)
            for nth, who in enumerate(self._gathering.participants)
        }

    def _choice(self, nth: int, n: int) -> Choice:
        return [self._options[(nth + n) % len(self._options)]]

    async def _take_part(self, who: Witness) -> None:
        nth = self._gathering.participants.index(who)
        await self._ask(who, "request", "queue.request", about=str(nth))
        for n in range(1, BALLOTS + 1):
            choice = self._choice(nth, n)
            await self._ask(who, f"ballot {n}", "poll.cast", poll=self.poll, choice=choice, n=n)

    async def _write(self, who: Witness) -> None:
        for nth in range(NOTES):
            await self._ask(who, f"note {nth}", "note.post", text=f"{who.you['name']}: {nth}")

    async def _ask(self, who: Witness, command_id: str, do: str, **arguments: Any) -> None:
        await who.ask(do, arguments, command_id)
        self._progress.set()

    def lost(self, answered: Iterable[Key]) -> list[Key]:
        """Those of some acknowledged commands that are not on disk, or are there twice."""
        ledger = Ledger(self._gathering.server.database)
        commands = ledger.commands(self._gathering.links.code)
        turnout = ledger.turnout(self.poll)
        return [key for key in answered if not _kept(key, commands, turnout)]


def _kept(key: Key, commands: Mapping[Key, int], turnout: Mapping[str, tuple[int, str]]) -> bool:
    """A ballot is kept until the person sends a newer one."""
    actor, command_id = key
    what, _, number = command_id.partition(" ")
    if what == "ballot":
        return actor in turnout and turnout[actor][0] >= int(number)
    return commands.get(key) == 1
