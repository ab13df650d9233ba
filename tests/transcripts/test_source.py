"""Bytes become text: whatever the encoding, however rows end."""

import pytest

from live.errors import FileTooLarge, NotATranscript
from live.transcripts import source
from live.transcripts.model import MAX_BYTES, MOST_LINES, Problem, Transcript
from live.transcripts.parsing import parse
from tests.transcripts.files import codes, said

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Zoë Šimić>Café — naïve: 漢字 سلام 👋</v>\n"
WESTERN = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Zoë>Café — naïve “déjà vu”</v>\n"


def plain(text: str) -> Transcript:
    return parse(text.encode())


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_encoding_makes_no_difference(encoding: str, end: str) -> None:
    assert parse(VTT.replace("\n", end).encode(encoding)) == plain(VTT)


def test_a_mark_before_big_endian_text_is_seen() -> None:
    assert parse("\ufeff".encode("utf-16-be") + VTT.encode("utf-16-be")) == plain(VTT)


def test_text_without_latin_letters_is_read_as_utf16() -> None:
    text = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n" + "王小明在会议上发言。" * 20 + "\n"
    assert parse(text.encode("utf-16-le")) == plain(text)
    assert parse(text.encode("utf-16-be")) == plain(text)


def test_what_windows_wrote_is_read_with_a_problem() -> None:
    transcript = parse(WESTERN.encode("cp1252"))
    assert said(transcript) == [("Zoë", "Café — naïve “déjà vu”")]
    assert transcript.problems == (Problem(0, "encoding"),)


def test_a_damaged_sign_does_not_spoil_the_others() -> None:
    transcript = parse(VTT.encode().replace("š".encode(), b"s").replace(b"\xf0\x9f", b"\xf0"))
    assert said(transcript)[0][1].startswith("Café — naïve: 漢字 سلام �")
    assert codes(transcript) == ["broken_signs"]


def test_half_a_sign_of_utf16_is_damage() -> None:
    transcript = parse(VTT.encode("utf-16") + b"\x00")
    assert said(transcript) == said(plain(VTT))
    assert codes(transcript) == ["broken_signs"]


def test_signs_that_cannot_be_seen_are_dropped() -> None:
    transcript = plain(VTT.replace("Café", "C\0a\x07f\x1bé\u202e"))
    assert said(transcript) == said(plain(VTT))
    assert codes(transcript) == ["control_signs"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"\xff\xfe",
        b"WEBVTT\n",
        b"\0" * 1000,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        bytes(range(256)) * 40,
        b"<html><body>Sign in</body></html>",
        b"{" * 100_000,
        b"[" * 100_000,
        b"PK\x03\x04 no archive",
    ],
)
def test_what_is_no_transcript_is_refused(data: bytes) -> None:
    with pytest.raises(NotATranscript, match="WebVTT, SRT and plain text"):
        parse(data)


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(FileTooLarge) as refusal:
        parse(b" " * (MAX_BYTES + 1))
    assert refusal.value.details == {"megabytes": 32, "lines": 100_000}


def test_a_file_of_too_many_rows_is_refused() -> None:
    with pytest.raises(FileTooLarge):
        parse(b"\n" * (source.MOST_ROWS + 1))


def cues(count: int) -> bytes:
    return b"WEBVTT\n\n" + b"".join(
        b"%d:%02d.000 --> %d:%02d.900\n<v A>B\n\n" % (n // 60, n % 60, n // 60, n % 60)
        for n in range(count)
    )


def test_as_many_cues_are_read_as_are_allowed() -> None:
    transcript = parse(cues(MOST_LINES))
    assert len(transcript.lines) == transcript.read == MOST_LINES


def test_one_cue_more_is_refused() -> None:
    with pytest.raises(FileTooLarge):
        parse(cues(MOST_LINES + 1))
