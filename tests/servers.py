"""The real server, as a process of its own on a port of its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from live import office
from live.settings import read_settings
from tests.engines.ports import free_port

Links = office.Links

READY = "Plenary is ready at "
SECONDS_TO_START = 90
SECONDS_TO_STOP = 60


class ServerFailed(Exception):
    """It said this instead of becoming ready."""


class Server:
    """`plenary serve` on one SQLite file; it can be killed and started again on the same one."""

    def __init__(self, folder: Path, environ: dict[str, str] | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = folder / "plenary.db"
        self.output: list[str] = []
        self.environ = {
            **without_settings(),
            "LIVE_BASE_URL": self.url,
            "LIVE_DATABASE_URL": f"sqlite:///{self.database}",
            **(environ or {}),
        }
        self._process: Process | None = None
        self._reader: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        return self._running().pid

    async def start(self, *options: str) -> None:
        """Returns when it answers requests."""
        ready = asyncio.Event()
        self._process = await self._plenary("serve", f"--port={self.port}", *options)
        self._reader = asyncio.create_task(self._read(self._process, ready))
        try:
            async with asyncio.timeout(SECONDS_TO_START):
                await ready.wait()
        except TimeoutError:
            self._process.kill()
            raise ServerFailed("\n".join(self.output)) from None
        if self._process.returncode is not None:
            raise ServerFailed("\n".join(self.output))

    async def stop(self) -> None:
        """As a deploy does it: commands in flight are finished."""
        await self._end(signal.SIGTERM)

    async def kill(self) -> None:
        """As `kill -9` does it: nothing is finished."""
        await self._end(signal.SIGKILL)

    async def host_link(self) -> str:
        """As `plenary host link` makes it, but without a process of its own."""
        return await office.visit(read_settings(self.environ), lambda desk: desk.new_host_link())

    async def create_session(self, title: str = "Consultation") -> Links:
        """As `plenary session new` does it, but without a process of its own."""
        settings = read_settings(self.environ)
        return await office.visit(settings, lambda desk: desk.new_session(office.plan(title)))

    async def run(self, *arguments: str) -> str:
        """What another `plenary` command on the same database prints."""
        process = await self._plenary(*arguments)
        printed, _ = await process.communicate()
        if process.returncode:
            raise ServerFailed(printed.decode())
        return printed.decode()

    async def _plenary(self, *arguments: str) -> Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "live", *arguments),
            env=self.environ,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
        )

    async def _read(self, process: Process, ready: asyncio.Event) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            self.output.append(line.decode().rstrip())
            if self.output[-1].startswith(READY):
                ready.set()
        await process.wait()
        ready.set()

    async def _end(self, how: signal.Signals) -> None:
        process = self._running()
        if process.returncode is None:
            process.send_signal(how)
        assert self._reader is not None
        async with asyncio.timeout(SECONDS_TO_STOP):
            await self._reader

    def _running(self) -> Process:
        assert self._process is not None, "it was never started"
        return self._process


@asynccontextmanager
async def serving(folder: Path, **environ: Any) -> AsyncIterator[Server]:
    server = Server(folder, environ)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


def without_settings() -> dict[str, str]:
    ours = ("LIVE_", "DATABASE_URL", "REDIS_URL", "PORT", "FORWARDED_ALLOW_IPS", "WEB_CONCURRENCY")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
