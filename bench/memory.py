"""What a connected browser costs in memory: ``python -m bench.memory``.

10,000 people join and connect, and nothing else happens; beside it as many connect to a bare
uvicorn with the same settings, whose application does nothing with them.
"""

import sys
from pathlib import Path

from bench.measure import build, load, most_files, resident_kib, run, running
from bench.occasion import free_port, occasion
from bench.rivals import wait_for

PEOPLE = 10_000
OTHER_FILES = 200


async def main(folder: Path) -> None:
    people = min(PEOPLE, most_files() - OTHER_FILES)
    build("load", folder)
    print(f"Memory of {people:,} connections")
    bare = await _bare(folder, people)
    print(f"  uvicorn {bare:5.1f} KiB a connection")
    joined, connected = await _ours(folder, people)
    print(f"  plenary {connected:5.1f} KiB a connection, {connected / bare:.2f} times as much")
    print(f"  and {joined:.1f} KiB for a person who has joined")


async def _bare(folder: Path, people: int) -> float:
    port = free_port()
    with running(sys.executable, "-m", "bench.bare", str(port)) as server:
        wait_for(port)
        before = resident_kib(server.pid)
        with load(folder / "load", port, "/", ["-"] * people) as everybody:
            await everybody.connected()
            return (resident_kib(server.pid) - before) / people


async def _ours(folder: Path, people: int) -> tuple[float, float]:
    """KiB for each who joins, and for each who is connected."""
    with occasion(folder) as here:
        before = resident_kib(here.pid)
        cookies = await here.people(people)
        joined = resident_kib(here.pid)
        with load(folder / "load", here.port, here.socket_path, cookies) as everybody:
            await everybody.connected()
            connected = resident_kib(here.pid)
    return (joined - before) / people, (connected - joined) / people


if __name__ == "__main__":
    run(main)
