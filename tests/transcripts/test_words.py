"""Everything that a transcript can be told of has its words."""

from typing import get_args

import pytest

from live.errors import FileTooLarge, LiveError, NotATranscript
from live.transcripts.model import Code, Format
from live.transcripts.source import too_large
from live.transcripts.words import FORMATS, PROBLEMS, REFUSALS


def test_every_format_has_a_name() -> None:
    assert set(FORMATS) == set(get_args(Format))


def test_every_problem_has_words() -> None:
    assert set(PROBLEMS) == set(get_args(Code))


@pytest.mark.parametrize("refusal", [too_large(), NotATranscript()], ids=lambda one: one.code)
def test_every_refusal_has_the_words_of_the_protocol(refusal: LiveError) -> None:
    assert REFUSALS[refusal.code] == refusal.message
    assert "{" not in REFUSALS[refusal.code].format(**refusal.details)


def test_the_limits_are_in_the_words() -> None:
    assert str(too_large()) == "This file is too large: 32 MB and 100000 lines at most."
    assert FileTooLarge.retry is False
