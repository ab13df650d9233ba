"""WebVTT, as the standard has it and as it comes."""

import pytest

from live.transcripts.model import Problem
from tests.transcripts.files import codes, read, said, told


def cue(payload: str) -> str:
    return f"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n{payload}\n"


def test_a_cue_has_times_and_a_text() -> None:
    transcript = read("""
        WEBVTT

        00:00:01.000 --> 00:00:04.250
        Good morning.

        second
        00:00:04.250 --> 00:00:06.000 align:start position:0%
        Let us begin.
    """)
    assert transcript.format == "webvtt"
    assert told(transcript) == [
        (1000, 4250, "", "Good morning."),
        (4250, 6000, "", "Let us begin."),
    ]
    assert (transcript.read, transcript.skipped, transcript.problems) == (2, 0, ())
    assert (transcript.absolute, transcript.zero, transcript.clock) == (False, None, None)


@pytest.mark.parametrize(
    ("timing", "start", "end"),
    [
        ("00:01.000 --> 00:02.500", 1000, 2500),
        ("90:00.000 --> 90:01.000", 5_400_000, 5_401_000),
        ("100:00:00.000 --> 123:00:00.001", 360_000_000, 442_800_001),
        ("0:0:0.0 --> 0:0:5.320", 0, 5320),
        ("0:0:5.5 --> 0:0:5.75", 5500, 5750),
        ("-00:00:02.500 --> 00:00:01.000", -2500, 1000),
        ("-0:0:2.5 --> -0:0:1.5", -2500, -1500),
        ("00:00:-2.500 --> 00:00:01.000", -2500, 1000),
        ("\u221200:00:02.500 --> 00:00:01.000", -2500, 1000),
        ("00:00:01.000-->00:00:02.000", 1000, 2000),
        ("  00:00:01.000\t-->\t00:00:02.000\tline:0", 1000, 2000),
        ("00:00:01 --> 00:00:02", 1000, 2000),
        ("00:00:01.1234567 --> 00:00:02.9999999", 1123, 2999),
        ("٠٠:٠٠:٠١.٠٠٠ --> ٠٠:٠٠:٠٢.٠٠٠", 1000, 2000),
    ],
)
def test_times_come_in_many_forms(timing: str, start: int, end: int) -> None:
    transcript = read(f"WEBVTT\n\n{timing}\nSo it is.\n")
    assert told(transcript) == [(start, end, "", "So it is.")]
    assert transcript.problems == ()


@pytest.mark.parametrize(
    "timing",
    [
        "00:00:0x.000 --> 00:00:02.000",
        "00:00:01.000 --> soon",
        "now --> 00:00:01.000",
        "00:00:01.000 -->",
        "--> 00:00:01.000",
        "1.000 --> 2.000",
        "00:00:01.000 --> 99999999999999999999999999999999999999999:00:00.000",
    ],
)
def test_a_cue_whose_time_cannot_be_read_is_left_out(timing: str) -> None:
    transcript = read(f"WEBVTT\n\n{timing}\nLost.\n\n00:00:03.000 --> 00:00:04.000\nKept.\n")
    assert said(transcript) == [("", "Kept.")]
    assert transcript.skipped == 1
    assert codes(transcript) == ["bad_time"]
    assert transcript.problems[0].line == 3


def test_a_missing_header_is_told() -> None:
    transcript = read("00:01.000 --> 00:02.000\nGood morning.\n")
    assert said(transcript) == [("", "Good morning.")]
    assert transcript.problems == (Problem(1, "no_header", "00:01.000 --> 00:02.000"),)


def test_a_cue_may_follow_the_header_at_once() -> None:
    transcript = read("WEBVTT - minutes\n00:01.000 --> 00:02.000\nGood morning.\n")
    assert said(transcript) == [("", "Good morning.")]
    assert transcript.problems == ()


def test_the_header_may_name_the_language() -> None:
    transcript = read("""
        WEBVTT
        Kind: captions
        Language: fr-CH

        00:01.000 --> 00:02.000
        Bonjour.
    """)
    assert transcript.language == "fr-CH"
    assert said(transcript) == [("", "Bonjour.")]


