"""The fairness rule: whom of those who wait it would be fair to hear next. It is advice.

Shares are fractions, so that a tie is one; ``docs/fairness.md`` explains the rule.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

import msgspec
from msgspec.structs import replace

Policy = Literal["first_come", "first_time", "by_group", "by_region"]
Basis = Literal["here", "asked"]
Reason = Literal["precedence", "passed_over", "first_time", "share", "order"]


class Rule(msgspec.Struct, frozen=True):
    """What a session holds to be fair.

    Nobody is passed over more often than ``most_passed``. ``targets`` are shares of the
    speaking time by group, 0 to 1, for ``by_group`` only. Whoever has none is due a share
    by ``basis``: by how many of its people are here, or have asked.
    """

    policy: Policy = "first_come"
    most_passed: int = 3
    basis: Basis = "here"
    targets: dict[str, float] = {}


class Waiting(msgspec.Struct, frozen=True):
    """A request that waits; ``nr`` is unique and numbers requests as they were made.

    ``place`` is the group or region, empty if not stated. ``first``: the person has not
    spoken yet. ``passed`` is how often a later request of its precedence was heard before it.
    ``behind``: the request that it lets go first, for as long as that one waits.
    """

    request: str
    nr: int
    precedence: int
    place: str
    first: bool
    passed: int
    behind: str | None = None


class Heard(msgspec.Struct, frozen=True):
    """By place: how long it has spoken, who is here, who has ever asked.

    ``turn_ms`` is what a turn is expected to take; whoever speaks is counted with it in full.
    """

    spoken_ms: dict[str, int]
    here: dict[str, int]
    asked: dict[str, int]
    turn_ms: int


class Suggestion(msgspec.Struct, frozen=True):
    """Whom to hear, and why; for a share also whose, what it had and what it was due, 0 to 1."""

    request: str
    reason: Reason
    place: str | None = None
    had: float | None = None
    due: float | None = None


def suggest(rule: Rule, waiting: Sequence[Waiting], heard: Heard) -> Suggestion | None:
    """The request to hear next; None if none waits."""
    if not waiting:
        return None
    in_line = _in_line(waiting)
    highest = max(one.precedence for one in in_line)
    peers = sorted((one for one in in_line if one.precedence == highest), key=_came)
    if highest > 0:
        return Suggestion(peers[0].request, "precedence")
    for one in peers:
        if one.passed >= rule.most_passed:
            return Suggestion(one.request, "passed_over" if one.passed else "order")
    return _by_policy(rule, peers, heard)


def _in_line(waiting: Sequence[Waiting]) -> Sequence[Waiting]:
    """Without those who let somebody go first who still waits, unless that is all."""
    if not any(one.behind for one in waiting):
        return waiting
    requests = {one.request for one in waiting}
    return [one for one in waiting if one.behind not in requests] or waiting


def order(rule: Rule, waiting: Sequence[Waiting], heard: Heard) -> list[str]:
    """All requests, as they would be suggested one after another.

    Each is taken to speak for ``turn_ms``, and to pass over those that it overtakes.
    """
    requests: list[str] = []
    while (suggestion := suggest(rule, waiting, heard)) is not None:
        requests.append(suggestion.request)
        speaker = next(one for one in waiting if one.request == suggestion.request)
        waiting, heard = _overtaken(waiting, speaker), _spoken(heard, speaker.place)
    return requests


def _by_policy(rule: Rule, peers: Sequence[Waiting], heard: Heard) -> Suggestion:
    match rule.policy:
        case "first_come":
            return Suggestion(peers[0].request, "order")
        case "first_time":
            chosen = min(peers, key=_new_voice)
            return Suggestion(chosen.request, "first_time" if chosen.first else "order")
        case "by_group" | "by_region":
            return _by_share(rule, peers, heard)
        case _:
            raise TypeError(f"not a policy: {rule.policy!r}")


def _came(one: Waiting) -> int:
    return one.nr


def _new_voice(one: Waiting) -> tuple[bool, int]:
    return not one.first, one.nr


def _by_share(rule: Rule, peers: Sequence[Waiting], heard: Heard) -> Suggestion:
    """The place furthest below its due, and in it a new voice if there is one."""
    due, had = _dues(rule, peers, heard), _shares(heard.spoken_ms, {one.place for one in peers})
    speakers = {one.place: one for one in sorted(peers, key=_new_voice, reverse=True)}
    chosen = min(speakers.values(), key=lambda one: (had[one.place] - due[one.place], one.nr))
    place = chosen.place
    return Suggestion(chosen.request, "share", place, float(had[place]), float(due[place]))


def _shares(amounts: dict[str, int], places: set[str]) -> dict[str, Fraction]:
    """What part of all amounts each of the places has; none where they add up to nothing."""
    total = sum(amounts.values()) or 1
    return {place: Fraction(amounts.get(place, 0), total) for place in places}


def _dues(rule: Rule, peers: Sequence[Waiting], heard: Heard) -> dict[str, Fraction]:
    """The targets; the other places that wait or are here share by basis what those leave."""
    targets = _targets(rule)
    rest = max(Fraction(0), 1 - sum(targets.values()))
    present = {place for place, people in heard.here.items() if people}
    others = ({one.place for one in peers} | present) - targets.keys()
    counts = heard.here if rule.basis == "here" else heard.asked
    people = {place: counts.get(place, 0) for place in others}
    if not any(people.values()):
        people = dict.fromkeys(others, 1)
    parts = _shares(people, others)
    return {**targets, **{place: rest * part for place, part in parts.items()}}


def _targets(rule: Rule) -> dict[str, Fraction]:
    """As they are written: 0.1 is a tenth, not the binary number next to it."""
    if rule.policy != "by_group":
        return {}
    return {group: Fraction(str(share)) for group, share in rule.targets.items()}


def _overtaken(waiting: Sequence[Waiting], speaker: Waiting) -> list[Waiting]:
    """Those who still wait once the speaker was heard."""
    return [
        replace(one, passed=one.passed + 1) if _passed_by(speaker, one) else one
        for one in waiting
        if one.request != speaker.request
    ]


def _passed_by(speaker: Waiting, one: Waiting) -> bool:
    return one.precedence == speaker.precedence and one.nr < speaker.nr


def _spoken(heard: Heard, place: str) -> Heard:
    spoken = heard.spoken_ms.get(place, 0) + heard.turn_ms
    return replace(heard, spoken_ms={**heard.spoken_ms, place: spoken})
