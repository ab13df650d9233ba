"""A Word file of real headings, lists and tables, in which every text is only text."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.xml import legal
from tests.record.contested import contested
from tests.record.hostile import HEBREW, LINES, MARKUP, PIPES, SCRIPT, hostile
from tests.record.office import DUBLIN, TERMS, WORD, Read, cells, find, style_of, text_of, value
from tests.record.sittings import Recorded, consultation, opened

FILES = [file for file in FORMATS if file.endswith(".docx")]
PARTS = {
    "body", "p", "pPr", "pStyle", "keepNext", "bidi", "jc", "r", "rPr", "rStyle", "rtl", "t", "br",
    "tbl", "tblPr", "tblStyle", "bidiVisual", "tblW", "tblLook", "tblGrid", "gridCol", "tr", "trPr",
    "cantSplit", "tblHeader", "tc", "tcPr", "tcW", "sectPr", "footerReference", "pgSz", "pgMar",
    "cols", "docGrid", "document",
}  # fmt: skip
ARABIC = "ليلى"


def read(record: Record, file: str = "summary.docx", language: str = "en") -> Read:
    return Read(FORMATS[file].write(record, language))


def document(*blocks: Block, direction: str = "ltr") -> Read:
    language = "ar" if direction == "rtl" else "en"
    return Read(docx(Document("T", "S", language, direction, blocks, "F", 0)))


def table(*, total: bool = False) -> Table:
    columns = (Column("Who"), Column("How long", number=True))
    rows = (("Ada", Bar("2 min (67%)", 0.67)), ("Ben", "1 min"))
    return Table("Time", columns, rows, ("Together", "3 min") if total else ())


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
    assert {part.tag.removeprefix(WORD) for part in found.root.iter()} <= PARTS
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
    assert found.of_style("NoSpacing") == ["Place: Geneva"]
    assert found.of_style("ListBullet") == ["Agreed."]
    assert found.of_style("List") == ["12:00 Note: by Ada"]
    assert found.of_style("ListContinue") == ["Ada", "Yes\nand no"]


def test_a_label_is_strong() -> None:
    (paragraph,) = document(Facts((("Place", "Geneva"),))).paragraphs[2:]
    strong = [run for run in paragraph.iter(f"{WORD}r") if find(run, "rPr/rStyle") is not None]
    assert [(text_of(run), value(run, "rPr/rStyle")) for run in strong] == [("Place", "Strong")]


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
    assert widths[0] > widths[1]


# Direction and language


def test_what_runs_to_the_left_says_so() -> None:
    found = document(Paragraph("نص"), table(), direction="rtl")
    assert all(find(paragraph, "pPr/bidi") is not None for paragraph in found.paragraphs)
    assert all(find(one, "tblPr/bidiVisual") is not None for one in found.tables)
    assert find(found.root, "body/sectPr/bidi") is not None
    foot = found.part("word/footer1.xml").iter(f"{WORD}p")
    assert all(find(paragraph, "pPr/bidi") is not None for paragraph in foot)


def test_what_runs_to_the_right_has_no_such_mark() -> None:
    found = read(consultation().record())
    marks = {f"{WORD}{name}" for name in ("bidi", "bidiVisual", "rtl")}
    assert not marks & {part.tag for part in found.root.iter()}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_names_run_in_their_own_direction(direction: str) -> None:
    said = f"{isolated('Ada')} {isolated(ARABIC)} {isolated('42')}"
    (paragraph,) = document(Paragraph(said), direction=direction).paragraphs[2:]
    leftward = {
        text_of(run): find(run, "rPr/rtl") is not None for run in paragraph.iter(f"{WORD}r")
    }
    ours = direction == "rtl"
    assert leftward == {"Ada": False, " ": ours, ARABIC: True, "42": ours}


@pytest.mark.parametrize(("text", "bidi"), [(HEBREW, True), ("42 costs", False), ("42", False)])
def test_a_text_of_somebody_is_a_paragraph_in_its_direction(text: str, bidi: bool) -> None:
    (paragraph,) = document(Points((Point(text),))).paragraphs[2:]
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


def test_every_page_tells_where_it_comes_from_with_its_number() -> None:
    found = read(consultation().record())
    foot = found.part("word/footer1.xml")
    assert "Made by Plenary on" in text_of(foot)
    fields = [field.attrib[f"{WORD}instr"] for field in foot.iter(f"{WORD}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_properties_tell_what_it_is() -> None:
    record = consultation().record()
    core = read(record).part("docProps/core.xml")
    assert core.findtext(f"{DUBLIN}title") == record.title
    assert core.findtext(f"{DUBLIN}subject") == "Summary"
    assert core.findtext(f"{DUBLIN}creator") == "Plenary"
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
    told = [*[text] * 2, text, ":", *[text] * 6, "source", "12:00", text, ":", text, "said"]
    assert squeezed([found.text]) == squeezed(["TS", *told])


def squeezed(texts: Iterable[str]) -> str:
    return "".join(legal(plain("".join(texts))).split())


def test_a_lone_surrogate_breaks_nothing() -> None:
    assert document(Paragraph("a\ud800b")).of_style("Normal") == ["ab"]


def test_the_files_within_have_no_date() -> None:
    content = FORMATS["summary.docx"].write(opened().record(), "en")
    with ZipFile(io.BytesIO(content)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
