"""A document as blocks, before any format. Texts are in its language, with isolates around
somebody's own words (see ``live.record.bidi``)."""

from typing import ClassVar

import msgspec

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


class Point(msgspec.Struct, frozen=True):
    """Somebody's text of one or more lines, and where it comes from."""

    text: str
    source: str = ""


class Points(msgspec.Struct, frozen=True):
    shape: ClassVar[str] = "points"

    points: tuple[Point, ...]


class Line(msgspec.Struct, frozen=True):
    """What happened at a time. ``text`` is ours, ``said`` somebody's, of one or more lines."""

    time: str
    label: str
    text: str
    said: str = ""


class Lines(msgspec.Struct, frozen=True):
    shape: ClassVar[str] = "lines"

    lines: tuple[Line, ...]


Block = Heading | Paragraph | Facts | Table | Points | Lines


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
