"""Writes a document as Markdown (CommonMark with tables), in which every text is only text."""

import re
from collections.abc import Iterator

from live.record.bidi import given, spare
from live.record.document import (
    Bar,
    Block,
    Cell,
    Chart,
    Document,
    Facts,
    Heading,
    Line,
    Lines,
    Paragraph,
    Point,
    Points,
    Table,
)

SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&$@]|:(?=//)|(?<=[wW]{3})\.")
"""What could begin markup, an entity, a link or a mention anywhere in a line."""

AT_START = re.compile(r"[+=:-]|\d{1,9}(?=[.)])")
"""What could begin a list, a rule or an underlined heading at the start of a line."""


def markdown(document: Document) -> bytes:
    writer = Markdown(document.direction)
    return (writer.document(document) + "\n").encode()


class Markdown:
    def __init__(self, direction: str) -> None:
        self.direction = direction

    def document(self, document: Document) -> str:
        blocks = [part for block in document.blocks for part in self.block(block)]
        title, subtitle = self.line(document.title), self.line(document.subtitle)
        return "\n\n".join(
            [f"# {title}", f"**{subtitle}**", *blocks, "---", started(self.line(document.foot))]
        )

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(text, level):
                yield f"{'#' * level} {self.line(text)}"
            case Paragraph(text):
                yield started(self.line(text))
            case Facts(rows):
                yield "\n".join(f"- **{self.line(k)}:** {self.line(v)}" for k, v in rows)
            case Chart():
                yield from self.block(block.table)
            case Table():
                yield f"**{self.line(block.caption)}**"
                yield self.table(block)
            case Points(points):
                yield "\n".join(self.point(point) for point in points)
            case Lines(lines):
                yield "\n".join(self.entry(line) for line in lines)

    def table(self, table: Table) -> str:
        rules = ["---:" if column.number else "---" for column in table.columns]
        rows = [*table.rows, *([table.total] if table.total else [])]
        lines = [
            [self.line(column.title) for column in table.columns],
            rules,
            *([self.cell(cell) for cell in row] for row in rows),
        ]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def cell(self, cell: Cell) -> str:
        return self.line(cell.text if isinstance(cell, Bar) else cell)

    def point(self, point: Point) -> str:
        return f"- {self.lines(given(point.text))}" + self.hung(point.source)

    def entry(self, line: Line) -> str:
        text = f" {self.lines(line.text)}" if line.text else ""
        head = f"- **{self.line(line.time)}** {self.line(line.label)}:{text}"
        return head + self.hung(given(line.said))

    def hung(self, text: str) -> str:
        """A further line of an entry of a list."""
        said = self.lines(text)
        return f"\\\n  {said}" if said else ""

    def lines(self, text: str) -> str:
        """A text of several lines within an entry of a list; empty ones part its paragraphs."""
        paragraphs = re.split(r"\n\s*\n", spare(text, self.direction).strip())
        return "\n\n  ".join(
            "\\\n  ".join(started(escaped(line.strip())) for line in paragraph.splitlines())
            for paragraph in paragraphs
        )

    def line(self, text: str) -> str:
        return escaped(" ".join(spare(text, self.direction).split()))


def escaped(text: str) -> str:
    """A text in which nothing is markup, unless at the start of a line."""
    return SIGNS.sub(r"\\\g<0>", text)


def started(line: str) -> str:
    """An escaped line that begins no block."""
    found = AT_START.match(line)
    if found is None:
        return line
    # Behind a number it is the dot or bracket that makes the list.
    at = found.end() if found[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"
