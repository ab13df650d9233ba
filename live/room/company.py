"""Who is connected to the other workers, and which workers there are.

Each worker says in Redis, a few times a second, that it is there, and for each of its sessions
whose connections it has. What is there of a worker that says nothing any more does not count.
All of it can be lost at any time: the workers write it again by themselves. While Redis is away
everybody goes by what was known last.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from secrets import token_hex
from typing import Protocol

import msgspec
from redis.asyncio import Redis

from live.room.bus import Bus
from live.room.redis_link import Away, RedisLink

WORKERS = "plenary:workers"
HERE = "plenary:here:"
BEAT_SECONDS = 0.25
DEAD_SECONDS = 1.0
ALL_AGAIN_BEATS = 10
"""After so many beats a worker reads everything again: an announcement may have been lost."""

KEPT_SECONDS = 3600

Here = Callable[[], AbstractSet[str]]
Changed = Callable[[frozenset[str]], None]


class Company(Protocol):
    """The other workers, as far as their connections are concerned."""

    def enter(self, session_id: str, here: Here, changed: Changed) -> None:
        """Take part in a session: ``here`` tells who is connected to this worker; ``changed``
        is told who is connected to others, whenever that is other people than before."""

    def leave(self, session_id: str) -> None: ...

    def moved(self, session_id: str) -> None:
        """Somebody has come here, or gone."""

    def heard(self, session_id: str) -> None:
        """Another worker has said so of itself."""

    def responsible(self, session_id: str) -> bool:
        """Whether it is for this worker to see to a session that nobody is connected to."""

    async def close(self) -> None: ...


class Alone:
    """There is no other worker."""

    def enter(self, session_id: str, here: Here, changed: Changed) -> None:
        pass

    def leave(self, session_id: str) -> None:
        pass

    def moved(self, session_id: str) -> None:
        pass

    def heard(self, session_id: str) -> None:
        pass

    def responsible(self, session_id: str) -> bool:
        return True

    async def close(self) -> None:
        pass


class _Session:
    """What is known of one session."""

    def __init__(self, here: Here, changed: Changed) -> None:
        self.here = here
        self.changed = changed
        self.elsewhere: frozenset[str] = frozenset()

    def learn(self, fields: Iterable[bytes]) -> None:
        elsewhere = frozenset(one for field in fields for one in _people(field))
        if elsewhere != self.elsewhere:
            self.elsewhere = elsewhere
            self.changed(elsewhere)


class RedisCompany:
    """The workers that go by one Redis."""

    def __init__(self, link: RedisLink, bus: Bus) -> None:
        self._id = token_hex(8)
        self._link = link
        self._bus = bus
        self._workers = frozenset({self._id})
        self._sessions: dict[str, _Session] = {}
        self._unsaid: set[str] = set()
        self._left: set[str] = set()
        self._unread: set[str] = set()
        self._beats = 0
        self._entered = asyncio.Event()
        self._task = asyncio.create_task(self._beat(), name="company")

    def enter(self, session_id: str, here: Here, changed: Changed) -> None:
        self._sessions[session_id] = _Session(here, changed)
        self._left.discard(session_id)
        self._unsaid.add(session_id)
        self._unread.add(session_id)
        self._entered.set()

    def leave(self, session_id: str) -> None:
        if self._sessions.pop(session_id, None):
            self._left.add(session_id)

    def moved(self, session_id: str) -> None:
        self._unsaid.add(session_id)

    def heard(self, session_id: str) -> None:
        self._unread.add(session_id)

    def responsible(self, session_id: str) -> bool:
        """Each session falls to one worker, and few fall to another when one comes or goes; to all
        while nobody can tell who is there: what they do by themselves has its effect once."""
        return not self._link.sound or self._id == max(
            self._workers, key=lambda worker: _lot(worker, session_id)
        )

    async def _beat(self) -> None:
        while True:
            self._entered.clear()
            with contextlib.suppress(Away):
                await self._tell()
                await self._learn()
            with contextlib.suppress(TimeoutError):  # who enters wants to know it at once
                await asyncio.wait_for(self._entered.wait(), BEAT_SECONDS)

    async def _tell(self) -> None:
        """Say that this worker is there, and who is here where that has changed."""
        present = await self._link.ask(self._present)
        before, self._workers = self._workers, present.workers
        if present.new:  # also if it was forgotten: then what was said is gone as well
            self._unsaid.update(self._sessions)
        if present.workers != before:
            self._unread.update(self._sessions)
        unsaid, self._unsaid = self._unsaid, set()
        left, self._left = self._left, set()
        moved = unsaid & self._sessions.keys()
        if not moved | left:
            return
        here = {session_id: _spelt(self._sessions[session_id].here()) for session_id in moved}
        try:
            await self._link.ask(lambda redis: self._write(redis, here, left))
        except Away:
            self._unsaid |= moved
            self._left |= left - self._sessions.keys()
            raise
        for session_id in moved | left:
            self._bus.announce(session_id, present=True)

    async def _present(self, redis: Redis) -> "_Present":
        seconds, microseconds = await redis.time()
        now = seconds + microseconds / 1e6
        pipeline = redis.pipeline()
        pipeline.zremrangebyscore(WORKERS, "-inf", now - DEAD_SECONDS)
        pipeline.zadd(WORKERS, {self._id: now})
        pipeline.zrange(WORKERS, 0, -1)
        _, new, workers = await pipeline.execute()
        return _Present(frozenset(worker.decode() for worker in workers), bool(new))

    async def _write(self, redis: Redis, here: Mapping[str, bytes], left: AbstractSet[str]) -> None:
        pipeline = redis.pipeline(transaction=False)
        for session_id, people in here.items():
            pipeline.hset(HERE + session_id, self._id, people)
            pipeline.expire(HERE + session_id, KEPT_SECONDS)
        for session_id in left:
            pipeline.hdel(HERE + session_id, self._id)
        await pipeline.execute()

    async def _learn(self) -> None:
        """Read who is elsewhere, where that may have changed."""
        self._beats += 1
        if self._beats % ALL_AGAIN_BEATS == 0:
            self._unread.update(self._sessions)
        unread = [*(self._unread & self._sessions.keys())]
        if not unread:
            return
        self._unread.clear()
        others = [*(self._workers - {self._id})]
        found = await self._link.ask(lambda redis: _read(redis, unread, others))
        for session_id, fields in zip(unread, found, strict=True):
            if session := self._sessions.get(session_id):
                session.learn(filter(None, fields))

    async def close(self) -> None:
        """Take leave, so that nobody counts who was here."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        with contextlib.suppress(Away):
            await self._link.ask(lambda redis: redis.zrem(WORKERS, self._id))


class _Present(msgspec.Struct, frozen=True):
    """``new``: this worker was not among them."""

    workers: frozenset[str]
    new: bool


async def _read(
    redis: Redis, session_ids: Iterable[str], workers: list[str]
) -> list[list[bytes | None]]:
    pipeline = redis.pipeline(transaction=False)
    for session_id in session_ids:
        pipeline.hmget(HERE + session_id, workers or [""])
        pipeline.expire(HERE + session_id, KEPT_SECONDS)
    answers = await pipeline.execute()
    return answers[::2]


def _spelt(people: AbstractSet[str]) -> bytes:
    return msgspec.msgpack.encode(sorted(people))


def _people(field: bytes) -> list[str]:
    try:
        return msgspec.msgpack.decode(field, type=list[str])
    except msgspec.MsgspecError:  # of a release to come
        return []


def _lot(worker: str, session_id: str) -> bytes:
    """Highest random weight: D. Thaler and C. Ravishankar, 1998."""
    return sha256(f"{worker} {session_id}".encode()).digest()
