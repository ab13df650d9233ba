"""A copy of the whole database in one file, of no engine: what SQLite wrote PostgreSQL can read.

The file is a ZIP with a member of JSON lines for each table, one array for each row in the order
of the keys (the order in which rows came would tell who voted when), and a manifest. The tables
are those of the database as it is, which may be of an older release; they are made by the same
migrations when the copy is read, and then brought up to date.
"""

import itertools
import zipfile
from base64 import b64decode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import IO, Any, Literal

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    func,
    inspect,
    select,
)

from live.store import tables
from live.store.upgrade import VERSION_TABLE, revision, revisions, upgrade

FORMAT = 1
MANIFEST = "plenary-backup.json"
ROWS_AT_ONCE = 500
OF_BALLOTS = ("ballots", "secret_ballots", "turnout")
PASSING = ("uploads", "makings")
"""Tables of what lasts from one request to the next, and is in no copy."""

KEYS = "poll_keys"

Kind = Literal["text", "number", "bytes"]


class Unreadable(Exception):
    """The file is no backup, was damaged, or comes from a release that is newer than this one."""


class NotEmpty(Exception):
    """There are sessions in the database already."""

    def __init__(self, sessions: int) -> None:
        super().__init__(sessions)
        self.sessions = sessions


class Member(msgspec.Struct, frozen=True):
    """A table in the file. ``columns``: their names and kinds, in the order of the values."""

    columns: tuple[tuple[str, Kind], ...]
    rows: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """``open_polls``: secret polls whose voting had not ended; ``ballots``: whether those that
    were cast in them are in the file, with the keys that lead to people."""

    format: int
    release: str
    revision: str
    engine: str
    made_at: int
    open_polls: int
    ballots: bool
    tables: dict[str, Member]

    def rows(self, table: str) -> int:
        return self.tables[table].rows if table in self.tables else 0


# Writing


def write(
    connection: Connection, file: IO[bytes], release: str, now: int, *, ballots: bool
) -> Manifest:
    """Copy everything into a file, as of the one moment that the transaction sees."""
    found = _reflected(connection)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        members = {
            str(table.name): _write_table(connection, archive, found, table, ballots)
            for table in found.sorted_tables
            if table.name not in PASSING
        }
        manifest = Manifest(
            FORMAT,
            release,
            revision(connection),
            connection.dialect.name,
            now,
            count_open_polls(connection),
            ballots,
            members,
        )
        archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _reflected(connection: Connection) -> MetaData:
    """Our tables, as they are there."""
    found = MetaData()
    names = {*inspect(connection).get_table_names()} & {*tables.metadata.tables}
    if names:
        found.reflect(connection, only=sorted(names))
    return found


def _write_table(
    connection: Connection, archive: zipfile.ZipFile, found: MetaData, table: Table, ballots: bool
) -> Member:
    digest, count = sha256(), 0
    with archive.open(_member(table.name), "w", force_zip64=True) as out:
        for row in _rows(connection, found, table, ballots):
            line = msgspec.json.encode(row) + b"\n"
            digest.update(line)
            out.write(line)
            count += 1
    columns = tuple((str(column.name), _kind(column)) for column in table.columns)
    return Member(columns, count, digest.hexdigest())


def _rows(
    connection: Connection, found: MetaData, table: Table, ballots: bool
) -> Iterator[list[object]]:
    if table.name == KEYS and not ballots:
        return
    query: Select[Any] = select(table).order_by(*table.primary_key)
    if table.name in OF_BALLOTS and not ballots:
        query = query.where(table.c.poll.not_in(select(found.tables[KEYS].c.poll)))
    for row in connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}):
        yield [*row]


def _kind(column: Column[Any]) -> Kind:
    if isinstance(column.type, LargeBinary):
        return "bytes"
    return "number" if isinstance(column.type, Integer) else "text"


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


# Reading


class Backup:
    """A file that has been looked at: it is whole, and of a release that this one knows."""

    def __init__(self, file: IO[bytes]) -> None:
        """Unreadable if it is not."""
        try:
            self._archive = zipfile.ZipFile(file)
            self.manifest = msgspec.json.decode(self._archive.read(MANIFEST), type=Manifest)
            self._check()
        except (zipfile.BadZipFile, KeyError, EOFError, OSError, msgspec.MsgspecError) as fault:
            raise Unreadable("This is no backup of Plenary, or it was damaged.") from fault

    def _check(self) -> None:
        manifest = self.manifest
        if manifest.format != FORMAT or manifest.revision not in revisions():
            raise Unreadable(f"It was made by Plenary {manifest.release}, which is newer.")
        for name, member in manifest.tables.items():
            digest = sha256()
            with self._archive.open(_member(name)) as lines:
                for chunk in iter(lambda: lines.read(1 << 20), b""):
                    digest.update(chunk)
            if digest.hexdigest() != member.sha256:
                raise Unreadable(f"The table {name} was damaged.")

    def sessions(self) -> set[str]:
        """The ids of those that are in it."""
        return {str(row["id"]) for row in self._rows("sessions")}

    def fill(self, connection: Connection) -> None:
        """Put all of it into a database without our tables, and bring them up to date."""
        upgrade(connection, self.manifest.revision)
        found = _reflected(connection)
        for table in found.sorted_tables:
            if table.name not in self.manifest.tables:
                continue
            rows = self._rows(table.name)
            while some := [*itertools.islice(rows, ROWS_AT_ONCE)]:
                connection.execute(table.insert(), some)
        upgrade(connection)

    def _rows(self, table: str) -> Iterator[dict[str, object]]:
        columns = self.manifest.tables[table].columns
        with self._archive.open(_member(table)) as lines:
            for line in lines:
                yield _row(columns, msgspec.json.decode(line, type=list[Any]))


def _row(columns: Sequence[tuple[str, Kind]], values: Sequence[Any]) -> dict[str, object]:
    return {
        name: b64decode(value) if kind == "bytes" and value is not None else value
        for (name, kind), value in zip(columns, values, strict=True)
    }


# The database into which it is read


def clear(connection: Connection, *, replace: bool) -> None:
    """Take our tables away; NotEmpty if there are sessions in them that are not to be replaced."""
    found = _reflected(connection)
    if not replace and (sessions := count_sessions(connection)):
        raise NotEmpty(sessions)
    if VERSION_TABLE in inspect(connection).get_table_names():
        found.reflect(connection, only=[VERSION_TABLE])
    found.drop_all(connection)


def count_sessions(connection: Connection) -> int:
    """How many sessions there are; 0 also where there are no tables yet."""
    return _count(connection, "sessions")


def count_open_polls(connection: Connection) -> int:
    """How many secret polls are open: those that have a key."""
    return _count(connection, KEYS)


def _count(connection: Connection, table: str) -> int:
    if table not in inspect(connection).get_table_names():
        return 0
    return connection.scalar(select(func.count()).select_from(tables.metadata.tables[table])) or 0
