"""What anybody may try in a session, at any time, and the plain model of what that does."""

from collections.abc import Iterable, Sequence
from typing import TypeVar, get_args

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from live.domain import (
    agenda,
    contributions,
    draft,
    fairness,
    floor,
    life,
    notes,
    people,
    polls,
    proposals,
    queue,
    turns,
)
from live.domain.actors import CHAIRS, STAFF, Actor, PersonId, Role
from live.domain.commands import Command
from live.domain.session import Event, LiveSession
from live.errors import LiveError, NotAllowed
from tests.domain.model import Model
from tests.domain.occasion import MINUTE, actor, chair, scribe
from tests.domain.test_policy import MAY
from tests.domain.watched import Watched

T = TypeVar("T")
E = TypeVar("E", bound=Event)

deputy = actor("deputy", Role.MODERATOR)
screen = actor("screen", Role.SCREEN)
stranger = actor("stranger")
crowd = [actor(name) for name in "abcdef"]
PLACES = {
    who.id: (group, region)
    for who, group, region in zip(
        crowd,
        ["civil", "civil", "civil", "private", "private", ""],
        ["africa", "asia"] * 3,
        strict=True,
    )
}
everyone = [*crowd, chair, deputy, scribe, screen, stranger]

participants = st.sampled_from([*crowd, stranger])
several = st.lists(participants, min_size=1, max_size=4)
chairs = st.sampled_from([chair, deputy] * 20 + everyone)
writers = st.sampled_from([scribe, chair] * 20 + everyone)
anybody = st.sampled_from(everyone)
words = st.sampled_from(["Access", "Cost", "Skills", "Law"])
nth = st.integers(0, 5)
flag = st.booleans()
mostly = st.sampled_from([True] * 5 + [False])
CATEGORIES = ("Adjourn", "Closure")
UNKNOWN = "x_unknown"
AIMLESS: list[Command] = [
    people.RemovePerson(PersonId(UNKNOWN)),
    people.EditPerson(PersonId(UNKNOWN)),
    agenda.AddItem("Cost", None, UNKNOWN),
    agenda.EditItem(UNKNOWN),
    agenda.StartItem(UNKNOWN),
    queue.EditRequest(UNKNOWN, "law"),
    queue.ReadyRequest(UNKNOWN, "ready"),
    queue.DeferRequest(UNKNOWN),
    queue.WithdrawRequest(UNKNOWN),
    queue.WriteIn(UNKNOWN, "Law."),
    queue.AddRequest("phone", PersonId(UNKNOWN)),
    queue.ClaimRequest(UNKNOWN),
    queue.MoveRequest(UNKNOWN, None),
    queue.SkipRequest(UNKNOWN),
    queue.LimitRequest(UNKNOWN, 60),
    queue.UndoAct(UNKNOWN),
    floor.GrantFloor(UNKNOWN, None),
    floor.InterruptFloor(UNKNOWN),
    floor.IdentifySpeaker(UNKNOWN, name="Law"),
    floor.PauseFloor(UNKNOWN),
    floor.ResumeFloor(UNKNOWN),
    floor.ReleaseFloor(UNKNOWN),
    floor.ExtendFloor(UNKNOWN, 1),
    turns.CorrectTurn(UNKNOWN, 0, 1, 2),
    polls.EditPoll(UNKNOWN),
    polls.RehearsePoll(UNKNOWN),
    contributions.JudgeContribution(UNKNOWN, 0, "approved"),
    contributions.CountWord(UNKNOWN, "Law", None),
    polls.CorrectPoll(UNKNOWN, "A slip."),
    polls.DuplicatePoll(UNKNOWN),
    polls.MovePoll(UNKNOWN, None),
    polls.RemovePoll(UNKNOWN),
    polls.KeepPollOpen(UNKNOWN),
    polls.OpenPoll(UNKNOWN),
    polls.ClosePoll(UNKNOWN),
    polls.PublishPoll(UNKNOWN),
    polls.CastBallot(UNKNOWN, (), 1),
    notes.ReviseNote(UNKNOWN, 1, "Law"),
    notes.PlaceNote(UNKNOWN, 1),
    notes.PinNote(UNKNOWN),
    notes.RetractNote(UNKNOWN),
    proposals.AcceptProposal(UNKNOWN),
    proposals.DeclineProposal(UNKNOWN),
    draft.TakeSection(UNKNOWN, None),
    draft.WriteSection(UNKNOWN, 1, "Law"),
    draft.ReleaseSection(UNKNOWN),
    draft.DropAside(UNKNOWN, UNKNOWN),
]
STEPS: dict[str, tuple[type[polls.OpenPoll | polls.ClosePoll | polls.PublishPoll], str]] = {
    "draft": (polls.OpenPoll, "open"),
    "open": (polls.ClosePoll, "closed"),
    "closed": (polls.PublishPoll, "published"),
}


