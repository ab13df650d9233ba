"""The templates that documents are written from."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from live.record.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, plain

PACKAGE = Path(__file__).parent.parent
FOLDERS = [PACKAGE / "_templates", PACKAGE.parent / "templates"]
"""Where templates are in the installed package, and in the source tree."""

ELEMENTS = {FIRST_STRONG_ISOLATE: "<bdi>", POP_ISOLATE: "</bdi>"}


def folder() -> Path:
    return next(place for place in FOLDERS if place.is_dir())


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"apart": apart, "plain": plain}
    return made


def apart(text: str) -> Markup:
    """The text escaped, with somebody's own words in ``<bdi>``."""
    escaped = str(escape(text))
    for sign, element in ELEMENTS.items():
        escaped = escaped.replace(sign, element)
    return Markup(escaped)  # noqa: S704  it was escaped above
