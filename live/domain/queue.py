"""The speaker queue: who waits to speak, about what, in which order.

A request has a rank; sorting by rank is the queue. A point of order goes in
front of everything else, a reply to whoever speaks in front of the rest.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec.structs import replace

from live.domain import ranks, text
from live.domain.actors import CHAIRS, Ask, Milliseconds, PersonId
from live.errors import (
    AlreadyClaimed,
    AlreadyWaiting,
    Invalid,
    NotAllowed,
    NotFound,
    QueueClosed,
    SpeakerChanged,
    Stale,
)

Kind = Literal["statement", "question", "reply", "point_of_order"]
REPLY = "reply"
POINT_OF_ORDER = "point_of_order"

PRECEDENCE = {POINT_OF_ORDER: 100, REPLY: 1}
"""Of kinds; the others have none and come as they come. Points of order can be ranked beyond."""

Capacity = Literal["personal", "organisation", "on_behalf"]
"""For whom one speaks: for oneself, for one's organisation, or on behalf of somebody else."""

Source = Literal["call", "chat", "phone", "room", "email"]
"""Where somebody asked, whom a moderator puts into the queue: by a hand in the call, in its
chat, dialled in, in the room, by e-mail."""

Ready = Literal["ready", "minute"]
"""What whoever waits says of themselves: they can begin, or need a minute."""

Why = Literal["closed", "cleared", "item", "last_word", "writing"]
"""Why a request was not heard: the session closed, a moderator cleared the queue, did so for a
new agenda item, gave somebody the last word, or asked for the statement in writing."""

LimitSeconds = Annotated[int, msgspec.Meta(ge=0, le=7200)]
"""Of speaking time; 0 for none."""


class QueueCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the queue."""


class RequestFloor(QueueCommand, frozen=True, tag="queue.request"):
    """Ask to speak: one waiting request per person, plus one point of order.

    A reply ``answers`` the turn that is on. ``statement`` is a text or a link for those who
    interpret; only staff see it. ``category``: which of the session's points of order it is.
    """

    kind: Kind = "statement"
    about: str = ""
    answers: str | None = None
    capacity: Capacity | None = None
    on_behalf_of: str = ""
    language: str = ""
    statement: str = ""
    category: str = ""


class EditRequest(QueueCommand, frozen=True, tag="queue.edit"):
    """Change what one's own request says; it keeps its place. Left out means: as it is."""

    request: str
    about: str | None = None
    capacity: Capacity | msgspec.UnsetType | None = msgspec.UNSET
    on_behalf_of: str | None = None
    language: str | None = None
    statement: str | None = None


class AddRequest(QueueCommand, frozen=True, tag="queue.add"):
    """Put somebody into the queue who asked elsewhere: a ``person`` who is known, or a name."""

    source: Source
    person: PersonId | None = None
    name: str = ""
    organisation: str = ""
    group: str = ""
    region: str = ""
    kind: Kind = "statement"
    about: str = ""


class ClaimRequest(QueueCommand, frozen=True, tag="queue.claim"):
    """Say that a request, which a moderator added under one's name, is one's own.

    With ``person`` a moderator makes it that person's, or says that it is still whose it was.
    It keeps its place.
    """

    request: str
    person: PersonId | None = None


class ReadyRequest(QueueCommand, frozen=True, tag="queue.ready"):
    """Say of one's own request that one can begin, or needs a minute; null takes it back."""

    request: str
    ready: Ready | None


class DeferRequest(QueueCommand, frozen=True, tag="queue.defer"):
    """Let another go first, ``behind`` whom one's place is then; the next one if left out."""

    request: str
    behind: str | None = None


class WithdrawRequest(QueueCommand, frozen=True, tag="queue.withdraw"):
    """Take one's own request back; a moderator may take out any that waits, or whoever was given
    the floor and did not answer."""

    request: str


class MoveRequest(QueueCommand, frozen=True, tag="queue.move"):
    """Put a waiting request behind another; ``after`` null puts it first."""

    request: str
    after: str | None


