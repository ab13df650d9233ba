"""What a transcript says once it is read, and what was not read of it."""

from typing import Literal

import msgspec

from live.domain.actors import Milliseconds

MAX_BYTES = 32 * 1024 * 1024
MOST_LINES = 100_000
LONGEST_TEXT = 2_000
"""Of a line, in characters; what is longer becomes several lines."""

MOST_PROBLEMS = 200
"""Kept of each transcript; the others are counted."""

Format = Literal[
    "webvtt", "srt", "zoom", "zoom_captions", "zoom_saved", "zoom_timeline", "teams",
    "teams_metadata", "teams_document", "meet", "meet_document", "webex", "jitsi",
    "bigbluebutton", "text",
]  # fmt: skip

Code = Literal[
    "encoding", "broken_signs", "control_signs", "no_header", "bad_time", "no_time",
    "end_before_start", "empty", "long_text", "long_label", "bad_entry", "interim", "not_speech",
    "unnamed", "no_words", "time_of_day", "rough_times", "no_times",
]  # fmt: skip
"""Of a problem; ``PROBLEMS`` has the words."""


class Spoken(msgspec.Struct, frozen=True):
    """A timed line. ``start`` and ``end`` are ms, and may be negative where the recording began
    later. ``label``: who speaks, as the file has it. ``text`` is empty only of ``no_words``."""

    start: Milliseconds
    end: Milliseconds
    text: str
    label: str = ""
    language: str = ""


class Problem(msgspec.Struct, frozen=True):
    """``line``: of the file, or the entry or paragraph, from 1; 0: the file as a whole."""

    line: int
    code: Code
    excerpt: str = ""


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    """``lines`` are in the order of time. ``absolute``: their times are ms since 1970, otherwise
    since ``zero``, when the recording began, or None where nothing tells. ``clock``: what a clock
    on the wall showed then, in ms since midnight, if that alone is known.

    ``read`` and ``skipped``: how many cues or entries of the file. ``more_problems``: how many
    are not in ``problems``.
    """

    format: Format
    lines: tuple[Spoken, ...]
    absolute: bool = False
    zero: Milliseconds | None = None
    clock: Milliseconds | None = None
    language: str = ""
    problems: tuple[Problem, ...] = ()
    more_problems: int = 0
    read: int = 0
    skipped: int = 0
    attendees: tuple[str, ...] = ()
