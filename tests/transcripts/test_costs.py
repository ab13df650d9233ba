"""Twice as much to read is at most about twice the work, whatever it is."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

from live import transcripts
from live.errors import LiveError
from live.transcripts.parsing import parse
from live.transcripts.text import _marks

CUE = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
HOSTILE: dict[str, Callable[[int], str]] = {
    "cues": lambda n: "WEBVTT\n\n" + "00:01.000 --> 00:02.000\nAda: Yes.\n\n" * n,
    "cues without empty rows": lambda n: "WEBVTT\n" + "00:01.000 --> 00:02.000\n" * n,
    "ids": lambda n: CUE + "1\n" * n,
    "empty rows": lambda n: CUE + "Yes.\n" + "\n" * n,
    "rows of a cue": lambda n: CUE + "Yes.\n" * n,
    "blocks of a cue": lambda n: CUE + "Yes.\n\n" * n,
    "notes": lambda n: CUE + "Yes.\n\n" + "NOTE language: x\n\n" * n,
    "bad times": lambda n: CUE + "Yes.\n\n" + "0 --> 1\n\n" * n,
    "voices": lambda n: CUE + "<v Ada>Yes.<v Bo>No.\n" * n,
    "open tags": lambda n: CUE + "<v" * n,
    "open voices": lambda n: CUE + "<v " * n,
    "classes": lambda n: CUE + "<c" + ".x" * n,
    "ampersands": lambda n: CUE + "&" * n,
    "entities": lambda n: CUE + "&amp;" * n,
    "overrides": lambda n: CUE + "{\\" * n,
    "arrows": lambda n: CUE + "-->" * n,
    "colons": lambda n: CUE + "a: " * n,
    "spaces": lambda n: CUE + "a" + " " * n + "b",
    "marks": lambda n: CUE + "a" + "\u0301\u0323" * n,
    "one long row": lambda n: CUE + "a" * 100 * n,
    "digits": lambda n: "1" * n + ":" + "2" * n + " --> " + "3" * n,
    "saved captions": lambda n: "[Ada] 14:05:07\nYes.\n\n" * n,
    "brackets": lambda n: "[" * n + "] 14:05:07\n" + "]" * n,
    "heads": lambda n: "Ada   0:01\nYes.\n" * n,
    "plain text": lambda n: "Ada: Yes.\nNo.\n\n" * n,
    "timed text": lambda n: "[0:01] Ada: Yes.\nNo.\n" * n,
    "jitsi": lambda n: "Transcript of conference held at x\n" + "<14:05:07> Ada: Yes.\n no\n" * n,
    "meet": lambda n: "Attendees\nAda\n" + "00:00:01\nAda: Yes.\nNo.\n" * n,
    "remarks": lambda n: "Ada   0:01\n" + "a " * n + "started transcription\n" + "a " * n,
    "timeline": lambda n: '{"timeline": [' + '{"ts": "0:01"},' * n + "5]}",
    "events": lambda n: '{"events": [' + '{"event": "JOIN"},' * n + "5]}",
    "nested": lambda n: '{"events": ' + "[" * n,
}


def steps(text: str) -> int:
    """How many calls it takes to read it, those of functions in C included."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    data = text.encode()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(data)
    except LiveError:
        pass
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("kind", HOSTILE)
def test_work_grows_with_what_there_is_to_read(kind: str) -> None:
    steps(HOSTILE[kind](10))  # what is made once is made
    once, twice = steps(HOSTILE[kind](400)), steps(HOSTILE[kind](800))
    assert twice <= 2.2 * once + 200


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.iter_modules(transcripts.__path__, "live.transcripts."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value
    yield "marks", _marks()


UNBOUNDED = 100_000


def endless(parsed: Any) -> Iterator[int]:
    """How deep in other repeats each part stands that may be repeated without end."""
    for operation, argument in parsed:
        name = str(operation)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            _, high, body = argument
            inner = list(endless(body))
            yield from (depth + (int(high) > 1) for depth in inner)
            if int(high) > UNBOUNDED:
                yield 0
        elif name == "SUBPATTERN":
            yield from endless(argument[3])
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from endless(branch)


@pytest.mark.parametrize(("name", "pattern"), [*patterns()], ids=lambda one: str(one)[:40])
def test_no_pattern_has_many_ways_to_fail(name: str, pattern: re.Pattern[str]) -> None:
    """One endless repeat at most, and in none other: then a failure takes one way through."""
    parser = re._parser  # type: ignore[attr-defined]
    found = list(endless(parser.parse(pattern.pattern, pattern.flags)))
    assert len(found) <= 1, name
    assert all(depth == 0 for depth in found), name
