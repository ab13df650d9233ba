"""What a line of the log holds, and what it never does."""

import io
import logging
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from live.logs import Json, Text, kind, request_id

SECRET = "Ada Lovelace"


def record(message: str, *args: object, fault: BaseException | None = None) -> logging.LogRecord:
    exc_info = (type(fault), fault, fault.__traceback__) if fault else None
    return logging.LogRecord("live.room", logging.INFO, "room.py", 1, message, args, exc_info)


def raised(how: Callable[[], object]) -> BaseException:
    try:
        how()
    except (LookupError, OSError, SQLAlchemyError, sqlite3.Error) as fault:
        return fault
    raise AssertionError("nothing was raised")


def refuse() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as first:
        raise KeyError(SECRET) from first


@pytest.fixture
def within() -> Iterator[str]:
    token = request_id.set("abcdef12")
    yield "abcdef12"
    request_id.reset(token)


def fields(line: str) -> dict[str, object]:
    return msgspec.json.decode(line, type=dict[str, object])


def test_a_line_says_when_it_is_of_no_request() -> None:
    assert Text().format(record("quiet")).endswith("Z INFO live.room: quiet")
    assert "request" not in fields(Json().format(record("quiet")))


def test_a_line_has_the_request_within_which_it_is_said(within: str) -> None:
    assert f"INFO live.room [{within}]: heard" in Text().format(record("heard"))
    assert fields(Json().format(record("heard")))["request"] == within


def test_a_line_is_one_line_whatever_it_holds() -> None:
    forged = record("said %s", "x\n2026-01-01 INFO forged")
    assert "\n" not in Text().format(forged)
    assert "\n" not in Json().format(forged)


@pytest.mark.parametrize("form", [Text(), Json()])
def test_a_fault_is_told_without_what_it_says(form: logging.Formatter) -> None:
    line = form.format(record("a fault in %s", "PostNote", fault=raised(refuse)))
    assert "KeyError" in line
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert SECRET not in line


def test_a_traceback_that_was_written_out_is_told_without_what_it_says() -> None:
    written = "".join(traceback.format_exception(raised(refuse)))
    line = Text().format(record("%s", written))
    assert "KeyError" in line
    assert "ValueError" in line
    assert "test_logs.py:" in line
    assert SECRET not in line


def test_a_fault_of_the_database_has_its_code() -> None:
    def ask() -> None:
        with create_engine("sqlite://").connect() as connection:
            connection.execute(text("SELECT :name FROM nowhere"), {"name": SECRET})

    fault = raised(ask)
    assert isinstance(fault, SQLAlchemyError)
    assert kind(fault) == "OperationalError SQLITE_ERROR"


def test_a_fault_of_the_system_has_its_number() -> None:
    assert kind(raised(Path(f"/nowhere/{SECRET}").read_bytes)) == "FileNotFoundError 2"


def test_a_bare_fault_of_sqlite_has_its_code() -> None:
    assert kind(raised(lambda: sqlite3.connect("/nowhere/at all"))) == (
        "OperationalError SQLITE_CANTOPEN"
    )


def test_fields_stand_beside_the_message() -> None:
    said = record("GET / 200")
    said.fields = {"status": 200}
    assert fields(Json().format(said))["status"] == 200


def test_the_fault_of_a_formatter_is_none_of_ours() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Text())
    handler.handle(record("%s of %s", "one", "two"))
    assert "one of two" in stream.getvalue()
