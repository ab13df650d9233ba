"""Goodbye, in slices: nobody loses an answer, and not everybody comes back at one moment."""

import asyncio
import math
import random
from collections.abc import Callable, Iterable
from time import monotonic

from live import wire
from live.room.lines import Connection

SLICE_SECONDS = 0.25
SMALLEST_SLICE = 25
ANSWER_SECONDS = 2.0
"""How long a connection stays open for what it has asked for already."""


class Farewell:
    """Tells a slice of the connections to come back, then the next, and closes each behind it."""

    def __init__(self, everybody: Callable[[], Iterable[Connection]], within_ms: int) -> None:
        """``everybody``: who is here now, whoever came meanwhile among them."""
        self._everybody = everybody
        self._frame = wire.bye("restart", within_ms)
        self._told: dict[Connection, float] = {}
        self._closed: set[Connection] = set()

    async def say(self, seconds: float) -> None:
        """Let all go in so many seconds, and little more."""
        here = list(self._everybody())
        size = max(SMALLEST_SLICE, math.ceil(len(here) * SLICE_SECONDS / max(seconds, 1e-3)))
        while here := [one for one in self._everybody() if one not in self._closed]:
            self._tell(here, size)
            self._close(here)
            await asyncio.sleep(SLICE_SECONDS)

    def _tell(self, here: list[Connection], size: int) -> None:
        waiting = [one for one in here if one not in self._told]
        for connection in random.sample(waiting, min(size, len(waiting))):
            connection.peer.write(self._frame)
            self._told[connection] = monotonic()

    def _close(self, here: list[Connection]) -> None:
        overdue = monotonic() - ANSWER_SECONDS
        for connection in here:
            told = self._told.get(connection)
            if told is not None and (not connection.under_way or told < overdue):
                connection.peer.close(wire.CLOSE_RESTART, "restart")
                self._closed.add(connection)
