"""Reads PDF files by libraries that did not write them."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import ContentStream, TextStringObject

SHOWING = {b"Tj", b"TJ", b"'", b'"'}
NO_GLYPH = b"\0\0"


class Paper:
    def __init__(self, content: bytes) -> None:
        self.file = PdfReader(io.BytesIO(content))
        self.drawn = pypdfium2.PdfDocument(content)
        trailer: Any = self.file.trailer
        self.root = trailer["/Root"]
        self.tags = [Tag(one) for one in elements(self.root["/StructTreeRoot"])]

    @property
    def text(self) -> str:
        """With single spaces, and words that were broken joined."""
        pages = (page.get_textpage().get_text_bounded() for page in self.drawn)
        return flowing("\n".join(pages))

    @property
    def metadata(self) -> str:
        return str(self.root["/Metadata"].get_data().decode())

    @property
    def bookmarks(self) -> list[str]:
        return list(_titles(self.file.outline))

    def named(self, tag: str) -> list["Tag"]:
        return [one for one in self.tags if one.name == tag]

    @property
    def glyphs(self) -> Iterator[bytes]:
        """The number of each sign that is drawn, within its font."""
        for page in self.file.pages:
            for operands, operator in ContentStream(page.get_contents(), self.file).operations:
                if operator in SHOWING:
                    yield from _numbers(operands)


class Tag:
    def __init__(self, element: Any) -> None:
        self.name = str(element["/S"])[1:]
        self.kinds = [str(one["/S"])[1:] for one in elements(element)]
        self.alternative = element.get("/Alt")


def flowing(text: str) -> str:
    return " ".join(re.sub(r"\ufffe\s*|\xad\s*|[\u2066-\u2069]", "", text).split())


def elements(root: Any) -> Iterator[Any]:
    """All below, in reading order."""
    below = root.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        found = one.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from elements(found)


def _numbers(operands: Any) -> Iterator[bytes]:
    parts = operands[0] if isinstance(operands[0], list) else operands
    for part in parts:
        if isinstance(part, TextStringObject | bytes):
            shown = part if isinstance(part, bytes) else part.original_bytes
            yield from (shown[at : at + 2] for at in range(0, len(shown), 2))


def _titles(outline: Any) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield str(entry.title)
