"""How workers tell each other that a session has moved on.

An announcement says that there is something to read, and never what. Losing one costs time and
no data: whoever hears of a ``seq`` reads what it misses from the journal, and every worker also
looks there from time to time.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from functools import partial
from random import random
from secrets import token_hex
from typing import Any, Protocol

import msgspec
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from live import metrics
from live.room.redis_link import Away, RedisLink

CHANNEL = "plenary:session:"
QUIET_SECONDS = 1.0
"""After so long without a word the subscription is asked whether it is still there, and given up
if it does not answer for as long again."""

AGAIN_SECONDS = 0.5

logger = logging.getLogger(__name__)


class Announcement(msgspec.Struct, frozen=True, array_like=True):
    """``seq``: where the journal of the session is now. ``voted``: there are new ballots.
    ``present``: somebody has come or gone."""

    sender: str = ""
    seq: int = 0
    voted: bool = False
    present: bool = False

    def and_(self, later: "Announcement") -> "Announcement":
        """Both of them in one."""
        return Announcement(
            self.sender,
            max(self.seq, later.seq),
            self.voted or later.voted,
            self.present or later.present,
        )


MISSED = Announcement(voted=True, present=True)
"""What is told to those who listen when they may not have heard everything."""

Listener = Callable[[Announcement], None]


class Bus(Protocol):
    """What is announced by one worker is heard by all others that listen to the session."""

    @property
    def name(self) -> str:
        """By what it announces."""

    @property
    def sound(self) -> bool:
        """Whether announcements arrive, as far as is known."""

    def announce(
        self, session_id: str, seq: int = 0, *, voted: bool = False, present: bool = False
    ) -> None: ...

    def listen(self, session_id: str, listener: Listener) -> None: ...

    def leave(self, session_id: str) -> None: ...

    async def close(self) -> None: ...


class LocalBus:
    """For a worker that is alone: there is nobody to tell, or to be told by."""

    name = "local"
    sound = True

    def announce(
        self, session_id: str, seq: int = 0, *, voted: bool = False, present: bool = False
    ) -> None:
        pass

    def listen(self, session_id: str, listener: Listener) -> None:
        pass

    def leave(self, session_id: str) -> None:
        pass

    async def close(self) -> None:
        pass


class RedisBus:
    """Announces by Redis, on a channel for each session; what Redis does not take is dropped."""

    name = "redis"

    def __init__(self, link: RedisLink) -> None:
        self.sound = False
        self._complained = False
        self._id = token_hex(8)
        self._link = link
        self._listeners: dict[str, Listener] = {}
        self._waiting: dict[str, Announcement] = {}
        self._wake = asyncio.Event()
        self._subscription: PubSub | None = None
        self._changes: set[asyncio.Task[None]] = set()
        self._tasks = [
            asyncio.create_task(self._publish(), name="bus: announce"),
            asyncio.create_task(self._subscribe(), name="bus: listen"),
        ]

    def announce(
        self, session_id: str, seq: int = 0, *, voted: bool = False, present: bool = False
    ) -> None:
        """Say it soon, together with all that is said until then."""
        said = Announcement(self._id, seq, voted, present)
        before = self._waiting.get(session_id)
        self._waiting[session_id] = before.and_(said) if before else said
        self._wake.set()

    def listen(self, session_id: str, listener: Listener) -> None:
        """Hear what others say of a session; first, once heard at all, that much may be missed."""
        self._listeners[session_id] = listener
        if self._subscription:
            self._change(self._subscription.subscribe(CHANNEL + session_id))

    def leave(self, session_id: str) -> None:
        self._listeners.pop(session_id, None)
        if self._subscription:
            self._change(self._subscription.unsubscribe(CHANNEL + session_id))

    def _change(self, change: Any) -> None:
        task = asyncio.create_task(_attempt(change))
        self._changes.add(task)
        task.add_done_callback(self._changes.discard)

    async def _publish(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            waiting, self._waiting = self._waiting, {}
            with contextlib.suppress(Away):
                await self._link.ask(partial(_say, waiting))

    async def _subscribe(self) -> None:
        """Listen for ever; after every break all may have missed something."""
        while True:
            client = self._link.subscriber()
            try:
                async with client.pubsub() as subscription:
                    async with asyncio.timeout(QUIET_SECONDS):  # to be let in, and answered
                        await subscription.subscribe(CHANNEL)
                    self._subscription = subscription
                    if channels := [CHANNEL + session_id for session_id in self._listeners]:
                        await subscription.subscribe(*channels)
                    await self._hear(subscription)
            except (RedisError, OSError, TimeoutError) as fault:
                if not self._complained:
                    logger.warning("announcements are not heard (%s)", type(fault).__name__)
                self._complained = True
            finally:
                self.sound = False
                self._subscription = None
                await _attempt(client.aclose())
            await asyncio.sleep(AGAIN_SECONDS * (0.5 + random()))

    async def _hear(self, subscription: PubSub) -> None:
        asked = False
        while True:
            message = await subscription.get_message(timeout=QUIET_SECONDS)
            if message is None and asked:
                raise TimeoutError
            if message is None:
                await subscription.ping()
            else:
                self._take(message)
            asked = message is None

    def _take(self, message: Mapping[str, Any]) -> None:
        if message["type"] not in ("message", "subscribe"):
            return
        channel = message["channel"].decode()
        if channel == CHANNEL:
            if self._complained:
                logger.warning("announcements are heard again")
            self.sound, self._complained = True, False
            return
        listener = self._listeners.get(channel.removeprefix(CHANNEL))
        said = _read(message)
        if listener is not None and said is not None and said.sender != self._id:
            metrics.HEARD.inc()
            listener(said)

    async def close(self) -> None:
        for task in (*self._tasks, *self._changes):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._changes, return_exceptions=True)


async def _say(waiting: Mapping[str, Announcement], redis: Redis) -> None:
    pipeline = redis.pipeline(transaction=False)
    for session_id, said in waiting.items():
        pipeline.publish(CHANNEL + session_id, msgspec.msgpack.encode(said))
    await pipeline.execute()
    metrics.ANNOUNCED.inc(len(waiting))


def _read(message: Mapping[str, Any]) -> Announcement | None:
    if message["type"] == "subscribe":
        return MISSED
    try:
        return msgspec.msgpack.decode(message["data"], type=Announcement)
    except msgspec.DecodeError:  # of a release to come
        return MISSED


async def _attempt(step: Any) -> None:
    """Where it fails the connection is broken, and whoever reads from it finds out."""
    with contextlib.suppress(RedisError, OSError, TimeoutError):
        await step
