"""Timed cues of WebVTT and SubRip, with the faults that such files have in the field."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from live.domain.actors import Milliseconds
from live.transcripts.gathering import Gathering
from live.transcripts.model import MOST_LINES
from live.transcripts.source import too_large
from live.transcripts.text import language
from live.transcripts.times import LONGEST, stamp

ARROW = "-->"
BLANK = " \t\ufeff"
GUID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/\d{1,9}-\d{1,9})?", re.IGNORECASE
)
QUOTED = re.compile(r'\d{1,9} "(?P<name>.{0,200})" \(\d{1,20}\)')
"""How Webex numbers a cue."""

LANGUAGE = re.compile(r'(?:NOTE )?language: ?"?([A-Za-z0-9-]{2,35})"?', re.IGNORECASE)


class Cue(msgspec.Struct):
    """``line``: where its time stands. ``rows``: its payload."""

    line: int
    id: str
    start: Milliseconds
    end: Milliseconds
    rows: list[str]


class Sheet(msgspec.Struct):
    """``comma``: times have one before their milliseconds, as in SubRip."""

    cues: list[Cue]
    header: bool = False
    comma: bool = False
    language: str = ""


def sheet(rows: Sequence[str], found: Gathering) -> Sheet:
    """All cues whose times can be read; of the others the gathering knows."""
    reader = Reader(found)
    for nr, block in _blocks(rows):
        reader.block(nr, block)
    return reader.sheet


def timing(row: str) -> tuple[Milliseconds, Milliseconds] | None:
    """``00:00:05.790 --> 00:00:13.514``, with settings behind it or without."""
    before, _, after = row.partition(ARROW)
    end = after[: 2 * LONGEST].split(None, 1)[:1]
    times = [stamp(part) for part in (before, *end)]
    return (times[0], times[1]) if len(times) == 2 and None not in times else None  # type: ignore[return-value]


def is_timing(row: str) -> bool:
    """Whether it is meant as a time, if perhaps not a good one."""
    before, arrow, after = row.partition(ARROW)
    if not arrow or len(before) > 2 * LONGEST:
        return False
    return any(part.strip()[:1].lstrip("-−").isdigit() for part in (before, after[:LONGEST])) or (
        stamp(before) is not None
    )


def is_id(row: str) -> bool:
    row = row[:300].strip()
    return row.isdecimal() or any(form.fullmatch(row) for form in (GUID, QUOTED))


class Reader:
    """Takes blocks, which empty lines divide, one after the other."""

    def __init__(self, found: Gathering) -> None:
        self._found = found
        self._open: Cue | None = None
        self._bad = False
        self.sheet = Sheet([])

    def block(self, nr: int, rows: Sequence[str]) -> None:
        timings = [at for at, row in enumerate(rows) if is_timing(row)]
        head = rows[: timings[0]] if timings else rows
        if self._is_about(head):
            head = ()
        elif not timings:
            self._continue(nr, rows)
        for at, after in pairwise([*timings, len(rows)]):
            payload, following = _without_id(rows[at + 1 : after], after < len(rows), bool(head))
            self._cue(nr + at, head[-1] if head else "", rows[at], payload)
            head = following

    def _cue(self, nr: int, name: str, row: str, rows: Sequence[str]) -> None:
        times = timing(row)
        self._bad = times is None
        if times is None:
            self._found.skip(nr, "bad_time", row)
            return
        if len(self.sheet.cues) >= MOST_LINES:
            raise too_large()
        self._open = Cue(nr, name.strip(), *times, list(rows))
        self.sheet.cues.append(self._open)
        self.sheet.comma |= "," in row.partition(ARROW)[0]

    def _is_about(self, rows: Sequence[str]) -> bool:
        """Whether a block is of the file and not of what was said."""
        first = rows[0].strip(BLANK) if rows else ""
        if first.startswith("WEBVTT"):  # once more where files were put together
            self.sheet.header = True
        elif first[:5].rstrip() not in ("NOTE", "STYLE") and first != "REGION":
            return False
        for found in filter(None, (LANGUAGE.match(row[:80].strip()) for row in rows)):
            self.sheet.language = self.sheet.language or language(found[1])
        return True

    def _continue(self, nr: int, rows: Sequence[str]) -> None:
        """A block without a time belongs to the cue before it: its text had an empty line."""
        if self._bad:
            return
        if self._open is None or all(map(is_id, rows)):
            self._found.skip(nr, "no_time", rows[0])
        else:
            self._open.rows.extend(rows)


def _without_id(
    rows: Sequence[str], followed: bool, numbered: bool
) -> tuple[Sequence[str], Sequence[str]]:
    """A payload, and the id of a cue that follows without an empty line between."""
    if followed and rows and is_id(rows[-1]) and (numbered or len(rows) > 1):
        return rows[:-1], rows[-1:]
    return rows, ()


def _blocks(rows: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    for nr, row in enumerate(rows, 1):
        if row.strip():
            block.append(row)
        elif block:
            yield nr - len(block), block
            block = []
    if block:
        yield len(rows) + 1 - len(block), block
