"""The addresses to which captioners' tools post: of one session and language each."""

import msgspec
from sqlalchemy import Connection, or_, select, update

from live.store import tables

table = tables.caption_addresses


class Address(msgspec.Struct, frozen=True):
    """``language``: empty where each post says its own. ``relay``: where everything is posted to
    as well, or nothing."""

    token_hash: bytes
    session: str
    language: str
    relay: str
    created_at: int
    revoked_at: int | None = None

    @property
    def id(self) -> str:
        """Names it where its token must not stand."""
        return self.token_hash[:9].hex()


COLUMNS = [table.c[name] for name in Address.__struct_fields__]


def insert(connection: Connection, address: Address) -> None:
    connection.execute(table.insert(), msgspec.structs.asdict(address))


def find(connection: Connection, token_hash: bytes) -> Address | None:
    """The address with this hash; one that was revoked too."""
    row = connection.execute(select(*COLUMNS).where(table.c.token_hash == token_hash)).one_or_none()
    return None if row is None else Address(*row)


def of_session(connection: Connection, session_id: str) -> list[Address]:
    """Those in force, in the order in which they were made."""
    query = select(*COLUMNS).where(table.c.session == session_id, table.c.revoked_at.is_(None))
    rows = connection.execute(query.order_by(table.c.created_at, table.c.token_hash))
    return [Address(*row) for row in rows]


def revoke(connection: Connection, session_id: str, address: str, at: int) -> bool:
    """End an address, by its id; whether it was one of the session's that was in force. Where it
    was relayed to is forgotten."""
    found = [one for one in of_session(connection, session_id) if one.id == address]
    for one in found:
        query = update(table).where(table.c.token_hash == one.token_hash)
        connection.execute(query.values(revoked_at=at, relay=""))
    return bool(found)


def claim(connection: Connection, token_hash: bytes, seq: int, first: int) -> bool:
    """Whether the post of this number is to be passed on, by whoever asks: not if it was before.

    A tool that was started again counts from ``first`` again.
    """
    further = or_(table.c.relayed.is_(None), table.c.relayed < seq)
    if seq <= first:
        further = or_(further, table.c.relayed > first)
    query = update(table).where(table.c.token_hash == token_hash, further)
    return connection.execute(query.values(relayed=seq)).rowcount == 1