def test_a_note_may_name_the_language() -> None:
    transcript = read("""
        WEBVTT

        NOTE duration:"00:34:00.000"

        NOTE language:en-us

        00:01.000 --> 00:02.000
        Good morning.
    """)
    assert (transcript.language, transcript.problems) == ("en-us", ())


def test_notes_styles_or_regions_are_not_speech() -> None:
    transcript = read("""
        WEBVTT

        STYLE
        ::cue { color: red }

        REGION
        id:left
        width:40%

        NOTE
        Checked by two people.

        NOTE one row

        00:01.000 --> 00:02.000
        Good morning.

        NOTE the end
    """)
    assert said(transcript) == [("", "Good morning.")]
    assert transcript.problems == ()


def test_rows_of_a_cue_become_one_line() -> None:
    assert said(read(cue("We welcome\nthe report."))) == [("", "We welcome the report.")]
    assert said(read(cue("我们欢迎\n这份报告。"))) == [("", "我们欢迎这份报告。")]
    assert said(read(cue("환영\n합니다"))) == [("", "환영 합니다")]


def test_an_empty_line_within_a_text_does_not_lose_what_follows() -> None:
    transcript = read(cue("We welcome\n\nthe report."))
    assert said(transcript) == [("", "We welcome the report.")]
    assert transcript.problems == ()


def test_cues_without_empty_lines_between_are_told_apart() -> None:
    transcript = read("""
        WEBVTT

        1
        00:01.000 --> 00:02.000
        One.
        2
        00:02.000 --> 00:03.000
        Two.
        00:03.000 --> 00:04.000
        Three.
    """)
    assert told(transcript) == [
        (1000, 2000, "", "One."),
        (2000, 3000, "", "Two."),
        (3000, 4000, "", "Three."),
    ]


def test_text_before_the_first_time_is_left_out() -> None:
    transcript = read("WEBVTT\n\nThe floor is open.\n\n00:01.000 --> 00:02.000\nThanks.\n")
    assert said(transcript) == [("", "Thanks.")]
    assert transcript.problems == (Problem(3, "no_time", "The floor is open."),)
    assert transcript.skipped == 1


def test_files_that_were_put_together_are_read_as_one() -> None:
    transcript = read(cue("One.") + "\n\ufeff" + cue("Two."))
    assert said(transcript) == [("", "One."), ("", "Two.")]
    assert transcript.problems == ()


def test_an_id_without_a_time_is_left_out() -> None:
    transcript = read(cue("Thanks.") + "\n2\n")
    assert said(transcript) == [("", "Thanks.")]
    assert codes(transcript) == ["no_time"]


def test_a_cue_without_a_text_is_left_out() -> None:
    transcript = read(cue("Thanks.") + "\n00:04.000 --> 00:05.000\n\n00:06.000 --> 00:07.000\n \n")
    assert (transcript.read, transcript.skipped) == (1, 2)
    assert codes(transcript) == ["empty", "empty"]


def test_a_cue_that_ends_before_it_begins_is_kept() -> None:
    transcript = read("WEBVTT\n\n00:05.000 --> 00:02.000\nThanks.\n")
    assert told(transcript) == [(5000, 5000, "", "Thanks.")]
    assert codes(transcript) == ["end_before_start"]


def test_cues_are_put_in_the_order_of_time() -> None:
    transcript = read("""
        WEBVTT

        00:05.000 --> 00:09.000
        Third.

        00:01.000 --> 00:06.000
        First.

        00:01.000 --> 00:02.000
        Second.
    """)
    assert [line.text for line in transcript.lines] == ["First.", "Second.", "Third."]


# Voices, tags and entities


def test_a_voice_is_a_speaker() -> None:
    assert said(read(cue("<v Ada Obi>Good morning.</v>"))) == [("Ada Obi", "Good morning.")]
    assert said(read(cue("<v.loud.first Ada Obi>Good morning."))) == [("Ada Obi", "Good morning.")]


