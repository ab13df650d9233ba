"""The document ``me``: what only the person sees, sent to that person's connections alone."""

from collections.abc import Mapping

import msgspec

from live.domain import acts, floor, people, proposals, queue
from live.domain.actors import Actor, PersonId
from live.domain.documents import Document
from live.domain.people import Directory, Name
from live.domain.queue import POINT_OF_ORDER
from live.domain.session import Event, LiveSession


class Marks(msgspec.Struct, frozen=True):
    """A person's ballots: the ``n`` of each poll, and what was marked in named ones."""

    cast: Mapping[str, int] = {}
    choices: Mapping[str, tuple[str, ...]] = {}


def me(session: LiveSession, directory: Directory, actor: Actor, marks: Marks) -> Document:
    who = session.people.everyone.get(actor.id)
    name = directory.get(actor.id, Name(""))
    return {
        "id": actor.id,
        "role": actor.role.value,
        "name": name.name,
        "organisation": name.organisation,
        "group": who.group if who else "",
        "region": who.region if who else "",
        "request": _waiting(session, actor.id, of_order=False),
        "point_of_order": _waiting(session, actor.id, of_order=True),
        "write_in": _unheard(session, actor.id),
        "claims": [one.id for one in session.queue.waiting.values() if one.claims == actor.id],
        "proposals": _proposals(session, actor.id),
        "cast": dict(marks.cast),
        "choices": {poll: list(choice) for poll, choice in marks.choices.items()},
    }


MOST_PROPOSALS = 20
"""Of one's own, the latest so many."""


def _proposals(session: LiveSession, person: PersonId) -> list[Document]:
    """What became of one's own, the latest last."""
    return [
        {"id": one.id, "text": one.text, "at": one.at, "state": one.state, "note": one.note}
        for one in session.proposals.of(person)[-MOST_PROPOSALS:]
    ]


def _waiting(session: LiveSession, person: PersonId, *, of_order: bool) -> str | None:
    for request in session.queue.of_person(person):
        if (request.kind == POINT_OF_ORDER) == of_order:
            return request.id
    return None


def _unheard(session: LiveSession, person: PersonId) -> str | None:
    """The request, not heard, whose statement may be sent in writing."""
    queue = session.queue
    if not queue.unheard:
        return None
    spoke = max(
        (turn.end for turn in session.floor.turns.values() if turn.person == person), default=0
    )
    for left in queue.unheard.values():
        if left.request.person == person and queue.asks_for(left) and left.at > spoke:
            return left.request.id
    return None


def concerned(before: LiveSession, event: Event) -> set[PersonId]:
    """Those whose ``me`` an event can change."""
    queue_before = before.queue
    match event:
        case people.PersonJoined() | people.PersonEdited():
            return {event.person}
        case queue.FloorRequested():
            return {event.person}
        case queue.RequestClaimed():
            return {event.by}
        case queue.RequestWithdrawn() | queue.ClaimDropped():
            return _whose(queue_before.waiting[event.request])
        case queue.RequestGiven():
            return _whose(queue_before.waiting[event.request]) | {event.person}
        case queue.RequestMerged():
            both = (queue_before.waiting[one] for one in (event.request, event.gone))
            return _whose(*both) | {event.person}
        case floor.FloorGranted():
            waited = queue_before.waiting.get(event.request)
            return {event.person} | (_whose(waited) if waited else set())
        case queue.RequestsUnheard() | queue.RequestsRestored() | queue.RequestWritten():
            return _waiting_or_unheard(before)
        case queue.WritingOffered():
            return _waiting_or_unheard(before)
        case floor.FloorReturned() | floor.FloorReleased():
            return _whose(*(holder.asked for holder in before.floor.holders))
        case floor.SpeakerIdentified():
            return {holder.person for holder in before.floor.holders} | _waiting_or_unheard(before)
        case proposals.NoteProposed():
            return {event.author}
        case proposals.ProposalsEvent():
            return {before.proposals.made[event.proposal].author}
        case acts.ActUndone():
            return _whose(*event.waits) | _waiting_or_unheard(before)
        case _:
            return set()


def _waiting_or_unheard(session: LiveSession) -> set[PersonId]:
    unheard = (left.request for left in session.queue.unheard.values())
    return _whose(*session.queue.waiting.values(), *unheard)


def _whose(*requests: queue.Request) -> set[PersonId]:
    """Those who ask, and those who say that it is them."""
    claiming = (request.claims for request in requests)
    return {request.person for request in requests} | {one for one in claiming if one is not None}
