"""A copy of a whole database in one file, from which either engine is made anew."""

import io
import os
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, Engine, make_url, select, text

from live.store import backup, ballots, directory, engines, journal, sessions, tables
from live.store.backup import Backup, NotEmpty, Unreadable
from live.store.ballots import Cast
from live.store.directory import Entry
from live.store.journal import NewEntry
from live.store.upgrade import Standing, standing, upgrade
from tests.store.rows import SESSION, a_session, url_in

PEOPLE = [f"p_{number:03}" for number in range(60)]
YES, NO = ("o_yes",), ("o_no",)
Rows = dict[str, list[tuple[Any, ...]]]


@contextmanager
def engine_of(url: object) -> Iterator[Engine]:
    engine = engines.writing(make_url(str(url)))
    try:
        yield engine
    finally:
        engine.dispose()


def held(connection: Connection) -> None:
    """A session with some of everything; one secret poll is open, another is over."""
    sessions.insert(connection, a_session())
    entries = [NewEntry(at, "p_1", f"c{at}", "note.posted", os.urandom(40), b"") for at in range(9)]
    seq, chain = journal.append(connection, SESSION, (0, b""), entries)
    sessions.advance(connection, SESSION, seq, chain, title="Straße “Ω” 🙂\n")
    directory.save(connection, SESSION, "p_000", Entry("Ada Lovelace", "Engines", "en"))
    for poll in ("q_open", "q_over"):
        ballots.create_key(connection, poll)
        casts = [Cast(who, 1, "c1", YES if nth % 3 else NO) for nth, who in enumerate(PEOPLE)]
        ballots.record(connection, SESSION, poll, True, casts)
    ballots.record(connection, SESSION, "q_named", False, [Cast("p_000", 1, "c1", YES)])
    ballots.seal(connection, "q_over")


def contents(connection: Connection) -> Rows:
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.c))]
        for table in tables.metadata.sorted_tables
    }


def copied(connection: Connection, *, with_ballots: bool = True) -> bytes:
    file = io.BytesIO()
    backup.write(connection, file, "1.0", 7, ballots=with_ballots)
    return file.getvalue()


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Connection]:
    with engine_of(url_in(tmp_path)) as engine, engine.begin() as connection:
        upgrade(connection)
        held(connection)
        yield connection


@pytest.fixture
def target(database_url: str, tmp_path: Path) -> Iterator[Connection]:
    """An empty database of either engine."""
    other = database_url.replace("plenary.db", "other.db")
    with engine_of(other) as engine, engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


def put_back(connection: Connection, file: bytes, *, replace: bool = False) -> None:
    backup.clear(connection, replace=replace)
    Backup(io.BytesIO(file)).fill(connection)


def test_every_row_comes_back_as_it_was(source: Connection, target: Connection) -> None:
    put_back(target, copied(source))
    assert contents(target) == contents(source)
    assert journal.verify(target, SESSION) == []
    assert standing(target) is Standing.CURRENT


def test_a_copy_of_a_copy_has_the_same_tables(source: Connection, target: Connection) -> None:
    file = copied(source)
    put_back(target, file)
    again = Backup(io.BytesIO(copied(target))).manifest
    assert again.tables == Backup(io.BytesIO(file)).manifest.tables


def test_votes_go_on_after_a_restore(source: Connection, target: Connection) -> None:
    put_back(target, copied(source))
    ballots.record(target, SESSION, "q_open", True, [Cast("p_000", 2, "c2", YES)])
    choices = ballots.choices(target, "q_open", True, PEOPLE)
    assert len(choices) == len(PEOPLE)
    assert choices["p_000"] == YES


def test_sessions_are_replaced_only_where_that_is_said(
    source: Connection, target: Connection
) -> None:
    file = copied(source)
    put_back(target, file)
    with pytest.raises(NotEmpty) as full:
        put_back(target, file)
    assert full.value.sessions == 1
    put_back(target, file, replace=True)
    assert contents(target) == contents(source)


