"""What is on disk, read past the server."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

Key = tuple[str, str]
"""An actor and the id of a command."""


class Ledger:
    """The database of a server, whether it runs or not."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _rows(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._path)) as connection:
            yield from connection.execute(query, values).fetchall()

    def commands(self, code: str) -> Counter[Key]:
        """How many events each command of a session's journal has made."""
        found = self._rows(
            "SELECT actor, command_id FROM journal JOIN sessions ON session = id WHERE code = ?",
            code,
        )
        return Counter((actor, command_id) for actor, command_id in found)

    def requests(self, code: str) -> list[str]:
        """Those that were made, in the order of the journal."""
        found = self._rows(
            "SELECT data FROM journal JOIN sessions ON session = id "
            "WHERE code = ? AND kind = 'queue.requested' ORDER BY journal.seq",
            code,
        )
        return [msgspec.json.decode(data)["request"] for (data,) in found]

    def turnout(self, poll: str) -> dict[str, tuple[int, str]]:
        """By person: the ``n`` and the id of the ballot that counts."""
        found = self._rows("SELECT person, n, command_id FROM turnout WHERE poll = ?", poll)
        return {person: (n, command_id) for person, n, command_id in found}

    def ballots(self, poll: str) -> list[list[str]]:
        """What is marked on each ballot."""
        of_poll = "SELECT choice FROM {} WHERE poll = ?"
        both = " UNION ALL ".join(map(of_poll.format, ("ballots", "secret_ballots")))
        found = self._rows(both, poll, poll)
        return [msgspec.json.decode(choice) for (choice,) in found]

    def broken(self, code: str) -> list[int]:
        """Where a session's journal has a gap, or time goes backwards in it."""
        found = self._rows(
            "SELECT journal.seq, at FROM journal JOIN sessions ON session = id "
            "WHERE code = ? ORDER BY journal.seq",
            code,
        )
        entries = [(0, 0), *found]
        return [
            seq
            for (before, earlier), (seq, at) in pairwise(entries)
            if seq != before + 1 or at < earlier
        ]
