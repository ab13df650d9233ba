"""Promise E: what a process holds open, and that nothing of it is left when all have gone."""

import asyncio
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from live.store.database import READERS, WRITERS
from tests.faults.finding import Finding

PROC = Path("/proc")
TABLES = ("net/tcp", "net/tcp6")
LISTENING = "0A"
NO_SOCKET = (-1, 0, "")
MOST_OF_A_DATABASE = WRITERS + READERS
"""The connections of one process."""

MOST_OF_REDIS = 9
"""Likewise: eight that ask, one that listens."""

SECONDS_TO_LET_GO = 45
AGAIN_SECONDS = 0.05
DIGITS = re.compile(r"\d+")


class Holdings(msgspec.Struct, frozen=True):
    """Of some processes: ``clients`` are connections to the port they serve, ``files`` the files
    of the database, ``ports`` the connections to others, ``rest`` all else that is open, by its
    kind."""

    clients: int = 0
    files: int = 0
    ports: dict[int, int] = {}
    rest: dict[str, int] = {}


def held(pids: Iterable[int], port: int) -> Holdings:
    """What some processes hold now, which serve at a port."""
    clients = files = 0
    ports: Counter[int] = Counter()
    rest: Counter[str] = Counter()
    for pid in pids:
        ends = _ends(pid)
        for target in _open(pid):
            local, remote, state = ends.get(target, NO_SOCKET)
            if local == port and state != LISTENING:
                clients += 1
            elif remote:
                ports[remote] += 1
            elif ".db" in target:
                files += 1
            else:
                rest[DIGITS.sub("", target)] += 1
    return Holdings(clients, files, dict(ports), dict(rest))


def _open(pid: int) -> Iterator[str]:
    for link in _links(pid):
        with suppress(OSError):  # closed in this moment
            yield str(link.readlink())


def _links(pid: int) -> list[Path]:
    try:
        return [*(PROC / str(pid) / "fd").iterdir()]
    except OSError:  # the process has ended
        return []


def _ends(pid: int) -> dict[str, tuple[int, int, str]]:
    """Of each TCP socket: the port here, that at the other end, and its state."""
    found: dict[str, tuple[int, int, str]] = {}
    for table in TABLES:
        for line in _read(PROC / str(pid) / table).splitlines()[1:]:
            _, local, remote, state, *_, inode = line.split()[:10]
            found[f"socket:[{inode}]"] = (_port(local), _port(remote), state)
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _port(address: str) -> int:
    return int(address.rpartition(":")[2], 16)


def family(pid: int) -> list[int]:
    """A process and those that it has begun."""
    children = _read(PROC / str(pid) / "task" / str(pid) / "children").split()
    return [pid, *(one for child in children for one in family(int(child)))]


def left_behind(before: Holdings, after: Holdings, processes: int = 1) -> Iterator[Finding]:
    """``before``: when the first had come and gone; pools may have filled up since."""
    if after.clients:
        yield Finding("E", f"{after.clients} connections of people who have gone")
    for kind, number in after.rest.items():
        if number > (earlier := before.rest.get(kind, 0)):
            yield Finding("E", f"{number} times {kind} is open, and {earlier} times before")
    if after.files > 3 * MOST_OF_A_DATABASE * processes:  # the file, its log, and their index
        yield Finding("E", f"{after.files} times a file of the database")
    for port, number in after.ports.items():
        if number > max(MOST_OF_A_DATABASE, MOST_OF_REDIS) * processes:
            yield Finding("E", f"{number} connections to port {port}")


async def settled(look: Callable[[], list[Finding]]) -> list[Finding]:
    """What is still wrong after as long as letting go may take."""
    found = await asyncio.to_thread(look)
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS_TO_LET_GO):
            while found:  # there is no event to wait for in another process
                await asyncio.sleep(AGAIN_SECONDS)
                found = await asyncio.to_thread(look)
    return found


def observable() -> bool:
    """Whether this system shows what a process holds."""
    return (PROC / str(os.getpid()) / "fd").exists()
