"""Reads files of Office Open XML by the standard library alone."""

import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zipfile import ZipFile

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


class Read:
    """The text of a Word file, paragraph by paragraph."""

    def __init__(self, content: bytes) -> None:
        self.parts = parts(content)
        self.root = self.part("word/document.xml")
        self.paragraphs = list(self.root.iter(f"{WORD}p"))
        self.tables = list(self.root.iter(f"{WORD}tbl"))

    def part(self, name: str) -> Element:
        return ET.fromstring(self.parts[name])

    def of_style(self, style: str) -> list[str]:
        return [text_of(one) for one in self.paragraphs if style_of(one) == style]

    @property
    def text(self) -> str:
        return "\n".join(map(text_of, self.paragraphs))


def text_of(element: Element) -> str:
    signs = {f"{WORD}br": "\n", f"{WORD}tab": "\t", f"{WORD}p": ""}
    return "".join(signs.get(part.tag, part.text or "") for part in element.iter())


def style_of(paragraph: Element) -> str:
    return value(paragraph, "pPr/pStyle")


def value(element: Element, path: str) -> str:
    """Of the attribute ``val`` of what is there."""
    found = find(element, path)
    assert found is not None
    return found.attrib[f"{WORD}val"]


def find(element: Element, path: str) -> Element | None:
    return element.find("/".join(f"{WORD}{step}" for step in path.split("/")))


def cells(table: Element) -> Iterator[list[str]]:
    for row in table.iter(f"{WORD}tr"):
        yield [text_of(cell) for cell in row.iter(f"{WORD}tc")]


SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets know no time zones
ESCAPED = re.compile("_x([0-9A-F]{4})_")

Typed = str | bool | Decimal | datetime | None


class Workbook:
    """Its sheets by name, each a list of rows of typed cells."""

    def __init__(self, content: bytes) -> None:
        self.parts = parts(content)
        self._texts = [_joined(entry) for entry in self.part("xl/sharedStrings.xml")]
        styles = self.part("xl/styles.xml")
        self._codes = {
            code.attrib["numFmtId"]: code.attrib["formatCode"]
            for code in styles.iter(f"{SHEET}numFmt")
        }
        used = styles.find(f"{SHEET}cellXfs")
        assert used is not None
        self._formats = [style.attrib["numFmtId"] for style in used]
        self.bold = [nth for nth, style in enumerate(used) if style.attrib["fontId"] == "1"]
        sheets = self.part("xl/workbook.xml").iter(f"{SHEET}sheet")
        names = [sheet.attrib["name"] for sheet in sheets]
        self.sheets = {
            name: self.part(f"xl/worksheets/sheet{nth}.xml") for nth, name in enumerate(names, 1)
        }

    def part(self, name: str) -> Element:
        return ET.fromstring(self.parts[name])

    def rows(self, name: str) -> list[list[Typed]]:
        """Without cells at the end of a row that are empty."""
        return [self._row(row) for row in self.sheets[name].iter(f"{SHEET}row")]

    def table(self, name: str) -> list[dict[str, Typed]]:
        header, *rows = self.rows(name)
        empty: list[Typed] = [None] * len(header)
        return [dict(zip(map(str, header), row + empty, strict=False)) for row in rows]

    def format_of(self, cell: Element) -> str:
        return self._codes.get(self._formats[int(cell.attrib.get("s", 0))], "")

    def _row(self, row: Element) -> list[Typed]:
        cells = {_column(cell.attrib["r"]): self._typed(cell) for cell in row}
        return [cells.get(nth) for nth in range(max(cells, default=-1) + 1)]

    def _typed(self, cell: Element) -> Typed:
        written = cell.findtext(f"{SHEET}v") or ""
        match cell.attrib.get("t"):
            case "s":
                return self._texts[int(written)]
            case "b":
                return written == "1"
            case None:
                return self._number(written, self.format_of(cell))
            case other:
                raise AssertionError(other)

    def _number(self, written: str, code: str) -> Decimal | datetime:
        if not code.startswith("yyyy"):
            return Decimal(written)
        since = timedelta(milliseconds=round(float(written) * 86_400_000))
        offset = code.split('"')[1]
        return datetime.fromisoformat(f"{(FIRST_DAY + since).isoformat()}{offset}")


def _joined(entry: Element) -> str:
    text = "".join(part.text or "" for part in entry.iter(f"{SHEET}t"))
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _column(place: str) -> int:
    """Of ``B7`` 1."""
    number = 0
    for letter in place.rstrip("0123456789"):
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
