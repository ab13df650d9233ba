"""Badges: who a browser is in one session."""

from collections.abc import Collection

import msgspec
from sqlalchemy import ColumnElement, Connection, bindparam, func, select, update

from live.store import tables
from live.store.inserts import insert_new

table = tables.badges


class Badge(msgspec.Struct, frozen=True):
    """``token_hash``: as ``live.store.tokens`` makes it; the token itself is not kept."""

    token_hash: bytes
    session: str
    actor: str
    role: str
    created_at: int
    revoked_at: int | None = None


COLUMNS = [table.c[name] for name in Badge.__struct_fields__]
BY_HASH = select(*COLUMNS).where(table.c.token_hash.in_(bindparam("hashes", expanding=True)))
"""Made once: making it takes longer than asking it."""


def insert(connection: Connection, badge: Badge) -> None:
    """Keep a badge; one that is kept already stays as it is."""
    connection.execute(insert_new(connection, table), msgspec.structs.asdict(badge))


def find(
    connection: Connection, hashes: Collection[bytes], *, revoked: bool = False
) -> dict[bytes, Badge]:
    """Badges by their hashes: those in force, and also the revoked ones if asked for."""
    found = (Badge(*row) for row in connection.execute(BY_HASH, {"hashes": list(hashes)}))
    return {badge.token_hash: badge for badge in found if revoked or badge.revoked_at is None}


def of_session(connection: Connection, session_id: str) -> list[Badge]:
    """All badges of a session, revoked ones too, in the order in which they were made."""
    query = select(*COLUMNS).where(table.c.session == session_id).order_by(table.c.created_at)
    return [Badge(*row) for row in connection.execute(query)]


def unseated(connection: Connection, seats: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those sessions and actors of which every badge is revoked."""
    query = (
        select(table.c.session, table.c.actor)
        .where(
            table.c.session.in_({session for session, _ in seats}),
            table.c.actor.in_({actor for _, actor in seats}),
        )
        .group_by(table.c.session, table.c.actor)
        .having(func.count() == func.count(table.c.revoked_at))
    )
    return {(session, actor) for session, actor in connection.execute(query)}


def revoke(connection: Connection, token_hash: bytes, at: int) -> None:
    _revoke(connection, at, table.c.token_hash == token_hash)


def revoke_actor(connection: Connection, session_id: str, actor: str, at: int) -> None:
    """Void every badge that somebody has in a session."""
    _revoke(connection, at, table.c.session == session_id, table.c.actor == actor)


def _revoke(connection: Connection, at: int, *which: ColumnElement[bool]) -> None:
    query = update(table).where(*which, table.c.revoked_at.is_(None))
    connection.execute(query.values(revoked_at=at))
