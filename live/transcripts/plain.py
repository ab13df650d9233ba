"""Plain text: ``Name: text``, with times before it or without."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds
from live.transcripts.gathering import Begun, Gathering
from live.transcripts.model import Transcript
from live.transcripts.names import Named, named
from live.transcripts.source import Source
from live.transcripts.text import joined
from live.transcripts.times import stamp, through_midnight

TIME = re.compile(
    r"(?P<open>[\[(<]?)(?P<time>\d{1,3}[:\uff1a]\d{2}(?:[:\uff1a]\d{2})?(?:[.,]\d{1,3})?)"
    r"[\])>]?(?:[-\s|–—:]{1,8}|$)"
)
CHAT = re.compile(r"\d{1,2}:\d{2}:\d{2}\s{1,4}From .{1,160}:")
"""How Zoom saves what was written beside the call, which is not what was said."""

OF_DAY = 2 * 3_600_000
"""A recording whose first words come later than this has the times of a clock."""


class Row(msgspec.Struct, frozen=True):
    """``plain``: its time may as well be something that was said or planned."""

    line: int
    start: Milliseconds | None
    text: str
    plain: bool = True


def read(source: Source) -> Transcript | None:
    """None if nothing in it looks like the words of somebody."""
    rows = [_row(nr, row) for nr, row in enumerate(source.rows, 1) if row.strip()]
    if not rows or rows[0].text.lstrip().startswith("<") or _is_chat(source.rows):
        return None
    if 4 * sum(row.start is not None for row in rows) >= len(rows):
        return _timed(source, rows)
    whole = [Row(row.line, None, source.rows[row.line - 1]) for row in rows]
    return _in_order(source, whole)


def _row(nr: int, row: str) -> Row:
    row = row.strip()
    found = TIME.match(row)
    start = stamp(found["time"]) if found else None
    if found is None or start is None:
        return Row(nr, None, row)
    plain = not found["open"] and sum(map(found["time"].count, ":\uff1a")) < 2
    return Row(nr, start, row[found.end() :], plain)


def _is_chat(rows: Sequence[str]) -> bool:
    first = [row for row in rows[:100] if row.strip()]
    return 3 * sum(CHAT.match(row) is not None for row in first) >= len(first)


def _timed(source: Source, rows: Sequence[Row]) -> Transcript | None:
    found = Gathering(source.problems)
    whole = list(_whole(rows, found))
    divided = named([row.text for row in whole], source.people)
    if all(row.plain for row in whole) and not any(name for name, _ in divided):
        return None
    begun = [
        Begun(row.line, row.start or 0, name, text)
        for row, (name, text) in zip(whole, divided, strict=True)
    ]
    clock = begun[0].start if begun[0].start >= OF_DAY else None
    if clock is not None:
        found.note(0, "time_of_day")
        spans = through_midnight(one.start for one in begun)
        begun = [replace(one, start=span) for one, span in zip(begun, spans, strict=True)]
    found.say_all(sorted(begun, key=lambda one: one.start))
    return found.transcript("text", clock=clock)


def _whole(rows: Iterable[Row], found: Gathering) -> Iterator[Row]:
    """Each row with a time, and with those below it that have none."""
    last: Row | None = None
    texts: list[str] = []
    for row in rows:
        if row.start is not None:
            if last:
                yield replace(last, text=joined(texts))
            last, texts = row, [row.text]
        elif last:
            texts.append(row.text)
        else:
            found.note(row.line, "not_speech", row.text)
    if last:
        yield replace(last, text=joined(texts))


def _in_order(source: Source, rows: Sequence[Row]) -> Transcript | None:
    found = Gathering(source.problems)
    divided = named([row.text for row in rows], source.people)
    if not any(name for name, _ in divided):
        return None
    found.note(0, "no_times")
    for line, label, text in _paragraphs(rows, divided, found):
        found.entry(line, 0, 0, text, label)
    return found.transcript("text")


def _paragraphs(
    rows: Sequence[Row], divided: Sequence[Named], found: Gathering
) -> Iterator[tuple[int, str, str]]:
    """With the number of their first rows and who speaks, which goes on until the next name."""
    line, label, texts = 0, "", list[str]()
    before = 0
    for row, (name, text) in zip(rows, divided, strict=True):
        if not (name or label):
            found.note(row.line, "not_speech", text)
            continue
        if name or row.line != before + 1:
            if texts:
                yield line, label, joined(texts)
            line, label, texts = row.line, name or label, []
        texts.append(text)
        before = row.line
    if texts:
        yield line, label, joined(texts)
