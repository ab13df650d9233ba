"""Somebody's own words within ours: kept apart, so that neither reorders the other.

Isolates (UAX #9) mark where a name or a text begins and ends, whatever the format:
a page turns them into ``<bdi>``, plain formats keep those that make a difference.
"""

import re
import unicodedata
from collections.abc import Iterator

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
ISOLATED = re.compile(f"{FIRST_STRONG_ISOLATE}([^{POP_ISOLATE}]*){POP_ISOLATE}")
MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
DIRECTIONS = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def given(text: str) -> str:
    """Somebody's words, isolated."""
    return FIRST_STRONG_ISOLATE + text.translate(CONTROLS) + POP_ISOLATE


def plain(text: str) -> str:
    """Without any isolates."""
    return text.translate(CONTROLS)


def spare(text: str, direction: str) -> str:
    """Without those isolates that hold only text of the document's own direction."""
    return ISOLATED.sub(lambda found: _kept(found, direction), text)


def _kept(found: re.Match[str], direction: str) -> str:
    return found[1] if directions(found[1]) <= {direction} else found[0]


def directions(text: str) -> set[str]:
    """`ltr`, `rtl`, both or none: of the letters in a text."""
    kinds = {unicodedata.bidirectional(sign) for sign in text}
    return {DIRECTIONS[kind] for kind in kinds & set(DIRECTIONS)}


def pieces(text: str, direction: str) -> Iterator[tuple[str, str]]:
    """The text without isolates, in parts: each with the direction in which it runs."""
    for nth, part in enumerate(ISOLATED.split(text)):
        if part:
            yield plain(part), leading(part, direction) if nth % 2 else direction


def marked(text: str, direction: str) -> str:
    """With a mark of its direction where it begins or ends with a sign that has none: what stands
    beside it would draw that sign to itself, where there are no isolates."""
    mark = MARKS[direction]
    before, after = (
        mark if text and not directions(sign) else "" for sign in (text[:1], text[-1:])
    )
    return before + text + after


def leading(text: str, otherwise: str) -> str:
    """The direction of the first letter."""
    found = (DIRECTIONS.get(unicodedata.bidirectional(sign)) for sign in text)
    return next(filter(None, found), otherwise)
