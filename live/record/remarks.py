"""What there is to say of a turn or a request beside who, about what and how long."""

from collections.abc import Iterator

from live.domain.actors import Milliseconds
from live.domain.queue import Source
from live.record.bidi import given
from live.record.speaking import Request, Turn
from live.record.telling import N_, Telling

NOTICEABLE_MS = 1000

SOURCES: dict[Source, str] = {
    "call": N_("raised a hand in the call"),
    "chat": N_("asked in the chat of the call"),
    "phone": N_("asked by telephone"),
    "room": N_("asked in the room"),
    "email": N_("asked by e-mail"),
}


def source(tell: Telling, asked: Turn | Request) -> str | None:
    """How somebody asked whom a moderator put into the queue."""
    if asked.source is None:
        return None
    turn = tell.record.turn.get(asked.turn or "") if isinstance(asked, Request) else asked
    if asked.source == "call" and turn is not None and turn.interrupts is not None:
        return tell.words._("spoke up in the call")
    return tell.words.said(SOURCES[asked.source])


def capacity(tell: Telling, asked: Turn | Request) -> Iterator[str]:
    words = tell.words
    match asked.capacity:
        case "personal":
            yield words._("In a personal capacity.")
        case "organisation":
            yield words._("For their own organisation.")
        case "on_behalf":
            yield words._("On behalf of {whom}.", whom=given(asked.on_behalf_of))


def remarks(tell: Telling, turn: Turn) -> Iterator[str]:
    """Sentences: the language, the clock, the limit, whom it answers or interrupts, how it was
    asked for, and that its times were corrected."""
    words = tell.words
    if turn.language:
        yield words._("Language: {language}.", language=given(turn.language))
    if turn.pauses:
        yield words.ngettext(
            "The clock was stopped once, for {duration}.",
            "The clock was stopped {n} times, for {duration} in all.",
            turn.pauses,
            duration=words.duration(_stopped_ms(tell, turn)),
        )
    if turn.over_ms >= NOTICEABLE_MS:
        yield words._("Over the limit by {duration}.", duration=words.duration(turn.over_ms))
    if turn.answers is not None:
        whom = tell.speaker(tell.record.turn[turn.answers].person)
        yield words._("In reply to {who}.", who=whom)
    if turn.interrupts is not None:
        whom = tell.speaker(tell.record.turn[turn.interrupts].person)
        yield words._("Interrupted {who}.", who=whom)
    for other in map(tell.record.turn.__getitem__, turn.interrupted_by):
        yield _interrupted(tell, other)
    if asked := source(tell, turn):
        yield words._("Put in by a moderator: {source}.", source=asked)
    if turn.corrected:
        yield words._("Its times were corrected.")


def _interrupted(tell: Telling, other: Turn) -> str:
    words, who = tell.words, tell.speaker(other.person)
    if not tell.record.grouped:
        return words._("Interrupted by {who}.", who=who)
    duration = words.duration(_lasted_ms(tell, other))
    return words._("Interrupted by {who} for {duration}.", who=who, duration=duration)


def _stopped_ms(tell: Telling, turn: Turn) -> Milliseconds:
    """Without the time for which it was interrupted."""
    others = map(tell.record.turn.__getitem__, turn.interrupted_by)
    return max(0, turn.paused_ms - sum(_lasted_ms(tell, other) for other in others))


def _lasted_ms(tell: Telling, turn: Turn) -> Milliseconds:
    return (tell.record.made_at if turn.end is None else turn.end) - turn.start