def test_a_copy_of_an_older_release_is_brought_up_to_date(
    tmp_path: Path, target: Connection
) -> None:
    with engine_of(url_in(tmp_path)) as engine, engine.begin() as older:
        upgrade(older, "0002")
        older.execute(
            text("INSERT INTO sessions VALUES ('s_1', 'C', 'T', 'draft', '{}', 'e', 0, x'', 1)")
        )
        file = copied(older)
    put_back(target, file)
    assert standing(target) is Standing.CURRENT
    assert [row.code for row in sessions.every(target)] == ["C"]


def lines(file: bytes, table: str) -> list[list[Any]]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        written = archive.read(f"tables/{table}.jsonl").splitlines()
    return [msgspec.json.decode(line, type=list[Any]) for line in written]


def test_the_order_of_rows_says_nothing_of_the_order_of_votes(source: Connection) -> None:
    file = copied(source)
    keys = [b64decode(line[1]) for line in lines(file, "secret_ballots")]
    assert len(keys) == len(PEOPLE)
    assert keys == sorted(keys)
    voters = [line[2] for line in lines(file, "turnout") if line[1] == "q_open"]
    assert voters == sorted(voters)


def test_open_ballots_can_be_left_out(source: Connection, target: Connection) -> None:
    put_back(target, copied(source, with_ballots=False))
    left = contents(target)
    whole = contents(source)
    assert left["poll_keys"] == []
    assert left["secret_ballots"] == []
    assert {row[0] for row in left["ballots"]} == {"q_over", "q_named"}
    assert {row[1] for row in left["turnout"]} == {"q_over", "q_named"}
    rest = {*whole} - {"poll_keys", "secret_ballots", "turnout"}
    assert {name: left[name] for name in rest} == {name: whole[name] for name in rest}


@pytest.mark.parametrize("with_ballots", [True, False])
def test_a_copy_says_how_many_secret_polls_were_open(
    source: Connection, with_ballots: bool
) -> None:
    manifest = Backup(io.BytesIO(copied(source, with_ballots=with_ballots))).manifest
    assert (manifest.open_polls, manifest.ballots) == (1, with_ballots)


def changed(file: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same ZIP with other members, whose own checksums are right."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_a_damaged_copy_is_not_read(source: Connection) -> None:
    file = copied(source)
    damaged = changed(file, lambda _, content: content.replace(b"Ada Lovelace", b"Ada Byron"))
    with pytest.raises(Unreadable, match="people"):
        Backup(io.BytesIO(damaged))


def test_a_copy_of_a_newer_release_is_not_read(source: Connection) -> None:
    newer = changed(
        copied(source), lambda _, content: content.replace(b'"revision": "', b'"revision": "9')
    )
    with pytest.raises(Unreadable, match="newer"):
        Backup(io.BytesIO(newer))


@pytest.mark.parametrize("cut", [0, 10, -1, -200])
def test_a_copy_that_was_cut_off_is_not_read(source: Connection, cut: int) -> None:
    with pytest.raises(Unreadable):
        Backup(io.BytesIO(copied(source)[:cut]))


def test_another_zip_is_no_copy() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("record.json", "{}")
    with pytest.raises(Unreadable):
        Backup(other)


def test_what_lasts_from_one_request_to_the_next_is_not_copied(
    source: Connection, target: Connection
) -> None:
    row = {"id": "u_1", "session": SESSION, "name": "call.vtt", "language": "en", "lines": 1}
    source.execute(tables.uploads.insert(), {**row, "transcript": b"Ada: Yes.", "kept_at": 1})
    file = copied(source)
    assert b"uploads" not in file
    put_back(target, file)
    assert contents(target)["uploads"] == []


def test_other_tables_of_the_same_database_stay(source: Connection, target: Connection) -> None:
    target.execute(text("CREATE TABLE elsewhere (x INTEGER)"))
    put_back(target, copied(source), replace=True)
    assert target.execute(text("SELECT count(*) FROM elsewhere")).scalar() == 0
