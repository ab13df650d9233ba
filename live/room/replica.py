"""The documents of a session as one audience has them, and the patches between two seqs."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from live import wire
from live.domain.documents import Audience, Document, View
from live.domain.people import Directory
from live.domain.session import LiveSession
from live.wire import Frame

FIRST = 1
"""The ``seq`` of a session's first event."""

MOST_KEPT = 16
"""Patches that are kept encoded for the present ``seq``: many resume from the same few."""


class Replica:
    """Versioned documents: each with the ``seq`` at which it last changed, None once it is gone.

    A patch is all that changed since a ``seq``. The frames for the present ``seq`` are kept,
    so that a thousand browsers which join or resume together cost one encoding.
    """

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self.seq = 0
        self._documents: dict[str, tuple[int, msgspec.Raw | None]] = {}
        self._frames: dict[int, Frame] = {}

    def start(
        self, session: LiveSession, directory: Directory, changed_at: Mapping[str, int], seq: int
    ) -> None:
        """Take over a whole session. ``changed_at``: when each key was last touched."""
        view = View(session, directory, self.audience)
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

    def patch(self, since: int) -> Frame:
        """What brings documents as of ``since`` to the present; from 0: all of them."""
        kept = self._frames.get(since)
        if kept is None:
            kept = self._patch(since)
            if len(self._frames) < MOST_KEPT:
                self._frames[since] = kept
        return kept

    def _patch(self, since: int) -> Frame:
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
