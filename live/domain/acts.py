"""What moderators did to queue and floor, so that it can be taken back.

An act keeps what it changed, before and after. Undoing it restores that, against
the present state: what others have done since then stays, and where it stands in
the way the undo is refused.
"""

from itertools import pairwise

import msgspec
from msgspec.structs import asdict, replace

from live.domain.actors import Ask, Milliseconds, PersonId
from live.domain.floor import Floor, Holder, Turn
from live.domain.notes import Notes, spoken_by
from live.domain.people import People
from live.domain.queue import Queue, Request, place_of, without
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
    it named. ``doors`` and ``hands``: before and after, where changed. ``made``: how many
    requests there had been.
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
    made: int = 0

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

    @property
    def speakers(self) -> dict[str, PersonId]:
        """By turn, where it can be another than it was."""
        holders = self.hands.holders if self.hands else ()
        on = {holder.turn: holder.person for holder in holders}
        return on | {over.id: over.person for over in self.renamed}


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


class Now(msgspec.Struct, frozen=True):
    """What an undo finds. ``suspended_at``: when the session last was, if ever."""

    queue: Queue
    floor: Floor
    people: People
    suspended_at: Milliseconds | None = None


def undo(acts: Acts, now: Now, act: str, ask: Ask) -> ActUndone:
    """Takes the last act back; Stale if it is another by now, CannotUndo with the reason."""
    last = acts.last
    if last is None or last.id != act:
        raise Stale
    waits, taken = _requests(last, now.queue, now.people)
    return ActUndone(
        act,
        ask.actor.id,
        ask.now,
        waits=_placed(last, now.queue, waits, taken),
        taken=taken,
        doors=last.doors and last.doors[0],
        hands=_hands(last, now, ask.now),
        annulled=_annulled(last, now.floor),
        renamed=last.renamed,
    )


def _requests(
    act: Act, queue: Queue, people: People
) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    """Those that wait again, or otherwise, and those that wait no more."""
    waits: list[Request] = []
    made = {change.request.id for change in act.requests if change.before is None}
    taken = tuple(request for request in queue.waiting if request in made)
    waiting = {key: one for key, one in queue.waiting.items() if key not in made}
    for change in sorted(act.requests, key=_gone_by_the_act):
        if change.before is None:
            continue
        hindrance = _hindrance(change.before, change.after, replace(queue, waiting=waiting), people)
        if hindrance is None:
            waits.append(_as_before(waiting, change.before, change.after))
            waiting[change.before.id] = waits[-1]
        elif change.before.id == act.request:
            raise CannotUndo(hindrance)
    return tuple(waits), taken


def _gone_by_the_act(change: Change) -> bool:
    """These come last: what was made one with another has room again when that is as it was."""
    return change.after is None


def _hindrance(before: Request, after: Request | None, queue: Queue, people: People) -> str | None:
    """Why a request cannot be as it was before the act."""
    if after is not None and before.id not in queue.waiting:
        return _why_gone(before.id, queue)
    if after is not None and after.person == before.person:
        return None
    if before.id in queue.written:
        return "written"
    if people.everyone[before.person].left:
        return "left"
    others = replace(queue, waiting=without(queue.waiting, before.id))
    return "asked_again" if others.waits(before.person, of_order=before.of_order) else None


def _why_gone(request: str, queue: Queue) -> str:
    return "written" if request in queue.written else "withdrawn"


def _as_before(waiting: dict[str, Request], before: Request, after: Request | None) -> Request:
    """The present request with what the act changed as it was; the rest stays."""
    present = waiting.get(before.id)
    if present is None or after is None:
        return before
    was, became = asdict(before), asdict(after)
    return replace(
        present, **{field: value for field, value in was.items() if value != became[field]}
    )


def _placed(
    act: Act, queue: Queue, waits: tuple[Request, ...], taken: tuple[str, ...]
) -> tuple[Request, ...]:
    """The requests, and all others with them if they have to be numbered afresh.

    Who was made to wait no longer has their place again; whoever asked since then comes behind.
    """
    waiting = {key: one for key, one in queue.waiting.items() if key not in taken}
    waiting |= {request.id: request for request in waits}
    ordered = sorted(waiting.values(), key=lambda request: (request.rank, request.nr))
    if not waiting.keys() <= queue.waiting.keys():
        since = [request for request in ordered if request.nr > act.made]
        ordered = [request for request in ordered if request.nr <= act.made]
        for request in since:
            ordered.insert(place_of(request.precedence, ordered), request)
    if all(one.rank < other.rank for one, other in pairwise(ordered)):
        return waits
    ranked = zip(ordered, spread(len(ordered)), strict=True)
    return tuple(replace(request, rank=rank) for request, rank in ranked)


