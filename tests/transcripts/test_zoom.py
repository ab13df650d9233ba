"""What Zoom saves: the transcript of a cloud recording, and its captions."""

from datetime import UTC, datetime

import pytest

from tests.transcripts.files import codes, read, said, told

NAME = "GMT20260112-140507_Recording.transcript.vtt"
BEGAN = datetime(2026, 1, 12, 14, 5, 7, tzinfo=UTC)


def vtt(*texts: str) -> str:
    """As Zoom writes it: numbered cues of one row."""
    cues = (
        f"{nr}\n00:00:{nr:02}.000 --> 00:00:{nr:02}.900\n{text}\n"
        for nr, text in enumerate(texts, 1)
    )
    return "\n".join(["WEBVTT\n", *cues])


def test_each_cue_begins_with_the_speaker() -> None:
    transcript = read("""
        WEBVTT

        1
        00:00:05.790 --> 00:00:13.514
        Ada Obi: Good morning to you all.

        2
        00:00:13.990 --> 00:00:17.120
        Ada Obi: The first item is the agenda: four points.

        3
        00:00:18.000 --> 00:00:19.000
        and nothing else.

        4
        00:00:20.010 --> 00:00:22.000
        Bo Li (UNODC): Thank you, Chair.

        5
        00:00:22.500 --> 00:00:24.000
        Bo Li (UNODC): We agree.
    """)
    assert transcript.format == "zoom"
    assert told(transcript) == [
        (5790, 13514, "Ada Obi", "Good morning to you all."),
        (13990, 17120, "Ada Obi", "The first item is the agenda: four points."),
        (18000, 19000, "", "and nothing else."),
        (20010, 22000, "Bo Li (UNODC)", "Thank you, Chair."),
        (22500, 24000, "Bo Li (UNODC)", "We agree."),
    ]
    assert transcript.problems == ()


def test_the_file_name_tells_when_the_recording_began() -> None:
    transcript = read(vtt("Ada: Yes.", "Ada: No."), NAME)
    assert (transcript.format, transcript.absolute) == ("zoom", False)
    assert transcript.zero == BEGAN.timestamp() * 1000


@pytest.mark.parametrize(
    "name",
    ["", "transcript.vtt", "GMT20261312-140507_Recording.vtt", "GMT20260112-1405071_Recording.vtt"],
)
def test_other_names_tell_nothing(name: str) -> None:
    assert read(vtt("Ada: Yes.", "Ada: No."), name).zero is None


def test_captions_of_captioners_have_no_speaker() -> None:
    transcript = read(
        vtt("Question: who is next?", "Question: who is last?", "Question: why?"),
        "GMT20260112-140507_Recording.cc.vtt",
    )
    assert transcript.format == "zoom_captions"
    assert said(transcript)[0] == ("", "Question: who is next?")
    assert transcript.zero is not None


def test_captioners_may_name_somebody_known() -> None:
    transcript = read(
        vtt(">> Ada Obi: Good morning.", ">> Thank you."),
        "GMT20260112-140507_Recording.cc.vtt",
        people=("Ada Obi",),
    )
    assert said(transcript) == [("Ada Obi", "Good morning."), ("", ">> Thank you.")]


# Names


def test_a_beginning_that_comes_once_is_speech() -> None:
    transcript = read(vtt("Ada: Good morning.", "Ada: To be clear.", "Remember: it is late."))
    assert said(transcript)[2] == ("", "Remember: it is late.")


def test_a_known_name_need_not_come_twice() -> None:
    transcript = read(
        vtt("ADA  OBI: Good morning.", "Bo (UNODC): Thanks."), people=("Ada Obi", "Bo")
    )
    assert said(transcript) == [("ADA OBI", "Good morning."), ("Bo (UNODC)", "Thanks.")]


@pytest.mark.parametrize(
    "name",
    [
        "10:30 Meeting",
        "iPhone",
        "iPad (2)",
        "+41 22 555 01 23",
        "Ada Obi (UNODC) she/her",
        "M. de la Cruz",
        "Dr. J. R. van der Berg",
        "ADA OBI",
        "عائشة",
        "王小明",
        "Иван Петров",
        "Room C2",
    ],
)
def test_what_two_cues_carry_is_a_name(name: str) -> None:
    transcript = read(vtt(f"{name}: Good morning.", "Good morning.", f"{name}: Thanks."))
    assert said(transcript) == [(name, "Good morning."), ("", "Good morning."), (name, "Thanks.")]


@pytest.mark.parametrize(
    "beginning",
    ["Note", "Question", "so the point is", "The question is", "Is it true? No", "I say this."],
)
def test_what_reads_like_speech_is_none(beginning: str) -> None:
    texts = (f"{beginning}: it is late.", f"{beginning}: it is early.")
    assert said(read(vtt(*texts))) == [("", text) for text in texts]


def test_what_reads_like_speech_is_a_name_if_it_comes_often() -> None:
    for name in ("delegation of the host country", "ada"):
        assert set(said(read(vtt(*[f"{name}: Yes."] * 5)))) == {(name, "Yes.")}
        assert set(said(read(vtt(*[f"{name}: Yes."] * 4)))) == {("", f"{name}: Yes.")}


def test_a_name_with_a_colon_is_found_if_it_is_known() -> None:
    transcript = read(vtt("Geneva: Room 5: Yes."), people=("Geneva: Room 5",))
    assert said(transcript) == [("Geneva: Room 5", "Yes.")]


def test_a_colon_behind_an_affiliation_is_speech() -> None:
    transcript = read(vtt("Bo Li - Costa Alta: Note: we agree."), people=("Bo Li", "Bo"))
    assert said(transcript) == [("Bo Li - Costa Alta", "Note: we agree.")]


def test_who_is_spoken_to_does_not_speak() -> None:
    transcript = read(vtt("Bo, let me say: yes.", "Bo Li, UNODC: No."), people=("Bo", "Bo Li"))
    assert said(transcript) == [("", "Bo, let me say: yes."), ("Bo Li, UNODC", "No.")]


def test_what_is_said_may_have_colons() -> None:
    transcript = read(vtt("Ada: Note: it is 10:30.", "Ada: Note: it is 10:31."))
    assert said(transcript) == [("Ada", "Note: it is 10:30."), ("Ada", "Note: it is 10:31.")]


def test_an_address_is_no_name() -> None:
    texts = ("https://example.org is ours.", "https://example.org is theirs.")
    assert said(read(vtt(*texts))) == [("", text) for text in texts]


def test_a_name_without_a_text_is_left_out() -> None:
    transcript = read(vtt("Ada: Yes.", "Ada:", "Ada: No."))
    assert said(transcript) == [("Ada", "Yes."), ("Ada", "No.")]
    assert codes(transcript) == ["empty"]
    assert (transcript.read, transcript.skipped) == (2, 1)


def test_chinese_has_a_colon_of_its_own() -> None:
    transcript = read(vtt("王小明\uff1a大家好。", "王小明\uff1a谢谢。"))
    assert said(transcript) == [("王小明", "大家好。"), ("王小明", "谢谢。")]
