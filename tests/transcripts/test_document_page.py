"""docs/transcripts.md says what the code does."""

import re
from pathlib import Path
from typing import get_args

from live.transcripts.model import LONGEST_TEXT, MAX_BYTES, MOST_LINES, MOST_PROBLEMS, Code
from tests.document import Page, names

PAGE = Page(Path(__file__).parents[2] / "docs" / "transcripts.md")


def test_every_problem_is_told() -> None:
    told = names(PAGE.section("What is told").partition("| code |")[2])
    assert sorted(told) == sorted(get_args(Code))


def test_the_limits_are_told() -> None:
    told = PAGE.section("Limits")
    for limit in (MOST_LINES, LONGEST_TEXT):
        assert f"{limit:,}" in told
    assert f"{MAX_BYTES // 1024**2} MiB" in told
    assert re.search(rf"first {MOST_PROBLEMS} are kept", PAGE.section("What is told"))
