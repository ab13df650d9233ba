"""The templates that there are: our own, and those in the organisation's folder."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from live.domain.agenda import Span
from live.domain.life import Plan, SessionCreated
from live.domain.session import begin
from live.record.assembly import assemble
from live.record.model import Item, Record, Template
from live.record.summary.template import Fault, fill_in
from live.record.telling import Telling
from live.record.templates import FOLDERS

OWN = ("consultation", "minutes")
SUFFIX = ".md.j2"
FILE = re.compile(r"([a-z0-9][a-z0-9_-]{0,39})\.md\.j2")


def standard(name: str) -> str:
    """The text of one of our own."""
    file = f"{name}{SUFFIX}"
    found = next((path for path in _places(file) if path.is_file()), None) if name in OWN else None
    if found is None:
        raise Fault(file, 0, "there is no such template")
    return found.read_text("utf-8")


def _places(file: str) -> Iterator[Path]:
    return (folder / "record" / file for folder in FOLDERS)


def text_of(template: Template) -> str:
    """As it was in the organisation's folder, else as ours is; Fault where there is none."""
    return template.text or standard(template.name)


class Library:
    """Read anew each time: a template can be changed while the server runs."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def names(self) -> tuple[str, ...]:
        """Ours first."""
        return tuple(dict.fromkeys((*OWN, *sorted(self._found()))))

    def template(self, name: str) -> Template:
        """A file in the folder comes before one of ours. A name of which there is none that can
        be read is kept: the summary tells that then."""
        try:
            return self._template(name)
        except Fault:
            return Template(name)

    def _template(self, name: str) -> Template:
        path = self._found().get(name)
        return Template(name, _read(path) if path else "")

    def fitted(self, record: Record, name: str | None = None) -> Record:
        """The record with its template, or with the one named."""
        kept = record.template
        if name is None and kept.text:
            return record
        return replace(record, template=self.template(name or kept.name))

    def titles(self, language: str) -> dict[str, str]:
        """What each template says that the document is; the name of one that is wrong."""
        return {name: self._title(name, language) for name in self.names()}

    def faults(self) -> list[Fault]:
        """Of every template that cannot be used, and every file that is none."""
        named = [path.name for path in self._files() if not FILE.fullmatch(path.name)]
        tried = (self._fault(name) for name in self.names())
        strange = "a template is called name.md.j2, in small letters"
        return [*(fault for fault in tried if fault), *(Fault(one, 0, strange) for one in named)]

    def _fault(self, name: str) -> Fault | None:
        try:
            self._tried(name, "en")
        except Fault as fault:
            return fault
        return None

    def _title(self, name: str, language: str) -> str:
        try:
            return self._tried(name, language)
        except Fault:
            return name

    def _tried(self, name: str, language: str) -> str:
        text = text_of(self._template(name))
        return fill_in(text, f"{name}{SUFFIX}", Telling(_example(), language)).subtitle

    def _found(self) -> dict[str, Path]:
        named = ((FILE.fullmatch(path.name), path) for path in self._files())
        return {found[1]: path for found, path in named if found}

    def _files(self) -> list[Path]:
        return sorted(self._folder.iterdir()) if self._folder else []


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError) as problem:
        raise Fault(path.name, 0, "it cannot be read as UTF-8 text") from problem


def _example() -> Record:
    """A session with one item and nobody in it."""
    plan = Plan(title="Example", code="AAAABBBB")
    empty = assemble(begin(SessionCreated(plan, 0)), {}, 0, ())
    return replace(empty, opened_at=0, items=(Item("i", 1, "Example", None, None, (Span(0),), 0),))