class SkipRequest(QueueCommand, frozen=True, tag="queue.skip"):
    """Go on without somebody who does not answer: their place is behind the next one.

    Whoever has the floor goes back into the queue, and the time is not charged. ``skipped``:
    how often it had been, as the moderator saw it, so that two who press skip once.
    """

    request: str
    skipped: int | None = None


class LimitRequest(QueueCommand, frozen=True, tag="queue.limit"):
    """Give one request a speaking time of its own, also while it has the floor; null: as all."""

    request: str
    seconds: LimitSeconds | None


class OpenQueue(QueueCommand, frozen=True, tag="queue.open"):
    """Take requests again."""


class CloseQueue(QueueCommand, frozen=True, tag="queue.close"):
    """Take no more requests; points of order still pass, unless they are switched off."""

    points_of_order: bool = True


class ClearQueue(QueueCommand, frozen=True, tag="queue.clear"):
    """Let nobody wait any more; the record keeps them as unheard. ``waiting``: how many the
    moderator saw, so that nobody is cleared who has only just asked."""

    waiting: int | None = None


class WriteIn(QueueCommand, frozen=True, tag="queue.write_in"):
    """Submit one's statement in writing instead of speaking."""

    request: str
    text: str


class OfferWriting(QueueCommand, frozen=True, tag="queue.offer_writing"):
    """Ask for a statement in writing: whoever made a ``request``, which waits no longer then;
    without it all who wait, or were not heard."""

    request: str | None = None


class UndoAct(QueueCommand, frozen=True, tag="queue.undo"):
    """Take back the moderators' last act on queue and floor, which is ``act``."""

    act: str


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
    capacity: Capacity | None = None
    on_behalf_of: str = ""
    language: str = ""
    statement: str = ""
    source: Source | None = None
    category: str = ""
    urgency: int = 0


class RequestEdited(QueueEvent, frozen=True, tag="queue.edited"):
    request: str
    about: str
    capacity: Capacity | None = None
    on_behalf_of: str = ""
    language: str = ""
    statement: str = ""


class RequestWithdrawn(QueueEvent, frozen=True, tag="queue.withdrawn"):
    request: str


class RequestMoved(QueueEvent, frozen=True, tag="queue.moved"):
    """``behind``: whom whoever waits lets go first."""

    request: str
    rank: float
    behind: str | None = None


class RequestSkipped(QueueEvent, frozen=True, tag="queue.skipped"):
    """It was called in vain, and waits at another place, ``behind`` the next one."""

    request: str
    rank: float
    behind: str | None = None


class RequestLimited(QueueEvent, frozen=True, tag="queue.limited"):
    request: str
    seconds: int | None


class RequestClaimed(QueueEvent, frozen=True, tag="queue.claimed"):
    """Somebody says that it is theirs, for a moderator to decide."""

    request: str
    by: PersonId


class ClaimDropped(QueueEvent, frozen=True, tag="queue.claim_dropped"):
    """It is not whose they said, or they have left."""

    request: str


class RequestGiven(QueueEvent, frozen=True, tag="queue.given"):
    """It is another person's from now on."""

    request: str
    person: PersonId


class RequestMerged(QueueEvent, frozen=True, tag="queue.merged"):
    """It and another, ``gone`` now, are one request of a person, with the better place of both
    and what either said."""

    request: str
    gone: str
    person: PersonId
    rank: float
    about: str
    capacity: Capacity | None = None
    on_behalf_of: str = ""
    language: str = ""
    statement: str = ""


class RequestReady(QueueEvent, frozen=True, tag="queue.ready"):
    request: str
    ready: Ready | None


class QueueSpread(QueueEvent, frozen=True, tag="queue.spread"):
    """The waiting requests were numbered afresh: to make room, the order as it was, or because
    the order follows a policy."""

    ranks: dict[str, float]


class QueueOpened(QueueEvent, frozen=True, tag="queue.opened"):
    pass


class QueueWasClosed(QueueEvent, frozen=True, tag="queue.closed"):
    points_of_order: bool = True


class RequestsUnheard(QueueEvent, frozen=True, tag="queue.unheard"):
    """These waited, in this order, and wait no longer."""

    requests: tuple[str, ...]
    why: Why = "closed"
    at: Milliseconds = 0


