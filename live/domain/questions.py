"""What a poll asks: its kind, its options, and what a ballot may mark of them."""

import re
from collections.abc import Collection
from typing import Annotated, Literal, get_args

import msgspec
from msgspec.structs import replace

from live.domain import text
from live.domain.actors import Ask
from live.errors import Invalid, WrongChoice

PollKind = Literal["single", "multiple", "yes_no", "rating", "ranking", "text", "words", "pulse"]
"""One option, several, yes or no, a number on a scale, options in the order of preference; a
text of one's own, or some words. A pulse: how the room feels, counted while everybody looks on."""

Standard = Literal[
    "yes", "no", "agree", "unsure", "disagree", "abstain", "no_position", "not_my_mandate"
]
"""Options whose words are the same in every poll, so that everybody reads them in their
language. ``no_position``: whoever votes has taken none; ``not_my_mandate``: may not."""

Declining = Literal["abstain", "no_position", "not_my_mandate"]
"""Options that say nothing to the question. A ballot that marks one marks nothing else."""

Scale = Literal[5, 10]
"""A rating goes from 1 to this."""

DECLINING: frozenset[str | None] = frozenset(get_args(Declining))
WORDS: dict[Standard, str] = {
    "yes": "Yes",
    "no": "No",
    "agree": "Agree",
    "unsure": "Not sure",
    "disagree": "Disagree",
    "abstain": "Abstain",
    "no_position": "No position",
    "not_my_mandate": "Not my mandate",
}
"""In English, for tables and programs; pages have them in the reader's language."""

PULSE = "Do you agree?"
"""What a pulse without a question asks; pages ask it in the reader's language."""

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
Count = Annotated[int, msgspec.Meta(ge=0, le=MOST_OPTIONS)]
ONE_MARK: frozenset[PollKind] = frozenset({"single", "yes_no", "rating", "text", "pulse"})
USUAL_WORDS, MOST_WORDS = 3, 5
RECEIPT = re.compile(r"[0-9a-f]{24}")
WRITTEN: frozenset[PollKind] = frozenset({"text", "words"})
"""Kinds of which a ballot says something in own words."""

GIVEN: frozenset[PollKind] = WRITTEN | {"yes_no", "rating", "pulse"}
"""Kinds whose options nobody writes."""


class Option(msgspec.Struct, frozen=True):
    id: str
    text: str
    standard: Standard | None = None

    @property
    def declines(self) -> bool:
        return self.standard in DECLINING


Options = tuple[Option, ...]


def options(
    kind: PollKind,
    texts: tuple[str, ...],
    declining: Collection[Standard | None],
    ask: Ask,
    scale: Scale = 5,
) -> Options:
    """All options of a new poll: those of its kind or as written, and behind them how to decline.

    Invalid where there are too few or many, two alike, or some that its kind has by itself.
    """
    chosen = _of_kind(kind, texts, scale) + _declining(declining)
    if len({word for word, _ in chosen}) < len(chosen):
        raise Invalid("options")
    return tuple(
        Option(ask.new_id("o", nth), word, standard) for nth, (word, standard) in enumerate(chosen)
    )


Worded = list[tuple[str, Standard | None]]


def _declining(wanted: Collection[Standard | None]) -> Worded:
    """In one order in all polls."""
    return [(WORDS[standard], standard) for standard in get_args(Declining) if standard in wanted]


def _of_kind(kind: PollKind, texts: tuple[str, ...], scale: Scale) -> Worded:
    if kind in GIVEN and texts:
        raise Invalid("options")
    match kind:
        case "yes_no":
            return [(WORDS["yes"], "yes"), (WORDS["no"], "no")]
        case "rating":
            return [(str(number), None) for number in range(1, scale + 1)]
        case "pulse":
            feelings: tuple[Standard, ...] = ("agree", "unsure", "disagree")
            return [(WORDS[feeling], feeling) for feeling in feelings]
        case "text" | "words":
            return []
        case _:
            return [(word, None) for word in _written(texts)]


def _written(texts: tuple[str, ...]) -> list[str]:
    if not FEWEST_OPTIONS <= len(texts) <= MOST_OPTIONS:
        raise Invalid("options")
    return [text.line("options", given, text.OPTION) for given in texts]


def corrected(kind: PollKind, before: Options, texts: tuple[str, ...] | None) -> Options:
    """The same options in other words; Invalid where they are not as many, or two alike, or where
    one has the words that another had: votes would count for what nobody chose."""
    if texts is None:
        return before
    own = substantive(before)
    if kind in GIVEN or len(texts) != len(own):
        raise Invalid("options")
    words = dict(zip((option.id for option in own), _written(texts), strict=True))
    if any(words[one.id] == other.text for one in own for other in own if one is not other):
        raise Invalid("options", why="exchanged")
    after = tuple(replace(option, text=words.get(option.id, option.text)) for option in before)
    if len({option.text for option in after}) < len(after):
        raise Invalid("options")
    return after


def declines(options: Options, mark: str) -> bool:
    return any(option.declines and option.id == mark for option in options)


def _said(kind: PollKind, bounds: tuple[int, int], choice: tuple[str, ...]) -> tuple[str, ...]:
    """Words, no two the same; or a text and its receipt."""
    if kind == "text":
        if len(choice) != 2 or not RECEIPT.fullmatch(choice[1]):
            raise WrongChoice(*bounds)
        return text.prose("choice", choice[0], text.CONTRIBUTION), choice[1]
    words = tuple(" ".join(text.line("choice", word, text.WORD).split()) for word in choice)
    if not bounds[0] <= len({*map(text.folded, words)}) == len(words) <= bounds[1]:
        raise WrongChoice(*bounds)
    return words


def substantive(options: Options) -> Options:
    """Those that say something to the question."""
    return tuple(option for option in options if not option.declines)


def bounds(
    kind: PollKind, fewest: Count | None, most: Count | None, options: Options
) -> tuple[int, int]:
    """How many options a ballot marks, at least and at most; Invalid."""
    if kind in ONE_MARK:
        if fewest not in (None, 1) or most not in (None, 1):
            raise Invalid("max")
        return 1, 1
    every = MOST_WORDS if kind == "words" else len(substantive(options))
    usual = USUAL_WORDS if kind == "words" else every
    fewest = 1 if fewest is None else fewest
    most = usual if most is None else most
    if not fewest <= most <= every or most < 1:
        raise Invalid("max")
    return fewest, most


def marked(
    kind: PollKind, options: Options, bounds: tuple[int, int], choice: tuple[str, ...]
) -> tuple[str, ...]:
    """What a ballot marks, a ranking in its own order, or says in own words; WrongChoice."""
    if kind in WRITTEN and not (len(choice) == 1 and declines(options, choice[0])):
        return _said(kind, bounds, choice)
    known = {option.id: option for option in options}
    marks = set(choice)
    if len(marks) < len(choice) or not marks <= known.keys():
        raise WrongChoice(*bounds)
    if any(known[mark].declines for mark in marks):
        if len(marks) > 1:
            raise WrongChoice(*bounds)
        return choice
    if not bounds[0] <= len(marks) <= bounds[1]:
        raise WrongChoice(*bounds)
    if kind == "ranking":
        return choice
    return tuple(option.id for option in options if option.id in marks)
