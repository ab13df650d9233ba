"""Reads files of Office Open XML by the standard library alone."""

import io
from collections.abc import Iterator
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
    signs = {f"{WORD}br": "\n", f"{WORD}p": ""}
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
