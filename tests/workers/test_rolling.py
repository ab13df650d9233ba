"""Workers on PostgreSQL and Redis are all replaced while a crowd is at work."""

import asyncio
from pathlib import Path

from tests.faults import checker
from tests.faults.options import Figures, Scale
from tests.faults.person import Person
from tests.faults.stage import Stage, judged, played
from tests.workers.several import several

AFTERWARDS = 50


async def test_a_rolling_restart_fails_no_command(
    tmp_path: Path, postgres_url: str, redis_url: str, scale: Scale, seen: Figures
) -> None:
    engines = {"LIVE_DATABASE_URL": postgres_url, "LIVE_REDIS_URL": redis_url}
    workers, people = int(scale.of(2, 4)), int(scale.of(20, 40))
    async with (
        several(tmp_path, workers, **engines) as server,
        played(Stage([server], scale.dice), people) as stage,
    ):
        crowd, before = stage.crowd, stage.crowd.acknowledged
        await server.renewed()
        meanwhile = crowd.acknowledged - before
        told = sum(map(_goodbyes, crowd.everybody))
        await crowd.until_acknowledged(AFTERWARDS)
        await crowd.end()
        await crowd.close_polls()
        # Workers that have just begun hold less, or more, than those before.
        judged(await asyncio.to_thread(checker.findings, await crowd.history(postgres_url)))
        assert not any("Traceback" in line for line in server.output)
    assert told > 0
    seen(workers=workers, commands_done_meanwhile=meanwhile, goodbyes=told, failed=0)


def _goodbyes(person: Person) -> int:
    return sum(heard.frame["type"] == "bye" for heard in person.heard)
