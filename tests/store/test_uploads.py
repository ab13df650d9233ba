from msgspec.structs import replace
from sqlalchemy import Connection

from live.store import sessions, uploads
from live.store.uploads import KEPT_MS, MOST, MOST_LINES, TAKING_MS, Upload
from tests.store.rows import SESSION, a_session

CALL = Upload(
    id="call", session=SESSION, name="call.vtt", language="en", transcript=b"x", lines=3, kept_at=5
)


def kept(connection: Connection, *found: Upload, now: int = 100) -> list[str]:
    """Which of some are there."""
    names = [one.id for one in found]
    return [name for name in names if uploads.find(connection, SESSION, name, now)]


def test_what_is_kept_is_found(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    assert uploads.find(connection, SESSION, "call", 100) == CALL
    assert uploads.find(connection, SESSION, "other", 100) is None


def test_it_is_not_found_from_another_session(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    assert uploads.find(connection, "s_other", "call", 100) is None


def test_it_is_kept_for_a_while(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    assert kept(connection, CALL, now=4 + KEPT_MS) == ["call"]
    assert kept(connection, CALL, now=5 + KEPT_MS) == []


def test_what_is_old_goes_when_the_next_comes(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    uploads.keep(connection, replace(CALL, id="next", kept_at=5 + KEPT_MS))
    assert kept(connection, CALL) == []


def test_what_is_old_goes_by_itself(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    uploads.expire(connection, 4 + KEPT_MS)
    assert kept(connection, CALL) == ["call"]
    uploads.expire(connection, 5 + KEPT_MS)
    assert kept(connection, CALL) == []


def test_of_many_the_newest_are_kept(connection: Connection) -> None:
    many = [replace(CALL, id=f"u_{nth}", kept_at=10 + nth) for nth in range(MOST + 2)]
    for one in many:
        uploads.keep(connection, one)
    assert kept(connection, *many) == [one.id for one in many[2:]]


def test_of_long_ones_the_newest_are_kept(connection: Connection) -> None:
    half = MOST_LINES // 2
    long = [replace(CALL, id=f"u_{nth}", kept_at=10 + nth, lines=half) for nth in range(3)]
    for one in long:
        uploads.keep(connection, one)
    assert kept(connection, *long) == ["u_1", "u_2"]


def test_one_that_is_longer_than_all_may_be_is_kept_alone(connection: Connection) -> None:
    longest = replace(CALL, id="longest", kept_at=6, lines=MOST_LINES + 1)
    for one in (CALL, longest):
        uploads.keep(connection, one)
    assert kept(connection, CALL, longest) == ["longest"]


def test_it_is_taken_in_by_one(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    assert uploads.take(connection, "call", 10)
    assert not uploads.take(connection, "call", 11)
    assert not uploads.take(connection, "other", 11)


def test_what_was_not_taken_in_after_all_is_free_again(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    uploads.take(connection, "call", 10)
    uploads.give_back(connection, "call")
    assert uploads.take(connection, "call", 11)


def test_what_a_worker_took_that_died_is_free_later(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    uploads.take(connection, "call", 10)
    assert not uploads.take(connection, "call", 9 + TAKING_MS)
    assert uploads.take(connection, "call", 10 + TAKING_MS)


def test_what_is_dropped_is_gone(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    uploads.drop(connection, "call")
    assert kept(connection, CALL) == []


def test_those_of_one_session_are_forgotten(connection: Connection) -> None:
    other = replace(CALL, id="other", session="s_other")
    sessions.insert(connection, a_session("s_other", "BCDEFGHJ"))
    for one in (CALL, other):
        uploads.keep(connection, one)
    uploads.forget(connection, SESSION)
    assert kept(connection, CALL) == []
    assert uploads.find(connection, "s_other", "other", 100) == other


def test_they_go_with_their_session(connection: Connection) -> None:
    uploads.keep(connection, CALL)
    sessions.delete_all(connection, SESSION)
    assert kept(connection, CALL) == []
