"""SubRip, with and without what it should have."""

import pytest

from live.transcripts.parsing import parse
from tests.transcripts.files import codes, read, said, told


def test_times_have_commas() -> None:
    transcript = read("""
        1
        00:00:01,000 --> 00:00:04,250
        Ada Obi: Good morning.

        2
        00:00:04,250 --> 00:00:06,000
        Ada Obi: Let us
        begin.
    """)
    assert transcript.format == "srt"
    assert told(transcript) == [
        (1000, 4250, "Ada Obi", "Good morning."),
        (4250, 6000, "Ada Obi", "Let us begin."),
    ]
    assert transcript.problems == ()


def test_times_may_have_points_or_places() -> None:
    transcript = read(
        """
        1
        00:00:01.000 --> 00:00:04.250 X1:40 X2:600 Y1:20 Y2:50
        Good morning.
        """,
        "Session.SRT",
    )
    assert (transcript.format, transcript.problems) == ("srt", ())
    assert told(transcript) == [(1000, 4250, "", "Good morning.")]


def test_numbers_may_be_missing() -> None:
    transcript = read("""
        00:00:01,000 --> 00:00:02,000
        One.

        00:00:02,000 --> 00:00:03,000
        Two.
        7
        00:00:03,000 --> 00:00:04,000
        3
        8
        00:00:04,000 --> 00:00:05,000
        Four.
    """)
    assert [text for _, text in said(transcript)] == ["One.", "Two.", "3", "Four."]
    assert codes(transcript) == []


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ('<font color="#ff0000">Good</font> <b>morning</b>', "Good morning"),
        (r"{\an8}Good morning", "Good morning"),
        ("Good<br>morning<br/>", "Good morning"),
        ("a --> b", "a --> b"),
    ],
)
def test_tags_are_not_speech(payload: str, text: str) -> None:
    assert said(read(f"1\n00:00:01,000 --> 00:00:02,000\n{payload}\n")) == [("", text)]


def test_a_mark_before_the_first_number_is_none_of_it() -> None:
    data = "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nYes.\r\n".encode()
    assert told(parse(data)) == [(1000, 2000, "", "Yes.")]


def test_a_time_that_cannot_be_read_loses_only_its_own_text() -> None:
    transcript = read("""
        1
        00:00:01,000 -->
        Lost.

        and lost.

        2
        00:00:02,000 --> 00:00:03,000
        Kept.
    """)
    assert said(transcript) == [("", "Kept.")]
    assert [(problem.line, problem.code) for problem in transcript.problems] == [(2, "bad_time")]
