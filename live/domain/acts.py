"""What moderators did to queue and floor, so that it can be taken back.

An act keeps what it changed, before and after. Undoing it restores that, against
the present state: what others have done since then stays, and where it stands in
the way the undo is refused.
"""

from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import TypeVar

import msgspec
from msgspec.structs import asdict, replace

from live.domain.actors import Ask, Milliseconds, PersonId
from live.domain.fairness import Policy
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

    @property
    def fields(self) -> set[str]:
        """All, where it waits no more or did not wait."""
        if self.before is None or self.after is None:
            return set(Request.__struct_fields__)
        return _differing(self.before, self.after)


class Doors(msgspec.Struct, frozen=True):
    """What the queue takes."""

    open: bool
    points_of_order: bool
    writing_offered: bool


class Order(msgspec.Struct, frozen=True):
    """Who goes first: by which policy somebody is suggested, or the queue follows it."""

    policy: Policy
    follow: bool


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
    it named. ``doors``, ``hands`` and ``order``: before and after, where changed. ``made``: how
    many requests there had been, and ``spreads``: how often they had been numbered afresh.
    ``undone_by``: who took it back.
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
    order: tuple[Order, Order] | None = None
    spreads: int = 0
    undone_by: PersonId | None = None

    @property
    def changed(self) -> bool:
        return bool(self.touched)

    @property
    def touched(self) -> frozenset[tuple[str, str]]:
        """What it changed: the fields of which request, of the doors; the floor; a turn."""
        touched = {(one.request.id, field) for one in self.requests for field in one.fields}
        if self.doors:
            touched |= {("doors", field) for field in _differing(*self.doors)}
        if self.hands or self.ended:
            touched.add(("floor", ""))
        if self.order:
            touched.add(("order", ""))
        return frozenset(touched | {(turn.id, "") for turn in self.renamed})


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
    order: Order | None = None

    @property
    def changes_anything(self) -> bool:
        what = (self.waits, self.taken, self.doors, self.hands, self.annulled, self.renamed)
        return any(what) or self.order is not None

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
            rest = tuple(act for act in acts.done if act.id != event.act)
            undone = (replace(act, undone_by=event.by) for act in acts.done if act not in rest)
            return Acts(rest, (*acts.undone, *undone)[-KEPT:])
        case _:
            raise TypeError(f"not an event of acts: {event!r}")


class Now(msgspec.Struct, frozen=True):
    """What an undo finds. ``suspended_at``: when the session last was, if ever."""

    queue: Queue
    floor: Floor
    people: People
    order: Order
    suspended_at: Milliseconds | None = None

    def is_here(self, person: PersonId) -> bool:
        return not self.people.everyone[person].left


def latest(acts: Acts, now: Now) -> Act | None:
    """The last act that can be taken back. Those after it, in whose way something stands, stay
    as they are; they do not hinder it unless they changed the same."""
    later: set[tuple[str, str]] = set()
    for act in reversed(acts.done):
        try:
            _undone(act, now, later, act.by, act.at)
        except CannotUndo:
            later |= act.touched
        else:
            return act
    return None


def undo(acts: Acts, now: Now, act: str, ask: Ask) -> ActUndone:
    """Takes back the last act that can be; CannotUndo with the reason if something stands in the
    way by now, Stale if it is another."""
    place = next((place for place, one in enumerate(acts.done) if one.id == act), None)
    if place is None:
        raise Stale
    after = acts.done[place + 1 :]
    if latest(Acts(after), now):
        raise Stale
    later = {what for one in after for what in one.touched}
    return _undone(acts.done[place], now, later, ask.actor.id, ask.now)


def _undone(
    act: Act, now: Now, later: AbstractSet[tuple[str, str]], by: PersonId, at: Milliseconds
) -> ActUndone:
    if act.touched & later:
        raise CannotUndo("later_act")
    waits, taken = _requests(act, now)
    undone = ActUndone(
        act.id,
        by,
        at,
        waits=_placed(act, now.queue, waits, taken),
        taken=taken,
        doors=act.doors and _changed_back(doors(now.queue), *act.doors),
        hands=_hands(act, now, at),
        annulled=_annulled(act, now),
        renamed=act.renamed,
        order=act.order and act.order[0],
    )
    if not undone.changes_anything:
        raise CannotUndo("asked_again")
    return undone


def _requests(act: Act, now: Now) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    """Those that wait again, or otherwise, and those that wait no more."""
    queue = now.queue
    waits: list[Request] = []
    made = {change.request.id for change in act.requests if change.before is None}
    if act.request in made and act.request not in queue.waiting:
        raise CannotUndo(_why_gone(act.request, act.person, now))
    taken = tuple(request for request in queue.waiting if request in made)
    waiting = {key: one for key, one in queue.waiting.items() if key not in made}
    for change in sorted(act.requests, key=_gone_by_the_act):
        if change.before is None:
            continue
        left = replace(now, queue=replace(queue, waiting=waiting))
        hindrance = _hindrance(act, change.before, change.after, left)
        if hindrance is None:
            waits.append(_as_before(waiting, change.before, _numbered(act, change, queue)))
            waiting[change.before.id] = waits[-1]
        elif change.before.id == act.request:
            raise CannotUndo(hindrance)
    return tuple(waits), taken


