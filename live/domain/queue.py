"""The speaker queue: who waits to speak, about what, in which order.

A request has a rank; sorting by rank is the queue. A point of order goes in
front of everything else, a reply to whoever speaks in front of the rest.
"""

from typing import Literal

import msgspec
from msgspec.structs import replace

from live.domain import ranks, text
from live.domain.actors import CHAIRS, Ask, Milliseconds, PersonId
from live.errors import (
    AlreadyWaiting,
    Invalid,
    NotAllowed,
    NotFound,
    QueueClosed,
    SpeakerChanged,
)

Kind = Literal["statement", "question", "reply", "point_of_order"]
REPLY = "reply"
POINT_OF_ORDER = "point_of_order"

PRECEDENCE = {POINT_OF_ORDER: 2, REPLY: 1}
"""Of kinds; the others have none and come as they come."""


class QueueCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the queue."""


class RequestFloor(QueueCommand, frozen=True, tag="queue.request"):
    """Ask to speak: one waiting request per person, plus one point of order.

    A reply ``answers`` the turn that is on.
    """

    kind: Kind = "statement"
    about: str = ""
    answers: str | None = None


class EditRequest(QueueCommand, frozen=True, tag="queue.edit"):
    """Say what one's own request is about; it keeps its place."""

    request: str
    about: str


class DeferRequest(QueueCommand, frozen=True, tag="queue.defer"):
    """Let the next one go first."""

    request: str


class WithdrawRequest(QueueCommand, frozen=True, tag="queue.withdraw"):
    """Take one's own request back; a moderator may take out any that waits."""

    request: str


class MoveRequest(QueueCommand, frozen=True, tag="queue.move"):
    """Put a waiting request behind another; ``after`` null puts it first."""

    request: str
    after: str | None


class OpenQueue(QueueCommand, frozen=True, tag="queue.open"):
    """Take requests again."""


class CloseQueue(QueueCommand, frozen=True, tag="queue.close"):
    """Take no more requests; points of order still pass."""


class QueueEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the queue."""


class FloorRequested(QueueEvent, frozen=True, tag="queue.requested"):
    request: str
    person: PersonId
    kind: Kind
    about: str
    rank: float
    item: str | None
    at: Milliseconds
    answers: str | None = None


class RequestEdited(QueueEvent, frozen=True, tag="queue.edited"):
    request: str
    about: str


class RequestWithdrawn(QueueEvent, frozen=True, tag="queue.withdrawn"):
    request: str


class RequestMoved(QueueEvent, frozen=True, tag="queue.moved"):
    request: str
    rank: float


class QueueSpread(QueueEvent, frozen=True, tag="queue.spread"):
    """The waiting requests were numbered afresh, to make room; the order is as it was."""

    ranks: dict[str, float]


class QueueOpened(QueueEvent, frozen=True, tag="queue.opened"):
    pass


class QueueWasClosed(QueueEvent, frozen=True, tag="queue.closed"):
    pass


class RequestsUnheard(QueueEvent, frozen=True, tag="queue.unheard"):
    """The session closed while these were waiting, in this order."""

    requests: tuple[str, ...]


class RequestsRestored(QueueEvent, frozen=True, tag="queue.restored"):
    """The session was reopened and these wait again."""

    requests: tuple[str, ...]


class Request(msgspec.Struct, frozen=True):
    id: str
    person: PersonId
    kind: Kind
    about: str
    rank: float
    item: str | None
    at: Milliseconds
    answers: str | None = None


class Moment(msgspec.Struct, frozen=True):
    """What the meeting is at: the agenda item, and the turn of whoever speaks."""

    item: str | None
    turn: str | None


class Queue(msgspec.Struct, frozen=True):
    waiting: dict[str, Request] = {}
    unheard: tuple[Request, ...] = ()
    open: bool = True

    def ordered(self) -> list[Request]:
        return sorted(self.waiting.values(), key=lambda request: request.rank)

    def request(self, request: str) -> Request:
        if request not in self.waiting:
            raise NotFound("request")
        return self.waiting[request]

    def of_person(self, person: PersonId) -> list[Request]:
        return [request for request in self.waiting.values() if request.person == person]


def decide(queue: Queue, command: QueueCommand, ask: Ask, now: Moment) -> list[QueueEvent]:
    match command:
        case RequestFloor():
            return _request(queue, command, ask, now)
        case EditRequest():
            return _edit(queue, command, ask)
        case DeferRequest():
            return _defer(queue, command, ask)
        case WithdrawRequest():
            return _withdraw(queue, command, ask)
        case MoveRequest():
            return _move(queue, command)
        case OpenQueue():
            return [] if queue.open else [QueueOpened()]
        case CloseQueue():
            return [QueueWasClosed()] if queue.open else []
        case _:
            raise TypeError(f"not a command of the queue: {command!r}")


def _request(queue: Queue, command: RequestFloor, ask: Ask, now: Moment) -> list[QueueEvent]:
    of_order = command.kind == POINT_OF_ORDER
    if not queue.open and not of_order:
        raise QueueClosed
    if any((mine.kind == POINT_OF_ORDER) == of_order for mine in queue.of_person(ask.actor.id)):
        raise AlreadyWaiting
    if (command.kind == REPLY) != (command.answers is not None):
        raise Invalid("answers")
    if command.answers not in (None, now.turn):
        raise SpeakerChanged
    about = text.line("about", command.about, text.ABOUT, required=False)
    ordered = queue.ordered()
    room, rank = _rank_at(ordered, _place_of(command.kind, ordered))
    requested = FloorRequested(
        ask.new_id("r"),
        ask.actor.id,
        command.kind,
        about,
        rank,
        now.item,
        ask.now,
        command.answers,
    )
    return [*room, requested]


def _place_of(kind: Kind, ordered: list[Request]) -> int:
    """Behind all that do not come after its kind."""
    own = PRECEDENCE.get(kind, 0)
    for place, request in enumerate(ordered):
        if PRECEDENCE.get(request.kind, 0) < own:
            return place
    return len(ordered)


def _edit(queue: Queue, command: EditRequest, ask: Ask) -> list[QueueEvent]:
    request = _own(queue, command.request, ask)
    about = text.line("about", command.about, text.ABOUT, required=False)
    return [] if about == request.about else [RequestEdited(request.id, about)]


def _defer(queue: Queue, command: DeferRequest, ask: Ask) -> list[QueueEvent]:
    request = _own(queue, command.request, ask)
    behind = [other for other in queue.ordered() if other.rank > request.rank]
    return _move(queue, MoveRequest(request.id, behind[0].id)) if behind else []


def _own(queue: Queue, request: str, ask: Ask) -> Request:
    found = queue.request(request)
    if found.person != ask.actor.id:
        raise NotAllowed
    return found


def _withdraw(queue: Queue, command: WithdrawRequest, ask: Ask) -> list[QueueEvent]:
    request = queue.request(command.request)
    if request.person != ask.actor.id and ask.actor.role not in CHAIRS:
        raise NotAllowed
    return [RequestWithdrawn(request.id)]


def _move(queue: Queue, command: MoveRequest) -> list[QueueEvent]:
    moved = queue.request(command.request)
    if command.after == moved.id:
        return []
    others = [request for request in queue.ordered() if request.id != moved.id]
    place = 0
    if command.after is not None:
        place = others.index(queue.request(command.after)) + 1
    if queue.ordered().index(moved) == place:
        return []
    room, rank = _rank_at(others, place)
    return [*room, RequestMoved(moved.id, rank)]


def _rank_at(ordered: list[Request], place: int) -> tuple[list[QueueEvent], float]:
    """The rank for a place in the queue, after the event that makes room for it if need be."""
    taken = [request.rank for request in ordered]
    before, after = _neighbours(taken, place)
    rank = ranks.between(before, after)
    if not ranks.crowded(rank, before, after):
        return [], rank
    fresh = ranks.spread(len(ordered))
    event = QueueSpread({request.id: rank for request, rank in zip(ordered, fresh, strict=True)})
    return [event], ranks.between(*_neighbours(fresh, place))


def _neighbours(taken: list[float], place: int) -> tuple[float | None, float | None]:
    before = taken[place - 1] if place else None
    return before, taken[place] if place < len(taken) else None


def unheard(queue: Queue) -> list[QueueEvent]:
    """The events that end the queue when the session closes."""
    waiting = tuple(request.id for request in queue.ordered())
    return [RequestsUnheard(waiting)] if waiting else []


def restored(queue: Queue, gone: frozenset[PersonId]) -> list[QueueEvent]:
    """The events that bring back what closing the session cut off, but for who has left."""
    again = tuple(request.id for request in queue.unheard if request.person not in gone)
    return [RequestsRestored(again)] if queue.unheard else []


def withdrawn(queue: Queue, person: PersonId) -> list[QueueEvent]:
    """The events that take a person who leaves out of the queue."""
    return [RequestWithdrawn(request.id) for request in queue.of_person(person)]


def evolve(queue: Queue, event: QueueEvent) -> Queue:
    match event:
        case FloorRequested(request, person, kind, about, rank, item, at, answers):
            waits = Request(request, person, kind, about, rank, item, at, answers)
            return _waits(queue, waits)
        case RequestEdited(request, about):
            return _waits(queue, replace(queue.waiting[request], about=about))
        case RequestWithdrawn(request):
            return replace(queue, waiting=_without(queue.waiting, request))
        case RequestMoved(request, rank):
            return _waits(queue, replace(queue.waiting[request], rank=rank))
        case QueueSpread(fresh):
            waiting = {r: replace(queue.waiting[r], rank=rank) for r, rank in fresh.items()}
            return replace(queue, waiting={**queue.waiting, **waiting})
        case QueueOpened() | QueueWasClosed():
            return replace(queue, open=isinstance(event, QueueOpened))
        case RequestsUnheard(requests):
            left = tuple(queue.waiting[request] for request in requests)
            return replace(queue, waiting={}, unheard=left)
        case RequestsRestored(requests):
            waiting = {r.id: r for r in queue.unheard if r.id in requests}
            return replace(queue, waiting=waiting, unheard=())
        case _:
            raise TypeError(f"not an event of the queue: {event!r}")


def granted(queue: Queue, request: str) -> Queue:
    """The queue after one of it was given the floor."""
    return replace(queue, waiting=_without(queue.waiting, request))


def _waits(queue: Queue, request: Request) -> Queue:
    return replace(queue, waiting={**queue.waiting, request.id: request})


def _without(waiting: dict[str, Request], request: str) -> dict[str, Request]:
    return {key: other for key, other in waiting.items() if key != request}
