"""Documents without a ``seq``: gathered for a moment, then sent as they are by then."""

import asyncio
from collections.abc import Callable, Mapping

from live import wire
from live.domain.documents import Audience, Document
from live.wire import Frame

GATHER_SECONDS = {Audience.PUBLIC: 1.0, Audience.SCREEN: 0.5, Audience.STAFF: 0.5}
"""The public is many: while a poll is open each of them is written to as often as this says."""

Project = Callable[[str, Audience], Document | None]
Send = Callable[[Audience, Frame], None]


class Ephemeral:
    """What each audience has under the keys that are forgotten at every ``welcome``."""

    def __init__(
        self,
        project: Project,
        send: Send,
        gather_seconds: Mapping[Audience, float] = GATHER_SECONDS,
    ) -> None:
        self._project = project
        self._send = send
        self._gather_seconds = gather_seconds
        self._current: dict[Audience, dict[str, Document]] = {a: {} for a in Audience}
        self._gone: dict[Audience, set[str]] = {a: set() for a in Audience}
        self._stale: dict[Audience, set[str]] = {a: set() for a in Audience}

    def of(self, audience: Audience) -> dict[str, Document]:
        return self._current[audience]

    def gone(self, audience: Audience) -> set[str]:
        """Keys that an audience had, and has no more."""
        return self._gone[audience] - self._current[audience].keys()

    def refresh(self, *keys: str) -> None:
        """Note that these may have changed; they go out together, a little later."""
        for audience, stale in self._stale.items():
            if keys and not stale:
                seconds = self._gather_seconds[audience]
                asyncio.get_running_loop().call_later(seconds, self._flush, audience)
            stale.update(keys)

    def _flush(self, audience: Audience) -> None:
        keys = sorted(self._stale[audience])
        self._stale[audience].clear()
        current = self._current[audience]
        fresh: dict[str, Document] = {}
        gone: list[str] = []
        for key in keys:
            document = self._project(key, audience)
            if document is None:
                gone += [key] if current.pop(key, None) is not None else []
            elif document != current.get(key):
                fresh[key] = current[key] = document
        self._gone[audience].update(gone)
        if fresh or gone:
            self._send(audience, wire.ephemeral(fresh, gone))
