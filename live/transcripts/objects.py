"""JSON of unknown origin: decoded with bounds, entry by entry."""

from typing import TypeVar

import msgspec

from live.transcripts.source import too_large

MOST_OBJECTS = 1_000_000
MOST_PARTS = 3_000_000

T = TypeVar("T")


def bounded(text: str) -> bytes | None:
    """The JSON that a text may be; None if it is none."""
    if text[:1_000].lstrip()[:1] not in ("{", "["):
        return None
    if text.count("{") > MOST_OBJECTS or text.count(",") > MOST_PARTS:
        raise too_large()
    return text.encode(errors="replace")


def decoded(data: bytes | msgspec.Raw, kind: type[T]) -> T | None:
    """None if it is made in another way."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, RecursionError):
        return None
