"""What a command brings about in a session, by the rules between its parts."""

from msgspec.structs import replace

from live.domain import (
    agenda,
    captioning,
    contributions,
    draft,
    floor,
    life,
    notes,
    people,
    policy,
    polls,
    proposals,
    queue,
    redaction,
    turns,
    versions,
)
from live.domain.actors import Ask, Milliseconds, PersonId, Role
from live.domain.commands import Command
from live.domain.consequences import corrected, in_order, remembered, require_changeable
from live.domain.electorate import voter_of
from live.domain.outcome import Outcome
from live.domain.people import Name
from live.domain.proceedings import gone, of_floor, of_queue, rules_of
from live.domain.session import Event, LiveSession, evolved
from live.errors import (
    AttributionPromised,
    NotFound,
    OrganisationsFixed,
    ProposalsClosed,
    WrongState,
)


def decide(session: LiveSession, command: Command, ask: Ask, name: Name | None = None) -> Outcome:
    """What a command brings about, or a refusal (LiveError).

    ``name`` is the directory's row of the person whom the command is about.
    """
    policy.require(ask.actor, command)
    _require_present(session, ask)
    outcome = _decided(session, command, ask, name)
    if not outcome.events:
        return outcome
    events = [*outcome.events, *in_order(session, outcome.events)]
    events += remembered(session, command, ask, events)
    require_changeable(session, events)
    return replace(outcome, events=[*events, *corrected(session, events, ask)])


def _decided(session: LiveSession, command: Command, ask: Ask, name: Name | None) -> Outcome:
    match command:
        case life.LifeCommand():
            return Outcome(_live(session, command, ask))
        case people.PeopleCommand():
            return _people(session, command, ask, name)
        case agenda.AgendaCommand():
            session.life.require_not_closed()
            return Outcome(_agenda(session, command, ask))
        case queue.QueueCommand():
            return of_queue(session, command, ask)
        case floor.FloorCommand():
            return of_floor(session, command, ask)
        case turns.TurnsCommand():  # also after the close
            begun = session.life.created_at
            return Outcome([*turns.decide(session.floor, command, begun, ask.now)])
        case polls.CastBallot():
            return Outcome(ballot=_ballot(session, command, ask, name or Name("")))
        case polls.PollsCommand():
            return Outcome(_polls(session, command, ask))
        case contributions.ContributionsCommand():
            return Outcome([*contributions.decide(session.contributions, command)])
        case notes.NotesCommand():
            return Outcome(_notes(session, command, ask))
        case proposals.ProposalsCommand():
            return Outcome(_proposals(session, command, ask))
        case redaction.RedactionCommand():
            return Outcome(_redaction(session, command, ask))
        case captioning.CaptionsCommand():
            return _captions(session, command, ask)
        case draft.DraftCommand():
            return Outcome(_draft(session, command, ask))
        case versions.VersionsCommand():
            if session.life.status != "closed":
                raise WrongState(session.life.status)
            return Outcome([*versions.decide(session.versions, command, ask)])
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
        case life.EditSession():
            changed = evolved(session, events)
            _require_promise_kept(session, changed)
            return [*events, *floor.ruled(session.floor, rules_of(session), rules_of(changed))]
        case life.OpenSession():
            return [*polls.end_rehearsals(session.polls), *events]
        case life.SuspendSession():
            return [*floor.pause(session.floor, ask.now), *events]
        case life.CloseSession():
            return [
                *polls.close_all(session.polls, ask.now),
                *floor.end(session.floor, ask.now),
                *queue.unheard(session.queue, "closed", ask.now),
                *agenda.end(session.agenda, ask.now),
                *events,
                *versions.made_anew(session.versions, ask.now),
            ]
        case life.ReopenSession():
            gone = frozenset(who.id for who in session.people.everyone.values() if who.left)
            closed_at = session.life.closed_at or ask.now
            return [
                *events,
                *queue.restored(session.queue, closed_at, gone),
                *agenda.taken_up_again(session.agenda, closed_at, ask.now),
            ]
        case _:
            return [*events]


def _require_promise_kept(session: LiveSession, changed: LiveSession) -> None:
    """Nobody is told of more openly than they were told when they joined."""
    tellable = life.tellable(session.life.plan.attribution)
    joined = (who for who in session.people.everyone.values() if who.role is Role.PARTICIPANT)
    if changed.life.plan.attribution not in tellable and any(not who.guest for who in joined):
        raise AttributionPromised(session.life.status)


