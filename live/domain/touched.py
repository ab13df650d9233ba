"""Which documents an event can change, by their keys.

Only those are projected anew; a test compares with projecting everything.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial

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
from live.domain.actors import PersonId
from live.domain.captions import latest, line_id
from live.domain.documents import Audience, View
from live.domain.session import Event, LiveSession


def touched(before: LiveSession, event: Event) -> set[str]:
    """The keys of the documents that an event can change."""
    match event:
        case life.LifeEvent():
            keys = {"session", "suggestion", "undo", "floor"}
            return {*keys, *_notes_if_shown_otherwise(before, event)}
        case people.PersonJoined() | people.PersonAdded() if (
            event.person not in before.people.everyone
        ):
            return {f"person/{event.person}", "suggestion"}
        case people.PersonEvent():
            return {*_naming(before, event.person), "suggestion"}
        case agenda.ItemStarted() | agenda.ItemEnded():
            return {"session", f"item/{event.item}"}
        case agenda.AgendaEvent():
            return {f"item/{event.item}"}
        case queue.QueueEvent():
            return {*_queue(event), "suggestion", "undo"}
        case floor.FloorEvent():
            return {*_floor(before, event), "suggestion", "undo"}
        case turns.TurnsEvent():
            return {*_of_turns(before, event), "suggestion", "undo"}
        case acts.ActEvent():
            return _acts(before, event)
        case polls.PollsEvent():
            poll = getattr(event, "poll")  # noqa: B009  of every event of the polls
            return {f"poll/{poll}", f"tally/{poll}", *_contributed(before, event)}
        case contributions.ContributionJudged(contribution):
            poll = before.contributions.entries[contribution].poll
            return {f"contribution/{contribution}", f"tally/{poll}"}
        case contributions.WordCounted(poll):
            return {f"tally/{poll}"}
        case notes.NoteRetracted(note):
            return {f"note/{note}", f"retracted/{note}"}
        case notes.NotesEvent():
            return {f"note/{event.note}"}
        case proposals.ProposalsEvent():
            return {f"proposal/{event.proposal}"}
        case redaction.RedactionEvent():
            return _redacted(before, event)
        case captioning.CaptionsEvent():
            return {*_captions(before, event)}
        case draft.DraftEvent():
            return {f"section/{event.section}"}
        case versions.VersionsEvent():
            return {"session"}
        case _:
            raise TypeError(f"not an event: {event!r}")


def _redacted(before: LiveSession, event: redaction.RedactionEvent) -> set[str]:
    match event:
        case redaction.NoteRedacted(note, proposal):
            own = {f"note/{note}", f"retracted/{note}"}
            own |= {f"section/{section}" for section in before.draft.sections}
            return own | {f"proposal/{proposal}"} if proposal else own
        case redaction.CaptionRedacted(caption):
            return {f"caption/{caption}"}
        case redaction.PersonErased():
            return {*View(before, {}, Audience.STAFF).keys()}  # the name may stand anywhere
        case _:
            raise TypeError(f"not an event of redaction: {event!r}")


def _captions(before: LiveSession, event: captioning.CaptionsEvent) -> Iterator[str]:
    """Of the lines that were shown before, or are now, those that an event can change."""
    stream = before.captions.streams.get(event.stream)
    shown = stream.latest() if stream else range(0)
    name = stream.name if stream else partial(line_id, event.stream, 1)
    match event:
        case captioning.CaptionPosted(kept=kept, lines=lines):
            now = latest(kept + len(lines))
            places = ({*shown} ^ {*now}) | {place for place in now if place >= kept}
            yield from (f"caption/{name(place)}" for place in places)
        case captioning.StreamRemoved():
            yield from (f"caption/{name(place)}" for place in shown)
        case captioning.CaptionCorrected(caption=caption):
            yield f"caption/{caption}"
        case captioning.CaptionsAttributed() if stream:
            names = {*map(name, shown)}
            said = captioning.attributed(stream, event)
            yield from (f"caption/{line.id}" for line in said if line.id in names)


def _notes_if_shown_otherwise(before: LiveSession, event: life.LifeEvent) -> Iterable[str]:
    after = life.evolve(before.life, event)
    shown = after.notes_public, after.plan.attribution
    if shown == (before.life.notes_public, before.life.plan.attribution):
        return ()
    return (f"note/{note}" for note in before.notes.standing)


def _naming(session: LiveSession, person: PersonId) -> Iterator[str]:
    """The keys of the documents in which a person is named or counted."""
    yield from (f"person/{person}", "airtime", "undo")
    for request in session.queue.waiting.values():
        if person in (request.person, request.claims):
            yield f"request/{request.id}"
    for holder in session.floor.holders:
        if person in (holder.person, holder.asked.claims):
            yield f"request/{holder.request}"
    for written in session.queue.written.values():
        if written.request.person == person:
            yield f"written/{written.request.id}"
    for act in (*session.acts.done, *session.acts.undone):
        if person in (act.by, act.person, act.undone_by):
            yield f"log/{act.id}"
    yield from (f"turn/{turn.id}" for turn in session.floor.turns.values() if turn.person == person)
    for note in session.notes.standing.values():
        if person in _in_note(note):
            yield f"note/{note.id}"
    for name, gone in session.notes.retracted.items():
        if person in (*_in_note(gone.note), gone.by):
            yield f"retracted/{name}"
    for proposal in session.proposals.made.values():
        if person in (proposal.author, proposal.speaker, proposal.by):
            yield f"proposal/{proposal.id}"
    for caption in session.captions.latest():
        line = session.captions.find(caption)
        if line and line.person == person:
            yield f"caption/{caption}"
    for section in session.draft.sections.values():
        if person in section.named:
            yield f"section/{section.id}"
    for poll in session.polls.sheet.values():
        if poll.tally and poll.tally.ballots and person in poll.tally.ballots:
            yield f"tally/{poll.id}"
    for one in session.contributions.entries.values():
        if one.author == person:
            yield f"contribution/{one.id}"


def _in_note(note: notes.Note) -> Iterator[PersonId | None]:
    """Everybody whom a note names."""
    yield from (note.author, note.speaker, note.owner, note.proposed_by, note.revised_by)
    for was in note.earlier:
        yield from (was.content.owner, was.by)


def _queue(event: queue.QueueEvent) -> set[str]:
    match event:
        case queue.QueueOpened() | queue.QueueWasClosed() | queue.WritingOffered():
            return {"session"}
        case queue.QueueSpread():
            return {f"request/{request}" for request in event.ranks}
        case queue.RequestsUnheard() | queue.RequestsRestored():
            return {f"request/{request}" for request in event.requests}
        case queue.RequestMerged():
            return {f"request/{event.request}", f"request/{event.gone}"}
        case queue.RequestWritten():
            return {f"request/{event.request}", f"written/{event.request}"}
        case _:
            return {f"request/{getattr(event, 'request')}"}  # noqa: B009  of every other event


def _floor(before: LiveSession, event: floor.FloorEvent) -> set[str]:
    keys = {"floor", *(f"request/{holder.request}" for holder in before.floor.holders)}
    keys |= {f"caption/{caption}" for caption in before.captions.latest()}
    match event:
        case floor.FloorGranted():
            return keys | {f"request/{event.request}"}
        case floor.FloorReleased():
            return keys | {f"turn/{event.turn}", "airtime"}
        case floor.SpeakerIdentified(turn):
            return keys | {f"turn/{turn}", "airtime", *_noted(before, {turn})}
        case _:
            return keys


def _of_turns(before: LiveSession, event: turns.TurnsEvent) -> Iterator[str]:
    """A caption is of whose turn it falls into."""
    yield from (f"turn/{getattr(event, 'turn')}", "airtime")  # noqa: B009  of every such event
    yield from (f"caption/{caption}" for caption in before.captions.latest())


def _contributed(before: LiveSession, event: polls.PollsEvent) -> Iterator[str]:
    """The keys of what was written on ballots, when they are counted, shown or thrown away."""
    match event:
        case polls.PollTallied(poll, tally):
            names = contributions.ids(poll, len(tally.written or ()))
            yield from (f"contribution/{one}" for one in names)
        case polls.PollPublished(poll) | polls.PollRemoved(poll):
            yield from (f"contribution/{one.id}" for one in before.contributions.of(poll))


def _noted(session: LiveSession, turns: AbstractSet[str]) -> Iterator[str]:
    """The keys of the notes that were taken in some turns."""
    return (f"note/{note.id}" for note in session.notes.standing.values() if note.turn in turns)


def _acts(before: LiveSession, event: acts.ActEvent) -> set[str]:
    """Of an act that is added or taken back, and of the oldest, which may be forgotten for it."""
    oldest = [kept[0].id for kept in (before.acts.done, before.acts.undone) if kept]
    keys = {"undo", *(f"log/{act}" for act in oldest)}
    match event:
        case acts.ActDone(act):
            return keys | {f"log/{act.id}"}
        case acts.ActUndone():
            keys |= {"session", "floor", "airtime", "suggestion", f"log/{event.act}"}
            keys |= {f"request/{request}" for request in before.queue.waiting}
            keys |= {f"request/{request.id}" for request in event.waits}
            keys |= {f"turn/{turn}" for turn in event.annulled}
            keys |= {f"turn/{over.id}" for over in event.renamed}
            keys |= {*_noted(before, event.speakers.keys())}
            keys |= {f"caption/{caption}" for caption in before.captions.latest()}
            holders = [*before.floor.holders, *(event.hands.holders if event.hands else ())]
            return keys | {f"request/{holder.request}" for holder in holders}
        case _:
            raise TypeError(f"not an event of acts: {event!r}")
