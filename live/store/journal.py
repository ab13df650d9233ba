"""The journal: what has happened in a session, numbered, in a chain of hashes.

Each entry's data is hashed with a salt of its own, and the chain holds that hash:
so data can be erased later, together with the salt that would betray it, and the
chain still shows that no entry was added, changed or left out. What remains of the
event stands beside it then; the chain says nothing of that.
"""

from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from hmac import compare_digest
from secrets import token_bytes
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, select, update

from live.store import tables

table = tables.journal
Head = tuple[int, bytes]
"""The number and the chain of the last entry; ``(0, b"")`` before the first."""

Key = tuple[str, str]
"""The actor and the id of a command."""


class NewEntry(msgspec.Struct, frozen=True):
    """An event to be kept; ``command`` is what brought it about, in one spelling."""

    at: int
    actor: str
    command_id: str
    kind: str
    data: bytes
    command: bytes


class Entry(msgspec.Struct, frozen=True):
    """An event as it is kept. A redacted one has neither data nor salt nor fingerprint, but what
    ``remains`` of the event."""

    seq: int
    at: int
    actor: str
    command_id: str
    kind: str
    data: bytes | None
    fingerprint: bytes | None
    salt: bytes | None
    remains: bytes | None = None

    @property
    def event(self) -> bytes:
        """The event, or what remains of it, as JSON."""
        event = self.remains if self.data is None else self.data
        assert event is not None, f"entry {self.seq} has lost its event"
        return event


class Link(msgspec.Struct, frozen=True):
    """An entry as the chain has it."""

    seq: int
    at: int
    actor: str
    kind: str
    digest: bytes
    chain: bytes
    data: bytes | None
    salt: bytes | None


COLUMNS = [table.c[name] for name in Entry.__struct_fields__]

# Pairs in the query, or an order, would have SQLite search the whole session.
BY_COMMANDS = select(*COLUMNS).where(
    table.c.session == bindparam("session"),
    table.c.actor.in_(bindparam("actors", expanding=True)),
    table.c.command_id.in_(bindparam("ids", expanding=True)),
)
"""Made once: making it takes longer than asking it."""


def append(
    connection: Connection, session_id: str, head: Head, entries: Sequence[NewEntry]
) -> Head:
    """Add entries behind the head; the new head."""
    rows = []
    for entry in entries:
        head, row = _link(head, entry)
        rows.append({"session": session_id, **row})
    if rows:
        connection.execute(table.insert(), rows)
    return head


def _link(head: Head, entry: NewEntry) -> tuple[Head, dict[str, Any]]:
    seq, salt = head[0] + 1, token_bytes(16)
    digest = hashed(salt, entry.data)
    chain = chained(head[1], seq, entry.at, entry.actor, entry.kind, digest)
    row = {
        "seq": seq,
        "at": entry.at,
        "actor": entry.actor,
        "command_id": entry.command_id,
        "kind": entry.kind,
        "data": entry.data,
        "fingerprint": hashed(salt, entry.command),
        "salt": salt,
        "digest": digest,
        "chain": chain,
    }
    return (seq, chain), row


def read(
    connection: Connection,
    session_id: str,
    after: int = 0,
    limit: int | None = None,
    kinds: Collection[str] | None = None,
) -> list[Entry]:
    """Entries in order, from the one behind ``after``; of some kinds only, where they are named."""
    query = (
        select(*COLUMNS)
        .where(table.c.session == session_id, table.c.seq > after)
        .order_by(table.c.seq)
        .limit(limit)
    )
    if kinds is not None:
        query = query.where(table.c.kind.in_(kinds))
    return [Entry(*row) for row in connection.execute(query)]


def links(connection: Connection, session_id: str, until: int) -> list[Link]:
    """The chain, up to an entry and with it."""
    query = (
        select(*[table.c[name] for name in Link.__struct_fields__])
        .where(table.c.session == session_id, table.c.seq <= until)
        .order_by(table.c.seq)
    )
    return [Link(*row) for row in connection.execute(query)]


def find_commands(
    connection: Connection, session_id: str, keys: Collection[Key]
) -> dict[Key, list[Entry]]:
    """What some commands have brought about; those that left nothing are not in it."""
    wanted = set(keys)
    which = {
        "session": session_id,
        "actors": list({actor for actor, _ in wanted}),
        "ids": list({command_id for _, command_id in wanted}),
    }
    rows = connection.execute(BY_COMMANDS, which)
    entries = sorted((Entry(*row) for row in rows), key=lambda entry: entry.seq)
    found: dict[Key, list[Entry]] = {}
    for entry in entries:
        if (key := (entry.actor, entry.command_id)) in wanted:
            found.setdefault(key, []).append(entry)
    return found


def same_command(entry: Entry, command: bytes) -> bool:
    """Whether this command, and no other under its id, brought the entry about.

    Of a redacted entry nobody can tell any more; its id has to do.
    """
    if entry.salt is None or entry.fingerprint is None:
        return True
    return compare_digest(entry.fingerprint, hashed(entry.salt, command))


def redact(connection: Connection, session_id: str, seq: int, remains: bytes) -> None:
    """Erase what an entry said but for what ``remains``; the chain is as before."""
    query = update(table).where(table.c.session == session_id, table.c.seq == seq)
    connection.execute(query.values(data=None, salt=None, fingerprint=None, remains=remains))


def verify(connection: Connection, session_id: str) -> list[int]:
    """The numbers at which the journal is not as it was written; empty if it is sound."""
    rows = connection.execute(
        select(table).where(table.c.session == session_id).order_by(table.c.seq)
    )
    return list(_broken(rows.all(), _recorded_head(connection, session_id)))


def _broken(rows: Sequence[Row[Any]], head: Head) -> Iterator[int]:
    before: Head = (0, b"")
    for row in rows:
        chain = chained(before[1], row.seq, row.at, row.actor, row.kind, row.digest)
        if row.seq != before[0] + 1 or chain != row.chain or not _intact(row):
            yield row.seq
        before = row.seq, row.chain
    if before != head:
        yield head[0]


def _intact(row: Row[Any]) -> bool:
    if row.salt is None or row.data is None:
        return row.salt is None and row.data is None
    return bool(row.digest == hashed(row.salt, row.data))


def _recorded_head(connection: Connection, session_id: str) -> Head:
    sessions = tables.sessions
    query = select(sessions.c.seq, sessions.c.chain).where(sessions.c.id == session_id)
    seq, chain = connection.execute(query).one()
    return seq, chain


def chained(before: bytes, seq: int, at: int, actor: str, kind: str, digest: bytes) -> bytes:
    numbers = str(seq).encode(), str(at).encode()
    return hashed(before, *numbers, actor.encode(), kind.encode(), digest)


def hashed(*parts: bytes) -> bytes:
    """SHA-256 over parts that cannot run into each other: each comes after its length."""
    joined = sha256()
    for part in parts:
        joined.update(len(part).to_bytes(8, "big"))
        joined.update(part)
    return joined.digest()
