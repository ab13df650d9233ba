"""Polls with a paper, of which a test says only what matters to it."""

from typing import Any

from live.domain.polls import PollDrafted
from live.domain.questions import Option

OPTIONS = (Option("o_1", "Yes"), Option("o_2", "No"), Option("o_3", "Maybe"))
PAPER: dict[str, Any] = {
    "kind": "multiple",
    "question": "Agreed?",
    "options": OPTIONS,
    "secret": True,
    "min": 1,
    "max": 2,
    "rank": 1.0,
}


def paper(poll: str = "q_1", **given: object) -> PollDrafted:
    return PollDrafted(poll=poll, **(PAPER | given))
