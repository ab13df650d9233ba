"""What moderators did to queue and floor, so that it can be taken back.

An act keeps what it changed, before and after. Undoing it restores that, against
the present state: what others have done since then stays, and where it stands in
the way the undo is refused.
"""

from collections.abc import Iterator

import msgspec
from msgspec.structs import asdict, replace

from live.domain.actors import Ask, Milliseconds, PersonId
from live.domain.floor import Floor, Holder, Turn
from live.domain.people import People
from live.domain.queue import Queue, Request
from live.domain.ranks import spread
from live.errors import CannotUndo, Stale

KEPT = 30
"""How many acts can be undone, one after another."""


class Change(msgspec.Struct, frozen=True):
    """Of a waiting request; None where it does not wait."""

    before: Request | None
    after: Request | None

    @property
    def request(self) -> Request:
        found = self.before or self.after
        assert found is not None, "a change of nothing"
        return found


class Doors(msgspec.Struct, frozen=True):
    """What the queue takes."""

    open: bool
    points_of_order: bool
    writing_offered: bool


class Hands(msgspec.Struct, frozen=True):
    """Who has the floor, and who was interrupted."""

    holder: Holder | None
    interrupted: Holder | None

    @property
    def holders(self) -> tuple[Holder, ...]:
        return tuple(one for one in (self.holder, self.interrupted) if one is not None)


class Act(msgspec.Struct, frozen=True):
    """``what``: the command. ``request`` and ``person``: whom it was about.

    ``ended``: the turns that it ended; ``renamed``: finished turns as they were, whose speaker
    it named. ``doors`` and ``hands``: before and after, where changed.
    """

    id: str
    what: str
    by: PersonId
    at: Milliseconds
    request: str | None
    person: PersonId | None
    requests: tuple[Change, ...] = ()
    doors: tuple[Doors, Doors] | None = None
    hands: tuple[Hands, Hands] | None = None
    ended: tuple[str, ...] = ()
    renamed: tuple[Turn, ...] = ()

    @property
    def changed(self) -> bool:
        return bool(self.requests or self.doors or self.hands or self.ended or self.renamed)


class ActEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the moderators' acts."""


class ActDone(ActEvent, frozen=True, tag="act.done"):
    """The events in front of it were one act."""

    act: Act


class ActUndone(ActEvent, frozen=True, tag="act.undone"):
    """The last act was taken back: these requests wait as they are here, those in ``taken`` do
    not, and of the turns in ``annulled`` nothing is charged."""

    act: str
    by: PersonId
    at: Milliseconds
    waits: tuple[Request, ...] = ()
    taken: tuple[str, ...] = ()
    doors: Doors | None = None
    hands: Hands | None = None
    annulled: tuple[str, ...] = ()
    renamed: tuple[Turn, ...] = ()


class Acts(msgspec.Struct, frozen=True):
    """Those that can be undone, the last one at the end; and those that were, lately."""

    done: tuple[Act, ...] = ()
    undone: tuple[Act, ...] = ()

    @property
    def last(self) -> Act | None:
        return self.done[-1] if self.done else None


def doors(queue: Queue) -> Doors:
    return Doors(queue.open, queue.points_of_order, queue.writing_offered)


def hands(floor: Floor) -> Hands:
    return Hands(floor.holder, floor.interrupted)


def changes(before: Queue, after: Queue) -> tuple[Change, ...]:
    """Of the waiting requests, in the order of their making."""
    both = before.waiting.keys() | after.waiting.keys()
    changed = (Change(before.waiting.get(key), after.waiting.get(key)) for key in both)
    return tuple(
        sorted(
            (change for change in changed if change.before != change.after),
            key=lambda change: change.request.nr,
        )
    )


def evolve(acts: Acts, event: ActEvent) -> Acts:
    match event:
        case ActDone(act):
            return replace(acts, done=(*acts.done, act)[-KEPT:])
        case ActUndone():
            return Acts(acts.done[:-1], (*acts.undone, acts.done[-1])[-KEPT:])
        case _:
            raise TypeError(f"not an event of acts: {event!r}")


def undo(acts: Acts, queue: Queue, floor: Floor, people: People, act: str, ask: Ask) -> ActUndone:
    """Takes the last act back; Stale if it is another by now, CannotUndo with the reason."""
    last = acts.last
    if last is None or last.id != act:
        raise Stale
    waits, taken = _requests(last, queue, people)
    return ActUndone(
        act,
        ask.actor.id,
        ask.now,
        waits=_apart(queue, waits, taken),
        taken=taken,
        doors=last.doors and last.doors[0],
        hands=_hands(last, floor, people, ask.now),
        annulled=_annulled(last, floor),
        renamed=last.renamed,
    )


