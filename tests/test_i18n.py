"""Every text is found, and said in every language."""

import ast
import io
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from live.i18n import (
    browser_catalogue,
    direction,
    for_browsers,
    languages,
    negotiate,
    translations,
)
from tools import i18n

ROOT = Path(__file__).parent.parent
KEYWORDS = {"_", "gettext", "ngettext", "N_"}
MARKED_ELSEWHERE = i18n.ROOT / "live" / "i18n.py"
"""Here alone a text is translated that stands elsewhere, with a mark."""

CALL_IN_TEMPLATE = re.compile(r"(?<![\w.])(?:_|gettext|ngettext)\(|\{%-?\s*trans\b")
CALL_IN_SCRIPT = re.compile(r"(?<!function )(?<![\w$.])(?:_|gettext|ngettext)\(")


def in_script(source: str) -> list[Any]:
    found = i18n.script_texts(io.BytesIO(source.encode()), (), (), {})
    return [texts for _, _, texts, _ in found]


@pytest.mark.parametrize(
    "source",
    [
        "_('Hello')",
        '_("Hello")',
        "_(`Hello`)",
        "_( 'Hello' , { name })",
        "html`<p>${_('Hello')}</p>`",
        "html`<p title=\"${_('Hello')}\"></p>`",
        "html`<p>don't ${_('Hello')}</p>`",
        "html`${many.map(one => html`<b title=${_('Hello')}>${one}</b>`)}`",
        "html`<p>${_('Hello', { u: html`<b>${u}</b>` })}</p>`",
    ],
)
def test_a_script_says_a_text_anywhere(source: str) -> None:
    assert in_script(source) == ["Hello"]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"_('don\'t')", "don't"),
        (r"_('a\nb')", "a\nb"),
        (r"_('\u2026\x41\u{1F44B}')", "…A👋"),
        ("_('It costs $5')", "It costs $5"),
        ("_(`It costs $5`)", "It costs $5"),
        ("_('« {name} »', { name })", "« {name} »"),
    ],
)
def test_a_scripts_text_is_read_as_the_browser_reads_it(source: str, text: str) -> None:
    assert in_script(source) == [text]


def test_a_script_counts() -> None:
    source = "html`<p>${ngettext('{n} vote',\n  '{n} votes', n, { n })}</p>`"
    assert in_script(source) == [("{n} vote", "{n} votes")]


@pytest.mark.parametrize(
    "source", ["_(text)", "_('a' + 'b')", "_(`a ${b}`)", "ngettext('a', b, n)"]
)
def test_a_text_that_a_script_puts_together_is_refused(source: str) -> None:
    with pytest.raises(i18n.NotLiteral):
        in_script(source)


def test_the_definition_of_a_function_is_no_text() -> None:
    assert (
        in_script(
            "export function _(text, values) {}\nmy_('A'); this._('B'); list.map((_, i) => i)"
        )
        == []
    )


def test_the_line_of_a_scripts_text_is_known() -> None:
    found = i18n.script_texts(io.BytesIO(b"\n\n_('A')"), (), (), {})
    assert [line for line, *_ in found] == [3]


@pytest.mark.parametrize("source", list(i18n.sources()), ids=lambda source: source[0].name)
def test_extraction_misses_no_call(source: tuple[Path, Any, dict[str, str]]) -> None:
    assert len(i18n.found_in(*source)) == calls_in(source[0]) - (source[0] == MARKED_ELSEWHERE)


def calls_in(path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".py":
            return sum(map(says_text, ast.walk(ast.parse(text))))
        case ".js":
            return len(CALL_IN_SCRIPT.findall(text))
        case _:
            return len(CALL_IN_TEMPLATE.findall(text))


def says_text(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in KEYWORDS


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("{n} more", ("{n} more", "{n} more")),
        (("{n} more", "{n} more"), "{n} more"),
        (("{n} vote", "{n} votes"), ("{n} vote", "{n} ballots")),
    ],
)
def test_a_text_counts_everywhere_or_nowhere(
    before: str | tuple[str, str], text: str | tuple[str, str]
) -> None:
    texts = Catalog()
    i18n.add(texts, i18n.Found("a.js", 1, before))
    i18n.add(texts, i18n.Found("b.js", 1, before))
    with pytest.raises(SystemExit, match=r"b\.js"):
        i18n.add(texts, i18n.Found("b.js", 1, text))


@pytest.mark.parametrize("language", i18n.translated())
def test_no_text_is_missing(language: str) -> None:
    assert i18n.problems(language, i18n.template()) == []


def test_english_needs_no_catalogue() -> None:
    assert translations("en").gettext("Ask to speak") == "Ask to speak"
    assert browser_catalogue("en") == {}


def test_a_language_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        translations("../../etc")


@pytest.mark.parametrize("language", i18n.translated())
def test_browsers_get_what_scripts_say(language: str) -> None:
    said = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in i18n.template()
        if any(file.endswith(".js") for file, _ in message.locations)
    }
    assert set(browser_catalogue(language)) == said


@pytest.mark.parametrize("language", i18n.translated())
def test_browsers_count_as_the_server_does(language: str) -> None:
    categories = {"ar": {"zero", "one", "two", "few", "many", "other"}}
    for entry in browser_catalogue(language).values():
        assert isinstance(entry, str) or set(entry) == categories[language]


def test_arabic_counts_by_its_categories() -> None:
    own = Catalog(locale="ar")
    own.add(("{n} vote", "{n} votes"), tuple("012345"), locations=[("a.js", 1)])
    forms = {"zero": "0", "one": "1", "two": "2", "few": "3", "many": "5", "other": "4"}
    assert for_browsers(own) == {"{n} vote": forms}


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "مشارك واحد"),
        (2, "مشاركان"),
        (3, "{n} مشاركين"),
        (10, "{n} مشاركين"),
        (11, "{n} مشاركًا"),
        (99, "{n} مشاركًا"),
        (100, "{n} مشارك"),
        (102, "{n} مشارك"),
        (103, "{n} مشاركين"),
        (111, "{n} مشاركًا"),
    ],
)
def test_arabic_nouns_agree_with_their_number(n: int, said: str) -> None:
    assert translations("ar").ngettext("{n} participant", "{n} participants", n) == said


def test_what_only_the_server_says_stays_there() -> None:
    own = Catalog(locale="ar")
    own.add("Join", "انضمام", locations=[("join.html", 1)])
    assert for_browsers(own) == {}


def test_languages_name_themselves() -> None:
    assert languages() == {"en": "English", "ar": "العربية"}


def test_arabic_runs_from_right_to_left() -> None:
    assert [direction(language) for language in languages()] == ["ltr", "rtl"]


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        (None, "en"),
        ("", "en"),
        ("ar", "ar"),
        ("ar-EG,ar;q=0.9,en;q=0.8", "ar"),
        ("AR", "ar"),
        ("de, ar;q=0.5, en;q=0.7", "en"),
        ("de, en;q=0.5, ar;q=0.7", "ar"),
        ("ar;q=0", "en"),
        ("ar;q=nonsense", "en"),
        ("*", "en"),
        ("x" * 10_000, "en"),
    ],
)
def test_the_browser_asks_for_a_language(asked: str | None, spoken: str) -> None:
    assert negotiate(asked, None) == spoken


def test_the_language_chosen_before_is_kept() -> None:
    assert negotiate("en", "ar") == "ar"


def test_a_cookie_that_names_no_language_is_ignored() -> None:
    assert negotiate("ar", "xx") == "ar"
