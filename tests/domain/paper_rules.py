"""What anybody may try with polls and notes, at any time."""

from typing import get_args

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from live.domain import contributions, polls, questions
from live.domain.actors import Actor, Role
from live.domain.deadlines import CLOCK, next_deadline
from live.domain.run_sheet import EVERYWHERE, Where
from tests.domain.note_rules import NoteRules
from tests.domain.rules import (
    STEPS,
    UNKNOWN,
    anybody,
    chairs,
    flag,
    mostly,
    nth,
    pick,
    several,
    words,
)

KINDS = get_args(questions.PollKind)
RECEIPT = "0123456789abcdef01234567"
SAID = ("Law", "law", "Training", "More time", "Aid", "Human rights")
"""In own words; the first two are the same word."""


class PaperRules(NoteRules):
    # The polls

    @rule(who=chairs, secret=flag, kind=st.sampled_from(KINDS), question=words, declining=flag)
    def create_poll(
        self,
        who: Actor,
        secret: bool,
        kind: questions.PollKind,
        question: str,
        declining: bool,
    ) -> None:
        options = () if kind in questions.GIVEN else ("Yes", "No", "Maybe")
        ways: tuple[questions.Declining, ...] = ("abstain",) if declining else ()
        command = polls.CreatePoll(kind, question, options, secret, declining=ways)
        events = self.does(who, command)
        if events:
            self.polls[events[0].poll] = "draft"  # type: ignore[union-attr]

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth, question=st.none() | words, options=flag)
    def edit_poll(self, who: Actor, which: int, question: str | None, options: bool) -> None:
        poll = pick(list(self.polls), which)
        texts = ("For", "Against") if options else None
        given = self.session.polls.sheet[poll].kind in questions.GIVEN
        may = self.polls[poll] == "draft" and not (given and texts)
        self.does(who, polls.EditPoll(poll, question, texts), may=may)

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth, question=words)
    def correct_poll(self, who: Actor, which: int, question: str) -> None:
        poll = pick(list(self.polls), which)
        if self.does(who, polls.CorrectPoll(poll, "A slip.", question)):
            assert self.polls[poll] != "draft"

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth, to=st.lists(st.sampled_from(EVERYWHERE)))
    def publish_poll_to(self, who: Actor, which: int, to: list[Where]) -> None:
        poll = pick(list(self.polls), which)
        if self.does(who, polls.PublishPoll(poll, tuple(to))):
            assert self.polls[poll] in ("closed", "published")
            self.polls[poll] = "published"

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth, again=flag)
    def duplicate_poll(self, who: Actor, which: int, again: bool) -> None:
        poll = pick(list(self.polls), which)
        may = not again or self.polls[poll] in ("closed", "published")
        may = may and poll not in self.rehearsals
        if events := self.does(who, polls.DuplicatePoll(poll, again), may=may):
            self.polls[events[0].poll] = "draft"  # type: ignore[union-attr]

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth, after=st.none() | nth)
    def move_poll(self, who: Actor, which: int, after: int | None) -> None:
        poll = pick(list(self.polls), which)
        behind = None if after is None else pick(list(self.polls), after)
        if self.does(who, polls.MovePoll(poll, behind)) is None or behind == poll:
            return
        order = [one.id for one in self.session.polls.ordered()]
        assert order.index(poll) == (order.index(behind) + 1 if behind else 0)

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth)
    def remove_poll(self, who: Actor, which: int) -> None:
        poll = pick(list(self.polls), which)
        may = self.polls[poll] == "draft" or poll in self.rehearsals
        if self.does(who, polls.RemovePoll(poll), may=may):
            del self.polls[poll]
            self.rehearsals.discard(poll)

    @rule(who=chairs)
    def pulse(self, who: Actor) -> None:
        if events := self.does(who, polls.PulsePoll(), may=self.status == "open"):
            self.polls[events[0].poll] = "open"  # type: ignore[union-attr]

    @precondition(lambda self: self.polls)
    @rule(who=chairs, which=nth)
    def rehearse_poll(self, who: Actor, which: int) -> None:
        poll = pick(list(self.polls), which)
        if events := self.does(who, polls.RehearsePoll(poll), may=self.polls[poll] == "draft"):
            copy: str = events[0].poll  # type: ignore[union-attr]
            self.polls[copy] = "open"
            self.rehearsals.add(copy)

    @precondition(lambda self: self.session.contributions.entries)
    @rule(
        who=chairs,
        which=nth,
        verdict=st.sampled_from(get_args(contributions.Verdict)),
        saw=mostly,
        theme=words | st.just(""),
    )
    def judge(
        self, who: Actor, which: int, verdict: contributions.Verdict, saw: bool, theme: str
    ) -> None:
        one = pick(list(self.session.contributions.entries.values()), which)
        revision = one.revision if saw else one.revision + 1
        command = contributions.JudgeContribution(one.id, revision, verdict, theme=theme)
        self.does(who, command, may=saw)

    @precondition(lambda self: any(map(any, self.session.contributions.words.values())))
    @rule(who=chairs, which=nth, word=nth, other=st.none() | nth)
    def count_word(self, who: Actor, which: int, word: int, other: int | None) -> None:
        said = self.session.contributions
        lists = {poll: [*said.spelt(poll)] for poll, kept in said.words.items() if any(kept)}
        poll = pick(list(lists), which)
        known = lists[poll]
        counted_as = None if other is None else pick(known, other)
        command = contributions.CountWord(poll, pick(known, word), counted_as)
        if self.does(who, command):
            counted = self.session.contributions.counted(poll)
            assert counted.keys() <= said.spelt(poll).keys()
            assert max(counted.values(), default=0) <= len(said.words[poll])

    @precondition(lambda self: "open" in self.polls.values())
    @rule(who=chairs, which=nth, seconds=st.sampled_from([0, 1, 20]), keep=flag)
    def time_poll(self, who: Actor, which: int, seconds: int, keep: bool) -> None:
        poll = pick([poll for poll, state in self.polls.items() if state == "open"], which)
        if keep:
            self.does(who, polls.KeepPollOpen(poll))
        elif self.does(who, polls.ClosePoll(poll, seconds)) and not seconds:
            self.polls[poll] = self.ended(poll)

    @rule()
    def what_is_due_comes_about(self) -> None:
        deadline = next_deadline(self.session)
        if deadline and deadline.at <= self.sitting.now:
            assert self.does(CLOCK, deadline.command)
            if isinstance(deadline.command, polls.ClosePoll):
                self.polls[deadline.command.poll] = self.ended(deadline.command.poll)

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
        shown = self.session.polls.sheet[poll].published
        further = command is polls.PublishPoll and 0 < len(shown) < len(EVERYWHERE)
        if self.does(who, command(poll), may=self.polls[poll] == start or further):
            self.polls[poll] = self.ended(poll) if end == "closed" else end

    @precondition(lambda self: "open" in self.polls.values())
    @rule(who=several, which=nth, mark=st.integers(0, 1))
    def cast(self, who: list[Actor], which: int, mark: int) -> None:
        ready = [poll for poll, state in self.polls.items() if state == "open"]
        for each in who:
            self.vote(each, ready, which, {mark})

    @precondition(lambda self: self.polls)
    @rule(who=anybody, which=nth, marks=st.sets(st.integers(0, 5), max_size=3))
    def cast_anyhow(self, who: Actor, which: int, marks: set[int]) -> None:
        self.vote(who, list(self.polls), which, marks)

    def vote(self, who: Actor, among: list[str], which: int, marks: set[int]) -> None:
        poll = self.session.polls.sheet[pick(among, which)]
        options = [*(option.id for option in poll.options), *[UNKNOWN] * 6]
        choice = tuple(options[mark] for mark in sorted(marks))
        if poll.kind in questions.WRITTEN and len(marks) != 1:
            said = tuple(SAID[mark] for mark in sorted(marks))
            choice = (*said[:1], RECEIPT) if poll.kind == "text" else said
        overdue = poll.overdue_at
        may = self.status == "open" or (poll.rehearsal and self.status != "closed")
        may = may and self.polls[poll.id] == "open"
        may = may and (overdue is None or self.sitting.now <= overdue)
        declining = [option.id for option in poll.options if option.declines]
        alone = len(choice) == 1 or not {*declining} & {*choice}
        if poll.kind == "text" and len(marks) != 1:
            may = may and bool(marks)
        else:
            known = UNKNOWN not in choice or poll.kind == "words"
            may = may and known and 1 <= len(choice) <= poll.max and alone
            may = may and not (poll.kind == "text" and UNKNOWN in choice)
        done = self.does(who, polls.CastBallot(poll.id, choice, 1), may=may)
        assert done is not None or not may or self.here.get(who.id) is not Role.PARTICIPANT
