"""A rehearsal: a copy of a poll that is voted on by people who are made up, and thrown away.

What anybody does with it on a phone is taken and not counted, so that nothing of it stays.
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from live.domain.actors import PersonId, Role
from live.domain.life import Plan
from live.domain.people import Person
from live.domain.questions import WRITTEN, substantive
from live.domain.run_sheet import Poll

CAST = 60
"""How many are made up."""

SILENT = 7
"""Every so-manieth of them does not vote."""

SAYINGS = ("More time", "Clear definitions", "Human rights", "Training", "Cooperation")
"""What they say in own words."""


def electorate(plan: Plan, poll: Poll) -> dict[PersonId, Person]:
    """People of all groups and regions that may vote."""
    groups = poll.groups or tuple(place.id for place in plan.groups) or ("",)
    regions = poll.regions or tuple(place.id for place in plan.regions) or ("",)
    cast = (
        Person(
            PersonId(f"rehearsal_{nth}"),
            Role.PARTICIPANT,
            groups[nth % len(groups)],
            regions[nth // len(groups) % len(regions)],
            poll.opened_at or 0,
        )
        for nth in range(CAST)
    )
    return {who.id: who for who in cast}


def choices(poll: Poll, people: Mapping[PersonId, Person]) -> dict[PersonId, tuple[str, ...]]:
    """What they mark: the same in each rehearsal of a poll."""
    return {
        who: _choice(poll, _numbers(f"{poll.id}{who}"))
        for nth, who in enumerate(people)
        if nth % SILENT
    }


def _choice(poll: Poll, numbers: Iterator[int]) -> tuple[str, ...]:
    if poll.kind in WRITTEN:
        said = SAYINGS[next(numbers) % len(SAYINGS)]
        return (said,) if poll.kind == "words" else (said, "0" * 24)
    asked = [option.id for option in substantive(poll.options)]
    every = [option.id for option in poll.options]
    first = every[next(numbers) % len(every)]
    if first not in asked or poll.max == 1:
        return (first,)
    others = sorted((one for one in asked if one != first), key=lambda _: next(numbers))
    many = max(poll.min, 1 + next(numbers) % poll.max)
    marked = (first, *others)[:many]
    return marked if poll.kind == "ranking" else tuple(one for one in asked if one in marked)


def _numbers(seed: str) -> Iterator[int]:
    yield from blake2b(seed.encode()).digest()
