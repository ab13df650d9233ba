"""One patch to everybody: ``python -m bench.fanout``.

A moderator edits an agenda item, again and again. Each edit is a command, a commit and a patch of
about 200 bytes to 2,000 people, each with a badge and a connection of their own. The same client
sends messages of the same size through ``floor.c``, in turns, so that whatever else the machine
does falls on both.
"""

from collections.abc import Iterator
from itertools import count, islice, repeat
from pathlib import Path

import msgspec

from bench.measure import (
    Load,
    build,
    cpu_seconds,
    load,
    median,
    percentile,
    resident_kib,
    run,
    running,
)
from bench.occasion import Occasion, free_port, occasion

PEOPLE = 2000
BLOCKS = 8
ROUNDS = 25
"""Of each block."""

PATCH = ECHO = '{"type":"patch"'
TITLE = "What the findings mean for those who run networks, part {}"


class Spent(msgspec.Struct):
    """What a server has spent, and how long its rounds took."""

    cpu: float = 0.0
    seconds: list[float] = []

    def microseconds(self, readers: int) -> float:
        return self.cpu / (len(self.seconds) * readers) * 1e6

    def line(self, name: str, readers: int) -> str:
        rate = len(self.seconds) * readers / sum(self.seconds)
        worst = percentile(self.seconds, 0.99) * 1e3
        return (
            f"  {name:8} {self.microseconds(readers):6.2f} µs CPU a delivery   "
            f"{rate:8,.0f} deliveries/s   to the last one: "
            f"p50 {median(self.seconds) * 1e3:5.1f} ms, p99 {worst:5.1f} ms"
        )


async def main(folder: Path) -> None:
    client = build("load", folder)
    with occasion(folder) as here:
        item = await _item(here)
        cookies = [await here.moderator_cookie(), *await here.people(PEOPLE)]
        before = resident_kib(here.pid)
        with load(client, here.port, here.socket_path, cookies) as everybody:
            await everybody.connected()
            kib = (resident_kib(here.pid) - before) / len(cookies)
            await _beside_floor(here.pid, everybody, item, folder)
        print(f"  {kib:.1f} KiB a connection (what the server grew by when all connected)")


async def _item(here: Occasion) -> str:
    moderator = await here.moderator()
    await moderator.send("session.open")
    item = str((await moderator.send("item.add", title=TITLE.format(0), minutes=20))["item"])
    await moderator.stop()
    return item


async def _beside_floor(ours: int, everybody: Load, item: str, folder: Path) -> None:
    port, nobody = free_port(), ["-"] * (1 + PEOPLE)
    with (
        running(build("floor", folder), str(port)) as floor,
        load(folder / "load", port, "/", nobody) as others,
    ):
        await others.connected()
        await _compare(ours, everybody, item, floor.pid, others)


async def _compare(ours: int, everybody: Load, item: str, theirs: int, others: Load) -> None:
    plenary, floor, warming_up = Spent(), Spent(), Spent()
    edits = _edits(item)
    size = await _block(ours, everybody, edits, warming_up)
    for _ in range(BLOCKS):
        size = await _block(ours, everybody, edits, plenary)
        await _block(theirs, others, repeat(ECHO.ljust(size, "x")), floor)
    readers = PEOPLE + 1
    ratio = plenary.microseconds(readers) / floor.microseconds(readers)
    print(f"Fan-out: {BLOCKS * ROUNDS} patches of {size} bytes to {readers:,} connections")
    print(floor.line("floor.c", readers))
    print(plenary.line("plenary", readers))
    print(f"  {ratio:.2f} times the CPU of floor.c")


async def _block(pid: int, load: Load, texts: Iterator[str], spent: Spent) -> int:
    """Let everybody hear some messages; the size of the last one as it arrived."""
    size = 0
    before = cpu_seconds(pid)
    for text in islice(texts, ROUNDS):
        seconds, size = await load.say(PATCH, text)
        spent.seconds.append(seconds)
    spent.cpu += cpu_seconds(pid) - before
    return size


def _edits(item: str) -> Iterator[str]:
    for nth in count(1):
        command = {
            "id": f"edit {nth}",
            "do": "item.edit",
            "with": {"item": item, "title": TITLE.format(nth)},
        }
        yield msgspec.json.encode(command).decode()


if __name__ == "__main__":
    run(main)
