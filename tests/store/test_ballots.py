import pytest
from sqlalchemy import Connection, select

from live.store import ballots
from live.store.ballots import Cast, NoKey, table
from tests.store.rows import SESSION

POLL = "q_1"
YES, NO = ("o_yes",), ("o_no",)
PEOPLE = ["p_ada", "p_bo", "p_cy"]


def cast(person: str, n: int, choice: ballots.Choice, command_id: str = "c1") -> Cast:
    return Cast(person, n, command_id, choice)


def record(connection: Connection, *casts: Cast, secret: bool = False, poll: str = POLL) -> None:
    ballots.record(connection, SESSION, poll, secret, casts)


def named(connection: Connection) -> dict[str, ballots.Choice]:
    return ballots.named_choices(connection, POLL)


def test_a_ballot_is_kept(connection: Connection) -> None:
    record(connection, cast("p_ada", 1, ("o_1", "o_2")), cast("p_bo", 1, ()))
    assert named(connection) == {"p_ada": ("o_1", "o_2"), "p_bo": ()}


def test_a_newer_ballot_takes_the_place_of_the_older(connection: Connection) -> None:
    record(connection, cast("p_ada", 1, YES))
    record(connection, cast("p_ada", 2, NO))
    assert named(connection) == {"p_ada": NO}


def test_a_newer_ballot_in_one_batch_takes_the_place_of_the_older(connection: Connection) -> None:
    record(connection, cast("p_ada", 1, YES), cast("p_ada", 2, NO, "c2"))
    assert named(connection) == {"p_ada": NO}
    assert ballots.lookup(connection, POLL, PEOPLE) == {"p_ada": (2, "c2")}


@pytest.mark.parametrize("n", [1, 2])
def test_an_outdated_ballot_changes_nothing(connection: Connection, n: int) -> None:
    record(connection, cast("p_ada", 2, YES))
    record(connection, cast("p_ada", n, NO, "c2"))
    assert named(connection) == {"p_ada": YES}
    assert ballots.lookup(connection, POLL, PEOPLE) == {"p_ada": (2, "c1")}


def test_an_outdated_ballot_does_not_stop_the_others(connection: Connection) -> None:
    record(connection, cast("p_ada", 2, YES))
    record(connection, cast("p_ada", 1, NO), cast("p_bo", 1, NO))
    assert named(connection) == {"p_ada": YES, "p_bo": NO}


def test_no_ballots_are_no_trouble(connection: Connection) -> None:
    record(connection)
    assert named(connection) == {}


def test_a_ballot_belongs_to_one_poll(connection: Connection) -> None:
    record(connection, cast("p_ada", 1, YES))
    record(connection, cast("p_ada", 1, NO), poll="q_2")
    assert named(connection) == {"p_ada": YES}
    assert ballots.turnout(connection, SESSION) == {"q_1": {"p_ada": 1}, "q_2": {"p_ada": 1}}


def test_turnout_is_of_one_session(connection: Connection) -> None:
    record(connection, cast("p_ada", 1, YES))
    assert ballots.turnout(connection, "s_2") == {}


def test_named_ballots_are_counted_as_they_are_shown(connection: Connection) -> None:
    record(connection, cast("p_ada", 1, YES), cast("p_bo", 1, NO))
    assert ballots.choices(connection, POLL, False, PEOPLE) == named(connection)


def test_secret_ballots_can_be_counted_while_the_key_is_there(connection: Connection) -> None:
    ballots.create_key(connection, POLL)
    record(connection, cast("p_ada", 1, YES), cast("p_bo", 1, NO), secret=True)
    found = ballots.choices(connection, POLL, True, PEOPLE)
    assert found == {"p_ada": YES, "p_bo": NO}


