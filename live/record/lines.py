"""A line of the transcript: what happened at a time, in words."""

from collections.abc import Sequence

from live.domain.actors import PersonId
from live.domain.notes import Tag
from live.domain.run_sheet import Where
from live.record import measures
from live.record.bidi import given
from live.record.document import Line
from live.record.markup import plain
from live.record.model import Note, Poll
from live.record.moment import Moment, What
from live.record.queue_lines import of_floor, of_queue, spoke, undone
from live.record.speaking import Turn
from live.record.telling import N_, Telling

PLACES: dict[Where, str] = {
    "phones": N_("the phones"),
    "screen": N_("the screen"),
    "record": N_("the record"),
}


ERASED: dict[What, str] = {
    "erased.note": N_("A note was erased for good."),
    "erased.caption": N_("A line of what was said was erased for good."),
    "erased.person": N_("Somebody’s name was erased for good."),
}


def line(tell: Telling, moments: Sequence[Moment]) -> Line:
    """Of one moment, or of several that are told together."""
    moment = moments[0]
    record, words, time = tell.record, tell.words, tell.words.second(moment.at)
    match moment.what.partition(".")[0], moment.id:
        case "item", str(item):
            return Line(time, words._("Agenda"), _item(tell, item))
        case "turn", str(turn) if moment.what == "turn.started":
            return _turn(tell, time, record.turn[turn])
        case "turn", _:
            return Line(time, words._("Floor"), of_floor(tell, moment))
        case "queue", _:
            return Line(time, words._("Queue"), of_queue(tell, moment), _written(tell, moment))
        case "act", _:
            return Line(time, words._("Queue"), undone(tell, moment))
        case "erased", _:
            return Line(time, words._("Record"), words.said(ERASED[moment.what]))
        case "person", _:
            return Line(time, words._("People"), _people(tell, moments))
        case "poll", str(poll):
            return Line(time, words._("Poll"), _poll(tell, moment, record.poll[poll]))
        case "note", _ if moment.what == "note.retracted":
            return Line(time, words._("Note"), _retracted(tell, moment))
        case "note", str(note):
            return _note(tell, time, record.note[note])
        case _:
            return Line(time, words._("Session"), _course(tell, moment))


def _people(tell: Telling, moments: Sequence[Moment]) -> str:
    people = dict.fromkeys(PersonId(moment.id) for moment in moments if moment.id)
    words, n = tell.words, len(people)
    who = words.listed([tell.who(one) for one in people])
    if not tell.record.named and n > 1:
        if moments[0].what == "person.joined":
            return words.ngettext("{n} person joined.", "{n} people joined.", n)
        return words.ngettext("{n} person left.", "{n} people left.", n)
    match moments[0].what:
        case "person.joined":
            return words.ngettext("{who} joined.", "{n} people joined: {who}.", n, who=who)
        case "person.left":
            return words.ngettext("{who} left.", "{n} people left: {who}.", n, who=who)
        case _:
            return words._("{who} was sent out.", who=who)


def _item(tell: Telling, item: str) -> str:
    return tell.words._("Item {item} was taken up.", item=tell.item(item))


def _turn(tell: Telling, time: str, turn: Turn) -> Line:
    return Line(time, tell.sort(turn), spoke(tell, turn))


def _written(tell: Telling, moment: Moment) -> str:
    """The statement that came in writing, in a line that tells of it."""
    if moment.what != "queue.written":
        return ""
    return next(came.text for came in tell.record.written if came.request == moment.id)


def _poll(tell: Telling, moment: Moment, poll: Poll) -> str:
    words, question, what = tell.words, tell.question(poll), moment.what
    if what == "poll.opened":
        return words._("Voting opened: {question}", question=question)
    if what == "poll.corrected":
        reason = given(moment.reason)
        return words._("Wording corrected ({reason}): {question}", reason=reason, question=question)
    if what == "poll.closed":
        closed = words._("Voting closed: {question}", question=question)
        return f"{closed}\n{tell.turnout(poll)}"
    counted = poll.tally
    if "record" not in moment.to or counted is None:
        places = words.listed([words.said(PLACES[place]) for place in moment.to])
        return words._(
            "The result was shown on {places}: {question}", places=places, question=question
        )
    result = words._("The result was published: {question}", question=question)
    options = [
        words._(
            "{option}: {votes}",
            option=tell.option(option),
            votes=tell.votes(counted.counts[option.id], counted.voters),
        )
        for option in poll.options
    ]
    if poll.contributions is not None:
        n = len(poll.contributions)
        options.insert(0, words.ngettext("{n} contribution.", "{n} contributions.", n))
    options += [
        words._("{option}: {votes}", option=given(word), votes=words.number(n))
        for word, n in (poll.words or {}).items()
    ]
    base = words._("Percentages are of those who voted.")
    rated = measures.rating(tell, counted)
    return "\n".join([result, *options, " ".join([*rated, tell.turnout(poll), base])])


def _note(tell: Telling, time: str, note: Note) -> Line:
    words, author = tell.words, tell.rapporteur(note.author)
    if note.tag is None:
        text = words._("Noted by {author}", author=author)
    else:
        text = words._("{tag}, noted by {author}", tag=_tagged(tell, note.tag, note), author=author)
    if note.proposed_by is not None:
        who = tell.name(note.proposed_by)
        text = words._("{noted}, on the proposal of {who}", noted=text, who=who)
    return Line(time, words._("Note"), text, plain(note.text))


def _tagged(tell: Telling, tag: Tag, note: Note) -> str:
    """The tag, and of an action who does it until when."""
    if task := tell.task(note):
        return tell.words._("{tag} ({task})", tag=tell.tag(tag), task=task)
    return tell.tag(tag)


def _retracted(tell: Telling, moment: Moment) -> str:
    words, author = tell.words, moment.person
    if author is None or author == moment.by:
        return words._("{by} retracted a note.", by=tell.rapporteur(author or moment.by))
    by = tell.moderator(moment.by)
    return words._("{by} retracted a note by {author}.", by=by, author=tell.rapporteur(author))


def _speaking_time(tell: Telling, moment: Moment) -> str:
    words, by = tell.words, tell.moderator(moment.by)
    if not moment.limit_ms:
        return words._("{by} set no limit to the speaking time.", by=by)
    time = words.duration(moment.limit_ms)
    return words._("{by} set the speaking time to {time}.", by=by, time=time)


def _course(tell: Telling, moment: Moment) -> str:
    words = tell.words
    match moment.what:
        case "session.opened":
            return words._("The session opened.")
        case "session.resumed":
            return words._("The session went on.")
        case "session.reopened":
            return words._("The session was reopened.")
        case "session.suspended":
            return words._("The session was suspended.")
        case "session.limited":
            return _speaking_time(tell, moment)
        case "session.limits":
            by = tell.moderator(moment.by)
            return words._("{by} changed the speaking times of kinds or groups.", by=by)
        case _:
            return words._("The session closed.")