class RequestsRestored(QueueEvent, frozen=True, tag="queue.restored"):
    """The session was reopened and these wait again."""

    requests: tuple[str, ...]


class RequestWritten(QueueEvent, frozen=True, tag="queue.written"):
    """Its statement came in writing."""

    request: str
    text: str
    at: Milliseconds


class WritingOffered(QueueEvent, frozen=True, tag="queue.writing_offered"):
    pass


class Request(msgspec.Struct, frozen=True):
    """``nr``: the how-manieth that was made. ``passed``: how often one of the same precedence
    that was made later was heard before it. ``claims``: who says that it is theirs.
    ``urgency``: of its category, the most urgent with the highest; 0 without any.
    ``behind``: whom it lets go first, for as long as that one waits."""

    id: str
    person: PersonId
    kind: Kind
    about: str
    rank: float
    item: str | None
    at: Milliseconds
    answers: str | None = None
    capacity: Capacity | None = None
    on_behalf_of: str = ""
    language: str = ""
    statement: str = ""
    source: Source | None = None
    nr: int = 0
    ready: Ready | None = None
    skipped: int = 0
    passed: int = 0
    limit_seconds: int | None = None
    claims: PersonId | None = None
    category: str = ""
    urgency: int = 0
    behind: str | None = None

    @property
    def of_order(self) -> bool:
        return self.kind == POINT_OF_ORDER

    @property
    def precedence(self) -> int:
        return PRECEDENCE.get(self.kind, 0) + self.urgency


class Unheard(msgspec.Struct, frozen=True):
    request: Request
    why: Why
    at: Milliseconds


class Written(msgspec.Struct, frozen=True):
    """A statement that came in writing instead of being spoken."""

    request: Request
    text: str
    at: Milliseconds


class Moment(msgspec.Struct, frozen=True):
    """What the meeting is at: the agenda item; the turns that are not over, that of whoever
    speaks first, and whose they are; and by which categories it ranks points of order, the
    most urgent first."""

    item: str | None
    turns: Mapping[str, PersonId] = {}
    categories: tuple[str, ...] = ()

    def urgency(self, category: str) -> int:
        """0 of none; Invalid of one that there is not."""
        if not category:
            return 0
        if category not in self.categories:
            raise Invalid("category")
        return len(self.categories) - self.categories.index(category)


class Queue(msgspec.Struct, frozen=True):
    """``made``: how many requests there have been; ``spreads``: how often those that waited were
    numbered afresh."""

    waiting: dict[str, Request] = {}
    unheard: dict[str, Unheard] = {}
    written: dict[str, Written] = {}
    open: bool = True
    points_of_order: bool = True
    writing_offered: bool = False
    made: int = 0
    spreads: int = 0

    def ordered(self) -> list[Request]:
        return sorted(self.waiting.values(), key=lambda request: request.rank)

    def request(self, request: str) -> Request:
        if request not in self.waiting:
            raise NotFound("request")
        return self.waiting[request]

    def of_person(self, person: PersonId) -> list[Request]:
        return [request for request in self.waiting.values() if request.person == person]

    def twins(self, person: PersonId, *, of_order: bool) -> list[Request]:
        """The requests of this sort of a person, who may have one."""
        return [mine for mine in self.of_person(person) if mine.of_order == of_order]

    def asks_for(self, left: Unheard) -> bool:
        """Whether whoever was not heard is asked for the statement in writing."""
        return self.writing_offered or left.why == "writing"

    def waits(self, person: PersonId, *, of_order: bool) -> bool:
        return bool(self.twins(person, of_order=of_order))


