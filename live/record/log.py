"""What happened in the order of time: the lines of the transcript."""

from collections.abc import Iterator, Sequence
from typing import get_args

from live.domain import life, queue
from live.domain.actors import Milliseconds
from live.domain.agenda import Span
from live.domain.session import Event
from live.record.model import Happened, Item, Moment, Note, Poll, Turn, What

ORDER: dict[What, int] = {what: place for place, what in enumerate(get_args(What))}
"""Of what happened in the same millisecond."""


def log(
    lasting: life.Life,
    items: Sequence[Item],
    turns: Sequence[Turn],
    polls: Sequence[Poll],
    notes: Sequence[Note],
    happened: Sequence[Happened],
) -> tuple[Moment, ...]:
    moments = [
        *(_told(happened) if happened else _known(lasting)),
        *(Moment(span.start, "item.started", item.id) for item in items for span in item.spans),
        *(Moment(turn.start, "turn.started", turn.id) for turn in turns),
        *(moment for poll in polls for moment in _of_poll(poll)),
        *(Moment(note.happened_at, "note", note.id) for note in notes),
    ]
    return tuple(sorted(moments, key=lambda moment: (moment.at, ORDER[moment.what])))


def _known(lasting: life.Life) -> Iterator[Moment]:
    if lasting.opened_at is not None:
        yield Moment(lasting.opened_at, "session.opened")
    if lasting.closed_at is not None:
        yield Moment(lasting.closed_at, "session.closed")


def _told(happened: Sequence[Happened]) -> Iterator[Moment]:
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
