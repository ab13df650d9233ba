"""The paragraphs of a Word document as rows, out of an archive that nobody should trust."""

import zlib
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from live.errors import NotATranscript
from live.transcripts.model import MAX_BYTES
from live.transcripts.source import too_large

SIGNATURE, ENTRY = b"PK\x03\x04", b"PK\x01\x02"
MOST_FILES, MOST_ELEMENTS = 5_000, 2_000_000
BODY = "word/document.xml"
CHUNK = 64 * 1024
WORDS = "wordprocessingml"
"""In the names of all its namespaces, strict or transitional."""


def is_archive(data: bytes) -> bool:
    return data.startswith(SIGNATURE)


def rows(data: bytes) -> list[str]:
    """NotATranscript if it is no such document, FileTooLarge if it unpacks to more than it may."""
    if data.count(ENTRY) > MOST_FILES:
        raise too_large()
    try:
        return _rows(data)
    except (BadZipFile, ExpatError, zlib.error, *UNREADABLE) as problem:
        raise NotATranscript from problem


UNREADABLE = (EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError)
"""What ``zipfile`` raises of archives that are damaged, encrypted or made in other ways."""


def _rows(data: bytes) -> list[str]:
    body = Body()
    with ZipFile(BytesIO(data)) as archive:
        if archive.getinfo(BODY).compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise NotATranscript
        size = 0
        with archive.open(BODY) as file:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                if size > MAX_BYTES:
                    raise too_large()
                body.feed(chunk)
    return body.end()


class Body:
    """Takes the XML of a document in chunks."""

    def __init__(self) -> None:
        self._rows: list[str] = []
        self._row: list[str] = []
        self._reads = False
        self._fallbacks = 0
        self._elements = 0
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = _refuse

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)

    def end(self) -> list[str]:
        self._parser.Parse(b"", True)
        self._break()
        return self._rows

    def _start(self, name: str, _attributes: object) -> None:
        space, _, tag = name.rpartition(" ")
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise too_large()
        if tag == "Fallback":  # the same again, for older programs
            self._fallbacks += 1
        elif WORDS in space and not self._fallbacks:
            self._reads = tag == "t"
            if tag in ("p", "br", "cr"):
                self._break()
            elif tag == "tab":
                self._row.append("\t")

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        self._reads = False
        if tag == "Fallback":
            self._fallbacks -= 1
        elif tag == "p" and not self._fallbacks:
            self._break()

    def _text(self, text: str) -> None:
        if self._reads:
            self._row.append(text)

    def _break(self) -> None:
        """Ends a row; what is empty is none."""
        row = "".join(self._row)
        self._row.clear()
        if row.strip():
            self._rows.append(row)


def _refuse(*_declared: object) -> None:
    """Documents declare no types and no entities of their own: those that do mean harm."""
    raise NotATranscript
