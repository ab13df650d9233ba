"""What happened in the order of time: the lines of the transcript."""

from collections.abc import Iterator, Sequence
from typing import get_args

from live.domain import floor, life, people, queue
from live.domain.actors import Milliseconds
from live.domain.agenda import Span
from live.domain.session import Event
from live.record.model import Happened, Item, Moment, Note, Poll, Turn, What

ORDER: dict[What, int] = {what: place for place, what in enumerate(get_args(What))}
"""Of what happened in the same millisecond."""


def log(
    items: Sequence[Item],
    turns: Sequence[Turn],
    polls: Sequence[Poll],
    notes: Sequence[Note],
    happened: Sequence[Happened],
) -> tuple[Moment, ...]:
    moments = [
        *_course(happened),
        *_of_people(happened),
        *_of_requests(happened),
        *_of_clock(happened),
        *(Moment(span.start, "item.started", item.id) for item in items for span in item.spans),
        *(Moment(turn.start, "turn.started", turn.id) for turn in turns),
        *(moment for poll in polls for moment in _of_poll(poll)),
        *(Moment(note.happened_at, "note", note.id) for note in notes),
    ]
    return tuple(sorted(moments, key=lambda moment: (moment.at, ORDER[moment.what])))


def _course(happened: Sequence[Happened]) -> Iterator[Moment]:
    """Of the session as a whole, and whether its queue was open."""
    opened = False
    for fact in happened:
        match fact.event:
            case life.SessionOpened(at):
                yield Moment(at, "session.resumed" if opened else "session.opened")
                opened = True
            case life.SessionSuspended(at):
                yield Moment(at, "session.suspended")
            case life.SessionWasClosed(at):
                yield Moment(at, "session.closed")
            case life.SessionReopened(at):
                yield Moment(at, "session.reopened")
            case queue.QueueOpened():
                yield Moment(fact.at, "queue.opened")
            case queue.QueueWasClosed():
                yield Moment(fact.at, "queue.closed")


def _of_people(happened: Sequence[Happened]) -> Iterator[Moment]:
    for fact in happened:
        match fact.event:
            case people.PersonJoined(person):
                yield Moment(fact.at, "person.joined", person)
            case people.PersonLeft(person, removed):
                yield Moment(fact.at, "person.removed" if removed else "person.left", person)


def _of_requests(happened: Sequence[Happened]) -> Iterator[Moment]:
    for fact in happened:
        match fact.event:
            case queue.FloorRequested(request):
                yield Moment(fact.at, "queue.requested", request)
            case queue.RequestMoved(request):
                yield Moment(fact.at, "queue.moved", request)
            case queue.RequestWithdrawn(request):
                yield Moment(fact.at, "queue.withdrawn", request)


def _of_clock(happened: Sequence[Happened]) -> Iterator[Moment]:
    """Of whoever had the floor."""
    turn: str | None = None
    for fact in happened:
        match fact.event:
            case floor.FloorGranted():
                turn = fact.event.turn
            case floor.FloorPaused(at):
                yield Moment(at, "turn.paused", turn)
            case floor.FloorResumed(at):
                yield Moment(at, "turn.resumed", turn)


def _of_poll(poll: Poll) -> Iterator[Moment]:
    if poll.opened_at is not None:
        yield Moment(poll.opened_at, "poll.opened", poll.id)
    if poll.closed_at is not None:
        yield Moment(poll.closed_at, "poll.closed", poll.id)
    if poll.published_at is not None:
        yield Moment(poll.published_at, "poll.published", poll.id)


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
