"""What happened to queue and floor, in words."""

from live.domain.fairness import Policy
from live.domain.queue import Why
from live.record import remarks
from live.record.bidi import given
from live.record.moment import Moment
from live.record.speaking import Request, Turn
from live.record.telling import N_, Telling
from live.record.words import NONE

UNDONE = {
    "queue.add": N_("putting {who} into the queue"),
    "queue.claim": N_("changing whose the request of {who} is"),
    "queue.withdraw": N_("taking {who} out of the queue"),
    "queue.move": N_("moving {who} in the queue"),
    "queue.skip": N_("skipping {who}"),
    "queue.limit": N_("setting the speaking time of {who}"),
    "queue.open": N_("opening the queue"),
    "queue.close": N_("closing the queue"),
    "queue.clear": N_("clearing the queue"),
    "queue.offer_writing": N_("asking for statements in writing"),
    "floor.grant": N_("giving the floor to {who}"),
    "floor.interrupt": N_("letting {who} interrupt"),
    "floor.identify": N_("noting who spoke"),
    "floor.pause": N_("stopping the clock of {who}"),
    "floor.resume": N_("letting the clock of {who} go on"),
    "floor.release": N_("ending the turn of {who}"),
    "floor.extend": N_("giving {who} more time"),
    "item.start": N_("clearing the queue for the next agenda item"),
    "session.edit": N_("changing who goes first"),
}
"""What a moderator took back, by the command."""

LAST_WORD = N_("giving the last word to {who}")

UNHEARD: dict[Why, str] = {
    "closed": N_("The session closes. Not heard: {who}."),
    "cleared": N_("{by} cleared the queue. Not heard: {who}."),
    "item": N_("{by} cleared the queue for the next agenda item. Not heard: {who}."),
    "last_word": N_("{by} gave the last word. Not heard: {who}."),
    "writing": N_("{by} asked for the statement of {who} in writing."),
}


POLICY: dict[Policy, str] = {
    "first_come": N_("First come, first served"),
    "first_time": N_("First-time speakers first"),
    "by_group": N_("Balanced by group"),
    "by_region": N_("Balanced by region"),
}


def undone(tell: Telling, moment: Moment) -> str:
    """What a moderator took back."""
    assert moment.act is not None, "an act that was none"
    words = tell.words
    text = LAST_WORD if moment.why == "last_word" else UNDONE[moment.act]
    who = tell.speaker(moment.person) if moment.person else NONE
    act = words.said(text).format_map({"who": who})
    return words._("{by} took back: {act}.", by=tell.moderator(moment.by), act=act)


def of_queue(tell: Telling, moment: Moment) -> str:
    if moment.id is not None:
        return _of_request(tell, moment, tell.record.request[moment.id])
    words, by = tell.words, tell.moderator(moment.by)
    match moment.what:
        case "queue.opened":
            return words._("The queue was opened.")
        case "queue.closed":
            return words._("The queue was closed.")
        case "queue.policy":
            return _policy(tell, moment, by)
        case "queue.writing_offered":
            return words._("{by} asked for statements in writing.", by=by)
        case "queue.restored":
            return words._("These wait again: {who}.", who=tell.speakers(moment.requests))
    assert moment.why is not None, "nobody knows why they were not heard"
    text, who = words.said(UNHEARD[moment.why]), tell.speakers(moment.requests)
    return text.format_map({"by": by, "who": who})


def _policy(tell: Telling, moment: Moment, by: str) -> str:
    assert moment.policy is not None, "a policy that is none"
    words, policy = tell.words, tell.words.said(POLICY[moment.policy])
    if moment.follow:
        return words._("{by} let the order follow the policy “{policy}”.", by=by, policy=policy)
    return words._("{by} chose the policy “{policy}” for suggestions.", by=by, policy=policy)


