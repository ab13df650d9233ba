from sqlalchemy import Connection

from live.store import addresses
from live.store.addresses import Address
from tests.store.rows import SESSION

FRENCH = Address(b"french-captions", SESSION, "fr", "https://call.example/post?id=1", 5)
ANY = Address(b"any-language", SESSION, "", "", 6)


def test_an_address_is_found_by_its_hash(connection: Connection) -> None:
    addresses.insert(connection, FRENCH)
    assert addresses.find(connection, FRENCH.token_hash) == FRENCH
    assert addresses.find(connection, b"other") is None


def test_addresses_are_listed_by_session(connection: Connection) -> None:
    for address in (ANY, FRENCH):
        addresses.insert(connection, address)
    assert addresses.of_session(connection, SESSION) == [FRENCH, ANY]


def test_a_revoked_address_is_listed_no_more(connection: Connection) -> None:
    addresses.insert(connection, FRENCH)
    assert addresses.revoke(connection, SESSION, FRENCH.id, at=9)
    assert addresses.of_session(connection, SESSION) == []
    found = addresses.find(connection, FRENCH.token_hash)
    assert found is not None
    assert (found.revoked_at, found.relay) == (9, "")


def test_an_address_of_another_session_is_not_revoked(connection: Connection) -> None:
    addresses.insert(connection, FRENCH)
    assert not addresses.revoke(connection, "s_other", FRENCH.id, at=9)
    assert not addresses.revoke(connection, SESSION, ANY.id, at=9)
    assert addresses.of_session(connection, SESSION) == [FRENCH]


def claimed(connection: Connection, *numbers: int) -> list[int]:
    """Which posts of some are to be passed on."""
    claim = addresses.claim
    return [seq for seq in numbers if claim(connection, FRENCH.token_hash, seq, first=1)]


def test_a_post_is_passed_on_once(connection: Connection) -> None:
    addresses.insert(connection, FRENCH)
    assert claimed(connection, 0, 1, 1, 2, 2, 1, 5, 3) == [0, 1, 2, 1, 5]


def test_a_tool_that_was_started_again_is_passed_on_again(connection: Connection) -> None:
    addresses.insert(connection, FRENCH)
    assert claimed(connection, 1, 2, 3, 1, 1, 2) == [1, 2, 3, 1, 2]
