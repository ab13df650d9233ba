"""What people wrote on their ballots: looked at after the count, shown once it is published.

Of a poll for free text each contribution is approved, as it is or edited, parked under a theme,
or declined. Of a list of words one is counted as another, or not at all. What was written stays;
the author, whom nobody needs to know, finds it again by its receipt.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec.structs import replace

from live.domain import text
from live.domain.actors import PersonId
from live.domain.polls import PollRemoved, PollTallied
from live.errors import Invalid, NotFound, Stale

Value = TypeVar("Value")

Verdict = Literal["new", "approved", "parked", "declined"]


class ContributionsCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of contributions."""


class JudgeContribution(ContributionsCommand, frozen=True, tag="contribution.judge"):
    """Approve, park or decline what somebody wrote, or take that back (``new``).

    ``text``: as it is shown, of one that is approved; as it was written if left out.
    ``theme``: under which it is shown and counted. ``revision``: the one that the moderator saw.
    """

    contribution: str
    revision: Annotated[int, msgspec.Meta(ge=0)]
    verdict: Verdict
    text: str | None = None
    theme: str = ""


class CountWord(ContributionsCommand, frozen=True, tag="word.count"):
    """Count a word of a list as another of it, as itself, or (null) not at all."""

    poll: str
    word: str
    counted_as: str | None


class ContributionsEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to contributions."""


class ContributionJudged(ContributionsEvent, frozen=True, tag="contribution.judged"):
    contribution: str
    verdict: Verdict
    text: str
    theme: str


class WordCounted(ContributionsEvent, frozen=True, tag="word.counted"):
    poll: str
    word: str
    counted_as: str | None


class Contribution(msgspec.Struct, frozen=True):
    """``text``: as it is shown; ``written``: as it came. ``author``: of a named poll."""

    id: str
    poll: str
    written: str
    receipt: str
    text: str
    author: PersonId | None = None
    verdict: Verdict = "new"
    theme: str = ""
    revision: int = 0

    @property
    def edited(self) -> bool:
        return self.text != self.written


class Contributions(msgspec.Struct, frozen=True):
    """``words``: of each list, those of each ballot. ``counted_as``: what a moderator said of
    some of them."""

    entries: dict[str, Contribution] = {}
    words: dict[str, tuple[tuple[str, ...], ...]] = {}
    counted_as: dict[str, dict[str, str | None]] = {}

    def of(self, poll: str) -> list[Contribution]:
        return [one for one in self.entries.values() if one.poll == poll]

    def themes(self, poll: str) -> dict[str, int]:
        """How many contributions stand under each theme, the most first."""
        kept = [one for one in self.of(poll) if one.verdict in ("approved", "parked")]
        return _by_number(one.theme for one in kept if one.theme)

    def spelt(self, poll: str) -> dict[str, int]:
        """On how many ballots each word of a list stands, the most first."""
        return _by_number(chain.from_iterable(self.words.get(poll, ())))

    def counted(self, poll: str) -> dict[str, int]:
        """The same with each word as what it counts: once for a ballot that has several."""
        targets = {word: self.target(poll, word) for word in self.spelt(poll)}
        ballots = ({targets[word] for word in words} for words in self.words.get(poll, ()))
        return _by_number(word for words in ballots for word in words if word is not None)

    def target(self, poll: str, word: str) -> str | None:
        """As what a word counts."""
        changed = self.counted_as.get(poll, {})
        while word in changed:
            target = changed[word]
            if target is None:
                return None
            word = target
        return word


def _by_number(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items(), key=lambda row: (-row[1], row[0])))


def ids(poll: str, number: int) -> Iterator[str]:
    """The ids of so many contributions to a poll."""
    return (f"{poll}.{nth}" for nth in range(1, number + 1))


def decide(contributions: Contributions, command: ContributionsCommand) -> list[ContributionsEvent]:
    match command:
        case JudgeContribution():
            return _judge(contributions, command)
        case CountWord():
            return _count(contributions, command)
        case _:
            raise TypeError(f"not a command of contributions: {command!r}")


def _judge(contributions: Contributions, command: JudgeContribution) -> list[ContributionsEvent]:
    one = contributions.entries.get(command.contribution)
    if one is None:
        raise NotFound("contribution")
    if command.revision != one.revision:
        raise Stale(revision=one.revision)
    shown = one.written
    if command.text is not None:
        if command.verdict != "approved":
            raise Invalid("text")
        shown = text.prose("text", command.text, text.CONTRIBUTION)
    theme = text.line("theme", command.theme, text.THEME, required=command.verdict == "parked")
    same = (one.verdict, one.text, one.theme) == (command.verdict, shown, theme)
    return [] if same else [ContributionJudged(one.id, command.verdict, shown, theme)]


def _count(contributions: Contributions, command: CountWord) -> list[ContributionsEvent]:
    if command.poll not in contributions.words:
        raise NotFound("poll")
    words = contributions.spelt(command.poll)
    if command.word not in words:
        raise Invalid("word")
    target = command.counted_as
    if target is not None and target not in words:
        raise Invalid("counted_as")
    if target not in (None, command.word):
        after = evolve(contributions, WordCounted(command.poll, command.word, command.word))
        if after.target(command.poll, target or "") == command.word:
            raise Invalid("counted_as")  # each would be counted as the other
    known = contributions.counted_as.get(command.poll, {})
    same = known.get(command.word, command.word) == target
    return [] if same else [WordCounted(command.poll, command.word, target)]


def evolve(contributions: Contributions, event: ContributionsEvent) -> Contributions:
    match event:
        case ContributionJudged(contribution, verdict, shown, theme):
            before = contributions.entries[contribution]
            after = replace(
                before,
                verdict=verdict,
                text=shown,
                theme=theme,
                revision=before.revision + 1,
            )
            entries = {**contributions.entries, contribution: after}
            return replace(contributions, entries=entries)
        case WordCounted(poll, word, target):
            known = contributions.counted_as.get(poll, {})
            changed = {one: other for one, other in known.items() if one != word}
            if target != word:
                changed[word] = target
            counted_as = {**contributions.counted_as, poll: changed}
            return replace(contributions, counted_as=counted_as)
        case _:
            raise TypeError(f"not an event of contributions: {event!r}")


def tallied(contributions: Contributions, event: PollTallied) -> Contributions:
    """With what was written on the ballots of a poll that is counted."""
    poll, tally = event.poll, event.tally
    came = tally.written or ()
    entries = {
        name: Contribution(name, poll, one.text, one.receipt, one.text, one.author)
        for name, one in zip(ids(poll, len(came)), came, strict=True)
    }
    words = {} if tally.words is None else {poll: tally.words}
    return replace(
        contributions,
        entries=contributions.entries | entries,
        words=contributions.words | words,
    )


def without(contributions: Contributions, event: PollRemoved) -> Contributions:
    gone = {one.id for one in contributions.of(event.poll)}
    return Contributions(
        _less(contributions.entries, gone),
        _less(contributions.words, {event.poll}),
        _less(contributions.counted_as, {event.poll}),
    )


def _less(kept: Mapping[str, Value], gone: set[str]) -> dict[str, Value]:
    return {key: value for key, value in kept.items() if key not in gone}
