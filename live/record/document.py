"""A document as blocks, before any format. Texts are in its language, with isolates around
somebody's own words (see ``live.record.bidi``)."""

from typing import ClassVar

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds


class Heading(msgspec.Struct, frozen=True):
    shape: ClassVar[str] = "heading"

    text: str
    level: int = 2


class Paragraph(msgspec.Struct, frozen=True):
    shape: ClassVar[str] = "paragraph"

    text: str


class Facts(msgspec.Struct, frozen=True):
    """Labels, and what they say."""

    shape: ClassVar[str] = "facts"

    rows: tuple[tuple[str, str], ...]


class Column(msgspec.Struct, frozen=True):
    title: str
    number: bool = False


class Bar(msgspec.Struct, frozen=True):
    """A cell that is drawn as well: ``share`` from 0 to 1."""

    text: str
    share: float


Cell = str | Bar


class Table(msgspec.Struct, frozen=True):
    """The first cell of a row is its heading; ``total`` is the last row, if there is one."""

    shape: ClassVar[str] = "table"

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


class Drawn(msgspec.Struct, frozen=True):
    """One bar of a chart: what it is of, what it says, and how long it is, from 0 to 1."""

    label: str
    text: str
    share: float


class Chart(msgspec.Struct, frozen=True):
    """A table with a column of bars, drawn large and then told. ``about`` is for those who do
    not see it."""

    shape: ClassVar[str] = "chart"

    drawn: Table
    about: str

    @property
    def bars(self) -> tuple[Drawn, ...]:
        """By row; the total is none."""
        return tuple(_drawn(cells) for cells in self.drawn.rows)

    @property
    def table(self) -> Table:
        """The same without bars in its cells."""
        rows = tuple(tuple(map(told, cells)) for cells in self.drawn.rows)
        return replace(self.drawn, rows=rows, total=tuple(map(told, self.drawn.total)))


def told(cell: Cell) -> str:
    return cell.text if isinstance(cell, Bar) else cell


def _drawn(cells: tuple[Cell, ...]) -> Drawn:
    found = next(cell for cell in cells if isinstance(cell, Bar))
    return Drawn(told(cells[0]), found.text, found.share)


class Point(msgspec.Struct, frozen=True):
    """Somebody's text of one or more lines, and where it comes from."""

    text: str
    source: str = ""


class Points(msgspec.Struct, frozen=True):
    shape: ClassVar[str] = "points"

    points: tuple[Point, ...]


class Line(msgspec.Struct, frozen=True):
    """What happened at a time. ``text`` is ours, ``said`` somebody's, of one or more lines.
    ``anchor``: by which a page has it for a link, see ``live.record.anchors``. ``minor``: it is
    less than what stands around it, and may be smaller."""

    time: str
    label: str
    text: str
    said: str = ""
    anchor: str = ""
    minor: bool = False


class Lines(msgspec.Struct, frozen=True):
    shape: ClassVar[str] = "lines"

    lines: tuple[Line, ...]


Block = Heading | Paragraph | Facts | Table | Chart | Points | Lines


MANY = 8
"""Headings from which on a document says at its start what is in it."""


class Document(msgspec.Struct, frozen=True):
    """``title`` is the session's; ``subtitle`` says what this is. ``running`` is said on every
    page of a format that has pages; ``host`` is whose document it is."""

    title: str
    subtitle: str
    language: str
    direction: str
    blocks: tuple[Block, ...]
    foot: str
    made_at: Milliseconds
    running: str = ""
    host: str = ""

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings, if they are many."""
        found = tuple(block for block in self.blocks if isinstance(block, Heading))
        return found if len(found) >= MANY else ()