def _people(
    session: LiveSession, command: people.PeopleCommand, ask: Ask, name: Name | None
) -> Outcome:
    if isinstance(command, people.Join) and command.role is Role.PARTICIPANT:
        session.life.require_not_closed()
    events: list[Event] = [*people.decide(session.people, command, ask, session.life.choices)]
    for event in list(events):
        if isinstance(event, people.PersonLeft):
            events += gone(session, event.person, ask)
    entry = _entry(command, ask, name) if events else None
    if entry and name and name.organisation not in ("", entry[1].organisation):
        _require_organisations_free(session)
    return Outcome() if _all_as_it_was(session, events, entry, name) else Outcome(events, entry)


def _require_organisations_free(session: LiveSession) -> None:
    """Nobody takes the vote of two organisations, one after the other."""
    if any(poll.per == "organisation" for poll in session.polls.open()):
        raise OrganisationsFixed


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
    events: list[Event] = [*agenda.decide(session.agenda, command, ask)]
    if events and isinstance(command, agenda.StartItem) and command.queue == "clear":
        queue.require_seen(session.queue, command.waiting)
        return [*queue.unheard(session.queue, "item", ask.now), *events]
    return events


def _polls(session: LiveSession, command: polls.PollsCommand, ask: Ask) -> list[Event]:
    if isinstance(command, polls.OpenPoll | polls.PulsePoll):
        session.life.require_open()
    if not isinstance(command, polls.PublishPoll):
        session.life.require_not_closed()
    return [*polls.decide(session.polls, command, ask, session.life.choices)]


def _ballot(session: LiveSession, command: polls.CastBallot, ask: Ask, name: Name) -> polls.Ballot:
    poll = session.polls.sheet.get(command.poll)
    rehearsed = poll is not None and poll.rehearsal
    if session.life.status != "closed" and not rehearsed:  # closed: every poll says since when
        session.life.require_open()
    poll = session.polls.poll(command.poll)
    voter = voter_of(poll, ask.actor.id, {ask.actor.id: name})
    return polls.ballot(session.polls, command, ask, session.people.here(ask.actor.id), voter)


def _notes(session: LiveSession, command: notes.NotesCommand, ask: Ask) -> list[Event]:
    at = ask.now
    if isinstance(command, notes.PostNote | notes.PlaceNote):
        begun = session.life.opened_at or session.life.created_at
        at = notes.happened_at(command, ask.now, begun)
    _require_owner_known(session, command)
    return [*notes.decide(session.notes, command, ask, _moment(session, at))]


def _proposals(session: LiveSession, command: proposals.ProposalsCommand, ask: Ask) -> list[Event]:
    if isinstance(command, proposals.ProposeNote):
        session.life.require_begun()
        if not session.life.plan.proposals:
            raise ProposalsClosed
    _require_owner_known(session, command)
    return [*proposals.decide(session.proposals, command, ask, _moment(session, ask.now))]


def _moment(session: LiveSession, at: Milliseconds) -> notes.Moment:
    turn, speaker = session.floor.turn_at(at) or (None, None)
    return notes.Moment(at, session.agenda.at(at), turn, speaker)


def _require_owner_known(
    session: LiveSession, command: notes.NotesCommand | proposals.ProposalsCommand
) -> None:
    owner: object = getattr(command, "owner", None)
    if isinstance(owner, str) and owner not in session.people.everyone:
        raise NotFound("person")


def _redaction(session: LiveSession, command: redaction.RedactionCommand, ask: Ask) -> list[Event]:
    """Whoever is erased is gone before it."""
    events: list[Event] = []
    asked = redaction.decide(
        session.people, session.notes, session.proposals, session.captions, command
    )
    for event in asked:
        if isinstance(event, redaction.PersonErased):
            events += _sent_out(session, event.person, ask)
        events.append(event)
    return events


def _sent_out(session: LiveSession, person: PersonId, ask: Ask) -> list[Event]:
    if session.people.everyone[person].left:
        return []
    return [people.PersonLeft(person, removed=True), *gone(session, person, ask)]


def _captions(session: LiveSession, command: captioning.CaptionsCommand, ask: Ask) -> Outcome:
    if isinstance(command, captioning.PostCaption):
        session.life.require_open()
    events = captioning.decide(session.captions, command, ask, session.people)
    return Outcome([*events], rows=captioning.rows(command, ask))


def _draft(session: LiveSession, command: draft.DraftCommand, ask: Ask) -> list[Event]:
    if command.section not in (*draft.BESIDES, *session.agenda.items):
        raise NotFound("section")
    return [*draft.decide(session.draft, command, ask, session.notes.ordered())]
