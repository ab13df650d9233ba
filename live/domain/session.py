"""A whole live session: its parts put together, as the fold of its journal."""

from collections.abc import Iterable
from functools import reduce

import msgspec
from msgspec.structs import replace

from live.domain import (
    acts,
    agenda,
    captioning,
    contributions,
    draft,
    floor,
    life,
    notes,
    people,
    polls,
    proposals,
    queue,
    redaction,
    turns,
    versions,
)
from live.domain.acts import Act, Acts
from live.domain.acts import Now as Stands
from live.domain.agenda import Agenda
from live.domain.captions import Captions
from live.domain.contributions import Contributions
from live.domain.draft import Draft
from live.domain.floor import Floor
from live.domain.life import Life
from live.domain.notes import Notes
from live.domain.people import People
from live.domain.proposals import Proposals
from live.domain.queue import Queue
from live.domain.run_sheet import Polls
from live.domain.versions import Versions
from live.errors import (
    NotFound,
)

Event = (
    life.LifeEvent
    | people.PersonEvent
    | agenda.AgendaEvent
    | queue.QueueEvent
    | floor.FloorEvent
    | turns.TurnsEvent
    | acts.ActEvent
    | polls.PollsEvent
    | contributions.ContributionsEvent
    | notes.NotesEvent
    | proposals.ProposalsEvent
    | redaction.RedactionEvent
    | captioning.CaptionsEvent
    | draft.DraftEvent
    | versions.VersionsEvent
)


class LiveSession(msgspec.Struct, frozen=True):
    """The fold of a session's journal."""

    life: Life
    people: People = People()
    agenda: Agenda = Agenda()
    queue: Queue = Queue()
    floor: Floor = Floor()
    acts: Acts = Acts()
    polls: Polls = Polls()
    contributions: Contributions = Contributions()
    notes: Notes = Notes()
    proposals: Proposals = Proposals()
    captions: Captions = Captions()
    draft: Draft = Draft()
    versions: Versions = Versions()

    @property
    def undoable(self) -> Act | None:
        """The act that an undo takes back."""
        return acts.latest(self.acts, self.stands)

    @property
    def stands(self) -> Stands:
        """What an undo finds."""
        suspended_at = self.life.suspended_at
        return Stands(self.queue, self.floor, self.people, order_of(self), suspended_at)


def order_of(session: LiveSession) -> acts.Order:
    """By what somebody is suggested, and whether the queue follows it."""
    return acts.Order(session.life.plan.policy, session.life.plan.follow)


def evolved(session: LiveSession, events: Iterable[Event]) -> LiveSession:
    """The session after several events."""
    return reduce(evolve, events, session)


def begin(created: life.SessionCreated) -> LiveSession:
    """The session as its first event leaves it."""
    return LiveSession(Life(created.plan, created_at=created.at))


def evolve(session: LiveSession, event: Event) -> LiveSession:
    match event:
        case life.LifeEvent():
            return replace(session, life=life.evolve(session.life, event))
        case people.PersonEvent():
            return replace(session, people=people.evolve(session.people, event))
        case agenda.AgendaEvent():
            return replace(session, agenda=agenda.evolve(session.agenda, event))
        case queue.QueueEvent():
            return replace(session, queue=queue.evolve(session.queue, event))
        case turns.TurnsEvent():
            return replace(session, floor=turns.evolve(session.floor, event))
        case floor.FloorEvent():
            return _evolve_floor(session, event)
        case acts.ActUndone():
            return replace(
                session,
                life=_ordered(session.life, event.order),
                acts=acts.evolve(session.acts, event),
                queue=acts.queue_after(session.queue, event),
                floor=acts.floor_after(session.floor, event),
                notes=acts.notes_after(session.notes, event),
            )
        case acts.ActEvent():
            return replace(session, acts=acts.evolve(session.acts, event))
        case polls.PollsEvent():
            return _evolve_polls(session, event)
        case contributions.ContributionsEvent():
            after = contributions.evolve(session.contributions, event)
            return replace(session, contributions=after)
        case notes.NotesEvent():
            return replace(session, notes=notes.evolve(session.notes, event))
        case proposals.ProposalsEvent():
            return replace(session, proposals=proposals.evolve(session.proposals, event))
        case redaction.RedactionEvent():
            return _redacted(session, event)
        case captioning.CaptionsEvent():
            return replace(session, captions=captioning.evolve(session.captions, event))
        case draft.DraftEvent():
            return replace(session, draft=draft.evolve(session.draft, event))
        case versions.VersionsEvent():
            return replace(session, versions=versions.evolve(session.versions, event))
        case _:
            raise TypeError(f"not an event: {event!r}")


