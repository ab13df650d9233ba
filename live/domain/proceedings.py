"""Decisions about queue and floor, where they concern the rest of the session."""

import msgspec

from live.domain import (
    acts,
    floor,
    people,
    queue,
)
from live.domain.actors import CHAIRS, Ask, PersonId, Role
from live.domain.outcome import Outcome
from live.domain.people import Name
from live.domain.session import Event, LiveSession, evolved
from live.errors import (
    Invalid,
    OrderFollows,
)


def of_queue(session: LiveSession, command: queue.QueueCommand, ask: Ask) -> Outcome:
    """What a command of the queue brings about."""
    _require_time_for(session, command)
    holder = session.floor.holder
    categories = session.life.plan.order_categories
    turns = {one.turn: one.person for one in session.floor.holders}
    moment = queue.Moment(session.agenda.current, turns, categories)
    match command:
        case queue.AddRequest():
            named = _named(session, command.person, command, ask)
            put = queue.added(session.queue, named.person, command, ask, moment)
            return Outcome([*named.events, *put], named.entry)
        case queue.ClaimRequest(request, person):
            whose_now = person or session.queue.request(request).claims
            if whose_now is not None and ask.actor.role in CHAIRS:
                _participant(session, whose_now)
        case queue.MoveRequest() if session.life.plan.follow:
            raise OrderFollows
        case queue.SkipRequest(request, skipped) if holder and holder.request == request:
            queue.require_skipped(holder.asked, skipped)
            return Outcome(_called_in_vain(session, holder, ask))
        case queue.WithdrawRequest(request) if holder and holder.request == request:
            if ask.actor.role in CHAIRS:
                gone = queue.RequestWithdrawn(request)
                return Outcome([*_called_in_vain(session, holder, ask), gone])
        case queue.LimitRequest(request, seconds) if on := session.floor.of_request(request):
            return Outcome([*floor.limited(on, seconds, rules_of(session))])
        case queue.UndoAct(act):
            return Outcome([acts.undo(session.acts, session.stands, act, ask)])
    return Outcome([*queue.decide(session.queue, command, ask, moment)])


def _called_in_vain(session: LiveSession, holder: floor.Holder, ask: Ask) -> list[Event]:
    """The events by which whoever was called waits again, behind the first one; if they have
    asked once more since then, that is one with it."""
    twins = session.queue.twins(holder.person, of_order=holder.asked.of_order)
    ordered = [request for request in session.queue.ordered() if request not in twins]
    first = queue.next_in_line(ordered, holder.request)
    room, rank = queue.rank_at(ordered, ordered.index(first) + 1 if first else 0)
    behind = first.id if first else None
    return [
        *(queue.RequestWithdrawn(twin.id) for twin in twins),
        *room,
        *floor.returned(session.floor, holder.request, rank, behind, ask.now),
        *(event for twin in twins for event in queue.filled(holder.asked, twin)),
    ]


def _require_time_for(session: LiveSession, command: queue.QueueCommand) -> None:
    """Withdrawing goes at any time before the close; writing, where it is asked for, later too."""
    match command:
        case queue.WriteIn() | queue.OfferWriting():
            if session.life.status == "draft":
                session.life.require_open()
        case queue.WithdrawRequest():
            session.life.require_not_closed()
        case _:
            session.life.require_open()


class Named(msgspec.Struct, frozen=True):
    """Somebody who is known, or a guest whom ``events`` add and ``entry`` names."""

    person: PersonId
    events: tuple[people.PersonAdded, ...] = ()
    entry: tuple[PersonId, Name] | None = None


def _named(
    session: LiveSession,
    known: PersonId | None,
    command: queue.AddRequest | floor.IdentifySpeaker,
    ask: Ask,
) -> Named:
    if known is not None:
        return Named(_participant(session, known))
    entry = people.guest(command.name, command.organisation)
    return _guest(session, entry, command.group, command.region, ask)


def _participant(session: LiveSession, person: PersonId) -> PersonId:
    """Somebody who is here and may speak; NotFound or Invalid otherwise."""
    if session.people.here(person).role is not Role.PARTICIPANT:
        raise Invalid("person")
    return person


def _guest(session: LiveSession, entry: Name, group: str, region: str, ask: Ask) -> Named:
    person = PersonId(ask.new_id("p"))
    added = people.added(person, group, region, session.life.choices, ask.now)
    return Named(person, (added,), (person, entry))


def of_floor(session: LiveSession, command: floor.FloorCommand, ask: Ask) -> Outcome:
    """What a command of the floor brings about."""
    session.life.require_not_closed()
    if not isinstance(command, floor.ReleaseFloor):
        session.life.require_open()
    rules = rules_of(session)
    match command:
        case floor.InterruptFloor():
            return _interrupt(session, command, ask, rules)
        case floor.IdentifySpeaker(turn, person):
            session.floor.speaker_of(turn)
            named = _named(session, person, command, ask)
            told = floor.identified(session.floor, turn, named.person)
            return Outcome([*named.events, *told], named.entry)
        case floor.GrantFloor(request, last=True):
            queue.require_seen(session.queue, command.waiting)
            events = floor.decide(session.floor, session.queue, command, ask, rules)
            rest = queue.unheard(session.queue, "last_word", ask.now, besides=request)
            closed = [queue.QueueWasClosed()] if session.queue.open else []
            return Outcome([*events, *rest, *closed])
    events = floor.decide(session.floor, session.queue, command, ask, rules)
    if session.life.status != "open":
        events = [event for event in events if not isinstance(event, floor.FloorResumed)]
    return Outcome([*events])


def _interrupt(
    session: LiveSession, command: floor.InterruptFloor, ask: Ask, rules: floor.Rules
) -> Outcome:
    floor.require_interruptible(session.floor, command.instead_of)
    if command.request is not None:
        request = session.queue.request(command.request)
        return Outcome([*floor.interrupt(session.floor, request, ask, rules)])
    guest = _guest(session, people.guest("", "", named=False), "", "", ask)
    asked = queue.AddRequest("call", guest.person, kind="point_of_order")
    moment = queue.Moment(session.agenda.current)
    put = queue.added(session.queue, guest.person, asked, ask, moment)
    request = evolved(session, [*guest.events, *put]).queue.of_person(guest.person)[0]
    given = floor.interrupt(session.floor, request, ask, rules)
    return Outcome([*guest.events, *put, *given], guest.entry)


def rules_of(session: LiveSession) -> floor.Rules:
    """The speaking times of now."""
    plan = session.life.plan
    return floor.Rules(
        plan.speaking_ms,
        session.agenda.current,
        plan.kind_seconds,
        plan.group_seconds,
        {who.id: who.group for who in session.people.everyone.values()},
    )


def gone(session: LiveSession, person: PersonId, ask: Ask) -> list[Event]:
    """Somebody who leaves gives the floor back, and waits no longer."""
    ended = floor.let_go(session.floor, person, ask.now)
    if session.life.status != "open":
        ended = [event for event in ended if not isinstance(event, floor.FloorResumed)]
    return [*ended, *queue.withdrawn(session.queue, person)]
