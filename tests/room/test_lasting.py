"""What holds whatever a backup says: erased, redacted, removed, revoked, counted, deleted."""

import io
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from live.domain.captioning import PostCaption, captioner
from live.domain.documents import Audience
from live.domain.life import CloseSession
from live.domain.notes import PostNote
from live.domain.people import RemovePerson
from live.domain.polls import CastBallot, ClosePoll
from live.domain.redaction import ErasePerson, RedactCaption, RedactNote
from live.domain.session import LiveSession
from live.domain.versions import FinaliseRecord
from live.room import lasting
from live.room.lasting import Applied, Fact
from live.store import backup, badges, journal, links, revocations, sessions
from live.store.backup import Backup
from live.store.badges import Badge
from live.store.connection import Connection
from tests.room.rig import Rig
from tests.room.test_erasing import in_files, lovelace

LATER = 9_999_999_999_999


async def copied(rig: Rig, *, ballots: bool = True) -> bytes:
    file = io.BytesIO()
    await rig.database.read(lambda c: backup.write(c, file, "1.0", 7, ballots=ballots))
    return file.getvalue()


async def facts(rig: Rig) -> list[Fact]:
    return await rig.database.read(lasting.all_of)


@asynccontextmanager
async def restored(
    rig: Rig, file: bytes, known: Iterable[Fact], folder: Path
) -> AsyncIterator[tuple[Rig, Applied]]:
    """Another database, made of a backup and of what is known besides."""
    (folder / "back").mkdir()
    back = Rig(folder / "back", f"sqlite+pysqlite:///{folder / 'back' / 'room.db'}")
    back.session_id, back.sent = rig.session_id, rig.sent
    await back.start()

    def put_back(connection: Connection) -> Applied:
        backup.clear(connection, replace=True)
        Backup(io.BytesIO(file)).fill(connection)
        return lasting.apply(connection, known, LATER)

    applied = await back.database.write(put_back)
    await back.database.scrubbed()
    try:
        yield back, applied
    finally:
        await back.stop()


async def session_of(rig: Rig) -> LiveSession:
    return (await rig.room()).session


async def sound(rig: Rig) -> bool:
    return not await rig.database.read(lambda c: journal.verify(c, rig.session_id))


async def test_what_nobody_has_changed_stays_as_it_was(rig: Rig, tmp_path: Path) -> None:
    await lovelace(rig)
    file = await copied(rig)
    async with restored(rig, file, await facts(rig), tmp_path) as (back, applied):
        assert applied == Applied(0, 0, 0)
        assert await session_of(back) == await session_of(rig)


async def test_who_was_erased_after_the_backup_stays_erased(rig: Rig, tmp_path: Path) -> None:
    ada = await lovelace(rig)
    file = await copied(rig)
    await rig.do(rig.chair, ErasePerson(ada.id))
    async with restored(rig, file, await facts(rig), tmp_path) as (back, _):
        assert not in_files(back.path, "lovelace")
        assert not in_files(back.path, "analytical engines")
        assert (await session_of(back)).people.everyone[ada.id].erased
        assert await sound(back)


async def test_redacted_words_stay_gone(rig: Rig, tmp_path: Path) -> None:
    note = str((await rig.do(rig.chair, PostNote("hush-hush"))).result["note"])
    await rig.do(captioner("here"), PostCaption("here", "en", 1, b"Good day.\nsecret-word\nYes.\n"))
    file = await copied(rig)
    await rig.do(rig.chair, RedactNote(note))
    await rig.do(rig.chair, RedactCaption("live.en.2"))
    async with restored(rig, file, await facts(rig), tmp_path) as (back, _):
        assert not in_files(back.path, "hush-hush")
        assert not in_files(back.path, "secret-word")
        assert await sound(back)


async def test_what_is_erased_from_a_final_record_stays_erased(rig: Rig, tmp_path: Path) -> None:
    ada = await lovelace(rig)
    await rig.do(rig.chair, CloseSession())
    await rig.do(rig.chair, FinaliseRecord())
    file = await copied(rig)
    await rig.do(rig.chair, ErasePerson(ada.id))
    async with restored(rig, file, await facts(rig), tmp_path) as (back, _):
        assert not in_files(back.path, "lovelace")


async def test_who_was_removed_stays_out(rig: Rig, tmp_path: Path) -> None:
    ada = await rig.join("p_ada")
    badge = Badge(b"\x01" * 32, rig.session_id, ada.id, "participant", 1)
    await rig.database.write(lambda c: badges.insert(c, badge))
    file = await copied(rig)
    await rig.do(rig.chair, RemovePerson(ada.id))
    async with restored(rig, file, await facts(rig), tmp_path) as (back, applied):
        assert applied.revoked == 1
        assert (await session_of(back)).people.everyone[ada.id].removed
        assert not await back.database.read(lambda c: badges.find(c, [badge.token_hash]))


