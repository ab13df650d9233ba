"""Many who come at once are given what was encoded once, also while the session goes on."""

from typing import Any

import msgspec
import pytest

from live.domain.actors import Actor
from live.domain.agenda import AddItem
from live.domain.documents import Audience
from live.domain.queue import RequestFloor, WithdrawRequest
from live.domain.redaction import ErasePerson
from live.room import replica
from live.room.replica import KEPT_SECONDS, Replica
from live.simulate.replica import Replica as Known
from live.wire import Frame
from tests.room.rig import Peer, Rig

LATER = 2 * KEPT_SECONDS


class Hall:
    """A session, and its documents as the public has them."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.now = 1000.0
        self.replica = Replica(Audience.PUBLIC, lambda: self.now)

    async def begin(self) -> None:
        room = await self.rig.room()
        self.replica.start(room.session, room.directory, {}, room.seq)

    async def add(self, title: str) -> None:
        done = await self.rig.do(self.rig.chair, AddItem(title, 5))
        await self._follow(f"item/{done.result['item']}")

    async def request(self, ada: Actor, about: str) -> str:
        done = await self.rig.do(ada, RequestFloor("question", about))
        await self._follow(f"request/{done.result['request']}")
        return str(done.result["request"])

    async def withdraw(self, ada: Actor, request: str) -> None:
        await self.rig.do(ada, WithdrawRequest(request))
        await self._follow(f"request/{request}")

    async def _follow(self, *keys: str) -> None:
        room = await self.rig.room()
        self.replica.advance(room.session, room.directory, keys, room.seq)

    def steps(self, since: int = 0) -> list[tuple[int, int]]:
        """From where to where each frame leads that somebody gets who comes now."""
        return [(patch["from"], patch["to"]) for patch in self._patches(since)]

    def known(self, since: int = 0, before: Known | None = None) -> dict[str, Any]:
        """The documents of whoever has been given these frames."""
        known = before or Known()
        for patch in self._patches(since):
            known.patch(patch)
        assert known.seq == self.replica.seq
        return known.documents

    def _patches(self, since: int) -> list[dict[str, Any]]:
        return [_read(frame) for frame in self.replica.catch_up(since)]


def _read(frame: Frame) -> dict[str, Any]:
    return msgspec.json.decode(frame.payload, type=dict[str, Any])


@pytest.fixture
async def hall(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> Hall:
    monkeypatch.setattr(replica, "LARGE_BYTES", 0)
    made = Hall(rig)
    await made.begin()
    return made


async def test_the_first_who_comes_gets_everything_in_one(hall: Hall) -> None:
    assert hall.steps() == [(0, hall.replica.seq)]
    assert hall.known() == hall.replica.documents()


async def test_two_who_come_at_once_get_the_same_bytes(hall: Hall) -> None:
    [first], [second] = hall.replica.catch_up(0), hall.replica.catch_up(0)
    assert first is second


async def test_soon_after_a_change_the_bytes_are_the_same_with_what_is_new(hall: Hall) -> None:
    before = hall.replica.seq
    [first] = hall.replica.catch_up(0)
    await hall.add("One")
    await hall.add("Two")
    assert hall.steps() == [(0, before), (before, hall.replica.seq)]
    assert hall.replica.catch_up(0)[0] is first
    assert hall.known() == hall.replica.documents()


async def test_later_everything_comes_in_one_again(hall: Hall) -> None:
    hall.known()
    await hall.add("One")
    hall.now += LATER
    assert hall.steps() == [(0, hall.replica.seq)]
    assert hall.known() == hall.replica.documents()


async def test_what_is_up_to_date_is_good_for_however_long(hall: Hall) -> None:
    [first] = hall.replica.catch_up(0)
    hall.now += LATER
    assert hall.replica.catch_up(0) == (first,)


async def test_those_who_were_cut_off_share_a_patch_too(hall: Hall) -> None:
    cut_at = hall.replica.seq
    await hall.add("One")
    to = hall.replica.seq
    [first] = hall.replica.catch_up(cut_at)
    await hall.add("Two")
    assert hall.steps(cut_at) == [(cut_at, to), (to, hall.replica.seq)]
    assert hall.replica.catch_up(cut_at)[0] is first


async def test_what_has_gone_meanwhile_goes_again(hall: Hall) -> None:
    ada = await hall.rig.join("p_ada")
    request = await hall.request(ada, "Slip")
    assert "Slip" in str(hall.known())
    await hall.withdraw(ada, request)
    assert len(hall.steps()) == 2
    assert hall.known() == hall.replica.documents()


async def test_what_is_small_comes_in_one_at_any_time(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica, "LARGE_BYTES", 32 * 1024)
    hall.known()
    await hall.add("One")
    assert hall.steps() == [(0, hall.replica.seq)]


async def test_nobody_is_given_what_was_erased(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replica, "LARGE_BYTES", 0)
    ada = await rig.join("p_ada")
    room = await rig.room()
    before, after = Peer(), Peer()
    room.attach(rig.chair, Audience.STAFF, before, None, "")
    assert "P_ADA" in str(before.frames)
    await rig.do(rig.chair, ErasePerson(ada.id))
    room.attach(rig.chair, Audience.STAFF, after, None, "")
    assert [frame["from"] for frame in after.frames if frame["type"] == "patch"] == [0]
    assert "P_ADA" not in str(after.frames)


async def test_however_often_it_changes_it_is_seldom_encoded_whole(hall: Hall) -> None:
    starts = set()
    for nth in range(40):
        await hall.add(f"Item {nth}")
        hall.now += KEPT_SECONDS / 10
        starts.add(hall.steps()[0])
        assert hall.known() == hall.replica.documents()
    assert len(starts) <= 1 + 40 / 10
