"""A session is kept for as long as its host has said, then deleted whole."""

import pytest
from sqlalchemy import func, select

from live.domain.documents import Audience
from live.domain.life import CloseSession, EditSession, ReopenSession
from live.domain.notes import PostNote
from live.domain.polls import CastBallot
from live.errors import NotFound
from live.store import tables
from live.store.connection import Connection
from tests.room.rig import Peer, Rig
from tests.room.test_erasing import in_files

DAY_MS = 86_400_000


def rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    counted = (select(func.count()).select_from(table) for table in tables.metadata.sorted_tables)
    names = [table.name for table in tables.metadata.sorted_tables]
    return {name: connection.scalar(query) or 0 for name, query in zip(names, counted, strict=True)}


async def closed_at(rig: Rig) -> int:
    at = (await rig.room()).session.life.closed_at
    assert at is not None
    return at


async def test_a_session_is_deleted_when_its_time_is_over(filed: Rig) -> None:
    ada = await filed.join("p_ada")
    poll, options = await filed.open_poll()
    await filed.do(ada, CastBallot(poll, (options[0],), 1))
    await filed.do(filed.chair, PostNote("to be forgotten"))
    await filed.do(filed.chair, EditSession(retention_days=2))
    await filed.do(filed.chair, CloseSession())
    await filed.rooms.let_expire(await closed_at(filed) + 2 * DAY_MS)
    assert set((await filed.database.read(rows)).values()) == {0}
    await filed.database.scrubbed()
    assert not in_files(filed.path, "forgotten")


async def test_a_session_is_there_until_its_time_is_over(rig: Rig) -> None:
    await rig.do(rig.chair, EditSession(retention_days=2))
    await rig.do(rig.chair, CloseSession())
    await rig.rooms.let_expire(await closed_at(rig) + 2 * DAY_MS - 1)
    assert await rig.rooms.find("ABCDEFGH")


async def test_a_session_without_a_time_is_kept(rig: Rig) -> None:
    await rig.do(rig.chair, CloseSession())
    await rig.rooms.let_expire(await closed_at(rig) + 10_000 * DAY_MS)
    assert await rig.rooms.find("ABCDEFGH")


async def test_a_session_that_goes_on_again_is_kept(rig: Rig) -> None:
    await rig.do(rig.chair, EditSession(retention_days=1))
    await rig.do(rig.chair, CloseSession())
    at = await closed_at(rig)
    await rig.do(rig.chair, ReopenSession())
    await rig.rooms.let_expire(at + DAY_MS)
    assert await rig.rooms.find("ABCDEFGH")


async def test_whoever_is_there_is_told_that_it_is_gone(rig: Rig) -> None:
    peer = Peer()
    (await rig.room()).attach(rig.chair, Audience.STAFF, peer, None, "")
    await rig.rooms.delete(rig.session_id)
    assert peer.closed == (4404, "deleted")


async def test_nothing_more_can_be_said_in_it(rig: Rig) -> None:
    await rig.rooms.delete(rig.session_id)
    with pytest.raises(NotFound):
        await rig.rooms.room(rig.session_id)
