"""The machine: open files, ports, memory, the clock; measured against the people who will come."""

import ctypes
import sys
from collections.abc import Iterator
from pathlib import Path

from live import vitals
from live.checkup.findings import Finding, counted, ok, warning, wrong

BESIDES = 200
"""Files that a worker has open besides sockets of browsers."""

UNEVEN = 1.5
"""How many more than its share may come to one worker."""

KIB_A_PHONE = 40
KIB_A_WORKER = 150 * 1024
BACKLOG = 1024
TIME_ERROR = 5


def look(phones: int, workers: int) -> list[Finding]:
    return [*_files(phones, workers), *_network(phones), *_memory(phones, workers), *_clock()]


def _files(phones: int, workers: int) -> Iterator[Finding]:
    most = vitals.highest_open_files()
    share = phones if workers == 1 else int(phones / workers * UNEVEN)
    if most and most < share + BESIDES:
        yield wrong(
            "files",
            f"A process may open {most} files, and {_load(phones, workers)} need "
            f"{share + BESIDES}: raise the hard limit (ulimit -Hn, or LimitNOFILE of systemd).",
        )
    else:
        allowed = f"{most} files" if most else "any number of files"
        yield ok("files", f"A process may open {allowed}, enough for {counted(phones, 'phone')}.")


def _network(phones: int) -> Iterator[Finding]:
    backlog = _number("/proc/sys/net/core/somaxconn")
    if backlog is not None and backlog < BACKLOG:
        yield warning(
            "network",
            f"Only {backlog} connections can wait to be accepted: raise net.core.somaxconn.",
        )
    ports = _numbers("/proc/sys/net/ipv4/ip_local_port_range")
    if len(ports) == 2 and ports[1] - ports[0] < phones:
        yield warning(
            "network",
            f"A proxy has {ports[1] - ports[0]} ports to reach one address of the server, and "
            f"needs one for each of {phones} phones: widen net.ipv4.ip_local_port_range.",
        )


def _memory(phones: int, workers: int) -> Iterator[Finding]:
    left = _available_kib()
    needed = phones * KIB_A_PHONE + workers * KIB_A_WORKER
    if left is None:
        return
    words = f"{left // 1024} MiB are free, and {_load(phones, workers)} need about "
    words += f"{needed // 1024} MiB"
    yield ok("memory", f"{words}.") if left > needed else warning("memory", f"{words}: take more.")


def _load(phones: int, workers: int) -> str:
    return f"{counted(phones, 'phone')} on {counted(workers, 'worker')}"


def _available_kib() -> int | None:
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith("MemAvailable:")]
    return int(found[0]) if found else None


def _clock() -> Iterator[Finding]:
    state = _state_of_clock()
    if state == TIME_ERROR:
        yield warning(
            "clock",
            "This machine's clock follows no other, as far as its kernel knows: let it follow NTP.",
        )
    elif state is not None:
        yield ok("clock", "This machine's clock follows others (NTP).")


def _state_of_clock() -> int | None:
    """What the kernel knows of it; None where nobody can tell."""
    if sys.platform != "linux":
        return None
    room = ctypes.create_string_buffer(512)  # more than a struct timex, whose first field says: ask
    try:
        state: int = ctypes.CDLL(None).adjtimex(room)
    except (OSError, AttributeError):
        return None
    return state if state >= 0 else None


def _number(path: str) -> int | None:
    numbers = _numbers(path)
    return numbers[0] if numbers else None


def _numbers(path: str) -> list[int]:
    try:
        return [int(word) for word in Path(path).read_text("ascii").split()]
    except (OSError, ValueError):
        return []
