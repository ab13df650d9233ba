"""The floor: who speaks, for how long, and the turns that are over.

It has at most one holder, who may be interrupted by one other. What a moderator
does to it names what they saw, so that two who press *Next* together move the
queue by one.
"""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec.structs import replace

from live.domain.actors import CHAIRS, Ask, Milliseconds, PersonId
from live.domain.queue import POINT_OF_ORDER, Kind, Queue, Request
from live.errors import AlreadyInterrupted, Invalid, NotAllowed, NotFound, Stale


class FloorCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the floor."""


class GrantFloor(FloorCommand, frozen=True, tag="floor.grant"):
    """Give the floor to a request, in place of the one that the moderator saw having it.

    ``last``: it has the last word. Nobody waits any more then, and the queue is closed;
    ``waiting``: how many the moderator saw waiting.
    """

    request: str
    instead_of: str | None
    last: bool = False
    waiting: int | None = None


class InterruptFloor(FloorCommand, frozen=True, tag="floor.interrupt"):
    """Let a point of order interrupt whom the moderator saw speaking.

    Without a ``request`` it is somebody who was heard in the call; who it was can be said later.
    """

    instead_of: str
    request: str | None = None


class IdentifySpeaker(FloorCommand, frozen=True, tag="floor.identify"):
    """Say who speaks, or spoke, in a turn whose speaker was not known: a person, or a name."""

    turn: str
    person: PersonId | None = None
    name: str = ""
    organisation: str = ""
    group: str = ""
    region: str = ""


class PauseFloor(FloorCommand, frozen=True, tag="floor.pause"):
    """Stop the speaker's clock."""

    request: str


class ResumeFloor(FloorCommand, frozen=True, tag="floor.resume"):
    """Let the speaker's clock go on."""

    request: str


class ReleaseFloor(FloorCommand, frozen=True, tag="floor.release"):
    """End the turn; whoever was interrupted goes on, or nobody has the floor. The speaker may
    do it too."""

    request: str


class ExtendFloor(FloorCommand, frozen=True, tag="floor.extend"):
    """Add to the speaker's limit, which is ``limit_ms`` if the moderator says what they saw."""

    request: str
    seconds: Annotated[int, msgspec.Meta(ge=1, le=3600)]
    limit_ms: Milliseconds | msgspec.UnsetType | None = msgspec.UNSET


class FloorEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the floor."""


class FloorGranted(FloorEvent, frozen=True, tag="floor.granted"):
    """A request left the queue and has the floor; ``item`` is the one it is spoken on.

    ``interrupts``: the turn that waits until this one is over.
    """

    request: str
    person: PersonId
    kind: Kind
    about: str
    turn: str
    limit_ms: Milliseconds | None
    item: str | None
    at: Milliseconds
    interrupts: str | None = None


class FloorPaused(FloorEvent, frozen=True, tag="floor.paused"):
    at: Milliseconds


class FloorResumed(FloorEvent, frozen=True, tag="floor.resumed"):
    at: Milliseconds


class FloorReleased(FloorEvent, frozen=True, tag="floor.released"):
    turn: str
    at: Milliseconds


class FloorReturned(FloorEvent, frozen=True, tag="floor.returned"):
    """Whoever was called did not answer: the request waits again, and there was no turn."""

    request: str
    rank: float
    at: Milliseconds
    behind: str | None = None


class FloorExtended(FloorEvent, frozen=True, tag="floor.extended"):
    """The limit is another now; None for none. ``own``: the one that the request itself has
    from now on, in seconds, if that was set. ``turn``: whose; that of whoever speaks."""

    limit_ms: Milliseconds | None
    own: int | msgspec.UnsetType | None = msgspec.UNSET
    turn: str | None = None


class SpeakerIdentified(FloorEvent, frozen=True, tag="floor.identified"):
    turn: str
    person: PersonId


class Holder(msgspec.Struct, frozen=True):
    """Who speaks. ``since`` is when the clock last began to run; None while it is paused.

    ``asked``: the request as it waited. ``pauses``: how often the clock was stopped.
    ``runs_on``: whether it runs again when an interruption is over.
    """

    asked: Request
    turn: str
    item: str | None
    start: Milliseconds
    since: Milliseconds | None
    limit_ms: Milliseconds | None
    spoken_ms: Milliseconds = 0
    pauses: int = 0
    interrupts: str | None = None
    runs_on: bool = True

    @property
    def request(self) -> str:
        return self.asked.id

    @property
    def person(self) -> PersonId:
        return self.asked.person

    def spoken_at(self, now: Milliseconds) -> Milliseconds:
        return self.spoken_ms + (0 if self.since is None else now - self.since)

    def paused(self, at: Milliseconds) -> "Holder":
        """With the clock stopped, if it ran."""
        return self if self.since is None else replace(_stopped(self, at), pauses=self.pauses + 1)

    def over(self, at: Milliseconds) -> "Turn":
        """The turn that it has been, when it ends."""
        return Turn(
            self.turn,
            self.asked,
            self.item,
            self.start,
            at,
            self.spoken_at(at),
            self.limit_ms,
            self.pauses,
            self.interrupts,
        )


class Turn(msgspec.Struct, frozen=True):
    """One finished holding of the floor. ``asked``: the request that led to it; ``revision``:
    how often its times were corrected."""

    id: str
    asked: Request
    item: str | None
    start: Milliseconds
    end: Milliseconds
    spoken_ms: Milliseconds
    limit_ms: Milliseconds | None = None
    pauses: int = 0
    interrupts: str | None = None
    revision: int = 0

    @property
    def person(self) -> PersonId:
        return self.asked.person

    @property
    def paused_ms(self) -> Milliseconds:
        """Of the time between, what they did not speak."""
        return max(0, self.end - self.start - self.spoken_ms)


class Floor(msgspec.Struct, frozen=True):
    """``interrupted``: who goes on when the holder is done."""

    holder: Holder | None = None
    interrupted: Holder | None = None
    turns: dict[str, Turn] = {}

    def of_request(self, request: str) -> Holder | None:
        """Whoever has the floor, or was interrupted, by a request."""
        return next((one for one in self.holders if one.request == request), None)

    def held_by(self, request: str) -> Holder:
        """The holder, who is that request; Stale if it is somebody else by now."""
        if self.holder is None or self.holder.request != request:
            raise Stale
        return self.holder

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Whoever speaks, and whoever was interrupted."""
        return tuple(one for one in (self.holder, self.interrupted) if one is not None)

    def speaker_of(self, turn: str) -> PersonId:
        """Whose turn it is, or was; NotFound."""
        for holder in self.holders:
            if holder.turn == turn:
                return holder.person
        if turn not in self.turns:
            raise NotFound("turn")
        return self.turns[turn].person

    def turn_at(self, moment: Milliseconds) -> tuple[str, PersonId] | None:
        """The turn, and its speaker, that held the floor at a moment; the latest begun."""
        on = [(one.start, one.turn, one.person) for one in self.holders if one.start <= moment]
        on += [
            (turn.start, turn.id, turn.person)
            for turn in self.turns.values()
            if turn.start <= moment < turn.end
        ]
        return max(on)[1:] if on else None


class Rules(msgspec.Struct, frozen=True):
    """What the rest of the session says to the floor: speaking time by kind, by the group of
    a person, and of everybody else; the agenda item; who is in which group."""

    speaking_ms: Milliseconds | None
    item: str | None
    by_kind: Mapping[Kind, int] = {}
    by_group: Mapping[str, int] = {}
    groups: Mapping[PersonId, str] = {}

    def limit(self, asked: Request) -> Milliseconds | None:
        """Of the request itself, else of its kind, else of the person's group, else of all."""
        group = self.groups.get(asked.person, "")
        for seconds in (
            asked.limit_seconds,
            self.by_kind.get(asked.kind),
            self.by_group.get(group),
        ):
            if seconds is not None:
                return seconds * 1000 or None
        return self.speaking_ms


