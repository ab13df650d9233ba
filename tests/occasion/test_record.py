"""The record of the model occasion, fact by fact, in every format."""

import csv
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook

from live.record.formats import FORMATS
from live.record.model import Record
from tests.occasion.calls import teams, zoom
from tests.occasion.day import Day, held
from tests.occasion.imported import take_in
from tests.occasion.people import EVERYBODY, OLGA, SPEAKERS
from tests.occasion.readers import read, squeezed
from tests.occasion.script import DRAFTED, ITEMS, SPEECHES

SUMMARIES = [name for name in FORMATS if name.startswith("summary.")]
TRANSCRIPTS = [name for name in FORMATS if name.startswith("transcript.")]
TOLD = [name for name in TRANSCRIPTS if name.rpartition(".")[2] not in ("vtt", "srt")]

FACTS = {
    "title": "Pan-regional stakeholder consultation on the convention against cybercrime",
    "date": "Monday, 23 February 2026",
    "place": "Virtual meeting",
    "host": "Secretariat of the Convention",
    "languages": "English and Arabic",
    "who was represented": "31 participants took part, from 5 stakeholder groups and 4 regions.",
    "who spoke": "9 speakers made 10 interventions",
    "a decision": "The agenda is adopted as circulated.",
    "a point": "Small providers cannot answer requests within 24 hours.",
    "a risk": "Journalists have been charged under cybercrime laws.",
    "a quote": "“A weakness that is made for one is a weakness for all.”",
    "a question": "Who keeps the chain of custody when data crosses a border twice?",
    "its answer": "The requesting state keeps it, with a record of each transfer.",
    "an action": "Redraft the definition of service provider.",
    "when it is due": "6 March 2026",
    "another action": "Publish the timetable of the drafting.",
    "whose it is": "Secretariat",
    "the prose": DRAFTED,
    "a poll": "Should access to stored content need the authorisation of a court?",
    "how many voted": "31 of 31 voted (100%).",
    "a poll that was not published": "10 of 31 voted (32%). The result was not published.",
    "a statement in writing": "Retention beyond ninety days needs a reason in each case.",
    "who was not heard": "Statement: national legislation",
    "why": "the session closed",
    **{f"item {nr}": title for nr, (title, _) in enumerate(ITEMS, 1)},
    **{f"the name of {who.id}": who.name for who in EVERYBODY},
    **{f"the organisation of {who.id}": who.organisation for who in EVERYBODY},
}
"""What a summary in English says, wherever it stands."""

COUNTS = {"Yes, always": 21, "Only for content": 7, "No": 3}
"""Of the secret poll."""


ARABIC = re.compile("[\u0600-\u06ff]")


def told(fact: str, name: str, text: str) -> bool:
    """Whether the text of a file has a fact; of Arabic in a PDF, its words."""
    if name.endswith(".pdf") and ARABIC.search(fact):
        return all(squeezed(word) in text for word in fact.split())
    return squeezed(fact) in text


@pytest.fixture(scope="module")
def day() -> Day:
    return held()


@pytest.fixture(scope="module")
def record(day: Day) -> Record:
    return day.record


@pytest.fixture(scope="module", params=[zoom, teams], ids=["zoom", "teams"])
def captioned(request: pytest.FixtureRequest) -> tuple[Day, Record]:
    """The day, and its record with a transcript of the call."""
    day = held()
    return day, take_in(day, request.param(day.heard), "call.vtt")


@pytest.fixture(scope="module")
def texts(record: Record) -> dict[str, str]:
    return {name: read(name, FORMATS[name].write(record, "en")) for name in SUMMARIES}


@pytest.mark.parametrize("name", SUMMARIES)
@pytest.mark.parametrize("fact", FACTS)
def test_a_summary_tells_the_fact(texts: dict[str, str], name: str, fact: str) -> None:
    assert told(FACTS[fact], name, texts[name])


@pytest.mark.parametrize("name", SUMMARIES)
@pytest.mark.parametrize(("option", "votes"), COUNTS.items())
def test_a_summary_tells_the_count(
    texts: dict[str, str], name: str, option: str, votes: int
) -> None:
    place = list(COUNTS).index(option) + 1
    share = f"{votes * 100 / 31:.0f}%"
    assert squeezed(f"{place}. {option} {votes} {share}") in texts[name]


