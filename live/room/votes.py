"""What a room remembers of the ballots: who has cast how many, and what in polls that are told."""

from collections import Counter
from collections.abc import Iterable, Mapping

from live.domain.actors import Milliseconds
from live.domain.me import Marks
from live.domain.polls import Ballot

Turnout = Mapping[str, Mapping[str, int]]
Marked = Mapping[str, tuple[str, ...]]
Choices = Mapping[str, Marked]


class Votes:
    """By poll and voter. Of secret polls the choices are not here, nor anywhere else in memory,
    but for those of a pulse while it is open."""

    def __init__(self, turnout: Turnout | None = None, told: Choices | None = None) -> None:
        self._turnout = {poll: dict(cast) for poll, cast in (turnout or {}).items()}
        self._told = {poll: dict(choices) for poll, choices in (told or {}).items()}
        self._last: dict[str, Milliseconds] = {}

    def take(self, ballots: Iterable[Ballot], now: Milliseconds) -> None:
        """Remember ballots that are on disk."""
        for ballot in ballots:
            self._turnout.setdefault(ballot.poll, {})[ballot.voter] = ballot.n
            self._last[ballot.poll] = now
            if ballot.told:
                self._told.setdefault(ballot.poll, {})[ballot.voter] = ballot.choice

    def learn(
        self, poll: str, cast: Mapping[str, int], told: Marked, now: Milliseconds
    ) -> set[str]:
        """Take over what is known of a poll by now; whose ballots were not known here."""
        before = self._turnout.get(poll, {})
        new = {voter for voter, n in cast.items() if before.get(voter) != n}
        if new:
            self._turnout[poll] = dict(cast)
            self._last[poll] = now
            if told:
                self._told[poll] = dict(told)
        return new

    def mark(self, poll: str) -> int:
        """A number that grows with every ballot, as ``live.store.ballots.marks`` has it."""
        return sum(self._turnout.get(poll, {}).values())

    def forget_choices(self, poll: str) -> None:
        self._told.pop(poll, None)

    def forget(self, poll: str) -> None:
        for kept in (self._turnout, self._told, self._last):
            kept.pop(poll, None)

    def counts(self, poll: str) -> Counter[str]:
        """So far, of a poll that is told."""
        return Counter(mark for choice in self._told.get(poll, {}).values() for mark in choice)

    def voters(self, poll: str) -> set[str]:
        return set(self._turnout.get(poll, ()))

    def last_at(self, poll: str) -> Milliseconds | None:
        """When the last ballot came in; None if none did since the room was loaded."""
        return self._last.get(poll)

    def of(self, voters: Iterable[str]) -> Marks:
        """Of somebody who votes under these ids."""
        cast: dict[str, int] = {}
        choices: dict[str, tuple[str, ...]] = {}
        for voter in voters:
            cast |= {poll: n[voter] for poll, n in self._turnout.items() if voter in n}
            choices |= {poll: marks[voter] for poll, marks in self._told.items() if voter in marks}
        return Marks(cast, choices)
