"""Links: whoever opens one may enter in its role, or as the person whom it names."""

import msgspec
from sqlalchemy import Connection, select, update

from live.store import tables

table = tables.links


class Link(msgspec.Struct, frozen=True):
    """A link into a session, or the host's (``session`` None), usable until ``expires_at``.

    With an ``actor`` it carries that person to another device, once.
    """

    token_hash: bytes
    session: str | None
    role: str
    created_at: int
    expires_at: int | None = None
    revoked_at: int | None = None
    actor: str | None = None

    def usable(self, now: int) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


COLUMNS = [table.c[name] for name in Link.__struct_fields__]


def insert(connection: Connection, link: Link) -> None:
    connection.execute(table.insert(), msgspec.structs.asdict(link))


def find(connection: Connection, token_hash: bytes) -> Link | None:
    """The link with this hash; whether it can be used, it says itself."""
    query = select(*COLUMNS).where(table.c.token_hash == token_hash)
    row = connection.execute(query).one_or_none()
    return None if row is None else Link(*row)


def of_session(connection: Connection, session_id: str | None) -> list[Link]:
    """All role links of a session (None: the host's), in the order in which they were made."""
    of_roles = table.c.session == session_id, table.c.actor.is_(None)
    query = select(*COLUMNS).where(*of_roles).order_by(table.c.created_at)
    return [Link(*row) for row in connection.execute(query)]


def revoke(connection: Connection, token_hash: bytes, at: int) -> bool:
    """End a link; whether it was not ended already."""
    query = update(table).where(table.c.token_hash == token_hash, table.c.revoked_at.is_(None))
    return connection.execute(query.values(revoked_at=at)).rowcount == 1
