import pytest
from sqlalchemy import Connection

from live.store import sessions
from live.store.sessions import CodeTaken
from tests.store.rows import SESSION, a_session


def test_a_session_is_found_by_its_code(connection: Connection) -> None:
    assert sessions.by_codes(connection, ["ABCDEFGH"]) == {"ABCDEFGH": a_session()}


def test_a_session_is_found_by_its_id(connection: Connection) -> None:
    assert sessions.by_id(connection, SESSION) == a_session()


def test_what_is_not_there_is_not_found(connection: Connection) -> None:
    assert sessions.by_codes(connection, ["HGFEDCBA"]) == {}
    assert sessions.by_id(connection, "s_2") is None


def test_no_two_sessions_have_one_code(connection: Connection) -> None:
    with pytest.raises(CodeTaken):
        sessions.insert(connection, a_session("s_2"))


def test_the_newest_session_comes_first(connection: Connection) -> None:
    sessions.insert(connection, a_session("s_2", "BBBBBBBB", created_at=3))
    sessions.insert(connection, a_session("s_3", "CCCCCCCC", created_at=2))
    assert [row.id for row in sessions.every(connection)] == ["s_2", "s_3", SESSION]


def test_the_locked_row_is_the_row(connection: Connection) -> None:
    assert sessions.lock(connection, SESSION) == a_session()


def test_advancing_moves_the_end_of_the_journal(connection: Connection) -> None:
    sessions.advance(connection, SESSION, 7, b"chain")
    row = sessions.lock(connection, SESSION)
    assert (row.seq, row.chain) == (7, b"chain")
    assert (row.title, row.status) == ("Consultation", "draft")


def test_advancing_takes_a_new_title_along(connection: Connection) -> None:
    sessions.advance(connection, SESSION, 7, b"chain", title="Dialogue", status="open")
    row = sessions.lock(connection, SESSION)
    assert (row.title, row.status) == ("Dialogue", "open")


def test_advancing_leaves_other_sessions_alone(connection: Connection) -> None:
    other = a_session("s_2", "BBBBBBBB")
    sessions.insert(connection, other)
    sessions.advance(connection, SESSION, 7, b"chain")
    assert sessions.by_id(connection, "s_2") == other
