"""Writes a document as PDF: tagged for those who listen (PDF/UA-1), and to be kept (PDF/A-2a).

Typst sets it, from the template ``record/document.typ``. What the document says goes there as
JSON, never as markup.
"""

import logging
from typing import Any, Literal

import msgspec
from typst import Compiler, TypstError

from live.i18n import written_as
from live.record import fonts
from live.record.bidi import ISOLATED, given, leading, plain, spare
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
from live.record.typesetting import compiler, drawable
from live.record.widths import shares

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
AUTHOR = "Plenary"
logger = logging.getLogger(__name__)


def pdf(document: Document) -> bytes:
    """The file; the same for the same document. FontMissing, where its language has no font."""
    if unwritten := fonts.missing([document.language]):
        raise fonts.FontMissing(unwritten)
    said = Pdf(document.direction).document(document)
    return _compiled(compiler("document.typ", said), document.made_at // 1000)


def _compiled(setter: Compiler, made_at: int) -> bytes:
    try:
        made = setter.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=made_at)
    except TypstError as refusal:
        # Signs that no one font has all of cannot be joined. That makes the file no standard's.
        logger.warning("a PDF that keeps to no standard: %s", refusal.message)
        made = setter.compile(format="pdf", timestamp=made_at)
    assert isinstance(made, bytes)
    return made


class Pdf:
    """What the template is told."""

    def __init__(self, direction: str) -> None:
        self.direction = direction

    def document(self, document: Document) -> str:
        locale = written_as(document.language)
        said = {
            "title": self.line(plain(document.title)),
            "subtitle": self.line(plain(document.subtitle)),
            "author": self.line(plain(document.host)) or AUTHOR,
            "language": locale.language,
            "region": locale.territory,
            "direction": document.direction,
            "fonts": fonts.families(document.language),
            "contents": bool(document.contents),
            "running": self.line(document.running),
            "foot": self.line(document.foot),
            "blocks": [self.block(block) for block in document.blocks],
        }
        return msgspec.json.encode(said).decode()

    def block(self, block: Block) -> dict[str, Any]:
        return {"shape": block.shape, **self.content(block)}

    def content(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading(text, level):
                return {"text": self.line(text), "level": level}
            case Paragraph(text):
                return {"parts": self.parts(text)}
            case Facts(rows):
                return {"rows": [[self.line(label), self.line(said)] for label, said in rows]}
            case Table():
                return self.table(block)
            case Chart():
                return {**self.table(block.table), "chart": self.chart(block)}
            case Points(points):
                return {"points": [self.point(point) for point in points]}
            case Lines(lines):
                return {"lines": [self.entry(line) for line in lines]}

    def chart(self, chart: Chart) -> dict[str, Any]:
        bars = [
            {"label": self.line(bar.label), "text": self.line(bar.text), "share": bar.share}
            for bar in chart.bars
        ]
        return {"bars": bars, "about": self.line(plain(chart.about))}

    def table(self, table: Table) -> dict[str, Any]:
        columns = [
            {
                "title": self.line(column.title),
                "direction": leading(column.title, self.direction),
                "number": column.number,
                "share": share,
            }
            for column, share in zip(table.columns, shares(table), strict=True)
        ]
        rows = [[self.cell(cell) for cell in row] for row in table.rows]
        total = [self.cell(cell) for cell in table.total]
        caption = self.line(table.caption)
        return {"caption": caption, "columns": columns, "rows": rows, "total": total}

    def cell(self, cell: Cell) -> dict[str, Any] | str:
        if isinstance(cell, Bar):
            return {"text": self.line(cell.text), "share": cell.share}
        return self.line(cell)

    def point(self, point: Point) -> dict[str, str]:
        return {**self.said(point.text), "source": self.line(point.source)}

    def entry(self, line: Line) -> dict[str, Any]:
        return {
            "time": self.line(line.time),
            "label": self.line(line.label),
            "text": self.line(line.text),
            "said": self.said(line.said) if line.said else None,
            "minor": line.minor,
        }

    def said(self, text: str) -> dict[str, str]:
        """Somebody's own."""
        return {"text": drawable(plain(text).strip()), "direction": leading(text, self.direction)}

    def parts(self, text: str) -> list[str]:
        """Ours and, every other one, somebody's: words of theirs are not broken."""
        parts = ISOLATED.split(text)
        parts[1::2] = [spare(given(part), self.direction) for part in parts[1::2]]
        return [drawable(part) for part in parts]

    def line(self, text: str) -> str:
        return drawable(spare(text, self.direction))