def _numbered(act: Act, change: Change, queue: Queue) -> Request | None:
    """The request after the act, with the rank of before it if all were numbered afresh since."""
    if change.before is None or change.after is None or act.spreads == queue.spreads:
        return change.after
    return replace(change.after, rank=change.before.rank)


def _gone_by_the_act(change: Change) -> bool:
    """These come last: what was made one with another has room again when that is as it was."""
    return change.after is None


def _hindrance(act: Act, before: Request, after: Request | None, now: Now) -> str | None:
    """Why a request cannot be as it was before the act."""
    queue = now.queue
    if after is not None and before.id not in queue.waiting:
        return _why_gone(before.id, before.person, now)
    fresh = act.spreads != queue.spreads and not now.order.follow
    if fresh and after is not None and after.rank != before.rank:
        return "order_changed"
    if after is not None and after.person == before.person:
        return None
    if before.id in queue.written:
        return "written"
    if not now.is_here(before.person):
        return "left"
    others = replace(queue, waiting=without(queue.waiting, before.id))
    return "asked_again" if others.waits(before.person, of_order=before.of_order) else None


def _why_gone(request: str, person: PersonId | None, now: Now) -> str:
    """Why a request waits no more, which would have to."""
    if person is not None and not now.is_here(person):
        return "left"
    return "written" if request in now.queue.written else "withdrawn"


def _as_before(waiting: dict[str, Request], before: Request, after: Request | None) -> Request:
    """The present request with what the act changed as it was."""
    present = waiting.get(before.id)
    if present is None or after is None:
        return before
    return _changed_back(present, before, after)


S = TypeVar("S", bound=msgspec.Struct)


def _changed_back(present: S, before: S, after: S) -> S:
    """What is there now, with what the act changed as it was; the rest stays."""
    return replace(
        present, **{field: getattr(before, field) for field in _differing(before, after)}
    )


def _differing(before: msgspec.Struct, after: msgspec.Struct) -> set[str]:
    """The fields that are not the same in both."""
    was, became = asdict(before), asdict(after)
    return {field for field, value in was.items() if value != became[field]}


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
    if act.person is not None and not now.is_here(act.person):
        raise CannotUndo("left")
    known = (None, before.holder, after.holder, after.interrupted)
    if not any(_same(floor.holder, one) for one in known):
        raise CannotUndo("speaker_changed")
    if before.holder and _same(floor.holder, before.holder):
        return Hands(floor.holder, floor.interrupted)  # who was interrupted speaks again already
    on = [
        _called_back(one, act, now.queue)
        for one in before.holders
        if now.is_here(one.person) and not _done(one, act, floor)
    ]
    holder, interrupted = (*on, None, None)[:2]
    if interrupted is None and holder and not _same(holder, before.holder):
        holder = replace(holder, since=at if holder.runs_on else None)  # who interrupted has left
    else:
        holder = _goes_on(holder, act.at, at)
    return Hands(holder, interrupted)


def _done(holder: Holder, act: Act, floor: Floor) -> bool:
    """Whether the turn came to its end since then, and not by the act."""
    return holder.turn in floor.turns and holder.turn not in act.ended


def _called_back(holder: Holder, act: Act, queue: Queue) -> Holder:
    """The holder; if the act put the request back into the queue, with what it says by now."""
    for change in act.requests:
        if change.before is None and change.after and change.after.id == holder.request:
            return replace(holder, asked=_as_before(queue.waiting, holder.asked, change.after))
    return holder


def _same(one: Holder | None, other: Holder | None) -> bool:
    return (one and one.turn) == (other and other.turn)


def _otherwise(act: Act, before: Hands, after: Hands, now: Now) -> Hands:
    """The same speakers, whose clock or limit or name was another."""
    present = hands(now.floor)
    both = zip(before.holders, after.holders, strict=True)
    changed = {was.turn: (was, became) for was, became in both if was != became}
    if not changed.keys() <= {one.turn for one in present.holders}:
        raise CannotUndo("speaker_changed")
    if not all(now.is_here(was.person) for was, _ in changed.values()):
        raise CannotUndo("left")
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


def _annulled(act: Act, now: Now) -> tuple[str, ...]:
    """The turns that would not have been without the act, and those that go on without it."""
    floor = now.floor
    before, after = act.hands or (hands(floor), hands(floor))
    on = {one.turn for one in before.holders}
    goes_on = {one.turn for one in before.holders if now.is_here(one.person)}
    ended = (turn for turn in act.ended if turn in goes_on)
    turns = (*ended, *(one.turn for one in after.holders if one.turn not in on))
    return tuple(turn for turn in turns if turn in floor.turns)


def spoken_ms(act: Act, now: Now) -> Milliseconds:
    """How much speaking time an undo would take from turns that are over and stay so."""
    again = {one.turn for one in (act.hands[0].holders if act.hands else ())}
    gone = (turn for turn in _annulled(act, now) if turn not in again)
    return sum(now.floor.turns[turn].spoken_ms for turn in gone)


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
    turns |= {over.id: _named_as(over, floor) for over in event.renamed}
    if event.hands is None:
        return replace(floor, turns=turns)
    return Floor(event.hands.holder, event.hands.interrupted, turns)


def _named_as(over: Turn, floor: Floor) -> Turn:
    """A finished turn with the speaker whom it had; its times may have been corrected since."""
    return replace(floor.turns.get(over.id, over), asked=over.asked)
