"""Plain text, with times and without."""

import pytest

from live.errors import NotATranscript
from tests.transcripts.files import codes, read, said, told


def test_text_without_times_has_its_order() -> None:
    transcript = read(
        """
        Consultation of 12 January

        Ada Obi: Good morning.
        Bo Li: Good morning. One thing:
        it is late.

        And we have to go.
        Ada Obi: Bye.
    """,
        people=("Bo Li",),
    )
    assert transcript.format == "text"
    assert told(transcript) == [
        (0, 0, "Ada Obi", "Good morning."),
        (0, 0, "Bo Li", "Good morning. One thing: it is late."),
        (0, 0, "Bo Li", "And we have to go."),
        (0, 0, "Ada Obi", "Bye."),
    ]
    assert codes(transcript) == ["no_times", "not_speech"]


@pytest.mark.parametrize(
    "form", ["{} {}: {}", "[{}] {}: {}", "({}) {}: {}", "{} - {}: {}", "{}\t{}: {}", "<{}> {}: {}"]
)
def test_times_may_stand_before_the_names(form: str) -> None:
    transcript = read(
        "\n".join(
            form.format(*row)
            for row in (
                ("00:00:05", "Ada Obi", "Good morning to all."),
                ("00:00:06", "Bo Li", "Good morning."),
                ("01:00:00", "Ada Obi", "It is 10:30."),
                ("01:00:02", "Bo Li", "Indeed."),
            )
        )
    )
    assert told(transcript) == [
        (5000, 6000, "Ada Obi", "Good morning to all."),
        (6000, 7300, "Bo Li", "Good morning."),
        (3_600_000, 3_601_200, "Ada Obi", "It is 10:30."),
        (3_602_000, 3_603_000, "Bo Li", "Indeed."),
    ]
    assert transcript.problems == ()


def test_rows_without_a_time_go_on_with_the_one_before() -> None:
    transcript = read("Minutes\n[0:05] Good\nmorning.\n[0:09] Bye.\n[0:10] Bye.")
    assert told(transcript) == [
        (5000, 6300, "", "Good morning."),
        (9000, 10_000, "", "Bye."),
        (10_000, 11_000, "", "Bye."),
    ]
    assert codes(transcript) == ["not_speech"]


def test_a_time_may_have_a_row_of_its_own() -> None:
    transcript = read("00:00:05\nAda: Good morning.\n00:00:09\nAda: Bye.\n00:00:11\nAda: Bye.")
    assert said(transcript) == [("Ada", "Good morning."), ("Ada", "Bye."), ("Ada", "Bye.")]


def test_times_of_a_clock_are_told() -> None:
    transcript = read("14:05:07 Ada: Yes.\n14:05:08 Ada: No.\n")
    assert [line.start for line in transcript.lines] == [0, 1000]
    assert (transcript.clock, codes(transcript)) == (50_707_000, ["time_of_day"])


def test_a_name_and_a_time_may_stand_above_the_text() -> None:
    transcript = read("Ada Obi  0:05\nGood morning.\n\nBo Li  0:09\nBye.\n")
    assert transcript.format == "text"
    assert said(transcript) == [("Ada Obi", "Good morning."), ("Bo Li", "Bye.")]


@pytest.mark.parametrize(
    "text",
    [
        "Good morning.",
        "10:00 Opening\n10:30 Panel on findings\n12:00 Lunch\n",
        "Note: one thing.\nNote: another.\n",
        "<html>\nAda: Yes.\nAda: No.\n",
        "To whom it may concern:\n\nWe write to you about this.\n",
    ],
)
def test_what_has_no_speakers_is_none(text: str) -> None:
    with pytest.raises(NotATranscript):
        read(text)
