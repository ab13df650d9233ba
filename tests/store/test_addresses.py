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
