"""Somebody who has all that is left after a poll, and guesses who marked what."""

import hmac
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

KEY_BYTES = 32
PAGE = 4096
WINDOW = 400
"""Bytes around a person's id in which the id of one option alone would tell."""

ORDERS = (
    "SELECT person FROM turnout WHERE poll = :poll",
    "SELECT person FROM turnout WHERE poll = :poll ORDER BY person",
    "SELECT person FROM turnout WHERE poll = :poll ORDER BY command_id",
    "SELECT person FROM people",
    "SELECT actor FROM badges",
    "SELECT actor FROM badges ORDER BY created_at",
    "SELECT DISTINCT actor FROM journal WHERE kind = 'person.joined' ORDER BY seq",
)
"""In which people can be listed."""

BALLOTS = """
    SELECT choice FROM ballots WHERE poll = :poll
    UNION ALL SELECT choice FROM secret_ballots WHERE poll = :poll
"""

Guesses = dict[str, str]
"""By person, an option."""


class Attacker:
    """``texts``: everything that is text: log, frames, answers, downloads."""

    def __init__(
        self, files: Iterable[Path], texts: Iterable[bytes], people: list[str], options: list[str]
    ) -> None:
        self.files = [path for path in files if path.exists()]
        self.bytes = [path.read_bytes() for path in self.files]
        self.pages = [page for content in self.bytes for page in _pages(content)]
        self.texts = list(texts)
        self.people = people
        self.options = options

    def keys(self) -> list[bytes]:
        """What anywhere in the files makes the key of some ballot out of a person's id."""
        everything = b"\n".join(self.bytes)
        windows = {
            everything[start : start + KEY_BYTES] for start in range(len(everything) - KEY_BYTES)
        }
        person = self.people[0].encode()
        return [key for key in windows if hmac.digest(key, person, "sha256") in everything]

    def by_order(self, poll: str) -> Iterator[Guesses]:
        """The ballots lie as the people voted, or joined, or stand in some table, or backwards."""
        database = sqlite3.connect(f"file:{self.files[0]}?mode=ro", uri=True)
        try:
            lie = database.execute(BALLOTS, {"poll": poll})
            marked = [msgspec.json.decode(choice)[0] for (choice,) in lie]
            for query in ORDERS:
                given = {"poll": poll} if ":poll" in query else {}
                found = [person for (person,) in database.execute(query, given)]
                voters = [person for person in found if person in self.people]
                yield dict(zip(voters, marked, strict=False))
                yield dict(zip(reversed(voters), marked, strict=False))
        finally:
            database.close()

    def by_neighbourhood(self) -> Guesses:
        """Wherever a person is told of, and near it one option and no other."""
        guesses: Guesses = {}
        for told in (*self.pages, *self.texts):
            for person in self.people:
                for near in _around(told, person.encode()):
                    found = [option for option in self.options if option.encode() in near]
                    if len(found) == 1:
                        guesses[person] = found[0]
        return guesses


def _pages(content: bytes) -> Iterator[bytes]:
    """Of a database: what ends one page and what begins the next are of different tables."""
    for start in range(0, len(content), PAGE):
        yield content[start : start + PAGE]


def _around(told: bytes, person: bytes) -> Iterator[bytes]:
    place = told.find(person)
    while place >= 0:
        yield told[max(0, place - WINDOW) : place + len(person) + WINDOW]
        place = told.find(person, place + 1)


def hits(guesses: Guesses, truth: Mapping[str, Sequence[str]]) -> int:
    return sum([option] == [*truth[person]] for person, option in guesses.items())
