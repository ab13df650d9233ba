"""Tries are counted together by all workers, as long as there is a Redis."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis import Redis as Client

from live.room.redis_link import RedisLink
from live.web.shared_limits import HASHED, PREFIX, Limit
from tests.engines.redis import Redis

ADDRESS = "192.0.2.7"
BURST = 5
SLOW = 0.001
"""A second: none comes back within a test."""


@asynccontextmanager
async def workers(url: str, many: int = 2) -> AsyncIterator[list[Limit]]:
    """The same limit, as each of several workers has it."""
    links = [RedisLink(url) for _ in range(many)]
    limits = [Limit("wrong", BURST, SLOW) for _ in links]
    for limit, link in zip(limits, links, strict=True):
        limit.share(link)
    yield limits
    for link in links:
        await link.close()


async def takes(limit: Limit, many: int, key: str = ADDRESS) -> list[bool]:
    return [await limit.take(key) for _ in range(many)]


async def test_what_one_worker_took_another_has_no_more(redis_url: str) -> None:
    async with workers(redis_url) as (one, other):
        assert await takes(one, BURST - 1) == [True] * (BURST - 1)
        assert await takes(other, 2) == [True, False]
        assert await takes(one, 1) == [False]


async def test_all_at_once_are_no_more_than_there_are(redis_url: str) -> None:
    async with workers(redis_url) as limits:
        taken = await asyncio.gather(*(limit.take(ADDRESS) for limit in limits * 10))
    assert sum(taken) == BURST


async def test_a_worker_knows_how_many_others_have_left(redis_url: str) -> None:
    async with workers(redis_url) as (one, other):
        await takes(one, BURST)
        assert other.left(ADDRESS) == BURST
        await takes(other, 1)
        assert other.left(ADDRESS) < 1
        assert other.wait_seconds(ADDRESS) > 1


async def test_one_key_does_not_use_up_anothers(redis_url: str) -> None:
    async with workers(redis_url) as (one, other):
        await takes(one, BURST)
        assert await takes(other, 1, "192.0.2.8") == [True]


async def test_redis_is_told_no_address_and_for_no_longer_than_it_matters(redis_url: str) -> None:
    async with workers(redis_url) as (one, _):
        await takes(one, 1)
    with Client.from_url(redis_url) as client:
        [name] = [key.decode() for key in client.keys("*")]
        assert name.startswith(PREFIX)
        assert len(name.rpartition(":")[2]) == HASHED
        assert ADDRESS not in name + str(client.hgetall(name))
        assert 0 < client.ttl(name) <= BURST / SLOW + 1


async def test_without_redis_each_worker_counts_by_itself(mortal_redis: Redis) -> None:
    async with workers(mortal_redis.url) as (one, other):
        await takes(one, 2)
        mortal_redis.kill()
        assert await takes(one, BURST) == [True] * (BURST - 2) + [False] * 2
        assert await takes(other, BURST + 1) == [True] * BURST + [False]


async def test_a_server_without_redis_counts_too() -> None:
    assert await takes(Limit("wrong", BURST, SLOW), BURST + 1) == [True] * BURST + [False]
