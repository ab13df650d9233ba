"""Whatever people send, in whatever order: one ballot each, and it is the last one they sent."""

from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, select

from live.store import ballots
from live.store.ballots import Cast, NoKey
from tests.store.rows import SESSION

PEOPLE = ["p_ada", "p_bo", "p_cy"]
casts = st.builds(
    Cast,
    st.sampled_from(PEOPLE),
    st.integers(1, 5),
    st.sampled_from(["c1", "c2"]),
    st.sampled_from([(), ("o_1",), ("o_2",), ("o_1", "o_2")]),
)
batches = st.lists(casts, max_size=6)


class BallotsMachine(RuleBasedStateMachine):
    def __init__(self, connection: Connection, poll: str) -> None:
        super().__init__()
        self.connection = connection
        self.poll = poll
        self.model: dict[str, Cast] = {}  # a dict cannot hold two ballots of one person
        self.secret = False
        self.sealed = False

    @initialize(secret=st.booleans())
    def open(self, secret: bool) -> None:
        self.secret = secret
        if secret:
            ballots.create_key(self.connection, self.poll)

    def record(self, batch: list[Cast]) -> None:
        ballots.record(self.connection, SESSION, self.poll, self.secret, batch)

    @precondition(lambda self: not self.sealed)
    @rule(batch=batches)
    def vote(self, batch: list[Cast]) -> None:
        self.record(batch)
        for cast in batch:
            if cast.person not in self.model or cast.n > self.model[cast.person].n:
                self.model[cast.person] = cast

    @precondition(lambda self: not self.sealed)
    @rule(batch=batches)
    def vote_without_commit(self, batch: list[Cast]) -> None:
        with self.connection.begin_nested() as savepoint:
            self.record(batch)
            savepoint.rollback()

    @precondition(lambda self: self.sealed)
    @rule(batch=batches)
    def vote_too_late(self, batch: list[Cast]) -> None:
        with pytest.raises(NoKey):
            self.record(batch)

    @precondition(lambda self: self.secret and not self.sealed)
    @rule()
    def close(self) -> None:
        ballots.seal(self.connection, self.poll)
        self.sealed = True

    @invariant()
    def the_last_answer_can_be_given_again(self) -> None:
        sent = {who: (cast.n, cast.command_id) for who, cast in self.model.items()}
        assert ballots.lookup(self.connection, self.poll, PEOPLE) == sent

    @invariant()
    def the_ballots_are_those_last_sent(self) -> None:
        table = ballots.secret_table if self.secret and not self.sealed else ballots.table
        query = select(table.c.choice).where(table.c.poll == self.poll)
        sent = [ballots._text(cast.choice) for cast in self.model.values()]
        assert sorted(self.connection.execute(query).scalars()) == sorted(sent)

    @precondition(lambda self: not self.sealed)
    @invariant()
    def everybody_has_their_own(self) -> None:
        found = ballots.choices(self.connection, self.poll, self.secret, PEOPLE)
        assert found == {who: cast.choice for who, cast in self.model.items()}


def test_one_person_has_one_ballot_whatever_is_sent(connection: Connection) -> None:
    number = count()

    class Machine(BallotsMachine):
        def __init__(self) -> None:
            super().__init__(connection, f"q_{next(number)}")

    run_state_machine_as_test(Machine, settings=settings(max_examples=60, stateful_step_count=20))