def test_a_voice_need_not_end() -> None:
    assert said(read(cue("<v Ada Obi>Good\nmorning."))) == [("Ada Obi", "Good morning.")]


def test_several_voices_in_a_cue_are_several_lines() -> None:
    transcript = read(cue("<v Ada Obi>May I?</v>\n<v Bo Li>Please.\n<v Ada Obi>Thanks."))
    assert told(transcript) == [
        (1000, 4000, "Ada Obi", "May I?"),
        (1000, 4000, "Bo Li", "Please."),
        (1000, 4000, "Ada Obi", "Thanks."),
    ]
    assert transcript.read == 1


def test_what_follows_a_voice_is_nobodys() -> None:
    transcript = read(cue("(Bell.) <v Ada Obi>Thanks.</v> (Applause.)"))
    assert said(transcript) == [("", "(Bell.)"), ("Ada Obi", "Thanks."), ("", "(Applause.)")]


def test_a_name_is_unescaped() -> None:
    assert said(read(cue("<v R&amp;D &lt;Geneva&gt;>Yes.</v>"))) == [("R&D <Geneva>", "Yes.")]


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        ("<c.yellow>Good</c> <i>mor</i>ning", "Good morning"),
        ("Good <00:00:02.000>mor<02.500>ning", "Good mor<02.500>ning"),
        ("Good <00:02.000><c>morning</c>", "Good morning"),
        ("<ruby>漢<rt>kan</rt></ruby>", "漢kan"),
        ("<b><u>Yes</u></b>", "Yes"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("<unclear> a <script>", "<unclear> a <script>"),
        ("<v", "<v"),
        ("&lt;v Ada&gt;", "<v Ada>"),
        ("&amp;lt;", "&lt;"),
        ("R&D, Q&A; AT&T", "R&D, Q&A; AT&T"),
        ("a&nbsp;b&#39;s &#x2014; c&lrm;", "a b's — c\u200e"),
        ("&notanentity; &copy;", "&notanentity; ©"),
    ],
)
def test_markup_becomes_text(payload: str, text: str) -> None:
    assert said(read(cue(payload))) == [("", text)]


def test_a_language_within_a_cue_is_kept() -> None:
    transcript = read(cue("Good morning. <lang ar>صباح الخير</lang> Thanks."))
    assert [(line.text, line.language) for line in transcript.lines] == [
        ("Good morning.", ""),
        ("صباح الخير", "ar"),
        ("Thanks.", ""),
    ]


def test_a_colon_in_a_file_with_voices_is_speech() -> None:
    transcript = read("""
        WEBVTT

        00:01.000 --> 00:02.000
        <v Ada Obi>Bo Li: he is next.</v>

        00:02.000 --> 00:03.000
        Bo Li: that is so.
    """)
    assert said(transcript) == [("Ada Obi", "Bo Li: he is next."), ("", "Bo Li: that is so.")]


def test_captions_of_bigbluebutton_have_no_speaker() -> None:
    transcript = read(
        """
        WEBVTT

        00:01.000 --> 00:02.500
        The floor is open. Ms Obi,
        you have three minutes.

        00:02.500 --> 00:04.000
        Thank you &amp; good morning.
        """,
        "caption_fr-FR.vtt",
    )
    assert (transcript.format, transcript.language) == ("bigbluebutton", "fr-FR")
    assert said(transcript) == [
        ("", "The floor is open. Ms Obi, you have three minutes."),
        ("", "Thank you & good morning."),
    ]


def test_webex_names_the_speaker_beside_the_number() -> None:
    transcript = read("""
        WEBVTT

        1 "Ada Obi" (1234567890)
        00:00:01.000 --> 00:00:02.000
        Good morning: all of you.

        2 "" (0)
        00:00:02.000 --> 00:00:03.000
        Good morning.

        3 "Bo "Bobby" Li" (1234567891)
        00:00:03.000 --> 00:00:04.000
        Thanks.
    """)
    assert transcript.format == "webex"
    assert said(transcript) == [
        ("Ada Obi", "Good morning: all of you."),
        ("", "Good morning."),
        ('Bo "Bobby" Li', "Thanks."),
    ]