def decide(queue: Queue, command: QueueCommand, ask: Ask, now: Moment) -> list[QueueEvent]:
    match command:
        case RequestFloor():
            return _request(queue, command, ask, now)
        case EditRequest():
            return _edit(queue, command, ask)
        case ClaimRequest():
            return _claim(queue, command, ask)
        case ReadyRequest():
            request = _own(queue, command.request, ask)
            same = request.ready == command.ready
            return [] if same else [RequestReady(request.id, command.ready)]
        case DeferRequest():
            return _defer(queue, command, ask)
        case WithdrawRequest():
            return _withdraw(queue, command, ask)
        case MoveRequest():
            return _move(queue, command)
        case SkipRequest():
            return _skip(queue, command)
        case LimitRequest():
            request = queue.request(command.request)
            same = request.limit_seconds == command.seconds
            return [] if same else [RequestLimited(request.id, command.seconds)]
        case OpenQueue():
            return [] if queue.open else [QueueOpened()]
        case CloseQueue():
            same = not queue.open and queue.points_of_order == command.points_of_order
            return [] if same else [QueueWasClosed(command.points_of_order)]
        case ClearQueue():
            require_seen(queue, command.waiting)
            return unheard(queue, "cleared", ask.now)
        case WriteIn():
            return _write_in(queue, command, ask)
        case OfferWriting(None):
            return [] if queue.writing_offered else [WritingOffered()]
        case OfferWriting(str(request)):
            return [RequestsUnheard((queue.request(request).id,), "writing", ask.now)]
        case _:
            raise TypeError(f"not a command of the queue: {command!r}")


def _request(queue: Queue, command: RequestFloor, ask: Ask, now: Moment) -> list[QueueEvent]:
    of_order = command.kind == POINT_OF_ORDER
    if not queue.open and not (of_order and queue.points_of_order):
        raise QueueClosed
    if queue.waits(ask.actor.id, of_order=of_order):
        raise AlreadyWaiting
    if (command.kind == REPLY) != (command.answers is not None):
        raise Invalid("answers")
    if command.answers is not None:
        _check_answers(command.answers, ask.actor.id, now)
    if command.category and not of_order:
        raise Invalid("category")
    _check_capacity(command.capacity, command.on_behalf_of)
    urgency = now.urgency(command.category)
    room, rank = _rank_for(queue, command.kind, urgency)
    requested = FloorRequested(
        ask.new_id("r"),
        ask.actor.id,
        command.kind,
        text.line("about", command.about, text.ABOUT, required=False),
        rank,
        now.item,
        ask.now,
        command.answers,
        command.capacity,
        text.line("on_behalf_of", command.on_behalf_of, text.ORGANISATION, required=False),
        text.line("language", command.language, text.LANGUAGE, required=False),
        text.prose("statement", command.statement, text.STATEMENT, required=False),
        category=command.category,
        urgency=urgency,
    )
    return [*room, requested]


def _check_answers(turn: str, person: PersonId, now: Moment) -> None:
    """One replies to a turn that is not over, and is not one's own."""
    if turn not in now.turns:
        raise SpeakerChanged
    if now.turns[turn] == person:
        raise Invalid("answers")


def added(
    queue: Queue, person: PersonId, command: AddRequest, ask: Ask, now: Moment
) -> list[QueueEvent]:
    """The events that put somebody into the queue who asked elsewhere, whether it is open or
    closed. A reply is one to whoever speaks."""
    if queue.waits(person, of_order=command.kind == POINT_OF_ORDER):
        raise AlreadyWaiting
    turn = next(iter(now.turns), None) if command.kind == REPLY else None
    if command.kind == REPLY and turn is None:
        raise SpeakerChanged
    room, rank = _rank_for(queue, command.kind)
    requested = FloorRequested(
        ask.new_id("r"),
        person,
        command.kind,
        text.line("about", command.about, text.ABOUT, required=False),
        rank,
        now.item,
        ask.now,
        turn,
        source=command.source,
    )
    return [*room, requested]


def _check_capacity(capacity: Capacity | None, on_behalf_of: str) -> None:
    if (capacity == "on_behalf") != bool(on_behalf_of.strip()):
        raise Invalid("on_behalf_of")


def _rank_for(queue: Queue, kind: Kind, urgency: int = 0) -> tuple[list[QueueEvent], float]:
    """The rank behind all that do not come after its kind, or are less urgent."""
    ordered = queue.ordered()
    return rank_at(ordered, place_of(PRECEDENCE.get(kind, 0) + urgency, ordered))


