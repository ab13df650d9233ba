"""Work that takes too long: measured always, said once in a while."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from prometheus_client import Histogram

QUIET_SECONDS = 60.0

logger = logging.getLogger(__name__)


class Seldom:
    """Says something at once, and then once a minute how often it came again."""

    def __init__(self) -> None:
        self._said_at: dict[str, float] = {}
        self._unsaid: dict[str, int] = {}

    def say(self, what: str, detail: str = "") -> None:
        now = monotonic()
        if now - self._said_at.get(what, -QUIET_SECONDS) < QUIET_SECONDS:
            self._unsaid[what] = self._unsaid.get(what, 0) + 1
            return
        self._said_at[what] = now
        again = self._unsaid.pop(what, 0)
        more = f" (and {again} times before, unsaid)" if again else ""
        logger.warning("%s%s%s", what, f": {detail}" if detail else "", more)


seldom = Seldom()


@contextmanager
def measured(histogram: Histogram, what: str, too_long: float) -> Iterator[None]:
    """Take the time of some work, and say so if it was longer than ``too_long`` seconds."""
    begun = monotonic()
    try:
        yield
    finally:
        seconds = monotonic() - begun
        histogram.observe(seconds)
        if seconds > too_long:
            seldom.say(f"{what} took long", f"{seconds:.1f} s")
