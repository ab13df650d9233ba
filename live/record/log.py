"""What happened in the order of time: the lines of the transcript."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from live.domain import agenda, life, notes, people, polls, redaction
from live.domain.actors import Milliseconds, PersonId
from live.domain.agenda import Span
from live.domain.session import Event
from live.record.model import Note
from live.record.moment import Happened, Moment, What, moment
from live.record.queue_log import of_acts, of_floor, of_queue
from live.record.speaking import Turn


def log(
    turns: Sequence[Turn],
    standing: Sequence[Note],
    held: AbstractSet[str],
    happened: Sequence[Happened],
) -> tuple[Moment, ...]:
    """What the journal tells, but for turns that were taken back, the words of notes that were
    retracted, and polls that are none of those that were ``held``."""
    moments = [
        *_course(happened),
        *_rules(happened),
        *_of_people(happened),
        *_of_agenda(happened),
        *_of_polls(happened, held),
        *_of_notes(happened, {note.id: note.happened_at for note in standing}),
        *_of_redaction(happened),
        *of_queue(happened),
        *of_floor(happened, turns),
        *of_acts(happened),
    ]
    return tuple(sorted(moments, key=lambda told: (told.at, told.seq)))


def _course(happened: Sequence[Happened]) -> Iterator[Moment]:
    """Of the session as a whole."""
    opened = False
    for fact in happened:
        match fact.event:
            case life.SessionOpened():
                yield moment(fact, "session.resumed" if opened else "session.opened")
                opened = True
            case life.SessionSuspended():
                yield moment(fact, "session.suspended")
            case life.SessionWasClosed():
                yield moment(fact, "session.closed")
            case life.SessionReopened():
                yield moment(fact, "session.reopened")


def _rules(happened: Sequence[Happened]) -> Iterator[Moment]:
    """Of speaking times and the policy, changed since the session was first opened."""
    plan: life.Plan | None = None
    opened = False
    for fact in happened:
        match fact.event:
            case life.SessionCreated(created):
                plan = created
            case life.SessionOpened():
                opened = True
            case life.SessionEdited(edited):
                if plan and opened:
                    yield from _changed(fact, plan, edited)
                plan = edited


def _changed(fact: Happened, before: life.Plan, after: life.Plan) -> Iterator[Moment]:
    if before.speaking_ms != after.speaking_ms:
        yield replace(moment(fact, "session.limited"), limit_ms=after.speaking_ms or 0)
    limits = [(plan.kind_seconds, plan.group_seconds) for plan in (before, after)]
    if limits[0] != limits[1]:
        yield moment(fact, "session.limits")
    if (before.policy, before.follow) != (after.policy, after.follow):
        told = moment(fact, "queue.policy")
        yield replace(told, policy=after.policy, follow=after.follow)


def _of_people(happened: Sequence[Happened]) -> Iterator[Moment]:
    for fact in happened:
        match fact.event:
            case people.PersonJoined(person):
                yield moment(fact, "person.joined", person)
            case people.PersonLeft(person, removed):
                what: What = "person.removed" if removed else "person.left"
                yield moment(fact, what, person)


def _of_agenda(happened: Sequence[Happened]) -> Iterator[Moment]:
    for fact in happened:
        match fact.event:
            case agenda.ItemStarted(item):
                yield moment(fact, "item.started", item)


def _of_polls(happened: Sequence[Happened], held: AbstractSet[str]) -> Iterator[Moment]:
    for fact in happened:
        match fact.event:
            case polls.PollOpened(poll) if poll in held:
                yield moment(fact, "poll.opened", poll)
            case polls.PollWasClosed(poll, at) if poll in held:
                yield moment(fact, "poll.closed", poll, at=at)
            case polls.PollCorrected(poll, reason=reason) if poll in held:
                yield replace(moment(fact, "poll.corrected", poll), reason=reason)
            case polls.PollPublished(poll, to=to) if poll in held:
                yield replace(moment(fact, "poll.published", poll), to=to)


def _of_notes(
    happened: Sequence[Happened], standing: Mapping[str, Milliseconds]
) -> Iterator[Moment]:
    """Where their matter was said, which may be before they were written."""
    authors: dict[str, PersonId] = {}
    for fact in happened:
        match fact.event:
            case notes.NotePosted(note, author):
                authors[note] = author
                if note in standing:
                    yield moment(fact, "note", note, at=standing[note])
            case notes.NoteRetracted(note):
                yield replace(moment(fact, "note.retracted", note), person=authors[note])


ERASED: dict[type[redaction.RedactionEvent], What] = {
    redaction.NoteRedacted: "erased.note",
    redaction.CaptionRedacted: "erased.caption",
    redaction.PersonErased: "erased.person",
}


def _of_redaction(happened: Sequence[Happened]) -> Iterator[Moment]:
    """That something was erased, not what."""
    for fact in happened:
        if isinstance(fact.event, redaction.RedactionEvent):
            yield moment(fact, ERASED[type(fact.event)])


def breaks(happened: Sequence[Happened]) -> tuple[Span, ...]:
    """While the session was suspended, or closed before it was reopened; the last may be open."""
    return tuple(_breaks([fact.event for fact in happened]))


def _breaks(events: Sequence[Event]) -> Iterator[Span]:
    since: Milliseconds | None = None
    until: Milliseconds | None = None
    for event in events:
        match event:
            case life.SessionOpened(at) | life.SessionReopened(at):
                if since is not None:
                    yield Span(since, at)
                since = until = None
            case life.SessionSuspended(at):
                since = at
            case life.SessionWasClosed(at):
                since, until = (at if since is None else since), at
    if since is not None and since != until:
        yield Span(since, until)
