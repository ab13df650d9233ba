"""Writes a document as OpenDocument text, from the templates in ``record/odt``, in which every
text is only text. Isolates (UAX #9) stay where they make a difference."""

from functools import cache, partial
from struct import unpack_from
from typing import Any

import msgspec
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from live.i18n import written_as
from live.record.archive import File, archive
from live.record.bidi import leading, plain, spare
from live.record.charts import pngs
from live.record.document import Chart, Document, Table
from live.record.templates import environment
from live.record.widths import shares
from live.record.words import utc
from live.record.xml import legal

MIME_TYPE = "application/vnd.oasis.opendocument.text"
PARTS = ("content.xml", "styles.xml", "meta.xml")
AUTHOR = "Plenary"
TEXT_CM = 16
NEW_LINE = Markup("<text:line-break/>")
OTHERWISE = {"western": ("en", "GB"), "asian": ("zh", "CN"), "complex": ("ar", "none")}
SCRIPTS = {"zh": "asian", "ja": "asian", "ko": "asian", "ar": "complex", "fa": "complex"}
"""Languages that are not of the script which OpenDocument calls western."""


class Drawing(msgspec.Struct, frozen=True):
    """A chart as a picture within the file."""

    name: str
    png: bytes

    @property
    def height_cm(self) -> float:
        width, height = unpack_from(">II", self.png, 16)
        return float(TEXT_CM * height / width)


def odt(document: Document) -> bytes:
    """The file; the same for the same document."""
    drawings = _drawings(document)
    pictures: list[File] = [(one.name, one.png) for one in drawings.values() if one]
    write = partial(_written, document, drawings)
    files: list[File] = [(name, write(name)) for name in PARTS]
    manifest = write("manifest.xml")
    whole = [("mimetype", MIME_TYPE.encode()), *files, *pictures]
    return archive([*whole, ("META-INF/manifest.xml", manifest)], stored=("mimetype",))


def _drawings(document: Document) -> dict[int, Drawing | None]:
    """By the number of the block."""
    found = iter(pngs(document))
    charts = [nr for nr, block in enumerate(document.blocks, 1) if isinstance(block, Chart)]
    made = {nr: next(found, None) for nr in charts}
    return {
        nr: Drawing(f"Pictures/chart{nr}.png", png) if png else None for nr, png in made.items()
    }


def _written(document: Document, drawings: dict[int, Drawing | None], part: str) -> bytes:
    leftward = document.direction == "rtl"
    template = _environment().get_template(f"record/odt/{part}")
    text = template.render(
        document=document,
        mode="rl-tb" if leftward else "lr-tb",
        start="right" if leftward else "left",
        end="left" if leftward else "right",
        author=document.host or AUTHOR,
        made=f"{utc(document.made_at):%Y-%m-%dT%H:%M:%SZ}",
        columns=_columns(document),
        drawings=drawings,
        pictures=[one.name for one in drawings.values() if one],
        **_languages(document.language),
    )
    return text.encode()


@cache
def _environment() -> Environment:
    made = environment().overlay()
    filters: dict[str, Any] = {"said": said, "own": own, "turned": turned, "only": only}
    made.filters = made.filters | filters
    return made


@pass_context
def said(context: Context, text: str) -> Markup:
    """Our words, with isolates where somebody's would reorder them."""
    return _lines(spare(text, context["document"].direction))


def own(text: str) -> Markup:
    """Somebody's, in a paragraph that runs in their direction."""
    return _lines(plain(text).strip())


def only(text: str) -> str:
    """For an attribute or a property."""
    return legal(plain(text))


@pass_context
def turned(context: Context, text: str) -> str:
    """The end of the name of a style: the direction, where it is not the document's."""
    direction = context["document"].direction
    found = leading(text, direction)
    return "" if found == direction else f"_{found}"


def _lines(text: str) -> Markup:
    return NEW_LINE.join(escape(line.replace("\t", " ")) for line in legal(text).splitlines())


def _columns(document: Document) -> list[tuple[int, list[float]]]:
    """The shares of each table's columns, by the number of its block."""
    tables = [
        (nr, block.table if isinstance(block, Chart) else block)
        for nr, block in enumerate(document.blocks, 1)
    ]
    return [(nr, shares(table)) for nr, table in tables if isinstance(table, Table)]


def _languages(language: str) -> dict[str, tuple[str, str]]:
    """OpenDocument names one language for each of three kinds of script."""
    locale = written_as(language)
    kind = SCRIPTS.get(locale.language, "western")
    return {**OTHERWISE, kind: (locale.language, locale.territory or "none")}
