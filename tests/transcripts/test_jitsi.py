"""What Jigasi writes of a Jitsi call: JSON in two generations, and text."""

import json
from typing import Any

import pytest

from live.errors import NotATranscript
from live.transcripts.model import Transcript
from live.transcripts.parsing import parse
from tests.transcripts.files import codes, read, said, told

TWO = 1_768_226_707_000
"""2026-01-12, 14:05:07 UTC."""


def event(kind: str, at: Any, name: str = "Ada Obi", **others: Any) -> dict[str, Any]:
    return {
        "event": kind,
        "timestamp": at,
        "participant": {"name": name, "id": "a1b2", "avatar_url": "https://example.org/a"},
        **others,
    }


def speech(at: Any, text: str, name: str = "Ada Obi", **others: Any) -> dict[str, Any]:
    heard = {
        "transcript": [{"text": text, "confidence": 0.9}, {"text": "other", "confidence": 0.1}],
        "language": "en-US",
        "is_interim": False,
        "message_id": f"{at}{name}",
        "stability": 0.0,
    }
    return event("SPEECH", at, name, **{**heard, **others})


def parsed(*events: Any, **others: Any) -> Transcript:
    whole = {
        "room_name": "consultation@conference.example.org",
        "room_url": "https://example.org/consultation",
        "initial_participants": [{"name": "Ada Obi", "id": "a1b2"}, {"id": "c3"}, 5],
        "start_time": "2026-01-12T14:05:00Z",
        "end_time": "2026-01-12T15:05:00Z",
        "events": list(events),
        **others,
    }
    return parse(json.dumps(whole).encode())


def test_events_have_absolute_times() -> None:
    transcript = parsed(
        event("JOIN", TWO - 1000, "Bo Li"),
        speech(TWO + 5000, "Thank you.", "Bo Li"),
        event("RAISE_HAND", TWO + 1000, "Cy"),
        speech(TWO, "Good morning to all."),
        event("LEAVE", TWO + 9000, "Bo Li"),
    )
    assert (transcript.format, transcript.absolute) == ("jitsi", True)
    assert told(transcript) == [
        (TWO, TWO + 2000, "Ada Obi", "Good morning to all."),
        (TWO + 5000, TWO + 6000, "Bo Li", "Thank you."),
    ]
    assert transcript.language == "en-US"
    assert transcript.attendees == ("Ada Obi", "Bo Li", "Cy")
    assert (transcript.read, transcript.skipped) == (2, 0)


def test_the_first_generation_wrote_names_and_times_in_another_way() -> None:
    transcript = parsed(
        {
            "event": "SPEECH",
            "timestamp": "2026-01-12T14:05:07Z",
            "name": "Ada Obi",
            "id": "a1b2",
            "transcript": [{"text": "Good morning.", "confidence": 0.9}],
        }
    )
    assert told(transcript) == [(TWO, TWO + 1300, "Ada Obi", "Good morning.")]


def test_of_what_was_understood_step_by_step_the_final_form_counts() -> None:
    transcript = parsed(
        speech(TWO, "Good", message_id="m1", is_interim=True),
        speech(TWO, "Good morning.", message_id="m1"),
        speech(TWO, "Good mor", message_id="m1", is_interim=True),
        speech(TWO + 9000, "The end", message_id="m2", is_interim=True),
        speech(TWO + 9000, "The end is", message_id="m2", is_interim=True),
    )
    assert [text for _, text in said(transcript)] == ["Good morning.", "The end is"]
    assert codes(transcript) == ["interim"] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        5,
        {},
        speech("today", "Yes."),
        speech(-1, "Yes."),
        speech(10**18, "Yes."),
        speech(TWO, "Yes.", transcript="Yes."),
    ],
)
def test_an_event_that_is_none_is_left_out(wrong: Any) -> None:
    transcript = parsed(wrong, speech(TWO, "Kept."))
    assert [text for _, text in said(transcript)] == ["Kept."]
    assert codes(transcript) == ["bad_entry"]


def test_speech_without_words_is_left_out() -> None:
    transcript = parsed(speech(TWO, "Kept."), speech(TWO, "", "Bo", transcript=[]))
    assert (transcript.read, transcript.skipped, codes(transcript)) == (1, 1, ["empty"])


def test_without_speech_it_is_none() -> None:
    with pytest.raises(NotATranscript):
        parsed(event("JOIN", TWO))


# Text


def text(date: str = "12 Jan, 2026", **times: str) -> str:
    at = {"a": "2:05:07 PM", "b": "2:05:09 PM", "c": "2:06:00 PM", **times}
    rule = "_" * 80
    return "\n".join(
        [
            f"Transcript of conference held at {date} in room consultation@conference.example.org",
            f"Initial people present at {at['a']}:",
            "\tAda Obi",
            "\tGeneva: Room 5",
            "",
            f"Transcript, started at {at['a']}:",
            rule,
            f"<{at['a']}> Ada Obi: Good morning to you all, and welcome to the first",
            "                      meeting of the group: let us begin.",
            f"<{at['b']}> Bo Li joined the conference",
            f"<{at['b']}> Bo Li raised their hand",
            f"<{at['b']}> Geneva: Room 5: We cannot hear you.",
            f"<{at['c']}> Bo Li: ",
            f"<{at['c']}> Bo Li: <joking> never mind.",
            f"<{at['c']}> Bo Li left the conference",
            rule,
            "",
            f"End of transcript at {date}, {at['c']}",
        ]
    )


SAID = [
    (
        "Ada Obi",
        "Good morning to you all, and welcome to the first meeting of the group: let us begin.",
    ),
    ("Geneva: Room 5", "We cannot hear you."),
    ("Bo Li", "<joking> never mind."),
]


@pytest.mark.parametrize(
    "date", ["12 Jan, 2026", "Jan 12, 2026", "12 Jan 2026", "January 12, 2026", "12.01.2026"]
)
def test_text_is_absolute_if_its_date_can_be_read(date: str) -> None:
    transcript = read(text(date))
    assert (transcript.format, transcript.absolute, transcript.clock) == ("jitsi", True, None)
    assert said(transcript) == SAID
    assert [line.start for line in transcript.lines] == [TWO, TWO + 2000, TWO + 53_000]
    assert transcript.attendees == ("Ada Obi", "Geneva: Room 5", "Bo Li")
    assert codes(transcript) == ["empty"]


def test_the_name_of_the_file_has_the_date_too() -> None:
    name = "transcript_0b9c7f6e-6f0c-4f7a-9d43-0a4b8f1c2d3e_2026-01-12T14:05:00.123Z.txt"
    assert read(text("12 janv. 2026"), name).lines == read(text()).lines
    assert read(text("12 janv. 2026"), "transcript_2026-01-12T14:05:00Z.txt").absolute


def test_without_a_date_there_is_a_clock() -> None:
    transcript = read(text("١٢ يناير", a="14:05:07", b="14:05:09", c="14:06:00"))
    assert (transcript.absolute, transcript.zero) == (False, None)
    assert transcript.clock == 50_707_000
    assert said(transcript) == SAID
    assert [line.start for line in transcript.lines] == [0, 2000, 53_000]
    assert codes(transcript) == ["time_of_day", "empty"]


def test_text_goes_on_after_midnight() -> None:
    transcript = read(text(a="11:59:58 PM", b="12:00:01 AM", c="12:00:02 AM"))
    starts = [line.start for line in transcript.lines]
    assert [start - starts[0] for start in starts] == [0, 3000, 4000]


def test_text_without_events_is_none() -> None:
    with pytest.raises(NotATranscript):
        read("Transcript of conference held at Jan 12, 2026 in room x\n")
