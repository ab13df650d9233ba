"""Ten thousand phones in one session: ``python -m bench.phones``.

They join over HTTP, connect, hear what the moderator does, vote all at once, see the result and
go, all on one worker with SQLite, with the clients on the same machine.
"""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import msgspec

from bench.measure import (
    Load,
    build,
    cpu_seconds,
    load,
    median,
    most_files,
    percentile,
    resident_kib,
    run,
)
from bench.occasion import Occasion, occasion
from live.simulate.client import Client

PEOPLE = 10_000
OTHER_FILES = 200
EDITS = 100
OPTIONS = ("Yes", "No", "Abstain")
PATCH = '{"type":"patch"'
DONE = '{"type":"done"'
TITLE = "What the findings mean for those who run networks, part {}"
LOOK_SECONDS = 0.05
SECONDS_TO_GO = 60


class Desk:
    """The moderator: the first of the connections, and one more that keeps documents."""

    def __init__(self, everybody: Load, client: Client, item: str) -> None:
        self._everybody = everybody
        self._ids = count()
        self._item = item
        self.client = client

    async def seconds(self, do: str, **arguments: Any) -> float:
        """From a command, its commit included, until the last phone has seen what it changed."""
        return (await self._everybody.say(PATCH, self._command(do, arguments)))[0]

    def edits(self) -> Iterator[dict[str, Any]]:
        for nth in count(1):
            yield {"item": self._item, "title": TITLE.format(nth)}

    def edit(self) -> str:
        return self._command("item.edit", {"item": self._item, "title": TITLE.format("last")})

    def _command(self, do: str, arguments: dict[str, Any]) -> str:
        asked = {"id": f"desk {next(self._ids)}", "do": do, "with": arguments}
        return msgspec.json.encode(asked).decode()


async def main(folder: Path) -> None:
    people = min(PEOPLE, most_files() - OTHER_FILES)
    build("load", folder)
    print(f"{people:,} phones in one session")
    with occasion(folder) as here:
        client = await here.moderator()
        await client.send("session.open")
        item = str((await client.send("item.add", title=TITLE.format(0), minutes=20))["item"])
        cookies = [await here.moderator_cookie(), *await _joined(here, people)]
        since = perf_counter()
        with load(folder / "load", here.port, here.socket_path, cookies) as everybody:
            await everybody.connected()
            print(f"  connected, and told all, in {perf_counter() - since:.1f} s")
            desk = Desk(everybody, client, item)
            await _hear(desk)
            await _poll(here, desk, everybody, people)
            print(f"  the server holds {resident_kib(here.pid) / 1024:.0f} MiB")
        _gone(here)
        await client.stop()


async def _joined(here: Occasion, people: int) -> list[str]:
    since, before = perf_counter(), cpu_seconds(here.pid)
    cookies = await here.people(people)
    seconds, cpu = perf_counter() - since, cpu_seconds(here.pid) - before
    print(
        f"  joined over HTTP in {seconds:.1f} s, {people / seconds:,.0f} a second; "
        f"{cpu / people * 1e6:.0f} µs CPU each"
    )
    return cookies


async def _hear(desk: Desk) -> None:
    edits = desk.edits()
    seconds = [await desk.seconds("item.edit", **next(edits)) for _ in range(EDITS)]
    print(
        f"  {EDITS} edits, from the command to the last phone: p50 {median(seconds) * 1e3:.0f} ms, "
        f"p99 {percentile(seconds, 0.99) * 1e3:.0f} ms"
    )


async def _poll(here: Occasion, desk: Desk, everybody: Load, people: int) -> None:
    made = await desk.client.send(
        "poll.create", kind="single", question="Shall we go on?", options=OPTIONS
    )
    poll, options = made["poll"], made["options"]
    choices = [random.choice(options) for _ in range(people)]
    opened = await desk.seconds("poll.open", poll=poll)
    before = cpu_seconds(here.pid)
    ballots = [_ballot(poll, choice) for choice in choices]
    seconds, waits = await everybody.burst(DONE, [desk.edit(), *ballots])
    cpu = cpu_seconds(here.pid) - before
    closed = await desk.seconds("poll.close", poll=poll)
    published = await desk.seconds("poll.publish", poll=poll)
    await desk.client.until(lambda: f"tally/{poll}" in desk.client.documents)
    counted: dict[str, Any] = desk.client.documents[f"tally/{poll}"]["counts"]
    assert counted == {option: choices.count(option) for option in options}, counted
    print(
        f"  a poll opens for the last phone after {opened * 1e3:.0f} ms; all have voted, and know "
        f"it, after {seconds:.1f} s, p50 {median(waits) / 1e3:.1f} s, "
        f"p99 {percentile(waits, 0.99) / 1e3:.1f} s, {cpu / people * 1e6:.0f} µs CPU a vote; "
        f"closed after {closed * 1e3:.0f} ms, published after {published * 1e3:.0f} ms; "
        "the tally is right"
    )


def _ballot(poll: str, choice: str) -> str:
    arguments = {"poll": poll, "choice": [choice], "n": 1}
    asked = {"id": f"vote in {poll}", "do": "poll.cast", "with": arguments}
    return msgspec.json.encode(asked).decode()


def _gone(here: Occasion) -> None:
    """All have hung up: how long the server takes to be rid of them."""
    since = perf_counter()
    while (left := _files(here.pid)) > OTHER_FILES and perf_counter() - since < SECONDS_TO_GO:
        sleep(LOOK_SECONDS)
    print(f"  gone after {perf_counter() - since:.1f} s; {left} files stay open")


def _files(pid: int) -> int:
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


if __name__ == "__main__":
    run(main)
