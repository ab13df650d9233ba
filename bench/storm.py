"""A network that was away for a moment: ``python -m bench.storm``.

2,000 phones are cut off at the same moment, half of them with their page, half having to load all
anew. They come back as browsers do, jittered. Meanwhile a moderator goes on, twenty commands a
second, and a few phones whose line held look on: what these notice is printed beside the same
without a storm.
"""

import asyncio
import sys
import urllib.request
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from subprocess import Popen
from time import monotonic
from typing import TypeVar

import msgspec
import uvloop

from bench.measure import cpu_seconds, percentile, run, running
from bench.occasion import Occasion, occasion
from live.simulate.client import Client
from live.simulate.load.measures import Measures
from live.simulate.load.network import GOOD
from live.simulate.load.phone import Decoder, Phone, Where
from live.simulate.load.site import Site

PEOPLE = 2000
ONLOOKERS = 50
BURST = 500  # as servers have it
ITEMS = 40
REQUESTS = 100
CALM_SECONDS = 10
GAP_SECONDS = 0.05
PATIENCE = 120.0

T = TypeVar("T")

TITLE = "What the findings mean for those who run networks, part {}"


class Crowd:
    """Phones on one session, in a process of their own: they must not hold up who measures."""

    def __init__(self, process: Popen[str]) -> None:
        self._process = process

    async def connect(self) -> float:
        """In how many seconds all were there."""
        return float(await self._told("connect"))

    async def cut(self) -> "Return":
        return msgspec.json.decode(await self._told("cut"), type=Return)

    async def _told(self, word: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{word}\n")
        line = await asyncio.to_thread(self._process.stdout.readline)
        if not line:
            sys.exit("The phones have ended.")
        return line


class Return(msgspec.Struct, frozen=True):
    """``back``: seconds until each was there again. ``vain``: how tries in vain ended."""

    back: list[float]
    vain: dict[str, int]


@contextmanager
def phones(here: Occasion, cookies: list[str], folder: Path) -> Iterator[Crowd]:
    file = folder / f"cookies-{len(cookies)}"
    file.write_text("\n".join(cookies))
    program = (sys.executable, "-m", "bench.storm", here.url, here.links.code, str(file))
    with running(*program) as process:
        yield Crowd(process)


async def be_phones(url: str, code: str, cookies: list[str]) -> None:
    """The process of the phones."""
    measures = Measures()
    where = Where(Site(url), code, GOOD, measures, Random(1), Decoder())
    crowd = [Phone(where, cookie, 0) for cookie in cookies]
    while word := (await asyncio.to_thread(sys.stdin.readline)).strip():
        began = monotonic()
        for nth, phone in enumerate(crowd):
            if word == "connect":
                phone.connect()
            else:
                phone.break_off()
                if nth % 2:  # give it everything anew, as to a page that was loaded again
                    phone.replica.epoch = "another"
        await asyncio.gather(*(phone.until(lambda p: p.connected, PATIENCE) for phone in crowd))
        here = sum(phone.connected for phone in crowd)
        assert here == len(crowd), f"{here} of {len(crowd)} are here"
        back = Return(measures.back, dict(measures.closes))
        told = str(monotonic() - began) if word == "connect" else msgspec.json.encode(back).decode()
        print(told, flush=True)
    for phone in crowd:
        phone.leave()


class Chair:
    """Somebody who goes on, and how long each answer took."""

    def __init__(self, client: Client, item: str) -> None:
        self._client = client
        self._item = item
        self._nth = 0

    async def work(self, until: asyncio.Event) -> list[float]:
        waits = []
        while not until.is_set():
            began = monotonic()
            self._nth += 1
            await self._client.send("item.edit", item=self._item, title=TITLE.format(self._nth))
            waits.append(monotonic() - began)
            await asyncio.sleep(max(0, GAP_SECONDS - waits[-1]))
        return waits


class Noticed(msgspec.Struct):
    """By others than those who were cut off."""

    waits: list[float]
    cpu: float
    seconds: float
    snapshots: int

    def line(self, name: str) -> str:
        p50, p99 = (percentile(self.waits, part) * 1e3 for part in (0.5, 0.99))
        return (
            f"  {name} {len(self.waits)} commands answered: p50 {p50:.1f} ms, p99 {p99:.1f} ms;"
            f" server CPU {100 * self.cpu / self.seconds:3.0f} % of a core;"
            f" {self.snapshots} snapshots encoded in {self.seconds:.1f} s"
        )


async def main(folder: Path) -> None:
    with occasion(folder, LIVE_CONNECT_BURST=str(BURST)) as here:
        chair = await prepare(here)
        cookies = await here.people(PEOPLE + ONLOOKERS)
        with (
            phones(here, cookies[:PEOPLE], folder) as crowd,
            phones(here, cookies[PEOPLE:], folder) as onlookers,
        ):
            await onlookers.connect()
            print(f"Storm: {PEOPLE:,} phones, connected in {await crowd.connect():.1f} s")
            _, calm = await noticed(here, chair, asyncio.sleep(CALM_SECONDS))
            back, storm = await noticed(here, chair, crowd.cut())
        tell(back, calm, storm)


async def prepare(here: Occasion) -> Chair:
    """A session in which something has happened already."""
    client = await here.moderator()
    await client.send("session.open")
    for nth in range(ITEMS):
        item = (await client.send("item.add", title=TITLE.format(nth), minutes=10))["item"]
    for nth in range(REQUESTS):
        await client.send("queue.add", name=f"Caller {nth}", kind="statement", source="call")
    return Chair(client, str(item))


async def noticed(
    here: Occasion, chair: Chair, meanwhile: Coroutine[object, object, T]
) -> tuple[T, Noticed]:
    over = asyncio.Event()
    working = asyncio.create_task(chair.work(over))
    cpu, began, snapshots = cpu_seconds(here.pid), monotonic(), await encoded(here)
    result = await meanwhile
    seconds, spent = monotonic() - began, cpu_seconds(here.pid) - cpu
    over.set()
    return result, Noticed(await working, spent, seconds, await encoded(here) - snapshots)


async def encoded(here: Occasion) -> int:
    """How often all documents have been encoded so far."""
    name = "plenary_snapshots_total "
    text = await asyncio.to_thread(_get, f"{here.url}/metrics")
    return int(float(next(line for line in text.splitlines() if line.startswith(name)).split()[1]))


def _get(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return str(answer.read().decode())


def tell(storm: Return, calm: Noticed, during: Noticed) -> None:
    back = storm.back
    first, middle, most, last = min(back), *(percentile(back, p) for p in (0.5, 0.95)), max(back)
    print(
        f"  all cut at once; back: first {first:.2f} s, half {middle:.1f} s, 95 % {most:.1f} s,"
        f" last {last:.1f} s; tries in vain: {storm.vain or 'none'}"
    )
    print(calm.line("before:"))
    print(during.line("during:"))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        url, code, file = sys.argv[1:]
        uvloop.run(be_phones(url, code, Path(file).read_text().splitlines()))
    else:
        run(main)
