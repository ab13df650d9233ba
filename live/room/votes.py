"""What a room remembers of the ballots: who has cast how many, and what in named polls."""

from collections.abc import Iterable, Mapping

from live.domain.actors import Milliseconds
from live.domain.me import Marks
from live.domain.polls import Ballot

Turnout = Mapping[str, Mapping[str, int]]
Choices = Mapping[str, Mapping[str, tuple[str, ...]]]


class Votes:
    """By poll and person. Of secret polls the choices are not here, nor anywhere else in memory."""

    def __init__(self, turnout: Turnout | None = None, named: Choices | None = None) -> None:
        self._turnout = {poll: dict(cast) for poll, cast in (turnout or {}).items()}
        self._named = {poll: dict(choices) for poll, choices in (named or {}).items()}
        self._last: dict[str, Milliseconds] = {}

    def take(self, ballots: Iterable[Ballot], now: Milliseconds) -> None:
        """Remember ballots that are on disk."""
        for ballot in ballots:
            self._turnout.setdefault(ballot.poll, {})[ballot.person] = ballot.n
            self._last[ballot.poll] = now
            if not ballot.secret:
                self._named.setdefault(ballot.poll, {})[ballot.person] = ballot.choice

    def voters(self, poll: str) -> set[str]:
        return set(self._turnout.get(poll, ()))

    def last_at(self, poll: str) -> Milliseconds | None:
        """When the last ballot came in; None if none did since the room was loaded."""
        return self._last.get(poll)

    def of(self, person: str) -> Marks:
        return Marks(
            {poll: cast[person] for poll, cast in self._turnout.items() if person in cast},
            {poll: marks[person] for poll, marks in self._named.items() if person in marks},
        )
