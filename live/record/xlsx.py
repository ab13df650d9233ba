"""Writes tables as the sheets of a workbook (Office Open XML), which computes nothing.

A text stays a text, whatever it begins with. Spreadsheets know no time zones: a time is that
of the session's clock, and its format names the offset.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook

from live.domain.actors import Milliseconds
from live.record.sheet import Cell
from live.record.tables import Table
from live.record.words import utc
from live.record.xml import legal

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
MOST_UNITS = 32_767
"""UTF-16 units that a cell can hold."""

NARROWEST, WIDEST, TIME_WIDTH = 8, 60, 31
"""Of columns, in digits."""

BUTTON = 3
"""What the button of the filter takes of a header."""

Of = Callable[..., Any]
"""The format that has some properties."""


def xlsx(title: str, made_at: Milliseconds, tables: Iterable[Table]) -> bytes:
    file = io.BytesIO()
    with Workbook(file, OPTIONS) as book:
        about = {"title": _fitting(title), "author": "Plenary", "created": utc(made_at)}
        book.set_properties(about)
        of = _formats(book)
        for name, columns, rows in tables:
            _sheet(book.add_worksheet(name), of, columns, list(rows))
    return file.getvalue()


def _formats(book: Any) -> Of:
    made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(**properties: object) -> Any:
        key = tuple(properties.items())
        if key not in made:
            made[key] = book.add_format({"valign": "top", **properties})
        return made[key]

    return of


def _sheet(sheet: Any, of: Of, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    for nth, name in enumerate(columns):
        sheet.write_string(0, nth, name, of(bold=True))
        width = max([len(name) + BUTTON, *(_width(row[nth]) for row in rows)])
        sheet.set_column(nth, nth, min(max(width, NARROWEST), WIDEST))
    for down, row in enumerate(rows, 1):
        for across, cell in enumerate(row):
            _write(sheet, of, (down, across), cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    sheet.repeat_rows(0)


def _write(sheet: Any, of: Of, place: tuple[int, int], cell: Cell) -> None:
    match cell:
        case None | "":
            pass
        case bool():
            sheet.write_boolean(*place, cell, of())
        case datetime():
            sheet.write_datetime(*place, cell.replace(tzinfo=None), of(num_format=_zoned(cell)))
        case str():
            wrapped = {"text_wrap": True} if _width(cell) > WIDEST or "\n" in cell else {}
            sheet.write_string(*place, _fitting(cell), of(**wrapped))
        case Decimal():
            sheet.write_number(*place, cell, of(num_format=_places(cell)))
        case _:
            sheet.write_number(*place, cell, of())


def _zoned(at: datetime) -> str:
    """Such as ``yyyy-mm-dd hh:mm:ss.000"+01:00"``."""
    offset = at.isoformat(timespec="microseconds")[len("2026-11-24T14:05:00.000000") :]
    return f'yyyy\\-mm\\-dd\\ hh:mm:ss.000"{offset}"'


def _places(number: Decimal) -> str:
    places = -int(number.as_tuple().exponent)
    return f"0.{'0' * places}" if places > 0 else "0"


def _fitting(text: str) -> str:
    """What a cell can hold of a text."""
    said = legal(text).replace("\r\n", "\n").replace("\r", "\n")
    if 2 * len(said) <= MOST_UNITS:
        return said
    return said.encode("utf-16-le")[: 2 * MOST_UNITS].decode("utf-16-le", "ignore")


def _width(cell: Cell) -> int:
    if isinstance(cell, datetime):
        return TIME_WIDTH
    text = "" if cell is None else str(cell)
    return len(text) if text.isprintable() else max(map(len, text.splitlines()))
