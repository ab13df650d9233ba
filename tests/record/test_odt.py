"""An OpenDocument text of real headings, lists and tables, in which every text is only text."""

import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from zipfile import ZIP_STORED, ZipFile

import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from live.i18n import languages
from live.record.bidi import given as isolated
from live.record.document import (
    Block,
    Column,
    Facts,
    Heading,
    Line,
    Lines,
    Paragraph,
    Point,
    Points,
    Table,
)
from live.record.fonts import PROBES
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.odt import MIME_TYPE, odt
from tests.record.blocks import NAMES, SAID, chart, document, everything, table
from tests.record.contested import contested
from tests.record.hostile import HEBREW, MARKUP, PIPES, SCRIPT, hostile
from tests.record.office import parts
from tests.record.sittings import Recorded, consultation, opened

FILES = [file for file in FORMATS if file.endswith(".odt")]
COURSES = [consultation(), contested(), hostile(), opened(), Recorded()]
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
FO, STYLE, TEXT, TABLES, DRAW, SVG = (
    f"{{{ODF}{name}:1.0}}"
    for name in ("xsl-fo-compatible", "style", "text", "table", "drawing", "svg-compatible")
)
STYLED = (f"{TEXT}style-name", f"{TABLES}style-name", f"{DRAW}style-name")
DUBLIN = "{http://purl.org/dc/elements/1.1/}"


