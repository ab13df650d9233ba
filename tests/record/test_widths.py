"""Columns are as wide as what stands in them, as far as the page allows."""

import pytest

from live.record.bidi import given
from live.record.document import Bar, Column, Table
from live.record.widths import shares, signs


def of(*columns: tuple[Column, str | Bar]) -> list[float]:
    titles, row = zip(*columns, strict=True)
    return shares(Table("", titles, (row,)))


NUMBER, TEXT = Column("N", number=True), Column("T")


def test_the_shares_are_all_of_the_page() -> None:
    assert sum(of((TEXT, "abc"), (NUMBER, "1"), (TEXT, "x" * 999))) == pytest.approx(1)


def test_a_longer_text_has_more_room() -> None:
    short, long = of((TEXT, "abc"), (TEXT, "abc def ghi"))
    assert long > short


def test_a_drawn_share_has_room_to_be_drawn() -> None:
    told, drawn = of((NUMBER, "50%"), (NUMBER, Bar("50%", 0.5)))
    assert drawn > 2 * told


def test_a_long_text_leaves_numbers_whole() -> None:
    text, number = of((TEXT, "word " * 500), (NUMBER, "1,234 of 5,678"))
    assert number > 0.25
    assert text > number


def test_titles_are_broken_before_numbers() -> None:
    titled = [(Column("Considerations", number=True), "12 (100%)") for _ in range(12)]
    first, *others = of((TEXT, "Academia"), *titled)
    assert first + sum(others) == pytest.approx(1)
    assert min(others) >= 9 / 130


def test_an_empty_table_has_columns() -> None:
    assert shares(Table("", (TEXT, TEXT), ())) == [0.5, 0.5]


def test_chinese_is_twice_as_wide() -> None:
    assert (signs("汉字"), signs("ab"), signs(given("ab"))) == (4, 2, 2)


def test_marks_on_letters_have_no_width() -> None:
    assert signs("شدّ") == 2
