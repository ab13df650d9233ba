"""What anybody may try with the queue and the floor, at any time."""

from typing import get_args

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from live.domain import floor, life, queue, turns
from live.domain.actors import CHAIRS, Actor, PersonId, Role
from tests.domain.occasion import SECOND, chair
from tests.domain.rules import (
    CATEGORIES,
    UNKNOWN,
    SessionRules,
    anybody,
    chairs,
    crowd,
    flag,
    made,
    mostly,
    nth,
    participants,
    pick,
    several,
    words,
)

ACTORS = {who.id: who for who in crowd}
SECRET = "Only those who interpret may read this."
kinds = st.sampled_from(get_args(queue.Kind))
seconds = st.sampled_from([None, 0, 60])


class QueueRules(SessionRules):
    def owner_of(self, request: str, otherwise: Actor) -> Actor:
        return ACTORS.get(self.model.owner[request], otherwise)

    def speaks(self, person: PersonId | None) -> bool:
        """Whether it is a participant, or guest, who is here."""
        return person in self.guests or self.here.get(person or PersonId("")) is Role.PARTICIPANT

    # What happens most

    @initialize(who=several, kind=kinds)
    def a_discussion_has_begun(self, who: list[Actor], kind: queue.Kind) -> None:
        self.hands_go_up(who, kind, heard=True, category="")
        if self.model.waiting:
            self.next_speaker(chair)

    @rule(who=chairs)
    def next_speaker(self, who: Actor) -> None:
        self.go_on()
        if self.model.waiting:
            self.grant(who, 0, saw=True, last=False)

    @precondition(lambda self: self.model.holder and not self.model.interrupted)
    @rule(who=chairs, which=st.none() | nth)
    def somebody_calls_out(self, who: Actor, which: int | None) -> None:
        self.go_on()
        if which is not None:
            self.request(pick(crowd, which), "point_of_order", heard=True, category="")
        self.interrupt(who, which, saw=True)

    def go_on(self) -> None:
        """What is suspended or closed is most of the time about to be opened again."""
        if self.status != "open":
            self.live(chair, life.ReopenSession())
            self.live(chair, life.OpenSession())

    # Asking

    @rule(who=several, kind=kinds, heard=mostly, category=st.sampled_from(["", *CATEGORIES]))
    def hands_go_up(self, who: list[Actor], kind: queue.Kind, heard: bool, category: str) -> None:
        for each in who:
            self.request(each, kind, heard, category if kind == queue.POINT_OF_ORDER else "")

    def request(self, who: Actor, kind: queue.Kind, heard: bool, category: str) -> None:
        """``heard``: a reply is to the turn that is on."""
        of_order = kind == queue.POINT_OF_ORDER
        turn = self.model.turn if heard else UNKNOWN
        answers = (turn or UNKNOWN) if kind == queue.REPLY else None
        taken = self.model.open or (of_order and self.model.points_of_order)
        may = self.status == "open" and taken and answers != UNKNOWN
        may = may and not self.model.twins(who.id, of_order=of_order)
        speaker = self.model.owner.get(self.model.holder or "")
        may = may and not (kind == queue.REPLY and speaker == who.id)
        ranked = self.session.life.plan.order_categories
        may = may and (not category or category in ranked)
        command = queue.RequestFloor(kind, "cost", answers, statement=SECRET, category=category)
        events = self.does(who, command, may=may)
        assert events or not may or who.id not in self.here
        if events:
            request = made(events, queue.FloorRequested).request
            if category:
                self.model.urgency[request] = len(ranked) - ranked.index(category)
            self.model.asks(request, who.id, kind)

    @precondition(lambda self: self.status == "open")
    @rule(
        who=chairs,
        whom=st.none() | participants,
        group=st.sampled_from(["", "civil", "private", "?"]),
        kind=kinds,
    )
    def add(self, who: Actor, whom: Actor | None, group: str, kind: queue.Kind) -> None:
        of_order = kind == queue.POINT_OF_ORDER
        if whom is None:
            command = queue.AddRequest("room", None, "Zed", "Acme", group, kind=kind)
            may = group != "?"
        else:
            command = queue.AddRequest("call", whom.id, kind=kind, about="cost")
            may = self.speaks(whom.id) and not self.model.twins(whom.id, of_order=of_order)
        may = may and (kind != queue.REPLY or self.model.holder is not None)
        if events := self.does(who, command, may=may):
            new = made(events, queue.FloorRequested)
            self.model.asks(new.request, new.person, kind, added=True)

    @precondition(lambda self: self.model.waiting)
    @rule(who=participants, which=nth)
    def claim(self, who: Actor, which: int) -> None:
        request = pick(sorted(self.model.added & {*self.model.waiting}) or [UNKNOWN], which)
        may = request != UNKNOWN and self.status == "open"
        if self.does(who, queue.ClaimRequest(request), may=may):
            assert self.session.queue.request(request).claims == who.id

    @precondition(lambda self: self.model.waiting)
    @rule(who=chairs, which=nth, whom=st.none() | participants)
    def give(self, who: Actor, which: int, whom: Actor | None) -> None:
        claimed = [one.id for one in self.session.queue.ordered() if one.claims]
        request = pick(self.model.waiting if whom or not claimed else claimed, which)
        person = whom.id if whom else self.session.queue.request(request).claims
        may = self.status == "open" and self.speaks(person)
        command = queue.ClaimRequest(request, whom.id if whom else None)
        if who.role in CHAIRS and self.does(who, command, may=may) and person:
            self.model.given(request, person)

    # One's own request

    @precondition(lambda self: self.model.waiting)
    @rule(
        who=anybody,
        which=nth,
        own=mostly,
        capacity=st.sampled_from([None, *get_args(queue.Capacity)]),
        behalf=st.none() | words,
    )
    def edit_request(
        self,
        who: Actor,
        which: int,
        own: bool,
        capacity: queue.Capacity | None,
        behalf: str | None,
    ) -> None:
        request = pick(self.model.waiting, which)
        who = self.owner_of(request, who) if own else who
        said = behalf or self.session.queue.request(request).on_behalf_of
        may = self.model.owner[request] == who.id and self.status == "open"
        may = may and (capacity != "on_behalf" or bool(said))
        command = queue.EditRequest(request, "law", capacity, behalf)
        if self.does(who, command, may=may) is not None:
            after = self.session.queue.request(request)
            assert (after.about, after.capacity) == ("law", capacity)
            assert after.on_behalf_of == (said if capacity == "on_behalf" else "")

    @precondition(lambda self: self.model.waiting)
    @rule(who=anybody, which=nth, own=mostly, ready=st.sampled_from([None, "ready", "minute"]))
    def ready(self, who: Actor, which: int, own: bool, ready: queue.Ready | None) -> None:
        request = pick(self.model.waiting, which)
        who = self.owner_of(request, who) if own else who
        may = self.model.owner[request] == who.id and self.status == "open"
        if self.does(who, queue.ReadyRequest(request, ready), may=may) is not None:
            assert self.session.queue.request(request).ready == ready

    @precondition(lambda self: self.model.waiting)
    @rule(who=anybody, which=nth, own=mostly)
    def defer(self, who: Actor, which: int, own: bool) -> None:
        request = pick(self.model.waiting, which)
        who = self.owner_of(request, who) if own else who
        may = self.model.owner[request] == who.id and self.status == "open"
        if self.does(who, queue.DeferRequest(request), may=may) is not None:
            self.model.defers(request)

    @precondition(lambda self: self.model.waiting)
    @rule(who=anybody, which=nth, own=flag)
    def withdraw(self, who: Actor, which: int, own: bool) -> None:
        request = pick(self.model.waiting, which)
        who = self.owner_of(request, who) if own else who
        may = self.model.owner[request] == who.id or who.role in CHAIRS
        if self.does(who, queue.WithdrawRequest(request), may=may):
            self.model.waiting.remove(request)
            self.model.gone |= {request} if who.role is Role.PARTICIPANT else set()

    @precondition(lambda self: self.model.waiting or self.model.unheard)
    @rule(who=anybody, which=nth, own=mostly)
    def write_in(self, who: Actor, which: int, own: bool) -> None:
        request = pick([*self.model.unheard, *self.model.waiting], which)
        who = self.owner_of(request, who) if own else who
        may = self.model.owner[request] == who.id and self.status != "draft"
        asked = self.model.offered or self.model.unheard.get(request) == "writing"
        may = may and (request in self.model.waiting or asked)
        if self.does(who, queue.WriteIn(request, SECRET), may=may):
            self.model.writes(request)

    # The order

    @precondition(lambda self: self.model.waiting)
    @rule(who=chairs, which=nth, after=st.none() | nth)
    def move(self, who: Actor, which: int, after: int | None) -> None:
        request = pick(self.model.waiting, which)
        behind = None if after is None else pick(self.model.waiting, after)
        may = self.status == "open" and not self.session.life.plan.follow
        done = self.does(who, queue.MoveRequest(request, behind), may=may)
        if done is None or behind == request:
            return
        self.model.waiting.remove(request)
        place = self.model.waiting.index(behind) + 1 if behind else 0
        self.model.waiting.insert(place, request)
        if done:
            self.model.behind[request] = None

    @precondition(lambda self: self.model.waiting)
    @rule(who=chairs, which=nth)
    def skip(self, who: Actor, which: int) -> None:
        request = pick(self.model.waiting, which)
        if self.does(who, queue.SkipRequest(request), may=self.status == "open"):
            self.model.skips(request)

    @precondition(lambda self: self.model.holder)
    @rule(who=chairs)
    def call_in_vain(self, who: Actor) -> None:
        request = self.model.holder or UNKNOWN
        if self.does(who, queue.SkipRequest(request), may=self.status == "open"):
            self.model.returns(request)

    @precondition(lambda self: self.model.waiting or self.model.holder)
    @rule(who=chairs, which=nth, limit=seconds)
    def limit(self, who: Actor, which: int, limit: int | None) -> None:
        on = [holder.request for holder in self.session.floor.holders]
        request = pick([*self.model.waiting, *on], which)
        may = self.status == "open"
        if self.does(who, queue.LimitRequest(request, limit), may=may) is not None:
            speaks = self.session.floor.of_request(request)
            asked = speaks.asked if speaks else self.session.queue.request(request)
            assert asked.limit_seconds == limit
            if speaks and limit is not None:
                assert speaks.limit_ms == (limit * 1000 or None)

    # Its doors

    @rule(who=chairs, opened=mostly, points=flag)
    def open_queue(self, who: Actor, opened: bool, points: bool) -> None:
        command = queue.OpenQueue() if opened else queue.CloseQueue(points)
        was_open = self.model.open
        if self.does(who, command, may=self.status == "open") is not None:
            self.model.open = opened
            if not (opened and was_open):
                self.model.points_of_order = opened or points

    @precondition(lambda self: self.model.waiting)
    @rule(who=chairs)
    def clear(self, who: Actor) -> None:
        if self.does(who, queue.ClearQueue(), may=self.status == "open"):
            self.model.clears("cleared")

    @rule(who=chairs)
    def offer_writing(self, who: Actor) -> None:
        if self.does(who, queue.OfferWriting(), may=self.status != "draft") is not None:
            self.model.offered = True

    @precondition(lambda self: self.model.waiting)
    @rule(who=chairs, which=nth)
    def ask_for_one_in_writing(self, who: Actor, which: int) -> None:
        request = pick(self.model.waiting, which)
        if self.does(who, queue.OfferWriting(request)):
            self.model.waiting.remove(request)
            self.model.unheard[request] = "writing"

    # The floor

    @precondition(lambda self: self.model.waiting)
    @rule(who=chairs, which=nth, saw=mostly, last=st.sampled_from([False] * 7 + [True]))
    def grant(self, who: Actor, which: int, saw: bool, last: bool) -> None:
        request = pick(self.model.waiting, which)
        command = floor.GrantFloor(request, self.model.holder if saw else UNKNOWN, last)
        if events := self.does(who, command, may=saw and self.status == "open"):
            self.model.ends()
            self.model.grants(request, made(events, floor.FloorGranted).turn)
            if last:
                self.model.clears("last_word")
                self.model.open = False

    @precondition(lambda self: self.model.holder)
    @rule(who=chairs, which=st.none() | nth, saw=mostly)
    def interrupt(self, who: Actor, which: int | None, saw: bool) -> None:
        points = [request for request in self.model.waiting if self.model.of_order(request)]
        among = points or self.model.waiting
        request = None if which is None or not among else pick(among, which)
        command = floor.InterruptFloor(self.model.holder or "" if saw else UNKNOWN, request)
        may = saw and self.status == "open" and not self.model.interrupted
        may = may and (request is None or request in points)
        if events := self.does(who, command, may=may):
            if request is None:
                new = made(events, queue.FloorRequested)
                self.model.asks(new.request, new.person, new.kind, added=True)
                request = new.request
            self.model.interrupts(request, made(events, floor.FloorGranted).turn)

    @precondition(lambda self: self.model.turn or self.model.turns)
    @rule(who=chairs, which=nth, whom=st.none() | participants)
    def identify(self, who: Actor, which: int, whom: Actor | None) -> None:
        below = self.model.interrupted
        on = {self.model.turn: self.model.holder, below and below.turn: below and below.request}
        turn = pick([*(turn for turn in on if turn), *self.model.turns], which)
        command = floor.IdentifySpeaker(turn, whom.id if whom else None, "" if whom else "Zed")
        may = self.status == "open" and (whom is None or self.speaks(whom.id))
        if events := self.does(who, command, may=may):
            person = made(events, floor.SpeakerIdentified).person
            if request := on.get(turn):
                self.model.owner[request] = person
            else:
                self.model.turns[turn] = (person, *self.model.turns[turn][1:])

    @precondition(lambda self: self.model.turns)
    @rule(who=anybody, which=nth, later=nth, lasted=st.integers(0, 9), saw=mostly)
    def correct(self, who: Actor, which: int, later: int, lasted: int, saw: bool) -> None:
        """``later`` and ``lasted`` in seconds, from the foundation of the session on."""
        turn = pick([*self.model.turns], which)
        start = self.session.life.created_at + later * SECOND
        end = start + lasted * SECOND
        revision = self.session.floor.turns[turn].revision + (not saw)
        command = turns.CorrectTurn(turn, revision, start, end, end - start)
        may = saw and start < end <= self.sitting.now and self.status != "final"
        if self.does(who, command, may=may):
            person, kind, _ = self.model.turns[turn]
            self.model.turns[turn] = (person, kind, end - start)

    @precondition(lambda self: self.model.holder)
    @rule(who=anybody, own=mostly)
    def release(self, who: Actor, own: bool) -> None:
        request = self.model.holder or UNKNOWN
        who = self.owner_of(request, who) if own else who
        may = who.role in CHAIRS or self.model.owner[request] == who.id
        if self.does(who, floor.ReleaseFloor(request), may=may):
            self.model.releases(goes_on=self.status == "open")

    @precondition(lambda self: self.model.holder)
    @rule(who=chairs, pause=flag)
    def pause(self, who: Actor, pause: bool) -> None:
        command = floor.PauseFloor if pause else floor.ResumeFloor
        may = self.status == "open"
        if self.does(who, command(self.model.holder or UNKNOWN), may=may) is not None:
            self.model.running = not pause

    @precondition(lambda self: self.model.holder)
    @rule(who=chairs, more=st.sampled_from([1, 60]))
    def extend(self, who: Actor, more: int) -> None:
        command = floor.ExtendFloor(self.model.holder or UNKNOWN, more)
        self.does(who, command, may=self.status == "open")
