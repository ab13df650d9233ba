"""Any order of any commands by anybody leaves a session, and its documents, that make sense."""

from collections import Counter

import msgspec
from hypothesis import Phase, settings
from hypothesis.stateful import invariant

from live.domain.advice import Advice
from live.domain.documents import STAFF_ONLY, WHERE, Audience, Document
from live.domain.questions import WRITTEN, declines
from tests.domain.draft_rules import DraftRules
from tests.domain.queue_rules import SECRET
from tests.domain.undo_rules import UndoRules


class QueueMachine(UndoRules):
    @invariant()
    def the_journal_alone_rebuilds_the_session(self) -> None:
        assert self.sitting.rebuilt == self.session

    @invariant()
    def patched_documents_are_those_read_afresh(self) -> None:
        for audience, documents in self.sitting.shown.items():
            assert documents == self.sitting.everything(audience)

    @invariant()
    def the_queue_is_in_order(self) -> None:
        order = [request.id for request in self.session.queue.ordered()]
        if self.session.life.plan.follow:
            assert sorted(order) == sorted(self.model.waiting)
            self.model.waiting = order  # it is the policy's, not that of a plain list
        assert order == self.model.waiting
        shown = self.requests("waiting")
        assert sorted(shown, key=lambda key: shown[key]["rank"]) == order  # type: ignore[arg-type,return-value]
        ranks = [request.rank for request in self.session.queue.waiting.values()]
        assert len(set(ranks)) == len(ranks)

    @invariant()
    def the_order_follows_the_policy(self) -> None:
        session = self.session
        if session.life.plan.follow:
            advice = Advice(session.life.plan, session.people, session.queue, session.floor)
            assert [request.id for request in session.queue.ordered()] == advice.order()

    @invariant()
    def the_doors_are_as_they_were_left(self) -> None:
        queue = self.session.queue
        assert (queue.open, queue.writing_offered) == (self.model.open, self.model.offered)
        assert queue.points_of_order == self.model.points_of_order
        assert set(queue.unheard) == set(self.model.unheard)
        assert set(queue.written) == self.model.written

    @invariant()
    def who_was_passed_or_skipped_is_counted(self) -> None:
        for request in self.session.queue.waiting.values():
            assert request.passed == self.model.passed[request.id]
            assert request.skipped == self.model.skipped[request.id]
            behind = self.model.behind.get(request.id)
            assert request.behind == behind

    @invariant()
    def nobody_waits_twice(self) -> None:
        waiting = [(self.model.owner[r], self.model.of_order(r)) for r in self.model.waiting]
        assert len(set(waiting)) == len(waiting)
        assert {person for person, _ in waiting} <= self.here.keys() | self.guests
        shown = self.session.queue.waiting.values()
        assert {(one.id, one.person) for one in shown} == {
            (request, self.model.owner[request]) for request in self.model.waiting
        }

    @invariant()
    def what_was_taken_back_does_not_come_again(self) -> None:
        on = {holder.request for holder in self.session.floor.holders}
        assert not self.model.gone & {*self.model.waiting, *on}

    @invariant()
    def one_person_at_most_has_the_floor(self) -> None:
        speaking = [*self.requests("floor"), *self.requests("paused")]
        assert speaking == ([self.model.holder] if self.model.holder else [])
        assert self.model.holder not in self.model.waiting
        holder = self.session.floor.holder
        assert (holder is not None and holder.since is not None) == self.model.running
        assert holder is None or holder.person == self.model.owner[holder.request]

    @invariant()
    def one_person_at_most_was_interrupted(self) -> None:
        below, floor = self.model.interrupted, self.session.floor
        assert list(self.requests("interrupted")) == ([below.request] if below else [])
        if below:
            assert floor.holder
            assert floor.holder.interrupts == below.turn
            assert floor.interrupted
            assert floor.interrupted.since is None
            assert floor.interrupted.spoken_ms == below.spoken
            assert below.request not in self.model.waiting

    @invariant()
    def the_clocks_are_right(self) -> None:
        shown = self.sitting.shown[Audience.PUBLIC]["floor"]
        since = shown["since"]
        running = 0 if since is None else self.sitting.now - since  # type: ignore[operator]
        assert shown["spoken_ms"] + running == self.model.spoken  # type: ignore[operator]
        turns = self.session.floor.turns
        on = {holder.turn for holder in self.session.floor.holders}
        assert not on & turns.keys()
        assert self.model.turns == {
            turn.id: (turn.person, turn.asked.kind, turn.spoken_ms) for turn in turns.values()
        }
        assert all(turn.spoken_ms <= turn.end - turn.start for turn in turns.values())

    @invariant()
    def airtime_is_the_sum_of_the_finished_turns(self) -> None:
        turns = self.model.turns.values()
        spoken = [ms for _, kind, ms in turns if kind != "point_of_order"]
        expected = {"ms": sum(spoken), "turns": len(spoken), "of_order": len(turns) - len(spoken)}
        for rows in self.sitting.shown[Audience.PUBLIC]["airtime"].values():
            total = sum((Counter(row) for row in rows.values()), Counter())  # type: ignore[attr-defined]
            assert total == Counter({key: n for key, n in expected.items() if n})

    @invariant()
    def ids_are_unique(self) -> None:
        assert len(set(self.sitting.ids)) == len(self.sitting.ids)

    @invariant()
    def the_agenda_is_in_order(self) -> None:
        items = self.session.agenda.ordered()
        assert [item.id for item in items] == self.items
        current = [item.id for item in items if item.state == "current"]
        assert current == ([self.session.agenda.current] if self.session.agenda.current else [])

    @invariant()
    def the_status_is_as_expected(self) -> None:
        assert self.session.life.status == self.status
        present = {who.id for who in self.session.people.everyone.values() if not who.left}
        assert present == self.here.keys() | self.guests

    @invariant()
    def a_closed_session_is_at_rest(self) -> None:
        if self.status == "closed":
            assert not self.session.polls.open()
            assert not self.session.queue.waiting
            assert self.session.floor.holder is None
            assert self.session.agenda.current is None

    @invariant()
    def a_tally_is_one_ballot_per_person(self) -> None:
        for poll in self.session.polls.sheet.values():
            assert poll.state == self.polls[poll.id]
            assert (poll.tally is not None) == (poll.state in ("closed", "published"))
            if poll.tally and not poll.rehearsal:
                ballots = self.sitting.ballots.get(poll.id, {})
                first = 1 if poll.kind == "ranking" else None
                counted = Counter(
                    option
                    for choice in ballots.values()
                    for option in choice[:first]
                    if poll.kind not in WRITTEN or declines(poll.options, option)
                )
                assert poll.tally.voters == len(ballots)
                assert {option: n for option, n in poll.tally.counts.items() if n} == counted
                assert (poll.tally.ballots is None) == (poll.secret or poll.kind == "text")

    @invariant()
    def the_public_sees_nothing_of_the_staffs(self) -> None:
        public = self.sitting.shown[Audience.PUBLIC]
        parts = {key.partition("/")[0] for key in public}
        assert not parts & STAFF_ONLY
        assert parts <= {
            "session",
            "floor",
            "airtime",
            "item",
            "request",
            "turn",
            "poll",
            "tally",
            "contribution",
            "note",
        }
        assert "note" not in parts or self.session.life.notes_public
        assert self.notes.keys() == self.session.notes.standing.keys()
        visible = self.notes if self.session.life.notes_public else ()
        assert keys_of(public, "note") == set(visible)
        assert keys_of(public, "poll") == {
            poll for poll, state in self.polls.items() if state != "draft"
        }
        for audience, where in WHERE.items():
            sheet = self.session.polls.sheet.values()
            shown = {poll.id for poll in sheet if where in poll.published}
            assert keys_of(self.sitting.shown[audience], "tally") == shown
        told = msgspec.json.encode(public)
        assert not any(
            key in told
            for key in (b'"ballots"', b'"statement":', b'"claims"', b'"earlier"', b'"proposed_by"')
        )
        assert SECRET.encode() not in told

    def requests(self, state: str) -> dict[str, Document]:
        shown = self.sitting.shown[Audience.PUBLIC].items()
        return {
            key.removeprefix("request/"): document
            for key, document in shown
            if key.startswith("request/") and document["state"] == state
        }


def keys_of(documents: dict[str, Document], part: str) -> set[str]:
    return {key.partition("/")[2] for key in documents if key.startswith(f"{part}/")}


class SessionMachine(DraftRules, QueueMachine):
    """Polls, notes and the draft too, so that queue and floor come up less."""


# Looking for the shortest example takes minutes, after which pytest takes the test for hung:
# add Phase.shrink, and `-o faulthandler_timeout=0`, to have it.
FOUND_FIRST = (Phase.reuse, Phase.generate)

TestQueueMachine = QueueMachine.TestCase
TestQueueMachine.settings = settings(stateful_step_count=80, phases=FOUND_FIRST)
TestSessionMachine = SessionMachine.TestCase
TestSessionMachine.settings = settings(stateful_step_count=40, phases=FOUND_FIRST)
