"""Writes rows as CSV.

UTF-8 with a byte-order mark and CRLF, so that spreadsheets read it as it is. A cell
that they would take for a formula begins with an apostrophe (OWASP, "CSV Injection"),
and so does one that begins with such an apostrophe: taking one off is always right.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

BYTE_ORDER_MARK = "\ufeff"
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

Cell = str | int | Decimal | bool | datetime | None
"""A decimal has as many places as are to be shown, a time the offset of its zone."""


def sheet(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows under stable names of columns."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case str():
            return harmless(cell)
        case datetime():
            return cell.isoformat(timespec="milliseconds")
        case _:
            return str(cell)


def harmless(text: str) -> str:
    """The text as no spreadsheet computes it."""
    return f"'{text}" if FORMULA.match(text) else text
