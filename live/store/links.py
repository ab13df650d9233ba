"""Role links: what a host hands out so that others can come in as moderator, and so on."""

import msgspec
from sqlalchemy import Connection, select, update
from sqlalchemy import insert as insert_into

from live.store.tables import links as table


class Link(msgspec.Struct, frozen=True):
    """``session`` None: a host's link, for the whole installation."""

    token_hash: bytes
    session: str | None
    role: str
    created_at: int
    expires_at: int | None = None
    revoked_at: int | None = None

    def usable(self, now: int) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


COLUMNS = [table.c[field] for field in Link.__struct_fields__]


def insert(connection: Connection, link: Link) -> None:
    connection.execute(insert_into(table), msgspec.structs.asdict(link))


def find(connection: Connection, token_hash: bytes) -> Link | None:
    query = select(*COLUMNS).where(table.c.token_hash == token_hash)
    row = connection.execute(query).one_or_none()
    return None if row is None else Link(*row)


def of_session(connection: Connection, session_id: str | None) -> list[Link]:
    """The links of a session, or, for None, of the hosts."""
    query = select(*COLUMNS).where(table.c.session == session_id).order_by(table.c.created_at)
    return [Link(*row) for row in connection.execute(query)]


def revoke(connection: Connection, session_id: str | None, role: str, at: int) -> None:
    """Make the links of a role in a session void."""
    connection.execute(
        update(table)
        .where(table.c.session == session_id, table.c.role == role)
        .where(table.c.revoked_at.is_(None))
        .values(revoked_at=at)
    )
