"""A plain model of queue and floor: lists and dicts of ids, and a clock that is added up."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from typing import NamedTuple

from live.domain.actors import PersonId
from live.domain.queue import PRECEDENCE, Kind
from live.domain.session import LiveSession


class Interrupted(NamedTuple):
    request: str
    turn: str
    spoken: int
    runs_on: bool


@dataclass
class Model:
    """``unheard`` says why; "now" means that the session closed just now. ``gone``: what people
    took back themselves, or wrote, and what left with them."""

    waiting: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    owner: dict[str, PersonId] = field(default_factory=dict)
    kind: dict[str, Kind] = field(default_factory=dict)
    urgency: dict[str, int] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)
    unheard: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    skipped: Counter[str] = field(default_factory=Counter)
    behind: dict[str, str | None] = field(default_factory=dict)
    passed: Counter[str] = field(default_factory=Counter)
    open: bool = True
    points_of_order: bool = True
    offered: bool = False
    holder: str | None = None
    turn: str | None = None
    running: bool = False
    spoken: int = 0
    interrupted: Interrupted | None = None
    turns: dict[str, tuple[PersonId, Kind, int]] = field(default_factory=dict)

    def copy(self) -> "Model":
        return Model(**{name: copy(value) for name, value in vars(self).items()})

    def precedence(self, request: str) -> int:
        return PRECEDENCE.get(self.kind[request], 0) + self.urgency.get(request, 0)

    def of_order(self, request: str) -> bool:
        return self.kind[request] == "point_of_order"

    def twins(self, person: PersonId, *, of_order: bool) -> list[str]:
        """The waiting requests of a person, or their points of order."""
        mine = (r for r in self.waiting if self.owner[r] == person)
        return [request for request in mine if self.of_order(request) == of_order]

    # The queue

    def asks(self, request: str, person: PersonId, kind: Kind, *, added: bool = False) -> None:
        self.owner[request], self.kind[request] = person, kind
        self.made.append(request)
        self.added |= {request} if added else set()
        own = self.precedence(request)
        later = [place for place, r in enumerate(self.waiting) if self.precedence(r) < own]
        self.waiting.insert(later[0] if later else len(self.waiting), request)

    def moves(self, request: str, place: int) -> None:
        self.waiting.remove(request)
        self.waiting.insert(place, request)
        self.behind[request] = None

    def defers(self, request: str) -> None:
        place = self.waiting.index(request)
        if place + 1 < len(self.waiting):
            other = self.waiting[place + 1]
            self.moves(request, place + 1)
            self.behind[request] = other

    def skips(self, request: str) -> None:
        """Behind the next one that does not let this one go first itself; whoever does lets that
        one go first now."""
        after = self.waiting[self.waiting.index(request) + 1 :]
        self.waits_behind(request, [one for one in after if self.behind.get(one) != request])
        self.skipped[request] += 1

    def waits_behind(self, request: str, line: list[str]) -> None:
        if line:
            others = [one for one in self.waiting if one != request]
            self.moves(request, others.index(line[0]) + 1)
        self.behind[request] = line[0] if line else None
        for one, other in self.behind.items():
            if other == request:
                self.behind[one] = self.behind[request]

    def given(self, request: str, person: PersonId) -> None:
        """Two become one, with the better place of both."""
        self.owner[request] = person
        twins = [
            one for one in self.twins(person, of_order=self.of_order(request)) if one != request
        ]
        if not twins:
            return
        higher = self.precedence(request) > self.precedence(twins[0])
        kept, gone = (request, twins[0]) if higher else (twins[0], request)
        place = min(self.waiting.index(one) for one in (kept, gone))
        self.waiting.remove(gone)
        self.waiting.remove(kept)
        self.waiting.insert(place, kept)
        made = min(self.made.index(one) for one in (kept, gone))
        self.made.remove(kept)
        self.made.insert(made, kept)
        self.passed[kept] = max(self.passed[kept], self.passed[gone])

    def clears(self, why: str, besides: str | None = None) -> None:
        self.unheard |= {request: why for request in self.waiting if request != besides}
        self.waiting = [request for request in self.waiting if request == besides]

    def writes(self, request: str) -> None:
        self.waiting = [other for other in self.waiting if other != request]
        self.unheard.pop(request, None)
        self.written.add(request)
        self.gone.add(request)

    def reopens(self, here: set[PersonId]) -> None:
        for request, why in list(self.unheard.items()):
            if why == "now" and self.owner[request] in here:
                self.waiting.append(request)
                del self.unheard[request]
            elif why == "now":
                self.unheard[request] = "closed"

    def leaves(self, person: PersonId, *, goes_on: bool) -> None:
        theirs = {request for request in self.waiting if self.owner[request] == person}
        self.waiting = [request for request in self.waiting if request not in theirs]
        self.gone |= theirs
        if self.interrupted and self.owner[self.interrupted.request] == person:
            self.breaks_off()
        if self.holder and self.owner[self.holder] == person:
            self.releases(goes_on=goes_on)

    # The floor

    def grants(self, request: str, turn: str) -> None:
        self.waiting = [other for other in self.waiting if other != request]
        for other in self.waiting:
            earlier = self.made.index(other) < self.made.index(request)
            if earlier and self.precedence(other) == self.precedence(request):
                self.passed[other] += 1
        self.holder, self.turn, self.running, self.spoken = request, turn, True, 0

    def interrupts(self, request: str, turn: str) -> None:
        assert self.holder
        assert self.turn
        self.interrupted = Interrupted(self.holder, self.turn, self.spoken, self.running)
        self.grants(request, turn)

    def releases(self, *, goes_on: bool = True) -> None:
        if self.holder and self.turn:
            person, kind = self.owner[self.holder], self.kind[self.holder]
            self.turns[self.turn] = (person, kind, self.spoken)
        self.steps_back(goes_on=goes_on)

    def steps_back(self, *, goes_on: bool = True) -> None:
        """Nobody has the floor, or whoever was interrupted."""
        self.holder, self.turn, self.running, self.spoken = None, None, False, 0
        if self.interrupted:
            self.holder, self.turn, self.spoken, runs_on = self.interrupted
            self.running, self.interrupted = goes_on and runs_on, None

    def breaks_off(self) -> None:
        """Whoever was interrupted does not go on."""
        if self.interrupted:
            request, turn, spoken, _ = self.interrupted
            self.turns[turn] = (self.owner[request], self.kind[request], spoken)
            self.interrupted = None

    def ends(self) -> None:
        self.breaks_off()
        self.releases()

    def returns(self, request: str) -> None:
        """Called in vain: behind the first one; what was asked since then is one with it."""
        self.steps_back()
        twins = self.twins(self.owner[request], of_order=self.of_order(request))
        self.waiting = [other for other in self.waiting if other not in twins]
        for other in self.waiting:
            earlier = self.made.index(other) < self.made.index(request)
            if earlier and self.precedence(other) == self.precedence(request):
                self.passed[other] = max(0, self.passed[other] - 1)
        self.waiting.insert(0, request)
        self.skips(request)

    def adopts(self, session: LiveSession, now: int) -> None:
        """Takes over what an undo has left, where it is not the plain state of before."""
        queue, floor = session.queue, session.floor
        self.waiting = [request.id for request in queue.ordered()]
        self.unheard = {r: why for r, why in self.unheard.items() if r in queue.unheard}
        self.owner |= {request.id: request.person for request in queue.waiting.values()}
        self.owner |= {holder.request: holder.person for holder in floor.holders}
        for request in (*queue.waiting.values(), *(one.asked for one in floor.holders)):
            self.skipped[request.id], self.passed[request.id] = request.skipped, request.passed
            self.behind[request.id] = request.behind
        self.open, self.points_of_order = queue.open, queue.points_of_order
        self.offered = queue.writing_offered
        holder, below = floor.holder, floor.interrupted
        self.holder, self.turn = (holder.request, holder.turn) if holder else (None, None)
        self.running = bool(holder and holder.since is not None)
        self.spoken = holder.spoken_at(now) if holder else 0
        self.interrupted = None
        if below:
            self.interrupted = Interrupted(
                below.request, below.turn, below.spoken_ms, below.runs_on
            )
        self.turns = {
            turn.id: (turn.person, turn.asked.kind, turn.spoken_ms) for turn in floor.turns.values()
        }