def place_of(precedence: int, ordered: Sequence[Request]) -> int:
    """Behind all that do not come after it."""
    return next(
        (place for place, request in enumerate(ordered) if request.precedence < precedence),
        len(ordered),
    )


def filled(request: Request, newer: Request) -> list[QueueEvent]:
    """The events that add what somebody said when they asked once more."""
    words = request if request.capacity or not newer.capacity else newer
    edited = RequestEdited(
        request.id,
        request.about or newer.about,
        words.capacity,
        words.on_behalf_of,
        request.language or newer.language,
        request.statement or newer.statement,
    )
    return [] if _worded(request, edited) == request else [edited]


def _edit(queue: Queue, command: EditRequest, ask: Ask) -> list[QueueEvent]:
    request = _own(queue, command.request, ask)
    capacity = request.capacity if command.capacity is msgspec.UNSET else command.capacity
    behalf = _kept(command.on_behalf_of, request.on_behalf_of) if capacity == "on_behalf" else ""
    _check_capacity(capacity, behalf)
    edited = RequestEdited(
        request.id,
        text.line("about", _kept(command.about, request.about), text.ABOUT, required=False),
        capacity,
        text.line("on_behalf_of", behalf, text.ORGANISATION, required=False),
        text.line(
            "language", _kept(command.language, request.language), text.LANGUAGE, required=False
        ),
        text.prose(
            "statement", _kept(command.statement, request.statement), text.STATEMENT, required=False
        ),
    )
    return [] if _worded(request, edited) == request else [edited]


def _kept(new: str | None, old: str) -> str:
    return old if new is None else new


def _claim(queue: Queue, command: ClaimRequest, ask: Ask) -> list[QueueEvent]:
    """Somebody claims it; or a chair gives it to a person, whose own request it replaces."""
    request = queue.request(command.request)
    if ask.actor.role not in CHAIRS:
        if request.source is None or command.person not in (None, ask.actor.id):
            raise NotAllowed
        if ask.actor.id in (request.person, request.claims):
            return []
        if request.claims is not None:
            raise AlreadyClaimed
        return [RequestClaimed(request.id, ask.actor.id)]
    person = command.person or request.claims
    if person is None:
        raise Invalid("person")
    if person == request.person:
        return [ClaimDropped(request.id)] if request.claims else []
    for twin in queue.twins(person, of_order=request.of_order):
        return [_merged(twin, request, person)]
    return [RequestGiven(request.id, person)]


def _merged(own: Request, added: Request, person: PersonId) -> RequestMerged:
    """What somebody asked for themselves, and what a moderator added for them. The one of the
    higher precedence stays, and their own if there is none."""
    kept, gone = (added, own) if added.precedence > own.precedence else (own, added)
    words = kept if kept.capacity or not gone.capacity else gone
    return RequestMerged(
        kept.id,
        gone.id,
        person,
        min(kept.rank, gone.rank),
        kept.about or gone.about,
        words.capacity,
        words.on_behalf_of,
        kept.language or gone.language,
        kept.statement or gone.statement,
    )


def _defer(queue: Queue, command: DeferRequest, ask: Ask) -> list[QueueEvent]:
    """Nothing if the other is not there any more, or has gone first already."""
    request = _own(queue, command.request, ask)
    after = [other for other in queue.ordered() if other.rank > request.rank]
    other = next((one for one in after if command.behind in (None, one.id)), None)
    if other is None:
        return []
    others = [one for one in queue.ordered() if one.id != request.id]
    room, rank = rank_at(others, others.index(other) + 1)
    return [*room, RequestMoved(request.id, rank, behind=other.id)]


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
    room, rank = rank_at(others, place)
    return [*room, RequestMoved(moved.id, rank)]


def _skip(queue: Queue, command: SkipRequest) -> list[QueueEvent]:
    skipped = queue.request(command.request)
    require_skipped(skipped, command.skipped)
    ordered = queue.ordered()
    behind = next_in_line(ordered[ordered.index(skipped) + 1 :], skipped.id)
    if behind is None:
        return [RequestSkipped(skipped.id, skipped.rank)]
    others = [other for other in ordered if other.id != skipped.id]
    room, rank = rank_at(others, others.index(behind) + 1)
    return [*room, RequestSkipped(skipped.id, rank, behind.id)]


