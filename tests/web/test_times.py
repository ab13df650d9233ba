"""Dates and times on the pages that the server paints."""

import pytest

from live.web.times import clock_time, long_date
from tests.domain.occasion import NOW


@pytest.mark.parametrize(
    ("language", "date"),
    [("en", "Monday, 23 February 2026"), ("ar", "الاثنين، 23 فبراير 2026")],
)
def test_dates_are_written_out_as_in_the_record(language: str, date: str) -> None:
    assert long_date(NOW, "Europe/Vienna", language) == date


def test_an_afternoon_is_counted_on_from_noon() -> None:
    assert clock_time(NOW, "Europe/Vienna") == "13:33"
