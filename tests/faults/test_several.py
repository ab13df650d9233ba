"""Several workers, of which one is killed; and their Redis is gone, frozen, cut off, unreliable,
which costs a second and nothing else."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import partial

import pytest

from live.room.bus import CHANNEL
from tests.engines.redis import Redis
from tests.faults import holdings
from tests.faults.conftest import Installation
from tests.faults.finding import Finding
from tests.faults.holdings import MOST_OF_REDIS
from tests.faults.lateness import lateness
from tests.faults.options import Figures, Scale
from tests.faults.stage import Stage, judged, played

PARTICIPANTS = 12
SHORT, LONG = (2,), (10, 60)
"""For how many seconds it is away."""

BAD_RATES = (0.2, 0.2, 0.2)
MOST_LATE_S = 8
"""The promise is about a second, and a beat would tell after fifteen; this machine may be slow."""

Act = Callable[[], None]


@pytest.fixture
async def stage(installation: Installation, scale: Scale) -> AsyncIterator[Stage]:
    made = Stage([installation.server], scale.dice, installation.postgres.url)

    def left_open() -> Iterator[Finding]:
        with installation.redis.client() as client:
            connections = len(client.client_list()) - 1
        if connections > MOST_OF_REDIS * made.processes:
            yield Finding("E", f"Redis has {connections} connections")

    made.also += [left_open, partial(_deaf, installation.redis, made.processes)]
    async with played(made, PARTICIPANTS, pause_s=0.2, steady=True):
        yield made


def _deaf(redis: Redis, workers: int) -> Iterator[Finding]:
    """Who does not hear announcements, though there is nothing wrong any more."""
    with redis.client() as client:
        [(_, hearing)] = client.pubsub_numsub(CHANNEL)
    if hearing != workers:
        yield Finding("B", f"{hearing} of {workers} workers hear announcements")


async def outlive(
    stage: Stage, seen: Figures, begin: Act, end: Act, spells: Sequence[float]
) -> None:
    """Something is wrong while one writes and all look, and on while all are at work.

    When all write, each worker reads what it has missed whenever it writes: only where nobody
    writes it is seen how late others are told.
    """
    crowd, spans = stage.crowd, []
    for seconds in spells:
        await crowd.until_acknowledged(30)
        await crowd.end()
        await asyncio.to_thread(begin)
        crowd.lecture()
        spans.append(await crowd.work_on(seconds))
        await crowd.end()
        crowd.begin()
        await crowd.until_acknowledged(30)
        await asyncio.to_thread(end)
    await crowd.until_acknowledged(30)
    people, refused = list(crowd.everybody), crowd.refused("unavailable")
    judged(await stage.end())
    late = lateness([person.account() for person in people], spans)
    seen(seconds=[*spells][:3], **late.figures(), refused=refused, lost=0, doubled=0)
    assert late.commands
    assert late.shown < MOST_LATE_S


def _serves(pid: int, port: int) -> bool:
    """One that is only starting has nobody yet."""
    return holdings.held([pid], port).clients > 0


async def test_a_worker_is_killed(
    stage: Stage, installation: Installation, scale: Scale, seen: Figures
) -> None:
    """One after the other, in the midst of a burst; its people go to the others."""
    crowd, server, kills = stage.crowd, installation.server, int(scale.of(2, 20))
    for _ in range(kills):
        await crowd.until_acknowledged(scale.dice.randrange(10, 60))
        victim = scale.dice.choice([pid for pid in server.workers if _serves(pid, server.port)])
        os.kill(victim, signal.SIGKILL)
        await server.becomes(lambda pid=victim: pid not in server.workers)  # type: ignore[misc]
        await server.becomes(lambda: len(server.workers) == stage.processes)
    await crowd.until_acknowledged(60)
    done = crowd.acknowledged
    judged(await stage.end())
    seen(kills=kills, commands_done=done, lost=0, doubled=0)


async def test_redis_is_killed(
    stage: Stage, installation: Installation, scale: Scale, seen: Figures
) -> None:
    redis = installation.redis
    await outlive(stage, seen, redis.kill, redis.start, scale.spells(SHORT, LONG))


async def test_redis_is_paused(
    stage: Stage, installation: Installation, scale: Scale, seen: Figures
) -> None:
    """Its connections stay, and nobody is answered."""
    redis = installation.redis
    await outlive(stage, seen, redis.pause, redis.resume, scale.spells(SHORT, LONG))


async def test_the_way_to_redis_is_a_black_hole(
    stage: Stage, installation: Installation, scale: Scale, seen: Figures
) -> None:
    cable = installation.cable

    def mend() -> None:
        cable.swallow(swallowing=False)

    await outlive(stage, seen, cable.swallow, mend, scale.spells(SHORT, LONG))


async def test_the_subscribers_of_redis_are_cut(
    stage: Stage, installation: Installation, scale: Scale, seen: Figures
) -> None:
    cuts = scale.spells([0.3] * 3, [0.3] * 30)
    await outlive(stage, seen, installation.redis.cut, lambda: None, cuts)


async def test_messages_are_lost_doubled_and_swapped(
    stage: Stage, installation: Installation, scale: Scale, seen: Figures
) -> None:
    rates = installation.rates

    def spoil() -> None:
        rates.lost, rates.doubled, rates.swapped = BAD_RATES

    def mend() -> None:
        rates.lost, rates.doubled, rates.swapped = (0.0, 0.0, 0.0)

    before = rates.harmed
    await outlive(stage, seen, spoil, mend, scale.spells(SHORT, [60]))
    assert rates.harmed > before
