"""What anybody may try in a session, at any time, and the plain model of what that does."""

from collections.abc import Sequence
from typing import TypeVar, get_args

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from live.domain import agenda, floor, life, notes, people, polls, queue
from live.domain.actors import CHAIRS, STAFF, Actor, PersonId, Role
from live.domain.commands import Command
from live.domain.session import Event, LiveSession
from live.errors import LiveError, NotAllowed
from tests.domain.occasion import MINUTE, actor, chair, scribe
from tests.domain.test_policy import MAY
from tests.domain.watched import Watched

T = TypeVar("T")

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
UNKNOWN = "x_unknown"
AIMLESS: list[Command] = [
    people.RemovePerson(PersonId(UNKNOWN)),
    people.EditPerson(PersonId(UNKNOWN)),
    agenda.AddItem("Cost", None, UNKNOWN),
    agenda.EditItem(UNKNOWN),
    agenda.StartItem(UNKNOWN),
    queue.EditRequest(UNKNOWN, "law"),
    queue.DeferRequest(UNKNOWN),
    queue.WithdrawRequest(UNKNOWN),
    queue.MoveRequest(UNKNOWN, None),
    floor.GrantFloor(UNKNOWN, None),
    floor.PauseFloor(UNKNOWN),
    floor.ResumeFloor(UNKNOWN),
    floor.ReleaseFloor(UNKNOWN),
    floor.ExtendFloor(UNKNOWN, 1),
    polls.EditPoll(UNKNOWN),
    polls.OpenPoll(UNKNOWN),
    polls.ClosePoll(UNKNOWN),
    polls.PublishPoll(UNKNOWN),
    polls.CastBallot(UNKNOWN, (), 1),
    notes.ReviseNote(UNKNOWN, 1, "Law"),
    notes.RetractNote(UNKNOWN),
]
STEPS: dict[str, tuple[type[polls.OpenPoll | polls.ClosePoll | polls.PublishPoll], str]] = {
    "draft": (polls.OpenPoll, "open"),
    "open": (polls.ClosePoll, "closed"),
    "closed": (polls.PublishPoll, "published"),
}


def pick(things: Sequence[T], nth: int) -> T:
    return things[nth % len(things)]


