"""A bad network between people and the server: late, narrow, lossy, silent, and broken."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from live.simulate import client
from tests.faults.crowd import SECONDS
from tests.faults.namespaces import linked, permitted
from tests.faults.options import Figures, Scale
from tests.faults.proxy import LOOPBACK, through
from tests.faults.quality import BAD
from tests.faults.stage import Stage, judged, played
from tests.servers import Server, serving

SILENCE_SECONDS = 2.5
"""A beat comes every 15 s; who waits for less hears it as a silence now and then."""

Spoil = Callable[[], None]


@asynccontextmanager
async def over_packets(folder: Path, scale: Scale) -> AsyncIterator[tuple[Stage, Spoil]]:
    """Real TCP over a bad link, between network namespaces."""
    with linked(scale.dice) as link:
        with link.with_servers() as address:
            server = Server(folder)
            server.url = f"http://{address}:{server.port}"
            server.environ["LIVE_BASE_URL"] = server.url
            await server.start(f"--host={address}")
        try:
            with link.with_clients():
                yield Stage([server], scale.dice), lambda: link.spoil(BAD)
        finally:
            await server.stop()
        assert link.lost


@asynccontextmanager
async def over_proxy(folder: Path, scale: Scale) -> AsyncIterator[tuple[Stage, Spoil]]:
    """Through a proxy, which can only make late what a network would lose."""
    async with (
        serving(folder) as server,
        through((LOOPBACK, server.port), dice=scale.dice) as network,
    ):
        stage = Stage([server], scale.dice)
        stage.reach(f"http://{LOOPBACK}:{network.port}")
        yield stage, lambda: network.spoil(BAD)


async def test_a_slow_network(tmp_path: Path, scale: Scale, seen: Figures) -> None:
    over = over_packets if permitted() else over_proxy
    async with over(tmp_path, scale) as (stage, spoil), played(stage, participants=5, pause_s=0.4):
        spoil()
        for _ in range(int(scale.of(2, 60))):
            await stage.crowd.until_acknowledged(20)
        done = stage.crowd.acknowledged
        judged(await stage.end())
    seen(way=over.__name__.replace("_", " "), commands_done=done, lost=0)


async def test_a_network_that_breaks(
    tmp_path: Path, scale: Scale, seen: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silent for a while, a black hole, half open, and reset: all come back by themselves."""
    monkeypatch.setattr(client, "SILENCE_SECONDS", SILENCE_SECONDS)
    breaks = 0
    async with (
        serving(tmp_path) as server,
        through((LOOPBACK, server.port), dice=scale.dice) as network,
    ):
        stage = Stage([server], scale.dice)
        stage.reach(f"http://{LOOPBACK}:{network.port}")
        async with played(stage, participants=5):
            for _ in range(int(scale.of(1, 10))):
                for fault in (network.hold, network.swallow, network.desert, network.reset):
                    await stage.crowd.until_acknowledged(scale.dice.randrange(1, 40))
                    fault()
                    breaks += 1
                    async with asyncio.timeout(SECONDS):
                        await network.accepted(len(stage.crowd.everybody))
                    network.release()
                    network.swallow(swallowing=False)
            await stage.crowd.until_acknowledged(40)
            done = stage.crowd.acknowledged
            judged(await stage.end())
    seen(breaks=breaks, commands_done=done, lost=0, doubled=0)