def require_skipped(request: Request, skipped: int | None) -> None:
    """Stale if it was skipped meanwhile, where the moderator says how often it had been."""
    if skipped not in (None, request.skipped):
        raise Stale


def require_seen(queue: Queue, waiting: int | None) -> None:
    """Stale if others wait than the moderator saw, where they say how many."""
    if waiting not in (None, len(queue.waiting)):
        raise Stale


def next_in_line(ordered: Sequence[Request], skipped: str) -> Request | None:
    """The first that does not itself let the skipped one go first."""
    return next((one for one in ordered if one.behind != skipped), None)


def _write_in(queue: Queue, command: WriteIn, ask: Ask) -> list[QueueEvent]:
    """By whoever waits, or was not heard and is asked for it."""
    left = queue.unheard.get(command.request)
    asked = left.request if left and queue.asks_for(left) else None
    request = asked or queue.request(command.request)
    if request.person != ask.actor.id:
        raise NotAllowed
    return [RequestWritten(request.id, text.prose("text", command.text, text.NOTE), ask.now)]


def rank_at(ordered: list[Request], place: int) -> tuple[list[QueueEvent], float]:
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


def unheard(
    queue: Queue, why: Why, now: Milliseconds, besides: str | None = None
) -> list[QueueEvent]:
    """The events that end the waiting of all, ``besides`` one who is given the floor."""
    waiting = tuple(request.id for request in queue.ordered() if request.id != besides)
    return [RequestsUnheard(waiting, why, now)] if waiting else []


def restored(queue: Queue, closed_at: Milliseconds, gone: frozenset[PersonId]) -> list[QueueEvent]:
    """The events that bring back what closing the session cut off, but for who has left."""
    again = tuple(
        left.request.id
        for left in queue.unheard.values()
        if left.why == "closed" and left.at == closed_at and left.request.person not in gone
    )
    return [RequestsRestored(again)] if again else []


def withdrawn(queue: Queue, person: PersonId) -> list[QueueEvent]:
    """The events that take a person who leaves, and what they claimed, out of the queue."""
    claimed = (request.id for request in queue.waiting.values() if request.claims == person)
    return [
        *(ClaimDropped(request) for request in claimed),
        *(RequestWithdrawn(request.id) for request in queue.of_person(person)),
    ]


def evolve(queue: Queue, event: QueueEvent) -> Queue:
    match event:
        case FloorRequested():
            return replace(_waits(queue, _made(queue, event)), made=queue.made + 1)
        case RequestEdited(request):
            return _waits(queue, _worded(queue.waiting[request], event))
        case RequestWithdrawn(request):
            return _gone(queue, request)
        case RequestMoved(request, rank, behind):
            return _waits(queue, replace(queue.waiting[request], rank=rank, behind=behind))
        case RequestSkipped(request, rank, behind):
            return skipped(queue, queue.waiting[request], rank, behind)
        case RequestLimited(request, seconds):
            return _waits(queue, replace(queue.waiting[request], limit_seconds=seconds))
        case RequestClaimed(request, by):
            return _waits(queue, replace(queue.waiting[request], claims=by))
        case ClaimDropped(request):
            return _waits(queue, replace(queue.waiting[request], claims=None))
        case RequestGiven(request, person):
            return _waits(queue, replace(queue.waiting[request], person=person, claims=None))
        case RequestMerged(request, gone):
            return _waits(_gone(queue, gone), _one_of_two(queue, event))
        case RequestReady(request, ready):
            return _waits(queue, replace(queue.waiting[request], ready=ready))
        case QueueSpread(fresh):
            waiting = {r: replace(queue.waiting[r], rank=rank) for r, rank in fresh.items()}
            spread = {**queue.waiting, **waiting}
            return replace(queue, waiting=spread, spreads=queue.spreads + 1)
        case QueueOpened():
            return replace(queue, open=True, points_of_order=True)
        case QueueWasClosed(points_of_order):
            return replace(queue, open=False, points_of_order=points_of_order)
        case RequestsUnheard(requests, why, at):
            left = {r: Unheard(queue.waiting[r], why, at) for r in requests}
            waiting = {r: asked for r, asked in queue.waiting.items() if r not in left}
            return replace(queue, waiting=waiting, unheard={**queue.unheard, **left})
        case RequestsRestored(requests):
            waiting = {r: queue.unheard[r].request for r in requests}
            rest = {r: left for r, left in queue.unheard.items() if r not in waiting}
            return replace(queue, waiting={**queue.waiting, **waiting}, unheard=rest)
        case RequestWritten(request, statement, at):
            asked = queue.waiting.get(request) or queue.unheard[request].request
            return replace(
                queue,
                waiting=without(queue.waiting, request),
                unheard=without(queue.unheard, request),
                written={**queue.written, request: Written(asked, statement, at)},
            )
        case WritingOffered():
            return replace(queue, writing_offered=True)
        case _:
            raise TypeError(f"not an event of the queue: {event!r}")


