"""`kill -9` of the only worker at random moments of a burst of votes."""

from pathlib import Path

from tests.faults.options import Figures, Scale
from tests.faults.stage import Stage, judged, played
from tests.servers import serving

MOST_BETWEEN = 150
"""Commands that are done before the next kill, at most."""


async def test_a_worker_that_is_killed(tmp_path: Path, scale: Scale, seen: Figures) -> None:
    kills = int(scale.of(3, 50))
    async with serving(tmp_path) as server:
        stage = Stage([server], scale.dice)
        async with played(stage, participants=30, pause_s=0.05) as stage:
            for _ in range(kills):
                await stage.crowd.until_acknowledged(scale.dice.randrange(MOST_BETWEEN))
                await server.kill()
                await server.start()
            await stage.crowd.until_acknowledged(MOST_BETWEEN)
            done = stage.crowd.acknowledged
            judged(await stage.end())
    seen(kills=kills, commands_done=done, lost=0, doubled=0)
