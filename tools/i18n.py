"""Texts for translators: find them, bring the catalogues up to date, check them.

tools/i18n.py extract    print every text as a template
tools/i18n.py update     add new texts to each catalogue, drop those that are gone
tools/i18n.py check      fail if a text is missing, fuzzy or has other placeholders
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from live.i18n import SOURCE, catalogue, catalogue_path, languages

ROOT = Path(__file__).resolve().parent.parent

KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")
JINJA = {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}

LITERAL = r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.|\$(?!\{))*`)"""
CALL = re.compile(
    rf"(?<![\w$.])(?P<keyword>_|gettext|ngettext)\(\s*(?:{LITERAL}\s*(?:,\s*{LITERAL}\s*)?(?=[,)]))?"
)
DEFINITION = re.compile(r"\bfunction\s+$")
ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?(\n)|(.))")
LETTERS = {"n": "\n", "t": "\t"}


class Found(NamedTuple):
    file: str
    line: int
    text: str | tuple[str, ...]


class NotLiteral(Exception):
    """A call asks for the translation of something that is not written there as one text."""


def script_texts(
    file: IO[bytes], _keywords: object, _tags: object, options: object
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Babel's extraction protocol for our scripts, by calls wherever they stand.

    Babel's own reader of JavaScript misses calls in the attributes of a template literal, calls
    with an object as argument and all that follows an apostrophe there.
    """
    source = file.read().decode()
    for call in CALL.finditer(source):
        if DEFINITION.search(source, 0, call.start()):
            continue
        line = source.count("\n", 0, call.start()) + 1
        first, second = call[2], call[3]
        if first is None or (call["keyword"] == "ngettext" and second is None):
            raise NotLiteral(f"line {line}: {source[call.start() : call.start() + 40]!r}")
        texts = (_unquoted(first), _unquoted(second)) if second else _unquoted(first)
        yield line, call["keyword"], texts, []


def _unquoted(literal: str) -> str:
    return ESCAPE.sub(_unescaped, literal[1:-1])


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        return chr(int(code, 16))
    return "" if escape[4] else LETTERS.get(escape[5], escape[5])


def sources() -> Iterator[tuple[Path, Any, dict[str, str]]]:
    """Every file that may hold texts, with how to read it."""
    for path in sorted((ROOT / "live").rglob("*.py")):
        yield path, "python", {}
    for path in sorted(filter(Path.is_file, (ROOT / "templates").rglob("*"))):
        yield path, "jinja2.ext:babel_extract", JINJA
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        yield path, script_texts, {}


def found_in(path: Path, method: Any, options: dict[str, str]) -> list[Found]:
    try:
        texts = list(extract_from_file(method, path, KEYWORDS, options=options))
    except NotLiteral as problem:
        raise SystemExit(f"{path.relative_to(ROOT)}, {problem} is not one text") from None
    name = path.relative_to(ROOT).as_posix()
    return [Found(name, line, text) for line, text, _, _ in texts]


def template() -> Catalog:
    """All texts of the code, none translated."""
    texts = Catalog(project="plenary-live", version="0.1", charset="utf-8")
    for found in chain.from_iterable(found_in(*source) for source in sources()):
        add(texts, found)
    return texts


def add(texts: Catalog, found: Found) -> None:
    """Takes a text in, unless it has forms for a number at one place and none at another.

    A catalogue has one entry for both, and browsers would find forms where they look for a text.
    """
    known = texts.get(_forms(found.text)[0])
    if known and known.id != found.text:
        raise SystemExit(f"{found.file}: {found.text!r} is {known.id!r} elsewhere")
    texts.add(found.text, locations=[(found.file, 1)])


def updated(language: str, texts: Catalog) -> Catalog:
    own = catalogue(language)
    created = own.creation_date
    own.update(texts, no_fuzzy_matching=True)
    own.creation_date = created
    return own


def written(own: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, own, width=100, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    # Which release of Babel wrote it is no news to a translator.
    return re.sub(rb'"Generated-By: [^\n]*\n', b"", file.getvalue())


def problems(language: str, texts: Catalog) -> list[str]:
    """What stands between a catalogue and a release."""
    own = updated(language, texts)
    listed = list(chain.from_iterable(_problems(message, own) for message in own if message.id))
    if not listed and written(own) != catalogue_path(language).read_bytes():
        listed = ["the file is not as `tools/i18n.py update` writes it"]
    return [f"{language}: {problem}" for problem in listed]


def _problems(message: Message, own: Catalog) -> Iterator[str]:
    ids, strings = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        yield f"fuzzy: {ids[0]!r}"
    if not all(strings) or (message.pluralizable and len(strings) != own.num_plurals):
        yield f"missing: {ids[0]!r}"
        return
    allowed = set(PLACEHOLDER.findall(ids[-1]))
    # A form for exactly one or two may say so in words instead of repeating the number.
    wanted = allowed - {"{n}", "%(num)s", "%(n)s"} if message.pluralizable else allowed
    for string in strings:
        if not wanted <= set(PLACEHOLDER.findall(string)) <= allowed:
            yield f"other placeholders: {string!r}"


def _forms(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


def translated() -> list[str]:
    return [language for language in languages() if language != SOURCE]


def update() -> None:
    texts = template()
    for language in translated():
        catalogue_path(language).write_bytes(written(updated(language, texts)))


def check() -> None:
    texts = template()
    if listed := [problem for language in translated() for problem in problems(language, texts)]:
        raise SystemExit("\n".join(listed))


def extract() -> None:
    sys.stdout.buffer.write(written(template()))


if __name__ == "__main__":
    commands = {"extract": extract, "update": update, "check": check}
    commands.get("".join(sys.argv[1:]), lambda: sys.exit(__doc__))()