def _evolve_floor(session: LiveSession, event: floor.FloorEvent) -> LiveSession:
    match event:
        case floor.FloorGranted():
            asked = session.queue.waiting[event.request]
            return replace(
                session,
                floor=floor.granted(session.floor, event, asked),
                queue=queue.granted(session.queue, event.request),
            )
        case floor.FloorReturned(_, rank, _, behind) if session.floor.holder:
            back = queue.returned(session.queue, session.floor.holder.asked, rank, behind)
            return replace(session, floor=floor.evolve(session.floor, event), queue=back)
        case floor.SpeakerIdentified(turn, person):
            return replace(
                session,
                floor=floor.evolve(session.floor, event),
                notes=notes.spoken_by(session.notes, turn, person),
            )
        case _:
            return replace(session, floor=floor.evolve(session.floor, event))


def _redacted(session: LiveSession, event: redaction.RedactionEvent) -> LiveSession:
    match event:
        case redaction.NoteRedacted(note):
            return replace(session, notes=notes.redacted(session.notes, note))
        case redaction.CaptionRedacted(caption):
            return replace(session, captions=captioning.redacted(session.captions, caption))
        case redaction.PersonErased(person):
            return replace(session, people=people.erased(session.people, person))
        case _:
            raise TypeError(f"not an event of redaction: {event!r}")


def _evolve_polls(session: LiveSession, event: polls.PollsEvent) -> LiveSession:
    said = session.contributions
    match event:
        case polls.PollTallied():
            said = contributions.tallied(said, event)
        case polls.PollRemoved():
            said = contributions.without(said, event)
    return replace(session, polls=polls.evolve(session.polls, event), contributions=said)


def _ordered(lasting: Life, order: acts.Order | None) -> Life:
    if order is None:
        return lasting
    plan = replace(lasting.plan, policy=order.policy, follow=order.follow)
    return replace(lasting, plan=plan)


def fold(events: Iterable[Event]) -> LiveSession:
    """The session that a journal, from its first event on, tells of; NotFound if it is empty."""
    session: LiveSession | None = None
    for event in events:
        if session is None:
            assert isinstance(event, life.SessionCreated), "a journal begins with its creation"
            session = begin(event)
        else:
            session = evolve(session, event)
    if session is None:
        raise NotFound("session")
    return session


def answer(events: Iterable[Event]) -> dict[str, object]:
    """The result of a command, from the events that it made."""
    events = list(events)
    for event in events:
        match event:
            case floor.FloorGranted():
                return {"turn": event.turn}
    for event in events:
        match event:
            case queue.FloorRequested():
                added = {} if event.source is None else {"person": event.person}
                return {"request": event.request, **added}
            case agenda.ItemAdded():
                return {"item": event.item}
            case polls.PollDrafted():
                return {"poll": event.poll, "options": [option.id for option in event.options]}
            case notes.NotePosted() | notes.NoteRevised():
                return {"note": event.note}
            case proposals.NoteProposed():
                return {"proposal": event.proposal}
            case captioning.StreamAdded():
                return {"stream": event.stream}
            case draft.SectionWritten():
                return {"revision": event.revision}
            case draft.TextSetAside():
                return {"aside": event.aside}
            case people.PersonJoined():
                return {"person": event.person}
    return {}
