"""What is counted and timed while the phones are there."""

from collections import Counter
from collections.abc import Sequence

import msgspec


class Spread(msgspec.Struct):
    """When each change of the session reached the first phone and the last one, of those that
    were connected when it was made."""

    first: dict[int, float] = {}
    last: dict[int, float] = {}
    commands: list[tuple[int, float, float]] = []

    def saw(self, after: int, to: int, at: float) -> None:
        """A phone that knew all up to ``after`` knows all up to ``to``."""
        for seq in range(after + 1, to + 1):
            self.first.setdefault(seq, at)
            self.last[seq] = at

    def caused(self, seq: int, sent: float, answered: float) -> None:
        """A command, and its answer, that came to be change ``seq``."""
        self.commands.append((seq, sent, answered))

    def from_sending(self) -> list[float]:
        """Seconds from a command to the last phone."""
        return [self.last[seq] - sent for seq, sent, _ in self.commands if seq in self.last]

    def from_commit(self) -> list[float]:
        """Seconds from the first who learnt that it is done to the last phone."""
        return [
            self.last[seq] - min(self.first[seq], answered)
            for seq, _, answered in self.commands
            if seq in self.last
        ]


class Measures(msgspec.Struct):
    """Seconds, unless a name says otherwise. ``answers``, ``last_ballot``: by whether the line
    held meanwhile. ``doors``, ``closes``: what came instead of a page, and how lines ended."""

    form: list[float] = []
    join: list[float] = []
    answers: dict[bool, list[float]] = msgspec.field(default_factory=lambda: {True: [], False: []})
    ballots: list[float] = []
    poll_opened: float | None = None
    last_ballot: dict[bool, float] = msgspec.field(default_factory=dict)
    spread: Spread = msgspec.field(default_factory=Spread)
    doors: Counter[str] = msgspec.field(default_factory=Counter)
    refusals: Counter[str] = msgspec.field(default_factory=Counter)
    closes: Counter[str] = msgspec.field(default_factory=Counter)
    commands: int = 0
    sent_again: int = 0
    breaks: int = 0
    reconnects: int = 0
    resumed: int = 0
    missed: int = 0
    back: list[float] = []
    frames: int = 0
    bytes: int = 0
    lag: list[float] = []


class Times(msgspec.Struct, frozen=True):
    """A distribution in milliseconds."""

    count: int
    p50: float
    p99: float
    max: float


def times(seconds: Sequence[float]) -> Times | None:
    """None of nothing."""
    if not seconds:
        return None
    in_order = sorted(seconds)
    p50, p99, most = (_ms(in_order, part) for part in (0.5, 0.99, 1.0))
    return Times(len(in_order), p50, p99, most)


def _ms(in_order: Sequence[float], part: float) -> float:
    nth = min(len(in_order) - 1, int(part * len(in_order)))
    return round(in_order[nth] * 1000, 1)
