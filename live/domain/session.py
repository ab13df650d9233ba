"""A whole live session: its parts put together, and the rules between them."""

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from live.domain import agenda, floor, life, notes, people, policy, polls, queue
from live.domain.actors import Ask, PersonId, Role
from live.domain.agenda import Agenda
from live.domain.commands import Command
from live.domain.floor import Floor
from live.domain.life import Life
from live.domain.notes import Notes
from live.domain.people import Name, People
from live.domain.polls import Ballot, Polls
from live.domain.queue import Queue
from live.errors import NotFound

Event = (
    life.LifeEvent
    | people.PersonEvent
    | agenda.AgendaEvent
    | queue.QueueEvent
    | floor.FloorEvent
    | polls.PollsEvent
    | notes.NotesEvent
)


class LiveSession(msgspec.Struct, frozen=True):
    """The fold of a session's journal."""

    life: Life
    people: People = People()
    agenda: Agenda = Agenda()
    queue: Queue = Queue()
    floor: Floor = Floor()
    polls: Polls = Polls()
    notes: Notes = Notes()


class Outcome(msgspec.Struct, frozen=True):
    """What a command brings about: events for the journal and, beside it, a row of the
    directory (whose, and what) or a ballot."""

    events: list[Event] = []
    entry: tuple[PersonId, Name] | None = None
    ballot: Ballot | None = None


def decide(session: LiveSession, command: Command, ask: Ask, name: Name | None = None) -> Outcome:
    """What a command brings about, or a refusal (LiveError).

    ``name`` is the directory's row of the person whom the command is about.
    """
    policy.require(ask.actor, command)
    _require_present(session, ask)
    match command:
        case life.LifeCommand():
            return Outcome(_live(session, command, ask))
        case people.PeopleCommand():
            return _people(session, command, ask, name)
        case agenda.AgendaCommand():
            session.life.require_not_closed()
            return Outcome(_agenda(session, command, ask))
        case queue.QueueCommand():
            return Outcome(_queue(session, command, ask))
        case floor.FloorCommand():
            return Outcome(_floor(session, command, ask))
        case polls.CastBallot():
            return Outcome(ballot=_ballot(session, command, ask))
        case polls.PollsCommand():
            return Outcome(_polls(session, command, ask))
        case notes.NotesCommand():
            return Outcome(_notes(session, command, ask))
        case _:
            raise TypeError(f"not a command: {command!r}")


def _require_present(session: LiveSession, ask: Ask) -> None:
    if ask.actor.role is not Role.SYSTEM:
        session.people.here(ask.actor.id)


def _live(session: LiveSession, command: life.LifeCommand, ask: Ask) -> list[Event]:
    events = life.decide(session.life, command, ask)
    if not events:
        return []
    match command:
        case life.SuspendSession():
            return [*floor.pause(session.floor, ask.now), *events]
        case life.CloseSession():
            return [
                *polls.close_all(session.polls, ask.now),
                *floor.release(session.floor, ask.now),
                *queue.unheard(session.queue),
                *agenda.end(session.agenda, ask.now),
                *events,
            ]
        case life.ReopenSession():
            gone = frozenset(who.id for who in session.people.everyone.values() if who.left)
            closed_at = session.life.closed_at or ask.now
            return [
                *events,
                *queue.restored(session.queue, gone),
                *agenda.taken_up_again(session.agenda, closed_at, ask.now),
            ]
        case _:
            return [*events]


def _people(
    session: LiveSession, command: people.PeopleCommand, ask: Ask, name: Name | None
) -> Outcome:
    if isinstance(command, people.Join) and command.role is Role.PARTICIPANT:
        session.life.require_not_closed()
    events: list[Event] = [*people.decide(session.people, command, ask, session.life.choices)]
    for event in list(events):
        if isinstance(event, people.PersonLeft):
            events += _gone(session, event.person, ask)
    entry = _entry(command, ask, name) if events else None
    return Outcome() if _all_as_it_was(session, events, entry, name) else Outcome(events, entry)


