"""Counting a poll: in all, by group and by region."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from live.domain.actors import PersonId
from live.domain.disclosure import Row, disclosable
from live.domain.people import Person

Choices = Mapping[PersonId, tuple[str, ...]]


class Tally(msgspec.Struct, frozen=True):
    """The count of a poll. ``ballots``: who marked what, of a named poll only."""

    counts: dict[str, int]
    voters: int
    eligible: int
    groups: tuple[Row, ...]
    regions: tuple[Row, ...]
    fingerprint: str = ""
    ballots: dict[PersonId, tuple[str, ...]] | None = None


def tally(
    options: Sequence[str], secret: bool, choices: Choices, people: Mapping[PersonId, Person]
) -> Tally:
    """Count the ballots. Eligible is who may vote now, and whoever has voted."""
    eligible = sorted({who.id for who in people.values() if who.may_vote} | set(choices))
    members = [people[who] for who in eligible]
    groups = _rows(options, choices, members, lambda who: (who.group,))
    regions = _rows(options, choices, members, lambda who: (who.region,))
    if secret:
        cells = _rows(options, choices, members, lambda who: (who.group, who.region))
        groups, regions = disclosable(groups, regions, cells)
    counted = Tally(
        counts=_count(options, choices.values()),
        voters=len(choices),
        eligible=len(eligible),
        groups=groups,
        regions=regions,
        ballots=None if secret else dict(sorted(choices.items())),
    )
    return replace(counted, fingerprint=fingerprint(counted))


def fingerprint(counted: Tally) -> str:
    """SHA-256, in hexadecimal, of the tally's JSON with sorted keys and an empty fingerprint."""
    plain = replace(counted, fingerprint="")
    return sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


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
