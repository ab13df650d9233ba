"""Faults of ours or of the database lose nothing, and leave nothing half done."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from live.domain.actors import PersonId, Role
from live.domain.documents import Audience
from live.domain.events import encode
from live.domain.notes import NotePosted, PostNote
from live.domain.people import Leave
from live.domain.polls import CastBallot, ClosePoll
from live.domain.queue import RequestFloor
from live.domain.redaction import ErasePerson
from live.domain.session import Event
from live.errors import Internal, Unavailable
from live.room import writer
from live.room.replica import Replica as Documents
from live.room.submission import Submission
from live.simulate.replica import Replica
from live.store.connection import Connection
from live.store.database import OutcomeUnknown, Work
from tests.room.rig import Peer, Rig


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.CRITICAL, logger="live.room.room"):
        yield


def _documents(peer: Peer) -> dict[str, Any]:
    """What a browser has of the frames that it got; Missed if it was left out of a patch."""
    replica = Replica()
    for frame in peer.frames:
        if frame["type"] == "welcome":
            replica.welcome(frame)
        elif frame["type"] == "patch":
            replica.patch(frame)
    return replica.documents


async def test_a_fault_leaves_nothing_of_its_command(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(event: Event) -> tuple[str, bytes]:
        if isinstance(event, NotePosted) and event.text == "bad":
            raise TypeError("a bug")
        return encode(event)

    monkeypatch.setattr(writer, "encode", faulty)
    with pytest.raises(Internal):
        await rig.do(rig.chair, PostNote("bad"))
    await rig.do(rig.chair, PostNote("good"))
    assert [note.text for note in (await rig.room()).session.notes.ordered()] == ["good"]


async def test_a_ballot_that_cannot_be_kept_is_not_acknowledged(rig: Rig) -> None:
    ada, bo = await rig.join("p_ada"), await rig.join("p_bo")
    poll, (yes, _) = await rig.open_poll()
    await rig.database.write(lambda c: c.execute(text("DELETE FROM poll_keys")))
    room = await rig.room()
    vote = room.enqueue(Submission(ada, "v", CastBallot(poll, (yes,), 1)))
    closing = room.enqueue(Submission(rig.chair, "c", ClosePoll(poll)))
    other = room.enqueue(Submission(bo, "r", RequestFloor()))
    assert (await other).result["request"]
    for lost in (vote, closing):
        with pytest.raises(Internal):
            await lost


class Doubtful:
    """Makes the next COMMIT one of which nobody knows whether it took."""

    def __init__(self, rig: Rig, monkeypatch: pytest.MonkeyPatch, *, took: bool) -> None:
        self._write = rig.database.write
        self._patch = monkeypatch
        self._rig = rig
        self._took = took
        monkeypatch.setattr(rig.database, "write", self._fail_once)

    async def _fail_once(self, work: Work[object]) -> None:
        self._patch.setattr(self._rig.database, "write", self._write)

        def rolled_back(connection: Connection) -> None:
            work(connection)
            raise OutcomeUnknown

        await self._write(work if self._took else rolled_back)
        raise OutcomeUnknown


async def test_a_command_of_unknown_outcome_that_took_is_acknowledged(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await rig.join("p_ada")
    Doubtful(rig, monkeypatch, took=True)
    done = await rig.do(ada, RequestFloor(), "mine")
    assert [*(await rig.room()).session.queue.waiting] == [done.result["request"]]


async def test_a_command_of_unknown_outcome_that_did_not_take_is_sent_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await rig.join("p_ada")
    Doubtful(rig, monkeypatch, took=False)
    with pytest.raises(Unavailable) as refused:
        await rig.do(ada, RequestFloor(), "mine")
    assert refused.value.retry
    assert (await rig.do(ada, RequestFloor(), "mine")).result["request"]


async def test_a_ballot_of_unknown_outcome_counts_once(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await rig.join("p_ada")
    poll, (yes, _) = await rig.open_poll()
    Doubtful(rig, monkeypatch, took=True)
    done = await rig.do(ada, CastBallot(poll, (yes,), 1), "v")
    assert (done.seq, done.result) == ((await rig.room()).seq, {"n": 1})
    await rig.do(rig.chair, ClosePoll(poll))
    tally = (await rig.room()).session.polls.sheet[poll].tally
    assert tally is not None
    assert tally.counts[yes] == tally.voters == 1


async def test_browsers_get_what_a_commit_of_unknown_outcome_has_changed(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await rig.join("p_ada")
    room, peer = await rig.room(), Peer()
    room.attach(ada, Audience.PUBLIC, peer, None, "")
    await rig.do(rig.chair, PostNote("before"))
    Doubtful(rig, monkeypatch, took=True)
    done = await rig.do(ada, RequestFloor())
    assert _documents(peer) == room.documents(Audience.PUBLIC)
    await rig.do(rig.chair, PostNote("after"))
    assert _documents(peer) == room.documents(Audience.PUBLIC)
    assert peer.frames[-1]["type"] == "patch"
    own = [frame["set"]["me"]["request"] for frame in peer.frames if "me" in frame.get("set", {})]
    assert own[-1] == done.result["request"]


async def test_who_resumes_after_a_commit_of_unknown_outcome_misses_nothing(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, peer, again = await rig.room(), Peer(), Peer()
    ada = await rig.join("p_ada")
    await rig.do(ada, RequestFloor())
    await rig.do(rig.chair, PostNote("a note"))
    room.attach(rig.chair, Audience.STAFF, peer, None, "")
    since, epoch = room.seq, room.epoch_of(Audience.STAFF)
    await rig.join("p_bo")
    Doubtful(rig, monkeypatch, took=True)
    await rig.join("p_cy")
    room.attach(rig.chair, Audience.STAFF, again, since, epoch)
    assert {"person/p_bo", "person/p_cy"} <= again.frames[1]["set"].keys()


async def test_who_left_in_a_commit_of_unknown_outcome_is_let_go(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await rig.join("p_ada")
    peer = Peer()
    (await rig.room()).attach(ada, Audience.PUBLIC, peer, None, "")
    Doubtful(rig, monkeypatch, took=True)
    await rig.do(ada, Leave())
    await peer.until(lambda: peer.closed is not None)
    assert peer.closed == (4401, "left")


async def test_an_erasure_of_unknown_outcome_is_told_to_whoever_keeps_what_was_made(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[str] = []
    rig.rooms.forgetting.append(forgotten.append)
    await rig.join("p_ada")
    Doubtful(rig, monkeypatch, took=True)
    await rig.do(rig.chair, ErasePerson(PersonId("p_ada")))
    assert forgotten == [rig.session_id]


async def test_a_room_whose_documents_cannot_follow_is_loaded_afresh(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> bool:
        raise TypeError("a bug")

    room, peer = await rig.room(), Peer()
    room.attach(rig.chair, Audience.STAFF, peer, None, "")
    with monkeypatch.context() as broken:
        broken.setattr(Documents, "advance", faulty)
        with pytest.raises(Unavailable):
            await rig.do(rig.chair, PostNote("kept"), "note")
    assert peer.closed == (1006, "aborted")
    note = (await rig.do(rig.chair, PostNote("kept"), "note")).result["note"]
    documents = (await rig.room()).documents(Audience.STAFF)
    assert [key for key in documents if key.startswith("note/")] == [f"note/{note}"]


async def test_a_room_goes_on_after_many_faults(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    other = await rig.join("p_other", Role.MODERATOR)
    room = await rig.room()
    await rig.database.write(lambda c: c.execute(text("ALTER TABLE journal RENAME TO mislaid")))
    answers = [room.enqueue(Submission(other, f"n{n}", PostNote("x"))) for n in range(3)]
    for answer in answers:
        with pytest.raises(Internal):
            await answer
    await rig.database.write(lambda c: c.execute(text("ALTER TABLE mislaid RENAME TO journal")))
    assert (await rig.do(other, PostNote("x"), "n1")).result["note"]
