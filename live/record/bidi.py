"""Somebody's own words within ours: kept apart, so that neither reorders the other.

Isolates (UAX #9) mark where a name or a text begins and ends, whatever the format:
a page turns them into ``<bdi>``, plain formats keep those that make a difference.
"""

import re
import unicodedata

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
ISOLATED = re.compile(f"{FIRST_STRONG_ISOLATE}([^{POP_ISOLATE}]*){POP_ISOLATE}")
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
