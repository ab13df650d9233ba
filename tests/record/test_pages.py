"""HTML that stands alone, in which every text is only text."""

import re
from html.parser import HTMLParser

import pytest

from live.domain import life
from live.i18n import languages
from live.record.document import Heading, Paragraph
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.pages import page as page_of
from live.record.templates import apart
from tests.domain.occasion import MINUTE, actor, chair
from tests.record.blocks import document
from tests.record.contested import contested
from tests.record.hostile import HEBREW, LINES, MARKUP, SCRIPT, hostile
from tests.record.sittings import Recorded, ada, consultation, opened, written

PAGES = [file for file in FORMATS if file.endswith(".html")]
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "h1", "h2", "h3",
    "h4", "p", "dl", "div", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th",
    "td", "meter", "ul", "ol", "li", "span", "bdi", "nav", "a", "figure", "svg", "rect", "text",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "dir", "charset", "name", "content", "http-equiv", "class", "id", "role", "tabindex",
    "aria-labelledby", "aria-hidden", "scope", "min", "max", "value", "href", "aria-label",
    "viewbox", "direction", "font-size", "fill", "x", "y", "width", "height",
}  # fmt: skip
VOID = {"meta"}


class Page(HTMLParser):
    """Reads strictly: what is opened is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.root: dict[str, str | None] = {}
        self.texts: list[str] = []
        self.isolated: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "html":
            self.root = dict(attrs)
        if tag == "bdi":
            self.isolated.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "bdi":
            self.isolated[-1] += data
        if self.open and self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.texts)


def page(record: Record, file: str = "summary.html", language: str = "en") -> Page:
    return Page(written(record, file, language))


@pytest.mark.parametrize("file", PAGES)
@pytest.mark.parametrize("language", languages())
def test_a_page_says_its_language_with_its_direction(file: str, language: str) -> None:
    directions = {"en": "ltr", "ar": "rtl"}
    root = page(consultation().record(), file, language).root
    assert root == {"lang": language, "dir": directions[language]}


@pytest.mark.parametrize("file", PAGES)
@pytest.mark.parametrize("here", [consultation(), contested(), hostile(), opened(), Recorded()])
def test_a_page_needs_nothing_else(file: str, here: Recorded) -> None:
    found = page(here.record(), file)
    assert found.elements <= ELEMENTS
    assert found.attributes <= ATTRIBUTES


@pytest.mark.parametrize("file", PAGES)
def test_a_page_lets_nothing_run_or_load(file: str) -> None:
    text = written(consultation().record(), file)
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert not re.search(r"url\(|@import|javascript:", text)


@pytest.mark.parametrize("file", PAGES)
def test_hostile_texts_are_only_text(file: str) -> None:
    text = page(hostile().record(), file).text
    for hostile_text in (SCRIPT, MARKUP, HEBREW, LINES.strip()):
        assert hostile_text in text


@pytest.mark.parametrize("file", PAGES)
def test_names_are_isolated(file: str) -> None:
    isolated = page(consultation().record(), file).isolated
    assert {"Ada Lovelace", "Engine Society", "Ready to go on?", "Secretariat"} <= set(isolated)


def test_a_note_runs_in_its_own_direction() -> None:
    text = written(hostile().record(), "summary.html")
    assert f'<div class="said" dir="auto">“{HEBREW}”</div>' in text


def test_a_quote_stands_in_quotation_marks() -> None:
    here = opened()
    here.note("We agree.", "quote")
    here.note("We do not.", "point")
    texts = Page(written(here.record(), "summary.html")).texts
    assert "“We agree.”" in texts
    assert "We do not." in texts


@pytest.mark.parametrize(
    ("turns", "said"),
    [(1, "1 speaker made 1 intervention, lasting"), (2, "1 speaker made 2 interventions, lasting")],
)
def test_the_summary_counts_interventions(turns: int, said: str) -> None:
    here = opened()
    for _ in range(turns):
        here.speak(ada, MINUTE)
    assert said in written(here.record(), "summary.html")


def test_organisations_are_kept_apart_by_more_than_a_comma() -> None:
    here = opened()
    here.enter(actor("eve"), "Eve", "Ministry of Justice, Kenya", "government", "africa")
    text = written(here.record(), "summary.html")
    assert "<bdi>Ministry of Justice, Kenya</bdi>; <bdi>Ministry of Roads</bdi>" in text


def test_a_break_of_no_time_is_not_mentioned() -> None:
    here = opened()
    here.do(chair, life.SuspendSession())
    here.now += 400
    here.do(chair, life.OpenSession())
    here.now += MINUTE
    assert "of which" not in written(here.record(), "summary.html")


def test_every_share_is_drawn_beside_its_number() -> None:
    text = written(consultation().record(), "summary.html")
    assert re.search(r'67%<meter min="0" max="1" value="0.6667" aria-hidden="true">', text)


def test_few_headings_are_not_listed() -> None:
    text = page_of(document(*(Heading(f"Part {nr}") for nr in range(7)))).decode()
    assert "<nav" not in text


def test_many_headings_lead_to_their_parts() -> None:
    text = page_of(document(Paragraph("x"), *(Heading(f"Part {nr}") for nr in range(8)))).decode()
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', text)
    assert [title for _, title in links] == [f"Part {nr}" for nr in range(8)]
    for place, title in links:
        assert f'id="{place}">{title}</h2>' in text


def test_isolates_become_elements() -> None:
    assert apart("by \u2068<b>\u2069") == "by <bdi>&lt;b&gt;</bdi>"