def pick(things: Sequence[T], nth: int) -> T:
    return things[nth % len(things)]


def made(events: Iterable[Event], kind: type[E]) -> E:
    """The one event of a kind."""
    (found,) = (event for event in events if isinstance(event, kind))
    return found


class SessionRules(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.sitting = Watched()
        self.status = "draft"
        self.here: dict[PersonId, Role] = {}
        self.guests: set[PersonId] = set()
        self.model = Model()
        self.polls: dict[str, str] = {}
        self.rehearsals: set[str] = set()
        self.notes: dict[str, int] = {}
        self.items: list[str] = []

    @property
    def session(self) -> LiveSession:
        return self.sitting.session

    def does(self, who: Actor, command: Command, *, may: bool = True) -> list[Event] | None:
        """What a command brought about; None if it was refused, as it has to be unless ``may``."""
        allowed = who.role in MAY[type(command)]
        present = who.id in self.here or who.role is Role.SYSTEM
        try:
            events = self.sitting.do(who, command)
        except NotAllowed:
            assert not (allowed and may)
            return None
        except LiveError:
            assert allowed
            return None
        assert allowed
        assert present
        assert may
        self.guests |= {each.person for each in events if isinstance(each, people.PersonAdded)}
        return events

    # People

    @initialize(late=st.sets(st.sampled_from(crowd), max_size=3), opened=mostly)
    def gather(self, late: set[Actor], opened: bool) -> None:
        for who in [chair, deputy, scribe, *(who for who in crowd if who not in late)]:
            self.join(who)
        if opened:
            self.live(chair, life.OpenSession())

    @rule(who=st.sampled_from(crowd))
    def join(self, who: Actor) -> None:
        group, region = PLACES.get(who.id, ("", ""))
        command = people.Join(who.role, who.id.title(), "Acme", group, region)
        if self.does(Actor(who.id, Role.SYSTEM), command):
            assert self.status != "closed" or who.role in STAFF
            self.here[who.id] = who.role

    @rule(
        who=anybody,
        whom=st.none() | anybody,
        name=st.none() | words,
        group=st.sampled_from([None, "", "civil", "?"]),
    )
    def edit(self, who: Actor, whom: Actor | None, name: str | None, group: str | None) -> None:
        command = people.EditPerson(whom.id if whom else None, name, None, group)
        own = whom is None or whom == who
        self.does(who, command, may=(own or who.role in CHAIRS) and group != "?")

    @precondition(lambda self: len(self.here) > 7)  # or soon nobody is left to do anything
    @rule(who=participants, whom=st.none() | st.sampled_from([*crowd, scribe]))
    def leave(self, who: Actor, whom: Actor | None) -> None:
        gone = who if whom is None else whom
        command = people.Leave() if whom is None else people.RemovePerson(gone.id)
        if self.does(who if whom is None else chair, command, may=gone.id in self.here):
            del self.here[gone.id]
            self.model.leaves(gone.id, goes_on=self.status == "open")

    @precondition(lambda self: self.guests)
    @rule(which=nth)
    def send_a_guest_out(self, which: int) -> None:
        gone = pick(sorted(self.guests), which)
        self.does(chair, people.RemovePerson(gone))
        self.guests.remove(gone)
        self.model.leaves(gone, goes_on=self.status == "open")

    # The session as a whole

    @rule(
        who=chairs,
        command=st.sampled_from(
            [life.OpenSession(), life.ReopenSession()] * 6
            + [life.SuspendSession(), life.CloseSession()]
        ),
    )
    def live(self, who: Actor, command: life.LifeCommand) -> None:
        before = self.status
        if not self.does(who, command):
            return
        match command:
            case life.SuspendSession():
                self.status, self.model.running = "suspended", False
            case life.CloseSession():
                self.status = "closed"
                self.model.ends()
                self.model.unheard |= dict.fromkeys(self.model.waiting, "now")
                self.model.waiting = []
                self.end_rehearsals()
                for poll, state in self.polls.items():
                    if state == "open":
                        self.polls[poll] = self.ended(poll)
            case life.ReopenSession():
                assert before == "closed"
                self.status = "open"
                self.model.reopens(set(self.here) | self.guests)
            case _:
                assert before in ("draft", "suspended")
                self.status = "open"
                self.end_rehearsals()

    def ended(self, poll: str) -> str:
        """What has become of a poll that is closed."""
        return self.session.polls.sheet[poll].state

    def end_rehearsals(self) -> None:
        for poll in self.rehearsals:
            del self.polls[poll]
        self.rehearsals.clear()

    @rule(
        who=chairs,
        notes_for=st.sampled_from([None, *get_args(life.NotesFor)]),
        seconds=st.sampled_from([None, 0, 60]),
        by_kind=st.sampled_from([None, {}, {"question": 30}]),
        by_group=st.sampled_from([None, {}, {"civil": 90, "private": 0}]),
        categories=st.sampled_from([None, (), CATEGORIES, CATEGORIES[::-1]]),
    )
    def edit_session(
        self,
        who: Actor,
        notes_for: life.NotesFor | None,
        seconds: int | None,
        by_kind: dict[queue.Kind, int] | None,
        by_group: dict[str, int] | None,
        categories: tuple[str, ...] | None,
    ) -> None:
        self.does(
            who,
            life.EditSession(
                notes=notes_for,
                speaking_seconds=seconds,
                kind_seconds=by_kind,
                group_seconds=by_group,
                order_categories=categories,
            ),
        )

    @rule(
        who=chairs,
        policy=st.sampled_from(get_args(fairness.Policy)),
        follow=flag,
        most_passed=st.sampled_from([None, 1, 3]),
        basis=st.sampled_from(get_args(fairness.Basis)),
        shares=st.sampled_from([None, {}, {"private": 50}]),
    )
    def choose_a_policy(
        self,
        who: Actor,
        policy: fairness.Policy,
        follow: bool,
        most_passed: int | None,
        basis: fairness.Basis,
        shares: dict[str, int] | None,
    ) -> None:
        self.does(
            who,
            life.EditSession(
                policy=policy,
                follow=follow,
                most_passed=most_passed,
                basis=basis,
                targets=shares,
            ),
        )

    @rule(ms=st.sampled_from([1, 999, 2 * MINUTE] * 3 + [31 * MINUTE]))
    def time_passes(self, ms: int) -> None:
        self.sitting.now += ms
        self.model.spoken += ms if self.model.running else 0

    # The agenda

    @rule(who=chairs, title=words, after=st.none() | nth)
    def add_item(self, who: Actor, title: str, after: int | None) -> None:
        behind = pick(self.items, after) if self.items and after is not None else None
        if self.does(who, agenda.AddItem(title, 10, behind)):
            item = self.sitting.ids[-1]
            self.items.insert(self.items.index(behind) + 1 if behind else len(self.items), item)

    @precondition(lambda self: self.items)
    @rule(who=chairs, which=nth, title=st.none() | words)
    def edit_item(self, who: Actor, which: int, title: str | None) -> None:
        self.does(who, agenda.EditItem(pick(self.items, which), title))

    @precondition(lambda self: self.items)
    @rule(who=chairs, which=nth, keep=mostly)
    def start_item(self, who: Actor, which: int, keep: bool) -> None:
        command = agenda.StartItem(pick(self.items, which), "keep" if keep else "clear")
        if self.does(who, command, may=self.status == "open") and not keep:
            self.model.clears("item")

    @rule(who=anybody, command=st.sampled_from(AIMLESS))
    def aim_at_nothing(self, who: Actor, command: Command) -> None:
        self.does(who, command, may=False)
