"""The summary of a record, in the form that its template gives it."""

from msgspec.structs import replace

from live.record.bidi import given
from live.record.document import Document, Paragraph
from live.record.model import Template
from live.record.summary.library import SUFFIX, text_of
from live.record.summary.template import Fault, fill_in
from live.record.telling import Telling

STANDARD = Template()


def summary(tell: Telling) -> Document:
    """Where the template is wrong, the standard form, and above it what is wrong."""
    try:
        return _filled_in(tell.record.template, tell)
    except Fault as fault:
        made = _filled_in(STANDARD, tell)
        said = tell.words._(
            "The template cannot be used ({fault}). This is the standard form.",
            fault=given(str(fault)),
        )
        return replace(made, blocks=(Paragraph(said), *made.blocks))


def _filled_in(template: Template, tell: Telling) -> Document:
    return fill_in(text_of(template), f"{template.name}{SUFFIX}", tell)
