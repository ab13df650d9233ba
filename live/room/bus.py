"""How workers tell each other that a session has moved on.

An announcement carries a session's id and its ``seq``, nothing else. Losing one costs
time and no data: whoever hears of a ``seq`` reads what it misses from the journal.
"""

from collections.abc import Callable

Listener = Callable[[str, int], None]


class LocalBus:
    """Announces within this process."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def announce(self, session_id: str, seq: int) -> None:
        for listener in self._listeners:
            listener(session_id, seq)
