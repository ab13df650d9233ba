"""What moderators may take back, at any time, and what has to be so afterwards."""

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from msgspec.structs import replace

from live.domain import acts, queue
from live.domain.actors import CHAIRS, Actor
from live.domain.commands import Command
from live.domain.documents import Audience, Document, View
from live.domain.floor import Holder
from live.domain.session import Event, LiveSession
from tests.domain.model import Model
from tests.domain.queue_rules import QueueRules
from tests.domain.rules import UNKNOWN, chairs, made, mostly


@dataclass
class Past:
    """How all stood before an act. ``other``: without one that was before it."""

    act: str
    session: LiveSession
    model: Model
    airtime: Document | None
    other: bool = False


class UndoRules(QueueRules):
    """``past``: what has happened and was not taken back; None for what is no act."""

    def __init__(self) -> None:
        super().__init__()
        self.past: list[Past | None] = []

    def does(self, who: Actor, command: Command, *, may: bool = True) -> list[Event] | None:
        before, model = self.session, self.model.copy()
        airtime = self.airtime()
        events = super().does(who, command, may=may)
        if events and not isinstance(command, queue.UndoAct):
            done = [event.act.id for event in events if isinstance(event, acts.ActDone)]
            self.past.append(Past(done[0], before, model, airtime) if done else None)
        return events

    def airtime(self) -> Document | None:
        return View(self.session, self.sitting.directory, Audience.PUBLIC).project("airtime")

    @precondition(lambda self: self.session.acts.done)
    @rule(who=chairs, times=st.sampled_from([1] * 6 + [2, 3, 25]), saw=mostly)
    def undo(self, who: Actor, times: int, saw: bool) -> None:
        while times and self.takes_back(who, saw):
            times -= 1

    @precondition(lambda self: len(self.session.acts.done) > 1)
    @rule(who=chairs, deep=st.integers(2, 5))
    def undo_an_earlier_one(self, who: Actor, deep: int) -> None:
        """Refused, as there is a later one or something in the way."""
        named = self.session.acts.done[-min(deep, len(self.session.acts.done))]
        if named is not self.session.undoable:
            self.does(who, queue.UndoAct(named.id), may=False)

    def takes_back(self, who: Actor, saw: bool) -> bool:
        before, act = self.session, self.session.undoable
        last = self.past[-1]
        nothing_since = last is not None and not last.other
        if act is None:
            assert not nothing_since, "nothing stands in the way"
            return False
        may = saw and self.status == "open" and who.role in CHAIRS and who.id in self.here
        events = self.does(who, queue.UndoAct(act.id if saw else UNKNOWN), may=may)
        if events is None:
            assert not may, "it was said to be possible"
            return False
        self.was_taken_back(before, act, made(events, acts.ActUndone), nothing_since)
        return True

    def was_taken_back(
        self, before: LiveSession, act: acts.Act, undone: acts.ActUndone, nothing_since: bool
    ) -> None:
        place = next(place for place, one in enumerate(self.past) if one and one.act == act.id)
        done = self.past.pop(place)
        for later in self.past[place:]:
            if later:
                later.other = True
        if nothing_since:
            assert done is not None
            assert place == len(self.past), "it is the last one"
            self.all_is_as_before(done, act)
        else:
            self.the_rest_stays(before, act, undone)

    def all_is_as_before(self, past: Past, act: acts.Act) -> None:
        before, now = past.session, self.session
        assert unranked(now) == unranked(before)
        assert now.queue.unheard == before.queue.unheard
        assert now.queue.written == before.queue.written
        assert acts.doors(now.queue) == acts.doors(before.queue)
        if not now.life.plan.follow:
            assert [one.id for one in now.queue.ordered()] == past.model.waiting
        assert now.floor.turns == before.floor.turns
        assert self.airtime() == past.airtime
        assert now.floor.interrupted == before.floor.interrupted
        assert unclocked(now.floor.holder) == unclocked(before.floor.holder)
        assert now.notes == before.notes
        assert now.stands.order == before.stands.order
        ever = self.model
        self.model = past.model.copy()
        self.model.made, self.model.kind, self.model.urgency = ever.made, ever.kind, ever.urgency
        self.model.added, self.model.owner = ever.added, ever.owner | past.model.owner
        self.model.spoken = self.spoken_by_now(past, act, ever.spoken)

    def spoken_by_now(self, past: Past, act: acts.Act, shown: int) -> int:
        """As if the act had not been; if somebody else spoke since then, that does not count.
        ``shown``: what the clock shows, which stays if the act did not touch it."""
        if act.hands is None or one_clock(*act.hands):
            return shown
        others = act.hands and len({one.holder and one.holder.turn for one in act.hands}) > 1
        since = self.sitting.now - act.at if past.model.running and not others else 0
        return past.model.spoken + since

    def the_rest_stays(self, before: LiveSession, act: acts.Act, undone: acts.ActUndone) -> None:
        made_by_it = {change.request.id for change in act.requests if change.before is None}
        assert {*undone.taken} <= made_by_it
        now = self.session
        for request in before.queue.waiting.values():
            again = now.queue.waiting.get(request.id)
            assert again or request.id in undone.taken
            assert again is None or said(again) == said(request)
        others = before.floor.turns.keys() - {*undone.annulled, *(one.id for one in act.renamed)}
        assert {now.floor.turns[turn] for turn in others} == {
            before.floor.turns[turn] for turn in others
        }
        self.model.adopts(now, self.sitting.now)


def unranked(session: LiveSession) -> dict[str, queue.Request]:
    return {key: replace(one, rank=0) for key, one in session.queue.waiting.items()}


def one_clock(before: acts.Hands, after: acts.Hands) -> bool:
    clocks = [one.holder and (one.holder.turn, one.holder.since) for one in (before, after)]
    return clocks[0] == clocks[1]


def unclocked(holder: Holder | None) -> Holder | None:
    if holder is None:
        return None
    return replace(holder, since=None if holder.since is None else 0, spoken_ms=0)


def said(request: queue.Request) -> tuple[object, ...]:
    return (request.kind, request.about, request.capacity, request.on_behalf_of)
