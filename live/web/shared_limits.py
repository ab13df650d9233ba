"""How often something may be tried, whichever worker is asked.

The buckets are in Redis, each for as long only as it takes to be full again, under a hash of what
it is for: no address of a client can be read there. While Redis is away each worker goes by
buckets of its own, which begin where the common ones were heard of last.
"""

from functools import partial
from hashlib import sha256

from redis.asyncio import Redis

from live.room.redis_link import Away, RedisLink
from live.web.limits import Buckets

PREFIX = "plenary:limit:"
HASHED = 24
"""Digits of a hash."""

TAKE = """
local burst, per_second = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local kept = redis.call('HMGET', KEYS[1], 'left', 'at')
local left, at = tonumber(kept[1]) or burst, tonumber(kept[2]) or now
left = math.min(burst, left + math.max(0, now - at) * per_second)
local taken = 0
if left >= 1 then
  left = left - 1
  taken = 1
end
redis.call('HSET', KEYS[1], 'left', string.format('%.6f', left), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(1000 * burst / per_second) + 1000)
return {taken, string.format('%.6f', left)}
"""
"""One try of a bucket, in one step: whether there was one, and how many are left."""


class Limit:
    """A kind of tries: for each key ``burst`` at once, then ``per_second``."""

    def __init__(self, kind: str, burst: int, per_second: float) -> None:
        self._kind = kind
        self._burst = burst
        self._per_second = per_second
        self._own = Buckets(burst, per_second)
        self._link: RedisLink | None = None

    def share(self, link: RedisLink) -> None:
        self._link = link

    async def take(self, key: str) -> bool:
        """Use one try up; False if there was none."""
        if self._link is None:
            return self._own.take(key)
        try:
            taken, left = await self._link.ask(partial(self._take, key))
        except Away:
            return self._own.take(key)
        self._own.agree(key, left)
        return taken

    async def _take(self, key: str, redis: Redis) -> tuple[bool, float]:
        hashed = sha256(key.encode()).hexdigest()[:HASHED]
        name = f"{PREFIX}{self._kind}:{hashed}"
        taken, left = await redis.eval(TAKE, 1, name, self._burst, self._per_second)
        return bool(taken), float(left)

    def left(self, key: str) -> float:
        """How many tries there are, as far as this worker has heard."""
        return self._own.left(key)

    def wait_seconds(self, key: str) -> int:
        """How long until there is another try, as far as this worker has heard."""
        return self._own.wait_seconds(key)