async def test_a_link_that_was_revoked_opens_nothing(rig: Rig, tmp_path: Path) -> None:
    file = await copied(rig)
    (first, *_) = await rig.database.read(lambda c: links.of_session(c, rig.session_id))
    await rig.database.write(lambda c: links.revoke(c, first.token_hash, 5))
    async with restored(rig, file, await facts(rig), tmp_path) as (back, applied):
        assert applied.revoked == 1
        found = await back.database.read(lambda c: links.find(c, first.token_hash))
        assert found is not None
        assert found.revoked_at == 5


async def test_a_secret_poll_that_is_over_is_not_open_again(rig: Rig, tmp_path: Path) -> None:
    ada = await rig.join("p_ada")
    poll, options = await rig.open_poll()
    await rig.do(ada, CastBallot(poll, (options[0],), 1))
    file = await copied(rig)
    await rig.do(rig.chair, ClosePoll(poll))
    async with restored(rig, file, await facts(rig), tmp_path) as (back, _):
        assert poll not in (await session_of(back)).polls.sheet
        assert await back.database.read(backup.count_open_polls) == 0
        assert f"poll/{poll}" not in (await back.room()).documents(Audience.STAFF)
        assert await sound(back)


async def test_an_open_poll_without_its_ballots_is_discarded(rig: Rig, tmp_path: Path) -> None:
    poll, _ = await rig.open_poll()
    named, _ = await rig.open_poll(secret=False)
    file = await copied(rig, ballots=False)
    async with restored(rig, file, [], tmp_path) as (back, applied):
        sheet = (await session_of(back)).polls.sheet
        assert (poll in sheet, named in sheet) == (False, True)
        assert applied.events == 1


async def test_votes_go_on_where_nothing_says_that_they_are_over(rig: Rig, tmp_path: Path) -> None:
    ada = await rig.join("p_ada")
    poll, options = await rig.open_poll()
    await rig.do(ada, CastBallot(poll, (options[0],), 1))
    async with restored(rig, await copied(rig), await facts(rig), tmp_path) as (back, _):
        await back.do(ada, CastBallot(poll, (options[1],), 2))
        await back.do(back.chair, ClosePoll(poll))
        tally = (await session_of(back)).polls.sheet[poll].tally
        assert tally is not None
        assert (tally.counts[options[0]], tally.counts[options[1]]) == (0, 1)


async def test_a_session_that_was_deleted_stays_deleted(rig: Rig, tmp_path: Path) -> None:
    gone = Fact(8, rig.session_id, "session.deleted", rig.session_id)
    async with restored(rig, await copied(rig), [gone], tmp_path) as (back, applied):
        assert applied.deleted == 1
        assert await back.database.read(sessions.every) == []


async def test_a_fact_about_what_the_backup_does_not_have_changes_nothing(
    rig: Rig, tmp_path: Path
) -> None:
    file = await copied(rig)
    later = await rig.join("p_later")
    note = str((await rig.do(rig.chair, PostNote("later"))).result["note"])
    poll, _ = await rig.open_poll()
    await rig.do(rig.chair, ClosePoll(poll))
    await rig.do(rig.chair, RedactNote(note))
    await rig.do(rig.chair, ErasePerson(later.id))
    async with restored(rig, file, await facts(rig), tmp_path) as (_, applied):
        assert applied == Applied(0, 0, 0)


async def test_facts_have_ids_and_no_names(rig: Rig) -> None:
    ada = await lovelace(rig)
    await rig.do(rig.chair, ErasePerson(ada.id))
    found = await facts(rig)
    assert ("person.erased", ada.id) in {(fact.kind, fact.of) for fact in found}
    assert "ovelace" not in str(found)


@pytest.mark.parametrize("since", [0, 5])
async def test_what_was_revoked_is_found_from_a_moment_on(rig: Rig, since: int) -> None:
    (first, *_) = await rig.database.read(lambda c: links.of_session(c, rig.session_id))
    await rig.database.write(lambda c: links.revoke(c, first.token_hash, 5))
    found = await rig.database.read(lambda c: [*revocations.since(c, "links", since)])
    assert [one.token_hash for one in found] == [first.token_hash]
    assert not await rig.database.read(lambda c: [*revocations.since(c, "links", 6)])