def _made(queue: Queue, event: FloorRequested) -> Request:
    return Request(
        event.request,
        event.person,
        event.kind,
        event.about,
        event.rank,
        event.item,
        event.at,
        event.answers,
        event.capacity,
        event.on_behalf_of,
        event.language,
        event.statement,
        event.source,
        nr=queue.made + 1,
        category=event.category,
        urgency=event.urgency,
    )


def _worded(request: Request, event: RequestEdited) -> Request:
    return replace(
        request,
        about=event.about,
        capacity=event.capacity,
        on_behalf_of=event.on_behalf_of,
        language=event.language,
        statement=event.statement,
    )


def granted(queue: Queue, request: str) -> Queue:
    """The queue after one of it was given the floor, in front of those who asked before it."""
    heard = queue.waiting[request]
    waiting = {
        other.id: _after(other, heard) for other in queue.waiting.values() if other.id != request
    }
    return replace(queue, waiting=waiting)


def _after(other: Request, heard: Request) -> Request:
    """One that still waits, after another was given the floor."""
    return replace(other, passed=other.passed + 1) if _passes(heard, other) else other


def _passes(heard: Request, other: Request) -> bool:
    return other.precedence == heard.precedence and other.nr < heard.nr


def returned(queue: Queue, asked: Request, rank: float, behind: str | None) -> Queue:
    """The queue to which somebody went back who was called in vain, and has passed nobody."""
    waiting = {
        other.id: replace(other, passed=max(0, other.passed - 1))
        if _passes(asked, other)
        else other
        for other in queue.waiting.values()
    }
    return skipped(replace(queue, waiting=waiting), asked, rank, behind)


def skipped(queue: Queue, asked: Request, rank: float, behind: str | None) -> Queue:
    """Whoever let the skipped one go first lets the same one go first as that."""
    changed = {"rank": rank, "skipped": asked.skipped + 1, "behind": behind, "ready": None}
    waiting = {
        other.id: replace(other, behind=behind) if other.behind == asked.id else other
        for other in queue.waiting.values()
    }
    return _waits(replace(queue, waiting=waiting), replace(asked, **changed))


def _gone(queue: Queue, request: str) -> Queue:
    return replace(queue, waiting=without(queue.waiting, request))


def _one_of_two(queue: Queue, event: RequestMerged) -> Request:
    kept, gone = queue.waiting[event.request], queue.waiting[event.gone]
    return replace(
        kept,
        person=event.person,
        source=kept.source or gone.source,
        claims=None,
        rank=event.rank,
        nr=min(kept.nr, gone.nr),
        passed=max(kept.passed, gone.passed),
        about=event.about,
        capacity=event.capacity,
        on_behalf_of=event.on_behalf_of,
        language=event.language,
        statement=event.statement,
    )


def _waits(queue: Queue, request: Request) -> Queue:
    return replace(queue, waiting={**queue.waiting, request.id: request})


V = TypeVar("V")


def without(waiting: dict[str, V], request: str) -> dict[str, V]:
    return {key: other for key, other in waiting.items() if key != request}
