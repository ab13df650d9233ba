"""Dates and times on the pages that the server paints."""

import pytest

from live.errors import Invalid
from live.web.times import clock_time, from_form, long_date
from tests.domain.occasion import NOW


@pytest.mark.parametrize(
    ("language", "date"),
    [("en", "Monday, 23 February 2026"), ("ar", "الاثنين، 23 فبراير 2026")],
)
def test_dates_are_written_out_as_in_the_record(language: str, date: str) -> None:
    assert long_date(NOW, "Europe/Vienna", language) == date


def test_an_afternoon_is_counted_on_from_noon() -> None:
    assert clock_time(NOW, "Europe/Vienna") == "13:33"


@pytest.mark.parametrize("written", ["0001-01-01T00:00", "9999-12-31T23:59:59", "soon"])
def test_a_moment_that_no_calendar_shows_is_refused(written: str) -> None:
    with pytest.raises(Invalid):
        from_form(written, "Asia/Tokyo")


def test_a_moment_of_a_form_is_in_the_time_zone_of_the_session() -> None:
    assert from_form("2026-02-23T21:33", "Asia/Tokyo") == from_form("2026-02-23T12:33", "UTC")
