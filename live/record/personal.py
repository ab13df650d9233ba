"""Everything that a session holds about one person, for that person to have."""

from collections.abc import Iterator
from typing import Any

import msgspec

from live.domain.actors import Milliseconds, PersonId
from live.record.model import Record

LISTS = ("turns", "requests", "written", "notes", "captions", "log")
"""Of the record: those in which a person can be named."""


class Badge(msgspec.Struct, frozen=True):
    """With which the person has come in; what proves it is not kept in the clear."""

    role: str
    created_at: Milliseconds
    revoked_at: Milliseconds | None


class Kept(msgspec.Struct, frozen=True):
    """What is kept of a person beside the record. ``voted``: the polls in which they did."""

    language: str = ""
    badges: tuple[Badge, ...] = ()
    voted: tuple[str, ...] = ()


def personal(record: Record, person: PersonId, kept: Kept) -> bytes:
    """One JSON object; its fields are as in ``record.json``, less what is about others."""
    whole = msgspec.to_builtins(record)
    about: dict[str, Any] = {
        "session": {name: whole[name] for name in ("title", "code", "host", "opened_at")},
        "person": next(who for who in whole["people"] if who["id"] == person),
        **msgspec.to_builtins(kept),
        "ballots": dict(_ballots(record, person)),
        "contributions": list(_contributions(record, person)),
    }
    for name in LISTS:
        about[name] = [one for one in whole[name] if _names(one, person)]
    return msgspec.json.format(msgspec.json.encode(about))


def _ballots(record: Record, person: PersonId) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What was chosen in named polls; of a secret one nobody can tell."""
    for poll in record.polls:
        if poll.tally and poll.tally.ballots and person in poll.tally.ballots:
            yield poll.id, poll.tally.ballots[person]


def _contributions(record: Record, person: PersonId) -> Iterator[dict[str, Any]]:
    for poll in record.polls:
        for one in poll.contributions or ():
            if one.author == person:
                yield {"poll": poll.id, **msgspec.to_builtins(one)}


def _names(data: Any, person: PersonId) -> bool:
    """Whether a person's id stands anywhere in some data."""
    match data:
        case dict():
            return any(_names(value, person) for value in data.values())
        case list() | tuple():
            return any(_names(value, person) for value in data)
        case _:
            return bool(data == person)
