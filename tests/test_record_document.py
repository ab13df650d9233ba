"""docs/record.md names the files of the record, and what is in them."""

import csv
import io
from pathlib import Path

import msgspec
import pytest

from live.record.formats import FORMATS
from live.record.model import Record
from tests.document import Page, names, rows
from tests.record.sittings import consultation

PAGE = Page(Path(__file__).parent.parent / "docs" / "record.md")
SHEETS = [file for file in FORMATS if file.endswith(".csv")]


def first_cells(text: str) -> list[str]:
    return [name for cell in rows(text) for name in names(f"`{cell}`")]


def test_every_file_is_told() -> None:
    assert first_cells(PAGE.section("The record", 1).partition("\n## ")[0]) == list(FORMATS)


@pytest.mark.parametrize("file", SHEETS)
def test_every_column_of_a_sheet_is_told(file: str) -> None:
    (told,) = rows(PAGE.section("CSV"))[file]
    written = FORMATS[file].write(consultation().record(), "en").decode("utf-8-sig")
    assert names(told) == next(csv.reader(io.StringIO(written)))


def test_every_field_of_the_json_is_told() -> None:
    told = first_cells(PAGE.section("`record.json`"))
    assert set(told) == {field.encode_name for field in msgspec.structs.fields(Record)}
