"""`plenary serve --workers N`, and a look at its processes."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tests.servers import Server

SECONDS = 120
LOOK_SECONDS = 0.05


class Several(Server):
    """The parent is the process that is started and stopped."""

    @property
    def workers(self) -> set[int]:
        """The ids of the processes that serve."""
        return set(children(self.pid))

    async def becomes(self, holds: Callable[[], bool]) -> None:
        """Wait for something to be true of the processes, which tell nobody when they change."""
        async with asyncio.timeout(SECONDS):
            while not holds():  # noqa: ASYNC110
                await asyncio.sleep(LOOK_SECONDS)

    async def says(self, words: str) -> None:
        """Wait for a line of its log; another one than it has already."""
        before = self._times(words)
        await self.becomes(lambda: self._times(words) > before)

    def _times(self, words: str) -> int:
        return sum(words in line for line in self.output)

    async def renewed(self) -> None:
        """Replace all workers, one after the other."""
        os.kill(self.pid, signal.SIGHUP)
        await self.says("All workers were replaced")


@asynccontextmanager
async def several(folder: Path, workers: int, **environ: str) -> AsyncIterator[Several]:
    server = Several(folder, {**environ, "WEB_CONCURRENCY": str(workers)})
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


def children(pid: int) -> list[int]:
    """Of a process, those that it has started and that still run."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except FileNotFoundError:
        return []
    return [child for child in map(int, listed.split()) if alive(child)]


def open_files(pid: int) -> int:
    return len([*Path(f"/proc/{pid}/fd").iterdir()])


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
