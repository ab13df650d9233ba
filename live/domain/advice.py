"""Who should speak next by the session's policy: what the fairness rule needs to know."""

from collections import Counter
from collections.abc import Callable, Iterable

from live.domain.actors import Milliseconds, PersonId, Role
from live.domain.fairness import Heard, Rule, Suggestion, Waiting, order, suggest
from live.domain.floor import Floor
from live.domain.life import SPEAKING_SECONDS, Plan
from live.domain.people import People, Person
from live.domain.queue import Queue


class Advice:
    """Of one moment of a session. Points of order are nobody's speaking time here."""

    def __init__(self, plan: Plan, people: People, queue: Queue, floor: Floor) -> None:
        self.plan = plan
        self.people = people
        self.queue = queue
        self.floor = floor
        self.rule = Rule(
            plan.policy,
            plan.most_passed,
            plan.basis,
            {group: percent / 100 for group, percent in plan.targets.items()},
        )

    def next(self) -> Suggestion | None:
        return suggest(self.rule, self.waiting(), self.heard())

    def order(self) -> list[str]:
        """All that wait, as they would be suggested one after another."""
        return order(self.rule, self.waiting(), self.heard())

    def waiting(self) -> list[Waiting]:
        spoke = self.spoke()
        return [
            Waiting(
                request.id,
                request.nr,
                request.precedence,
                self.place(request.person),
                request.person not in spoke,
                request.passed,
                request.behind,
            )
            for request in self.queue.waiting.values()
        ]

    def heard(self) -> Heard:
        if self.rule.policy not in ("by_group", "by_region"):
            return Heard({}, {}, {}, 0)
        spoken: Counter[str] = Counter()
        for over in self.floor.turns.values():
            if not over.asked.of_order:
                spoken[self.place(over.person)] += over.spoken_ms
        for one in self.floor.holders:
            if not one.asked.of_order:
                spoken[self.place(one.person)] += self._turn_ms()
        here = (
            who.id
            for who in self.people.everyone.values()
            if who.role is Role.PARTICIPANT and not who.left and not who.guest
        )
        asked = {over.person for over in self.floor.turns.values()}
        asked |= {holder.person for holder in self.floor.holders}
        asked |= {request.person for request in self.queue.waiting.values()}
        asked |= {left.request.person for left in self.queue.unheard.values()}
        asked |= {written.request.person for written in self.queue.written.values()}
        return Heard(spoken, self._counted(here), self._counted(asked), self._turn_ms())

    def spoke(self) -> set[PersonId]:
        """Who has spoken, or speaks, otherwise than to a point of order."""
        ended = {over.person for over in self.floor.turns.values() if not over.asked.of_order}
        return ended | {one.person for one in self.floor.holders if not one.asked.of_order}

    def place(self, person: PersonId) -> str:
        return self._place(self.people.everyone[person])

    @property
    def _place(self) -> Callable[[Person], str]:
        if self.rule.policy == "by_region":
            return lambda who: who.region
        return lambda who: who.group

    def _counted(self, persons: Iterable[PersonId]) -> dict[str, int]:
        return Counter(map(self.place, persons))

    def _turn_ms(self) -> Milliseconds:
        return self.plan.speaking_ms or SPEAKING_SECONDS * 1000
