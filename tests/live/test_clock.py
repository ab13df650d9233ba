"""The clock of a machine is set while a real server runs on it."""

import asyncio
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from live.simulate.client import Client
from live.simulate.door import enter, get, join
from tests.engines import programs
from tests.servers import Server, serving

HOUR_SECONDS = 3600
LONGEST_TURN_MS = 60_000
"""The turn takes a moment; a busy machine makes it a long one."""


class Machine:
    """A server on a machine whose clock can be set."""

    def __init__(self, server: Server, setting: Path) -> None:
        self.server = server
        self._setting = setting

    async def set(self, seconds: int) -> None:
        """Returns when the server has noticed: its answers say when they were given."""
        before = await self.date()
        self._setting.write_text(f"{seconds:+d}")
        async with asyncio.timeout(30):
            while abs(await self.date() - before) < HOUR_SECONDS / 2:
                pass

    async def date(self) -> float:
        headers = dict((await get(self.server.url, "/healthz")).headers)
        return parsedate_to_datetime(headers["date"]).timestamp()


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Machine]:
    programs.require("libfaketime")
    setting = tmp_path / "time"
    setting.write_text("+0")
    environ = {
        "LD_PRELOAD": str(programs.faketime()),
        "FAKETIME_TIMESTAMP_FILE": str(setting),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_DONT_RESET": "1",
    }
    async with serving(tmp_path, **environ) as server:
        yield Machine(server, setting)


@pytest.mark.parametrize("jump", [HOUR_SECONDS, -HOUR_SECONDS])
async def test_a_jump_of_an_hour_changes_nothing(machine: Machine, jump: int) -> None:
    server = machine.server
    links = await server.create_session()
    helena = await Client(server.url, links.code, await enter(links.moderator_url, "H")).start()
    form = {"name": "Ada", "group": "civil_society", "region": "africa"}
    ada = await Client(server.url, links.code, await join(server.url, links.code, **form)).start()
    await helena.send("session.open")
    request = (await ada.send("queue.request", kind="statement"))["request"]
    await helena.send("floor.grant", request=request, instead_of=None)
    await machine.set(jump)
    await helena.send("floor.release", request=request)
    await helena.until(lambda: helena.replica.of("turn"))
    (turn,) = helena.replica.of("turn").values()
    assert 0 <= turn["spoken_ms"] <= turn["end"] - turn["start"] < LONGEST_TURN_MS
    await ada.drop()
    await ada.send("queue.request", kind="statement")
    for client in (ada, helena):
        await client.stop()
