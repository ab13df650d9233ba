"""Turns that are over, and their times: corrected where they were measured wrongly."""

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds
from live.domain.floor import Floor, Turn
from live.errors import Invalid, NotFound, Stale


class TurnsCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of turns that are over."""


class CorrectTurn(TurnsCommand, frozen=True, tag="turn.correct"):
    """Say from when to when a turn lasted that is over, as seen at ``revision``.

    ``spoken_ms``: how long they spoke in that time; left out, all of it but the pauses.
    """

    turn: str
    revision: int
    start: Milliseconds
    end: Milliseconds
    spoken_ms: Milliseconds | None = None


class TurnsEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to turns that are over."""


class TurnCorrected(TurnsEvent, frozen=True, tag="turn.corrected"):
    turn: str
    revision: int
    start: Milliseconds
    end: Milliseconds
    spoken_ms: Milliseconds


def decide(
    floor: Floor, command: TurnsCommand, begun: Milliseconds, now: Milliseconds
) -> list[TurnsEvent]:
    """``begun``: before that nobody can have spoken."""
    match command:
        case CorrectTurn():
            return _correct(floor, command, begun, now)
        case _:
            raise TypeError(f"not a command of turns: {command!r}")


def _correct(
    floor: Floor, command: CorrectTurn, begun: Milliseconds, now: Milliseconds
) -> list[TurnsEvent]:
    turn = _over(floor, command.turn)
    if command.revision != turn.revision:
        raise Stale(revision=turn.revision)
    if not begun <= command.start < command.end:
        raise Invalid("start")
    if command.end > now:
        raise Invalid("end")
    spoken_ms = _spoken_ms(turn, command)
    times = (command.start, command.end, spoken_ms)
    if times == (turn.start, turn.end, turn.spoken_ms):
        return []
    return [TurnCorrected(turn.id, turn.revision + 1, *times)]


def _over(floor: Floor, turn: str) -> Turn:
    """NotFound of one that never was, Invalid of one that is still on."""
    if turn in floor.turns:
        return floor.turns[turn]
    on = {holder.turn for holder in floor.holders}
    raise Invalid("turn") if turn in on else NotFound("turn")


def _spoken_ms(turn: Turn, command: CorrectTurn) -> Milliseconds:
    lasted = command.end - command.start
    if command.spoken_ms is None:
        return max(0, lasted - turn.paused_ms)
    if not 0 <= command.spoken_ms <= lasted:
        raise Invalid("spoken_ms")
    return command.spoken_ms


def evolve(floor: Floor, event: TurnsEvent) -> Floor:
    match event:
        case TurnCorrected(turn, revision, start, end, spoken_ms):
            was = floor.turns[turn]
            now = replace(was, start=start, end=end, spoken_ms=spoken_ms, revision=revision)
            return replace(floor, turns={**floor.turns, turn: now})
        case _:
            raise TypeError(f"not an event of turns: {event!r}")
