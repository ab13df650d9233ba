"""The run sheet: the polls of a session in their order, and how far each has come."""

from typing import Literal, get_args

import msgspec

from live.domain.actors import Milliseconds
from live.domain.papers import Ends, Paper, Wordings
from live.domain.ranks import between
from live.domain.tally import Tally
from live.errors import NotFound, WrongState

PollState = Literal["draft", "open", "closed", "published"]

Where = Literal["phones", "screen", "record"]
"""Where a result is shown; staff see it in any case."""

EVERYWHERE: tuple[Where, ...] = get_args(Where)

GRACE_MS = 3000
"""For what was sent before the voting ended."""


class Correction(msgspec.Struct, frozen=True):
    """A change of words after the voting had begun: why, and how they were before."""

    at: Milliseconds
    reason: str
    question: str
    options: tuple[str, ...]
    ends: Ends
    translations: Wordings = {}


class Poll(Paper, frozen=True, kw_only=True):
    """A paper, and what has become of it. ``published``: where its result is shown, since when.
    ``revision``: how often its words were changed."""

    id: str
    state: PollState = "draft"
    opened_at: Milliseconds | None = None
    closes_at: Milliseconds | None = None
    closed_at: Milliseconds | None = None
    published: dict[Where, Milliseconds] = msgspec.field(default_factory=dict)
    revision: int = 0
    corrections: tuple[Correction, ...] = ()
    tally: Tally | None = None

    @property
    def published_at(self) -> Milliseconds | None:
        """When it first was."""
        return min(self.published.values(), default=None)

    @property
    def overdue_at(self) -> Milliseconds | None:
        """When it closes by itself: what was sent in time may still be on its way."""
        if self.closes_at is None or self.state != "open":
            return None
        return self.closes_at + GRACE_MS

    def require(self, *states: PollState) -> None:
        if self.state not in states:
            raise WrongState(self.state)


class Polls(msgspec.Struct, frozen=True):
    sheet: dict[str, Poll] = {}

    def poll(self, poll: str) -> Poll:
        if poll not in self.sheet:
            raise NotFound("poll")
        return self.sheet[poll]

    def ordered(self) -> list[Poll]:
        return sorted(self.sheet.values(), key=lambda poll: poll.rank)

    def open(self) -> list[Poll]:
        return [poll for poll in self.sheet.values() if poll.state == "open"]

    def last_rank(self) -> float:
        """The rank behind all."""
        ordered = self.ordered()
        return between(ordered[-1].rank if ordered else None, None)

    def rank_behind(self, after: str | None) -> float:
        """The rank behind a poll, or in front of all."""
        ordered = self.ordered()
        place = 0 if after is None else [poll.id for poll in ordered].index(after) + 1
        before = ordered[place - 1].rank if place else None
        return between(before, ordered[place].rank if place < len(ordered) else None)

    def without(self, poll: str) -> "Polls":
        return Polls({key: other for key, other in self.sheet.items() if key != poll})

    def having(self, poll: Poll) -> "Polls":
        return Polls({**self.sheet, poll.id: poll})