class SessionRules(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.sitting = Watched()
        self.status = "draft"
        self.here: dict[PersonId, Role] = {}
        self.waiting: list[str] = []  # the queue is a plain list
        self.unheard: list[str] = []
        self.owner: dict[str, PersonId] = {}
        self.of_order: set[str] = set()
        self.replies: set[str] = set()
        self.queue_open = True
        self.holder: str | None = None
        self.running = False
        self.spoken = 0
        self.turns: list[tuple[str, int]] = []
        self.polls: dict[str, str] = {}
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
        if not self.does(who if whom is None else chair, command, may=gone.id in self.here):
            return
        del self.here[gone.id]
        self.waiting = [r for r in self.waiting if self.owner[r] != gone.id]
        self.unheard = [r for r in self.unheard if self.owner[r] != gone.id]
        if self.holder and self.owner[self.holder] == gone.id:
            self.turn_ends()

    # The session as a whole

    @rule(
        who=chairs,
        command=st.sampled_from(
            [life.OpenSession(), life.ReopenSession()] * 3
            + [life.SuspendSession(), life.CloseSession()]
        ),
    )
    def live(self, who: Actor, command: life.LifeCommand) -> None:
        before = self.status
        if not self.does(who, command):
            return
        match command:
            case life.SuspendSession():
                self.status, self.running = "suspended", False
            case life.CloseSession():
                self.status, self.unheard, self.waiting = "closed", self.waiting, []
                self.turn_ends()
                self.polls = {
                    poll: "closed" if state == "open" else state
                    for poll, state in self.polls.items()
                }
            case life.ReopenSession():
                assert before == "closed"
                self.status, self.waiting, self.unheard = "open", self.unheard, []
            case _:
                assert before in ("draft", "suspended")
                self.status = "open"

    @rule(
        who=chairs,
        notes_for=st.sampled_from([None, "everyone", "staff"]),
        seconds=st.sampled_from([None, 0, 60]),
    )
    def edit_session(
        self, who: Actor, notes_for: life.NotesFor | None, seconds: int | None
    ) -> None:
        self.does(who, life.EditSession(notes=notes_for, speaking_seconds=seconds))

    @rule(ms=st.sampled_from([1, 999, 2 * MINUTE] * 3 + [31 * MINUTE]))
    def time_passes(self, ms: int) -> None:
        self.sitting.now += ms
        self.spoken += ms if self.running else 0

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
    @rule(who=chairs, which=nth)
    def start_item(self, who: Actor, which: int) -> None:
        self.does(who, agenda.StartItem(pick(self.items, which)), may=self.status == "open")

    # The queue

    @rule(who=several, kind=st.sampled_from(get_args(queue.Kind)), heard=mostly)
    def hands_go_up(self, who: list[Actor], kind: queue.Kind, heard: bool) -> None:
        for each in who:
            self.request(each, kind, heard)

    def request(self, who: Actor, kind: queue.Kind, heard: bool) -> None:
        """``heard``: a reply is to the turn that is on."""
        of_order = kind == queue.POINT_OF_ORDER
        holder = self.session.floor.holder
        answers = (holder.turn if holder and heard else UNKNOWN) if kind == queue.REPLY else None
        mine = [
            r for r in self.waiting if self.owner[r] == who.id and (r in self.of_order) == of_order
        ]
        may = self.status == "open" and not mine and (self.queue_open or of_order)
        may = may and answers != UNKNOWN
        events = self.does(who, queue.RequestFloor(kind, "cost", answers), may=may)
        assert events or not may or who.id not in self.here
        if not events:
            return
        request = self.sitting.ids[-1]
        self.owner[request] = who.id
        if of_order:
            self.of_order.add(request)
        if kind == queue.REPLY:
            self.replies.add(request)
        later = [place for place, r in enumerate(self.waiting) if self.goes_before(request, r)]
        self.waiting.insert(later[0] if later else len(self.waiting), request)

    def goes_before(self, request: str, other: str) -> bool:
        if request in self.of_order:
            return other not in self.of_order
        return request in self.replies and other not in self.of_order | self.replies

    @precondition(lambda self: self.waiting)
    @rule(who=anybody, which=nth)
    def edit_request(self, who: Actor, which: int) -> None:
        request = pick(self.waiting, which)
        may = self.owner[request] == who.id and self.status == "open"
        if self.does(who, queue.EditRequest(request, "law"), may=may) is not None:
            assert self.session.queue.request(request).about == "law"

    @precondition(lambda self: self.waiting)
    @rule(who=anybody, which=nth)
    def defer(self, who: Actor, which: int) -> None:
        request = pick(self.waiting, which)
        may = self.owner[request] == who.id and self.status == "open"
        if self.does(who, queue.DeferRequest(request), may=may) is not None:
            place = self.waiting.index(request)
            self.waiting.remove(request)
            self.waiting.insert(place + 1, request)

    @precondition(lambda self: self.waiting)
    @rule(who=anybody, which=nth)
    def withdraw(self, who: Actor, which: int) -> None:
        request = pick(self.waiting, which)
        may = self.owner[request] == who.id or who.role in CHAIRS
        if self.does(who, queue.WithdrawRequest(request), may=may):
            self.waiting.remove(request)

    @precondition(lambda self: self.waiting)
    @rule(who=chairs, which=nth, after=st.none() | nth)
    def move(self, who: Actor, which: int, after: int | None) -> None:
        request = pick(self.waiting, which)
        behind = None if after is None else pick(self.waiting, after)
        done = self.does(who, queue.MoveRequest(request, behind), may=self.status == "open")
        if done is None or behind == request:
            return
        self.waiting.remove(request)
        self.waiting.insert(self.waiting.index(behind) + 1 if behind else 0, request)

    @rule(who=chairs, opened=mostly)
    def open_queue(self, who: Actor, opened: bool) -> None:
        command = queue.OpenQueue() if opened else queue.CloseQueue()
        if self.does(who, command, may=self.status == "open") is not None:
            self.queue_open = opened

    # The floor

    @precondition(lambda self: self.waiting)
    @rule(who=chairs, which=nth, saw=mostly)
    def grant(self, who: Actor, which: int, saw: bool) -> None:
        request = pick(self.waiting, which)
        command = floor.GrantFloor(request, self.holder if saw else UNKNOWN)
        if self.does(who, command, may=saw and self.status == "open"):
            self.turn_ends()
            self.waiting.remove(request)
            self.holder, self.running = request, True

    @precondition(lambda self: self.holder)
    @rule(who=anybody)
    def release(self, who: Actor) -> None:
        request = self.holder or UNKNOWN
        may = who.role in CHAIRS or self.owner[request] == who.id
        if self.does(who, floor.ReleaseFloor(request), may=may):
            self.turn_ends()

    @precondition(lambda self: self.holder)
    @rule(who=chairs, pause=flag)
    def pause(self, who: Actor, pause: bool) -> None:
        command = floor.PauseFloor if pause else floor.ResumeFloor
        may = self.status == "open"
        if self.does(who, command(self.holder or UNKNOWN), may=may) is not None:
            self.running = not pause

    @precondition(lambda self: self.holder)
    @rule(who=chairs, seconds=st.sampled_from([1, 60]))
    def extend(self, who: Actor, seconds: int) -> None:
        command = floor.ExtendFloor(self.holder or UNKNOWN, seconds)
        self.does(who, command, may=self.status == "open")

    def turn_ends(self) -> None:
        if self.holder:
            self.turns.append((self.owner[self.holder], self.spoken))
        self.holder, self.running, self.spoken = None, False, 0

    # The polls

    @rule(who=chairs, secret=flag, multiple=flag, question=words)
    def create_poll(self, who: Actor, secret: bool, multiple: bool, question: str) -> None:
        kind: polls.PollKind = "multiple" if multiple else "single"
        events = self.does(who, polls.CreatePoll(kind, question, ("Yes", "No", "Maybe"), secret))
        if events:
            self.polls[events[0].poll] = "draft"  # type: ignore[union-attr]

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth, question=st.none() | words, options=flag)
    def edit_poll(self, who: Actor, which: int, question: str | None, options: bool) -> None:
        poll = pick(list(self.polls), which)
        texts = ("For", "Against") if options else None
        self.does(who, polls.EditPoll(poll, question, texts), may=self.polls[poll] == "draft")

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth)
    def advance_poll(self, who: Actor, which: int) -> None:
        poll = pick(list(self.polls), which)
        self.step(who, poll, self.polls[poll] if self.polls[poll] in STEPS else "closed")

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth, start=st.sampled_from(list(STEPS)))
    def advance_poll_anyhow(self, who: Actor, which: int, start: str) -> None:
        self.step(who, pick(list(self.polls), which), start)

    def step(self, who: Actor, poll: str, start: str) -> None:
        command, end = STEPS[start]
        if self.does(who, command(poll), may=self.polls[poll] == start):
            self.polls[poll] = end

    @precondition(lambda self: "open" in self.polls.values())
    @rule(who=several, which=nth, mark=st.integers(0, 1))
    def cast(self, who: list[Actor], which: int, mark: int) -> None:
        ready = [poll for poll, state in self.polls.items() if state == "open"]
        for each in who:
            self.vote(each, ready, which, {mark})

    @precondition(lambda self: self.polls)
    @rule(who=anybody, which=nth, marks=st.sets(st.integers(0, 3), max_size=3))
    def cast_anyhow(self, who: Actor, which: int, marks: set[int]) -> None:
        self.vote(who, list(self.polls), which, marks)

    def vote(self, who: Actor, among: list[str], which: int, marks: set[int]) -> None:
        poll = self.session.polls.sheet[pick(among, which)]
        options = [*(option.id for option in poll.options), UNKNOWN, UNKNOWN]
        choice = tuple(options[mark] for mark in sorted(marks))
        may = self.status == "open" and self.polls[poll.id] == "open"
        may = may and UNKNOWN not in choice and 1 <= len(choice) <= poll.max
        done = self.does(who, polls.CastBallot(poll.id, choice, 1), may=may)
        assert done is not None or not may or self.here.get(who.id) is not Role.PARTICIPANT

    # The notes

    @rule(who=writers, text=words, ago=st.none() | st.sampled_from([-5, 1, 2 * MINUTE]))
    def post(self, who: Actor, text: str, ago: int | None) -> None:
        at = None if ago is None else self.sitting.now - ago
        if self.does(who, notes.PostNote(text, "point", at)):
            self.notes[self.sitting.ids[-1]] = 1

    @precondition(lambda self: self.notes)
    @rule(who=writers, which=nth, text=words, saw=mostly)
    def revise(self, who: Actor, which: int, text: str, saw: bool) -> None:
        note = pick(list(self.notes), which)
        revision = self.notes[note] if saw else 99
        if self.does(who, notes.ReviseNote(note, revision, text), may=saw):
            self.notes[note] += 1

    @precondition(lambda self: self.notes)
    @rule(who=writers, which=nth)
    def retract(self, who: Actor, which: int) -> None:
        note = pick(list(self.notes), which)
        if self.does(who, notes.RetractNote(note)):
            del self.notes[note]

    @rule(who=anybody, command=st.sampled_from(AIMLESS))
    def aim_at_nothing(self, who: Actor, command: Command) -> None:
        self.does(who, command, may=False)
