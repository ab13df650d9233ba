"""Times, spans and numbers in words."""

import pytest

from live.record.words import Words, stopwatch, zone_named
from tests.domain.occasion import MINUTE, NOW, SECOND

HOUR = 60 * MINUTE
DAY = 24 * HOUR
english = Words("en", "Europe/Vienna")


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (0, "0 seconds"),
        (499, "0 seconds"),
        (1_000, "1 second"),
        (65 * SECOND, "1 minute and 5 seconds"),
        (9 * MINUTE + 59 * SECOND, "9 minutes and 59 seconds"),
        (10 * MINUTE + 29 * SECOND, "10 minutes"),
        (92 * MINUTE, "1 hour and 32 minutes"),
        (2 * HOUR, "2 hours"),
        (2 * HOUR - SECOND, "2 hours"),
    ],
)
def test_a_duration_is_as_exact_as_one_would_say_it(ms: int, said: str) -> None:
    assert english.duration(ms) == said


@pytest.mark.parametrize(
    ("ms", "shown"),
    [(0, "0:00"), (5_499, "0:05"), (245_000, "4:05"), (3_730_000, "1:02:10")],
)
def test_a_stopwatch_shows_hours_only_if_there_are(ms: int, shown: str) -> None:
    assert stopwatch(ms) == shown


def test_times_are_those_of_the_zone() -> None:
    assert english.second(NOW) == "13:33:20"
    assert Words("en", "America/Bogota").second(NOW) == "07:33:20"


def test_the_zone_is_named_with_its_offset() -> None:
    assert english.zone_name(NOW) == "Central European Standard Time (UTC+01:00)"
    assert english.zone_name(NOW + 182 * DAY) == "Central European Summer Time (UTC+02:00)"


def test_utc_needs_no_offset() -> None:
    assert Words("en", "UTC").zone_name(NOW) == "Coordinated Universal Time"


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc", "/etc/passwd"])
def test_a_zone_that_nobody_knows_is_utc(name: str) -> None:
    assert zone_named(name) is zone_named("UTC")


def test_dates_are_written_out() -> None:
    assert english.date(NOW) == "Monday, 23 February 2026"
    assert english.date_minute(NOW) == "23 Feb, 13:33"


def test_arabic_dates_are_arabic() -> None:
    assert Words("ar", "UTC").date(NOW) == "الاثنين، 23 فبراير 2026"
    assert Words("ar", "UTC").date_minute(NOW) == "23 فبراير، 12:33"


def test_local_times_have_their_offset() -> None:
    assert english.local(NOW + 7).isoformat() == "2026-02-23T13:33:20.007000+01:00"


def test_a_percentage_of_nothing_is_a_dash() -> None:
    assert [english.percent(1, 3), english.percent(0, 0)] == ["33%", "–"]


def test_what_somebody_wrote_is_no_placeholder() -> None:
    assert english._("{who} has the floor.", who="{who} {0}") == "{who} {0} has the floor."


def test_one_is_said_otherwise_than_many() -> None:
    said = [english.ngettext("once", "{n} times", n) for n in (1, 1200)]
    assert said == ["once", "1,200 times"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("We agree.", "“We agree.”"),
        ("We agree.\nIn part.", "“We agree.\nIn part.”"),
        ('"We agree."', '"We agree."'),
        ("«We agree.»", "«We agree.»"),
        ("He calls it “law”.", "“He calls it “law”.”"),
    ],
)
def test_a_quote_stands_in_quotation_marks_once(text: str, quoted: str) -> None:
    assert english.quoted(text) == quoted


def test_quotation_marks_are_those_of_the_language() -> None:
    assert Words("ar", "UTC").quoted("We agree.") == "«We agree.»"
