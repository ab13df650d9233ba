"""Counting a poll: in all, by group and by region."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain

import msgspec
from msgspec.structs import replace

from live.domain.actors import PersonId
from live.domain.disclosure import Row, turnout
from live.domain.people import Person
from live.domain.preferences import borda, mean, median, pairwise
from live.domain.questions import WRITTEN, Options, PollKind, substantive
from live.domain.runs import Run, Voters, comes_close, comparable
from live.domain.text import folded

Choices = Mapping[PersonId, tuple[str, ...]]


class Written(msgspec.Struct, frozen=True):
    """What a ballot says; its author in a named poll only."""

    text: str
    receipt: str
    author: PersonId | None = None


class Tally(msgspec.Struct, frozen=True):
    """The count of a poll. ``ballots``: who marked what, of a named poll only.

    ``written``: of a poll for free text, in an order that says nothing of people. ``words``:
    those of each ballot of a list, in the spelling that was the most frequent.
    ``said``: the SHA-256 of both, which the fingerprint covers in their place, so that it can be
    checked where what was declined is not shown.

    Of a ranking ``counts`` are the first preferences. ``points`` (Borda) and ``pairs``: see
    ``live.domain.preferences``. ``median`` and ``mean`` of a rating, if anybody rated.
    ``connected``: how many of those who may vote were, at the close. ``salt``: what keeps the
    fingerprint, which everybody sees before the count, from telling what the count is.
    ``close_to_earlier``: the total itself, less one of an earlier run, could tell how a few voted.
    """

    counts: dict[str, int]
    voters: int
    eligible: int
    groups: tuple[Row, ...]
    regions: tuple[Row, ...]
    fingerprint: str = ""
    ballots: dict[PersonId, tuple[str, ...]] | None = None
    points: dict[str, int] | None = None
    pairs: dict[str, dict[str, int]] | None = None
    median: float | None = None
    mean: float | None = None
    connected: int | None = None
    salt: str = ""
    written: tuple[Written, ...] | None = None
    words: tuple[tuple[str, ...], ...] | None = None
    said: str = ""
    close_to_earlier: bool = False


def tally(
    kind: PollKind,
    options: Options,
    secret: bool,
    choices: Choices,
    people: Mapping[PersonId, Person],
    *,
    connected: int | None = None,
    salt: str = "",
    earlier: Sequence[Run] = (),
) -> Tally:
    """Count the ballots, by what the kind of the poll makes of them.

    ``earlier``: the runs before it, of a secret poll that is asked again.
    """
    asked = [option.id for option in substantive(options)]
    every = [option.id for option in options]
    match kind:
        case "ranking":
            firsts = {person: choice[:1] for person, choice in choices.items()}
            counted = _counted(every, secret, firsts, people, earlier)
            rankings = [choice for choice in choices.values() if set(choice) <= set(asked)]
            points, pairs = borda(asked, rankings), pairwise(asked, rankings)
            ballots = None if secret else dict(sorted(choices.items()))
            counted = replace(counted, points=points, pairs=pairs, ballots=ballots)
        case "rating":
            counted = _counted(every, secret, choices, people, earlier)
            ratings = [counted.counts[option] for option in asked]
            counted = replace(counted, median=median(ratings), mean=mean(ratings))
        case "pulse":
            counted = _counted(every, secret, choices, people, earlier)
            counted = replace(counted, groups=(), regions=())
        case "text" | "words":
            counted = _told(kind, every, secret, choices, people)
        case _:
            counted = _counted(every, secret, choices, people, earlier)
    said = digest((counted.written, counted.words)) if kind in WRITTEN else ""
    marks = {} if kind in WRITTEN else counted.counts
    few = comes_close(marks, _places(choices, people), earlier)
    counted = replace(counted, connected=connected, salt=salt, said=said, close_to_earlier=few)
    return replace(counted, fingerprint=fingerprint(counted))


def _told(
    kind: PollKind,
    declining: Sequence[str],
    secret: bool,
    choices: Choices,
    people: Mapping[PersonId, Person],
) -> Tally:
    """What was said in own words; of groups and regions only how many took part."""
    said = {who: choice for who, choice in choices.items() if not {*choice} & {*declining}}
    declined = {who: () if who in said else choice for who, choice in choices.items()}
    counted = _counted(declining, False, declined, people)
    rows = {"groups": counted.groups, "regions": counted.regions}
    turnouts = {name: turnout(of, secret=secret) for name, of in rows.items()}
    if kind == "words":
        named = None if secret else dict(sorted(choices.items()))
        return replace(counted, **turnouts, ballots=named, words=words(said.values()))
    written = tuple(
        Written(text, receipt, None if secret else who) for who, (text, receipt) in said.items()
    )
    return replace(counted, **turnouts, ballots=None, written=written)


def words(lists: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The same lists, each word spelt as most spell it."""
    lists = list(lists)
    spelt: dict[str, Counter[str]] = {}
    for word in chain.from_iterable(lists):
        spelt.setdefault(folded(word), Counter())[word] += 1
    usual = {
        word: min(spellings, key=lambda one: (-spellings[one], sum(map(str.isupper, one)), one))
        for word, spellings in spelt.items()
    }
    return tuple(tuple(usual[folded(word)] for word in written) for written in lists)


def _counted(
    options: Sequence[str],
    secret: bool,
    choices: Choices,
    people: Mapping[PersonId, Person],
    earlier: Sequence[Run] = (),
) -> Tally:
    """Votes in all, by group and by region. Eligible is who may vote now, and whoever has voted."""
    eligible = sorted({who.id for who in people.values() if who.may_vote} | set(choices))
    members = [people[who] for who in eligible]
    groups = _rows(options, choices, members, lambda who: (who.group,))
    regions = _rows(options, choices, members, lambda who: (who.region,))
    if secret:
        cells = _rows(options, choices, members, lambda who: (who.group, who.region))
        groups, regions = comparable(groups, regions, cells, _places(choices, people), earlier)
    return Tally(
        counts=_count(options, choices.values()),
        voters=len(choices),
        eligible=len(eligible),
        groups=groups,
        regions=regions,
        ballots=None if secret else dict(sorted(choices.items())),
    )


def _places(voters: Iterable[PersonId], people: Mapping[PersonId, Person]) -> Voters:
    return {who: (people[who].group, people[who].region) for who in voters}


def fingerprint(counted: Tally) -> str:
    """Of the tally with an empty fingerprint, and without what was written."""
    return digest(replace(counted, fingerprint="", written=None, words=None))


def digest(value: object) -> str:
    """SHA-256, in hexadecimal, of a value's JSON with sorted keys."""
    return sha256(msgspec.json.encode(value, order="sorted")).hexdigest()


def _rows(
    options: Sequence[str],
    choices: Choices,
    members: Sequence[Person],
    key: Callable[[Person], tuple[str, ...]],
) -> tuple[Row, ...]:
    return tuple(
        _row(options, place, choices, [who.id for who in members if key(who) == place])
        for place in sorted({key(who) for who in members})
    )


def _row(
    options: Sequence[str], place: tuple[str, ...], choices: Choices, members: Sequence[PersonId]
) -> Row:
    marks = [choices[who] for who in members if who in choices]
    return Row(place, len(marks), len(members), _count(options, marks))


def _count(options: Sequence[str], marks: Iterable[tuple[str, ...]]) -> dict[str, int]:
    counts = dict.fromkeys(options, 0)
    for choice in marks:
        for option in choice:
            counts[option] += 1
    return counts
