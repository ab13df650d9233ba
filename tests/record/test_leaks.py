"""No download holds a name or an affiliation where the record is not told by name."""

import html
import io
import zlib
from functools import cache
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from live.domain.life import Attribution
from live.domain.versions import FinaliseRecord
from live.i18n import languages
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.projection import project
from tests.domain.occasion import scribe
from tests.record.journals import proved
from tests.record.office import parts
from tests.record.search import found
from tests.record.whispered import SECRETS, captioned, whispered

every_language = pytest.mark.parametrize("language", languages())
every_file = pytest.mark.parametrize("name", [*sorted({*FORMATS} - {"record.zip"}), "SHA256SUMS"])
unnamed = pytest.mark.parametrize("attribution", ["group", "chatham"])


@cache
def told(attribution: Attribution) -> Record:
    """A final record, so that its journal and its fingerprint are in it too."""
    here = whispered()
    here.do(scribe, FinaliseRecord())
    return project(captioned(proved(here)), attribution)


@cache
def files(attribution: Attribution, language: str) -> dict[str, bytes]:
    """All that can be downloaded: the file of all files is nothing but these."""
    return parts(FORMATS["record.zip"].write(told(attribution), language))


@every_file
@every_language
@unnamed
def test_nobody_is_named(attribution: Attribution, language: str, name: str) -> None:
    assert found(files(attribution, language)[name], SECRETS) == set()


@every_language
@unnamed
def test_every_file_was_searched(attribution: Attribution, language: str) -> None:
    assert files(attribution, language).keys() == {*FORMATS, "SHA256SUMS"} - {"record.zip"}


def test_where_names_are_told_the_search_finds_all_of_them() -> None:
    content = FORMATS["record.zip"].write(told("named"), "en")
    assert found(content, SECRETS) == set(SECRETS)


def zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as target:
        target.writestr("inner", content, ZIP_DEFLATED)
    return packed.getvalue()


NAME = "Iñaki Etxeberría"


@pytest.mark.parametrize(
    "hidden",
    [
        NAME.encode(),
        NAME.upper().encode(),
        NAME.encode("utf-16"),
        b"Inaki Etxeberria",
        quote(NAME).encode(),
        "".join(f"&#{ord(sign)};" for sign in NAME).encode(),
        html.escape(f"&amp;#73;ñaki {NAME}").encode(),
        "<w:t>Iñaki </w:t></w:r><w:r><w:t>Etxeberría</w:t>".encode(),
        ascii(NAME).encode(),
        zipped(zipped(NAME.encode())),
        b"<" + NAME.encode("utf-16-be").hex().encode() + b">",
        b"stream\n" + zlib.compress(NAME.encode()) + b"endstream",
    ],
)  # fmt: skip
def test_the_search_finds_what_is_hidden(hidden: bytes) -> None:
    assert found(hidden, [NAME, "Nobody"]) == {NAME}
