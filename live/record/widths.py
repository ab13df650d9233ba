"""How wide the columns of a table are, by what stands in them."""

import unicodedata
from collections.abc import Sequence

from live.record.bidi import plain
from live.record.document import Bar, Cell, Column, Table, told

LINE = 84
"""Signs that stand beside each other in the widest table."""

LONG = 40
"""Signs from which on a text goes on to further lines."""

BAR = 12
"""Signs that the drawing of a share takes."""

SPACE = 3
"""Signs between two columns."""

BOLD = 1.15
"""How much wider titles are."""


Widths = tuple[float, float, float]
"""In signs: so that no number is broken; nor a word of the title; and so that a text has room."""


def shares(table: Table) -> list[float]:
    """Of each column, of 1. Where there is little room texts are broken first, then titles."""
    rows = [*table.rows, *([table.total] if table.total else [])]
    wishes = [_widths(column, cells) for column, *cells in zip(table.columns, *rows, strict=True)]
    given = _within(*(list(step) for step in zip(*wishes, strict=True)))
    return [one / sum(given) for one in given]


def _within(least: list[float], titled: list[float], best: list[float]) -> list[float]:
    """As much for every column as fits into a line."""
    for low, high in ((titled, best), (least, titled)):
        if sum(low) <= LINE:
            spare = min(1, (LINE - sum(low)) / max(sum(high) - sum(low), 1))
            return [a + spare * (b - a) for a, b in zip(low, high, strict=True)]
    return least


def _widths(column: Column, cells: Sequence[Cell]) -> Widths:
    texts = [told(cell) for cell in cells]
    drawn = BAR if any(isinstance(cell, Bar) for cell in cells) else 0
    unbroken = texts if column.number else [word for text in texts for word in text.split()]
    least = SPACE + max(map(signs, unbroken), default=0) + drawn
    titled = max(least, SPACE + BOLD * max(map(signs, column.title.split()), default=0))
    longest = max(map(signs, texts), default=0) + drawn
    return least, titled, max(titled, SPACE + min(longest, LONG))


def signs(text: str) -> int:
    """As wide as those of the Latin alphabet; those of Chinese count twice."""
    composed = unicodedata.normalize("NFC", plain(text))
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in composed)
    marks = sum(unicodedata.combining(sign) > 0 for sign in composed)
    return len(composed) + wide - marks
