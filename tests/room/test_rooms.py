"""Rooms are loaded once, kept while they are used, and let go afterwards."""

import asyncio
from time import monotonic

import msgspec
import pytest

from live.domain.documents import Audience
from live.domain.notes import PostNote
from live.errors import NotFound, Unavailable
from live.room.rooms import IDLE_SECONDS
from live.room.submission import Submission
from tests.room.rig import PLAN, Peer, Rig

LATER = IDLE_SECONDS + 1


async def test_a_room_is_loaded_once_whoever_asks(rig: Rig) -> None:
    await rig.again()
    first, second = await asyncio.gather(rig.room(), rig.room())
    assert first is second


async def test_a_room_that_nobody_uses_is_let_go(rig: Rig) -> None:
    room = await rig.room()
    await rig.rooms.let_go(monotonic() + LATER)
    assert await rig.room() is not room


async def test_a_room_that_was_just_asked_for_is_kept(rig: Rig) -> None:
    room = await rig.room()
    await rig.rooms.let_go(monotonic())
    assert await rig.room() is room


async def test_a_room_with_a_connection_is_kept(rig: Rig) -> None:
    room = await rig.room()
    room.attach(rig.chair, Audience.STAFF, Peer(), None, "")
    await rig.rooms.let_go(monotonic() + LATER)
    assert await rig.room() is room


async def test_a_room_that_is_deleted_while_another_is_let_go_keeps_nobody_from_going_on(
    rig: Rig,
) -> None:
    other = await rig.rooms.create(msgspec.structs.replace(PLAN, code="HGFEDCBA"))
    await rig.room()
    room = await rig.rooms.room(other.session_id)
    async with asyncio.TaskGroup() as both:
        both.create_task(rig.rooms.let_go(monotonic() + LATER))
        both.create_task(rig.rooms.delete(other.session_id))
    assert room not in rig.rooms.here()


async def test_a_session_that_is_not_there_keeps_nobody_from_asking_again(rig: Rig) -> None:
    for _ in range(2):
        with pytest.raises(NotFound):
            await rig.rooms.room("s_nowhere")
    await rig.rooms.let_go(monotonic() + LATER)


async def test_a_room_that_is_let_go_finishes_what_is_under_way(rig: Rig) -> None:
    room = await rig.room()
    answers = [room.enqueue(Submission(rig.chair, f"n{n}", PostNote("x"))) for n in range(300)]
    await rig.rooms.let_go(monotonic() + LATER)
    assert all([(await answer).result["note"] for answer in answers])


async def test_a_load_that_fails_does_not_keep_the_others_from_closing(rig: Rig) -> None:
    room = await rig.room()
    failing = asyncio.create_task(rig.rooms.room("s_nowhere"))
    await rig.rooms.close()
    with pytest.raises(NotFound):
        await failing
    with pytest.raises(Unavailable):
        await room.submit(rig.chair, "late", PostNote("x"))
