"""How wide the columns of a table are, by what stands in them."""

import unicodedata
from collections.abc import Sequence

from live.record.bidi import plain
from live.record.document import Bar, Cell, Column, Table, told

ROOM = {9: 106, 6: 94, 0: 84}
"""Signs that stand beside each other, by how many columns are fewer: many are set smaller."""

NEAR = 0.1

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
    room = next(signs for count, signs in ROOM.items() if len(table.columns) > count)
    given = _within(room, *(list(step) for step in zip(*wishes, strict=True)))
    return [one / sum(given) for one in given]


def _within(room: int, least: list[float], titled: list[float], best: list[float]) -> list[float]:
    """What columns would like, as far as there is room: those that want little get it first."""
    for low, high in ((titled, best), (least, titled)):
        if sum(low) <= room:
            return _filled(room, low, high)
    return least


def _filled(room: int, low: list[float], high: list[float]) -> list[float]:
    def filled(most: float) -> list[float]:
        return [min(b, max(a, most)) for a, b in zip(low, high, strict=True)]

    less, more = 0.0, max(high)
    if sum(filled(more)) <= room:
        return high
    while more - less > NEAR:
        most = (less + more) / 2
        less, more = (most, more) if sum(filled(most)) <= room else (less, most)
    return filled(less)


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
