from sqlalchemy import Connection

from live.store import links
from live.store.links import Link
from tests.store.rows import SESSION

CHAIR = Link(b"chair", SESSION, "moderator", 5)
SCREEN = Link(b"screen", SESSION, "screen", 6, expires_at=100)
HOST = Link(b"host", None, "host", 7)


def test_a_link_is_found_by_its_hash(connection: Connection) -> None:
    links.insert(connection, CHAIR)
    assert links.find(connection, b"chair") == CHAIR
    assert links.find(connection, b"other") is None


def test_a_link_can_be_used_until_it_expires() -> None:
    assert SCREEN.usable(99)
    assert not SCREEN.usable(100)


def test_a_link_without_an_end_can_be_used_for_good() -> None:
    assert CHAIR.usable(10**15)


def test_a_revoked_link_cannot_be_used(connection: Connection) -> None:
    links.insert(connection, CHAIR)
    links.revoke(connection, b"chair", at=9)
    found = links.find(connection, b"chair")
    assert found is not None
    assert not found.usable(9)


def test_revoking_again_keeps_the_first_time(connection: Connection) -> None:
    links.insert(connection, CHAIR)
    links.revoke(connection, b"chair", at=9)
    links.revoke(connection, b"chair", at=10)
    assert [link.revoked_at for link in links.of_session(connection, SESSION)] == [9]


def test_links_are_listed_by_session(connection: Connection) -> None:
    for link in (SCREEN, HOST, CHAIR):
        links.insert(connection, link)
    assert links.of_session(connection, SESSION) == [CHAIR, SCREEN]


def test_links_of_hosts_belong_to_no_session(connection: Connection) -> None:
    links.insert(connection, HOST)
    assert links.of_session(connection, None) == [HOST]
