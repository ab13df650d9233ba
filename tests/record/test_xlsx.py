"""A workbook of typed cells that computes nothing."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.record.formats import FORMATS
from live.record.model import Record
from live.record.sheet import Cell
from live.record.xlsx import MOST_UNITS, xlsx
from live.record.xml import legal
from tests.record.contested import contested
from tests.record.hostile import FORMULA, SCRIPT, TEXTS, hostile
from tests.record.office import DUBLIN, SHEET, TERMS, Typed, Workbook
from tests.record.sittings import Recorded, consultation, opened

SHEETS = ("turns", "polls", "notes", "people", "captions")
WHOLE = [consultation(), contested(), hostile(), opened(), Recorded()]
every_sheet = pytest.mark.parametrize("name", SHEETS)


def book(record: Record) -> Workbook:
    return Workbook(FORMATS["record.xlsx"].write(record, "en"))


def read(*rows: Sequence[Cell], title: str = "T") -> list[list[Typed]]:
    columns = [f"c{nth}" for nth in range(max(map(len, rows)))]
    return Workbook(xlsx(title, 0, [("one", columns, iter(rows))])).rows("one")[1:]


def formats(*rows: Sequence[Cell]) -> Iterator[str]:
    made = Workbook(xlsx("T", 0, [("one", ["c"] * len(rows[0]), iter(rows))]))
    for cell in made.sheets["one"].iter(f"{SHEET}c"):
        if code := made.format_of(cell):
            yield code


# The same as the tables


@pytest.mark.parametrize("here", WHOLE)
def test_a_workbook_has_a_sheet_for_each_table(here: Recorded) -> None:
    assert tuple(book(here.record()).sheets) == SHEETS


@every_sheet
@pytest.mark.parametrize("here", WHOLE)
def test_a_sheet_says_what_its_table_says(here: Recorded, name: str) -> None:
    record = here.record()
    table = FORMATS[f"{name}.csv"].write(record, "en").decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(table, newline=""))
    found, *typed = book(record).rows(name)
    assert found == header
    for row, told in zip(typed, rows, strict=True):
        cells = [*map(as_text, row), *[""] * (len(told) - len(row))]
        assert cells == list(map(unmarked, told))


def as_text(cell: Typed) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.isoformat(timespec="milliseconds")
        case _:
            return plainest(cell)


def plainest(told: str | Decimal) -> str:
    """A number without the places that say nothing: ``65`` of ``65.000``."""
    text = str(told)
    whole, point, places = text.partition(".")
    digits = whole.isdigit() and places.isdigit()
    return f"{whole}.{places}".rstrip("0").rstrip(".") if point and digits else text


def unmarked(told: str) -> str:
    return plainest(told.removeprefix("'"))


# Types


def test_numbers_times_and_truths_are_typed() -> None:
    record = consultation().record()
    turn = book(record).table("turns")[2]
    assert turn["nr"] == Decimal(3)
    assert turn["spoken_seconds"] == Decimal(65)
    zone = ZoneInfo(record.time_zone)
    assert turn["start"] == datetime(2026, 2, 23, 13, 37, 53, tzinfo=zone)
    assert [row["secret"] for row in book(record).table("polls")][::99] == [False]
    assert turn["about"] == "evidence"
    assert turn["language"] is None


def test_a_time_is_that_of_the_clock_with_the_offset_in_its_format() -> None:
    at = datetime(2026, 7, 1, 12, 0, 0, 7000, tzinfo=ZoneInfo("Asia/Kolkata"))
    assert read([at]) == [[at]]
    assert list(formats([at])) == ['yyyy\\-mm\\-dd\\ hh:mm:ss.000"+05:30"']


def test_times_of_two_offsets_have_two_formats() -> None:
    zone = ZoneInfo("Europe/Berlin")
    winter, summer = (datetime(2026, month, 1, tzinfo=zone) for month in (1, 7))
    assert [code[-8:] for code in formats([winter, summer, winter])] == [
        '"+01:00"',
        '"+02:00"',
        '"+01:00"',
    ]


def test_a_decimal_shows_as_many_places_as_it_has() -> None:
    assert list(formats([Decimal("65.000"), Decimal("7.5"), Decimal(3)])) == ["0.000", "0.0"]
    assert read([Decimal("65.000"), Decimal("7.5"), 3]) == [[Decimal(65), Decimal("7.5"), 3]]


def test_an_empty_cell_is_not_there() -> None:
    assert read([None, "", "x"]) == [[None, None, "x"]]


# How it reads


@every_sheet
def test_the_header_stays_in_view(name: str) -> None:
    sheet = book(consultation().record()).sheets[name]
    (pane,) = sheet.iter(f"{SHEET}pane")
    assert (pane.attrib["state"], pane.attrib["ySplit"]) == ("frozen", "1")


@every_sheet
def test_every_column_can_be_filtered(name: str) -> None:
    found = book(consultation().record())
    (filtered,) = found.sheets[name].iter(f"{SHEET}autoFilter")
    last = list(next(found.sheets[name].iter(f"{SHEET}row")))[-1].attrib["r"].rstrip("1")
    assert filtered.attrib["ref"] == f"A1:{last}{len(found.rows(name))}"


@every_sheet
def test_only_the_header_is_bold(name: str) -> None:
    found = book(consultation().record())
    rows = list(found.sheets[name].iter(f"{SHEET}row"))
    bold = [{int(cell.attrib["s"]) in found.bold for cell in row} for row in rows]
    assert bold == [{True}] + [{False}] * (len(rows) - 1)


@every_sheet
def test_a_column_is_as_wide_as_what_is_in_it(name: str) -> None:
    for column in book(hostile().record()).sheets[name].iter(f"{SHEET}col"):
        assert 8 <= float(column.attrib["width"]) <= 61


def test_the_properties_tell_what_it_is() -> None:
    record = consultation().record()
    core = book(record).part("docProps/core.xml")
    made = datetime.fromtimestamp(record.made_at // 1000, UTC)
    assert core.findtext(f"{DUBLIN}title") == record.title
    assert core.findtext(f"{TERMS}created") == f"{made:%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize("here", WHOLE)
def test_a_workbook_is_the_same_whenever_it_is_made(here: Recorded) -> None:
    record = here.record()
    write = FORMATS["record.xlsx"].write
    assert write(record, "en") == write(record, "ar")


# Texts


@pytest.mark.parametrize("here", WHOLE)
def test_nothing_is_computed_or_fetched(here: Recorded) -> None:
    found = book(here.record())
    known = {"worksheet", "dimension", "sheetViews", "sheetView", "pane", "selection", "cols"}
    known |= {"sheetFormatPr", "col", "sheetData", "row", "c", "v", "autoFilter", "pageMargins"}
    for sheet in found.sheets.values():
        assert {part.tag.removeprefix(SHEET) for part in sheet.iter()} <= known
    relations = [text for name, text in found.parts.items() if name.endswith(".rels")]
    assert not any(b"External" in text for text in relations)
    assert not any(name.endswith(".bin") or "externalLinks" in name for name in found.parts)


def test_hostile_texts_are_only_text() -> None:
    found = book(hostile().record())
    assert {row["text"] for row in found.table("notes")} == set(TEXTS)
    assert {SCRIPT, FORMULA} <= {row["about"] for row in found.table("turns")}


TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.text("<>&'\"=+-@]\x00\t\n\ufffe_x0A")


@given(st.lists(TEXT.filter(legal), min_size=1, max_size=30))
def test_any_text_comes_back(texts: list[str]) -> None:
    written = [legal(text).replace("\r\n", "\n").replace("\r", "\n") for text in texts]
    assert read(*[[text] for text in texts]) == [[text] for text in written]


@pytest.mark.parametrize("text", ["=1+1", "http://e.example", "mailto:a@b.example", "007", "{=1}"])
def test_what_looks_like_more_is_a_text(text: str) -> None:
    assert read([text]) == [[text]]


@pytest.mark.parametrize("sign", ["a", "\U0001f600"])
def test_a_text_that_no_cell_could_hold_is_cut(sign: str) -> None:
    ((cell,),) = read([sign * 40_000])
    assert isinstance(cell, str)
    assert set(cell) == {sign}
    assert MOST_UNITS - 1 <= len(cell.encode("utf-16-le")) // 2 <= MOST_UNITS


def test_signs_that_xml_cannot_hold_break_nothing() -> None:
    assert read(["a\ud800\x00b"], title="\x00\ud800") == [["ab"]]
