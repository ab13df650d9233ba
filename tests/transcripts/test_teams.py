"""What Teams saves: the transcript as WebVTT, and its metadata."""

from datetime import UTC, datetime, timedelta

from live.transcripts.merging import merged
from tests.transcripts.files import codes, read, said, told

GUID = "3f2a9c1e-0b77-4d5e-9a41-7c0d2f6e8b15"
NOON = datetime(2023, 3, 8, 8, 22, 30, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ms(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(milliseconds=1)


def test_cues_have_ids_of_their_own() -> None:
    transcript = read(f"""
        WEBVTT

        {GUID}/11-0
        00:00:03.159 --> 00:00:06.400
        <v Ada Obi>Good morning to
        you all, and welcome
        to the meeting.</v>

        {GUID}/19-0
        00:00:06.400 --> 00:00:09.239
        <v O&#39;Neill, Bo (R&amp;D)>Thank you.
    """)
    assert transcript.format == "teams"
    assert told(transcript) == [
        (3159, 6400, "Ada Obi", "Good morning to you all, and welcome to the meeting."),
        (6400, 9239, "O'Neill, Bo (R&D)", "Thank you."),
    ]
    assert transcript.problems == ()


def test_a_sentence_may_go_on_in_the_next_cue() -> None:
    transcript = read(f"""
        WEBVTT

        {GUID}/11-0
        00:00:03.000 --> 00:00:06.000
        <v Ada Obi>We welcome the report and</v>

        {GUID}/11-1
        00:00:06.010 --> 00:00:09.000
        <v Ada Obi>thank its authors.</v>

        {GUID}/12-0
        00:00:12.000 --> 00:00:13.000
        <v Ada Obi>Next.</v>
    """)
    assert said(transcript)[:2] == [
        ("Ada Obi", "We welcome the report and"),
        ("Ada Obi", "thank its authors."),
    ]
    assert [(line.start, line.end, line.text) for line in merged(transcript.lines)] == [
        (3000, 9000, "We welcome the report and thank its authors."),
        (12000, 13000, "Next."),
    ]


def test_times_need_not_be_padded() -> None:
    transcript = read("""
        WEBVTT

        0:0:0.0 --> 0:0:5.320
        <v Ada Obi>This is a test.</v>
    """)
    assert told(transcript) == [(0, 5320, "Ada Obi", "This is a test.")]


def test_times_are_negative_where_the_call_had_begun() -> None:
    transcript = read("""
        WEBVTT

        -00:00:04.500 --> -00:00:01.200
        <v Ada Obi>Can you hear me?</v>

        -00:00:01.000 --> 00:00:02.000
        <v Bo Li>Yes.</v>
    """)
    assert told(transcript) == [
        (-4500, -1200, "Ada Obi", "Can you hear me?"),
        (-1000, 2000, "Bo Li", "Yes."),
    ]


def test_metadata_has_the_moment_of_each_utterance() -> None:
    transcript = read("""
        WEBVTT

        00:00:00.000 --> 00:00:02.000
        {"startDateTime":"2023-03-08T08:22:30.0461639+00:00","endDateTime":"2023-03-08T08:22:32.5+00:00",
        "speakerName":"Ada Obi","spokenText":"Good morning &amp; welcome.","spokenLanguage":"en-us"}

        00:00:02.000 --> 00:00:04.000
        {"startDateTime":"2023-03-08T09:22:33+01:00","endDateTime":"2023-03-08T08:22:34Z",
        "speakerName":null,"spokenText":"Bonjour.","spokenLanguage":"fr-fr","more":[1]}

        00:00:04.000 --> 00:00:06.000
        {"startDateTime":"2023-03-08T08:22:35Z","endDateTime":"2023-03-08T08:22:36Z",
        "speakerName":"Ada Obi","spokenText":"Thanks.","spokenLanguage":"en-us"}
    """)
    assert (transcript.format, transcript.absolute) == ("teams_metadata", True)
    assert told(transcript) == [
        (ms(NOON) + 46, ms(NOON) + 2500, "Ada Obi", "Good morning &amp; welcome."),
        (ms(NOON) + 3000, ms(NOON) + 4000, "", "Bonjour."),
        (ms(NOON) + 5000, ms(NOON) + 6000, "Ada Obi", "Thanks."),
    ]
    assert [line.language for line in transcript.lines] == ["en-us", "fr-fr", "en-us"]
    assert transcript.language == "en-us"


def test_an_utterance_that_is_none_is_left_out() -> None:
    good = '{"startDateTime":"2023-03-08T08:22:35Z","endDateTime":"soon","spokenText":"Yes."}'
    undated = good.replace("2023-03-08T08:22:35Z", "today")
    transcript = read(f"""
        WEBVTT

        00:00:00.000 --> 00:00:02.000
        {good}

        00:00:02.000 --> 00:00:04.000
        {good[:-1]}

        00:00:04.000 --> 00:00:06.000
        {undated}

        00:00:06.000 --> 00:00:08.000
        {good.replace("Yes.", " ")}

        00:00:08.000 --> 00:00:09.000
        {"[" * 5_000}
    """)
    assert told(transcript) == [(ms(NOON) + 5000, ms(NOON) + 5000, "", "Yes.")]
    assert (transcript.read, transcript.skipped) == (1, 4)
    assert codes(transcript) == ["bad_entry", "bad_entry", "empty", "bad_entry"]


def test_without_attribution_there_are_times_only() -> None:
    transcript = read("""
        00:00:01.000 --> 00:00:02.000

        Good morning.

        00:00:02.000 --> 00:00:03.000

        Note: this is a test.
    """)
    assert told(transcript) == [
        (1000, 2000, "", "Good morning."),
        (2000, 3000, "", "Note: this is a test."),
    ]
    assert codes(transcript) == ["no_header"]
