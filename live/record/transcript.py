"""The transcript: everything in the order of time."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from live.domain.actors import PersonId
from live.record.bidi import given
from live.record.document import Block, Document, Heading, Line, Lines, Paragraph
from live.record.model import Moment, Note, Poll, Request, Turn
from live.record.summary.overview import facts
from live.record.telling import Telling


def transcript(tell: Telling) -> Document:
    return Document(
        title=tell.title(),
        subtitle=tell.words._("Transcript"),
        language=tell.words.language,
        direction=tell.words.direction,
        blocks=(*facts(tell), *_sections(tell)),
        foot=tell.foot(),
    )


def _sections(tell: Telling) -> Iterator[Block]:
    """The lines, under a heading wherever an agenda item or a day begins."""
    if not tell.record.log:
        yield Paragraph(tell.words._("Nothing has happened yet."))
    days = groupby(tell.record.log, key=lambda moment: tell.words.day(moment.at))
    for nth, (_, of_day) in enumerate(days):
        moments = list(of_day)
        if nth:
            yield Heading(tell.words.date(moments[0].at))
        yield from _of_day(tell, moments)


def _of_day(tell: Telling, moments: list[Moment]) -> Iterator[Block]:
    lines: list[Line] = []
    for at_once in together(moments):
        first = at_once[0]
        if first.what == "item.started" and first.id is not None:
            if lines:
                yield Lines(tuple(lines))
            yield Heading(tell.item(first.id))
            lines = []
        lines.append(line(tell, at_once))
    yield Lines(tuple(lines))


AT_ONCE_MS = 60_000


def together(moments: Sequence[Moment]) -> Iterator[list[Moment]]:
    """What makes one line: those who come, or go, within a minute and with nothing between."""
    at_once: list[Moment] = []
    for moment in moments:
        goes_on = (
            at_once
            and moment.what == at_once[0].what
            and moment.what in ("person.joined", "person.left")
            and moment.at - at_once[0].at < AT_ONCE_MS
        )
        if not goes_on and at_once:
            yield at_once
            at_once = []
        at_once.append(moment)
    if at_once:
        yield at_once


def line(tell: Telling, moments: Sequence[Moment]) -> Line:
    """What happened at a time, in words."""
    moment = moments[0]
    record, time = tell.record, tell.words.second(moment.at)
    match moment.what, moment.id:
        case "item.started", str(item):
            return Line(time, tell.words._("Agenda"), _item(tell, item))
        case "turn.started", str(turn):
            return _turn(tell, time, record.turn[turn])
        case ("turn.paused" | "turn.resumed") as what, str(turn):
            return Line(time, tell.words._("Floor"), _clock(tell, what, record.turn[turn]))
        case ("queue.requested" | "queue.moved" | "queue.withdrawn") as what, str(request):
            return Line(time, tell.words._("Queue"), _queue(tell, what, record.request[request]))
        case ("person.joined" | "person.left" | "person.removed") as what, _:
            return Line(time, tell.words._("People"), _people(tell, what, moments))
        case ("poll.opened" | "poll.closed" | "poll.published") as what, str(poll):
            text = _poll(tell, what, record.poll[poll])
            return Line(time, tell.words._("Poll"), text)
        case "note", str(note):
            return _note(tell, time, record.note[note])
        case what, _:
            label, text = _course(tell, what)
            return Line(time, label, text)


def _people(tell: Telling, what: str, moments: Sequence[Moment]) -> str:
    people = dict.fromkeys(PersonId(moment.id) for moment in moments if moment.id)
    words, n, who = tell.words, len(people), tell.words.listed([tell.who(one) for one in people])
    match what:
        case "person.joined":
            return words.ngettext("{who} joined.", "{n} people joined: {who}.", n, who=who)
        case "person.left":
            return words.ngettext("{who} left.", "{n} people left: {who}.", n, who=who)
        case _:
            return words._("{who} was sent out.", who=who)


def _queue(tell: Telling, what: str, request: Request) -> str:
    words, who = tell.words, tell.who(request.person)
    match what:
        case "queue.requested":
            subject = tell.subject(request.kind, request.about)
            return words._("{who} asked to speak. {subject}", who=who, subject=subject)
        case "queue.moved":
            return words._("{who} was moved in the queue.", who=who)
        case _:
            return words._("The request of {who} was withdrawn.", who=who)


def _clock(tell: Telling, what: str, turn: Turn) -> str:
    words, who = tell.words, tell.who(turn.person)
    if what == "turn.paused":
        return words._("The clock of {who} was stopped.", who=who)
    return words._("The clock of {who} went on.", who=who)


def _item(tell: Telling, item: str) -> str:
    return tell.words._("Item {item} was taken up.", item=tell.item(item))


def _turn(tell: Telling, time: str, turn: Turn) -> Line:
    return Line(time, tell.kind(turn.kind), _spoke(tell, turn))


def _spoke(tell: Telling, turn: Turn) -> str:
    words, who, about = tell.words, tell.who(turn.person), given(turn.about)
    duration = words.duration(turn.spoken_ms)
    match turn:
        case Turn(end=None, about=""):
            return words._("{who} has the floor.", who=who)
        case Turn(end=None):
            return words._("{who} has the floor, on “{about}”.", who=who, about=about)
        case Turn(about=""):
            return words._("{who} spoke for {duration}.", who=who, duration=duration)
        case _:
            return words._(
                "{who} spoke for {duration} on “{about}”.", who=who, duration=duration, about=about
            )


def _poll(tell: Telling, what: str, poll: Poll) -> str:
    words, question = tell.words, given(poll.question)
    if what == "poll.opened":
        return words._("Voting opened: {question}", question=question)
    if what == "poll.closed" or poll.result is None:
        closed = words._("Voting closed: {question}", question=question)
        return f"{closed}\n{tell.turnout(poll.tally)}" if poll.tally else closed
    counted = poll.result
    result = words._("The result was published: {question}", question=question)
    options = [
        words._(
            "{option}: {votes}",
            option=given(option.text),
            votes=tell.votes(counted.counts[option.id], counted.voters),
        )
        for option in poll.options
    ]
    base = words._("Percentages are of those who voted.")
    return "\n".join([result, *options, f"{tell.turnout(counted)} {base}"])


def _note(tell: Telling, time: str, note: Note) -> Line:
    words, author = tell.words, tell.name(note.author)
    if note.tag is None:
        text = words._("Noted by {author}", author=author)
    else:
        text = words._("{tag}, noted by {author}", tag=tell.tag(note.tag), author=author)
    return Line(time, words._("Note"), text, note.text)


def _course(tell: Telling, what: str) -> tuple[str, str]:
    """Of the session as a whole, and of its queue."""
    words = tell.words
    session, queue = words._("Session"), words._("Queue")
    return {
        "session.opened": (session, words._("The session opened.")),
        "session.resumed": (session, words._("The session went on.")),
        "session.reopened": (session, words._("The session was reopened.")),
        "session.suspended": (session, words._("The session was suspended.")),
        "session.closed": (session, words._("The session closed.")),
        "queue.opened": (queue, words._("The queue was opened.")),
        "queue.closed": (queue, words._("The queue was closed.")),
    }[what]
