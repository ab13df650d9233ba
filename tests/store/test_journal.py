from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, update

from live.store import journal, sessions
from live.store.journal import NewEntry, hashed, table
from tests.store.rows import SESSION, a_session

START: journal.Head = (0, b"")


def asked(command_id: str, actor: str = "p_ada", data: bytes = b"{}", at: int = 5) -> NewEntry:
    return NewEntry(at, actor, command_id, "queue.requested", data, command_id.encode())


def write(connection: Connection, entries: Sequence[NewEntry]) -> journal.Head:
    """Append to the session's journal, as a room does."""
    row = sessions.lock(connection, SESSION)
    head = journal.append(connection, SESSION, (row.seq, row.chain), entries)
    sessions.advance(connection, SESSION, *head)
    return head


def test_entries_are_numbered_without_gaps(connection: Connection) -> None:
    write(connection, [asked("c1"), asked("c2")])
    write(connection, [asked("c3")])
    assert [entry.seq for entry in journal.read(connection, SESSION)] == [1, 2, 3]


def test_an_entry_is_read_as_it_was_written(connection: Connection) -> None:
    write(connection, [NewEntry(9, "p_ada", "c1", "note.posted", b'{"text":"\xc3\xa9"}', b"")])
    (entry,) = journal.read(connection, SESSION)
    assert (entry.seq, entry.at, entry.actor, entry.command_id) == (1, 9, "p_ada", "c1")
    assert (entry.kind, entry.data) == ("note.posted", b'{"text":"\xc3\xa9"}')


def test_appending_nothing_leaves_the_head(connection: Connection) -> None:
    head = write(connection, [asked("c1")])
    assert journal.append(connection, SESSION, head, []) == head


def test_reading_goes_on_behind_a_number(connection: Connection) -> None:
    write(connection, [asked(f"c{n}") for n in range(1, 6)])
    assert [entry.seq for entry in journal.read(connection, SESSION, after=3)] == [4, 5]


def test_reading_stops_at_a_limit(connection: Connection) -> None:
    write(connection, [asked(f"c{n}") for n in range(1, 6)])
    assert [entry.seq for entry in journal.read(connection, SESSION, 1, 2)] == [2, 3]


def test_sessions_have_journals_of_their_own(connection: Connection) -> None:
    sessions.insert(connection, a_session("s_2", "BBBBBBBB"))
    write(connection, [asked("c1")])
    assert journal.read(connection, "s_2") == []
    assert journal.find_commands(connection, "s_2", {("p_ada", "c1")}) == {}


def test_a_command_is_found_with_all_it_brought_about(connection: Connection) -> None:
    write(connection, [asked("c1"), asked("c2", data=b"1"), asked("c2", data=b"2")])
    found = journal.find_commands(connection, SESSION, {("p_ada", "c2"), ("p_ada", "c9")})
    assert list(found) == [("p_ada", "c2")]
    assert [entry.data for entry in found["p_ada", "c2"]] == [b"1", b"2"]


def test_the_same_id_of_another_person_is_another_command(connection: Connection) -> None:
    write(connection, [asked("c1"), asked("c2", actor="p_bo")])
    assert journal.find_commands(connection, SESSION, {("p_ada", "c2"), ("p_bo", "c1")}) == {}


def test_looking_for_no_commands_finds_none(connection: Connection) -> None:
    write(connection, [asked("c1")])
    assert journal.find_commands(connection, SESSION, set()) == {}


def test_finding_commands_does_not_search_the_session(filed_connection: Connection) -> None:
    plan = "EXPLAIN QUERY PLAN SELECT * FROM journal WHERE session = ? AND actor IN (?) "
    steps = filed_connection.exec_driver_sql(
        f"{plan} AND command_id IN (?)", (SESSION, "p_ada", "c1")
    )
    assert "(session=? AND command_id=?)" in steps.one()[3]


def test_a_command_is_known_by_what_it_asked(connection: Connection) -> None:
    write(connection, [asked("c1")])
    (entry,) = journal.read(connection, SESSION)
    assert journal.same_command(entry, b"c1")
    assert not journal.same_command(entry, b"c2")


