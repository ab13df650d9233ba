"""A worker as its parent sees it: a process, and the line between them."""

import asyncio
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

from live.settings import inherited

READY = b"ready"
REPLACED = b"replaced"

SECONDS_TO_START = 60
PROGRAM = ("-m", "live.workers.child")


class Worker:
    """One process, and the line on which it says that it is ready and is told that it is replaced.

    The line also breaks when either side ends, whatever ended it.
    """

    def __init__(self, process: Process, line: socket.socket) -> None:
        self._process = process
        self._line = line
        self.began = monotonic()
        self.ended = asyncio.create_task(process.wait())

    @property
    def pid(self) -> int:
        return self._process.pid

    async def becomes_ready(self) -> bool:
        """Wait for it; False if it ends before, or takes too long and is ended."""
        try:
            async with asyncio.timeout(SECONDS_TO_START):
                said = await asyncio.get_running_loop().sock_recv(self._line, len(READY))
        except (TimeoutError, OSError):
            said = b""
        finally:
            self.ended.add_done_callback(lambda _: self._line.close())
        if said != READY:
            self.kill()
            await self.ended
        return said == READY

    def replace(self) -> None:
        """Let it go while others serve: who is here can come back to them at once."""
        with suppress(OSError):  # it is gone already
            self._line.send(REPLACED)

    def terminate(self) -> None:
        with suppress(ProcessLookupError):
            self._process.terminate()

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()


async def begin(
    listener: socket.socket, port: int, figures: Path, program: Sequence[str] = PROGRAM
) -> Worker:
    """Start a process that serves what comes to a socket, and keeps its figures in a folder."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    passed = (listener.fileno(), theirs.fileno())
    with theirs:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *program, str(port), *map(str, passed)),
            env=inherited(PROMETHEUS_MULTIPROC_DIR=str(figures)),
            stdin=DEVNULL,
            pass_fds=passed,
            start_new_session=True,  # Ctrl+C is for the parent, who tells them
        )
    return Worker(process, ours)
