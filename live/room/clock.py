"""The time that a worker goes by: wall time at its start, and steady from there."""

import time


class Clock:
    """Milliseconds since 1970 that never jump, whatever happens to the machine's clock."""

    def __init__(self) -> None:
        self._start = time.time_ns() - time.monotonic_ns()

    def now(self) -> int:
        return (self._start + time.monotonic_ns()) // 1_000_000
