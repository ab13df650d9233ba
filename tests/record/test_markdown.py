"""Markdown in which every text is only text, as a reader of CommonMark sees it."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from live.record.bidi import plain
from live.record.document import (
    Column,
    Document,
    Facts,
    Heading,
    Line,
    Lines,
    Paragraph,
    Point,
    Points,
    Table,
)
from live.record.formats import FORMATS
from live.record.markdown import markdown
from tests.record.contested import contested
from tests.record.hostile import HEBREW, LINES, MARKUP, PIPES, SCRIPT, hostile
from tests.record.sittings import Recorded, consultation, opened, written

FILES = [file for file in FORMATS if file.endswith(".md")]
KINDS = {
    "heading_open", "paragraph_open", "bullet_list_open", "list_item_open", "table_open",
    "thead_open", "tbody_open", "tr_open", "th_open", "td_open", "hr", "inline", "text",
    "hardbreak", "softbreak", "strong_open", "text_special",
}  # fmt: skip
reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])

SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
LINE = st.text(SIGNS) | st.text("#*_-=+`~[]()<>|\\!&;:.1 a\u2068")
PROSE = st.lists(LINE).map("\n".join)


def tokens(text: str) -> list[Token]:
    return [token for block in reader.parse(text) for token in (block, *(block.children or ()))]


def kinds(found: Iterable[Token]) -> set[str]:
    return {token.type for token in found if not token.type.endswith("_close")}


def text_of(found: Iterable[Token]) -> str:
    """All text, without spaces: Markdown keeps no runs of them."""
    text = "".join(t.content for t in found if t.type in ("text", "text_special"))
    return squeezed(text)


def squeezed(text: str) -> str:
    return "".join(plain(text).split())


def document(*blocks: object) -> Document:
    return Document("T", "S", "en", "ltr", blocks, "F", 0)  # type: ignore[arg-type]


@given(LINE, PROSE)
def test_any_text_stays_text(line: str, prose: str) -> None:
    said = document(
        Heading(line),
        Paragraph(line),
        Facts(((line, line),)),
        Table(line, (Column(line), Column("n", number=True)), ((line, line),), (line, "1")),
        Points((Point(prose, line),)),
        Lines((Line("12:00", line, line, prose),)),
    )
    found = tokens(markdown(said).decode())
    assert kinds(found) <= KINDS
    expected = [
        *("T", "S", line, line, line, ":", line, line, line, "n", line, line, line, "1"),
        *(prose, line, "12:00", line, ":", line, prose, "F"),
    ]
    assert text_of(found) == squeezed("".join(expected))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("here", [consultation(), contested(), hostile(), opened(), Recorded()])
def test_a_file_holds_no_other_markup_than_its_own(file: str, here: Recorded) -> None:
    assert kinds(tokens(written(here.record(), file))) <= KINDS


@pytest.mark.parametrize("file", FILES)
def test_hostile_texts_are_only_text(file: str) -> None:
    text = text_of(tokens(written(hostile().record(), file)))
    for hostile_text in (SCRIPT, MARKUP, PIPES, HEBREW, LINES):
        assert squeezed(hostile_text) in text
