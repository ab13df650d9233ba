"""Where the files of records are made: in processes beside the server's, few at a time, and kept
for a while.

A file is kept by the session, the number of its last event, the version, the way in which it says
who said what, its form, its language and its name; so what has changed is made anew.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from hashlib import sha256
from itertools import count
from multiprocessing import get_context
from secrets import token_urlsafe
from typing import Any, TypeVar

import msgspec

from live.domain.actors import Milliseconds
from live.domain.life import Attribution
from live.errors import NotFound
from live.record.fonts import FontMissing
from live.record.formats import FORMATS, PACKED, packed
from live.record.making import Job, Missing, begin, ready, written
from live.record.model import Record, Template
from live.record.reading import kept, record_of
from live.store import makings
from live.store.connection import Connection, Fault
from live.store.database import Database, OutcomeUnknown, Unavailable

T = TypeVar("T")

WORKERS = 2
MOST_BYTES = 64 * 1024 * 1024
KEPT_SECONDS = 600
IDLE_SECONDS = 300
"""So long the processes wait for more to do."""


class Order(msgspec.Struct, frozen=True):
    """Which record: of what session as of which event, what version of it, told how. ``lasting``:
    nothing of it goes on, so that what was made of it can be kept."""

    session: str
    seq: int
    version: int | None
    attribution: Attribution
    template: Template
    lasting: bool


def _spelt(order: Order, language: str) -> bytes:
    """Names all files of a record for whichever worker."""
    return sha256(msgspec.json.encode((order, language))).digest()


class Workshop:
    def __init__(
        self,
        database: Database,
        database_url: str,
        now: Callable[[], Milliseconds],
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._database = database
        self._database_url = database_url
        self._now = now
        self._most_bytes = most_bytes
        self._processes: ProcessPoolExecutor | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._kept: OrderedDict[Hashable, tuple[Order, bytes]] = OrderedDict()
        self._under_way: dict[Hashable, asyncio.Task[bytes]] = {}

    async def named(self, order: Order) -> Record:
        """The record by name, as pages show it; NotFound if there is no such version."""
        of = await self._database.read(partial(kept, session_id=order.session))
        return await asyncio.to_thread(record_of, of, self._now(), order.version)

    async def file(self, order: Order, name: str, language: str) -> bytes:
        """A file; FontMissing where it cannot be written here, NotFound as above."""
        make = self._pack if name == PACKED else partial(self._write, name=name)
        key = (order, name, language)
        return await self._once(key, order, lambda: make(order=order, language=language))

    async def progress(self, order: Order, language: str) -> tuple[int, int]:
        """How many of all files in one are made, of how many, by whichever worker; none of none
        where none makes them."""
        what = _spelt(order, language)
        return await self._database.read(partial(makings.progress, what=what, now=self._now()))

    def warm(self) -> None:
        """Begin the processes, as something will be asked for soon."""
        self._pool().submit(ready)

    def forget(self, session_id: str) -> None:
        """Keep nothing of a session any more, here or in the processes."""
        for key, (order, _) in list(self._kept.items()):
            if order.session == session_id:
                del self._kept[key]
        self._rest()

    def close(self) -> None:
        self._rest(at_once=True)
        self._kept.clear()

    # How it is made

    async def _write(self, order: Order, name: str, language: str) -> bytes:
        job = await self._job(order)
        made: bytes | Missing = await self._made_elsewhere(job, name, language)
        if made == "version":
            raise NotFound("version")
        if isinstance(made, str):
            raise FontMissing((language,))
        return made

    async def _pack(self, order: Order, language: str) -> bytes:
        names = [name for name in FORMATS if name != PACKED]
        made: dict[str, bytes] = {}
        making, done = token_urlsafe(9), count(1)

        async def make(name: str) -> None:
            with suppress(FontMissing):
                made[name] = await self.file(order, name, language)
            advance = partial(makings.advance, making=making, done=next(done), now=self._now())
            await self._tell(advance)

        begun = partial(
            makings.begin,
            making=making,
            session_id=order.session,
            what=_spelt(order, language),
            of=len(names),
            now=self._now(),
        )
        await self._tell(begun)
        try:
            async with asyncio.TaskGroup() as group:
                for name in names:
                    group.create_task(make(name))
        except* NotFound:
            raise NotFound("version") from None
        finally:
            await self._tell(partial(makings.end, making=making))
        files = [(name, made[name]) for name in names if name in made]
        return await asyncio.to_thread(packed, files)

    async def _tell(self, work: Callable[[Connection], None]) -> None:
        """How far it is, to those who ask other workers; what is made does not depend on it."""
        with suppress(Unavailable, OutcomeUnknown, Fault):
            await self._database.write(work)

    async def _job(self, order: Order) -> Job:
        """All files of one point of a lasting session say that they were made at the same time."""
        now = self._now()
        if order.lasting:
            session, seq = order.session, order.seq
            first = partial(makings.first_asked, session_id=session, seq=seq, now=now)
            with suppress(Unavailable, OutcomeUnknown, Fault):  # a full disk can be read from
                now = await self._database.write(first)
        return Job(
            self._database_url,
            order.session,
            order.seq,
            order.version,
            order.attribution,
            order.template,
            now,
        )

    async def _made_elsewhere(self, *given: Any) -> Any:
        """What a process makes of it; of another one, if that one has died."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool(), partial(written, *given))
        except BrokenProcessPool:
            self._rest()
            return await loop.run_in_executor(self._pool(), partial(written, *given))

    def _pool(self) -> ProcessPoolExecutor:
        if self._processes is None:
            self._processes = ProcessPoolExecutor(WORKERS, get_context("spawn"), begin)
        if self._idle is not None:
            self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._rest)
        return self._processes

    def _rest(self, *, at_once: bool = False) -> None:
        """Let the processes end, once they have done what was asked, or what they are doing."""
        if self._idle is not None:
            self._idle.cancel()
        if self._processes is not None:
            self._processes.shutdown(wait=False, cancel_futures=at_once)
        self._processes = self._idle = None

    # Once, and for a while

    async def _once(
        self, key: Hashable, order: Order, make: Callable[[], Coroutine[Any, Any, bytes]]
    ) -> bytes:
        """What was made, is being made, or is made now; whoever goes away stops nobody else's."""
        self._drop_older(order)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key][1]
        if key not in self._under_way:
            task = asyncio.get_running_loop().create_task(make())
            self._under_way[key] = task
            task.add_done_callback(partial(self._made, key, order))
        return await asyncio.shield(self._under_way[key])

    def _made(self, key: Hashable, order: Order, task: asyncio.Task[bytes]) -> None:
        del self._under_way[key]
        if task.cancelled() or task.exception() is not None or not order.lasting:
            return
        self._kept[key] = order, task.result()
        while sum(len(content) for _, content in self._kept.values()) > self._most_bytes:
            self._kept.popitem(last=False)
        asyncio.get_running_loop().call_later(KEPT_SECONDS, self._kept.pop, key, None)

    def _drop_older(self, order: Order) -> None:
        """What was made before the session's last event may hold what has been erased since."""
        for key, (of, _) in list(self._kept.items()):
            if of.session == order.session and of.seq < order.seq:
                del self._kept[key]
