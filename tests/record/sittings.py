"""Sessions to make records of: each comes about by commands, as in real life."""

from collections.abc import Sequence

from msgspec.structs import replace

from live.domain import agenda, floor, life, notes, people, polls, queue
from live.domain.actors import Actor, PersonId, Role
from live.domain.commands import Command
from live.domain.life import Place, Plan, SessionCreated
from live.domain.queue import Kind
from live.domain.session import Event, answer
from live.record.assembly import assemble
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.moment import Happened
from tests.domain.occasion import MINUTE, NOW, SECOND, Sitting, actor, chair, scribe

PLAN = Plan(
    title="Consultation on cybercrime",
    code="ABCDEFGH",
    host="Secretariat",
    starts_at=NOW,
    planned_minutes=90,
    time_zone="Europe/Vienna",
    groups=(
        Place("civil_society", "Civil society"),
        Place("government", "Government"),
        Place("academia", "Academia"),
    ),
    regions=(Place("africa", "Africa"), Place("global", "Global")),
)

SYSTEM = PersonId("system")

ada, ben, cai, dee = (actor(name) for name in ("ada", "ben", "cai", "dee"))


class Recorded(Sitting):
    """A sitting that keeps its journal."""

    def __init__(self, plan: Plan = PLAN) -> None:
        super().__init__(plan)
        self.journal = [Happened(1, NOW, SYSTEM, SessionCreated(plan, NOW))]

    def do(self, who: Actor, command: Command) -> list[Event]:
        events = super().do(who, command)
        for event in events:
            self.journal.append(Happened(len(self.journal) + 1, self.now, who.id, event))
        return events

    def then(self, who: Actor, command: Command) -> None:
        """A second later."""
        self.now += SECOND
        self.do(who, command)

    def made(self, who: Actor, command: Command) -> str:
        """The id of what a command made."""
        return str(next(iter(answer(self.do(who, command)).values())))

    def enter(
        self,
        who: Actor,
        name: str,
        organisation: str = "",
        group: str = "",
        region: str = "",
    ) -> None:
        joined = people.Join(who.role, name, organisation, group, region)
        self.do(replace(who, role=Role.SYSTEM), joined)

    def speak(self, who: Actor, ms: int, about: str = "", kind: Kind = "statement") -> str:
        """Ask, get the floor, speak and give it back; the turn."""
        self.now += SECOND
        return self.speak_of(self.made(who, queue.RequestFloor(kind, about)), ms)

    def take_the_floor(self, who: Actor, about: str = "") -> str:
        """Ask and get the floor, and keep it; the request."""
        request = self.made(who, queue.RequestFloor("statement", about))
        self.do(chair, floor.GrantFloor(request, None))
        return request

    @property
    def holder(self) -> str:
        """The request of whoever has the floor."""
        assert self.session.floor.holder is not None
        return self.session.floor.holder.request

    def speak_of(self, request: str, ms: int) -> str:
        """Let a waiting request have the floor and give it back; the turn."""
        turn = self.made(chair, floor.GrantFloor(request, None))
        self.now += ms
        self.do(chair, floor.ReleaseFloor(request))
        return turn

    def undo(self) -> None:
        """Take the moderators' last act back, a second later."""
        last = self.session.undoable
        assert last is not None
        self.then(chair, queue.UndoAct(last.id))

    def note(self, text: str, tag: notes.Tag | None = None) -> str:
        return self.made(scribe, notes.PostNote(text, tag))

    def open_poll(self) -> str:
        poll = self.made(chair, polls.CreatePoll("single", "Agreed?", ("Yes", "No")))
        self.do(chair, polls.OpenPoll(poll))
        return poll

    def vote(self, poll: str, *choices: tuple[Actor, Sequence[int]]) -> None:
        """Open the poll, let each mark options by their places, close it."""
        self.then(chair, polls.OpenPoll(poll))
        options = self.session.polls.sheet[poll].options
        for who, places in choices:
            marked = tuple(options[place].id for place in places)
            self.do(who, polls.CastBallot(poll, marked, 1))
        self.now += MINUTE
        self.do(chair, polls.ClosePoll(poll))

    def record(self) -> Record:
        return assemble(self.session, self.directory, self.now, self.journal)


def opened(plan: Plan = PLAN) -> Recorded:
    """Four participants and two of the staff, in a session that has just begun."""
    here = Recorded(plan)
    here.enter(ada, "Ada Lovelace", "Engine Society", "civil_society", "africa")
    here.enter(ben, "Ben Okri", "Ministry of Roads", "government", "africa")
    here.enter(cai, "Cai Lun", "Paper Institute", "academia", "global")
    here.enter(dee, "Dee", "", "civil_society", "")
    here.enter(chair, "Chair Person", "Secretariat")
    here.enter(scribe, "Scribe Person", "Secretariat")
    here.now += MINUTE
    here.do(chair, life.OpenSession())
    return here


def consultation() -> Recorded:
    """A whole session: two items, a break, five turns, three polls, notes; closed."""
    here = opened()
    opening = here.made(chair, agenda.AddItem("Opening", 5))
    discussion = here.made(chair, agenda.AddItem("Discussion", 30))
    here.made(chair, agenda.AddItem("Any other business", 10))
    here.do(chair, agenda.StartItem(opening))
    here.speak(ada, 90 * SECOND, "welcome")
    here.do(chair, agenda.StartItem(discussion))
    here.speak(ben, 2 * MINUTE, "safeguards")
    here.do(scribe, notes.PostNote("Safeguards need a legal basis.", "point"))
    here.speak(cai, MINUTE + 5 * SECOND, "evidence", "question")
    here.do(scribe, notes.PostNote("Who preserves the evidence?", "question"))
    here.then(chair, life.SuspendSession())
    here.now += 10 * MINUTE
    here.do(chair, life.OpenSession())
    here.speak(ada, 45 * SECOND, "costs")
    here.do(scribe, notes.PostNote("Text to be revised.\nBy Friday.", "action"))
    here.do(scribe, notes.PostNote("The agenda is adopted.", "decision"))
    named = here.made(chair, polls.CreatePoll("single", "Ready to go on?", ("Yes", "No"), False))
    here.vote(named, (ada, [0]), (ben, [0]), (cai, [1]))
    here.then(chair, polls.PublishPoll(named))
    secret = here.made(
        chair, polls.CreatePoll("multiple", "Which parts?", ("Scope", "Aid", "Rights"))
    )
    here.vote(secret, (ada, [0, 1]), (ben, [1]), (cai, [1, 2]), (dee, [0]))
    here.then(chair, polls.PublishPoll(secret))
    withheld = here.made(chair, polls.CreatePoll("single", "Was it useful?", ("Very", "Little")))
    here.vote(withheld, (ada, [0]), (dee, [1]))
    here.speak(ben, 30 * SECOND, "", "point_of_order")
    here.then(chair, queue.CloseQueue())
    here.then(chair, queue.OpenQueue())
    here.do(dee, queue.RequestFloor("statement", "victims"))
    here.then(cai, people.Leave())
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    return here


def written(record: Record, file: str, language: str = "en") -> str:
    """A file of the record as text."""
    return FORMATS[file].write(record, language).decode()
