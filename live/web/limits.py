"""Token buckets: how often something may be tried."""

from collections.abc import Callable
from time import monotonic

MOST_KEYS = 10_000


class Buckets:
    """A bucket for each key: ``burst`` at once, then ``per_second``."""

    def __init__(
        self, burst: int, per_second: float, clock: Callable[[], float] = monotonic
    ) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def left(self, key: str) -> float:
        """How many tries there are at this moment."""
        left, since = self._left.get(key, (float(self._burst), 0.0))
        return min(self._burst, left + (self._clock() - since) * self._per_second)

    def take(self, key: str) -> bool:
        """Use one try up; False if there was none."""
        left = self.left(key)
        if left < 1:
            return False
        if len(self._left) >= MOST_KEYS:
            self._forget_full()
        self._left[key] = (left - 1, self._clock())
        return True

    def agree(self, key: str, left: float) -> None:
        """Take over how many tries others say there are."""
        if len(self._left) >= MOST_KEYS:
            self._forget_full()
        self._left[key] = (left, self._clock())

    def wait_seconds(self, key: str) -> int:
        """How long until there is another try."""
        return max(1, round((1 - self.left(key)) / self._per_second))

    def _forget_full(self) -> None:
        self._left = {key: kept for key, kept in self._left.items() if self.left(key) < self._burst}
