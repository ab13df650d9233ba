"""Several workers serve one session as if they were one."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

import pytest
from redis.asyncio import Redis

from live.domain.actors import PersonId
from live.domain.documents import Audience
from live.domain.life import EditSession
from live.domain.notes import PostNote
from live.domain.people import RemovePerson
from live.domain.polls import CastBallot, ClosePoll
from live.domain.queue import RequestFloor
from live.domain.redaction import ErasePerson, RedactNote
from live.errors import LiveError
from live.room import rooms, sighting
from live.room.bus import LocalBus
from live.room.company import RedisCompany
from live.room.redis_link import RedisLink
from live.store import badges, sessions
from live.store.badges import Badge
from live.store.connection import Connection
from tests.room.rig import PLAN, Peer, Rig
from tests.room.workers import Worker, workers

Workers = list[Worker]
T = TypeVar("T")


@pytest.fixture
async def told(rig: Rig, redis_url: str) -> AsyncIterator[Workers]:
    """Two workers that hear of each other by Redis."""
    async with workers(rig, redis_url) as running:
        yield running


@pytest.fixture
async def untold(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Workers]:
    """Two workers that have only the database."""
    monkeypatch.setattr(rooms, "LOOK_SECONDS", 0.05)
    async with workers(rig, None) as running:
        yield running


@pytest.fixture(params=["told", "untold"])
def pair(request: pytest.FixtureRequest) -> Workers:
    """Two workers, either way."""
    both: Workers = request.getfixturevalue(request.param)
    return both


def last(peer: Peer, key: str) -> dict[str, Any]:
    """A document as a browser has it by now; empty without it."""
    found: dict[str, Any] = {}
    for frame in peer.frames:
        found = frame.get("set", {}).get(key, found)
    return found


def keys(peer: Peer) -> set[str]:
    return {key for frame in peer.frames for key in frame.get("set", {})}


def counts(peer: Peer, online: int) -> bool:
    return last(peer, "presence").get("online") == online


async def test_what_one_worker_writes_the_other_shows(rig: Rig, pair: Workers) -> None:
    ada = await rig.join("p_ada")
    here, there = pair
    screen = await there.attach(rig.chair)
    request = (await here.do(ada, RequestFloor())).result["request"]
    await screen.until(lambda: f"request/{request}" in keys(screen))
    assert last(screen, "person/p_ada").get("name") == "P_ADA"


async def test_what_both_write_at_once_has_one_order(rig: Rig, pair: Workers) -> None:
    await asyncio.gather(
        *(worker.do(rig.chair, PostNote(f"{n}")) for n in range(40) for worker in pair)
    )
    here, there = [await worker.room() for worker in pair]
    await here.reach(there.seq)
    await there.reach(here.seq)
    assert here.seq == there.seq
    assert here.session == there.session
    for audience in Audience:
        assert here.documents(audience) == there.documents(audience)


async def test_a_command_sent_to_both_takes_effect_once(rig: Rig, pair: Workers) -> None:
    ada = await rig.join("p_ada")
    answers = await asyncio.gather(
        *(worker.do(ada, RequestFloor(), command_id="once") for worker in pair)
    )
    assert answers[0].result == answers[1].result
    assert len((await pair[0].room()).session.queue.waiting) == 1


async def test_ballots_are_counted_wherever_they_come_in(rig: Rig, pair: Workers) -> None:
    people = [await rig.join(f"p_{n}") for n in range(6)]
    poll, options = await rig.open_poll(secret=False)
    here, there = pair
    chair, ada = await there.attach(rig.chair), await there.attach(people[0])
    for person in people:
        await here.do(person, CastBallot(poll, (options[0],), 1))
    await chair.until(lambda: last(chair, f"turnout/{poll}").get("voted") == 6)
    await ada.until(lambda: last(ada, "me")["cast"].get(poll) is not None)
    await there.do(rig.chair, ClosePoll(poll))
    tally = (await there.room()).session.polls.sheet[poll].tally
    assert tally is not None
    assert tally.voters == 6


async def test_a_voter_who_goes_to_another_worker_is_told_what_they_sent(
    rig: Rig, pair: Workers
) -> None:
    ada = await rig.join("p_ada")
    poll, options = await rig.open_poll()
    here, there = pair
    await here.do(ada, CastBallot(poll, (options[0],), 1))
    assert (await there.do(ada, CastBallot(poll, (options[1],), 2))).result == {"n": 2}
    with pytest.raises(LiveError) as refusal:
        await here.do(ada, CastBallot(poll, (options[0],), 1), "late")
    assert refusal.value.code == "stale"


async def test_whoever_closes_a_poll_knows_the_ballots_of_other_workers(
    rig: Rig, pair: Workers
) -> None:
    ada = await rig.join("p_ada")
    poll, options = await rig.open_poll(secret=False)
    here, there = pair
    await there.do(ada, CastBallot(poll, (options[0],), 1))
    await here.do(ada, CastBallot(poll, (options[1],), 2))
    phone = await there.attach(ada)
    await there.do(rig.chair, ClosePoll(poll))
    await phone.until(lambda: last(phone, "me")["cast"] == {poll: 2})
    assert last(phone, "me")["choices"] == {poll: [options[1]]}


async def test_who_is_removed_is_sent_away_everywhere(rig: Rig, pair: Workers) -> None:
    ada = await rig.join("p_ada")
    here, there = pair
    phone = await there.attach(ada)
    await here.do(rig.chair, RemovePerson(ada.id))
    await phone.until(lambda: phone.closed is not None)
    assert phone.closed == (4403, "removed")


async def test_whose_link_is_taken_back_is_sent_away_everywhere(rig: Rig, pair: Workers) -> None:
    badge = Badge(b"hash", rig.session_id, "p_chair", "moderator", 1)
    await rig.database.write(lambda c: badges.insert(c, badge))
    laptop = await pair[1].attach(rig.chair)
    await rig.database.write(lambda c: badges.revoke(c, b"hash", 2))
    await laptop.until(lambda: laptop.closed is not None)
    assert laptop.closed == (4401, "revoked")


async def test_who_has_another_link_left_may_stay(rig: Rig, untold: Workers) -> None:
    for token, revoked_at in ((b"old", 2), (b"new", None)):
        badge = Badge(token, rig.session_id, "p_chair", "moderator", 1, revoked_at)
        await rig.database.write(partial(badges.insert, badge=badge))
    laptop = await untold[1].attach(rig.chair)
    await untold[1].rooms.look_around()
    assert laptop.closed is None


async def test_a_deleted_session_is_gone_everywhere(rig: Rig, pair: Workers) -> None:
    here, there = pair
    told: list[str] = []
    there.rooms.forgetting.append(told.append)
    laptop = await there.attach(rig.chair)
    await here.rooms.delete(rig.session_id)
    await laptop.until(lambda: laptop.closed is not None)
    assert laptop.closed == (4404, "deleted")
    assert told == [rig.session_id]


async def test_a_command_for_a_session_that_was_deleted_is_refused(
    rig: Rig, untold: Workers
) -> None:
    here, there = untold
    await here.rooms.delete(rig.session_id)
    with pytest.raises(LiveError):
        await there.do(rig.chair, PostNote("too late"))


async def test_what_is_redacted_is_gone_everywhere(rig: Rig, pair: Workers) -> None:
    here, there = pair
    told: list[str] = []
    there.rooms.forgetting.append(told.append)
    note = str((await here.do(rig.chair, PostNote("Rumpelstiltskin"))).result["note"])
    laptop = await there.attach(rig.chair)
    await laptop.until(lambda: f"note/{note}" in keys(laptop))
    await here.do(rig.chair, RedactNote(note))
    await laptop.until(
        lambda: "Rumpelstiltskin" not in last(laptop, f"note/{note}").get("text", "")
    )
    assert "Rumpelstiltskin" not in str((await there.room()).session)
    assert rig.session_id in told


async def test_who_is_erased_has_no_name_anywhere(rig: Rig, pair: Workers) -> None:
    await rig.join("p_ada")
    here, there = pair
    laptop = await there.attach(rig.chair)
    await laptop.until(lambda: "person/p_ada" in keys(laptop))
    await here.do(rig.chair, ErasePerson(PersonId("p_ada")))
    await laptop.until(lambda: last(laptop, "person/p_ada").get("name") != "P_ADA")
    assert PersonId("p_ada") not in (await there.room()).directory


async def test_a_restored_session_begins_afresh(rig: Rig, pair: Workers) -> None:
    laptop = await pair[1].attach(rig.chair)
    before = await pair[1].room()
    await rig.database.write(lambda c: c.execute(sessions.table.update().values(epoch="another")))
    await laptop.until(lambda: laptop.closed is not None)
    after = await pair[1].room()
    assert (after.epoch, before.failed) == ("another", True)


async def test_who_asks_for_a_restored_session_gets_no_room_that_has_failed(
    rig: Rig, untold: Workers
) -> None:
    there = untold[1]
    before = await there.room()
    renewed = sessions.table.update().values(epoch="another", seq=before.seq + 1)
    await rig.database.write(lambda c: c.execute(renewed))
    after = await there.rooms.room(rig.session_id, before.seq + 1)
    assert (after.failed, after.epoch) == (False, "another")


async def test_a_fault_in_one_look_does_not_keep_a_worker_from_looking(
    rig: Rig, untold: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed, look = asyncio.Event(), sighting.look

    def faulty(connection: Connection, hosted: sighting.Hosted) -> sighting.Sighting:
        if not hosted.seats:
            return look(connection, hosted)
        failed.set()
        raise TypeError("a bug")

    here, there = untold
    laptop = await there.attach(rig.chair)
    with monkeypatch.context() as patched:
        patched.setattr(sighting, "look", faulty)
        async with asyncio.timeout(10):
            await failed.wait()
    await here.do(rig.chair, EditSession(title="Another title"))
    await laptop.until(lambda: last(laptop, "session").get("title") == "Another title")


async def test_a_page_knows_what_was_written_before_it_was_asked_for(
    rig: Rig, untold: Workers
) -> None:
    here, there = untold
    done = await here.do(rig.chair, PostNote("just now"))
    room = await there.rooms.room(rig.session_id, done.seq)
    assert room.seq == done.seq


async def test_connections_are_counted_across_workers(rig: Rig, told: Workers) -> None:
    here, there = told
    people = [await rig.join(f"p_{n}") for n in range(3)]
    chair = await there.attach(rig.chair)
    for person in people:
        await here.attach(person)
    await chair.until(lambda: last(chair, "presence").get("online") == 3)
    room = await here.room()
    (phone,) = room.hub.of("p_0")
    room.detach(phone)
    await chair.until(lambda: last(chair, "presence").get("online") == 2)


async def test_who_was_cut_off_from_another_worker_is_coming_back(rig: Rig, told: Workers) -> None:
    here, there = told
    ada = await rig.join("p_ada")
    poll, _ = await rig.open_poll()
    key = f"turnout/{poll}"
    chair = await there.attach(rig.chair)
    await here.attach(ada)
    await chair.until(lambda: last(chair, key).get("connected") == 1)
    room = await here.room()
    (phone,) = room.hub.of("p_ada")
    room.detach(phone)
    await chair.until(lambda: last(chair, key).get("connected") == 0)
    assert last(chair, key)["reconnecting"] == 1


async def test_redis_is_told_no_name_no_word_and_no_choice(
    rig: Rig, told: Workers, redis_url: str
) -> None:
    here, there = told
    said: list[str] = []
    async with Redis.from_url(redis_url) as client, client.monitor() as monitor:
        ada = await rig.join("p_ada")
        poll, (yes, no) = await rig.open_poll()
        chair, phone = await there.attach(rig.chair), await here.attach(ada)
        await here.do(ada, CastBallot(poll, (yes,), 1), "the ballot")
        await here.do(rig.chair, PostNote("a secret word"))
        await chair.until(lambda: last(chair, f"turnout/{poll}").get("voted") == 1)
        await there.do(rig.chair, ClosePoll(poll))
        await phone.until(lambda: last(phone, f"poll/{poll}").get("state") == "closed")
        await client.echo("that is all")
        async with asyncio.timeout(10):
            while "that is all" not in "".join(said):
                said.append((await monitor.next_command())["command"])
    heard = "\n".join(said)
    assert rig.session_id in heard
    assert "p_ada" in heard  # who is connected, by ids
    for hidden in (poll, yes, no, "P_ADA", "Org", "Shall we", "secret", "ballot", PLAN.code):
        assert hidden not in heard


async def test_a_worker_that_dies_is_not_counted(rig: Rig, told: Workers) -> None:
    here, there = told
    ada = await rig.join("p_ada")
    chair = await there.attach(rig.chair)
    await here.attach(ada)
    await chair.until(lambda: last(chair, "presence").get("online") == 1)
    company = here.rooms.services.company
    assert isinstance(company, RedisCompany)
    company._task.cancel()  # as when it is killed: it takes no leave
    await chair.until(lambda: last(chair, "presence").get("online") == 0)


class Interrupted(RedisLink):
    """Lets something else happen between what is to be said and the saying of it."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.meanwhile: list[Callable[[], None]] = []

    async def ask(self, question: Callable[[Redis], Awaitable[T]]) -> T:
        if self.meanwhile:
            self.meanwhile.pop(0)()
        return await super().ask(question)


