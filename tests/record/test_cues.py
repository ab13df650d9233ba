"""The transcript beside a recording: WebVTT and SubRip."""

import re

import pytest
from msgspec.structs import replace

from live.domain.captioning import PostCaption, captioner
from live.record.model import Record
from tests.record.sittings import consultation, opened, written
from tests.record.talked import brought, in_two_languages, into, line, talked


def cues(record: Record, file: str, language: str = "en") -> list[tuple[str, str]]:
    """Begin and text of each."""
    parts = written(record, file, language).strip().split("\n\n")
    found = (re.fullmatch(r"\d+\n(\S+) --> \S+\n(.+)", part, re.DOTALL) for part in parts)
    return [(cue[1], cue[2]) for cue in found if cue]


def test_each_line_is_a_cue_with_a_voice() -> None:
    assert cues(talked().record(), "transcript.vtt")[:3] == [
        ("00:00:00.000", "<v Chair Person>Ada, you have the floor.</v>"),
        ("00:00:00.800", "<v Ada Lovelace>Welcome to &lt;all&gt; of you.</v>"),
        ("00:00:11.000", "<v Ada Lovelace>We have two days &amp; a great deal to do.</v>"),
    ]


def test_in_subrip_the_name_stands_before_what_was_said() -> None:
    assert cues(talked().record(), "transcript.srt")[:3] == [
        ("00:00:00,000", "Chair Person: Ada, you have the floor."),
        ("00:00:00,800", "Ada Lovelace: Welcome to ‹all> of you."),
        ("00:00:11,000", "Ada Lovelace: We have two days & a great deal to do."),
    ]


@pytest.mark.parametrize("file", ["transcript.vtt", "transcript.srt"])
def test_no_text_is_the_time_of_another_cue(file: str) -> None:
    text = written(talked().record(), file)
    assert text.count("-->") == len(cues(talked().record(), file)) == 8


def test_whom_the_session_does_not_know_has_the_name_of_the_source() -> None:
    assert cues(talked().record(), "transcript.vtt")[6][1] == "<v iPhone>A phone rings.</v>"


def test_what_nobody_is_known_to_have_said_has_no_voice() -> None:
    here = consultation()
    brought(here, line(into(here, 5, 120), "So be it."))
    assert cues(here.record(), "transcript.vtt")[0][1] == "So be it."
    assert cues(here.record(), "transcript.srt")[0][1] == "So be it."


def test_what_was_over_before_the_opening_is_in_neither() -> None:
    here = consultation()
    brought(here, line(0, "Can you hear me?"), line(into(here, 1, 20), "Good morning."))
    assert [text for _, text in cues(here.record(), "transcript.srt")] == [
        "Ada Lovelace: Good morning."
    ]


def test_the_first_words_of_live_captions_are_in_both() -> None:
    """They are taken for a little older than they came, and would be from before the opening."""
    here = opened()
    here.do(captioner("k_1"), PostCaption("k_1", "en", 1, b"Good morning.\n"))
    for file in ("transcript.vtt", "transcript.srt"):
        assert cues(here.record(), file)[0][0].startswith("00:00:00")


def test_they_are_in_the_language_of_the_reader() -> None:
    record = in_two_languages().record()
    [(_, text)] = cues(record, "transcript.srt", "ar")
    assert text == "\u2068Ada Lovelace\u2069: شكرًا جزيلًا."


def test_without_captions_both_tell_what_happened() -> None:
    record = consultation().record()
    of_vtt, of_srt = (cues(record, f"transcript.{end}") for end in ("vtt", "srt"))
    assert len(of_vtt) == len(of_srt) > 20
    assert any(text.startswith("<v Ada Lovelace>Statement: welcome") for _, text in of_vtt)
    assert any(text.startswith("Ada Lovelace: Statement: welcome") for _, text in of_srt)


def test_what_players_take_for_a_style_is_text_in_subrip() -> None:
    record = talked().record()
    styled = replace(record.captions[2], text=r"{\an8}<i>Up</i> a < b")
    text = written(replace(record, captions=(styled,)), "transcript.srt")
    assert r"(\an8}‹i>Up‹/i> a < b" in text
