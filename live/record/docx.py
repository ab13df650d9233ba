"""Writes a document for Word (Office Open XML), in which every text is only text.

Word knows no isolates. What stands in them becomes a run of its own, which says in which
direction it runs; a text that is wholly somebody's is a paragraph with that direction.
"""

from collections.abc import Iterator, Sequence

from live.record.bidi import leading, pieces, plain
from live.record.document import (
    Bar,
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
)
from live.record.docx_package import TEXT_WIDTH, package
from live.record.xml import Element, element, legal


def docx(document: Document) -> bytes:
    writer = Docx(document.direction)
    return package(document, writer.document(document), writer.foot(document))


class Docx:
    def __init__(self, direction: str) -> None:
        self.direction = direction

    def document(self, document: Document) -> Iterator[Element]:
        yield self.paragraph("Title", self.runs(document.title))
        yield self.paragraph("Subtitle", self.runs(document.subtitle))
        for block in document.blocks:
            yield from self.block(block)

    def foot(self, document: Document) -> Iterator[Element]:
        """What stands at the end of every page."""
        yield self.paragraph("Footer", self.runs(document.foot))
        page, pages = (element("fldSimple", instr=name) for name in ("PAGE", "NUMPAGES"))
        for number in (page, pages):
            number.append(self.run("1"))
        yield self.paragraph("Footer", [page, self.run(" / "), pages], end=True)

    def block(self, block: Block) -> Iterator[Element]:
        match block:
            case Heading(text, level):
                # The title is above them all: the headings below it are the first level.
                yield self.paragraph(f"Heading{level - 1}", self.runs(text))
            case Paragraph(text):
                yield self.paragraph("Normal", self.runs(text))
            case Facts(rows):
                for label, said in rows:
                    yield self.paragraph("NoSpacing", self.labelled(label, said))
            case Chart():
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

    def point(self, point: Point) -> Iterator[Element]:
        yield self.said("ListBullet", point.text)
        if point.source:
            yield self.paragraph("ListContinue", self.runs(point.source))

    def entry(self, line: Line) -> Iterator[Element]:
        time = self.runs(f"{line.time} ")
        yield self.paragraph("List", [*time, *self.labelled(line.label, line.text)])
        if line.said:
            yield self.said("ListContinue", line.said)

    def table(self, table: Table) -> Element:
        widths = _widths(table.columns)
        titles = [column.title for column in table.columns]
        made = element("tbl", self._about(table))
        made.append(element("tblGrid", *(element("gridCol", w=str(width)) for width in widths)))
        made.append(self.row(titles, table.columns, widths, head=True))
        for cells in [*table.rows, *([table.total] if table.total else [])]:
            made.append(self.row(cells, table.columns, widths))
        return made

    def _about(self, table: Table) -> Element:
        mirrored = [element("bidiVisual")] if self.direction == "rtl" else []
        look = {"firstRow": "1", "lastRow": "1" if table.total else "0", "firstColumn": "1"}
        look |= {"lastColumn": "0", "noHBand": "0", "noVBand": "1"}
        return element(
            "tblPr",
            element("tblStyle", val="LightShading"),
            *mirrored,
            element("tblW", w="5000", type="pct"),
            element("tblLook", **look),
        )

    def row(
        self,
        cells: Sequence[Cell],
        columns: Sequence[Column],
        widths: Sequence[int],
        *,
        head: bool = False,
    ) -> Element:
        """A header is repeated on each page that the table goes on to."""
        repeated = [element("tblHeader")] if head else []
        row = element("tr", element("trPr", element("cantSplit"), *repeated))
        for cell, column, width in zip(cells, columns, widths, strict=True):
            text = cell.text if isinstance(cell, Bar) else cell
            said = self.paragraph("TableText", self.runs(text), end=column.number)
            about = element("tcPr", element("tcW", w=str(width), type="dxa"))
            row.append(element("tc", about, said))
        return row

    def labelled(self, label: str, text: str) -> list[Element]:
        return [*self.runs(label, strong=True), self.run(": "), *self.runs(text)]

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

    def runs(self, text: str, *, strong: bool = False) -> list[Element]:
        found = pieces(text, self.direction)
        return [Docx(direction).run(piece, strong=strong) for piece, direction in found]

    def run(self, text: str, *, strong: bool = False) -> Element:
        about = [element("rStyle", val="Strong")] if strong else []
        if self.direction == "rtl":
            about.append(element("rtl"))
        run = element("r", *([element("rPr", *about)] if about else []))
        for nth, line in enumerate(legal(text).splitlines()):
            if nth:
                run.append(element("br"))
            run.append(_text(line))
        return run


def _text(line: str) -> Element:
    """With the spaces at its ends."""
    made = element("t")
    made.text = line.replace("\t", " ")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _widths(columns: Sequence[Column]) -> list[int]:
    """In twentieths of a point: a column of numbers is narrower than one of texts."""
    shares = [2 if column.number else 3 for column in columns]
    return [TEXT_WIDTH * share // sum(shares) for share in shares]
