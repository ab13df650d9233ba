"""Charts as pictures: drawn by browsers (SVG), and for word processors (PNG)."""

from functools import lru_cache
from typing import Any

import msgspec

from live.i18n import written_as
from live.record import fonts
from live.record.bidi import spare
from live.record.document import Chart, Document, Drawn
from live.record.typesetting import compiler, drawable
from live.record.widths import signs

WIDTH, HEIGHT, BAR = 640, 46, 14
"""Of the drawing, of a row, of a bar: in units of SVG, which are pixels at its full size."""

LONGEST = 500
"""The whole of a bar; beside it is what it says."""

LABEL = 80
"""Signs of a label; the table has all of it."""

DOTS_PER_INCH = 220
PICTURE_MM = 160
KEPT = 8


class Row(msgspec.Struct, frozen=True):
    """A bar of a drawing. ``x`` is where it begins, ``start`` where texts do."""

    label: str
    text: str
    y: int
    x: float
    length: float
    start: float
    beside: float


class Picture(msgspec.Struct, frozen=True):
    about: str
    direction: str
    height: int
    rows: tuple[Row, ...]
    width: int = WIDTH
    bar: int = BAR


def picture(chart: Chart, direction: str) -> Picture:
    """Where everything goes; from the right where the language does."""
    rows = tuple(_row(bar, nth * HEIGHT, direction) for nth, bar in enumerate(chart.bars))
    return Picture(chart.about, direction, len(rows) * HEIGHT, rows)


def _row(bar: Drawn, y: int, direction: str) -> Row:
    length = round(bar.share * LONGEST, 1)
    label = bar.label if signs(bar.label) <= LABEL else f"{bar.label[: LABEL - 1]}…"
    beside = length + 8 if length else 0
    if direction == "rtl":
        return Row(label, bar.text, y, WIDTH - length, length, WIDTH, WIDTH - beside)
    return Row(label, bar.text, y, 0, length, 0, beside)


def pngs(document: Document) -> tuple[bytes, ...]:
    """One for each chart of the document; none where there is no font to write them."""
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    if not charts or fonts.missing([document.language]):
        return ()
    said = {
        "language": written_as(document.language).language,
        "direction": document.direction,
        "fonts": fonts.families(document.language),
        "charts": [_bars(chart, document.direction) for chart in charts],
    }
    return _drawn(msgspec.json.encode(said).decode())


@lru_cache(KEPT)
def _drawn(said: str) -> tuple[bytes, ...]:
    """Kept for a while: several formats show the same."""
    made = compiler("charts.typ", said).compile(format="png", ppi=DOTS_PER_INCH)
    assert made is not None
    return (made,) if isinstance(made, bytes) else tuple(made)


def _bars(chart: Chart, direction: str) -> list[dict[str, Any]]:
    said = [(spare(bar.label, direction), spare(bar.text, direction), bar) for bar in chart.bars]
    return [
        {"label": drawable(label), "text": drawable(text), "share": bar.share}
        for label, text, bar in said
    ]
