"""Writes a document as one HTML file that needs nothing else."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from live.record.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, plain
from live.record.document import Document

PACKAGE = Path(__file__).parent.parent
FOLDERS = [PACKAGE / "_templates", PACKAGE.parent / "templates"]
"""Where templates are in the installed package, and in the source tree."""

ELEMENTS = {FIRST_STRONG_ISOLATE: "<bdi>", POP_ISOLATE: "</bdi>"}


def page(document: Document) -> bytes:
    return _template().render(document=document).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"apart": apart, "plain": plain}
    return environment.get_template("record/document.html")


def apart(text: str) -> Markup:
    """The text escaped, with somebody's own words in ``<bdi>``."""
    escaped = str(escape(text))
    for sign, element in ELEMENTS.items():
        escaped = escaped.replace(sign, element)
    return Markup(escaped)  # noqa: S704  it was escaped above
