"""Everybody votes at once: ``python -m bench.votes``.

All have a badge and a socket of their own. A poll opens, each sends a ballot at the same moment,
and each waits for the acknowledgement, which says that the ballot is on disk. Then the poll is
closed, and its tally has to be exactly what was sent. Beside it, the same rows are written with
one transaction for each vote.
"""

import random
import sqlite3
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from bench.measure import (
    Load,
    build,
    cpu_seconds,
    load,
    median,
    percentile,
    run,
)
from bench.occasion import occasion
from live.simulate.client import Client
from live.store.engines import SQLITE

SIZES = {70: 20, 2000: 8}
"""How many vote, and in how many polls."""

OPTIONS = ("Yes", "No", "Abstain")
DONE = '{"type":"done"'
ALONE = 500


class Spent(msgspec.Struct):
    """What the polls of one size have cost."""

    cpu: float = 0.0
    seconds: list[float] = []
    waits: list[float] = []


async def main(folder: Path) -> None:
    client = build("load", folder)
    with occasion(folder) as here:
        moderator = await here.moderator()
        await moderator.send("session.open")
        cookies = await here.people(max(SIZES))
        print(f"Votes: one transaction for each takes {one_by_one(folder):,.0f} votes/s")
        for people, polls in SIZES.items():
            with load(client, here.port, here.socket_path, cookies[:people]) as everybody:
                await everybody.connected()
                spent = Spent()
                for _ in range(polls):
                    await _poll(here.pid, moderator, everybody, people, spent)
                _tell(people, spent)
        await moderator.stop()


async def _poll(pid: int, moderator: Client, everybody: Load, people: int, spent: Spent) -> None:
    made = await moderator.send(
        "poll.create", kind="single", question="Shall we go on?", options=OPTIONS
    )
    poll, options = made["poll"], made["options"]
    await moderator.send("poll.open", poll=poll)
    choices = [random.choice(options) for _ in range(people)]
    before = cpu_seconds(pid)
    seconds, waits = await everybody.burst(DONE, [_ballot(poll, choice) for choice in choices])
    spent.cpu += cpu_seconds(pid) - before
    spent.seconds.append(seconds)
    spent.waits += waits
    await moderator.send("poll.close", poll=poll)
    await moderator.until(lambda: f"tally/{poll}" in moderator.documents)
    counted: dict[str, Any] = moderator.documents[f"tally/{poll}"]["counts"]
    assert counted == {option: choices.count(option) for option in options}, counted


def _ballot(poll: str, choice: str) -> str:
    command = {
        "id": f"vote in {poll}",
        "do": "poll.cast",
        "with": {"poll": poll, "choice": [choice], "n": 1},
    }
    return msgspec.json.encode(command).decode()


def _tell(people: int, spent: Spent) -> None:
    all_in, worst, waits = median(spent.seconds), max(spent.seconds), spent.waits
    print(f"  {people:,} at once, {len(spent.seconds)} polls, every tally right:")
    print(
        f"    all acknowledged in {all_in * 1e3:.0f} ms (worst poll {worst * 1e3:.0f}), "
        f"{people / all_in:,.0f} votes/s"
    )
    print(
        f"    acknowledgement p50 {median(waits):.1f} ms, p99 {percentile(waits, 0.99):.1f} ms; "
        f"{spent.cpu / len(waits) * 1e6:.0f} µs CPU a vote"
    )


def one_by_one(folder: Path) -> float:
    """Votes a second, each in a transaction of its own, as durable as the real ones."""
    connection = sqlite3.connect(folder / "alone.db", isolation_level=None)
    connection.executescript(SQLITE)
    connection.execute("CREATE TABLE turnout (poll, person, n, PRIMARY KEY (poll, person))")
    connection.execute("CREATE TABLE ballots (poll, key, choice, PRIMARY KEY (poll, key))")
    since = perf_counter()
    for nth in range(ALONE):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO turnout VALUES ('poll', ?, 1)", (str(nth),))
        connection.execute("INSERT INTO ballots VALUES ('poll', ?, 'yes')", (str(nth),))
        connection.execute("COMMIT")
    seconds = perf_counter() - since
    connection.close()
    return ALONE / seconds


if __name__ == "__main__":
    run(main)
