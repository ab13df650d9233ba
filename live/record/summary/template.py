"""A template of the summary: filled in with a record, it is a document.

It is text with ``{{ calls() }}``, run in a sandbox: it reaches what docs/templates.md names, no
file and no other template.
"""

import traceback
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2 import Template as Compiled
from jinja2.sandbox import SandboxedEnvironment

from live.i18n import translations
from live.record.document import Document
from live.record.summary.calls import Called, context
from live.record.summary.outline import outline, unmarked
from live.record.telling import Telling

NAME = "<template>"
"""How Jinja names a text without a file."""


class Fault(Exception):
    """A template cannot be used; ``line`` is 0 where the whole of it is meant."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(file, line, what)
        self.file, self.line, self.what = file, line, what

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.what}"


def fill_in(source: str, file: str, tell: Telling) -> Document:
    """The document that a template comes to; Fault if it is wrong."""
    called = Called()
    written = _rendered(source, file, tell.words.language, context(tell, called))
    subtitle, blocks = outline(written, called.blocks, tell.words.number)
    return Document(
        title=tell.title(),
        subtitle=subtitle or tell.words._("Summary"),
        language=tell.words.language,
        direction=tell.words.direction,
        blocks=blocks,
        foot=tell.foot(),
        made_at=tell.record.made_at,
        running=tell.running(),
        host=tell.host(),
    )


def _rendered(source: str, file: str, language: str, known: Mapping[str, object]) -> str:
    """Whatever can go wrong in a template is its own fault: no section is composed here."""
    try:
        return _compiled(source, language).render(known)
    except TemplateSyntaxError as wrong:
        raise Fault(file, wrong.lineno, wrong.message or "") from wrong
    except Exception as wrong:
        raise Fault(file, _line(wrong), f"{wrong}") from wrong


def _line(wrong: Exception) -> int:
    """Of the template, where it went wrong."""
    steps = traceback.extract_tb(wrong.__traceback__)
    return next((step.lineno or 0 for step in reversed(steps) if step.filename == NAME), 0)


@lru_cache(64)
def _compiled(source: str, language: str) -> Compiled:
    environment = SandboxedEnvironment(
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    return environment.from_string(unmarked(source))