def _hands(act: Act, now: Now, at: Milliseconds) -> Hands | None:
    if act.hands is None:
        return None
    before, after = act.hands
    floor = now.floor
    if _same(before.holder, after.holder):
        return _otherwise(act, before, after, now)
    if not _same(floor.holder, after.holder) and not _over(after.holder, floor):
        raise CannotUndo("speaker_changed")
    if any(now.people.everyone[one.person].left for one in before.holders):
        raise CannotUndo("left")
    if before.holder and _same(floor.holder, before.holder):
        return Hands(floor.holder, floor.interrupted)  # who was interrupted speaks again already
    holder, interrupted = (
        None if one is None or _done(one, act, floor) else _called_back(one, act, now.queue)
        for one in (before.holder, before.interrupted)
    )
    return Hands(_goes_on(holder, act.at, at), interrupted)


def _done(holder: Holder, act: Act, floor: Floor) -> bool:
    """Whether the turn came to its end since then, and not by the act."""
    return holder.turn in floor.turns and holder.turn not in act.ended


def _called_back(holder: Holder, act: Act, queue: Queue) -> Holder:
    """The holder; if the act put the request back into the queue, with what it says by now."""
    for change in act.requests:
        if change.before is None and change.after and change.after.id == holder.request:
            if holder.request not in queue.waiting:
                raise CannotUndo(_why_gone(holder.request, queue))
            return replace(holder, asked=_as_before(queue.waiting, holder.asked, change.after))
    return holder


def _same(one: Holder | None, other: Holder | None) -> bool:
    return (one and one.turn) == (other and other.turn)


def _over(holder: Holder | None, floor: Floor) -> bool:
    """Whether the turn has ended since then, and nobody else was given the floor."""
    return holder is not None and holder.turn in floor.turns


def _otherwise(act: Act, before: Hands, after: Hands, now: Now) -> Hands:
    """The same speakers, whose clock or limit or name was another."""
    present = hands(now.floor)
    both = zip(before.holders, after.holders, strict=True)
    changed = {was.turn: (was, became) for was, became in both if was != became}
    if not changed.keys() <= {one.turn for one in present.holders}:
        raise CannotUndo("speaker_changed")
    return Hands(
        *(
            _as_it_was(one, *changed[one.turn], act, now.suspended_at)
            if one and one.turn in changed
            else one
            for one in (present.holder, present.interrupted)
        )
    )


def _as_it_was(
    holder: Holder, was: Holder, became: Holder, act: Act, suspended_at: Milliseconds | None
) -> Holder:
    if was.limit_ms != became.limit_ms:
        holder = replace(holder, limit_ms=was.limit_ms)
    if was.asked != became.asked:
        holder = replace(holder, asked=was.asked)
    if was.since == became.since:
        return holder
    if suspended_at is not None and suspended_at > act.at:
        was = was.paused(suspended_at)
    return replace(holder, since=was.since, spoken_ms=was.spoken_ms, pauses=was.pauses)


def _goes_on(holder: Holder | None, stopped: Milliseconds, now: Milliseconds) -> Holder | None:
    """Whoever had the floor goes on from where the act stopped them."""
    if holder is None or holder.since is None:
        return holder
    return replace(holder, spoken_ms=holder.spoken_at(stopped), since=now)


def _annulled(act: Act, floor: Floor) -> tuple[str, ...]:
    """The turns that would not have been without the act, and those that would not have ended."""
    before, after = act.hands or (hands(floor), hands(floor))
    on = {one.turn for one in before.holders}
    turns = (*act.ended, *(one.turn for one in after.holders if one.turn not in on))
    return tuple(turn for turn in turns if turn in floor.turns)


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


def notes_after(notes: Notes, event: ActUndone) -> Notes:
    """The notes as an undone act leaves them: of whoever speaks, or spoke, again."""
    for turn, person in event.speakers.items():
        notes = spoken_by(notes, turn, person)
    return notes


def floor_after(floor: Floor, event: ActUndone) -> Floor:
    """The floor as an undone act leaves it."""
    turns = {turn: over for turn, over in floor.turns.items() if turn not in event.annulled}
    turns |= {over.id: over for over in event.renamed}
    if event.hands is None:
        return replace(floor, turns=turns)
    return Floor(event.hands.holder, event.hands.interrupted, turns)
