"""How the server sets itself up."""

import asyncio
import resource
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

from tests.engines.ports import free_port
from tests.servers import serving, without_settings

FEW = 512


async def test_the_server_lets_itself_open_as_many_sockets_as_it_may(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, hard))
    try:
        async with serving(tmp_path) as server:
            assert resource.prlimit(server.pid, resource.RLIMIT_NOFILE) == (hard, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_it_ends_whatever_it_waits_for(tmp_path: Path) -> None:
    given = {"LIVE_DATABASE_URL": f"sqlite:///{tmp_path}/plenary.db", "LIVE_DRAIN_SECONDS": "1"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.stubborn", str(free_port())),
        env=without_settings() | given,
        stdout=PIPE,
        stderr=PIPE,
    )
    assert process.stdout
    async with asyncio.timeout(60):
        assert await process.stdout.readline() == b"ready\n"
        process.terminate()
        _, said = await process.communicate()
    assert process.returncode == 1
    assert b"the process ends without it" in said
