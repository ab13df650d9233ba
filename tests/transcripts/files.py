"""Transcripts as tests write them down, and what is told of one."""

from textwrap import dedent

from live.transcripts.model import Code, Transcript
from live.transcripts.parsing import parse

Told = tuple[int, int, str, str]
"""``start``, ``end``, ``label`` and ``text`` of a line."""


def written(text: str) -> bytes:
    return dedent(text).lstrip("\n").encode()


def read(text: str, name: str = "", people: tuple[str, ...] = ()) -> Transcript:
    return parse(written(text), name, people)


def told(transcript: Transcript) -> list[Told]:
    return [(line.start, line.end, line.label, line.text) for line in transcript.lines]


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(line.label, line.text) for line in transcript.lines]


def codes(transcript: Transcript) -> list[Code]:
    return [problem.code for problem in transcript.problems]
