"""Reads the record's files by libraries that did not write them: the text of each."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any
from zipfile import ZipFile

import docx
import lxml.etree
import lxml.html
import pypdf
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

NOT_READ = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u206f\ufeff-]")
"""Spaces, hyphens and controls: where lines break is no matter of the text."""


def squeezed(text: str) -> str:
    """What two texts have in common that say the same, wherever their lines break."""
    return NOT_READ.sub("", unicodedata.normalize("NFKC", text))


def of_html(content: bytes) -> str:
    page = lxml.html.fromstring(content.decode())
    for unread in page.iter("style", "script", "title"):
        unread.text = ""
    return str(page.text_content())


def of_markdown(content: bytes) -> str:
    return of_html(MarkdownIt("commonmark").enable("table").render(content.decode()).encode())


def of_docx(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def of_odt(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as packed:
        root = lxml.etree.fromstring(packed.read("content.xml"))
    return "\n".join(root.itertext())


def of_pdf(content: bytes) -> str:
    """Words of Arabic come in the order in which they are drawn, from left to right."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def of_csv(content: bytes) -> str:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return "\n".join(cell for row in rows for cell in row)


def of_xlsx(content: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    return "\n".join(str(cell) for sheet in sheets for row in sheet for cell in row)


def of_json(content: bytes) -> str:
    return "\n".join(_strings(json.loads(content)))


def _strings(data: Any) -> Iterator[str]:
    match data:
        case dict():
            for value in data.values():
                yield from _strings(value)
        case list():
            for value in data:
                yield from _strings(value)
        case _:
            yield str(data)


def of_text(content: bytes) -> str:
    return content.decode()


READERS: dict[str, Callable[[bytes], str]] = {
    "html": of_html,
    "md": of_markdown,
    "docx": of_docx,
    "odt": of_odt,
    "pdf": of_pdf,
    "csv": of_csv,
    "xlsx": of_xlsx,
    "json": of_json,
    "vtt": of_text,
    "srt": of_text,
}


def read(name: str, content: bytes) -> str:
    """The text of a file of the record, squeezed."""
    return squeezed(READERS[name.rpartition(".")[2]](content))
