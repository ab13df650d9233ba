"""CSV that spreadsheets read and do not compute."""

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.record.sheet import Cell, harmless, sheet

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def read(content: bytes) -> list[list[str]]:
    """As any reader of RFC 4180 reads it, one apostrophe taken off where the writer put it."""
    text = content.decode("utf-8-sig")
    return [
        [unharmed(cell) for cell in row]
        for row in csv.reader(io.StringIO(text, newline=""), strict=True)
    ]


def unharmed(cell: str) -> str:
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n＝＋－＠]", cell) else cell


@given(st.lists(st.tuples(TEXT, TEXT)))
def test_any_text_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    content = sheet(("one", "two"), rows)
    assert read(content) == [["one", "two"], *(list(row) for row in rows)]


@given(st.sampled_from("=+-@\t\r＝"), TEXT)
def test_no_cell_begins_like_a_formula(sign: str, rest: str) -> None:
    assert harmless(sign + rest) == f"'{sign}{rest}"


def test_lines_end_as_rfc_4180_says() -> None:
    assert sheet(("a", "b"), [("1", "2")]) == b"\xef\xbb\xbfa,b\r\n1,2\r\n"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (-3, "-3"),
        (Decimal("7.500"), "7.500"),
        (datetime(2026, 2, 23, 13, 33, 20, 7000, tzinfo=UTC), "2026-02-23T13:33:20.007+00:00"),
    ],
)
def test_what_is_no_text_is_written_plainly(cell: Cell, written: str) -> None:
    assert read(sheet(("a", "b"), [(cell, "x")]))[1] == [written, "x"]