def _requests(
    act: Act, queue: Queue, people: People
) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    """Those that wait again, or otherwise, and those that wait no more."""
    waits: list[Request] = []
    taken: list[str] = []
    for change in act.requests:
        request = change.request
        present = queue.waiting.get(request.id)
        hindrance = _hindrance(change, queue, people)
        if hindrance is not None:
            if request.id == act.request:
                raise CannotUndo(hindrance)
        elif change.before is None:
            taken += [request.id] if present else []
        elif present is None or change.after is None:
            waits.append(change.before)
        else:
            waits.append(_as_before(present, change.before, change.after))
    return tuple(waits), tuple(taken)


def _hindrance(change: Change, queue: Queue, people: People) -> str | None:
    """Why a request cannot be as it was before the act."""
    before = change.before
    if before is None:
        return None
    if change.after is not None:
        return None if before.id in queue.waiting else "withdrawn"
    if before.id in queue.written:
        return "written"
    if people.everyone[before.person].left:
        return "left"
    return "asked_again" if queue.waits(before.person, of_order=before.of_order) else None


def _as_before(present: Request, before: Request, after: Request) -> Request:
    """The present request with what the act changed as it was; the rest stays."""
    was, became = asdict(before), asdict(after)
    return replace(
        present, **{field: value for field, value in was.items() if value != became[field]}
    )


def _apart(queue: Queue, waits: tuple[Request, ...], taken: tuple[str, ...]) -> tuple[Request, ...]:
    """The requests, and all others with them if two would stand at one place."""
    waiting = {key: one for key, one in queue.waiting.items() if key not in taken}
    waiting |= {request.id: request for request in waits}
    if len({request.rank for request in waiting.values()}) == len(waiting):
        return waits
    ordered = sorted(waiting.values(), key=lambda request: (request.rank, request.nr))
    ranked = zip(ordered, spread(len(ordered)), strict=True)
    return tuple(replace(request, rank=rank) for request, rank in ranked)


def _hands(act: Act, floor: Floor, people: People, now: Milliseconds) -> Hands | None:
    if act.hands is None:
        return None
    before, after = act.hands
    if _same(before.holder, after.holder):
        return _otherwise(before, after, floor)
    if not _same(floor.holder, after.holder) and not _over(after.holder, floor):
        raise CannotUndo("speaker_changed")
    for holder in (before.holder, before.interrupted):
        if holder and people.everyone[holder.person].left:
            raise CannotUndo("left")
    return Hands(_goes_on(before.holder, act.at, now), before.interrupted)


def _same(one: Holder | None, other: Holder | None) -> bool:
    return (one and one.turn) == (other and other.turn)


def _over(holder: Holder | None, floor: Floor) -> bool:
    """Whether the turn has ended since then, and nobody else was given the floor."""
    return holder is not None and holder.turn in floor.turns


def _otherwise(before: Hands, after: Hands, floor: Floor) -> Hands:
    """The same speaker, whose clock or limit or name was another."""
    was, became, holder = before.holder, after.holder, floor.holder
    if was is None or became is None:
        return Hands(holder, before.interrupted)
    if holder is None or not _same(holder, became):
        raise CannotUndo("speaker_changed")
    if was.limit_ms != became.limit_ms:
        holder = replace(holder, limit_ms=was.limit_ms)
    if was.asked != became.asked:
        holder = replace(holder, asked=was.asked)
    if was.since != became.since:
        holder = replace(holder, since=was.since, spoken_ms=was.spoken_ms, pauses=was.pauses)
    return Hands(holder, floor.interrupted)


def _goes_on(holder: Holder | None, stopped: Milliseconds, now: Milliseconds) -> Holder | None:
    """Whoever had the floor goes on from where the act stopped them."""
    if holder is None or holder.since is None:
        return holder
    return replace(holder, spoken_ms=holder.spoken_at(stopped), since=now)


def _annulled(act: Act, floor: Floor) -> tuple[str, ...]:
    """The turns that would not have been without the act, and those that would not have ended."""
    began = act.hands[1].holder if act.hands and not _same(*_holders(act.hands)) else None
    turns = [*act.ended, *([began.turn] if began else [])]
    return tuple(turn for turn in turns if turn in floor.turns)


def _holders(changed: tuple[Hands, Hands]) -> Iterator[Holder | None]:
    return (one.holder for one in changed)


def queue_after(queue: Queue, event: ActUndone) -> Queue:
    """The queue as an undone act leaves it."""
    waiting = {key: one for key, one in queue.waiting.items() if key not in event.taken}
    waiting |= {request.id: request for request in event.waits}
    unheard = {key: one for key, one in queue.unheard.items() if key not in waiting}
    queue = replace(queue, waiting=waiting, unheard=unheard)
    if event.doors is None:
        return queue
    return replace(
        queue,
        open=event.doors.open,
        points_of_order=event.doors.points_of_order,
        writing_offered=event.doors.writing_offered,
    )


def floor_after(floor: Floor, event: ActUndone) -> Floor:
    """The floor as an undone act leaves it."""
    turns = {turn: over for turn, over in floor.turns.items() if turn not in event.annulled}
    turns |= {over.id: over for over in event.renamed}
    if event.hands is None:
        return replace(floor, turns=turns)
    return Floor(event.hands.holder, event.hands.interrupted, turns)
