"""Whether the database answers, and has the tables of this release."""

import asyncio
from time import monotonic

from live.store.connection import Fault
from live.store.database import Database, Unavailable
from live.store.upgrade import Standing, standing

FRESH_SECONDS = 1.0
PATIENCE_SECONDS = 2.0


class Inspection:
    """One look at a time: a database that hangs must not take a thread for each who asks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._looked_at = 0.0
        self._look: asyncio.Task[Standing | None] | None = None

    async def standing(self) -> Standing | None:
        """How its tables stand to this release, as of a moment ago; None if it does not answer."""
        if self._look is None or self._stale(self._look):
            self._looked_at = monotonic()
            self._look = asyncio.create_task(self._ask(), name="inspection")
        look = self._look
        done, _ = await asyncio.wait([look], timeout=PATIENCE_SECONDS)
        return look.result() if done else None

    def _stale(self, look: "asyncio.Task[Standing | None]") -> bool:
        return look.done() and monotonic() - self._looked_at > FRESH_SECONDS

    async def _ask(self) -> Standing | None:
        try:
            return await self._database.read(standing)
        except (Unavailable, Fault):
            return None
