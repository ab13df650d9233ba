"""Writes a document as PDF: tagged for those who listen (PDF/UA-1), and to be kept (PDF/A-2a).

Typst sets it, from the template ``record/document.typ``. What the document says goes there as
JSON, never as markup.
"""

import logging
import unicodedata
from functools import cache
from typing import Any, Literal

import msgspec
from typst import Compiler, TypstError

from live.i18n import written_as
from live.record import fonts
from live.record.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, leading, plain, spare
from live.record.document import (
    Bar,
    Block,
    Cell,
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
from live.record.pages import FOLDERS
from live.record.widths import shares

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
AUTHOR = "Plenary"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Mn"}
"""Categories of characters that are left out where no font has them."""

UNTOUCHED = {FIRST_STRONG_ISOLATE, POP_ISOLATE, "\n"}
"""What is never drawn."""

logger = logging.getLogger(__name__)


def pdf(document: Document) -> bytes:
    """The file; the same for the same document. FontMissing, where its language has no font."""
    if unwritten := fonts.missing([document.language]):
        raise fonts.FontMissing(unwritten)
    said = Pdf(document.direction).document(document)
    found = fonts.packaged() if all_ours(said) else fonts.everywhere()
    template = next(folder for folder in FOLDERS if folder.is_dir())
    compiler = Compiler(
        str(template / "record" / "document.typ"),
        root=str(template),
        font_paths=found,
        ignore_system_fonts=True,
        sys_inputs={"document": said},
    )
    return _compiled(compiler, document.made_at // 1000)


def _compiled(compiler: Compiler, made_at: int) -> bytes:
    try:
        made = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=made_at)
    except TypstError as refusal:
        # Signs that no one font has all of cannot be joined. That makes the file no standard's.
        logger.warning("a PDF that keeps to no standard: %s", refusal.message)
        made = compiler.compile(format="pdf", timestamp=made_at)
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
                return {"text": self.line(text)}
            case Facts(rows):
                return {"rows": [[self.line(label), self.line(said)] for label, said in rows]}
            case Table():
                return self.table(block)
            case Points(points):
                return {"points": [self.point(point) for point in points]}
            case Lines(lines):
                return {"lines": [self.entry(line) for line in lines]}

    def table(self, table: Table) -> dict[str, Any]:
        columns = [
            {"title": self.line(column.title), "number": column.number, "share": share}
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
        }

    def said(self, text: str) -> dict[str, str]:
        """Somebody's own."""
        return {"text": drawable(plain(text).strip()), "direction": leading(text, self.direction)}

    def line(self, text: str) -> str:
        return drawable(spare(text, self.direction))


def drawable(text: str) -> str:
    """The text with what has no font replaced: an emoji by its name, other signs by one sign."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate({ord(sign): _drawn(sign) for sign in set(text)})


@cache
def _drawn(sign: str) -> str:
    kind = unicodedata.category(sign)
    if sign in UNTOUCHED or sign in fonts.ours():
        return sign
    if kind in UNSEEN:
        return " " if sign.isspace() else ""
    if sign in fonts.anybodys():
        return sign
    return f"[{unicodedata.name(sign, 'sign').lower()}]" if kind == "So" else REPLACEMENT


def all_ours(text: str) -> bool:
    """Whether the fonts of the machine need not be asked."""
    return all(sign in UNTOUCHED or sign in fonts.ours() for sign in set(text))
