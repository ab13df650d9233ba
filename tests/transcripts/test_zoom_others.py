"""What else Zoom saves: captions of somebody's own, and the timeline."""

import json
from typing import Any

import pytest

from live.errors import NotATranscript
from live.transcripts.parsing import parse
from tests.transcripts.files import codes, read, said, told

HOUR = 3_600_000


def test_saved_captions_have_the_times_of_a_clock() -> None:
    transcript = read("""
        [Ada Obi] 14:05:07
        Good morning to you all.

        [Bo Li (UNODC)] 14:05:12
        Thank you,
        Chair.

        [Ada Obi] 14:06:00
        Next.
    """)
    assert transcript.format == "zoom_saved"
    assert told(transcript) == [
        (0, 2400, "Ada Obi", "Good morning to you all."),
        (5000, 6700, "Bo Li (UNODC)", "Thank you, Chair."),
        (53_000, 54_000, "Ada Obi", "Next."),
    ]
    assert (transcript.absolute, transcript.zero) == (False, None)
    assert transcript.clock == 14 * HOUR + 5 * 60_000 + 7_000
    assert codes(transcript) == ["time_of_day"]


def test_saved_captions_go_on_after_midnight() -> None:
    transcript = read("""
        [Ada Obi] 11:59:58 PM
        Before.

        [Ada Obi] 12:00:03 AM
        After.

        [Ada Obi] 12:00:02 AM
        A little late.
    """)
    assert [line.start for line in transcript.lines] == [0, 4000, 5000]
    assert transcript.clock == 24 * HOUR - 2000


def test_saved_captions_last_until_the_next_at_most() -> None:
    transcript = read(f"[Ada] 10:00:00\n{'word ' * 100}\n\n[Bo] 10:00:05\nYes.\n")
    assert [line.end for line in transcript.lines] == [5000, 6000]


def test_a_caption_without_a_text_is_left_out() -> None:
    transcript = read("[Ada] 10:00:00\n\n[Bo] 10:00:05\nYes.\n")
    assert said(transcript) == [("Bo", "Yes.")]
    assert (transcript.read, transcript.skipped) == (1, 1)
    assert "empty" in codes(transcript)


def test_what_was_written_beside_the_call_is_not_what_was_said() -> None:
    with pytest.raises(NotATranscript):
        read("""
            14:05:07 From Ada Obi to Everyone:
            \tGood morning: all.
            14:05:09 From Ada Obi to Everyone:
            \tGood morning: all.
        """)


# Timeline


def timeline(entries: list[Any], **others: Any) -> bytes:
    return json.dumps({"timeline": entries, **others}).encode()


def user(name: str) -> dict[str, Any]:
    return {
        "username": name,
        "multiple_people": False,
        "user_id": "16778240",
        "zoom_userid": "",
        "client_type": 1,
    }


def test_a_timeline_says_who_spoke_until_the_next_did() -> None:
    transcript = parse(
        timeline(
            [
                {"ts": "00:00:10.000", "users": [user("Ada")]},
                {"ts": "00:00:20.500", "users": [user("Ada"), user("Bo")]},
                {"ts": "00:00:30.000", "users": []},
                {"ts": "00:00:40.000", "users": [user("Bo")]},
            ]
        )
    )
    assert transcript.format == "zoom_timeline"
    assert told(transcript) == [
        (10_000, 20_500, "Ada", ""),
        (20_500, 30_000, "Ada", ""),
        (20_500, 30_000, "Bo", ""),
        (40_000, 40_000, "Bo", ""),
    ]
    assert codes(transcript) == ["no_words"]


def test_a_timeline_may_say_what_was_said() -> None:
    transcript = parse(
        timeline(
            [
                {
                    "ts": "00:00:10.000",
                    "end_ts": "00:00:12.000",
                    "users": [user("Ada")],
                    "text": "Yes.",
                },
                {"ts": "00:00:13.000", "users": [user("Ada"), user("Bo")], "text": "No."},
                {"ts": "00:00:14.000", "users": [user("Bo")], "text": ""},
                {"ts": "00:00:15.000", "users": [user("Bo")]},
            ],
            recording_start="2026-01-12T14:05:07Z",
            recording_end="2026-01-12T15:05:07Z",
        )
    )
    assert told(transcript) == [(10_000, 12_000, "Ada", "Yes."), (13_000, 13_000, "Ada, Bo", "No.")]
    assert transcript.zero == 1_768_226_707_000
    assert codes(transcript) == ["empty"]


def test_the_name_of_a_timeline_tells_when_it_began() -> None:
    name = "GMT20260112-140507_Recording.timeline.json"
    transcript = parse(timeline([{"ts": "00:00:10.000", "users": [user("Ada")]}]), name)
    assert transcript.zero == 1_768_226_707_000


@pytest.mark.parametrize(
    "entry", [7, None, "text", {}, {"ts": 5}, {"ts": "soon"}, {"ts": "0:01", "users": 3}]
)
def test_an_entry_that_is_none_is_left_out(entry: Any) -> None:
    transcript = parse(timeline([entry, {"ts": "0:02", "users": [user("Ada")], "text": "Yes."}]))
    assert said(transcript) == [("Ada", "Yes.")]
    assert (transcript.read, transcript.skipped) == (1, 1)
    assert [(one.line, one.code) for one in transcript.problems] == [(1, "bad_entry")]


@pytest.mark.parametrize(
    "data",
    [
        timeline([]),
        timeline([{"ts": "0:01", "users": []}]),
        b'{"timeline": 5}',
        b'{"timeline": [{"ts": "0:01"',
        b'{"timeline": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"other": []}',
        b"[]",
        b"[1, 2, 3]",
    ],
)
def test_without_a_single_entry_it_is_no_timeline(data: bytes) -> None:
    with pytest.raises(NotATranscript):
        parse(data)
