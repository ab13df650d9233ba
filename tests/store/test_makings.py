from sqlalchemy import Connection

from live.store import makings
from live.store.makings import STANDING_MS
from tests.store.rows import SESSION

WHAT = b"all files in English"


def test_when_a_point_was_first_asked_for_is_remembered(connection: Connection) -> None:
    assert makings.first_asked(connection, SESSION, 4, 10) == 10
    assert makings.first_asked(connection, SESSION, 4, 11) == 10


def test_an_earlier_point_is_forgotten(connection: Connection) -> None:
    makings.first_asked(connection, SESSION, 4, 10)
    assert makings.first_asked(connection, SESSION, 5, 11) == 11
    assert makings.first_asked(connection, SESSION, 4, 12) == 12


def test_it_is_told_how_far_it_is(connection: Connection) -> None:
    makings.begin(connection, "m_1", SESSION, WHAT, 14, 10)
    assert makings.progress(connection, WHAT, 11) == (0, 14)
    makings.advance(connection, "m_1", 3, 12)
    assert makings.progress(connection, WHAT, 13) == (3, 14)
    assert makings.progress(connection, b"in Arabic", 13) == (0, 0)


def test_it_never_goes_back(connection: Connection) -> None:
    makings.begin(connection, "m_1", SESSION, WHAT, 14, 10)
    for done in (3, 2):
        makings.advance(connection, "m_1", done, 12)
    assert makings.progress(connection, WHAT, 13) == (3, 14)


def test_of_two_that_make_the_same_the_later_is_told(connection: Connection) -> None:
    for making, done in (("m_1", 9), ("m_2", 4)):
        makings.begin(connection, making, SESSION, WHAT, 14, 10)
        makings.advance(connection, making, done, 11)
    assert makings.progress(connection, WHAT, 12) == (4, 14)
    makings.end(connection, "m_2")
    assert makings.progress(connection, WHAT, 12) == (9, 14)


def test_what_nobody_makes_any_more_is_not_told(connection: Connection) -> None:
    makings.begin(connection, "m_1", SESSION, WHAT, 14, 10)
    assert makings.progress(connection, WHAT, 9 + STANDING_MS) == (0, 14)
    assert makings.progress(connection, WHAT, 10 + STANDING_MS) == (0, 0)
