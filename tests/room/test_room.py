"""Commands in, answers and patches out, on a real database."""

import asyncio
import logging

import msgspec
import pytest
from sqlalchemy import text

from live.domain import agenda
from live.domain.actors import Role
from live.domain.agenda import AddItem
from live.domain.documents import Audience, View
from live.domain.floor import GrantFloor
from live.domain.life import CloseSession, OpenSession, SuspendSession
from live.domain.notes import PostNote
from live.domain.people import EditPerson, RemovePerson
from live.domain.polls import CastBallot, ClosePoll, PublishPoll
from live.domain.queue import RequestFloor
from live.errors import IdReused, LiveError, PollClosed, Stale, Unavailable
from live.room.submission import Submission
from live.store import journal
from tests.room.rig import Peer, Rig


async def test_what_was_answered_is_on_disk(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    done = await rig.do(ada, RequestFloor("question", "scope"))
    await rig.again()
    room = await rig.room()
    assert room.seq == done.seq
    assert room.session.queue.request(str(done.result["request"])).about == "scope"


async def test_the_journal_alone_rebuilds_the_state(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    poll, options = await rig.open_poll()
    await rig.do(ada, CastBallot(poll, (options[0],), 1))
    await rig.do(rig.chair, CloseSession())
    before = (await rig.room()).session
    await rig.again()
    assert (await rig.room()).session == before


async def test_the_same_command_again_has_the_same_answer(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    first = await rig.do(ada, RequestFloor(), "mine")
    again = await rig.do(ada, RequestFloor(), "mine")
    await rig.again()
    after_restart = await rig.do(ada, RequestFloor(), "mine")
    assert first == again == after_restart


async def test_the_same_command_twice_in_one_batch_has_one_effect(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    room = await rig.room()
    twice = [room.enqueue(Submission(ada, "mine", RequestFloor())) for _ in range(2)]
    first, second = await asyncio.gather(*twice)
    assert first == second
    assert len(room.session.queue.waiting) == 1


async def test_an_id_is_not_used_for_something_else(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    await rig.do(ada, RequestFloor(), "mine")
    with pytest.raises(IdReused):
        await rig.do(ada, RequestFloor("question"), "mine")


async def test_two_people_may_use_the_same_id(rig: Rig) -> None:
    ada, bo = await rig.join("p_ada"), await rig.join("p_bo")
    first = await rig.do(ada, RequestFloor(), "mine")
    second = await rig.do(bo, RequestFloor(), "mine")
    assert first.result != second.result


async def test_a_refused_command_is_decided_afresh(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    await rig.do(rig.chair, SuspendSession())
    with pytest.raises(LiveError):
        await rig.do(ada, RequestFloor(), "mine")
    await rig.do(rig.chair, OpenSession())
    assert (await rig.do(ada, RequestFloor(), "mine")).result["request"]


async def test_a_fault_in_one_command_leaves_the_others_alone(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(*_: object) -> list[agenda.AgendaEvent]:
        raise TypeError("a bug")

    ada = await rig.join("p_ada")
    monkeypatch.setattr(agenda, "decide", faulty)
    room = await rig.room()
    with caplog.at_level(logging.CRITICAL, logger="live.room.room"):
        bad = room.enqueue(Submission(rig.chair, "x", AddItem("Broken")))
        good = room.enqueue(Submission(ada, "y", RequestFloor()))
        assert (await good).result["request"]
        with pytest.raises(LiveError) as refused:
            await bad
    assert refused.value.code == "internal"


async def test_two_moderators_who_press_next_together_move_the_queue_by_one(rig: Rig) -> None:
    other = await rig.join("p_other", Role.MODERATOR)
    ada, bo = await rig.join("p_ada"), await rig.join("p_bo")
    first = str((await rig.do(ada, RequestFloor())).result["request"])
    await rig.do(bo, RequestFloor())
    room = await rig.room()
    answers = await asyncio.gather(
        room.submit(rig.chair, "next", GrantFloor(first, None)),
        room.submit(other, "next", GrantFloor(first, None)),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Done", "Stale"]
    assert len(room.session.queue.waiting) == 1


async def test_voting_again_moves_the_ballot(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    poll, (yes, no) = await rig.open_poll()
    await rig.do(ada, CastBallot(poll, (yes,), 1))
    await rig.do(ada, CastBallot(poll, (no,), 2))
    await rig.do(rig.chair, ClosePoll(poll))
    tally = (await rig.room()).session.polls.sheet[poll].tally
    assert tally is not None
    assert (tally.counts, tally.voters) == ({yes: 0, no: 1}, 1)


async def test_the_same_ballot_again_is_answered_even_after_the_close(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    poll, (yes, _) = await rig.open_poll()
    first = await rig.do(ada, CastBallot(poll, (yes,), 1), "vote")
    await rig.do(rig.chair, ClosePoll(poll))
    assert (await rig.do(ada, CastBallot(poll, (yes,), 1), "vote")).result == first.result


async def test_a_late_ballot_is_told_when_voting_closed(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    poll, (yes, _) = await rig.open_poll()
    await rig.do(rig.chair, ClosePoll(poll))
    with pytest.raises(PollClosed) as refused:
        await rig.do(ada, CastBallot(poll, (yes,), 1))
    assert refused.value.details["closed_at"]


async def test_an_older_ballot_is_stale(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    poll, (yes, no) = await rig.open_poll()
    await rig.do(ada, CastBallot(poll, (yes,), 2))
    with pytest.raises(Stale) as refused:
        await rig.do(ada, CastBallot(poll, (no,), 1))
    assert refused.value.details == {"n": 2}


async def test_ballots_before_the_close_in_one_batch_are_counted(rig: Rig) -> None:
    people = [await rig.join(f"p_{n}") for n in range(20)]
    poll, (yes, _) = await rig.open_poll()
    room = await rig.room()
    votes = [room.enqueue(Submission(p, "v", CastBallot(poll, (yes,), 1))) for p in people]
    closing = room.enqueue(Submission(rig.chair, "close", ClosePoll(poll)))
    late = room.enqueue(Submission(people[0], "w", CastBallot(poll, (yes,), 2)))
    await asyncio.gather(*votes, closing)
    with pytest.raises(PollClosed):
        await late
    tally = room.session.polls.sheet[poll].tally
    assert tally is not None
    assert tally.voters == 20


async def test_a_sealed_poll_links_nobody_to_a_choice(filed: Rig) -> None:
    people = [await filed.join(f"p_{n}") for n in range(9)]
    poll, (yes, no) = await filed.open_poll()
    with_key = await _keys(filed, poll)
    for nth, person in enumerate(people):
        await filed.do(person, CastBallot(poll, (yes if nth % 3 else no,), 1))
    await filed.do(filed.chair, ClosePoll(poll))
    await filed.database.scrubbed()
    assert len(with_key) == 1
    assert await _keys(filed, poll) == []
    files = [file.read_bytes() for file in filed.path.iterdir()]
    assert not any(with_key[0] in content for content in files)


async def _keys(rig: Rig, poll: str) -> list[bytes]:
    query = text("SELECT key FROM poll_keys WHERE poll = :poll")
    return await rig.database.read(lambda c: list(c.execute(query, {"poll": poll}).scalars()))


async def test_a_browser_is_greeted_with_everything(rig: Rig) -> None:
    room = await rig.room()
    peer = Peer()
    room.attach(rig.chair, Audience.STAFF, peer, None, "")
    welcome, patch, now = peer.frames
    assert (welcome["type"], welcome["resumed"], welcome["seq"]) == ("welcome", False, room.seq)
    assert patch["from"] == 0
    everything = View(room.session, room.directory, Audience.STAFF).everything()
    assert patch["set"] == msgspec.json.decode(msgspec.json.encode(everything))
    assert isinstance(now["set"], dict)
    assert now["set"]["me"]["role"] == "moderator"


async def test_who_comes_back_gets_only_what_changed(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    room = await rig.room()
    since, epoch = room.seq, room.epoch_of(Audience.PUBLIC)
    await rig.do(ada, RequestFloor())
    peer = Peer()
    room.attach(ada, Audience.PUBLIC, peer, since, epoch)
    assert peer.frames[0]["resumed"] is True
    assert len(peer.frames[1]["set"]) == 1


async def test_a_restarted_server_resumes_who_comes_back(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    request = str((await rig.do(ada, RequestFloor())).result["request"])
    room = await rig.room()
    since, epoch = room.seq, room.epoch_of(Audience.PUBLIC)
    await rig.do(rig.chair, GrantFloor(request, None))
    await rig.do(rig.chair, CloseSession())
    await rig.again()
    peer = Peer()
    (await rig.room()).attach(ada, Audience.PUBLIC, peer, since, epoch)
    assert peer.frames[0]["resumed"] is True
    assert peer.frames[1]["del"] == [f"request/{request}"]


@pytest.mark.parametrize("since", [10**6, None])
async def test_who_is_ahead_or_new_starts_afresh(rig: Rig, since: int | None) -> None:
    room = await rig.room()
    peer = Peer()
    room.attach(rig.chair, Audience.STAFF, peer, since, room.epoch_of(Audience.STAFF))
    assert peer.frames[0]["resumed"] is False


async def test_the_epoch_of_another_audience_is_not_resumed(rig: Rig) -> None:
    room = await rig.room()
    peer = Peer()
    room.attach(rig.chair, Audience.STAFF, peer, room.seq, room.epoch_of(Audience.PUBLIC))
    assert peer.frames[0]["resumed"] is False


async def test_who_is_removed_is_let_go(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    peer = Peer()
    (await rig.room()).attach(ada, Audience.PUBLIC, peer, None, "")
    await rig.do(rig.chair, RemovePerson(ada.id))
    await peer.until(lambda: peer.closed is not None)
    assert peer.closed == (4403, "removed")


async def test_corrected_details_reach_every_document(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    request = str((await rig.do(ada, RequestFloor())).result["request"])
    await rig.do(ada, EditPerson(name="Ada Lovelace", group="private"))
    documents = (await rig.room()).documents(Audience.PUBLIC)
    person = documents[f"request/{request}"]["person"]
    assert person == {
        "id": "p_ada",
        "name": "Ada Lovelace",
        "organisation": "Org",
        "group": "private",
    }


async def test_names_are_in_no_entry_of_the_journal(rig: Rig) -> None:
    await rig.join("p_secretname")
    entries = await rig.database.read(lambda c: list(journal.read(c, rig.session_id)))
    assert not any(b"SECRETNAME" in (entry.data or b"") for entry in entries)


async def test_the_journal_verifies(rig: Rig) -> None:
    await rig.do(rig.chair, PostNote("a point"))
    assert await rig.database.read(lambda c: journal.verify(c, rig.session_id)) == []


async def test_choices_of_a_secret_poll_are_in_no_entry_of_the_journal(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    poll, (yes, _) = await rig.open_poll()
    before = (await rig.room()).seq
    await rig.do(ada, CastBallot(poll, (yes,), 1))
    assert (await rig.room()).seq == before


async def test_a_full_disk_refuses_with_a_retry(filed: Rig) -> None:
    pages = text("PRAGMA page_count")
    count = await filed.database.write(lambda c: c.execute(pages).scalar_one())
    await filed.database.write(lambda c: c.execute(text(f"PRAGMA max_page_count={count}")))
    with pytest.raises(Unavailable):
        await _write_on(filed)
    await filed.database.write(lambda c: c.execute(text("PRAGMA max_page_count=100000")))
    assert (await filed.do(filed.chair, PostNote("room again"))).result["note"]


async def _write_on(rig: Rig) -> None:
    for _ in range(50):
        await rig.do(rig.chair, PostNote("x" * 20_000))


async def test_a_session_is_loaded_once_whoever_asks(rig: Rig) -> None:
    await rig.again()
    rooms = await asyncio.gather(*(rig.room() for _ in range(20)))
    assert len(set(map(id, rooms))) == 1


async def test_a_draft_poll_is_for_staff(rig: Rig) -> None:
    room = await rig.room()
    kinds = {
        audience: [key for key in room.documents(audience) if key.startswith("poll/")]
        for audience in Audience
    }
    assert (len(kinds[Audience.PUBLIC]), len(kinds[Audience.STAFF])) == (0, 1)


async def test_turnout_is_sent_while_a_poll_is_open(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    poll, (yes, _) = await rig.open_poll()
    room = await rig.room()
    peer = Peer()
    room.attach(rig.chair, Audience.STAFF, peer, None, "")
    await rig.do(ada, CastBallot(poll, (yes,), 1))
    await peer.until(lambda: _voted(peer, poll) == 1)
    await rig.do(rig.chair, ClosePoll(poll))
    await rig.do(rig.chair, PublishPoll(poll))
    assert f"tally/{poll}" in room.documents(Audience.PUBLIC)


def _voted(peer: Peer, poll: str) -> object:
    voted: object = None
    for frame in peer.frames:
        turnout = frame["set"].get(f"turnout/{poll}") if frame["type"] == "now" else None
        voted = turnout["voted"] if turnout else voted
    return voted
