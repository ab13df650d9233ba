"""Documents without a ``seq``: gathered for a moment, then sent as they are by then."""

import asyncio
from collections.abc import Callable

from live import wire
from live.domain.documents import Audience, Document
from live.wire import Frame

COALESCE_SECONDS = 0.5

Project = Callable[[str, Audience], Document | None]
Send = Callable[[Audience, Frame], None]


class Ephemeral:
    """What each audience has under the keys that are forgotten at every ``welcome``."""

    def __init__(self, project: Project, send: Send) -> None:
        self._project = project
        self._send = send
        self._current: dict[Audience, dict[str, Document]] = {a: {} for a in Audience}
        self._gone: dict[Audience, set[str]] = {a: set() for a in Audience}
        self._stale: set[str] = set()

    def of(self, audience: Audience) -> dict[str, Document]:
        return self._current[audience]

    def gone(self, audience: Audience) -> set[str]:
        """Keys that an audience had, and has no more."""
        return self._gone[audience] - self._current[audience].keys()

    def refresh(self, *keys: str) -> None:
        """Note that these may have changed; they go out together, a little later."""
        if keys and not self._stale:
            asyncio.get_running_loop().call_later(COALESCE_SECONDS, self._flush)
        self._stale.update(keys)

    def _flush(self) -> None:
        stale, self._stale = sorted(self._stale), set()
        for audience in Audience:
            self._update(audience, stale)

    def _update(self, audience: Audience, keys: list[str]) -> None:
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
