"""The documents of a session as one audience has them, and the patches between two seqs."""

from collections.abc import Callable, Iterable, Mapping
from time import monotonic

import msgspec

from live import metrics, wire
from live.domain.documents import Audience, Document, View
from live.domain.people import Directory
from live.domain.session import LiveSession
from live.wire import Frame

FIRST = 1
"""The ``seq`` of a session's first event."""

MOST_KEPT = 16
"""Patches that are kept encoded: many resume from the same few ``seq``."""

KEPT_SECONDS = 0.1
"""For so long whoever comes is given what was encoded for those before, and what is new since."""

LARGE_BYTES = 32 * 1024
"""Less than this is encoded in no time."""


class Kept(msgspec.Struct, frozen=True):
    """An encoded patch up to ``to``."""

    frame: Frame
    to: int
    at: float


class Replica:
    """Versioned documents: each with the ``seq`` at which it last changed, None once it is gone.

    A patch is all that changed since a ``seq``. Those for the present ``seq`` are kept encoded,
    so that a thousand browsers which join or resume together cost one encoding; and so they do
    while the session goes on under them.
    """

    def __init__(self, audience: Audience, clock: Callable[[], float] = monotonic) -> None:
        self.audience = audience
        self.seq = 0
        self._clock = clock
        self._documents: dict[str, tuple[int, msgspec.Raw | None]] = {}
        self._frames: dict[int, Frame] = {}
        self._kept: dict[int, Kept] = {}

    def start(
        self, session: LiveSession, directory: Directory, changed_at: Mapping[str, int], seq: int
    ) -> None:
        """Take over a whole session. ``changed_at``: when each key was last touched."""
        view = View(session, directory, self.audience)
        self._kept.clear()
        self._documents.clear()  # their order is that of their changes
        keys = filter(view.shows, {*view.keys(), *changed_at})
        for key in sorted(keys, key=lambda key: changed_at.get(key, FIRST)):
            document = view.project(key)
            raw = None if document is None else _raw(document)
            self._documents[key] = (changed_at.get(key, FIRST), raw)
        self._move(seq)

    def advance(
        self, session: LiveSession, directory: Directory, keys: Iterable[str], seq: int
    ) -> bool:
        """Project the keys again; whether anything changed for this audience."""
        view = View(session, directory, self.audience)
        changed = [key for key in sorted(keys) if self._update(key, view.project, seq)]
        self._move(seq)
        return bool(changed)

    def _update(self, key: str, project: Callable[[str], Document | None], seq: int) -> bool:
        document = project(key)
        raw = None if document is None else _raw(document)
        if self._documents.get(key, (0, None))[1] == raw:
            return False
        self._documents.pop(key, None)  # what changed last stands last
        self._documents[key] = (seq, raw)
        return True

    def _move(self, seq: int) -> None:
        self.seq = seq
        self._frames.clear()
        if self._kept:
            self._kept = {since: kept for since, kept in self._kept.items() if self._fresh(kept)}

    def _fresh(self, kept: Kept) -> bool:
        return kept.to == self.seq or self._clock() - kept.at < KEPT_SECONDS

    def forget(self) -> None:
        """Give nobody any more what was encoded before: something in it was erased."""
        self._kept.clear()

    def catch_up(self, since: int) -> tuple[Frame, ...]:
        """What brings whoever comes from ``since`` to the present, or from nothing (0).

        Two frames where many come while much happens: a large one that others had a moment ago,
        and what is new since. So it is encoded seldom, however many ``seq`` go by.
        """
        kept = self._kept.get(since)
        if kept and self._fresh(kept):
            return (kept.frame,) if kept.to == self.seq else (kept.frame, self.patch(kept.to))
        frame = self.patch(since)
        if len(frame.payload) >= LARGE_BYTES and (kept or len(self._kept) < MOST_KEPT):
            self._kept[since] = Kept(frame, self.seq, self._clock())
        return (frame,)

    def patch(self, since: int) -> Frame:
        """What brings documents as of ``since`` to the present in one; from 0: all of them."""
        kept = self._frames.get(since)
        if kept is None:
            kept = self._patch(since)
            if len(self._frames) < MOST_KEPT:
                self._frames[since] = kept
        return kept

    def _patch(self, since: int) -> Frame:
        if not since:
            metrics.SNAPSHOTS.inc()
        changed: dict[str, msgspec.Raw] = {}
        gone: list[str] = []
        for key, (seq, raw) in reversed(self._documents.items()):
            if seq <= since:
                break
            if raw is not None:
                changed[key] = raw
            elif since:
                gone.append(key)
        return wire.patch(since, self.seq, changed, gone)

    def documents(self) -> dict[str, Document]:
        """The present documents, by key."""
        return {
            key: msgspec.json.decode(raw, type=dict[str, object])
            for key, (_, raw) in self._documents.items()
            if raw is not None
        }


def _raw(document: Document) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(document))