def decide(
    floor: Floor, queue: Queue, command: FloorCommand, ask: Ask, rules: Rules
) -> list[FloorEvent]:
    match command:
        case GrantFloor():
            return _grant(floor, queue, command, ask, rules)
        case PauseFloor():
            floor.held_by(command.request)
            return pause(floor, ask.now)
        case ResumeFloor():
            running = floor.held_by(command.request).since is not None
            return [] if running else [FloorResumed(ask.now)]
        case ReleaseFloor():
            holder = floor.held_by(command.request)
            if holder.person != ask.actor.id and ask.actor.role not in CHAIRS:
                raise NotAllowed
            return release(floor, ask.now)
        case ExtendFloor():
            holder = floor.held_by(command.request)
            if command.limit_ms not in (msgspec.UNSET, holder.limit_ms):
                raise Stale
            limit = holder.spoken_at(ask.now) if holder.limit_ms is None else holder.limit_ms
            return [FloorExtended(limit + command.seconds * 1000, turn=holder.turn)]
        case _:
            raise TypeError(f"not a command of the floor: {command!r}")


def _grant(
    floor: Floor, queue: Queue, command: GrantFloor, ask: Ask, rules: Rules
) -> list[FloorEvent]:
    if command.instead_of != (floor.holder.request if floor.holder else None):
        raise Stale
    request = queue.request(command.request)
    return [*end(floor, ask.now), _given(request, ask, rules)]


def interrupt(floor: Floor, request: Request, ask: Ask, rules: Rules) -> list[FloorEvent]:
    """The events by which a point of order interrupts whoever speaks."""
    if request.kind != POINT_OF_ORDER:
        raise Invalid("request")
    assert floor.holder is not None, "nobody is interrupted"
    return [_given(request, ask, rules, interrupts=floor.holder.turn)]


def require_interruptible(floor: Floor, instead_of: str) -> None:
    """Stale if somebody else speaks by now; AlreadyInterrupted by another point of order."""
    floor.held_by(instead_of)
    if floor.interrupted is not None:
        raise AlreadyInterrupted


def _given(request: Request, ask: Ask, rules: Rules, interrupts: str | None = None) -> FloorGranted:
    return FloorGranted(
        request.id,
        request.person,
        request.kind,
        request.about,
        ask.new_id("t"),
        rules.limit(request),
        rules.item,
        ask.now,
        interrupts,
    )


def release(floor: Floor, now: Milliseconds) -> list[FloorEvent]:
    """The events that end the turn which is on, if there is one; who was interrupted goes on."""
    if floor.holder is None:
        return []
    return [FloorReleased(floor.holder.turn, now), *_goes_on(floor, now)]


def _goes_on(floor: Floor, now: Milliseconds) -> list[FloorEvent]:
    """Whoever was interrupted goes on, unless the clock stood still already."""
    runs_on = floor.interrupted is not None and floor.interrupted.runs_on
    return [FloorResumed(now)] if runs_on else []


def end(floor: Floor, now: Milliseconds) -> list[FloorEvent]:
    """The events that end every turn which is on."""
    return [FloorReleased(holder.turn, now) for holder in floor.holders]


def let_go(floor: Floor, person: PersonId, now: Milliseconds) -> list[FloorEvent]:
    """The events that end the turns of somebody who leaves."""
    match [holder.person == person for holder in floor.holders]:
        case [True, True]:
            return end(floor, now)
        case [True, *_]:
            return release(floor, now)
        case [_, True] if floor.interrupted:
            return [FloorReleased(floor.interrupted.turn, now)]
        case _:
            return []


def returned(
    floor: Floor, request: str, rank: float, behind: str | None, now: Milliseconds
) -> list[FloorEvent]:
    """The events that put whoever was called back into the queue."""
    floor.held_by(request)
    return [FloorReturned(request, rank, now, behind), *_goes_on(floor, now)]


def limited(holder: Holder, seconds: int | None, rules: Rules) -> list[FloorEvent]:
    """The events that give whoever speaks, or was interrupted, a limit of their own."""
    asked = replace(holder.asked, limit_seconds=seconds)
    limit = rules.limit(asked)
    same = (holder.asked, holder.limit_ms) == (asked, limit)
    return [] if same else [FloorExtended(limit, seconds, holder.turn)]


