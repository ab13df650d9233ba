"""Sees to it that a room looks at what other workers have written, soon and not too often."""

import asyncio
from collections.abc import Awaitable, Callable

GATHER_SECONDS = 0.5
"""New ballots are looked at together: each time all of a poll's turnout is read."""


class Following:
    """``look`` is to take in what there is; with True, ballots too."""

    def __init__(self, look: Callable[[bool], Awaitable[None]]) -> None:
        self._look = look
        self._behind = asyncio.Event()
        self._votes = False
        self._gathering: asyncio.TimerHandle | None = None

    def behind(self) -> None:
        """The journal is further than the room."""
        self._behind.set()

    def voted(self) -> None:
        """There are ballots that the room does not know."""
        if self._gathering is None:
            loop = asyncio.get_running_loop()
            self._gathering = loop.call_later(GATHER_SECONDS, self._gathered)

    def _gathered(self) -> None:
        self._gathering = None
        self._votes = True
        self._behind.set()

    async def run(self) -> None:
        try:
            while True:
                await self._behind.wait()
                self._behind.clear()
                votes, self._votes = self._votes, False
                await self._look(votes)
        finally:
            if self._gathering:
                self._gathering.cancel()
