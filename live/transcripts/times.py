"""Times as files have them: padded or not, with or without hours, negative, of a clock."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from live.domain.actors import Milliseconds

LONGEST = 40
"""Of a written time, in characters: what is longer is none."""

STAMP = re.compile(
    r"(?P<sign>[-−]?)(?:(?P<hours>\d{1,6})[:\uff1a])?(?P<minutes>[-−]?\d{1,4})[:\uff1a]"
    r"(?P<seconds>[-−]?\d{1,4})(?:[.,](?P<fraction>\d{1,9}))?(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
MINUS = "-−"
GMT = re.compile(r"GMT(\d{8})-(\d{6})(?!\d)")
DAY = 24 * 3_600_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def stamp(text: str) -> Milliseconds | None:
    """A span or a time of day: ``01:02:03.004``, ``0:11``, ``-0:0:1.5``, ``2:05:09 PM``."""
    text = text.strip()
    found = STAMP.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    parts = [found[part] or "0" for part in ("hours", "minutes", "seconds")]
    hours, minutes, seconds = (int(part.lstrip(MINUS)) for part in parts)
    if found["half"]:
        hours = hours % 12 + (12 if found["half"] in "Pp" else 0)
    fraction = int((found["fraction"] or "0").ljust(3, "0")[:3])
    ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction
    return -ms if found["sign"] or any(part[0] in MINUS for part in parts) else ms


def moment(text: str) -> Milliseconds | None:
    """Of a date and time as ISO 8601 has it, with its offset."""
    try:
        read = datetime.fromisoformat(text[:LONGEST].strip())
        return None if read.tzinfo is None else _ms(read)
    except (ValueError, OverflowError):
        return None


def named_moment(name: str) -> Milliseconds | None:
    """When a recording of Zoom's began, which its file's name tells: ``GMT20260112-140507``."""
    found = GMT.search(name)
    if found is None:
        return None
    try:
        return _ms(datetime.strptime(found[1] + found[2] + "Z", "%Y%m%d%H%M%S%z"))
    except ValueError:
        return None


def _ms(moment: datetime) -> Milliseconds:
    return (moment - EPOCH) // MILLISECOND


def through_midnight(of_day: Iterable[Milliseconds]) -> list[Milliseconds]:
    """Times of day that follow each other, as spans from the first: a day begins where one is
    more than half a day earlier than the one before."""
    spans: list[Milliseconds] = []
    first: Milliseconds | None = None
    before, days = 0, 0
    for time in of_day:
        first = time if first is None else first
        days += DAY if before - time > DAY // 2 else 0
        before = time
        spans.append(days + time - first)
    return spans
