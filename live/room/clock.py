"""The time that a worker goes by: wall time at its start, and steady from there."""

import time
from collections.abc import Callable

from live.slowness import seldom

APART_MS = 2000
"""By so much clocks may differ before it is said."""


class Clock:
    """Milliseconds since 1970 that never jump, whatever happens to the machine's clock."""

    def __init__(
        self,
        wall_ns: Callable[[], int] = time.time_ns,
        steady_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._steady_ns = steady_ns
        self._start = wall_ns() - steady_ns()

    def now(self) -> int:
        return (self._start + self._steady_ns()) // 1_000_000


class SessionClock:
    """The time of one session: the worker's, and never before what the journal holds.

    Where the journal is ahead, since the machine's clock was set back across a restart or another
    worker's is ahead, time goes on from there: else all that is measured would last no time until
    this clock has come so far.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ahead = 0

    def now(self, last: int) -> int:
        """``last``: when the journal's last entry was written."""
        now = self._clock.now() + self._ahead
        self._ahead += max(0, last - now)
        return max(now, last)

    def compare(self, last: int, database: int | None) -> None:
        """Say how far the clock of this worker is from the others that tell the time."""
        now = self._clock.now()
        if database is not None and abs(now - database) > APART_MS:
            seldom.say("this worker's clock differs from the database's", _seconds(now - database))
        if last - now > APART_MS:
            seldom.say("this worker's clock is behind the journal", _seconds(now - last))


def _seconds(ms: int) -> str:
    return f"{ms / 1000:+.1f} s"
