"""Names and texts of a file, cleaned: one line each, nothing in it that cannot be seen."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from live.domain.text import NAME, REORDERING, visible

LONGEST_EXCERPT = 80
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Those that are not spaces."""

HIDDEN = REORDERING | {0xFEFF: None}
"""Besides, byte-order marks, which stand within files that were put together."""

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
AT_ONCE = 100_000
"""So many characters are cleaned at a time: as words they take twenty times the memory."""

MOST_MARKS = 30
"""On one letter, as in stream-safe text (UAX #15): sorting n of them takes n² steps."""


def clean(text: str) -> str:
    """NFC, with single spaces, without controls."""
    if len(text) > AT_ONCE:
        return " ".join(filter(None, map(clean, pieces(text, AT_ONCE))))
    if not text.isascii():
        text = _marks().sub(r"\1", text.translate(HIDDEN))
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = CONTROLS.sub("", text)
    text = " ".join(text.split())
    return text if text.isascii() or visible(text) else ""


def label(text: str) -> str:
    """A speaker's name as it is kept."""
    return clean(text[: 4 * NAME])[:NAME].rstrip()


def excerpt(text: str) -> str:
    """The beginning, for people to find the place by."""
    cleaned = clean(text[: 2 * LONGEST_EXCERPT])
    return cleaned if len(cleaned) <= LONGEST_EXCERPT else f"{cleaned[: LONGEST_EXCERPT - 1]}…"


def language(tag: str) -> str:
    """A language tag such as ``en-US``; empty if it is none."""
    tag = tag[:64].strip()
    return tag.replace("_", "-") if LANGUAGE.fullmatch(tag) else ""


def joined(rows: Iterable[str]) -> str:
    """Rows of one text in one, with spaces where its script has them."""
    text, parts = "", []
    for row in filter(None, (row.strip() for row in rows)):
        if text and not (_ideographic(text[-1]) and _ideographic(row[0])):
            parts.append(" ")
        parts.append(row)
        text = row
    return "".join(parts)


def pieces(text: str, longest: int) -> Iterator[str]:
    """A text in parts of at most that many characters, divided between words where it can be."""
    at = 0
    while len(text) - at > longest:
        cut = _cut(text, at, at + longest)
        yield text[at:cut].rstrip()
        at = cut
    yield text[at:].strip()


def _cut(text: str, start: int, end: int) -> int:
    """Where to divide: after a sentence, else after a word, in the second half of what fits."""
    for sign in (". ", " "):
        found = text.rfind(sign, (start + end) // 2, end)
        if found > 0:
            return found + len(sign)
    return end


def _ideographic(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF" and not "\uac00" <= sign <= "\ud7a3"


@cache
def _marks() -> re.Pattern[str]:
    """More than MOST_MARKS signs in a row that go onto the letter before them."""
    marks = "".join(sign for sign in map(chr, range(0x300, 0x1F000)) if unicodedata.combining(sign))
    return re.compile(f"([{marks}]{{{MOST_MARKS}}})[{marks}]+")
