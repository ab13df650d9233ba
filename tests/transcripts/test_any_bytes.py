"""Whatever comes is read or refused, and what is read is fit to be kept."""

import json
import unicodedata
from io import BytesIO
from typing import Any, get_args
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from live.domain.text import NAME, REORDERING
from live.errors import LiveError
from live.transcripts.docx_rows import BODY
from live.transcripts.merging import merged
from live.transcripts.model import LONGEST_TEXT, MOST_PROBLEMS, Code, Transcript
from live.transcripts.parsing import parse
from live.transcripts.text import CONTROLS

PIECES = (
    "WEBVTT", "\n", "\n\n", "\r\n", "\r", "NOTE", "STYLE", "REGION", "Language: fr", "1", "42",
    "00:00:01.000 --> 00:00:02.000", "00:01,000 --> 00:00,500", "0:0:0.0 --> 0:0:5.320",
    "-00:00:01.5", " --> ", "-->", "00:00:03.000", "14:05:07", "11:59:58 PM", "0:11", "   0:11",
    "[Ada] 14:05:07", "<14:05:07> ", "<v Ada>", "</v>", "<v", "<c.x>", "<lang ar>",
    "<00:00:01.000>", "&amp;", "&#0;", "&#x110000;", "&#xD800;", "Ada: ", "Bo Li (X): ", ": ",
    "\uff1a", ">> ", "Attendees", "Transcript", "Ada, Bo", "(2026-01-12 10:00 GMT+99)",
    "(2026-99-12 10:00 GMT)", "Meeting ended after 00:01:00",
    "Transcript of conference held at Jan 12, 2026 in room x", "Initial people present at 1:00:",
    "Transcript, started at 1:00:", "____", " joined the conference",
    "Ada started transcription", '1 "Ada" (5)', "3f2a9c1e-0b77-4d5e-9a41-7c0d2f6e8b15/1-0",
    '{"startDateTime":"2023-03-08T08:22:30Z"', ',"endDateTime":"x","spokenText":"y"}',
    '{"timeline":[', '{"ts":"0:01","users":[]}', "]}", "{", "}", "\0", "\x08", "\u202e",
    "\u2067", "\u2028", "\ufeff", "\u0301" * 40, "漢字", "سلام", "é", "👋", "word " * 500, " ",
    "\t", "\u00a0", "{\\an8}", "<br/>", "٠٠:٠١", "−", "…",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
NAMES = (
    "", "a.vtt", "a.srt", "a.docx", "caption_fr-FR.vtt", "GMT20260112-140507_Recording.cc.vtt",
    "GMT99999999-999999_Recording.vtt", "transcript_2026-99-12T14:05:00Z.txt",
)  # fmt: skip

texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)
names = st.sampled_from(NAMES)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(PIECES)
KEYS = (
    "timeline", "ts", "end_ts", "users", "username", "text", "recording_start", "events", "event",
    "timestamp", "participant", "name", "transcript", "is_interim", "message_id", "language",
    "initial_participants", "transcriptEntries", "participants", "startTime", "endTime",
    "signedinUser", "displayName", "languageCode",
)  # fmt: skip
objects = st.recursive(
    scalars,
    lambda parts: (
        st.lists(parts, max_size=4) | st.dictionaries(st.sampled_from(KEYS), parts, max_size=5)
    ),
    max_leaves=30,
)


def read(data: bytes, name: str = "") -> Transcript | None:
    try:
        return parse(data, name, people=("Ada",))
    except LiveError:
        return None


def check(transcript: Transcript | None) -> None:
    if transcript is None:
        return
    starts = [line.start for line in transcript.lines]
    assert starts
    assert starts == sorted(starts)
    assert len(transcript.problems) <= MOST_PROBLEMS
    assert {problem.code for problem in transcript.problems} <= set(get_args(Code))
    for line in transcript.lines:
        assert line.end >= line.start
        assert line.text or transcript.format == "zoom_timeline"
    shown = [line.text for line in transcript.lines]
    told = [line.label for line in transcript.lines]
    for text, limit in [(one, LONGEST_TEXT) for one in shown] + [(one, NAME) for one in told]:
        assert len(text) <= limit
        fit(text)
    for problem in transcript.problems:
        fit(problem.excerpt)
    for attendee in transcript.attendees:
        fit(attendee)


def fit(text: str) -> None:
    """One row in normal form, with nothing in it that hides or reorders."""
    assert text == " ".join(text.split())
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text)
    assert not set(map(ord, text)) & set(REORDERING)
    text.encode()


@given(st.binary(max_size=300), names)
@example(b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xf0", "")
@example(b"\xff\xfe\x00", "")
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    check(read(data, name))


@given(texts, st.sampled_from(ENCODINGS), names)
def test_any_text_is_read_or_refused(text: str, encoding: str, name: str) -> None:
    check(read(text.encode(encoding, errors="replace"), name))


@given(texts)
def test_any_payload_of_a_cue_is_fit_to_be_kept(payload: str) -> None:
    check(read(f"WEBVTT\n\n00:01.000 --> 00:02.000\nAda {payload}\n".encode(errors="replace")))


@given(objects)
def test_any_json_is_read_or_refused(whole: Any) -> None:
    check(read(json.dumps(whole).encode()))


@given(st.sampled_from(["timeline", "events", "transcriptEntries"]), st.lists(objects, max_size=6))
def test_any_entries_are_read_or_refused(key: str, entries: list[Any]) -> None:
    check(read(json.dumps({key: entries}).encode()))


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=20))
def test_any_document_is_read_or_refused(paragraphs: list[str]) -> None:
    escaped = (
        "".join(sign for sign in text if sign.isprintable())
        .replace("&", "&amp;").replace("<", "&lt;")
        for text in paragraphs
    )  # fmt: skip
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in escaped)
    file = BytesIO()
    with ZipFile(file, "w") as packed:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        whole = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        packed.writestr(BODY, whole.encode(errors="replace"))
    check(read(file.getvalue()))


@given(texts, st.sampled_from(ENCODINGS), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_is_read_does_not_depend_on_the_encoding(text: str, encoding: str, end: str) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nAda\n\n" + "\n".join(text.splitlines())
    text = CONTROLS.sub("", text.encode(errors="replace").decode()).replace("\ufeff", "")
    expected = read(text.encode())
    assert expected
    assert read(text.replace("\n", end).encode(encoding)) == expected


@given(texts)
def test_merging_loses_no_word(text: str) -> None:
    transcript = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\nAda {text}".encode(errors="replace"))
    if transcript:
        once = merged(transcript.lines)
        before, after = ("".join(line.text for line in lines) for lines in (transcript.lines, once))
        assert before.replace(" ", "") == after.replace(" ", "")
        assert all(len(line.text) <= LONGEST_TEXT for line in once)


@pytest.mark.parametrize("count", [MOST_PROBLEMS - 1, MOST_PROBLEMS, MOST_PROBLEMS + 5])
def test_the_first_problems_are_kept_while_all_are_counted(count: int) -> None:
    bad = "x:00 --> 00:01\nLost.\n\n0 --> 1\nLost.\n\n" * count
    transcript = parse(f"WEBVTT\n\n00:01.000 --> 00:02.000\nYes.\n\n{bad}".encode())
    kept = len(transcript.problems)
    assert kept == min(MOST_PROBLEMS, 2 * count)
    assert kept + transcript.more_problems == transcript.skipped == 2 * count
