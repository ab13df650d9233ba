"""What is written as WebVTT or SubRip is read as it was."""

import html

from hypothesis import given
from hypothesis import strategies as st

from live.domain.actors import Milliseconds
from live.transcripts.parsing import parse
from live.transcripts.text import clean, label
from tests.transcripts.files import Told, told

words = st.text(max_size=60).map(clean).filter(bool)
speech = words.filter(lambda text: "\n" not in text)
labels = st.text(max_size=30).map(label)
moments = st.integers(0, 200 * 3_600_000)
spoken = st.tuples(moments, st.integers(0, 60_000), labels, speech).map(
    lambda one: (one[0], one[0] + one[1], one[2], one[3])
)
sheets = st.lists(spoken, min_size=1, max_size=12)


def stamp(ms: Milliseconds, point: str) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{ms:03}"


def sheet(lines: list[Told], point: str, head: str) -> bytes:
    cues = [
        f"{nr}\n{stamp(start, point)} --> {stamp(end, point)}\n{payload(name, text)}\n"
        for nr, (start, end, name, text) in enumerate(lines, 1)
    ]
    return "\n".join([head, *cues]).encode()


def payload(name: str, text: str) -> str:
    escaped = html.escape(text, quote=False)
    return f"<v {html.escape(name, quote=False)}>{escaped}</v>" if name else f"<c>{escaped}</c>"


def in_order(lines: list[Told]) -> list[Told]:
    return sorted(lines, key=lambda line: line[0])


@given(sheets)
def test_webvtt(lines: list[Told]) -> None:
    voiced = [*lines, (0, 0, "Ada", "Yes.")]  # with one voice, no colon makes another
    transcript = parse(sheet(voiced, ".", "WEBVTT\n"))
    assert told(transcript) == in_order(voiced)
    assert (transcript.read, transcript.problems) == (len(voiced), ())


@given(st.lists(st.tuples(moments, st.integers(0, 60_000), words), min_size=1, max_size=12))
def test_subrip(lines: list[tuple[int, int, str]]) -> None:
    named = [(start, start + ms, "Ada Obi", text) for start, ms, text in lines]
    plain = [(start, end, "", f"{name}: {text}") for start, end, name, text in named]
    transcript = parse(sheet(plain, ",", ""), people=("Ada Obi",))
    assert transcript.format == "srt"
    assert told(transcript) == in_order(named)
