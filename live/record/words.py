"""One language and one time zone: how a document says texts, times and numbers."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit

from live.domain.actors import Milliseconds
from live.i18n import direction, translations, written_as
from live.record.apportionment import apportioned

QUOTED = re.compile(r"""["'“”„«»‘‹].*["'“”«»’›]""", re.DOTALL)

MINUTE, HOUR = 60, 3600
LONG = 10 * MINUTE
"""From here on, a duration in words leaves out the seconds."""

NONE = "–"

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Words:
    def __init__(self, language: str, zone: str) -> None:
        catalogue = translations(language)
        self.language = language
        self.direction = direction(language)
        self.zone = zone_named(zone)
        self.said = catalogue.gettext
        self._said_of = catalogue.ngettext
        self._locale = written_as(language)

    def _(self, text: str, **values: str) -> str:
        """A text with its ``{placeholders}`` filled in."""
        return self.said(text).format_map(values)

    def ngettext(self, one: str, many: str, n: int, **values: str) -> str:
        """A text about ``{n}`` things."""
        return self._said_of(one, many, n).format_map({"n": self.number(n), **values})

    def quoted(self, text: str) -> str:
        """In the quotation marks of the language, unless it stands in some already."""
        return text if QUOTED.fullmatch(text) else self._("“{quote}”", quote=text)

    def listed(self, words: Sequence[str]) -> str:
        """Such as “a, b and c”."""
        return format_list(words, locale=self._locale)

    def number(self, n: int) -> str:
        return format_decimal(n, locale=self._locale)

    def decimal(self, n: float) -> str:
        """To two places at most."""
        return format_decimal(round(n, 2), locale=self._locale)

    def percent(self, part: float, whole: float) -> str:
        return format_percent(part / whole, locale=self._locale) if whole else NONE

    def percents(self, parts: Sequence[int]) -> list[str]:
        """Of the sum of all; they add up to 100, but where there is nothing."""
        if not any(parts):
            return [NONE for _ in parts]
        return [self.percent(percent, 100) for percent in apportioned(parts, 100)]

    def day(self, at: Milliseconds) -> date:
        return self.local(at).date()

    def date(self, at: Milliseconds) -> str:
        """Such as “Tuesday, 24 November 2026”."""
        return format_date(self.local(at), "full", locale=self._locale)

    def calendar(self, day: str) -> str:
        """An ISO 8601 date, such as “24 November 2026”."""
        return format_date(date.fromisoformat(day), "long", locale=self._locale)

    def day_of_month(self, at: Milliseconds) -> str:
        """Such as “24 November 2026”."""
        return format_date(self.local(at), "long", locale=self._locale)

    def minute(self, at: Milliseconds) -> str:
        return f"{self.local(at):%H:%M}"

    def second(self, at: Milliseconds) -> str:
        return f"{self.local(at):%H:%M:%S}"

    def date_minute(self, at: Milliseconds) -> str:
        """Such as “24 Nov, 14:05”."""
        day = format_date(self.local(at), "d MMM", locale=self._locale)
        return self._(", ").join((day, self.minute(at)))

    def language_name(self, tag: str) -> str:
        """Of another language, in this one."""
        return Locale.parse(tag, sep="-").get_display_name(self._locale) or tag

    def zone_name(self, at: Milliseconds) -> str:
        """Such as “Central European Standard Time (UTC+01:00)”."""
        local = self.local(at)
        name = get_timezone_name(local, width="long", locale=self._locale)
        offset = local.isoformat(timespec="minutes")[-6:]
        return name if self.zone is UTC else f"{name} (UTC{offset})"

    def duration(self, ms: Milliseconds) -> str:
        """Such as “1 hour and 32 minutes” or “4 minutes and 5 seconds”."""
        seconds = round(ms / 1000)
        if seconds >= LONG:
            seconds = round(seconds / MINUTE) * MINUTE
        parts = {
            "duration-hour": seconds // HOUR,
            "duration-minute": seconds % HOUR // MINUTE,
            "duration-second": seconds % MINUTE,
        }
        said = [self._unit(count, unit) for unit, count in parts.items() if count]
        return self.listed(said or [self._unit(0, "duration-second")])

    def minutes(self, minutes: int) -> str:
        return self._("{n} min", n=self.number(minutes))

    def _unit(self, count: int, unit: str) -> str:
        return format_unit(count, unit, "long", locale=self._locale)

    def local(self, at: Milliseconds) -> datetime:
        """With the offset of the time zone."""
        return utc(at).astimezone(self.zone)


def stopwatch(ms: Milliseconds) -> str:
    """Such as ``4:05`` or ``1:02:10``."""
    minutes, seconds = divmod(round(ms / 1000), MINUTE)
    hours, minutes = divmod(minutes, MINUTE)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def utc(at: Milliseconds) -> datetime:
    return EPOCH + timedelta(milliseconds=at)


def zone_named(name: str) -> tzinfo:
    """The time zone; UTC where it is not known here, or nobody knows it."""
    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
