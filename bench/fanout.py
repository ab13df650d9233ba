"""One patch to everybody: ``python -m bench.fanout``.

A moderator edits an agenda item, again and again. Each edit is a command, a commit and a patch of
about 200 bytes to 2,000 and to 10,000 people, each with a badge and a connection of their own. The
same client sends messages of the same size through others that only send on (see
``bench.rivals``), in turns, so that whatever else the machine does falls on all.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count, islice, repeat
from pathlib import Path

import msgspec

from bench.measure import Load, build, cpu_seconds, load, median, most_files, percentile, run
from bench.occasion import Occasion, occasion
from bench.rivals import FLOOR, Rival, at_work, rivals

SIZES = {2000: (8, 25), 10_000: (4, 10)}
"""How many are there; in how many blocks, of how many rounds each, they are told something."""

OTHER_FILES = 200
PATCH = '{"type":"patch"'
TITLE = "What the findings mean for those who run networks, part {}"


class Contender(msgspec.Struct):
    """Who sends to all: what it has spent, and how long its rounds took."""

    name: str
    pid: int
    load: Load
    mark: str
    cpu: float = 0.0
    seconds: list[float] = []

    async def block(self, texts: Iterator[str], rounds: int) -> int:
        """Let everybody hear some messages; the size of the last one as it arrived."""
        size = 0
        before = cpu_seconds(self.pid)
        for text in islice(texts, rounds):
            seconds, size = await self.load.say(self.mark, text)
            self.seconds.append(seconds)
        self.cpu += cpu_seconds(self.pid) - before
        return size

    def forget(self) -> None:
        self.cpu, self.seconds = 0.0, []

    def microseconds(self, readers: int) -> float:
        return self.cpu / (len(self.seconds) * readers) * 1e6

    def rate(self, readers: int) -> float:
        return len(self.seconds) * readers / sum(self.seconds)

    def line(self, readers: int) -> str:
        worst = percentile(self.seconds, 0.99) * 1e3
        return (
            f"  {self.name:9} {self.microseconds(readers):6.2f} µs CPU a delivery   "
            f"{self.rate(readers):8,.0f} deliveries/s   to the last one: "
            f"p50 {median(self.seconds) * 1e3:6.1f} ms, p99 {worst:6.1f} ms"
        )


async def main(folder: Path) -> None:
    build("load", folder)
    print("Fan-out")
    others = rivals(folder)
    with occasion(folder) as here:
        edits = _edits(await _item(here))
        cookies = [await here.moderator_cookie()]
        for people, (blocks, rounds) in SIZES.items():
            if people + OTHER_FILES > most_files():
                print(f"  {people:,}: skipped, a process may open {most_files():,} files")
                continue
            cookies += await here.people(people - len(cookies), before=len(cookies))
            with ExitStack() as stack:
                contenders = await _enter(stack, folder, here, cookies, others)
                size = await _compare(contenders, edits, others, blocks, rounds)
                _tell(contenders, len(cookies), blocks * rounds, size)


async def _item(here: Occasion) -> str:
    moderator = await here.moderator()
    await moderator.send("session.open")
    item = str((await moderator.send("item.add", title=TITLE.format(0), minutes=20))["item"])
    await moderator.stop()
    return item


async def _enter(
    stack: ExitStack, folder: Path, here: Occasion, cookies: list[str], others: list[Rival]
) -> list[Contender]:
    """All connect: first to us."""
    everybody = stack.enter_context(load(folder / "load", here.port, here.socket_path, cookies))
    contenders = [Contender("plenary", here.pid, everybody, PATCH)]
    for rival in others:
        pid, everybody = stack.enter_context(at_work(rival, folder, len(cookies)))
        contenders.append(Contender(rival.name, pid, everybody, rival.mark))
    for contender in contenders:
        await contender.load.connected()
    return contenders


async def _compare(
    contenders: list[Contender],
    edits: Iterator[str],
    others: list[Rival],
    blocks: int,
    rounds: int,
) -> int:
    """Take turns; the first ones are for warming up."""
    plenary, *rest = contenders
    size = 0
    for nth in range(blocks + 1):
        size = await plenary.block(edits, rounds)
        for contender, rival in zip(rest, others, strict=True):
            heard = await contender.block(repeat(rival.text(size)), rounds)
            assert heard == size, (rival.name, heard, size)
        if nth == 0:
            for contender in contenders:
                contender.forget()
    return size


def _tell(contenders: list[Contender], readers: int, patches: int, size: int) -> None:
    print(f"  {patches} patches of {size} bytes to {readers:,} connections")
    for contender in contenders:
        print(contender.line(readers))
    plenary, *rest = contenders
    for contender in rest:
        cpu = plenary.microseconds(readers) / contender.microseconds(readers)
        rate = plenary.rate(readers) / contender.rate(readers)
        told = f"{cpu:.2f} times the CPU" if contender.name == FLOOR.name else ""
        print(f"  {told or f'{rate:.2f} times the deliveries'} of {contender.name}")


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
