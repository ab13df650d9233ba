"""What happened to queue and floor: their lines of the log."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from live.domain import acts, floor, queue, turns
from live.domain.acts import Act
from live.record.moment import Happened, Moment, moment
from live.record.speaking import Turn


def of_queue(happened: Sequence[Happened]) -> Iterator[Moment]:
    """Its opening, its closing and all that waited in it, but for who was only let in to
    interrupt: that is told of the turn."""
    for fact, then in pairwise([*happened, None]):
        assert fact is not None, "only the last has none behind it"
        match fact.event:
            case queue.FloorRequested(request) if not _interrupts(fact, then):
                yield moment(fact, "queue.requested", request)
            case queue.RequestMoved(request):
                yield moment(fact, "queue.moved", request)
            case queue.RequestSkipped(request) | floor.FloorReturned(request):
                yield moment(fact, "queue.skipped", request)
            case queue.RequestLimited(request, seconds):
                limit_ms = None if seconds is None else seconds * 1000
                yield replace(moment(fact, "queue.limited", request), limit_ms=limit_ms)
            case queue.RequestGiven(request, person) | queue.RequestMerged(request, _, person):
                yield replace(moment(fact, "queue.given", request), person=person)
            case queue.RequestWithdrawn(request):
                yield moment(fact, "queue.withdrawn", request)
            case queue.RequestWritten(request):
                yield moment(fact, "queue.written", request)
            case queue.WritingOffered():
                yield moment(fact, "queue.writing_offered")
            case queue.RequestsUnheard(requests, why):
                yield replace(moment(fact, "queue.unheard"), requests=requests, why=why)
            case queue.RequestsRestored(requests):
                yield replace(moment(fact, "queue.restored"), requests=requests)
            case queue.QueueOpened():
                yield moment(fact, "queue.opened")
            case queue.QueueWasClosed():
                yield moment(fact, "queue.closed")


def _interrupts(fact: Happened, then: Happened | None) -> bool:
    """Whether a request was made by the interruption that follows it."""
    granted = then.event if then and then.by == fact.by else None
    return isinstance(granted, floor.FloorGranted) and granted.interrupts is not None


def of_floor(happened: Sequence[Happened], stand: Sequence[Turn]) -> Iterator[Moment]:
    """The turns, their clocks, limits and speakers, of those that ``stand``; they begin when they
    did, where that was corrected."""
    began = {turn.id: turn.start for turn in stand}
    for told in _of_floor(happened):
        if told.id in began:
            at = began[told.id] if told.what == "turn.started" else told.at
            yield replace(told, at=at)


def _of_floor(happened: Sequence[Happened]) -> Iterator[Moment]:
    on: tuple[str, ...] = ()
    for fact in happened:
        on = _on(on, fact)
        turn = on[-1] if on else None
        match fact.event:
            case floor.FloorGranted():
                yield moment(fact, "turn.started", turn)
            case floor.FloorPaused():
                yield moment(fact, "turn.paused", turn)
            case floor.FloorResumed():
                yield moment(fact, "turn.resumed", turn)
            case floor.FloorExtended(limit_ms, turn=named):
                whose = named or turn
                yield replace(moment(fact, "turn.limited", whose), limit_ms=limit_ms or 0)
            case floor.SpeakerIdentified(named, person):
                yield replace(moment(fact, "turn.identified", named), person=person)
            case turns.TurnCorrected(named):
                yield moment(fact, "turn.corrected", named)


def _on(on: tuple[str, ...], fact: Happened) -> tuple[str, ...]:
    """The turns that are on after a fact: who was interrupted, and behind them who speaks."""
    match fact.event:
        case floor.FloorGranted(turn=turn, interrupts=interrupts):
            return (turn,) if interrupts is None else (interrupts, turn)
        case floor.FloorReleased(turn):
            return tuple(other for other in on if other != turn)
        case floor.FloorReturned():
            return on[:-1]
        case acts.ActUndone(hands=acts.Hands() as hands):
            return tuple(holder.turn for holder in reversed(hands.holders))
        case _:
            return on


def of_acts(happened: Sequence[Happened]) -> Iterator[Moment]:
    """What moderators took back."""
    done: dict[str, Act] = {}
    for fact in happened:
        match fact.event:
            case acts.ActDone(act):
                done[act.id] = act
            case acts.ActUndone(act):
                yield _undone(fact, done[act])


def _undone(fact: Happened, act: Act) -> Moment:
    last_word = act.what == "floor.grant" and act.doors is not None
    why: queue.Why | None = "last_word" if last_word else None
    told = moment(fact, "act.undone", act.request)
    return replace(told, person=act.person, act=act.what, why=why)
