"""Announcements by a Redis that goes away, hangs, and comes back."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import msgspec
import pytest

from live.room.bus import CHANNEL, MISSED, Announcement, RedisBus
from live.room.redis_link import Away, RedisLink
from tests.engines.redis import Redis
from tests.faults.proxy import LOOPBACK, through


class Ear:
    """Keeps what is announced of a session."""

    def __init__(self) -> None:
        self.heard: list[Announcement] = []
        self._arrived = asyncio.Event()

    def __call__(self, said: Announcement) -> None:
        self.heard.append(said)
        self._arrived.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not holds():
                self._arrived.clear()
                await self._arrived.wait()

    async def hears(self, seq: int) -> None:
        await self.until(lambda: any(said.seq == seq for said in self.heard))

    async def misses(self) -> None:
        """It is told that it may have missed something."""
        await self.until(lambda: MISSED in self.heard)


class Complaint(logging.Handler):
    """Waits for the bus to log that it does not hear anything."""

    def __init__(self) -> None:
        super().__init__()
        self._made = asyncio.Event()
        logging.getLogger("live.room.bus").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._made.set()

    async def made(self) -> None:
        async with asyncio.timeout(20):
            await self._made.wait()
        logging.getLogger("live.room.bus").removeHandler(self)


@asynccontextmanager
async def bus_on(url: str) -> AsyncIterator[RedisBus]:
    link = RedisLink(url)
    bus = RedisBus(link)
    try:
        yield bus
    finally:
        await bus.close()
        await link.close()


@pytest.fixture
async def ear(redis_url: str) -> AsyncIterator[tuple[RedisBus, Ear]]:
    """Somebody who announces, and somebody who has begun to listen."""
    async with bus_on(redis_url) as speaker, bus_on(redis_url) as listener:
        listening = Ear()
        listener.listen("s", listening)
        await listening.misses()
        yield speaker, listening


async def test_what_is_announced_is_heard(ear: tuple[RedisBus, Ear]) -> None:
    speaker, listening = ear
    speaker.announce("s", 7)
    await listening.hears(7)


async def test_what_is_announced_together_is_one_message(ear: tuple[RedisBus, Ear]) -> None:
    speaker, listening = ear
    speaker.announce("s", 7, voted=True)
    speaker.announce("s", 9, present=True)
    speaker.announce("s", 8)
    await listening.hears(9)
    (said,) = (said for said in listening.heard if said.seq)
    assert (said.seq, said.voted, said.present) == (9, True, True)


async def test_other_sessions_are_not_heard(ear: tuple[RedisBus, Ear]) -> None:
    speaker, listening = ear
    speaker.announce("another", 5)
    speaker.announce("s", 6)
    await listening.hears(6)
    assert all(said.seq != 5 for said in listening.heard)


async def test_nobody_hears_themselves(redis_url: str) -> None:
    async with bus_on(redis_url) as one, bus_on(redis_url) as other:
        ears = Ear(), Ear()
        for bus, listening in zip((one, other), ears, strict=True):
            bus.listen("s", listening)
            await listening.misses()
        one.announce("s", 5)
        await ears[1].hears(5)
        other.announce("s", 6)
        await ears[0].hears(6)
        assert all(said.seq != 5 for said in ears[0].heard)


async def test_what_is_said_in_another_tongue_is_taken_for_a_miss(
    redis_server: Redis, ear: tuple[RedisBus, Ear]
) -> None:
    _, listening = ear
    listening.heard.clear()
    with redis_server.client() as client:
        client.publish(CHANNEL + "s", msgspec.msgpack.encode({"of": "a later release"}))
    await listening.misses()


async def test_who_has_left_hears_nothing_more(redis_url: str) -> None:
    async with bus_on(redis_url) as speaker, bus_on(redis_url) as listener:
        ears = Ear(), Ear()
        for name, listening in zip(("left", "kept"), ears, strict=True):
            listener.listen(name, listening)
            await listening.misses()
        listener.leave("left")
        speaker.announce("left", 5)
        speaker.announce("kept", 5)
        await ears[1].hears(5)
        assert all(said.seq != 5 for said in ears[0].heard)


@pytest.mark.parametrize("harm", ["restart", "cut", "pause"])
async def test_after_a_break_everybody_may_have_missed_something(
    mortal_redis: Redis, harm: str
) -> None:
    async with bus_on(mortal_redis.url) as speaker, bus_on(mortal_redis.url) as listener:
        listening, complaint = Ear(), Complaint()
        listener.listen("s", listening)
        await listening.misses()
        listening.heard.clear()
        if harm == "restart":
            mortal_redis.kill()
            speaker.announce("s", 5)  # is lost
            mortal_redis.start()
        elif harm == "cut":
            mortal_redis.cut()
        else:
            mortal_redis.pause()
            await complaint.made()
            mortal_redis.resume()
        await listening.misses()
        assert listener.sound
        with mortal_redis.client() as client:
            client.publish(CHANNEL + "s", msgspec.msgpack.encode(Announcement("another", 6)))
        await listening.hears(6)


async def test_a_connection_that_is_taken_and_not_answered_is_given_up(redis_server: Redis) -> None:
    async with asyncio.timeout(20), through((LOOPBACK, redis_server.port)) as cable:
        cable.swallow()
        async with bus_on(redis_server.url_of(port=cable.port)) as bus:
            ear = Ear()
            bus.listen("s_1", ear)
            await cable.up.swallowed.wait()
            cable.swallow(swallowing=False)
            await ear.misses()


async def test_a_redis_that_is_away_is_not_asked_at_once_again(mortal_redis: Redis) -> None:
    times = [0.0]
    link = RedisLink(mortal_redis.url, lambda: times[0])
    assert await link.ask(lambda redis: redis.ping())
    mortal_redis.kill()
    with pytest.raises(Away):
        await link.ask(lambda redis: redis.ping())
    mortal_redis.start()
    with pytest.raises(Away):
        await link.ask(lambda redis: redis.ping())
    times[0] = 1.5
    assert await link.ask(lambda redis: redis.ping())
    await link.close()


async def test_a_redis_that_hangs_is_away(mortal_redis: Redis) -> None:
    link = RedisLink(mortal_redis.url)
    mortal_redis.pause()
    with pytest.raises(Away):
        await link.ask(lambda redis: redis.ping())
    assert not link.sound
    mortal_redis.resume()
    await link.close()


async def test_who_stops_waiting_gets_nobody_elses_answer(redis_url: str) -> None:
    link = RedisLink(redis_url)
    for _ in range(20):
        asking = asyncio.create_task(link.ask(lambda redis: redis.set("a", "1")))
        await asyncio.sleep(0)
        asking.cancel()
        assert await link.ask(lambda redis: redis.echo("mine")) == b"mine"
    await link.close()
