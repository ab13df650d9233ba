"""The data as spreadsheets: the numbers of the record."""

import csv
import io
from collections.abc import Sequence
from itertools import groupby

import pytest

from live.domain import people
from live.record.formats import FORMATS
from live.record.model import Record
from tests.domain.occasion import chair
from tests.record.contested import contested
from tests.record.hostile import FORMULA, LINES, SCRIPT, TEXTS, hostile
from tests.record.sittings import Recorded, ada, ben, cai, consultation, dee, opened
from tests.record.test_sheet import read

SHEETS = [file for file in FORMATS if file.endswith(".csv")]


def rows(record: Record, file: str) -> list[dict[str, str]]:
    header, *lines = read(FORMATS[file].write(record, "en"))
    return [dict(zip(header, line, strict=True)) for line in lines]


def column(table: Sequence[dict[str, str]], name: str) -> list[str]:
    return [row[name] for row in table]


def test_every_turn_is_a_row() -> None:
    record = consultation().record()
    table = rows(record, "turns.csv")
    assert column(table, "turn") == [turn.id for turn in record.turns]
    assert table[2] == {
        "nr": "3",
        "turn": record.turns[2].id,
        "item": "Discussion",
        "person": "Cai Lun",
        "organisation": "Paper Institute",
        "group": "Academia",
        "region": "Global",
        "kind": "question",
        "about": "evidence",
        "start": "2026-02-23T13:37:53.000+01:00",
        "end": "2026-02-23T13:38:58.000+01:00",
        "spoken_seconds": "65.000",
        "person_id": "cai",
        "request": record.turns[2].request,
        "capacity": "",
        "on_behalf_of": "",
        "language": "",
        "source": "",
        "limit_seconds": "180.000",
        "over_seconds": "0.000",
        "pauses": "0",
        "paused_seconds": "0.000",
        "interrupts": "",
        "interrupted_by": "",
        "category": "",
        "corrected": "no",
    }


def test_a_turn_that_was_interrupted_says_so() -> None:
    record = contested().record()
    ours, theirs, *_ = rows(record, "turns.csv")
    told = {
        "capacity": "on_behalf",
        "on_behalf_of": "Africa Group",
        "language": "French",
        "limit_seconds": "90.000",
        "over_seconds": "10.000",
        "pauses": "1",
        "paused_seconds": "60.000",
        "interrupted_by": theirs["turn"],
    }
    assert told.items() <= ours.items()
    assert {"source": "call", "interrupts": ours["turn"]}.items() <= theirs.items()


def test_who_never_joined_is_a_guest() -> None:
    table = rows(contested().record(), "people.csv")
    guests = [(row["name"], row["joined"]) for row in table if row["state"] == "guest"]
    assert guests == [("", ""), ("Gil Vicente", ""), ("Robert", ""), ("D.", ""), ("Mistake", "")]


def test_spoken_seconds_add_up() -> None:
    record = consultation().record()
    table = rows(record, "turns.csv")
    spoken = [float(row["spoken_seconds"]) for row in table if row["kind"] != "point_of_order"]
    assert sum(spoken) * 1000 == record.spoken_ms


def test_the_turn_that_is_on_has_an_empty_end() -> None:
    here = opened()
    here.take_the_floor(ada)
    assert column(rows(here.record(), "turns.csv"), "end") == [""]


def of_scope(scope: str, poll: str) -> list[dict[str, str]]:
    table = rows(consultation().record(), "polls.csv")
    return [row for row in table if (row["scope"], row["poll"]) == (scope, poll)]


def test_votes_are_counted_for_each_option() -> None:
    found = [(row["option"], row["votes"], row["percent"]) for row in of_scope("total", "1")]
    assert found == [("Yes", "2", "66.7"), ("No", "1", "33.3")]


def test_the_break_down_of_a_named_poll_adds_up() -> None:
    for option in ("Yes", "No"):
        sums = [
            sum(int(row["votes"]) for row in of_scope(scope, "1") if row["option"] == option)
            for scope in ("total", "group", "region")
        ]
        assert len(set(sums)) == 1