def _all_as_it_was(
    session: LiveSession,
    events: list[Event],
    entry: tuple[PersonId, Name] | None,
    name: Name | None,
) -> bool:
    """Whether details were corrected to what they are: group and region, and the row."""
    match events:
        case [people.PersonEdited() as edited]:
            same_row = entry is None or entry[1] == name
            return same_row and people.evolve(session.people, edited) == session.people
        case _:
            return False


def _gone(session: LiveSession, person: PersonId, ask: Ask) -> list[Event]:
    holder = session.floor.holder
    spoke = holder is not None and holder.person == person
    ended = floor.release(session.floor, ask.now) if spoke else []
    return [*ended, *queue.withdrawn(session.queue, person)]


def _entry(
    command: people.PeopleCommand, ask: Ask, name: Name | None
) -> tuple[PersonId, Name] | None:
    entry = people.entry(command, name)
    return None if entry is None else (whose(command, ask), entry)


def whose(command: Command, ask: Ask) -> PersonId:
    """The person whom a command is about: named in it, or the actor."""
    named: PersonId | None = getattr(command, "person", None)
    return named or ask.actor.id


def _agenda(session: LiveSession, command: agenda.AgendaCommand, ask: Ask) -> list[Event]:
    if isinstance(command, agenda.StartItem):
        session.life.require_open()
    return [*agenda.decide(session.agenda, command, ask)]


def _queue(session: LiveSession, command: queue.QueueCommand, ask: Ask) -> list[Event]:
    session.life.require_not_closed()
    if not isinstance(command, queue.WithdrawRequest):
        session.life.require_open()
    holder = session.floor.holder
    moment = queue.Moment(session.agenda.current, holder.turn if holder else None)
    return [*queue.decide(session.queue, command, ask, moment)]


def _floor(session: LiveSession, command: floor.FloorCommand, ask: Ask) -> list[Event]:
    session.life.require_not_closed()
    if not isinstance(command, floor.ReleaseFloor):
        session.life.require_open()
    rules = floor.Rules(session.life.plan.speaking_ms, session.agenda.current)
    return [*floor.decide(session.floor, session.queue, command, ask, rules)]


def _polls(session: LiveSession, command: polls.PollsCommand, ask: Ask) -> list[Event]:
    if isinstance(command, polls.OpenPoll):
        session.life.require_open()
    if not isinstance(command, polls.PublishPoll):
        session.life.require_not_closed()
    return [*polls.decide(session.polls, command, ask)]


def _ballot(session: LiveSession, command: polls.CastBallot, ask: Ask) -> polls.Ballot:
    if session.life.status != "closed":  # then every poll is, and says since when
        session.life.require_open()
    return polls.ballot(session.polls, command, ask)


def _notes(session: LiveSession, command: notes.NotesCommand, ask: Ask) -> list[Event]:
    at = ask.now
    if isinstance(command, notes.PostNote):
        at = notes.happened_at(command, ask.now, session.life.opened_at)
    turn, speaker = session.floor.turn_at(at) or (None, None)
    moment = notes.Moment(at, session.agenda.at(at), turn, speaker)
    return [*notes.decide(session.notes, command, ask, moment)]


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
        case floor.FloorGranted():
            return replace(
                session,
                floor=floor.evolve(session.floor, event),
                queue=queue.granted(session.queue, event.request),
            )
        case floor.FloorEvent():
            return replace(session, floor=floor.evolve(session.floor, event))
        case polls.PollsEvent():
            return replace(session, polls=polls.evolve(session.polls, event))
        case notes.NotesEvent():
            return replace(session, notes=notes.evolve(session.notes, event))
        case _:
            raise TypeError(f"not an event: {event!r}")


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
    for event in events:
        match event:
            case queue.FloorRequested():
                return {"request": event.request}
            case floor.FloorGranted():
                return {"turn": event.turn}
            case agenda.ItemAdded():
                return {"item": event.item}
            case polls.PollDrafted():
                return {"poll": event.poll, "options": [option.id for option in event.options]}
            case notes.NotePosted() | notes.NoteRevised():
                return {"note": event.note}
            case people.PersonJoined():
                return {"person": event.person}
    return {}
