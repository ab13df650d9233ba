"""Transcripts that were read and not taken in yet, as pages show them."""

import asyncio
import zlib
from collections.abc import Callable
from functools import cached_property, partial
from secrets import token_urlsafe

import msgspec
from msgspec.structs import replace
from starlette.requests import Request

from live.domain.actors import Milliseconds
from live.domain.captioning import LATEST
from live.store import uploads
from live.store.database import Database
from live.transcripts.model import Spoken, Transcript

QUICKLY = 1
"""What is kept for an hour need not be as small as can be."""


class Upload(msgspec.Struct, frozen=True, dict=True):
    """``language``: as it was chosen, or as the file says; empty if neither."""

    id: str
    name: str
    language: str
    transcript: Transcript

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
    """Of all sessions, whichever worker has read them. ``now``: in ms since 1970."""

    def __init__(self, database: Database, now: Callable[[], Milliseconds]) -> None:
        self._database = database
        self._now = now

    async def keep(self, session: str, name: str, language: str, transcript: Transcript) -> str:
        """The name under which it is found."""
        upload = uploads.Upload(
            id=token_urlsafe(16),
            session=session,
            name=name,
            language=language,
            transcript=await asyncio.to_thread(_spelt, transcript),
            lines=len(transcript.lines),
            kept_at=self._now(),
        )
        await self._database.write(partial(uploads.keep, upload=upload))
        return upload.id

    async def find(self, session: str, upload: str) -> Upload | None:
        kept = await self._database.read(
            partial(uploads.find, session_id=session, upload=upload, now=self._now())
        )
        if kept is None:
            return None
        transcript = await asyncio.to_thread(_read, kept.transcript)
        return Upload(kept.id, kept.name, kept.language, transcript)

    async def take(self, upload: Upload) -> bool:
        """Whether it can be taken in now; not while another takes it in."""
        taking = partial(uploads.take, upload=upload.id, now=self._now())
        return await self._database.write(taking)

    async def give_back(self, upload: Upload) -> None:
        """It was taken, to be taken in, and was not."""
        await self._database.write(partial(uploads.give_back, upload=upload.id))

    async def drop(self, upload: Upload) -> None:
        await self._database.write(partial(uploads.drop, upload=upload.id))


def _spelt(transcript: Transcript) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(transcript), QUICKLY)


def _read(spelt: bytes) -> Transcript:
    return msgspec.msgpack.decode(zlib.decompress(spelt), type=Transcript)


def uploads_of(request: Request) -> Uploads:
    found: Uploads = request.app.state.uploads
    return found
