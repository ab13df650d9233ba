"""The floor: who speaks, for how long, and the turns that are over.

It has at most one holder. What a moderator does to it names what they saw, so
that two who press *Next* together move the queue by one.
"""

from typing import Annotated

import msgspec
from msgspec.structs import replace

from live.domain.actors import CHAIRS, Ask, Milliseconds, PersonId
from live.domain.queue import Kind, Queue
from live.errors import NotAllowed, Stale


class FloorCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the floor."""


class GrantFloor(FloorCommand, frozen=True, tag="floor.grant"):
    """Give the floor to a request, in place of the one that the moderator saw having it."""

    request: str
    instead_of: str | None


class PauseFloor(FloorCommand, frozen=True, tag="floor.pause"):
    """Stop the speaker's clock."""

    request: str


class ResumeFloor(FloorCommand, frozen=True, tag="floor.resume"):
    """Let the speaker's clock go on."""

    request: str


class ReleaseFloor(FloorCommand, frozen=True, tag="floor.release"):
    """End the turn; nobody has the floor then. The speaker may do it too."""

    request: str


class ExtendFloor(FloorCommand, frozen=True, tag="floor.extend"):
    """Add to the speaker's limit."""

    request: str
    seconds: Annotated[int, msgspec.Meta(ge=1, le=3600)]


class FloorEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the floor."""


class FloorGranted(FloorEvent, frozen=True, tag="floor.granted"):
    """A request left the queue and has the floor; ``item`` is the one it is spoken on."""

    request: str
    person: PersonId
    kind: Kind
    about: str
    turn: str
    limit_ms: Milliseconds | None
    item: str | None
    at: Milliseconds


class FloorPaused(FloorEvent, frozen=True, tag="floor.paused"):
    at: Milliseconds


class FloorResumed(FloorEvent, frozen=True, tag="floor.resumed"):
    at: Milliseconds


class FloorReleased(FloorEvent, frozen=True, tag="floor.released"):
    turn: str
    at: Milliseconds


class FloorExtended(FloorEvent, frozen=True, tag="floor.extended"):
    limit_ms: Milliseconds


class Holder(msgspec.Struct, frozen=True):
    """Who speaks. ``since`` is when the clock last began to run; None while it is paused."""

    request: str
    person: PersonId
    kind: Kind
    about: str
    turn: str
    item: str | None
    start: Milliseconds
    since: Milliseconds | None
    limit_ms: Milliseconds | None
    spoken_ms: Milliseconds = 0

    def spoken_at(self, now: Milliseconds) -> Milliseconds:
        return self.spoken_ms + (0 if self.since is None else now - self.since)


class Turn(msgspec.Struct, frozen=True):
    """One finished holding of the floor."""

    id: str
    person: PersonId
    kind: Kind
    about: str
    item: str | None
    start: Milliseconds
    end: Milliseconds
    spoken_ms: Milliseconds


class Floor(msgspec.Struct, frozen=True):
    holder: Holder | None = None
    turns: dict[str, Turn] = {}

    def held_by(self, request: str) -> Holder:
        """The holder, who is that request; Stale if it is somebody else by now."""
        if self.holder is None or self.holder.request != request:
            raise Stale
        return self.holder

    def turn_at(self, moment: Milliseconds) -> tuple[str, PersonId] | None:
        """The turn, and its speaker, that held the floor at a moment."""
        if self.holder is not None and self.holder.start <= moment:
            return self.holder.turn, self.holder.person
        for turn in self.turns.values():
            if turn.start <= moment < turn.end:
                return turn.id, turn.person
        return None


class Rules(msgspec.Struct, frozen=True):
    """What the rest of the session says to the floor."""

    speaking_ms: Milliseconds | None
    item: str | None


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
            limit = holder.spoken_at(ask.now) if holder.limit_ms is None else holder.limit_ms
            return [FloorExtended(limit + command.seconds * 1000)]
        case _:
            raise TypeError(f"not a command of the floor: {command!r}")


def _grant(
    floor: Floor, queue: Queue, command: GrantFloor, ask: Ask, rules: Rules
) -> list[FloorEvent]:
    if command.instead_of != (floor.holder.request if floor.holder else None):
        raise Stale
    request = queue.request(command.request)
    granted = FloorGranted(
        request.id,
        request.person,
        request.kind,
        request.about,
        ask.new_id("t"),
        rules.speaking_ms,
        rules.item,
        ask.now,
    )
    return [*release(floor, ask.now), granted]


def release(floor: Floor, now: Milliseconds) -> list[FloorEvent]:
    """The events that end the turn which is on, if there is one."""
    return [] if floor.holder is None else [FloorReleased(floor.holder.turn, now)]


def pause(floor: Floor, now: Milliseconds) -> list[FloorEvent]:
    """The events that stop the clock, if it runs."""
    return [FloorPaused(now)] if floor.holder and floor.holder.since is not None else []


def evolve(floor: Floor, event: FloorEvent) -> Floor:
    match event:
        case FloorGranted(request, person, kind, about, turn, limit_ms, item, at):
            holder = Holder(request, person, kind, about, turn, item, at, at, limit_ms)
            return replace(floor, holder=holder)
        case FloorReleased(_, at):
            turn_over = _finished(_holder(floor), at)
            return Floor(None, {**floor.turns, turn_over.id: turn_over})
        case FloorPaused(at):
            return _held(floor, since=None, spoken_ms=_holder(floor).spoken_at(at))
        case FloorResumed(at):
            return _held(floor, since=at)
        case FloorExtended(limit_ms):
            return _held(floor, limit_ms=limit_ms)
        case _:
            raise TypeError(f"not an event of the floor: {event!r}")


def _holder(floor: Floor) -> Holder:
    assert floor.holder is not None, "an event of the floor while nobody has it"
    return floor.holder


def _held(floor: Floor, **changes: Milliseconds | None) -> Floor:
    return replace(floor, holder=replace(_holder(floor), **changes))


def _finished(holder: Holder, at: Milliseconds) -> Turn:
    return Turn(
        holder.turn,
        holder.person,
        holder.kind,
        holder.about,
        holder.item,
        holder.start,
        at,
        holder.spoken_at(at),
    )
