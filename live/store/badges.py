"""Badges: which token makes a browser which person, in which role, until revoked."""

from collections.abc import Collection

import msgspec
from sqlalchemy import Connection, select, update
from sqlalchemy import insert as insert_into

from live.store.tables import badges as table


class Badge(msgspec.Struct, frozen=True):
    token_hash: bytes
    session: str
    actor: str
    role: str
    created_at: int
    revoked_at: int | None = None


COLUMNS = [table.c[field] for field in Badge.__struct_fields__]


def insert(connection: Connection, badge: Badge) -> None:
    connection.execute(insert_into(table), msgspec.structs.asdict(badge))


def find(connection: Connection, hashes: Collection[bytes]) -> dict[bytes, Badge]:
    """The badges of some tokens, revoked ones too, by the tokens' hashes."""
    query = select(*COLUMNS).where(table.c.token_hash.in_(list(hashes)))
    return {row.token_hash: Badge(*row) for row in connection.execute(query)}


def of_session(connection: Connection, session_id: str) -> list[Badge]:
    query = select(*COLUMNS).where(table.c.session == session_id).order_by(table.c.created_at)
    return [Badge(*row) for row in connection.execute(query)]


def revoke_actor(connection: Connection, session_id: str, actor: str, at: int) -> None:
    """Make every badge of somebody void."""
    connection.execute(
        update(table)
        .where(table.c.session == session_id, table.c.actor == actor)
        .where(table.c.revoked_at.is_(None))
        .values(revoked_at=at)
    )
