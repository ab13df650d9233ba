"""Workers are kept, and let go."""

import os
import signal
from pathlib import Path

import pytest

from live.settings import read_settings
from live.simulate.door import get
from live.workers.parent import GaveUp, Workers
from tests.engines.ports import free_port
from tests.servers import READY, Server, ServerFailed, without_settings
from tests.workers.conftest import WORKERS, Serving
from tests.workers.several import Several, alive


async def test_as_many_serve_as_were_asked_for(server: Several) -> None:
    assert len(server.workers) == WORKERS


async def test_they_are_said_to_be_ready_once(server: Several) -> None:
    assert [line for line in server.output if READY in line] == [f"{READY}{server.url}"]


async def test_the_hosts_link_is_printed_once(server: Several) -> None:
    await server.becomes(lambda: bool(host_links(server)))
    assert len(host_links(server)) == 1


def host_links(server: Several) -> list[str]:
    return [line for line in server.output if "/enter/" in line]


async def test_several_without_redis_are_refused_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(ServerFailed) as failed:
        await Server(tmp_path).run("serve", "--workers=2")
    assert str(failed.value).count("\n") == 1
    assert "LIVE_REDIS_URL" in str(failed.value)


async def test_a_taken_port_is_not_shared(server: Several) -> None:
    with pytest.raises(ServerFailed, match="Cannot listen on"):
        await server.run("serve", f"--port={server.port}", "--workers=2")


async def test_all_end_when_the_parent_is_told_to_stop(serving: Serving) -> None:
    async with serving() as server:
        workers = server.workers
    assert not any(map(alive, workers))


async def test_all_end_when_the_parent_is_killed(serving: Serving) -> None:
    async with serving() as server:
        workers = server.workers
        await server.kill()
        await server.becomes(lambda: not any(map(alive, workers)))


async def test_a_worker_that_was_killed_is_followed_by_another(server: Several) -> None:
    killed = server.workers.pop()
    os.kill(killed, signal.SIGKILL)
    await server.says("killed by SIGKILL")
    await server.becomes(lambda: len(server.workers) == WORKERS)
    assert killed not in server.workers
    assert (await get(server.url, "/healthz")).status == 200


async def test_workers_that_never_become_ready_are_given_up(tmp_path: Path) -> None:
    given = {
        **without_settings(),
        "PORT": str(free_port()),
        "WEB_CONCURRENCY": "2",
        "LIVE_DATABASE_URL": f"sqlite:///{tmp_path}/plenary.db",
    }

    async def ready() -> None:
        raise AssertionError("nobody is ready")

    workers = Workers(read_settings(given), "127.0.0.1", program=("-c", "raise SystemExit(3)"))
    with pytest.raises(GaveUp):
        await workers.run(ready)