def test_a_secret_ballot_is_key_with_choice(connection: Connection) -> None:
    ballots.create_key(connection, POLL)
    record(connection, cast("p_ada", 1, YES), secret=True)
    (row,) = connection.execute(select(ballots.secret_table))
    assert row._fields == ("poll", "key", "choice")
    assert b"p_ada" not in row.key
    assert row.choice == '["o_yes"]'


def test_one_person_has_another_key_in_each_poll(connection: Connection) -> None:
    for poll in ("q_1", "q_2"):
        ballots.create_key(connection, poll)
        record(connection, cast("p_ada", 1, YES), secret=True, poll=poll)
    keys = connection.execute(select(ballots.secret_table.c.key)).scalars().all()
    assert len(set(keys)) == 2


def test_secret_ballots_need_a_key(connection: Connection) -> None:
    with pytest.raises(NoKey):
        record(connection, cast("p_ada", 1, YES), secret=True)


def test_a_sealed_poll_takes_no_more_ballots(connection: Connection) -> None:
    ballots.create_key(connection, POLL)
    ballots.seal(connection, POLL)
    with pytest.raises(NoKey):
        record(connection, cast("p_ada", 1, YES), secret=True)


def test_sealing_keeps_every_choice(connection: Connection) -> None:
    ballots.create_key(connection, POLL)
    record(connection, *(cast(who, 1, YES) for who in PEOPLE), secret=True)
    record(connection, cast("p_bo", 2, NO), secret=True)
    ballots.seal(connection, POLL)
    kept = connection.execute(select(table.c.choice)).scalars()
    assert sorted(kept) == ['["o_no"]', '["o_yes"]', '["o_yes"]']


def test_sealed_ballots_are_numbered_in_the_order_of_their_keys(connection: Connection) -> None:
    ballots.create_key(connection, POLL)
    casts = [cast(f"p_{n}", 1, (f"o_{n}",)) for n in range(300)]
    record(connection, *casts, secret=True)
    secret = ballots.secret_table
    query = select(secret.c.choice).order_by(secret.c.key)
    before = connection.execute(query).all()
    ballots.seal(connection, POLL)
    after = connection.execute(select(table.c.key, table.c.choice).order_by(table.c.key)).all()
    assert connection.execute(query).all() == []
    assert [row.choice for row in after] == [row.choice for row in before]
    assert [int.from_bytes(row.key, "big") for row in after] == list(range(300))


def test_whose_ballot_is_whose_cannot_be_told_once_sealed(connection: Connection) -> None:
    ballots.create_key(connection, POLL)
    record(connection, cast("p_ada", 1, YES), secret=True)
    ballots.seal(connection, POLL)
    with pytest.raises(NoKey):
        ballots.choices(connection, POLL, True, PEOPLE)
    assert connection.execute(select(ballots.poll_keys)).all() == []


def test_turnout_stays_when_a_poll_is_sealed(connection: Connection) -> None:
    ballots.create_key(connection, POLL)
    record(connection, cast("p_ada", 3, YES, "c3"), secret=True)
    ballots.seal(connection, POLL)
    assert ballots.lookup(connection, POLL, PEOPLE) == {"p_ada": (3, "c3")}
    assert ballots.turnout(connection, SESSION) == {POLL: {"p_ada": 3}}


def test_sealing_one_poll_leaves_the_others_alone(connection: Connection) -> None:
    for poll in ("q_1", "q_2"):
        ballots.create_key(connection, poll)
        record(connection, cast("p_ada", 1, YES), secret=True, poll=poll)
    ballots.seal(connection, "q_1")
    assert ballots.choices(connection, "q_2", True, PEOPLE) == {"p_ada": YES}


def test_a_poll_without_ballots_can_be_sealed(connection: Connection) -> None:
    ballots.create_key(connection, POLL)
    ballots.seal(connection, POLL)
    assert connection.execute(select(table)).all() == []


def test_a_ballot_does_not_tell_its_choice_when_printed() -> None:
    assert "yes" not in repr(cast("p_ada", 1, YES))
