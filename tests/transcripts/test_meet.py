"""What Meet saves: entries, from its REST interface, and a document."""

import json
from typing import Any

import pytest

from live.errors import NotATranscript
from live.transcripts.parsing import parse
from tests.transcripts.files import codes, read, said, told

RECORD = "conferenceRecords/c1"
NINE = 1_768_208_400_000
"""2026-01-12, 09:00 UTC."""


def entry(nr: int, text: str, participant: str = "ada", **others: Any) -> dict[str, Any]:
    return {
        "name": f"{RECORD}/transcripts/t1/entries/e{nr}",
        "participant": f"{RECORD}/participants/{participant}",
        "text": text,
        "languageCode": "en-US",
        "startTime": f"2026-01-12T09:00:{nr:02}.250500Z",
        "endTime": f"2026-01-12T09:00:{nr:02}.900Z",
        **others,
    }


def page(*entries: Any, **others: Any) -> dict[str, Any]:
    return {"transcriptEntries": list(entries), "nextPageToken": "", **others}


def parsed(whole: Any) -> Any:
    return parse(json.dumps(whole, ensure_ascii=False).encode())


def test_entries_have_absolute_times() -> None:
    transcript = parsed(page(entry(2, "Welcome."), entry(1, "Good morning.", "bo")))
    assert (transcript.format, transcript.absolute) == ("meet", True)
    assert told(transcript) == [
        (NINE + 1250, NINE + 1900, "bo", "Good morning."),
        (NINE + 2250, NINE + 2900, "ada", "Welcome."),
    ]
    assert transcript.language == "en-US"


def test_participants_are_named_by_number_unless_the_file_has_their_names() -> None:
    people = [
        {"name": f"{RECORD}/participants/ada", "signedinUser": {"displayName": "Ada Obi"}},
        {"name": f"{RECORD}/participants/bo", "phoneUser": {"displayName": "+41 ··· 23"}},
        {"name": f"{RECORD}/participants/cy", "anonymousUser": {"displayName": "Cy"}},
        {"name": f"{RECORD}/participants/none"},
        5,
    ]
    spoken = [entry(nr, "Yes.", who) for nr, who in enumerate(("ada", "bo", "cy", "12345"))]
    transcript = parsed(page(*spoken, participants=people))
    assert [label for label, _ in said(transcript)] == ["Ada Obi", "+41 ··· 23", "Cy", "12345"]
    assert codes(transcript) == ["unnamed"]
    assert transcript.attendees == ("Ada Obi", "+41 ··· 23", "Cy")


def test_a_name_may_stand_in_place_of_the_participant() -> None:
    transcript = parsed(page(entry(1, "Yes.") | {"participant": "Ada Obi"}))
    assert said(transcript) == [("Ada Obi", "Yes.")]
    assert transcript.problems == ()


def test_pages_or_entries_may_stand_in_a_list() -> None:
    first, second = entry(1, "One."), entry(2, "Two.")
    assert said(parsed([page(first), page(second)])) == said(parsed([first, second]))
    assert said(parsed([first, second])) == said(parsed(page(first, second)))


def test_a_long_entry_becomes_several_lines() -> None:
    sentences = " ".join(f"This is sentence number {nr} of a long statement." for nr in range(100))
    transcript = parsed(page(entry(0, sentences, endTime="2026-01-12T09:10:00.250500Z")))
    assert codes(transcript) == ["long_text", "unnamed"][::-1]
    assert " ".join(line.text for line in transcript.lines) == sentences
    assert all(len(line.text) <= 2000 and line.text.endswith(".") for line in transcript.lines)
    assert transcript.lines[0].start == NINE + 250
    assert transcript.lines[-1].end == NINE + 600_250
    for line, following in zip(transcript.lines, transcript.lines[1:], strict=False):
        assert line.start < line.end == following.start
    assert transcript.read == 1


