"""Transcripts that were read and not taken in yet: kept for a while, in this process alone."""

from collections.abc import Callable
from functools import cached_property
from secrets import token_urlsafe
from time import monotonic

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds
from live.domain.captioning import LATEST
from live.transcripts.model import Spoken, Transcript

KEPT_SECONDS = 3600
MOST = 40
MOST_LINES = 400_000
"""Of all together."""


class Upload(msgspec.Struct, frozen=True, dict=True):
    """``language``: as it was chosen, or as the file says; empty if neither."""

    id: str
    session: str
    name: str
    language: str
    transcript: Transcript
    kept_at: float

    @cached_property
    def base(self) -> Milliseconds:
        """What the times of ``relative`` count from: 0, but for times since 1970."""
        lines = self.transcript.lines
        return lines[0].start if self.transcript.absolute and lines else 0

    @cached_property
    def lines(self) -> tuple[Spoken, ...]:
        """Those that say something."""
        return tuple(line for line in self.transcript.lines if line.text)

    @cached_property
    def relative(self) -> tuple[Spoken, ...]:
        """The same, with times since the recording began."""
        base = self.base
        return tuple(replace(one, start=one.start - base, end=one.end - base) for one in self.lines)

    @cached_property
    def labels(self) -> dict[str, int]:
        """How many lines each has, in the order in which they come up."""
        found: dict[str, int] = {}
        for line in self.lines:
            if line.label:
                found[line.label] = found.get(line.label, 0) + 1
        return found

    @property
    def told(self) -> Milliseconds | None:
        """When the recording began, as the file says; None where no recording can have."""
        said = self.base if self.transcript.absolute else self.transcript.zero
        return said if said is not None and 0 < said < LATEST else None


class Uploads:
    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, Upload] = {}

    def keep(self, session: str, name: str, language: str, transcript: Transcript) -> Upload:
        upload = Upload(token_urlsafe(16), session, name, language, transcript, self._clock())
        self._kept[upload.id] = upload
        self._forget()
        return upload

    def find(self, session: str, upload: str) -> Upload | None:
        self._forget()
        found = self._kept.get(upload)
        return found if found and found.session == session else None

    def drop(self, upload: str) -> None:
        self._kept.pop(upload, None)

    def give_back(self, upload: Upload) -> None:
        """Keep one again that was dropped, to be taken in, and was not."""
        self._kept[upload.id] = upload

    def forget(self, session: str) -> None:
        """Those of a session of which something was erased: it may stand in them too."""
        self._kept = {one.id: one for one in self._kept.values() if one.session != session}

    def _forget(self) -> None:
        """Those that are old, and the oldest if they are many."""
        since = self._clock() - KEPT_SECONDS
        kept = [upload for upload in self._kept.values() if upload.kept_at > since][-MOST:]
        lines = sum(len(upload.transcript.lines) for upload in kept)
        while len(kept) > 1 and lines > MOST_LINES:
            lines -= len(kept.pop(0).transcript.lines)
        self._kept = {upload.id: upload for upload in kept}
