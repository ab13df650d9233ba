"""The processes of this machine, as `ps` tells of them."""

import subprocess
from collections.abc import Iterator

LIST = ("ps", "-A", "-o", "pid=,ppid=,stat=")


def alive() -> set[int]:
    return {pid for pid, _ in _listed()}


def children(of: int) -> list[int]:
    return [pid for pid, parent in _listed() if parent == of]


def _listed() -> Iterator[tuple[int, int]]:
    """Each process that lives, and the one that began it."""
    listed = subprocess.run(LIST, capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        pid, parent, state = line.split()
        if not state.startswith("Z"):
            yield int(pid), int(parent)
