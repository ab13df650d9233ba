"""Dates and times of day in a session's time zone, in words."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date

from live.domain.life import LATEST
from live.errors import Invalid
from live.i18n import written_as


def zone_named(name: str) -> tzinfo:
    """The time zone; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def long_date(at: int, zone: str, language: str) -> str:
    """Such as “Tuesday, 24 November 2026”. ``at``: ms since 1970."""
    return format_date(_local(at, zone), "full", locale=written_as(language))


def clock_time(at: int, zone: str) -> str:
    """Such as “15:00”, in every language."""
    return f"{_local(at, zone):%H:%M}"


def exact_time(at: int, zone: str) -> str:
    """Such as “15:00:07”."""
    return f"{_local(at, zone):%H:%M:%S}"


def span(ms: int) -> str:
    """Such as “1:02:03”, or “-0:00:05”."""
    seconds = abs(ms) // 1000
    shown = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"-{shown}" if ms < 0 else shown


def _local(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at / 1000, zone_named(zone))


def from_form(written: str, zone: str) -> int | None:
    """ms since 1970 of a form's ``2026-11-24T14:00``; None for an empty one, or Invalid."""
    if not written:
        return None
    try:
        local = datetime.fromisoformat(written).replace(tzinfo=zone_named(zone))
    except ValueError:
        raise Invalid("starts_at") from None
    at = int(local.timestamp() * 1000)
    if not 0 <= at <= LATEST:
        raise Invalid("starts_at")
    return at
