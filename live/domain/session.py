"""A whole live session: its parts put together, and the rules between them."""

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
    policy,
    polls,
    proposals,
    queue,
    redaction,
    versions,
)
from live.domain.actors import CHAIRS, Ask, Milliseconds, PersonId, Role
from live.domain.acts import Act, Acts
from live.domain.acts import Now as Stands
from live.domain.advice import Advice
from live.domain.agenda import Agenda
from live.domain.captions import Captions
from live.domain.commands import Command
from live.domain.contributions import Contributions
from live.domain.draft import Draft
from live.domain.electorate import voter_of
from live.domain.floor import Floor
from live.domain.life import Life
from live.domain.notes import Notes
from live.domain.people import Name, People
from live.domain.polls import Ballot
from live.domain.proposals import Proposals
from live.domain.queue import Queue
from live.domain.ranks import spread
from live.domain.run_sheet import Polls
from live.domain.versions import Versions
from live.errors import (
    AttributionPromised,
    Invalid,
    NotFound,
    OrderFollows,
    OrganisationsFixed,
    ProposalsClosed,
    RecordFinal,
    WrongState,
)

Event = (
    life.LifeEvent
    | people.PersonEvent
    | agenda.AgendaEvent
    | queue.QueueEvent
    | floor.FloorEvent
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
        return Stands(self.queue, self.floor, self.people, _order(self), suspended_at)


class Outcome(msgspec.Struct, frozen=True):
    """What a command brings about: events for the journal and, beside it, a row of the
    directory (whose, and what) or a ballot; ``rows``: of what a transcript names."""

    events: list[Event] = []
    entry: tuple[PersonId, Name] | None = None
    rows: dict[PersonId, Name] = {}
    ballot: Ballot | None = None


def decide(session: LiveSession, command: Command, ask: Ask, name: Name | None = None) -> Outcome:
    """What a command brings about, or a refusal (LiveError).

    ``name`` is the directory's row of the person whom the command is about.
    """
    policy.require(ask.actor, command)
    _require_present(session, ask)
    outcome = _decided(session, command, ask, name)
    if not outcome.events:
        return outcome
    events = [*outcome.events, *_in_order(session, outcome.events)]
    events += _act(session, command, ask, events)
    _require_changeable(session, events)
    return replace(outcome, events=[*events, *_corrected(session, events, ask)])


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
            return _queue(session, command, ask)
        case floor.FloorCommand():
            return _floor(session, command, ask)
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


def _require_changeable(session: LiveSession, events: list[Event]) -> None:
    """A final record changes only where something has to be taken out of it for good."""
    if session.versions.final is None:
        return
    for event in events:
        kept = isinstance(event, life.SessionEdited) and life.kept_longer(session.life, event)
        if not (kept or isinstance(event, (*UNTOLD, redaction.RedactionEvent))):
            raise RecordFinal(session.life.status)


def _corrected(session: LiveSession, events: list[Event], ask: Ask) -> list[Event]:
    """That the record made at the close is to be made anew."""
    if session.life.status != "closed" or session.versions.final is not None:
        return []
    reopened = any(isinstance(event, life.SessionReopened) for event in events)
    if reopened or all(isinstance(event, UNTOLD) for event in events):
        return []
    return [*versions.corrected(session.versions, ask.now)]


def _after(session: LiveSession, events: Iterable[Event]) -> LiveSession:
    return reduce(evolve, events, session)


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
    acts.ActUndone,
)
"""Events by which the order of the queue can become another, where it follows a policy."""


def _in_order(session: LiveSession, events: list[Event]) -> list[Event]:
    """The event that makes the queue follow the policy of the session, if it does."""
    if not any(isinstance(event, ORDERING) for event in events):
        return []
    after = _after(session, events)
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


def _act(
    session: LiveSession, command: Command, ask: Ask, events: list[Event]
) -> list[acts.ActEvent]:
    """The event that remembers what a moderator did to queue and floor."""
    if ask.actor.role not in CHAIRS or type(command) not in ACTS:
        return []
    after = _after(session, events)
    order = _order(session), _order(after)
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


