"""Any order of any commands by anybody leaves a session, and its documents, that make sense."""

from collections import Counter

import msgspec
from hypothesis import settings
from hypothesis.stateful import invariant

from live.domain.documents import Audience, Document
from tests.domain.rules import SessionRules


class SessionMachine(SessionRules):
    @invariant()
    def the_journal_alone_rebuilds_the_session(self) -> None:
        assert self.sitting.rebuilt == self.session

    @invariant()
    def patched_documents_are_those_read_afresh(self) -> None:
        for audience, documents in self.sitting.shown.items():
            assert documents == self.sitting.everything(audience)

    @invariant()
    def the_queue_is_in_order(self) -> None:
        assert [request.id for request in self.session.queue.ordered()] == self.waiting
        assert self.session.queue.open == self.queue_open
        shown = self.requests("waiting")
        assert sorted(shown, key=lambda key: shown[key]["rank"]) == self.waiting  # type: ignore[arg-type,return-value]

    @invariant()
    def nobody_waits_twice(self) -> None:
        waiting = [(self.owner[r], r in self.of_order) for r in self.waiting]
        assert len(set(waiting)) == len(waiting)
        assert {person for person, _ in waiting} <= set(self.here)

    @invariant()
    def one_person_at_most_has_the_floor(self) -> None:
        speaking = [*self.requests("floor"), *self.requests("paused")]
        assert speaking == ([self.holder] if self.holder else [])
        assert self.holder not in self.waiting
        holder = self.session.floor.holder
        assert (holder is not None and holder.since is not None) == self.running

    @invariant()
    def the_clocks_are_right(self) -> None:
        shown = self.sitting.shown[Audience.PUBLIC]["floor"]
        since = shown["since"]
        running = 0 if since is None else self.sitting.now - since  # type: ignore[operator]
        assert shown["spoken_ms"] + running == self.spoken  # type: ignore[operator]
        turns = self.session.floor.turns.values()
        assert [(turn.person, turn.spoken_ms) for turn in turns] == self.turns
        assert all(turn.spoken_ms <= turn.end - turn.start for turn in turns)

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
        assert {who.id for who in self.session.people.everyone.values() if not who.left} == set(
            self.here
        )

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
            if poll.tally:
                ballots = self.sitting.ballots.get(poll.id, {})
                counted = Counter(option for choice in ballots.values() for option in choice)
                assert poll.tally.voters == len(ballots)
                assert {option: n for option, n in poll.tally.counts.items() if n} == counted
                assert (poll.tally.ballots is None) == poll.secret

    @invariant()
    def the_public_sees_nothing_of_the_staffs(self) -> None:
        public = self.sitting.shown[Audience.PUBLIC]
        parts = {key.partition("/")[0] for key in public}
        assert parts <= {
            "session",
            "floor",
            "airtime",
            "item",
            "request",
            "turn",
            "poll",
            "tally",
            "note",
        }
        assert "note" not in parts or self.session.life.plan.notes == "everyone"
        assert keys_of(public, "poll") == {
            poll for poll, state in self.polls.items() if state != "draft"
        }
        assert keys_of(public, "tally") == {
            poll for poll, state in self.polls.items() if state == "published"
        }
        assert b'"ballots"' not in msgspec.json.encode(public)

    def requests(self, state: str) -> dict[str, Document]:
        shown = self.sitting.shown[Audience.PUBLIC].items()
        return {
            key.removeprefix("request/"): document
            for key, document in shown
            if key.startswith("request/") and document["state"] == state
        }


def keys_of(documents: dict[str, Document], part: str) -> set[str]:
    return {key.partition("/")[2] for key in documents if key.startswith(f"{part}/")}


TestSessionMachine = SessionMachine.TestCase
TestSessionMachine.settings = settings(stateful_step_count=100)
