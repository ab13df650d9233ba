"""A small consultation to try the rules on: who is there, and how one asks."""

from msgspec.structs import replace

from live.domain.actors import Actor, Ask, PersonId, Role
from live.domain.commands import Command
from live.domain.life import OpenSession, Place, Plan, SessionCreated
from live.domain.people import Join, Name, Person
from live.domain.polls import PollTallied, PollWasClosed
from live.domain.session import Event, LiveSession, begin, decide, evolve
from live.domain.tally import tally

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
        if outcome.ballot:
            kept = self.ballots.setdefault(outcome.ballot.poll, {})
            kept[outcome.ballot.person] = outcome.ballot.choice
        for event in events:
            self.session = evolve(self.session, event)
        return events

    def counted(self, event: Event) -> list[Event]:
        """The event, and after it the tally if it closes a poll."""
        if not isinstance(event, PollWasClosed):
            return [event]
        poll = self.session.polls.sheet[event.poll]
        options = [option.id for option in poll.options]
        people = self.session.people.everyone
        marked = self.ballots.get(poll.id, {})
        return [event, PollTallied(poll.id, tally(options, poll.secret, marked, people))]

    def join(self, *actors: Actor, group: str = "civil", region: str = "africa") -> None:
        for who in actors:
            command = Join(who.role, who.id.title(), "Acme", group, region)
            self.do(replace(who, role=Role.SYSTEM), command)


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