def _of_request(tell: Telling, moment: Moment, request: Request) -> str:
    words, who, by = tell.words, tell.who(request.person), tell.moderator(moment.by)
    own = moment.by == request.person
    match moment.what:
        case "queue.requested":
            return "\n".join([_asked(tell, request, by), *remarks.capacity(tell, request)])
        case "queue.given":
            named = tell.who(moment.person) if moment.person else who
            return words._("{by} noted that it was {who} who had asked.", by=by, who=named)
        case "queue.limited":
            return _limited(tell, moment, who)
        case "queue.moved" if own:
            return words._("{who} let the next one go first.", who=who)
        case "queue.moved":
            return words._("{by} moved {who} in the queue.", by=by, who=who)
        case "queue.skipped":
            return words._("{who} did not answer. {by} went on with the next one.", by=by, who=who)
        case "queue.written":
            return words._(
                "{who} submitted a statement in writing. {subject}",
                who=who,
                subject=tell.subject(request),
            )
        case "queue.withdrawn" if not own:
            return words._("{by} took {who} out of the queue.", by=by, who=who)
        case _:
            return words._("The request of {who} was withdrawn.", who=who)


def _asked(tell: Telling, request: Request, by: str) -> str:
    words, who = tell.words, tell.who(request.person)
    subject = tell.subject(request)
    source = remarks.source(tell, request)
    if source is None:
        return words._("{who} asked to speak. {subject}", who=who, subject=subject)
    return words._(
        "{by} put {who} into the queue: {source}. {subject}",
        by=by,
        who=who,
        source=source,
        subject=subject,
    )


def of_floor(tell: Telling, moment: Moment) -> str:
    """The clock, the limit, the name and the times of whoever speaks."""
    turn = tell.record.turn[moment.id or ""]
    words, who, by = tell.words, tell.who(turn.person), tell.moderator(moment.by)
    match moment.what:
        case "turn.paused":
            return words._("The clock of {who} was stopped.", who=who)
        case "turn.resumed":
            return words._("The clock of {who} went on.", who=who)
        case "turn.limited":
            return _limited(tell, moment, who)
        case "turn.corrected":
            return words._("{by} corrected the times of the turn of {who}.", by=by, who=who)
        case _:
            named = tell.who(moment.person) if moment.person else who
            return words._("{by} noted who spoke: {who}.", by=by, who=named)


def _limited(tell: Telling, moment: Moment, who: str) -> str:
    words, by = tell.words, tell.moderator(moment.by)
    match moment.limit_ms:
        case 0:
            return words._("{by} let {who} speak without a limit.", by=by, who=who)
        case int(limit_ms):
            time = words.duration(limit_ms)
            return words._(
                "{by} set the speaking time of {who} to {time}.", by=by, who=who, time=time
            )
        case _:
            return words._("{by} gave {who} the same speaking time as all.", by=by, who=who)


def spoke(tell: Telling, turn: Turn) -> str:
    """How long somebody spoke, about what; and what else there is to say of the turn."""
    further = [*remarks.capacity(tell, turn), *remarks.remarks(tell, turn)]
    return "\n".join(filter(None, (_spoke(tell, turn), " ".join(further))))


def _spoke(tell: Telling, turn: Turn) -> str:
    words, who, about = tell.words, tell.who(turn.person), given(turn.about)
    duration = words.duration(turn.spoken_ms) if tell.record.grouped else ""
    match turn:
        case Turn(end=None, about=""):
            return words._("{who} has the floor.", who=who)
        case Turn(end=None):
            return words._("{who} has the floor, on “{about}”.", who=who, about=about)
        case Turn(about="") if not duration:
            return words._("{who} spoke.", who=who)
        case _ if not duration:
            return words._("{who} spoke on “{about}”.", who=who, about=about)
        case Turn(about=""):
            return words._("{who} spoke for {duration}.", who=who, duration=duration)
        case _:
            return words._(
                "{who} spoke for {duration} on “{about}”.", who=who, duration=duration, about=about
            )
