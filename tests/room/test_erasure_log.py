"""A file beside the database in which stands, by ids, what must outlast it."""

import stat
from pathlib import Path

import pytest

from live.domain.people import RemovePerson
from live.domain.redaction import ErasePerson
from live.room import erasure_log, lasting
from live.room.erasure_log import ErasureLog, Keeper
from live.room.lasting import Fact
from tests.room.rig import Rig

ADA = Fact(1, "s_1", "person.erased", "p_ada")
BO = Fact(2, "s_1", "person.erased", "p_bo")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "erasures"


def keeper(rig: Rig, path: Path) -> Keeper:
    return Keeper(rig.database, ErasureLog(path), rig.rooms.clock.now)


def kinds(path: Path) -> list[tuple[str, str]]:
    return [(fact.kind, fact.of) for fact in erasure_log.read(path)]


def test_facts_are_read_as_they_were_written(path: Path) -> None:
    ErasureLog(path).add([ADA, BO])
    assert erasure_log.read(path) == [ADA, BO]


def test_a_fact_is_written_once_whoever_has_written_it(path: Path) -> None:
    first, second = ErasureLog(path), ErasureLog(path)
    first.add([ADA])
    second.add([ADA, BO])
    first.add([BO])
    assert erasure_log.read(path) == [ADA, BO]


def test_only_its_owner_can_read_it(path: Path) -> None:
    ErasureLog(path).add([ADA])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_log_that_was_put_anew_is_written_anew(path: Path) -> None:
    log = ErasureLog(path)
    log.add([ADA, BO])
    path.write_bytes(b"")
    log.add([ADA])
    assert erasure_log.read(path) == [ADA]


def test_a_line_that_was_cut_off_is_left_out(path: Path) -> None:
    path.write_bytes(b'{"at":1,"sess\n\xff\n' + erasure_log.line(BO))
    assert erasure_log.read(path) == [BO]


async def test_what_the_database_tells_is_written_down(rig: Rig, path: Path) -> None:
    ada, bo = await rig.join("p_ada"), await rig.join("p_bo")
    await rig.do(rig.chair, RemovePerson(bo.id))
    looking = keeper(rig, path)
    await looking.look()
    assert kinds(path) == [("person.removed", bo.id)]
    await rig.do(rig.chair, ErasePerson(ada.id))
    await looking.look()
    told = await rig.database.read(lasting.all_of)
    assert {fact.key for fact in erasure_log.read(path)} == {fact.key for fact in told}
    assert ("person.erased", ada.id) in kinds(path)


async def test_a_session_that_was_deleted_is_written_down(rig: Rig, path: Path) -> None:
    looking = keeper(rig, path)
    rig.rooms.deleted.append(looking.deleted)
    await rig.rooms.delete(rig.session_id)
    await looking.look()
    assert kinds(path) == [("session.deleted", rig.session_id)]


async def test_sessions_that_are_only_not_there_are_not_taken_to_be_deleted(
    rig: Rig, path: Path
) -> None:
    looking = keeper(rig, path)
    await looking.look()
    await rig.rooms.delete(rig.session_id)  # whoever did it, nobody said so
    await looking.look()
    assert kinds(path) == []


async def test_looking_again_finds_nothing_new(rig: Rig, path: Path) -> None:
    ada = await rig.join("p_ada")
    await rig.do(rig.chair, ErasePerson(ada.id))
    looking = keeper(rig, path)
    await looking.look()
    before = erasure_log.read(path)
    await looking.look()
    await keeper(rig, path).look()
    assert erasure_log.read(path) == before
