"""What follows from what a command brought about: order, memory, a record made anew."""

from msgspec.structs import replace

from live.domain import (
    acts,
    agenda,
    draft,
    floor,
    life,
    people,
    queue,
    redaction,
    turns,
    versions,
)
from live.domain.actors import CHAIRS, Ask, PersonId
from live.domain.acts import Act
from live.domain.advice import Advice
from live.domain.commands import Command
from live.domain.ranks import spread
from live.domain.session import Event, LiveSession, evolved, order_of
from live.errors import (
    RecordFinal,
)

UNTOLD = (
    people.PersonJoined,
    people.PersonLeft,
    draft.SectionTaken,
    draft.SectionReleased,
    draft.TextSetAside,
    draft.AsideDropped,
    versions.VersionsEvent,
)
"""Events after the close that change nothing in a record that was made."""


def require_changeable(session: LiveSession, events: list[Event]) -> None:
    """A final record changes only where something has to be taken out of it for good."""
    if session.versions.final is None:
        return
    for event in events:
        kept = isinstance(event, life.SessionEdited) and life.kept_longer(session.life, event)
        if not (kept or isinstance(event, (*UNTOLD, redaction.RedactionEvent))):
            raise RecordFinal(session.life.status)


def corrected(session: LiveSession, events: list[Event], ask: Ask) -> list[Event]:
    """That the record made at the close is to be made anew."""
    if session.life.status != "closed" or session.versions.final is not None:
        return []
    reopened = any(isinstance(event, life.SessionReopened) for event in events)
    if reopened or all(isinstance(event, UNTOLD) for event in events):
        return []
    return [*versions.corrected(session.versions, ask.now)]


ORDERING = (
    life.SessionEdited,
    people.PersonJoined,
    people.PersonEdited,
    people.PersonLeft,
    queue.FloorRequested,
    queue.RequestMoved,
    queue.RequestSkipped,
    queue.RequestWithdrawn,
    queue.RequestGiven,
    queue.RequestMerged,
    queue.RequestWritten,
    queue.RequestsUnheard,
    queue.RequestsRestored,
    floor.FloorGranted,
    floor.FloorReleased,
    floor.FloorReturned,
    floor.SpeakerIdentified,
    turns.TurnCorrected,
    acts.ActUndone,
)
"""Events by which the order of the queue can become another, where it follows a policy."""


def in_order(session: LiveSession, events: list[Event]) -> list[Event]:
    """The event that makes the queue follow the policy of the session, if it does."""
    if not any(isinstance(event, ORDERING) for event in events):
        return []
    after = evolved(session, events)
    plan = after.life.plan
    if not plan.follow:
        return []
    order = Advice(plan, after.people, after.queue, after.floor).order()
    if order == [request.id for request in after.queue.ordered()]:
        return []
    return [queue.QueueSpread(dict(zip(order, spread(len(order)), strict=True)))]


ACTS: dict[type[Command], str] = {
    kind: str(kind.__struct_config__.tag)
    for kind in (
        queue.AddRequest,
        queue.ClaimRequest,
        queue.WithdrawRequest,
        queue.MoveRequest,
        queue.SkipRequest,
        queue.LimitRequest,
        queue.OpenQueue,
        queue.CloseQueue,
        queue.ClearQueue,
        queue.OfferWriting,
        floor.GrantFloor,
        floor.InterruptFloor,
        floor.IdentifySpeaker,
        floor.PauseFloor,
        floor.ResumeFloor,
        floor.ReleaseFloor,
        floor.ExtendFloor,
        agenda.StartItem,
        life.EditSession,
    )
}
"""What a moderator can take back, by the command's name. Of a new item: that it cleared the
queue; of new settings: who goes first."""


def remembered(
    session: LiveSession, command: Command, ask: Ask, events: list[Event]
) -> list[acts.ActEvent]:
    """The event that remembers what a moderator did to queue and floor."""
    if ask.actor.role not in CHAIRS or type(command) not in ACTS:
        return []
    after = evolved(session, events)
    order = order_of(session), order_of(after)
    if isinstance(command, life.EditSession):
        if order[0] == order[1]:
            return []
        after = replace(after, floor=session.floor)  # speaking times are set as they were set
    changes = acts.changes(session.queue, after.queue)
    doors = acts.doors(session.queue), acts.doors(after.queue)
    hands = acts.hands(session.floor), acts.hands(after.floor)
    before, now = session.floor.turns, after.floor.turns
    act = Act(
        ask.new_id("a"),
        ACTS[type(command)],
        ask.actor.id,
        ask.now,
        *_subject(session, after, command),
        changes,
        doors if doors[0] != doors[1] else None,
        hands if hands[0] != hands[1] else None,
        tuple(turn for turn in now if turn not in before),
        tuple(over for turn, over in before.items() if now[turn] != over),
        after.queue.made,
        order if order[0] != order[1] else None,
        after.queue.spreads,
    )
    return [acts.ActDone(act)] if act.changed else []


def _subject(
    session: LiveSession, after: LiveSession, command: Command
) -> tuple[str | None, PersonId | None]:
    """The request that an act is about, and whose it was."""
    request: str | None = getattr(command, "request", None)
    if request is None and isinstance(command, queue.AddRequest | floor.InterruptFloor):
        new = after.queue.waiting.keys() - session.queue.waiting.keys()
        holder = after.floor.holder
        request = next(iter(new), holder.request if holder else None)
    for known in (session, after):
        if request in known.queue.waiting:
            return request, known.queue.waiting[request].person
        for holder in known.floor.holders:
            if holder.request == request:
                return request, holder.person
    if isinstance(command, floor.IdentifySpeaker):
        return None, after.floor.speaker_of(command.turn)
    return None, None
