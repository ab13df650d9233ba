"""Zoom's timeline: who was speaking from which moment on, in one of its forms also what."""

from itertools import pairwise

import msgspec

from live.domain.actors import Milliseconds
from live.transcripts.gathering import Gathering
from live.transcripts.model import Transcript
from live.transcripts.objects import decoded
from live.transcripts.source import Source
from live.transcripts.times import moment, named_moment, stamp


class User(msgspec.Struct, frozen=True):
    username: str = ""


class Entry(msgspec.Struct, frozen=True):
    ts: str
    users: tuple[User, ...] = ()
    text: str | None = None
    end_ts: str | None = None


class Timeline(msgspec.Struct, frozen=True):
    timeline: list[msgspec.Raw]
    recording_start: str | None = None


Timed = tuple[int, Milliseconds, Entry]


def read(source: Source, data: bytes) -> Transcript | None:
    whole = decoded(data, Timeline)
    if whole is None:
        return None
    found = Gathering(source.problems)
    timed = _timed(whole, found)
    if any(entry.text for _, _, entry in timed):
        _say(timed, found)
    else:
        found.note(0, "no_words")
        _point(timed, found)
    zero = moment(whole.recording_start or "")
    return found.transcript(
        "zoom_timeline", zero=named_moment(source.name) if zero is None else zero
    )


def _timed(whole: Timeline, found: Gathering) -> list[Timed]:
    timed: list[Timed] = []
    for nr, raw in enumerate(whole.timeline, 1):
        entry = decoded(raw, Entry)
        at = stamp(entry.ts) if entry else None
        if entry is None or at is None:
            found.skip(nr, "bad_entry", _head(raw))
        else:
            timed.append((nr, at, entry))
    return sorted(timed, key=lambda one: one[1])


def _say(timed: list[Timed], found: Gathering) -> None:
    for nr, at, entry in timed:
        if entry.text is not None:
            end = stamp(entry.end_ts or "")
            label = ", ".join(filter(None, (user.username for user in entry.users[:9])))
            found.entry(nr, at, at if end is None else end, entry.text, label)


def _point(timed: list[Timed], found: Gathering) -> None:
    """Each lasts until the next; an entry without users is silence."""
    for (_, at, entry), (_, end, _) in pairwise([*timed, *timed[-1:]]):
        names = list(filter(None, (user.username for user in entry.users)))
        for name in names:
            found.was_speaking(at, end, name)
        found.read += bool(names)


def _head(raw: msgspec.Raw) -> str:
    return bytes(raw)[:400].decode(errors="replace")
