"""A small consultation to try the rules on: who is there, and how one asks."""

import pytest
from msgspec.structs import replace

from live.domain import acts, floor, queue
from live.domain.actors import Actor, Ask, PersonId, Role
from live.domain.commands import Command
from live.domain.counting import counted
from live.domain.deciding import decide
from live.domain.documents import airtime
from live.domain.electorate import organisations
from live.domain.life import OpenSession, Place, Plan, SessionCreated
from live.domain.people import Join, Name, Person
from live.domain.polls import PollWasClosed
from live.domain.polls import counted as after_count
from live.domain.session import Event, LiveSession, answer, begin, evolve
from live.errors import LiveError

NOW = 1_771_850_000_000
SECOND = 1_000
MINUTE = 60 * SECOND

PLAN = Plan(
    title="Consultation",
    code="ABCDEFGH",
    groups=(Place("civil", "Civil society"), Place("private", "Private sector")),
    regions=(Place("africa", "Africa"), Place("asia", "Asia")),
)


def actor(name: str, role: Role = Role.PARTICIPANT) -> Actor:
    return Actor(PersonId(name), role)


ada, bo, cy = actor("ada"), actor("bo"), actor("cy")
chair = actor("chair", Role.MODERATOR)
host = actor("host", Role.HOST)
scribe = actor("scribe", Role.RAPPORTEUR)


def ask(who: Actor, now: int = NOW, command_id: str = "c1") -> Ask:
    return Ask(who, command_id, now)


def person(
    who: Actor, group: str = "civil", region: str = "africa", *, left: bool = False
) -> Person:
    return Person(who.id, who.role, group, region, NOW, left)


class Sitting:
    """A session under way, with a dict of ballots in place of the store."""

    def __init__(self, plan: Plan = PLAN) -> None:
        self.now = NOW
        self.session = begin(SessionCreated(plan, NOW))
        self.directory: dict[PersonId, Name] = {}
        self.ballots: dict[str, dict[PersonId, tuple[str, ...]]] = {}
        self.asked = 0

    def do(self, who: Actor, command: Command) -> list[Event]:
        """Carry a command out, as the room does; LiveError if it is refused."""
        self.asked += 1
        asked = ask(who, self.now, f"c{self.asked}")
        whose: PersonId = getattr(command, "person", None) or who.id
        outcome = decide(self.session, command, asked, self.directory.get(whose))
        events = [made for event in outcome.events for made in self.counted(event)]
        if outcome.entry:
            self.directory[outcome.entry[0]] = outcome.entry[1]
        self.directory |= outcome.rows
        if outcome.ballot:
            kept = self.ballots.setdefault(outcome.ballot.poll, {})
            kept[outcome.ballot.voter] = outcome.ballot.choice
        for event in events:
            self.session = evolve(self.session, event)
        return events

    def counted(self, event: Event) -> list[Event]:
        """The event, and after it the tally if it closes a poll."""
        if not isinstance(event, PollWasClosed):
            return [event]
        poll = self.session.polls.sheet[event.poll]
        marked = self.ballots.get(poll.id, {})
        tally = counted(self.session, self.directory, poll, marked, online=frozenset())
        self.directory |= organisations(tally.ballots or (), self.directory)
        return [event, *after_count(poll, tally, self.now)]

    def join(self, *actors: Actor, group: str = "civil", region: str = "africa") -> None:
        for who in actors:
            command = Join(who.role, who.id.title(), "Acme", group, region)
            self.do(replace(who, role=Role.SYSTEM), command)

    def refusal(self, who: Actor, command: Command) -> LiveError:
        """Of a command that is refused."""
        with pytest.raises(LiveError) as refused:
            self.do(who, command)
        return refused.value

    # The queue and the floor

    def asks(self, who: Actor, kind: queue.Kind = "statement", about: str = "") -> str:
        """Somebody asks to speak; the request."""
        return str(answer(self.do(who, queue.RequestFloor(kind, about)))["request"])

    def adds(self, name: str, group: str = "", source: queue.Source = "phone") -> str:
        """A moderator puts a guest into the queue; the request."""
        command = queue.AddRequest(source, name=name, group=group)
        return str(answer(self.do(chair, command))["request"])

    def calls(self, request: str, *, last: bool = False) -> str:
        """A moderator gives the floor to a request, whoever has it; the turn."""
        instead_of = self.speaker.request if self.speaker else None
        command = floor.GrantFloor(request, instead_of, last)
        return str(answer(self.do(chair, command))["turn"])

    def takes_back(self) -> acts.Act:
        """A moderator takes back the last act, which it was."""
        last = self.session.undoable
        assert last is not None, "there is nothing to take back"
        self.do(chair, queue.UndoAct(last.id))
        return last

    @property
    def speaker(self) -> floor.Holder | None:
        return self.session.floor.holder

    @property
    def order(self) -> list[str]:
        """The people who wait, by their names, the next one first."""
        waiting = self.session.queue.ordered()
        return [self.directory[request.person].name for request in waiting]

    @property
    def spoken(self) -> dict[str, int]:
        """What is charged for the turns that are over, in seconds, by the speakers' names."""
        rows = airtime(self.session, lambda who: self.directory[who.id].name)
        return {name: row["ms"] // SECOND for name, row in rows.items()}


def sitting() -> Sitting:
    """An open session in which everybody is."""
    here = Sitting()
    here.join(ada, bo, cy, chair, scribe)
    here.do(chair, OpenSession())
    return here


def begun(session: LiveSession, *events: Event) -> LiveSession:
    """The session after some facts."""
    for event in events:
        session = evolve(session, event)
    return session
