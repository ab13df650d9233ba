"""Everything that a session holds about one person, for that person to have."""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds, PersonId
from live.domain.draft import Aside
from live.domain.notes import Note
from live.domain.proposals import Proposal
from live.domain.session import LiveSession
from live.record.model import Record

LISTS = ("turns", "requests", "written", "notes", "captions", "log")
"""Of the record: those in which a person can be named."""


class Badge(msgspec.Struct, frozen=True):
    """With which the person has come in; what proves it is not kept in the clear."""

    role: str
    created_at: Milliseconds
    revoked_at: Milliseconds | None


class Kept(msgspec.Struct, frozen=True):
    """What is kept of a person beside the record. ``voted``: the polls in which they did,
    ``ballots``: what they chose in named ones that are counted; ``proposals``: for notes,
    ``retracted``: notes, ``set_aside``: from the draft, of theirs."""

    language: str = ""
    badges: tuple[Badge, ...] = ()
    voted: tuple[str, ...] = ()
    ballots: dict[str, tuple[str, ...]] = {}
    proposals: tuple[Proposal, ...] = ()
    retracted: tuple[Note, ...] = ()
    set_aside: tuple[Aside, ...] = ()


def beside(session: LiveSession, person: PersonId, kept: Kept) -> Kept:
    """With what the session holds of a person that is in no record."""
    proposals = [one for one in session.proposals.made.values() if one.author == person]
    retracted = [one.note for one in session.notes.retracted.values()]
    asides = [one for section in session.draft.sections.values() for one in section.asides]
    return replace(
        kept,
        ballots=dict(_ballots(session, person)),
        proposals=tuple(proposals),
        retracted=tuple(note for note in retracted if note.author == person),
        set_aside=tuple(one for one in asides if one.author == person),
    )


def personal(record: Record, person: PersonId, kept: Kept, *, notes: bool) -> bytes:
    """One JSON object; its fields are as in ``record.json``, less what is about others.

    ``notes``: with what others noted of the person; else only what they wrote or proposed."""
    whole = msgspec.to_builtins(record)
    about: dict[str, Any] = {
        "session": {name: whole[name] for name in ("title", "code", "host", "opened_at")},
        "person": next(who for who in whole["people"] if who["id"] == person),
        **msgspec.to_builtins(kept),
        "contributions": list(_contributions(record, person)),
    }
    for name in LISTS:
        about[name] = [one for one in whole[name] if _names(one, person)]
    if not notes:
        about["notes"] = [one for one in about["notes"] if one["author"] == person]
    return msgspec.json.format(msgspec.json.encode(about))


def _ballots(session: LiveSession, person: PersonId) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What was chosen in named polls; of a secret one nobody can tell."""
    for poll in session.polls.sheet.values():
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
