"""Look-ups that share a read: what is asked while one is under way is asked together in the next.

When the connections of a room break they all come back within a second, and each of them has to
be looked up afresh.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Generic, TypeVar

MOST_KEYS = 500
"""After so many another read begins; a database takes only so many parameters."""

K = TypeVar("K")
V = TypeVar("V")
LookUp = Callable[[Collection[K]], Awaitable[Mapping[K, V]]]


class Together(Generic[K, V]):
    """Reads one after the other, each for all who have asked by then."""

    def __init__(self, look_up: LookUp[K, V]) -> None:
        self._look_up = look_up
        self._newest: _Read[K, V] | None = None

    async def find(self, keys: Collection[K]) -> Mapping[K, V]:
        """What there is under some keys, and perhaps under those of others; read after the call.

        What the look-up raises, everybody gets whom it was for.
        """
        read = self._newest
        if read is None or read.begun or len(read.keys) >= MOST_KEYS:
            read = self._newest = _Read(self._look_up, read)
        read.keys.update(keys)
        return await asyncio.shield(read.found)


class _Read(Generic[K, V]):
    def __init__(self, look_up: LookUp[K, V], before: "_Read[K, V] | None") -> None:
        self.keys: set[K] = set()
        self.begun = False
        self.found: asyncio.Task[Mapping[K, V]] = asyncio.create_task(self._run(look_up, before))

    async def _run(self, look_up: LookUp[K, V], before: "_Read[K, V] | None") -> Mapping[K, V]:
        if before is not None:
            await asyncio.wait([before.found])
        self.begun = True
        return await look_up(self.keys)
