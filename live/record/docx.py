"""Writes a document for Word (Office Open XML), in which every text is only text.

Word knows no isolates. What stands in them becomes a run of its own, which says in which
direction it runs; a text that is wholly somebody's is a paragraph with that direction.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from live.record.bidi import leading, marked, pieces, plain
from live.record.charts import pngs
from live.record.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Facts,
    Heading,
    Line,
    Lines,
    Paragraph,
    Point,
    Points,
    Table,
    told,
)
from live.record.docx_package import TEXT_WIDTH, Edges, begun, package, related
from live.record.docx_picture import picture
from live.record.docx_styles import TABLE
from live.record.widths import shares
from live.record.xml import Element, element, legal

LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")

SMALL = 8
"""Rows up to which a table is kept on one page."""

DENSE = {9: "TableTextDensest", 6: "TableTextDense", 0: "TableText"}
"""The style of cells, by how many columns are fewer."""


def docx(document: Document) -> bytes:
    made = begun(document)
    shown = ((png, related(made, png)) for png in pngs(document))
    writer = Docx(document.direction, shown)
    edges = Edges(writer.head(document), writer.foot(document), writer.foot(document))
    return package(made, writer.document(document), edges)


class Docx:
    """``pictures`` are those of the charts, with the names by which the file knows them."""

    def __init__(self, direction: str, pictures: Iterable[tuple[bytes, str]] = ()) -> None:
        self.direction = direction
        self.pictures = enumerate(pictures, 1)

    def document(self, document: Document) -> Iterator[Element]:
        yield self.paragraph("Subtitle", self.runs(document.subtitle))
        yield self.paragraph("Title", self.runs(document.title))
        for block in document.blocks:
            yield from self.block(block)
        yield self.paragraph("Foot", self.runs(document.foot))

    def head(self, document: Document) -> list[Element]:
        """What stands above every page but the first."""
        said = [*self.runs(document.title), tab(), *self.runs(document.subtitle)]
        return [self.paragraph("Header", said)]

    def foot(self, document: Document) -> list[Element]:
        """What stands below every page."""
        page, pages = (element("fldSimple", instr=name) for name in ("PAGE", "NUMPAGES"))
        for number in (page, pages):
            number.append(self.run("1"))
        said = [*self.runs(document.running), tab(), page, self.run(" / "), pages]
        return [self.paragraph("Footer", said)]

    def block(self, block: Block) -> Iterator[Element]:
        match block:
            case Heading(text, level):
                # The title is above them all: the headings below it are the first level.
                yield self.paragraph(f"Heading{level - 1}", self.runs(text))
            case Paragraph(text):
                yield self.paragraph("Normal", self.runs(text))
            case Facts(rows):
                for label, said in rows:
                    told = [*self.runs(label, look="Label"), tab(), *self.runs(said)]
                    yield self.paragraph("Fact", told)
            case Chart():
                yield from self.picture(block)
                yield from self.block(block.table)
            case Table():
                yield self.paragraph("Caption", self.runs(block.caption), keep=True)
                yield self.table(block)
            case Points(points):
                for point in points:
                    yield from self.point(point)
            case Lines(lines):
                for line in lines:
                    yield from self.entry(line)

    def picture(self, chart: Chart) -> Iterator[Element]:
        for nr, (png, relation) in islice(self.pictures, 1):
            title, about = plain(chart.drawn.caption), plain(chart.about)
            drawing = picture(png, relation, nr, title, about, TEXT_WIDTH)
            yield self.paragraph("Picture", [element("r", drawing)])

    def point(self, point: Point) -> Iterator[Element]:
        yield self.said("ListBullet", point.text)
        if point.source:
            yield self.paragraph("Source", self.runs(point.source))

    def entry(self, line: Line) -> Iterator[Element]:
        time, label = self.runs(line.time, look="Label"), self.runs(line.label, look="Strong")
        text = [self.run("  "), *self.runs(line.text)] if line.text else []
        style = "ListMinor" if line.minor else "List"
        yield self.paragraph(style, [*time, tab(), *label, *text])
        if line.said:
            yield self.said("ListContinue", line.said)

    def table(self, table: Table) -> Element:
        widths = [int(TEXT_WIDTH * share) for share in shares(table)]
        titles = [column.title for column in table.columns]
        made = element("tbl", self._about(table))
        made.append(element("tblGrid", *(element("gridCol", w=str(width)) for width in widths)))
        made.append(self.row(titles, table.columns, widths, head=True, keep=True, look="Strong"))
        rows = [*table.rows, *([table.total] if table.total else [])]
        for left, cells in zip(range(len(rows) - 1, -1, -1), rows, strict=True):
            keep = left > 0 and len(rows) <= SMALL
            look = "Strong" if table.total and not left else ""
            made.append(self.row(cells, table.columns, widths, keep=keep, look=look))
        return made

    def _about(self, table: Table) -> Element:
        mirrored = [element("bidiVisual")] if self.direction == "rtl" else []
        look = {"firstRow": "1", "lastRow": "1" if table.total else "0", "firstColumn": "0"}
        look |= {"lastColumn": "0", "noHBand": "1", "noVBand": "1"}
        return element(
            "tblPr",
            element("tblStyle", val=TABLE),
            *mirrored,
            element("tblW", w="5000", type="pct"),
            element("tblLayout", type="fixed"),
            element("tblLook", **look),
            element("tblCaption", val=legal(plain(table.caption))),
        )

    def row(
        self,
        cells: Sequence[Cell],
        columns: Sequence[Column],
        widths: Sequence[int],
        *,
        head: bool = False,
        keep: bool = False,
        look: str = "",
    ) -> Element:
        """A header is repeated on each page that the table goes on to."""
        repeated = [element("tblHeader")] if head else []
        row = element("tr", element("trPr", element("cantSplit"), *repeated))
        style = next(style for count, style in DENSE.items() if len(columns) > count)
        for cell, column, width in zip(cells, columns, widths, strict=True):
            text = self.runs(told(cell), look=look)
            said = self.paragraph(style, text, end=column.number, keep=keep)
            about = element("tcPr", element("tcW", w=str(width), type="dxa"))
            row.append(element("tc", about, said))
        return row

    def said(self, style: str, text: str) -> Element:
        """A paragraph that is somebody's own, and runs in their direction."""
        own = Docx(leading(text, self.direction))
        return own.paragraph(style, [own.run(plain(text).strip())])

    def paragraph(
        self, style: str, runs: Sequence[Element], *, end: bool = False, keep: bool = False
    ) -> Element:
        about = [element("pStyle", val=style)]
        if keep:
            about.append(element("keepNext"))
        if self.direction == "rtl":
            about.append(element("bidi"))
        if end:
            about.append(element("jc", val="right"))  # Word mirrors it in a bidi paragraph
        return element("p", element("pPr", *about), *runs)

    def runs(self, text: str, *, look: str = "") -> list[Element]:
        return [self._piece(*found, look) for found in pieces(text, self.direction)]

    def _piece(self, text: str, direction: str, look: str) -> Element:
        held = text if direction == self.direction else marked(text, direction)
        return Docx(direction).run(held, look=look)

    def run(self, text: str, *, look: str = "") -> Element:
        about = [element("rStyle", val=look)] if look else []
        if self.direction == "rtl":
            about.append(element("rtl"))
        run = element("r", *([element("rPr", *about)] if about else []))
        for nth, line in enumerate(LINE_END.split(legal(text))):
            if nth:
                run.append(element("br"))
            run.append(_text(line))
        return run


def tab() -> Element:
    return element("r", element("tab"))


def _text(line: str) -> Element:
    """With the spaces at its ends."""
    made = element("t")
    made.text = line.replace("\t", " ")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made
