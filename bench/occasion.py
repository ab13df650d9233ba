"""The real server as a process, and a session in it that people have joined."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, cycle, islice
from pathlib import Path

import msgspec

from bench.measure import running
from live.domain.life import Place
from live.office import Links
from live.simulate import door
from live.simulate.client import Client
from live.web.places import GROUPS, REGIONS

READY = "Plenary is ready at "
JOINING_AT_ONCE = 16


class Occasion(msgspec.Struct, frozen=True):
    """One open session on a server of its own."""

    pid: int
    port: int
    url: str
    links: Links

    @property
    def socket_path(self) -> str:
        return f"/s/{self.links.code}/live"

    async def moderator(self) -> Client:
        """Somebody who runs the session, connected."""
        cookie = await self.moderator_cookie()
        return await Client(self.url, self.links.code, cookie).start()

    async def moderator_cookie(self) -> str:
        return await door.enter(self.links.moderator_url, "Moderator")

    async def people(self, number: int, before: int = 0) -> list[str]:
        """Let people join, after so many before, spread over groups and regions; their cookies."""
        together = asyncio.Semaphore(JOINING_AT_ONCE)
        everyone = zip(count(), cycle(GROUPS), cycle(REGIONS), strict=False)

        async def join(place: int, group: Place, region: Place) -> str:
            async with together:
                name, organisation = f"Person {place}", f"Organisation {place % 40}"
                fields = {"organisation": organisation, "group": group.id, "region": region.id}
                return await door.join(self.url, self.links.code, name=name, **fields)

        new = islice(everyone, before, before + number)
        return await asyncio.gather(*(join(*person) for person in new))


@contextmanager
def occasion(folder: Path, **settings: str) -> Iterator[Occasion]:
    """`plenary serve` on an SQLite file in a folder, with a session that is not open yet."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    os.environ |= {
        "LIVE_BASE_URL": url,
        "LIVE_DATABASE_URL": f"sqlite:///{folder / 'plenary.db'}",
        "LIVE_JOIN_BURST": "100000",
        "LIVE_CONNECT_BURST": "100000",
        "LIVE_LOG_LEVEL": "warning",
        **settings,
    }
    with running(sys.executable, "-m", "live", "serve", f"--port={port}") as server:
        assert server.stdout
        for line in server.stdout:
            if line.startswith(READY):
                break
        yield Occasion(server.pid, port, url, _new_session())


def _new_session() -> Links:
    command = [sys.executable, "-m", "live", "session", "new", "--title", "Bench", "--json"]
    printed = subprocess.run(command, check=True, capture_output=True).stdout
    return msgspec.json.decode(printed, type=Links)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