def test_what_was_asked_is_not_stored_in_the_clear(connection: Connection) -> None:
    write(connection, [NewEntry(5, "p_ada", "c1", "note.posted", b"{}", b"the whole command")])
    row = connection.execute(select(table)).one()
    assert not any(b"the whole command" in value for value in row if isinstance(value, bytes))


def test_equal_data_has_unequal_digests(connection: Connection) -> None:
    write(connection, [asked("c1"), asked("c2")])
    digests = connection.execute(select(table.c.digest)).scalars().all()
    assert len(set(digests)) == 2


def test_a_journal_as_it_was_written_is_sound(connection: Connection) -> None:
    write(connection, [asked("c1"), asked("c2")])
    write(connection, [asked("c3")])
    assert journal.verify(connection, SESSION) == []


def test_an_empty_journal_is_sound(connection: Connection) -> None:
    assert journal.verify(connection, SESSION) == []


def test_a_redacted_journal_is_sound(connection: Connection) -> None:
    write(connection, [asked("c1"), asked("c2"), asked("c3")])
    journal.redact(connection, SESSION, 2, b"{}")
    assert journal.verify(connection, SESSION) == []


def test_a_redacted_entry_says_nothing_any_more(connection: Connection) -> None:
    write(connection, [asked("c1", data=b'{"text":"secret"}')])
    journal.redact(connection, SESSION, 1, b"{}")
    (entry,) = journal.read(connection, SESSION)
    assert (entry.data, entry.salt, entry.fingerprint) == (None, None, None)
    assert (entry.seq, entry.kind, entry.actor) == (1, "queue.requested", "p_ada")


def test_redacting_leaves_other_entries_alone(connection: Connection) -> None:
    write(connection, [asked("c1"), asked("c2")])
    _, second = journal.read(connection, SESSION)
    journal.redact(connection, SESSION, 1, b"{}")
    assert journal.read(connection, SESSION, after=1) == [second]


def test_a_redacted_command_sent_again_is_taken_for_the_same(connection: Connection) -> None:
    write(connection, [asked("c1")])
    journal.redact(connection, SESSION, 1, b"{}")
    found = journal.find_commands(connection, SESSION, {("p_ada", "c1")})
    assert journal.same_command(found["p_ada", "c1"][0], b"whatever")


@pytest.mark.parametrize(
    "forged",
    [
        {"at": 6},
        {"actor": "p_bo"},
        {"kind": "queue.withdrawn"},
        {"data": b"{ }"},
        {"salt": b"0" * 16},
        {"salt": None},
        {"data": None},
        {"digest": b"0" * 32},
        {"seq": 9},
    ],
    ids=str,
)
def test_a_changed_entry_is_noticed(connection: Connection, forged: dict[str, object]) -> None:
    write(connection, [asked("c1"), asked("c2"), asked("c3")])
    connection.execute(update(table).where(table.c.seq == 2).values(forged))
    assert journal.verify(connection, SESSION)


def test_a_changed_entry_is_named(connection: Connection) -> None:
    write(connection, [asked("c1"), asked("c2"), asked("c3")])
    connection.execute(update(table).where(table.c.seq == 2).values(data=b"{ }"))
    assert journal.verify(connection, SESSION) == [2]


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_an_entry_left_out_is_noticed(connection: Connection, missing: int) -> None:
    write(connection, [asked("c1"), asked("c2"), asked("c3")])
    connection.execute(delete(table).where(table.c.seq == missing))
    assert journal.verify(connection, SESSION) == [min(missing + 1, 3)]


def test_an_entry_put_in_is_noticed(connection: Connection) -> None:
    write(connection, [asked("c1")])
    row = connection.execute(select(table)).mappings().one()
    connection.execute(insert(table), {**row, "seq": 2})
    assert 2 in journal.verify(connection, SESSION)


parts = st.lists(st.binary(max_size=4), max_size=4)


@given(parts, parts)
def test_only_equal_lists_of_parts_have_equal_hashes(one: list[bytes], other: list[bytes]) -> None:
    assert (hashed(*one) == hashed(*other)) == (one == other)
