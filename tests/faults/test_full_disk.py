"""A full disk under SQLite: refused with `retry`, and it goes on by itself once there is room."""

import resource
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing

import pytest

from tests.faults.options import Figures, Scale
from tests.faults.small_disk import SmallDisk, small_disk
from tests.faults.stage import Stage, judged, played
from tests.servers import Server, serving

Act = Callable[[], None]


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk | None]:
    with small_disk(tmp_path_factory.mktemp("small")) as mounted:
        yield mounted


@pytest.fixture(scope="module")
async def cramped(
    disk: SmallDisk | None, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """On the small disk, where there is one."""
    folder = disk.folder if disk else tmp_path_factory.mktemp("wide")
    async with serving(folder) as server:
        yield server


async def outlive(server: Server, scale: Scale, begin: Act, end: Act) -> dict[str, object]:
    """A crowd meets a fault once, or again and again; figures of it."""
    stage = Stage([server], scale.dice)
    times = int(scale.of(1, 5))
    async with played(stage, participants=12):
        crowd = stage.crowd
        for _ in range(times):
            await crowd.until_acknowledged(50)
            begin()
            await crowd.until_refused("unavailable", 20)
            newcomer = await crowd.connect(crowd.participants[0].cookie)
            assert newcomer.documents["session"]["status"] == "open"
            await newcomer.stop()
            end()
        await crowd.until_acknowledged(50)
        refused, done = crowd.refused("unavailable"), crowd.acknowledged
        judged(await stage.end())
    with closing(sqlite3.connect(server.database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return {"times": times, "commands_done": done, "refused_meanwhile": refused, "lost": 0}


async def test_a_disk_that_is_full(
    disk: SmallDisk | None, cramped: Server, scale: Scale, seen: Figures
) -> None:
    if disk is None:
        pytest.skip("only root can mount a small disk; see the next test")
    seen(**await outlive(cramped, scale, disk.fill, disk.free))


async def test_a_disk_that_takes_nothing(cramped: Server, scale: Scale, seen: Figures) -> None:
    """Every write to a file fails, as where a quota is used up."""
    limits = resource.prlimit(cramped.pid, resource.RLIMIT_FSIZE)

    def limit(soft: int) -> None:
        resource.prlimit(cramped.pid, resource.RLIMIT_FSIZE, (soft, limits[1]))

    seen(**await outlive(cramped, scale, lambda: limit(0), lambda: limit(limits[0])))
