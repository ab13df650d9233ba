"""What stands on a poll's paper, and the rules by which it is voted on."""

from collections.abc import Collection
from typing import Annotated, Any, Literal

import msgspec

from live.domain import questions, text
from live.domain.questions import Options, PollKind
from live.errors import Invalid

Percent = Annotated[int, msgspec.Meta(ge=1, le=100)]
Seconds = Annotated[int, msgspec.Meta(ge=10, le=7200)]
"""How long the voting lasts."""

Ends = tuple[str, str]
"""What the lowest and the highest number of a rating mean."""


Per = Literal["person", "organisation"]
"""Whose ballots count as one."""


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A poll's words in another language: the question, and the options that somebody wrote, in
    their order; what is empty is not translated."""

    question: str = ""
    options: tuple[str, ...] = ()
    ends: Ends = ("", "")


Wordings = dict[str, Wording]
"""By the language's code."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """``min`` and ``max``: how many options a ballot marks that does not decline, or how many
    words it has.
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
    per: Per = "person"
    translations: Wordings = {}
    rehearsal: bool = False


def on(paper: Paper) -> dict[str, Any]:
    """All that stands on a paper, to make another thing of it that has one."""
    return {name: getattr(paper, name) for name in Paper.__struct_fields__}


def question(written: str, kind: PollKind) -> str:
    """A pulse may have none: then it asks how the room feels, in everybody's language."""
    return text.line("question", written, text.QUESTION, required=kind != "pulse")


def ends(written: Ends, kind: PollKind) -> Ends:
    """Invalid where the kind has none."""
    if kind != "rating" and any(written):
        raise Invalid("ends")
    low, high = (text.line("ends", end, text.OPTION, required=False) for end in written)
    return low, high


def translations(
    given: Wordings, languages: Collection[str], kind: PollKind, options: Options
) -> Wordings:
    """Words in languages of the session; Invalid where options are not as many as there are."""
    if not set(given) <= set(languages):
        raise Invalid("translations")
    own = () if kind in questions.GIVEN else questions.substantive(options)
    found = {language: _wording(words, kind, len(own)) for language, words in given.items()}
    return {language: words for language, words in found.items() if words != Wording()}


def _wording(words: Wording, kind: PollKind, own: int) -> Wording:
    if words.options and len(words.options) != own:
        raise Invalid("translations")
    return Wording(
        text.line("translations", words.question, text.QUESTION, required=False),
        tuple(
            text.line("translations", option, text.OPTION, required=False)
            for option in words.options
        ),
        ends(words.ends, kind),
    )


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
