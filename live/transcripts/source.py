"""A file as rows of text, from whatever bytes it is made of."""

import codecs
from collections import Counter
from collections.abc import Sequence

import msgspec

from live.errors import FileTooLarge, NotATranscript
from live.transcripts.model import MAX_BYTES, MOST_LINES, Code, Problem
from live.transcripts.text import CONTROLS

MOST_ROWS = 1_000_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks."""

PLAIN = frozenset(b"\t\n\r") | frozenset(range(0x20, 0x7F))
REPLACED = "\ufffd"


class Source(msgspec.Struct, frozen=True):
    """``people``: the names that are known beforehand. ``document``: from a word processor."""

    name: str
    rows: Sequence[str]
    people: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    document: bool = False


def too_large() -> FileTooLarge:
    return FileTooLarge(MAX_BYTES // 1024**2, MOST_LINES)


def decoded(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text; NotATranscript if it is none."""
    text, code = _text(data)
    codes: list[Code] = [code] if code else []
    hidden = len(text) - len(CONTROLS.sub("", text))
    if hidden * 10 > len(text):
        raise NotATranscript
    if hidden:
        codes.append("control_signs")
    return text, tuple(Problem(0, code) for code in codes)


def rows(text: str) -> list[str]:
    """Its lines, however they end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MOST_ROWS:
        raise too_large()
    return text.split("\n")


def _text(data: bytes) -> tuple[str, Code | None]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding)
    if data[:4096].count(0):
        return _tolerant(data, _wide(data[:4096]))
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        return _not_quite_utf8(data)


def _tolerant(data: bytes, encoding: str) -> tuple[str, Code | None]:
    text = data.decode(encoding, errors="replace")
    return text.removesuffix(REPLACED), "broken_signs" if REPLACED in text else None


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: line ends, digits and Latin letters have one byte that is 0."""
    pairs = Counter(zip(sample[::2], sample[1::2], strict=False))
    little = sum(n for (low, high), n in pairs.items() if high == 0 and low in PLAIN)
    big = sum(n for (high, low), n in pairs.items() if high == 0 and low in PLAIN)
    if max(little, big) * 40 < len(sample) or min(little, big) * 4 > max(little, big):
        return "utf-8"
    return "utf-16-le" if little > big else "utf-16-be"


def _not_quite_utf8(data: bytes) -> tuple[str, Code]:
    """UTF-8 with some damage, or else what Windows wrote in western Europe."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count(REPLACED)
    beyond = len(text) - len(text.encode("ascii", errors="ignore")) - broken
    if beyond > 2 * broken:
        return text, "broken_signs"
    return data.decode("cp1252", errors="replace"), "encoding"
