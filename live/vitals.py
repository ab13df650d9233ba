"""What a process needs of its machine: processor, memory, files; and how late its loop is."""

import asyncio
import os
import sys
import time
from pathlib import Path

from live import metrics

if sys.platform != "win32":
    import resource

TICK_SECONDS = 0.5
TICKS_TO_MEASURE = 10
OWN_FILES = Path("/proc/self/fd")
OWN_MEMORY = Path("/proc/self/statm")


async def watch() -> None:
    """Keep the figures of this process, for as long as it serves."""
    loop = asyncio.get_running_loop()
    metrics.WORKERS.set(1)
    counted = 0.0
    while True:
        counted = _measure(counted)
        for _ in range(TICKS_TO_MEASURE):
            due = loop.time() + TICK_SECONDS
            await asyncio.sleep(TICK_SECONDS)
            metrics.LOOP_LAG_SECONDS.observe(max(0.0, loop.time() - due))


def _measure(counted: float) -> float:
    """Take the figures; the processor's seconds that are counted by now."""
    used = time.process_time()
    metrics.CPU_SECONDS.inc(used - counted)
    metrics.MEMORY.set(_resident_bytes())
    metrics.OPEN_FILES.set(open_files())
    metrics.MOST_OPEN_FILES.set(most_open_files())
    return used


def _resident_bytes() -> int:
    try:
        pages = int(OWN_MEMORY.read_text("ascii").split()[1])
    except OSError:  # no Linux
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def open_files() -> int:
    """How many files and sockets are open; 0 where nobody can tell."""
    try:
        told = OWN_FILES.stat().st_size  # which newer kernels say, without listing thousands
        return told or sum(1 for _ in OWN_FILES.iterdir())
    except OSError:
        return 0


def most_open_files() -> int:
    """How many may be; 0 where there is no limit that is known."""
    return _limits()[0]


def highest_open_files() -> int:
    """How many this process could let itself open, as a server does at its start."""
    return _limits()[1]


def _limits() -> tuple[int, int]:
    if sys.platform == "win32":
        return 0, 0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(0, soft), max(0, hard)