@pytest.mark.parametrize("name", SUMMARIES)
def test_no_summary_tells_a_count_that_was_not_published(texts: dict[str, str], name: str) -> None:
    assert squeezed("Was the interpretation good?") in texts[name]
    assert squeezed("1. Good 10") not in texts[name]


@pytest.mark.parametrize("name", SUMMARIES)
def test_a_summary_in_arabic_tells_the_same_names(record: Record, name: str) -> None:
    text = read(name, FORMATS[name].write(record, "ar"))
    assert [who.name for who in SPEAKERS if not told(who.name, name, text)] == []


@pytest.mark.parametrize("name", TOLD)
def test_a_transcript_tells_who_took_the_floor_in_order(record: Record, name: str) -> None:
    text = read(name, FORMATS[name].write(record, "en"))
    place = 0
    for speech in SPEECHES:
        place = text.find(squeezed(speech.about), place)
        assert place >= 0, speech.about
        assert told(speech.who.name, name, text)


def test_the_table_of_turns_has_each_turn(record: Record) -> None:
    rows = list(
        csv.DictReader(io.StringIO(FORMATS["turns.csv"].write(record, "en").decode("utf-8-sig")))
    )
    assert [row["person"] for row in rows] == [speech.who.name for speech in SPEECHES]
    assert [row["about"] for row in rows] == [speech.about for speech in SPEECHES]
    assert [float(row["spoken_seconds"]) for row in rows] == [
        turn.spoken_ms / 1000 for turn in record.turns
    ]


def test_the_table_of_people_has_everybody(record: Record) -> None:
    text = FORMATS["people.csv"].write(record, "en").decode("utf-8-sig")
    rows = {row["person_id"]: row for row in csv.DictReader(io.StringIO(text))}
    for who in EVERYBODY:
        row = rows[who.id]
        assert (row["name"], row["organisation"]) == (who.name, who.organisation)


def test_the_workbook_counts_as_the_table_of_polls_does(record: Record) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(FORMATS["record.xlsx"].write(record, "en")))
    head, *rows = book.get_sheet_by_name("polls").to_python()
    named = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    counted = {
        row["option"]: row["votes"]
        for row in named
        if row["scope"] == "total" and row["secret"] is True and row["votes"] != ""
    }
    assert counted == COUNTS


def test_the_data_have_every_note_with_its_item_and_speaker(day: Day, record: Record) -> None:
    data = json.loads(FORMATS["record.json"].write(record, "en"))
    told = [(note["text"], note["item"], note["speaker"]) for note in data["notes"]]
    assert told == [
        (noted.text, day.items[speech.item], speech.who.id)
        for speech in SPEECHES
        for noted in speech.notes
    ]


def test_the_data_say_who_owns_an_action_and_until_when(record: Record) -> None:
    data = json.loads(FORMATS["record.json"].write(record, "en"))
    actions = [
        (note["owner"], note["owner_text"], note["due"])
        for note in data["notes"]
        if note["tag"] == "action"
    ]
    assert actions == [
        ("p_ahmad", "", "2026-03-06"),
        (None, "Secretariat", "2026-02-27"),
        (None, "", None),
    ]


def test_each_line_of_the_call_is_of_whoever_spoke_it(captioned: tuple[Day, Record]) -> None:
    day, record = captioned
    wrong = [
        (caption.text, caption.person)
        for caption in record.captions
        if not any(caption.text in one.text and caption.person == one.who.id for one in day.heard)
    ]
    assert wrong == []
    assert len(record.captions) >= len(day.heard)


def test_a_speaker_whom_the_call_does_not_name_is_known_by_the_floor(
    captioned: tuple[Day, Record],
) -> None:
    day, record = captioned
    hers = [one.text for one in day.heard if one.who is OLGA]
    said = [caption for caption in record.captions if any(caption.text in one for one in hers)]
    assert said
    assert {caption.person for caption in said} == {OLGA.id}
    assert {caption.method for caption in said} == {"floor"}


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_a_transcript_has_what_was_said(captioned: tuple[Day, Record], name: str) -> None:
    day, record = captioned
    text = read(name, FORMATS[name].write(record, "en"))
    assert [one.text for one in record.captions if squeezed(one.text) not in text] == []
    if name in TOLD:  # where the parts of a sentence are put together again
        assert [one.text for one in day.heard if squeezed(one.text) not in text] == []