async def test_a_session_that_is_left_while_others_are_told_does_not_silence_a_worker(
    redis_url: str,
) -> None:
    link, other = Interrupted(redis_url), RedisLink(redis_url)
    company, beyond = RedisCompany(link, LocalBus()), RedisCompany(other, LocalBus())
    heard: asyncio.Queue[frozenset[str]] = asyncio.Queue()
    # First it says that it is there, then who is.
    link.meanwhile = [lambda: None, lambda: company.leave("s_left")]
    try:
        for session_id in ("s_left", "s_kept"):
            company.enter(session_id, lambda: {"p_ada"}, lambda _: None)
        beyond.enter("s_kept", frozenset, heard.put_nowait)
        async with asyncio.timeout(10):
            assert await heard.get() == {"p_ada"}
            company.enter("s_late", lambda: {"p_bo"}, lambda _: None)
            beyond.enter("s_late", frozenset, heard.put_nowait)
            assert await heard.get() == {"p_bo"}
    finally:
        for one, its in ((company, link), (beyond, other)):
            await one.close()
            await its.close()


async def test_each_session_falls_to_one_worker(rig: Rig, redis_url: str) -> None:
    async with workers(rig, redis_url, 3) as running:
        people = [await rig.join(f"p_{n}") for n in range(3)]
        phones = [await w.attach(who) for w, who in zip(running, people, strict=True)]
        for phone in phones:  # then all know each other
            await phone.until(partial(counts, phone, 3))
        ids = [f"s_{n}" for n in range(200)]
        responsible = [worker.rooms.services.company.responsible for worker in running]
        shares = [sum(map(of, ids)) for of in responsible]
        assert sum(shares) == len(ids)
        assert min(shares) > 30


async def test_edits_of_the_plan_are_seen_everywhere(rig: Rig, pair: Workers) -> None:
    here, there = pair
    laptop = await there.attach(rig.chair)
    await here.do(rig.chair, EditSession(title="Another title"))
    await laptop.until(lambda: last(laptop, "session").get("title") == "Another title")