def _require_present(session: LiveSession, ask: Ask) -> None:
    if ask.actor.role is not Role.SYSTEM:
        session.people.here(ask.actor.id)


def _live(session: LiveSession, command: life.LifeCommand, ask: Ask) -> list[Event]:
    events = life.decide(session.life, command, ask)
    if not events:
        return []
    match command:
        case life.EditSession():
            changed = _after(session, events)
            _require_promise_kept(session, changed)
            return [*events, *floor.ruled(session.floor, _rules(session), _rules(changed))]
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
            events += _gone(session, event.person, ask)
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


def _gone(session: LiveSession, person: PersonId, ask: Ask) -> list[Event]:
    ended = floor.let_go(session.floor, person, ask.now)
    if session.life.status != "open":
        ended = [event for event in ended if not isinstance(event, floor.FloorResumed)]
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
    events: list[Event] = [*agenda.decide(session.agenda, command, ask)]
    if events and isinstance(command, agenda.StartItem) and command.queue == "clear":
        queue.require_seen(session.queue, command.waiting)
        return [*queue.unheard(session.queue, "item", ask.now), *events]
    return events


def _queue(session: LiveSession, command: queue.QueueCommand, ask: Ask) -> Outcome:
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
            return Outcome([*floor.limited(on, seconds, _rules(session))])
        case queue.UndoAct(act):
            return Outcome([acts.undo(session.acts, session.stands, act, ask)])
    return Outcome([*queue.decide(session.queue, command, ask, moment)])


def _order(session: LiveSession) -> acts.Order:
    return acts.Order(session.life.plan.policy, session.life.plan.follow)


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


def _floor(session: LiveSession, command: floor.FloorCommand, ask: Ask) -> Outcome:
    session.life.require_not_closed()
    if not isinstance(command, floor.ReleaseFloor):
        session.life.require_open()
    rules = _rules(session)
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
    request = _after(session, [*guest.events, *put]).queue.of_person(guest.person)[0]
    given = floor.interrupt(session.floor, request, ask, rules)
    return Outcome([*guest.events, *put, *given], guest.entry)


def _rules(session: LiveSession) -> floor.Rules:
    plan = session.life.plan
    return floor.Rules(
        plan.speaking_ms,
        session.agenda.current,
        plan.kind_seconds,
        plan.group_seconds,
        {who.id: who.group for who in session.people.everyone.values()},
    )


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
    return [people.PersonLeft(person, removed=True), *_gone(session, person, ask)]


def _captions(session: LiveSession, command: captioning.CaptionsCommand, ask: Ask) -> Outcome:
    if isinstance(command, captioning.PostCaption):
        session.life.require_open()
    events = captioning.decide(session.captions, command, ask, session.people)
    return Outcome([*events], rows=captioning.rows(command, ask))


def _draft(session: LiveSession, command: draft.DraftCommand, ask: Ask) -> list[Event]:
    if command.section not in (*draft.BESIDES, *session.agenda.items):
        raise NotFound("section")
    return [*draft.decide(session.draft, command, ask, session.notes.ordered())]


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
        case floor.FloorEvent():
            return replace(session, floor=floor.evolve(session.floor, event))
        case polls.PollsEvent():
            return _evolve_polls(session, event)
        case contributions.ContributionsEvent():
            after = contributions.evolve(session.contributions, event)
            return replace(session, contributions=after)
        case notes.NotesEvent():
            return replace(session, notes=notes.evolve(session.notes, event))
        case proposals.ProposalsEvent():
            return replace(session, proposals=proposals.evolve(session.proposals, event))
        case redaction.NoteRedacted(note):
            return replace(session, notes=notes.redacted(session.notes, note))
        case redaction.CaptionRedacted(caption):
            return replace(session, captions=captioning.redacted(session.captions, caption))
        case redaction.PersonErased(person):
            return replace(session, people=people.erased(session.people, person))
        case captioning.CaptionsEvent():
            return replace(session, captions=captioning.evolve(session.captions, event))
        case draft.DraftEvent():
            return replace(session, draft=draft.evolve(session.draft, event))
        case versions.VersionsEvent():
            return replace(session, versions=versions.evolve(session.versions, event))
        case _:
            raise TypeError(f"not an event: {event!r}")


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
