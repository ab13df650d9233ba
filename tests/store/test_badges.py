import pytest
from sqlalchemy import Connection

from live.store import badges, sessions
from live.store.badges import Badge
from tests.store.rows import SESSION, a_session

ADA = Badge(b"ada's hash", SESSION, "p_ada", "participant", 5)
ADA_TOO = Badge(b"ada's other hash", SESSION, "p_ada", "moderator", 6)
BO = Badge(b"bo's hash", SESSION, "p_bo", "participant", 7)
HASHES = [badge.token_hash for badge in (ADA, ADA_TOO, BO)]


@pytest.fixture(autouse=True)
def _three_badges(connection: Connection) -> None:
    for badge in (ADA, ADA_TOO, BO):
        badges.insert(connection, badge)


def test_badges_are_found_by_their_hashes(connection: Connection) -> None:
    found = badges.find(connection, [BO.token_hash, b"nobody's", ADA.token_hash])
    assert found == {ADA.token_hash: ADA, BO.token_hash: BO}


def test_no_hashes_find_no_badges(connection: Connection) -> None:
    assert badges.find(connection, []) == {}


def test_a_badge_kept_twice_is_kept_once(connection: Connection) -> None:
    badges.insert(connection, ADA)
    assert badges.of_session(connection, SESSION) == [ADA, ADA_TOO, BO]


def test_a_revoked_badge_stays_revoked_when_it_is_kept_again(connection: Connection) -> None:
    badges.revoke(connection, ADA.token_hash, at=9)
    badges.insert(connection, ADA)
    assert badges.find(connection, [ADA.token_hash]) == {}


def test_a_revoked_badge_is_found_only_if_asked_for(connection: Connection) -> None:
    badges.revoke(connection, ADA.token_hash, at=9)
    assert badges.find(connection, HASHES).keys() == {ADA_TOO.token_hash, BO.token_hash}
    assert badges.find(connection, HASHES, revoked=True)[ADA.token_hash].revoked_at == 9


def test_all_badges_of_somebody_are_revoked_at_once(connection: Connection) -> None:
    badges.revoke_actor(connection, SESSION, "p_ada", at=9)
    assert badges.find(connection, HASHES) == {BO.token_hash: BO}


def test_revoking_again_keeps_the_first_time(connection: Connection) -> None:
    badges.revoke(connection, ADA.token_hash, at=9)
    badges.revoke_actor(connection, SESSION, "p_ada", at=10)
    assert [b.revoked_at for b in badges.of_session(connection, SESSION)] == [9, 10, None]


def test_revoking_somebody_leaves_their_badges_of_other_sessions(connection: Connection) -> None:
    sessions.insert(connection, a_session("s_2", "BBBBBBBB"))
    elsewhere = Badge(b"elsewhere", "s_2", "p_ada", "participant", 8)
    badges.insert(connection, elsewhere)
    badges.revoke_actor(connection, SESSION, "p_ada", at=9)
    assert badges.find(connection, [b"elsewhere"]) == {b"elsewhere": elsewhere}


def test_the_badges_of_a_session_are_in_the_order_they_were_made(connection: Connection) -> None:
    assert badges.of_session(connection, SESSION) == [ADA, ADA_TOO, BO]
    assert badges.of_session(connection, "s_2") == []