@pytest.mark.parametrize(
    "wrong",
    [5, None, {}, entry(1, "Yes.") | {"startTime": "today"}, entry(1, "Yes.") | {"text": None}],
)
def test_an_entry_that_is_none_is_left_out(wrong: Any) -> None:
    transcript = parsed(page(wrong, entry(2, "Two.")))
    assert [text for _, text in said(transcript)] == ["Two."]
    assert (transcript.read, transcript.skipped) == (1, 1)
    assert "bad_entry" in codes(transcript)


def test_without_entries_it_is_none() -> None:
    with pytest.raises(NotATranscript):
        parsed(page())


# The document

DOCUMENT = """
    Weekly consultation (2026-01-12 10:00 GMT+1) – Transcript
    Attendees
    Ada Obi, Ada Obi's Presentation, Bo Li, Cy Dee (UNODC)
    Transcript
    This editable transcript was computer generated and might contain errors.
    00:00:00

    Ada Obi: Good morning.
    Bo Li: One thing: it is late.
    00:05:00
    Cy Dee (UNODC): Thank you.

    And one thing more.
    Ada Obi: Bye.
    Meeting ended after 00:06:40 👋
"""


def test_a_document_has_a_time_every_few_minutes() -> None:
    transcript = read(DOCUMENT)
    assert transcript.format == "meet_document"
    assert said(transcript) == [
        ("Ada Obi", "Good morning."),
        ("Bo Li", "One thing: it is late."),
        ("Cy Dee (UNODC)", "Thank you."),
        ("Cy Dee (UNODC)", "And one thing more."),
        ("Ada Obi", "Bye."),
    ]
    starts = [line.start for line in transcript.lines]
    assert (starts[0], starts[2]) == (0, 300_000)
    assert 0 < starts[1] < 300_000 < starts[3] < starts[4] < transcript.lines[4].end == 400_000
    assert transcript.zero == NINE
    assert transcript.attendees == ("Ada Obi", "Bo Li", "Cy Dee (UNODC)")
    assert codes(transcript) == ["rough_times", "not_speech"]


def test_a_document_saved_as_markdown_is_the_same() -> None:
    marked = (
        DOCUMENT.replace("    Attendees", "    #### **Attendees**")
        .replace("    Transcript\n", "    ### Transcript\n")
        .replace("    00:05:00", "    ### 00:05:00")
        .replace("    Bo Li:", "    **Bo Li:**")
        .replace("    Meeting ended", "    ### Meeting ended")
    )
    assert said(read(marked)) == said(read(DOCUMENT))


def test_after_the_last_time_speech_takes_as_long_as_usual() -> None:
    transcript = read(DOCUMENT.partition("    Meeting ended")[0])
    assert 300_000 < transcript.lines[-1].end < 310_000


def test_a_document_without_any_time_has_its_order() -> None:
    transcript = read("""
        Attendees
        Ada Obi, Bo Li
        Ada Obi: Good morning.
        Bo Li: Good morning.
    """)
    assert told(transcript) == [
        (0, 0, "Ada Obi", "Good morning."),
        (0, 0, "Bo Li", "Good morning."),
    ]
    assert (codes(transcript), transcript.zero) == (["no_times"], None)


@pytest.mark.parametrize(
    "name",
    [
        "Weekly (2026-01-12 10:00 GMT+1) - Transcript.txt",
        "Weekly (2026_01_12 10_00 GMT+1) – Transcript.docx",
        "Weekly (2026/01/12 09:00 GMT) - Transcript",
        "Weekly (2026-01-12 14:30 GMT+5:30) - Transcript",
        "Weekly (2026-01-12 02:00 GMT-7) - Transcript",
    ],
)
def test_the_title_may_stand_in_the_name_of_the_file(name: str) -> None:
    without = DOCUMENT.replace("(2026-01-12 10:00 GMT+1)", "")
    assert read(without, name).zero == NINE
    assert read(without).zero is None