def test_a_named_poll_tells_who_chose_what() -> None:
    found = {(row["person_id"], row["of"], row["option"]) for row in of_scope("ballot", "1")}
    assert found == {
        (ada.id, "Ada Lovelace", "Yes"),
        (ben.id, "Ben Okri", "Yes"),
        (cai.id, "Cai Lun", "No"),
    }


def test_a_secret_poll_tells_nobodys_choice() -> None:
    assert of_scope("ballot", "2") == []


def test_small_groups_of_a_secret_poll_have_no_counts() -> None:
    found = {(row["of"], row["votes"], row["percent"]) for row in of_scope("group", "2")}
    assert found == {("Academia + Civil society + Government", "", "")}


def test_those_who_stated_no_region_are_counted_as_such() -> None:
    assert "not stated" in {row["of"] for row in of_scope("region", "1")}


def test_of_a_result_that_was_not_published_only_is_told_how_many_voted() -> None:
    [row] = of_scope("total", "3")
    assert (row["state"], row["published"], row["option"], row["votes"]) == ("closed", "", "", "")
    assert row["voters"] != ""
    assert row["fingerprint"] != ""


def test_a_poll_that_is_open_has_no_counts() -> None:
    here = opened()
    here.open_poll()
    [row] = rows(here.record(), "polls.csv")
    assert (row["state"], row["option"], row["votes"]) == ("open", "", "")


def test_every_note_is_a_row() -> None:
    record = consultation().record()
    table = rows(record, "notes.csv")
    assert column(table, "text") == [note.text for note in record.notes]
    assert column(table, "tag") == ["point", "question", "action", "decision"]
    assert set(column(table, "author")) == {"Scribe Person"}


def test_a_note_made_while_somebody_spoke_names_them() -> None:
    here = opened()
    here.take_the_floor(ada)
    here.note("As said.")
    [row] = rows(here.record(), "notes.csv")
    assert (row["speaker"], row["speaker_organisation"]) == ("Ada Lovelace", "Engine Society")


def test_everybody_is_a_row() -> None:
    table = rows(consultation().record(), "people.csv")
    states = {role: [row["state"] for row in of] for role, of in groupby(table, _role)}
    assert states == {
        "participant": ["present", "present", "left", "present"],
        "moderator": ["present"],
        "rapporteur": ["present"],
    }
    assert [bool(row["left"]) for row in table] == [False, False, True, False, False, False]


def _role(row: dict[str, str]) -> str:
    return row["role"]


def test_who_was_sent_out_is_marked() -> None:
    here = opened()
    here.do(chair, people.RemovePerson(dee.id))
    found = {row["person_id"]: row["state"] for row in rows(here.record(), "people.csv")}
    assert found[dee.id] == "removed"


@pytest.mark.parametrize("file", SHEETS)
def test_data_are_the_same_in_every_language(file: str) -> None:
    record = consultation().record()
    assert FORMATS[file].write(record, "ar") == FORMATS[file].write(record, "en")


@pytest.mark.parametrize("file", SHEETS)
def test_no_cell_is_a_formula(file: str) -> None:
    content = FORMATS[file].write(hostile().record(), "en").decode("utf-8-sig")
    found = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
    assert not [cell for cell in found if cell.startswith(tuple("=+-@\t\r\n"))]


def test_hostile_texts_come_back_as_they_were() -> None:
    record = hostile().record()
    assert sorted(column(rows(record, "notes.csv"), "text")) == sorted(
        text.strip() for text in TEXTS
    )
    mallory = {row["person_id"]: row for row in rows(record, "people.csv")}["mallory"]
    assert mallory["organisation"] == FORMULA
    assert mallory["name"].startswith(SCRIPT)
    assert LINES.strip() in column(rows(record, "notes.csv"), "text")


@pytest.mark.parametrize("file", SHEETS)
def test_an_empty_session_is_a_header_with_nothing_below(file: str) -> None:
    assert rows(Recorded().record(), file) == []
