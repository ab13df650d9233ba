"""Everybody votes: ``python -m bench.votes``.

All have a badge and a socket of their own, and wait for the acknowledgement, which says that
their ballot is on disk. In some polls every fifth loses the connection right after sending,
comes back and sends the same ballot again. Then the poll is closed, and its tally has to be
exactly what was sent. Beside it, the same rows are written with one transaction for each vote.
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
    most_files,
    percentile,
    run,
)
from bench.occasion import occasion
from live.simulate.client import Client
from live.store.engines import SQLITE

SIZES = {70: 10, 1000: 5, 10_000: 3}
"""How many vote, and in how many polls of each course that is over at once."""

OTHER_FILES = 200
OPTIONS = ("Yes", "No", "Abstain")
DONE = '{"type":"done"'
ALONE = 500
GATHER_SECONDS = 1
"""A frame of turnout tells of the second before it."""


class Course(msgspec.Struct, frozen=True):
    """How a poll goes: in how many seconds all vote, and which of them lose their connection."""

    name: str
    within: int = 0
    breaking: int = 0


COURSES = (
    Course("all at once"),
    Course("all at once, every fifth breaks and comes back", breaking=5),
    Course("within 5 s, every fifth breaks and comes back", within=5, breaking=5),
)


class Room(msgspec.Struct, frozen=True):
    """A server, and those in it who vote, and who opens and closes the polls."""

    pid: int
    moderator: Client
    everybody: Load
    people: int


class Spent(msgspec.Struct):
    """What the polls of one size and course have cost."""

    cpu: float = 0.0
    seconds: list[float] = []
    waits: list[float] = []
    sizes: list[float] = []
    """Bytes that a phone received."""

    frames: list[float] = []
    """Of turnout and presence, a phone."""

    told_seconds: list[float] = []
    """From a poll's beginning until the last of these."""


async def main(folder: Path) -> None:
    client = build("load", folder)
    with occasion(folder) as here:
        moderator = await here.moderator()
        await moderator.send("session.open")
        print(f"Votes: one transaction for each takes {one_by_one(folder):,.0f} votes/s")
        cookies: list[str] = []
        for people, polls in SIZES.items():
            if people + OTHER_FILES > most_files():
                print(f"  {people:,} people: skipped, a process may open {most_files():,} files")
                continue
            cookies += await here.people(people - len(cookies), before=len(cookies))
            with load(client, here.port, here.socket_path, cookies) as everybody:
                await everybody.connected()
                await _polls(Room(here.pid, moderator, everybody, people), polls)
        await moderator.stop()


async def _polls(room: Room, polls: int) -> None:
    await room.everybody.heard(0)
    for course in COURSES:
        spent = Spent()
        for _ in range(1 if course.within else polls):
            await _poll(room, course, spent)
        _tell(room.people, course, spent)


async def _poll(room: Room, course: Course, spent: Spent) -> None:
    moderator = room.moderator
    made = await moderator.send(
        "poll.create", kind="single", question="Shall we go on?", options=OPTIONS
    )
    poll, options = made["poll"], made["options"]
    choices = [random.choice(options) for _ in range(room.people)]
    opened = perf_counter()
    await moderator.send("poll.open", poll=poll)
    await _vote(room, course, [_ballot(poll, choice) for choice in choices], spent)
    await moderator.send("poll.close", poll=poll)
    spent.told_seconds.append(perf_counter() - opened + GATHER_SECONDS)
    size, frames = await room.everybody.heard(1.5 * GATHER_SECONDS)
    spent.sizes.append(size)
    spent.frames.append(frames)
    await moderator.until(lambda: f"tally/{poll}" in moderator.documents)
    counted: dict[str, Any] = moderator.documents[f"tally/{poll}"]["counts"]
    assert counted == {option: choices.count(option) for option in options}, counted


async def _vote(room: Room, course: Course, ballots: list[str], spent: Spent) -> None:
    before = cpu_seconds(room.pid)
    seconds, waits = await room.everybody.burst(DONE, ballots, course.within, course.breaking)
    spent.cpu += cpu_seconds(room.pid) - before
    spent.seconds.append(seconds)
    spent.waits += waits


def _ballot(poll: str, choice: str) -> str:
    command = {
        "id": f"vote in {poll}",
        "do": "poll.cast",
        "with": {"poll": poll, "choice": [choice], "n": 1},
    }
    return msgspec.json.encode(command).decode()


def _tell(people: int, course: Course, spent: Spent) -> None:
    all_in, worst, waits = median(spent.seconds), max(spent.seconds), spent.waits
    frames = sum(spent.frames)
    rate = f", {frames / sum(spent.told_seconds):.2f} a second" if course.within else ""
    print(f"  {people:,} {course.name}; polls: {len(spent.seconds)}, every tally right")
    print(
        f"    all acknowledged in {all_in * 1e3:,.0f} ms (worst poll {worst * 1e3:,.0f}), "
        f"{people / all_in:,.0f} votes/s"
    )
    print(
        f"    acknowledgement p50 {median(waits):.1f} ms, p99 {percentile(waits, 0.99):.1f} ms; "
        f"{spent.cpu / len(waits) * 1e6:.0f} µs CPU a vote"
    )
    print(
        f"    a phone received {sum(spent.sizes) / len(spent.sizes):,.0f} bytes a poll; "
        f"frames of turnout and presence: {frames / len(spent.frames):.1f}{rate}"
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
