"""One client of Redis for a whole process, with little patience.

Nothing that was acknowledged is only in Redis. Who asks it for something must have another way
for as long as it is away, and nobody may have to wait to hear that it is.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TypeVar

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

ANSWER_SECONDS = 0.25
PAUSE_SECONDS = 1.0
"""After a failure nothing is asked for so long."""

MOST_CONNECTIONS = 8

T = TypeVar("T")

logger = logging.getLogger(__name__)


class Away(Exception):
    """Redis does not answer, or did not a moment ago."""


class RedisLink:
    """What this process asks Redis; by an address like ``redis://localhost:6379/0``."""

    def __init__(self, url: str, clock: Callable[[], float] = monotonic) -> None:
        self._url = url
        self._clock = clock
        self._away_until = 0.0
        self.sound = True
        self._asked: set[asyncio.Task[object]] = set()
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=MOST_CONNECTIONS,
            timeout=ANSWER_SECONDS,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            socket_keepalive=True,
            retry=Retry(NoBackoff(), 0),
        )
        self._client: Redis = Redis(connection_pool=pool)

    async def ask(self, question: Callable[[Redis], Awaitable[T]]) -> T:
        """The answer; Away if there is none within ANSWER_SECONDS or so.

        Whoever stops waiting does not stop the question: the next on its connection would
        get its answer.
        """
        if self._clock() < self._away_until:
            raise Away
        task = asyncio.ensure_future(self._answer(question))
        self._asked.add(task)
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    async def _answer(self, question: Callable[[Redis], Awaitable[T]]) -> T:
        try:
            answer = await question(self._client)
        except (RedisError, OSError, TimeoutError) as fault:
            self._away_until = self._clock() + PAUSE_SECONDS
            await self._client.connection_pool.disconnect(inuse_connections=False)
            self._is(sound=False, why=type(fault).__name__)
            raise Away from fault
        self._is(sound=True)
        return answer

    def _done(self, task: asyncio.Task[object]) -> None:
        self._asked.discard(task)
        if not task.cancelled():
            task.exception()  # perhaps nobody waits for it any more

    def _is(self, *, sound: bool, why: str = "") -> None:
        if sound is self.sound:
            return
        self.sound = sound
        if sound:
            logger.info("Redis answers again")
        else:
            logger.warning("Redis does not answer (%s); what is committed goes on", why)

    def subscriber(self) -> Redis:
        """A client of its own, whose connection may be silent for long."""
        return Redis.from_url(
            self._url,
            socket_timeout=None,
            socket_connect_timeout=1.0,
            socket_keepalive=True,
            retry=Retry(NoBackoff(), 0),
        )

    async def close(self) -> None:
        """Let the connections go, once what was asked is answered."""
        if self._asked:
            await asyncio.wait(self._asked, timeout=2 * ANSWER_SECONDS)
        await self._client.aclose()
        await self._client.connection_pool.disconnect()
