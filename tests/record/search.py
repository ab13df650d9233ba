"""Looks for words in a file, however deep: packed, deflated, escaped, in other encodings."""

import contextlib
import html
import io
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from urllib.parse import unquote
from zipfile import ZipFile

from pypdf import PdfReader

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
TAG = re.compile(r"<[^<>]*>")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))")
HEXADECIMAL = re.compile(r"<([0-9A-Fa-f\s]{4,})>")


def found(content: bytes, words: Iterable[str]) -> set[str]:
    """Those of some words that are in a file, in any case, with or without their accents."""
    texts = list(_texts(content))
    return {word for word in words if any(_plain(word) in text for text in texts)}


def _texts(content: bytes) -> Iterator[str]:
    for part in _unpacked(content):
        for encoding in ENCODINGS if b"\0" in part else ENCODINGS[:1]:
            for text in _unescaped(part.decode(encoding, "ignore")):
                yield _plain(text)


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK\x03\x04"):
        with ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from _unpacked(packed.read(name))
    for packed in STREAM.findall(content):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(packed)
    if content.startswith(b"%PDF"):
        yield from _of_pdf(content)


def _of_pdf(content: bytes) -> Iterator[bytes]:
    """Its text, page by page, and its properties."""
    reader = PdfReader(io.BytesIO(content))
    yield "\n".join(page.extract_text() for page in reader.pages).encode()
    yield repr(dict(reader.metadata or {})).encode()


def _unescaped(text: str) -> Iterator[str]:
    yield text
    plain = TAG.sub("", text)
    yield plain
    yield html.unescape(html.unescape(text))
    yield html.unescape(html.unescape(plain))
    yield unquote(text)
    yield ESCAPE.sub(lambda sign: chr(int(sign[1] or sign[2], 16)), text)
    for digits in HEXADECIMAL.findall(text):
        raw = bytes.fromhex("".join(digits.split()).ljust(len(digits) + len(digits) % 2, "0"))
        yield raw.decode("utf-16-be", "ignore")


def _plain(text: str) -> str:
    """In small letters, without accents, marks of direction, and with single spaces."""
    signs = text if text.isascii() else unicodedata.normalize("NFKD", text).translate(UNSEEN)
    return " ".join(signs.casefold().split())


UNSEEN = {
    code: None
    for code in range(0x1F000)
    if unicodedata.combining(chr(code)) or unicodedata.category(chr(code)) == "Cf"
}
"""Accents, and the signs that only steer how others are shown."""
