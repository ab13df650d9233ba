"""Where the files of records are made: beside all other work, few at a time, and kept for a while.

A file is kept by the session, the number of its last event, the version, the way in which it says
who said what, its language and its name; so what has changed is made anew.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds
from live.domain.life import Attribution
from live.record.fonts import FontMissing
from live.record.formats import FORMATS, PACKED, packed
from live.record.model import Record, Template
from live.record.projection import project
from live.record.reading import kept, record_of
from live.store.database import Database

T = TypeVar("T")

WORKERS = 2
MOST_BYTES = 64 * 1024 * 1024
KEPT_SECONDS = 600


class Order(msgspec.Struct, frozen=True):
    """Which record: of what session as of which event, what version of it, told how. ``lasting``:
    nothing of it goes on, so that what was made of it can be kept."""

    session: str
    seq: int
    version: int | None
    attribution: Attribution
    template: Template
    lasting: bool


class Progress(msgspec.Struct, frozen=True):
    """How many of the files are made; none of none where nothing is under way."""

    done: int = 0
    of: int = 0


class Workshop:
    def __init__(self, database: Database, now: Callable[[], Milliseconds]) -> None:
        self._database = database
        self._now = now
        self._threads = ThreadPoolExecutor(WORKERS, "record")
        self._kept: OrderedDict[Hashable, tuple[Order, Any, int]] = OrderedDict()
        self._under_way: dict[Hashable, asyncio.Task[Any]] = {}
        self._progress: dict[Hashable, Progress] = {}

    async def named(self, order: Order) -> Record:
        """The record by name, from which all others are; NotFound if there is no such version."""
        by_name = replace(order, attribution="named", template=Template())
        return await self._once((by_name, "record"), by_name, lambda: self._read(by_name))

    async def record(self, order: Order) -> Record:
        return await self._once((order, "told"), order, lambda: self._told(order))

    async def file(self, order: Order, name: str, language: str) -> bytes:
        """A file; FontMissing where it cannot be written here, NotFound as above."""
        if name == PACKED:
            return await self._once(
                (order, name, language), order, lambda: self._pack(order, language)
            )
        return await self._once(
            (order, name, language), order, lambda: self._write(order, name, language)
        )

    def progress(self, order: Order, language: str) -> Progress:
        """Of all files in one."""
        return self._progress.get((order, language), Progress())

    def forget(self, session_id: str) -> None:
        """Keep nothing of a session any more."""
        for key, (order, _, _) in list(self._kept.items()):
            if order.session == session_id:
                del self._kept[key]

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._kept.clear()

    # How it is made

    async def _read(self, order: Order) -> Record:
        of = await self._database.read(partial(kept, session_id=order.session))
        return await self._work(record_of, of, self._now(), order.version)

    async def _told(self, order: Order) -> Record:
        made = replace(await self.named(order), template=order.template)
        return await self._work(project, made, order.attribution)

    async def _write(self, order: Order, name: str, language: str) -> bytes:
        record = await self.record(order)
        return await self._work(FORMATS[name].write, record, language)

    async def _pack(self, order: Order, language: str) -> bytes:
        names = [name for name in FORMATS if name != PACKED]
        made: dict[str, bytes] = {}
        key = (order, language)
        self._progress[key] = Progress(0, len(names))

        async def make(name: str) -> None:
            with suppress(FontMissing):
                made[name] = await self.file(order, name, language)
            self._progress[key] = Progress(self._progress[key].done + 1, len(names))

        try:
            await asyncio.gather(*map(make, names))
            files = [(name, made[name]) for name in names if name in made]
            return await self._work(packed, files)
        finally:
            del self._progress[key]

    async def _work(self, work: Callable[..., T], *given: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, partial(work, *given)
        )

    # Once, and for a while

    async def _once(
        self, key: Hashable, order: Order, make: Callable[[], Coroutine[Any, Any, T]]
    ) -> T:
        """What was made, is being made, or is made now; whoever goes away stops nobody else's."""
        self._drop_older(order)
        if key in self._kept:
            self._kept.move_to_end(key)
            known: T = self._kept[key][1]
            return known
        if key not in self._under_way:
            task = asyncio.get_running_loop().create_task(make())
            self._under_way[key] = task
            task.add_done_callback(partial(self._made, key, order))
        made: T = await asyncio.shield(self._under_way[key])
        return made

    def _made(self, key: Hashable, order: Order, task: asyncio.Task[Any]) -> None:
        del self._under_way[key]
        if task.cancelled() or task.exception() is not None or not order.lasting:
            return
        made = task.result()
        self._kept[key] = order, made, len(made) if isinstance(made, bytes) else RECORD_BYTES
        while sum(size for *_, size in self._kept.values()) > MOST_BYTES:
            self._kept.popitem(last=False)
        asyncio.get_running_loop().call_later(KEPT_SECONDS, self._kept.pop, key, None)

    def _drop_older(self, order: Order) -> None:
        """What was made before the session's last event may hold what has been erased since."""
        for key, (of, _, _) in list(self._kept.items()):
            if of.session == order.session and of.seq < order.seq:
                del self._kept[key]


RECORD_BYTES = 4 * 1024 * 1024
"""What a record is taken to weigh while it is kept."""