def ruled(floor: Floor, before: Rules, after: Rules) -> list[FloorEvent]:
    """The events by which changed speaking times reach those who have the floor; what was
    added for them stays added."""
    changed = []
    for holder in floor.holders:
        old, new = before.limit(holder.asked), after.limit(holder.asked)
        if old != new:
            added = holder.limit_ms - old if old and new and holder.limit_ms else 0
            limit = new if new is None else new + added
            changed.append(FloorExtended(limit, turn=holder.turn))
    return [*changed]


def identified(floor: Floor, turn: str, person: PersonId) -> list[FloorEvent]:
    """The events that say whose turn it is, or was."""
    return [] if floor.speaker_of(turn) == person else [SpeakerIdentified(turn, person)]


def pause(floor: Floor, now: Milliseconds) -> list[FloorEvent]:
    """The events that stop the clock, if it runs."""
    return [FloorPaused(now)] if floor.holder and floor.holder.since is not None else []


def granted(floor: Floor, event: FloorGranted, asked: Request) -> Floor:
    """The floor after it was given to one who had asked."""
    holder = Holder(
        asked, event.turn, event.item, event.at, event.at, event.limit_ms, 0, 0, event.interrupts
    )
    interrupted = None
    if event.interrupts is not None:
        before = _holder(floor)
        runs_on = before.since is not None
        interrupted = replace(_stopped(before, event.at), runs_on=runs_on)
    return replace(floor, holder=holder, interrupted=interrupted)


def evolve(floor: Floor, event: FloorEvent) -> Floor:
    match event:
        case FloorReleased(turn, at):
            return _without(floor, turn, at)
        case FloorReturned():
            return replace(floor, holder=floor.interrupted, interrupted=None)
        case FloorPaused(at):
            return replace(floor, holder=_holder(floor).paused(at))
        case FloorResumed(at):
            return replace(floor, holder=replace(_holder(floor), since=at))
        case FloorExtended():
            turn = event.turn or _holder(floor).turn
            both = (floor.holder, floor.interrupted)
            holder, interrupted = (_extended(one, event, turn) for one in both)
            return replace(floor, holder=holder, interrupted=interrupted)
        case SpeakerIdentified(turn, person):
            return _spoken_by(floor, turn, person)
        case _:
            raise TypeError(f"not an event of the floor: {event!r}")


def _without(floor: Floor, turn: str, at: Milliseconds) -> Floor:
    """The floor after the turn of one of its holders."""
    over = next(holder for holder in floor.holders if holder.turn == turn).over(at)
    turns = {**floor.turns, turn: over}
    if floor.interrupted and floor.interrupted.turn == turn:
        return Floor(floor.holder, None, turns)
    return Floor(floor.interrupted, None, turns)


def _extended(holder: Holder | None, event: FloorExtended, turn: str) -> Holder | None:
    if holder is None or holder.turn != turn:
        return holder
    asked = holder.asked
    if event.own is not msgspec.UNSET:
        asked = replace(asked, limit_seconds=event.own)
    return replace(holder, asked=asked, limit_ms=event.limit_ms)


def _spoken_by(floor: Floor, turn: str, person: PersonId) -> Floor:
    if turn in floor.turns:
        over = floor.turns[turn]
        known = replace(over, asked=replace(over.asked, person=person))
        return replace(floor, turns={**floor.turns, turn: known})
    holder, interrupted = (
        replace(one, asked=replace(one.asked, person=person)) if one and one.turn == turn else one
        for one in (floor.holder, floor.interrupted)
    )
    return replace(floor, holder=holder, interrupted=interrupted)


def _stopped(holder: Holder, at: Milliseconds) -> Holder:
    if holder.since is None:
        return holder
    return replace(holder, since=None, spoken_ms=holder.spoken_at(at))


def _holder(floor: Floor) -> Holder:
    assert floor.holder is not None, "an event of the floor while nobody has it"
    return floor.holder
