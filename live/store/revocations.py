"""What was revoked, of whatever kind: badges, links, addresses for captions."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select, update

from live.store import tables


class Revocation(msgspec.Struct, frozen=True):
    """``session``: empty for a host's link."""

    token_hash: bytes
    session: str
    at: int


def since(connection: Connection, name: str, at: int) -> Iterator[Revocation]:
    """What was revoked in a table from a moment on."""
    table = tables.metadata.tables[name]
    query = select(table.c.token_hash, table.c.session, table.c.revoked_at)
    for token_hash, session, revoked_at in connection.execute(
        query.where(table.c.revoked_at >= at)
    ):
        yield Revocation(token_hash, session or "", revoked_at)


def revoke(connection: Connection, name: str, token_hash: bytes, at: int) -> bool:
    """Revoke what has this token; whether there was something to revoke."""
    table = tables.metadata.tables[name]
    query = update(table).where(table.c.token_hash == token_hash, table.c.revoked_at.is_(None))
    return connection.execute(query.values(revoked_at=at)).rowcount == 1
