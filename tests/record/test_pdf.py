"""A PDF that can be listened to and kept, in which every text is only text."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from live.i18n import languages
from live.record import fonts
from live.record.bidi import given as isolated
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
from live.record.fonts import PROBES, FontMissing
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.pdf import Pdf, pdf
from live.record.typesetting import compiler, drawable
from tests.record.blocks import chart, document, everything, table
from tests.record.contested import contested
from tests.record.hostile import MARKUP, SCRIPT, hostile
from tests.record.office import parts
from tests.record.papers import NO_GLYPH, Paper, flowing
from tests.record.sittings import Recorded, consultation, opened

FILES = [file for file in FORMATS if file.endswith(".pdf")]
STANDARDS = {"pdfuaid:part": "1", "pdfaid:part": "2", "pdfaid:conformance": "A"}
COURSES = [consultation(), contested(), hostile(), opened(), Recorded()]


def read(record: Record, file: str = "summary.pdf", language: str = "en") -> Paper:
    return Paper(FORMATS[file].write(record, language))


def standards(paper: Paper) -> dict[str, str]:
    found = re.findall(r"<(pdf\w+:(?:part|conformance))>(\w+)<", paper.metadata)
    return dict(found)


# What is in it


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("here", COURSES)
def test_a_file_is_the_same_whenever_it_is_made(file: str, language: str, here: Recorded) -> None:
    record = here.record()
    assert FORMATS[file].write(record, language) == FORMATS[file].write(record, language)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("here", COURSES)
def test_a_file_keeps_to_its_standards(file: str, language: str, here: Recorded) -> None:
    assert standards(read(here.record(), file, language)) == STANDARDS


def test_the_summary_has_the_facts_of_the_session() -> None:
    here = consultation().record()
    text = read(here).text
    for fact in (here.title, "Ada Lovelace", "Engine Society", "Ready to go on?"):
        assert fact in text
    assert "The agenda is adopted." in text


def test_the_transcript_has_a_line_for_each_moment() -> None:
    found = read(consultation().record(), "transcript.pdf")
    assert found.bookmarks == ["1. Opening", "2. Discussion"]
    assert "Text to be revised. By Friday." in found.text


@pytest.mark.parametrize("file", FILES)
def test_hostile_texts_are_only_text(file: str) -> None:
    text = read(hostile().record(), file).text
    assert SCRIPT in text
    assert MARKUP in text
    assert "# heading - list 1. number" in text


def test_markup_of_typst_is_only_text() -> None:
    said = '#panic("x") $x$ = h\n- a /* b */ // c `d` <e> @f \\ #import "g" *h*'
    assert flowing(said) in Paper(pdf(document(Points((Point(said),))))).text


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text('#$*_`<@\\"\x00\t\r\n\u202e')


@given(TEXTS)
@settings(deadline=None)
def test_any_text_can_be_set(text: str) -> None:
    blocks = (
        Heading(text),
        Paragraph(text),
        Facts(((text, text),)),
        Table(text, (Column(text),), ((text,),), (text,)),
        Points((Point(text, text),)),
        Lines((Line("12:00", text, text, text),)),
    )
    assert Paper(pdf(document(*blocks))).named("Table")


# Structure


def test_headings_make_the_bookmarks() -> None:
    assert Paper(pdf(everything())).bookmarks == ["Overview", "Points", "Time", "Course"]


def test_headings_are_tagged_by_their_level() -> None:
    found = Paper(pdf(document(Heading("A"), Heading("B", level=3), Heading("C", level=4))))
    assert [tag.name for tag in found.tags if tag.name[0] == "H"] == ["H1", "H2", "H3"]


def test_many_headings_are_listed_before_the_first() -> None:
    few = Paper(pdf(document(*(Heading(f"Part {nr}") for nr in range(7)))))
    many = Paper(pdf(document(Paragraph("Before."), *(Heading(f"Part {nr}") for nr in range(8)))))
    assert not few.named("TOC")
    assert many.named("TOC")
    assert many.text.index("Before.") < many.text.index("Part 0")


def test_a_table_has_a_caption_with_header_cells() -> None:
    (one,) = Paper(pdf(document(table(total=True)))).named("Table")
    assert one.kinds.count("Caption") == 1
    assert one.kinds.count("TH") == 2
    assert one.kinds.count("TR") == 4


def test_the_header_of_a_long_table_is_on_each_of_its_pages() -> None:
    rows = tuple((f"Person {nr}", "1") for nr in range(120))
    long = Table("Time", (Column("Speakers"), Column("Turns", number=True)), rows)
    found = Paper(pdf(document(long)))
    assert len(found.drawn) > 2
    for page in found.drawn:
        assert "Speakers" in page.get_textpage().get_text_bounded()


def test_points_are_a_list() -> None:
    (one,) = Paper(pdf(document(Points((Point("Agreed.", "Ada"), Point("Noted.")))))).named("L")
    assert one.kinds.count("LI") == 2


def test_a_table_of_many_columns_fits_the_page() -> None:
    titles = ("Group", "Voted", *(f"{nr}. Considerations" for nr in range(1, 13)))
    row = ("Academia", "12 of 20", *(f"{nr} (10%)" for nr in range(12)))
    columns = tuple(Column(title, number=nr > 0) for nr, title in enumerate(titles))
    found = Paper(pdf(document(Table("Result", columns, (row,)))))
    assert len(found.drawn) == 1
    assert "12 of 20" in found.text


def test_a_chart_is_drawn_above_its_table_with_words_for_it() -> None:
    found = Paper(pdf(document(chart())))
    (drawing,) = found.named("Figure")
    (table,) = found.named("Table")
    assert drawing.alternative == "Bar chart. Yes, but: 50%"
    assert found.tags.index(drawing) < found.tags.index(table)
    assert found.text.count("50%") == 2


# Page, language, properties


def test_a_page_is_a4() -> None:
    width, height = Paper(pdf(document())).drawn[0].get_size()
    assert (round(width), round(height)) == (595, 842)


def test_every_page_has_its_number_with_what_it_is_of() -> None:
    found = read(consultation().record())
    pages = len(found.drawn)
    for nr, page in enumerate(found.drawn, 1):
        text = page.get_textpage().get_text_bounded()
        assert f"{nr} / {pages}" in text
        assert "Consultation on cybercrime · 23 February 2026" in text


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("ar", "ar")])
def test_a_file_says_its_language(language: str, tag: str) -> None:
    assert read(consultation().record(), language=language).root["/Lang"] == tag


def test_the_properties_tell_what_it_is() -> None:
    record = consultation().record()
    about = read(record).file.metadata
    assert about is not None
    assert about.title == record.title
    assert about.subject == "Summary"
    assert about.author == record.host
    assert about.creation_date == datetime.fromtimestamp(record.made_at // 1000, UTC)


def test_what_nobody_holds_is_by_the_product() -> None:
    about = Paper(pdf(Document("T", "S", "en", "ltr", (), "F", 0))).file.metadata
    assert about is not None
    assert about.author == "Plenary"


# Writing


@pytest.mark.parametrize("language", PROBES)
def test_every_language_of_the_united_nations_can_be_written(language: str) -> None:
    line = PROBES[language]
    found = Paper(pdf(document(Heading(line), Paragraph(line))))
    assert standards(found) == STANDARDS
    assert NO_GLYPH not in set(found.glyphs)


@pytest.mark.parametrize("language", languages())
def test_typst_has_nothing_to_warn_of(language: str) -> None:
    made = everything(language)
    setter = compiler("document.typ", Pdf(made.direction).document(made))
    _, warnings = setter.compile_with_warnings(format="pdf")
    assert [warning.message for warning in warnings] == []


@pytest.mark.parametrize("language", languages())
def test_no_sign_is_missing(language: str) -> None:
    found = Paper(pdf(everything(language)))
    assert NO_GLYPH not in set(found.glyphs)
    for word in ("代表们强调", "Представители", "garanties", "garantías", "张伟", "Œuvrard"):
        assert word in found.text


def test_arabic_can_be_copied_as_it_was_written() -> None:
    found = Paper(pdf(document(Paragraph("مكتب بيروت ضمانات إجرائية حداد ليلى"), language="ar")))
    copied = found.file.pages[0].extract_text()
    for word in ("مكتب", "بيروت", "ضمانات", "إجرائية", "حداد", "ليلى"):
        assert word in copied


def test_an_emoji_that_no_font_has_is_named() -> None:
    drawn = "\N{THUMBS UP SIGN}" in fonts.anybodys()
    assert drawable("\N{THUMBS UP SIGN}") == ("\N{THUMBS UP SIGN}" if drawn else "[thumbs up sign]")


def test_a_sign_that_no_font_has_is_replaced() -> None:
    assert drawable("a\U00016d40b") in ("a\ufffdb", "ab", "a\U00016d40b")


def test_control_characters_are_left_out() -> None:
    assert drawable("a\x07b\x1b\ue000") == "ab"


def test_isolates_stay_with_line_ends() -> None:
    assert drawable(f"{isolated('ليلى')}\nnext") == f"{isolated('ليلى')}\nnext"


def test_signs_that_no_one_font_joins_cost_the_standards_only() -> None:
    found = Paper(pdf(document(Paragraph("\u065d\u32ad\u1dca"))))
    assert standards(found) == {}
    assert found.tags


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> None:
    """English, with a sign that no font has."""
    monkeypatch.setitem(PROBES, "en", "\U0010ffff")


@pytest.mark.usefixtures("unwritable")
def test_a_language_without_a_font_is_refused() -> None:
    with pytest.raises(FontMissing):
        pdf(document())


@pytest.mark.usefixtures("unwritable")
def test_the_archive_goes_without_what_cannot_be_written() -> None:
    found = parts(FORMATS["record.zip"].write(opened().record(), "en"))
    assert "summary.docx" in found
    assert "summary.pdf" not in found
