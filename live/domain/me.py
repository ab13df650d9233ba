"""The document ``me``: what only the person sees, sent to that person's connections alone."""

from collections.abc import Mapping

import msgspec

from live.domain import floor, people, queue
from live.domain.actors import Actor, PersonId
from live.domain.documents import Directory, Document
from live.domain.people import Name
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
        "cast": dict(marks.cast),
        "choices": {poll: list(choice) for poll, choice in marks.choices.items()},
    }


def _waiting(session: LiveSession, person: PersonId, *, of_order: bool) -> str | None:
    for request in session.queue.of_person(person):
        if (request.kind == POINT_OF_ORDER) == of_order:
            return request.id
    return None


def concerned(before: LiveSession, event: Event) -> set[PersonId]:
    """Those whose ``me`` an event can change."""
    match event:
        case people.PersonJoined() | people.PersonEdited():
            return {event.person}
        case queue.FloorRequested() | floor.FloorGranted():
            return {event.person}
        case queue.RequestWithdrawn():
            return {before.queue.waiting[event.request].person}
        case queue.RequestsUnheard():
            return {request.person for request in before.queue.waiting.values()}
        case queue.RequestsRestored():
            return {request.person for request in before.queue.unheard}
        case _:
            return set()