class Written:
    """A file, read by the standard library and by odfdo."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.parts = parts(content)
        self.root = self.part("content.xml")
        self.body = odfdo.Document(io.BytesIO(content)).body

    def part(self, name: str) -> ET.Element:
        return ET.fromstring(self.parts[name])

    @property
    def text(self) -> str:
        found = (one for one in self.root.iter() if one.tag in (f"{TEXT}p", f"{TEXT}h"))
        return "\n".join(map(text_of, found))

    def paragraphs(self, style: str) -> list[str]:
        found = self.root.iter(f"{TEXT}p")
        return [text_of(one) for one in found if one.get(f"{TEXT}style-name") == style]

    def styles(self) -> dict[str, ET.Element]:
        both = (self.part("styles.xml"), self.root)
        named = [one for root in both for one in root.iter() if f"{STYLE}name" in one.attrib]
        return {one.attrib[f"{STYLE}name"]: one for one in named}


def text_of(element: ET.Element) -> str:
    return "".join(_texts(element))


def _texts(element: ET.Element) -> Iterator[str]:
    yield {f"{TEXT}line-break": "\n", f"{TEXT}tab": "\t", f"{TEXT}s": " "}.get(element.tag, "")
    yield element.text or ""
    for child in element:
        if not child.tag.startswith(SVG):
            yield from _texts(child)
        yield child.tail or ""


def read(record: Record, file: str = "summary.odt", language: str = "en") -> Written:
    return Written(FORMATS[file].write(record, language))


def of(*blocks: Block, language: str = "en") -> Written:
    return Written(odt(document(*blocks, language=language)))


# The package


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("here", COURSES)
def test_a_file_is_the_same_whenever_it_is_made(file: str, language: str, here: Recorded) -> None:
    record = here.record()
    assert FORMATS[file].write(record, language) == FORMATS[file].write(record, language)


def test_the_type_comes_first_as_it_is() -> None:
    with ZipFile(io.BytesIO(odt(document()))) as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert file.read("mimetype").decode() == MIME_TYPE


def test_the_manifest_tells_of_every_part() -> None:
    found = of(chart())
    told = {
        one.attrib[f"{{{ODF}manifest:1.0}}full-path"] for one in found.part("META-INF/manifest.xml")
    }
    assert told == {*found.parts, "/"} - {"mimetype", "META-INF/manifest.xml"}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_style_that_is_used_is_there(language: str) -> None:
    found = Written(odt(everything(language)))
    used = {one.get(name) for one in found.root.iter() for name in STYLED} - {None}
    assert used <= set(found.styles())
    parents = {one.get(f"{STYLE}parent-style-name") for one in found.styles().values()} - {None}
    assert parents <= set(found.styles())


# What is in it


def test_the_summary_has_the_facts_of_the_session() -> None:
    here = consultation().record()
    found = read(here)
    assert found.paragraphs("Title") == [here.title]
    assert found.paragraphs("Subtitle") == ["Summary"]
    for fact in ("Ada Lovelace", "Engine Society", "Ready to go on?", "The agenda is adopted."):
        assert fact in found.text


def test_the_transcript_has_a_line_for_each_moment() -> None:
    found = read(consultation().record(), "transcript.odt")
    assert any("Ada Lovelace" in line for line in found.paragraphs("Line"))
    assert "Text to be revised.\nBy Friday." in found.paragraphs("Said")


def test_headings_below_the_title_begin_at_the_first_level() -> None:
    heads = of(Heading("Polls"), Heading("Which?", level=3)).body.headers
    told = [(int(head.level), head.text_recursive.strip()) for head in heads]
    assert told == [(1, "Polls"), (2, "Which?")]


def test_every_block_is_written_in_a_style_of_its_own() -> None:
    found = of(
        Paragraph("All went well."),
        Facts((("Place", "Geneva"),)),
        Points((Point("Agreed.", "Ada"),)),
        Lines((Line("12:00", "Note", "by Ada", "Yes\nand no"),)),
    )
    assert found.paragraphs("Text_20_body") == ["All went well."]
    assert found.paragraphs("Fact") == ["Place\tGeneva"]
    assert found.paragraphs("Point") == ["Agreed."]
    assert found.paragraphs("Source") == ["Ada"]
    assert found.paragraphs("Line") == ["12:00\tNote by Ada"]
    assert found.paragraphs("Said") == ["Yes\nand no"]
    assert found.paragraphs("Foot") == ["The foot"]


def test_what_matters_less_is_set_smaller() -> None:
    found = of(Lines((Line("12:00", "Queue", "Ada asked.", minor=True),)))
    assert found.paragraphs("Line_minor") == ["12:00\tQueue Ada asked."]
    assert "Line_minor" in found.styles()


def test_points_are_a_list() -> None:
    (one,) = of(Points((Point("Agreed.", "Ada"), Point("Noted.")))).body.get_elements("//text:list")
    assert len(one.get_elements("text:list-item")) == 2


# Tables


def test_a_table_stands_under_its_caption() -> None:
    found = of(table(total=True))
    assert found.paragraphs("Caption") == ["Time"]
    (one,) = found.body.tables
    told = [["Who", "How long"], ["Ada", "2 min (67%)"], ["Ben", "1 min"], ["Together", "3 min"]]
    assert [[cell.text_recursive.strip() for cell in row.cells] for row in one.rows] == told


def test_the_first_row_alone_is_the_header() -> None:
    (heads,) = of(table(total=True)).root.iter(f"{TABLES}table-header-rows")
    assert len(heads) == 1
    assert text_of(heads).strip() == "WhoHow long"


def test_columns_fill_the_page() -> None:
    found = of(table())
    widths = [
        float(one.attrib[f"{STYLE}column-width"].removesuffix("cm"))
        for one in found.root.iter(f"{STYLE}table-column-properties")
    ]
    assert sum(widths) == pytest.approx(16, abs=0.01)


@pytest.mark.parametrize(("language", "side"), [("en", "right"), ("ar", "left")])
def test_a_column_of_numbers_is_aligned_to_the_end(language: str, side: str) -> None:
    styles = of(table(), language=language).styles()
    (about,) = styles["Text_number"].iter(f"{STYLE}paragraph-properties")
    assert about.attrib[f"{FO}text-align"] == side


@pytest.mark.parametrize(("count", "style"), [(4, "Head"), (8, "Head_dense"), (14, "Head_densest")])
def test_many_columns_are_set_in_smaller_letters(count: int, style: str) -> None:
    columns = tuple(Column(f"Column {nr}") for nr in range(count))
    found = of(Table("Wide", columns, (("x",) * count,)))
    assert len(found.paragraphs(style)) == count


# Charts


def test_a_chart_is_a_picture_with_words_for_it() -> None:
    found = of(chart())
    (frame,) = found.root.iter(f"{DRAW}frame")
    assert frame.findtext(f"{SVG}title") == "Result"
    assert frame.findtext(f"{SVG}desc") == "Bar chart. Yes, but: 50%"
    (image,) = frame.iter(f"{DRAW}image")
    assert found.parts[image.attrib["{http://www.w3.org/1999/xlink}href"]].startswith(b"\x89PNG")


def test_a_chart_without_a_font_leaves_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROBES, "en", "\U0010ffff")
    found = of(chart())
    assert list(found.root.iter(f"{DRAW}frame")) == []
    assert len(found.body.tables) == 1


# Direction, language, properties


@pytest.mark.parametrize(("language", "mode"), [("en", "lr-tb"), ("ar", "rl-tb")])
def test_a_document_runs_as_its_language_does(language: str, mode: str) -> None:
    styles = of(language=language).part("styles.xml")
    modes = {
        one.get(f"{STYLE}writing-mode")
        for kind in ("paragraph-properties", "page-layout-properties", "table-properties")
        for one in styles.iter(f"{STYLE}{kind}")
    }
    assert modes - {None} == {mode}


@pytest.mark.parametrize(
    ("language", "text", "style"),
    [("en", HEBREW, "Point_rtl"), ("en", "42", "Point"), ("ar", "abc", "Point_ltr")],
)
def test_a_text_of_somebody_is_a_paragraph_in_its_direction(
    language: str, text: str, style: str
) -> None:
    assert of(Points((Point(text),)), language=language).paragraphs(style) == [text]


def test_names_of_another_direction_stay_isolated() -> None:
    found = of(Paragraph(f"{isolated('Ada')} with {isolated('ليلى')}"))
    assert found.paragraphs("Text_20_body") == [f"Ada with {isolated('ليلى')}"]


@pytest.mark.parametrize(
    ("language", "told"), [("en", {"language": "en", "country": "GB"}), ("ar", {"language": "en"})]
)
def test_a_file_says_its_language(language: str, told: dict[str, str]) -> None:
    found = of(language=language)
    assert found.part("meta.xml").findtext(f".//{DUBLIN}language") == language
    about = next(found.part("styles.xml").iter(f"{STYLE}text-properties")).attrib
    assert told.items() <= {key.removeprefix(FO): value for key, value in about.items()}.items()
    assert about[f"{STYLE}language-complex"] == "ar"


def test_the_properties_tell_what_it_is() -> None:
    record = consultation().record()
    about = read(record).part("meta.xml")
    assert about.findtext(f".//{DUBLIN}title") == record.title
    assert about.findtext(f".//{DUBLIN}subject") == "Summary"
    assert about.findtext(f".//{DUBLIN}creator") == record.host


def test_what_nobody_holds_is_by_the_product() -> None:
    about = Written(odt(replace(document(), host=""))).part("meta.xml")
    assert about.findtext(f".//{DUBLIN}creator") == "Plenary"


def test_every_page_has_its_number_with_what_it_is_of() -> None:
    styles = read(consultation().record()).part("styles.xml")
    for name in ("footer", "footer-first"):
        (foot,) = styles.iter(f"{STYLE}{name}")
        assert text_of(foot) == "Consultation on cybercrime · 23 February 2026\t1 / 1"


# Texts


@pytest.mark.parametrize("file", FILES)
def test_hostile_texts_are_only_text(file: str) -> None:
    text = read(hostile().record(), file).text
    for hostile_text in (SCRIPT, MARKUP, PIPES, HEBREW):
        assert hostile_text in text


def test_all_writings_are_kept() -> None:
    text = Written(odt(everything())).text
    for said in (*SAID.values(), *NAMES):
        assert said in text


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    "<>&'\"]{}%\x00\x0b\t\r\n\ufffe _x"
)


@given(TEXTS)
@settings(deadline=None)
def test_any_text_can_be_written(text: str) -> None:
    blocks = (
        Heading(text),
        Paragraph(text),
        Facts(((text, text),)),
        Table(text, (Column(text),), ((text,),), (text,)),
        Points((Point(text, text),)),
        Lines((Line("12:00", text, text, text),)),
    )
    assert len(of(*blocks).body.tables) == 1


def test_a_lone_surrogate_breaks_nothing() -> None:
    assert of(Paragraph("a\ud800b")).paragraphs("Text_20_body") == ["ab"]
