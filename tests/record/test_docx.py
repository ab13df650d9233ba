"""A Word file of real headings, lists and tables, in which every text is only text."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from live.domain.masking import MASK
from live.i18n import languages
from live.record.bidi import FIRST_STRONG_ISOLATE, POP_ISOLATE, plain
from live.record.bidi import given as isolated
from live.record.document import (
    Bar,
    Block,
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
from live.record.docx import docx
from live.record.fonts import PROBES
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.xml import legal
from tests.record.blocks import chart
from tests.record.contested import contested
from tests.record.hostile import HEBREW, LINES, MARKUP, PIPES, SCRIPT, hostile
from tests.record.office import DUBLIN, TERMS, WORD, Read, cells, find, style_of, text_of, value
from tests.record.sittings import Recorded, consultation, opened

FILES = [file for file in FORMATS if file.endswith(".docx")]
PARTS = {
    "body", "p", "pPr", "pStyle", "keepNext", "bidi", "jc", "r", "rPr", "rStyle", "rtl", "t", "br",
    "tbl", "tblPr", "tblStyle", "bidiVisual", "tblW", "tblLook", "tblGrid", "gridCol", "tr", "trPr",
    "cantSplit", "tblHeader", "tc", "tcPr", "tcW", "sectPr", "footerReference", "pgSz", "pgMar",
    "cols", "docGrid", "document", "tab", "tblLayout", "tblCaption", "headerReference", "titlePg",
    "drawing",
}  # fmt: skip
ARABIC = "ليلى"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EMBEDDED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def read(record: Record, file: str = "summary.docx", language: str = "en") -> Read:
    return Read(FORMATS[file].write(record, language))


def document(*blocks: Block, direction: str = "ltr") -> Read:
    language = "ar" if direction == "rtl" else "en"
    return Read(docx(Document("T", "S", language, direction, blocks, "F", 0)))


def table(*, total: bool = False) -> Table:
    columns = (Column("Who"), Column("How long", number=True))
    rows = (("Ada", Bar("2 min (67%)", 0.67)), ("Ben", "1 min"))
    return Table("Time", columns, rows, ("Together", "3 min") if total else ())


def footers(found: Read) -> list[str]:
    """Of the first page, and of the others."""
    names = [name for name in found.parts if "/footer" in name]
    assert len(names) == 2
    return names


# What is in it


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("here", [consultation(), contested(), hostile(), opened(), Recorded()])
def test_a_file_is_the_same_whenever_it_is_made(file: str, language: str, here: Recorded) -> None:
    record = here.record()
    assert FORMATS[file].write(record, language) == FORMATS[file].write(record, language)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("here", [consultation(), contested(), hostile(), opened(), Recorded()])
def test_a_file_is_made_of_known_parts(file: str, here: Recorded) -> None:
    found = read(here.record(), file)
    ours = {part.tag for part in found.root.iter() if part.tag.startswith(WORD)}
    assert {tag.removeprefix(WORD) for tag in ours} <= PARTS
    styles = {style.get(f"{WORD}styleId") for style in found.part("word/styles.xml")}
    assert {style_of(paragraph) for paragraph in found.paragraphs} <= styles
    assert {value(one, "tblPr/tblStyle") for one in found.tables} <= styles


@pytest.mark.parametrize("file", FILES)
def test_a_file_leads_nowhere_else(file: str) -> None:
    found = read(hostile().record(), file)
    relations = [text for name, text in found.parts.items() if name.endswith(".rels")]
    assert not any(b"External" in text for text in relations)
    assert not any("vba" in name or "thumbnail" in name for name in found.parts)


def test_the_summary_has_the_facts_of_the_session() -> None:
    here = consultation().record()
    found = read(here)
    assert found.of_style("Title") == [here.title]
    assert found.of_style("Subtitle") == ["Summary"]
    for fact in ("Ada Lovelace", "Engine Society", "Ready to go on?", "The agenda is adopted."):
        assert fact in found.text


def test_the_transcript_has_a_line_for_each_moment() -> None:
    found = read(consultation().record(), "transcript.docx")
    assert found.of_style("Heading1") == ["1. Opening", "2. Discussion"]
    assert any("Ada Lovelace" in line for line in found.of_style("List"))
    assert "Text to be revised.\nBy Friday." in found.of_style("ListContinue")


def test_headings_below_the_title_begin_at_the_first_level() -> None:
    found = document(Heading("Polls"), Heading("Which?", level=3))
    assert [found.of_style("Heading1"), found.of_style("Heading2")] == [["Polls"], ["Which?"]]


def test_every_block_is_written_in_a_style_of_its_own() -> None:
    found = document(
        Paragraph("All went well."),
        Facts((("Place", "Geneva"),)),
        Points((Point("Agreed.", "Ada"),)),
        Lines((Line("12:00", "Note", "by Ada", "Yes\nand no"),)),
    )
    assert found.of_style("Normal") == ["All went well."]
    assert found.of_style("Fact") == ["Place\tGeneva"]
    assert found.of_style("ListBullet") == ["Agreed."]
    assert found.of_style("Source") == ["Ada"]
    assert found.of_style("List") == ["12:00\tNote  by Ada"]
    assert found.of_style("ListContinue") == ["Yes\nand no"]
    assert found.of_style("Foot") == ["F"]


def test_a_name_at_the_end_of_a_line_does_not_join_the_next() -> None:
    found = document(
        Lines((Line("12:00", "Poll", f"Closed: {isolated('Which?')}\nYes: 2\nNo: 1"),))
    )
    assert found.of_style("List") == ["12:00\tPoll  Closed: Which?\nYes: 2\nNo: 1"]


def test_what_matters_less_is_set_smaller() -> None:
    found = document(Lines((Line("12:00", "Queue", "Ada asked.", minor=True),)))
    assert found.of_style("ListMinor") == ["12:00\tQueue  Ada asked."]


def test_a_label_is_strong() -> None:
    (paragraph,) = document(Lines((Line("12:00", "Note", "by Ada"),))).paragraphs[2:-1]
    strong = [run for run in paragraph.iter(f"{WORD}r") if find(run, "rPr/rStyle") is not None]
    assert [(text_of(run), value(run, "rPr/rStyle")) for run in strong] == [
        ("12:00", "Label"),
        ("Note", "Strong"),
    ]


# Tables


def test_a_table_stands_under_its_caption() -> None:
    found = document(table(total=True))
    assert found.of_style("Caption") == ["Time"]
    (one,) = found.tables
    told = [["Who", "How long"], ["Ada", "2 min (67%)"], ["Ben", "1 min"], ["Together", "3 min"]]
    assert list(cells(one)) == told


def test_only_the_first_row_is_repeated_as_the_header() -> None:
    for one in read(consultation().record()).tables:
        heads = [find(row, "trPr/tblHeader") is not None for row in one.iter(f"{WORD}tr")]
        assert heads == [True] + [False] * (len(heads) - 1)


def test_a_column_of_numbers_is_aligned_to_the_end() -> None:
    (one,) = document(table()).tables
    for row in one.iter(f"{WORD}tr"):
        text, number = (find(cell, "p/pPr/jc") for cell in row.iter(f"{WORD}tc"))
        assert text is None
        assert number is not None
        assert number.attrib[f"{WORD}val"] == "right"


@pytest.mark.parametrize("total", [True, False])
def test_a_table_says_whether_its_last_row_is_a_total(total: bool) -> None:
    (one,) = document(table(total=total)).tables
    look = find(one, "tblPr/tblLook")
    assert look is not None
    assert look.attrib[f"{WORD}lastRow"] == str(int(total))


def test_the_columns_fill_the_page() -> None:
    (one,) = document(table()).tables
    widths = [int(column.attrib[f"{WORD}w"]) for column in one.iter(f"{WORD}gridCol")]
    assert 9000 < sum(widths) <= 9071  # 16 cm


@pytest.mark.parametrize(
    ("count", "style"), [(4, "TableText"), (8, "TableTextDense"), (14, "TableTextDensest")]
)
def test_many_columns_are_set_in_smaller_letters(count: int, style: str) -> None:
    columns = tuple(Column(f"Column {nr}") for nr in range(count))
    found = document(Table("Wide", columns, (("x",) * count,)))
    assert len(found.of_style(style)) == 2 * count


def test_a_table_says_what_it_is() -> None:
    (one,) = document(table()).tables
    assert value(one, "tblPr/tblCaption") == "Time"


@pytest.mark.parametrize(
    ("rows", "kept"), [(3, [True, True, True, False]), (9, [True, *[False] * 9])]
)
def test_a_small_table_stays_on_one_page(rows: int, kept: list[bool]) -> None:
    whole = Table("Small", (Column("Who"),), (("Ada",),) * rows)
    (one,) = document(whole).tables
    found = [find(row, "tc/p/pPr/keepNext") is not None for row in one.iter(f"{WORD}tr")]
    assert found == kept


# Charts


def test_a_chart_is_a_picture_with_words_for_it() -> None:
    found = document(chart())
    (about,) = found.root.iter(f"{DRAWING}docPr")
    assert about.attrib["title"] == "Result"
    assert about.attrib["descr"] == "Bar chart. Yes, but: 50%"
    (shown,) = found.root.iter(f"{DRAWN}blip")
    relations = found.part("word/_rels/document.xml.rels")
    targets = {one.attrib["Id"]: one.attrib["Target"] for one in relations}
    assert found.parts[f"word/{targets[shown.attrib[EMBEDDED]]}"].startswith(b"\x89PNG")


def test_a_picture_is_as_wide_as_the_text() -> None:
    (extent,) = document(chart()).root.iter(f"{DRAWING}extent")
    assert int(extent.attrib["cx"]) == pytest.approx(160 * 36_000, rel=0.01)


def test_two_charts_have_a_picture_each() -> None:
    other = replace(chart(), drawn=replace(chart().drawn, rows=chart().drawn.rows[:2]))
    found = document(chart(), other)
    assert [one.attrib["id"] for one in found.root.iter(f"{DRAWING}docPr")] == ["1", "2"]
    assert len({one.attrib[EMBEDDED] for one in found.root.iter(f"{DRAWN}blip")}) == 2


def test_a_chart_without_a_font_leaves_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROBES, "en", "\U0010ffff")
    found = document(chart())
    assert list(found.root.iter(f"{DRAWN}blip")) == []
    assert len(found.tables) == 1


# Direction and language


def test_what_runs_to_the_left_says_so() -> None:
    found = document(Paragraph("نص"), table(), direction="rtl")
    assert all(find(paragraph, "pPr/bidi") is not None for paragraph in found.paragraphs)
    assert all(find(one, "tblPr/bidiVisual") is not None for one in found.tables)
    assert find(found.root, "body/sectPr/bidi") is not None
    for name in footers(found):
        foot = found.part(name).iter(f"{WORD}p")
        assert all(find(paragraph, "pPr/bidi") is not None for paragraph in foot)


def test_what_runs_to_the_right_has_no_such_mark() -> None:
    found = read(consultation().record())
    marks = {f"{WORD}{name}" for name in ("bidi", "bidiVisual", "rtl")}
    assert not marks & {part.tag for part in found.root.iter()}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_names_run_in_their_own_direction(direction: str) -> None:
    said = f"{isolated('Ada')} {isolated(ARABIC)} {isolated('42')}"
    (paragraph,) = document(Paragraph(said), direction=direction).paragraphs[2:-1]
    leftward = {
        text_of(run): find(run, "rPr/rtl") is not None for run in paragraph.iter(f"{WORD}r")
    }
    ours = direction == "rtl"
    assert leftward == {"Ada": False, " ": ours, ARABIC: True, "42": ours}


def test_a_withheld_name_stays_at_its_end_of_somebodys_words() -> None:
    found = document(Paragraph(isolated(f"{MASK} agrees with {MASK}.")), direction="rtl")
    [said] = [run for run in found.root.iter(f"{WORD}r") if "agrees" in text_of(run)]
    assert text_of(said) == f"\u200e{MASK} agrees with {MASK}.\u200e"
    assert find(said, "rPr/rtl") is None


@pytest.mark.parametrize(("text", "bidi"), [(HEBREW, True), ("42 costs", False), ("42", False)])
def test_a_text_of_somebody_is_a_paragraph_in_its_direction(text: str, bidi: bool) -> None:
    (paragraph,) = document(Points((Point(text),))).paragraphs[2:-1]
    assert (find(paragraph, "pPr/bidi") is not None) is bidi


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", languages())
def test_no_isolates_are_left(file: str, language: str) -> None:
    found = read(hostile().record(), file, language)
    assert not {FIRST_STRONG_ISOLATE, POP_ISOLATE} & set(found.text)


@pytest.mark.parametrize(
    ("language", "said"), [("en", ("en-GB", "ar-SA")), ("ar", ("ar", "ar"))], ids=("en", "ar")
)
def test_a_file_says_its_language(language: str, said: tuple[str, str]) -> None:
    found = read(consultation().record(), language=language)
    core = found.part("docProps/core.xml")
    assert core.findtext(f"{DUBLIN}language") == language
    (default,) = found.part("word/styles.xml").iter(f"{WORD}lang")
    assert (default.attrib[f"{WORD}val"], default.attrib[f"{WORD}bidi"]) == said


# Page and properties


def test_a_page_is_a4() -> None:
    size = find(read(opened().record()).root, "body/sectPr/pgSz")
    assert size is not None
    assert [int(size.attrib[f"{WORD}{side}"]) for side in "wh"] == [11906, 16838]


def test_every_page_has_its_number_with_what_it_is_of() -> None:
    found = read(consultation().record())
    for name in footers(found):
        foot = found.part(name)
        assert text_of(foot) == "Consultation on cybercrime · 23 February 2026\t1 / 1"
        fields = [field.attrib[f"{WORD}instr"] for field in foot.iter(f"{WORD}fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]


def test_the_first_page_has_nothing_above_its_title() -> None:
    found = read(consultation().record())
    heads = [text_of(found.part(name)) for name in found.parts if "/header" in name]
    assert sorted(heads) == ["", "Consultation on cybercrime\tSummary"]
    assert find(found.root, "body/sectPr/titlePg") is not None


def test_the_end_tells_where_it_comes_from() -> None:
    found = read(consultation().record())
    assert text_of(found.paragraphs[-1]).startswith("Made by Plenary on")


def test_the_properties_tell_what_it_is() -> None:
    record = consultation().record()
    core = read(record).part("docProps/core.xml")
    assert core.findtext(f"{DUBLIN}title") == record.title
    assert core.findtext(f"{DUBLIN}subject") == "Summary"
    assert core.findtext(f"{DUBLIN}creator") == record.host
    assert core.findtext(f"{DUBLIN}description") == ""
    made = datetime.fromtimestamp(record.made_at // 1000, UTC)
    assert core.findtext(f"{TERMS}created") == f"{made:%Y-%m-%dT%H:%M:%SZ}"


def test_a_title_of_any_length_is_a_property() -> None:
    found = Read(docx(Document("t" * 999, "S", "en", "ltr", (), "F", 0)))
    assert found.part("docProps/core.xml").findtext(f"{DUBLIN}title") == "t" * 255
    assert found.of_style("Title") == ["t" * 999]


# Texts


@pytest.mark.parametrize("file", FILES)
def test_hostile_texts_are_only_text(file: str) -> None:
    text = read(hostile().record(), file).text
    for hostile_text in (SCRIPT, MARKUP, PIPES, HEBREW, LINES.strip()):
        assert hostile_text in text


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.text(
    "<>&'\"]\x00\x0b\t\r\n\ufffe _x"
)


@given(TEXTS)
def test_any_text_stays_text(text: str) -> None:
    found = document(
        Heading(text),
        Paragraph(text),
        Facts(((text, text),)),
        Table(text, (Column(text),), ((text,),), (text,)),
        Points((Point(text, "source"),)),
        Lines((Line("12:00", text, text, "said"),)),
    )
    told = [*[text] * 9, "source", "12:00", text, text, "said"]
    assert squeezed([found.text]) == squeezed(["ST", *told, "F"])


def squeezed(texts: Iterable[str]) -> str:
    return "".join(legal(plain("".join(texts))).split())


def test_a_lone_surrogate_breaks_nothing() -> None:
    assert document(Paragraph("a\ud800b")).of_style("Normal") == ["ab"]


def test_the_files_within_have_no_date() -> None:
    content = FORMATS["summary.docx"].write(opened().record(), "en")
    with ZipFile(io.BytesIO(content)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
