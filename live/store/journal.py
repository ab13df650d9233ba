"""The journal: per session an unbroken, numbered log that is only ever added to.

Each entry carries ``digest = H(salt, data)`` and ``chain = H(previous chain, seq, at, actor,
kind, digest)``. Erasing an entry's data and salt leaves the chain to be verified, and the
salt keeps what was erased from being guessed.
"""

from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from secrets import token_bytes

import msgspec
from sqlalchemy import Connection, insert, select, tuple_, update

from live.store.tables import journal as table

SALT_BYTES = 16
Head = tuple[int, bytes]
"""The ``seq`` and the chain of the last entry; ``(0, b"")`` before the first."""


class NewEntry(msgspec.Struct, frozen=True):
    """``command``: the command that brought it about, in one spelling."""

    at: int
    actor: str
    command_id: str
    kind: str
    data: bytes
    command: bytes


class Entry(msgspec.Struct, frozen=True):
    seq: int
    at: int
    actor: str
    command_id: str
    kind: str
    data: bytes | None
    salt: bytes | None
    fingerprint: bytes
    digest: bytes
    chain: bytes


COLUMNS = [table.c[field] for field in Entry.__struct_fields__]


def append(
    connection: Connection, session_id: str, head: Head, entries: Sequence[NewEntry]
) -> Head:
    """Write entries behind the head; the new head."""
    rows = []
    seq, chain = head
    for entry in entries:
        seq += 1
        made = _entry(seq, chain, entry)
        chain = made.chain
        rows.append({"session": session_id, **msgspec.structs.asdict(made)})
    connection.execute(insert(table), rows)
    return seq, chain


def _entry(seq: int, chain: bytes, entry: NewEntry) -> Entry:
    salt = token_bytes(SALT_BYTES)
    digest = _hash(salt, entry.data)
    return Entry(
        seq=seq,
        at=entry.at,
        actor=entry.actor,
        command_id=entry.command_id,
        kind=entry.kind,
        data=entry.data,
        salt=salt,
        fingerprint=_hash(salt, entry.command),
        digest=digest,
        chain=_chained(chain, seq, entry.at, entry.actor, entry.kind, digest),
    )


def _hash(*parts: bytes) -> bytes:
    """SHA-256 over the parts, each behind its length, so that no two lists are alike."""
    state = sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big") + part)
    return state.digest()


def _chained(chain: bytes, seq: int, at: int, actor: str, kind: str, digest: bytes) -> bytes:
    return _hash(chain, str(seq).encode(), str(at).encode(), actor.encode(), kind.encode(), digest)


def read(connection: Connection, session_id: str, after: int = 0) -> Iterator[Entry]:
    """The entries behind a ``seq``, in order."""
    query = (
        select(*COLUMNS)
        .where(table.c.session == session_id, table.c.seq > after)
        .order_by(table.c.seq)
    )
    for row in connection.execute(query):
        yield Entry(*row)


def find_commands(
    connection: Connection, session_id: str, keys: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[Entry]]:
    """The entries of commands, by (actor, command id), of those that have any."""
    command = tuple_(table.c.actor, table.c.command_id)
    query = (
        select(*COLUMNS)
        .where(table.c.session == session_id, command.in_(list(keys)))
        .order_by(table.c.seq)
    )
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in connection.execute(query):
        entry = Entry(*row)
        found.setdefault((entry.actor, entry.command_id), []).append(entry)
    return found


def same_command(entry: Entry, command: bytes) -> bool:
    """Whether an entry came from this command; of a redacted one it is taken to be so."""
    return entry.salt is None or entry.fingerprint == _hash(entry.salt, command)


def redact(connection: Connection, session_id: str, seq: int) -> None:
    """Erase what an entry says; that it was there stays, and stays verifiable."""
    connection.execute(
        update(table)
        .where(table.c.session == session_id, table.c.seq == seq)
        .values(data=None, salt=None, fingerprint=b"")
    )


def verify(connection: Connection, session_id: str) -> list[int]:
    """The ``seq`` of every entry that does not fit: changed, missing before it, or moved."""
    broken: list[int] = []
    seq, chain = 0, b""
    for entry in read(connection, session_id):
        expected = _chained(chain, seq + 1, entry.at, entry.actor, entry.kind, entry.digest)
        if expected != entry.chain or not _intact(entry):
            broken.append(entry.seq)
        seq, chain = entry.seq, entry.chain
    return broken


def _intact(entry: Entry) -> bool:
    if entry.data is None or entry.salt is None:
        return entry.data is None and entry.salt is None
    return _hash(entry.salt, entry.data) == entry.digest
