"""What stands on a poll's paper, and the rules by which it is voted on."""

from collections.abc import Collection
from typing import Annotated, Any

import msgspec

from live.domain import questions, text
from live.domain.questions import Options, PollKind
from live.errors import Invalid

Percent = Annotated[int, msgspec.Meta(ge=1, le=100)]
Seconds = Annotated[int, msgspec.Meta(ge=10, le=7200)]
"""How long the voting lasts."""

Ends = tuple[str, str]
"""What the lowest and the highest number of a rating mean."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """``min`` and ``max``: how many options a ballot marks that does not decline.
    ``rank`` sorts the run sheet. ``rerun_of``: the poll that it asks once more."""

    kind: PollKind
    question: str
    options: Options
    secret: bool
    min: int
    max: int
    rank: float
    ends: Ends = ("", "")
    seconds: int | None = None
    rerun_of: str | None = None
    groups: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    quorum: int | None = None
    shuffle: bool = False


def on(paper: Paper) -> dict[str, Any]:
    """All that stands on a paper, to make another thing of it that has one."""
    return {name: getattr(paper, name) for name in Paper.__struct_fields__}


def question(written: str) -> str:
    return text.line("question", written, text.QUESTION)


def ends(written: Ends, kind: PollKind) -> Ends:
    """Invalid where the kind has none."""
    if kind != "rating" and any(written):
        raise Invalid("ends")
    low, high = (text.line("ends", end, text.OPTION, required=False) for end in written)
    return low, high


def places(field: str, named: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    """Groups or regions that there are, each once."""
    if not set(named) <= set(known):
        raise Invalid(field)
    return tuple(dict.fromkeys(named))


def most(paper: Paper, options: Options) -> int:
    """How many of other options a ballot may mark: all, where it was all."""
    before, after = (len(questions.substantive(one)) for one in (paper.options, options))
    all_allowed = paper.kind not in questions.ONE_MARK and paper.max == before
    return after if all_allowed else min(paper.max, after)
