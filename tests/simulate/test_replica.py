"""What a client knows, frame by frame."""

from typing import Any

import pytest

from live.simulate.replica import Missed, Replica


def patch(since: int, to: int, *gone: str, **documents: Any) -> dict[str, Any]:
    return {"type": "patch", "from": since, "to": to, "set": documents, "del": list(gone)}


def welcome(*, resumed: bool) -> dict[str, Any]:
    return {"type": "welcome", "epoch": "e", "seq": 9, "resumed": resumed}


@pytest.fixture
def replica() -> Replica:
    """As of seq 3, with one document."""
    known = Replica()
    known.welcome(welcome(resumed=False))
    known.patch(patch(0, 3, floor={"request": None}))
    return known


def test_a_patch_brings_documents(replica: Replica) -> None:
    replica.patch(patch(3, 4, session={"status": "open"}))
    assert replica.documents == {"floor": {"request": None}, "session": {"status": "open"}}
    assert replica.seq == 4


def test_a_patch_takes_documents_away(replica: Replica) -> None:
    replica.patch(patch(3, 4, "floor", "never/known"))
    assert replica.documents == {}


def test_a_gap_is_noticed(replica: Replica) -> None:
    with pytest.raises(Missed):
        replica.patch(patch(4, 5))


def test_a_late_patch_changes_nothing(replica: Replica) -> None:
    replica.patch(patch(0, 2, floor={"request": "r_old"}))
    assert (replica.seq, replica.documents["floor"]) == (3, {"request": None})


def test_resuming_keeps_the_documents(replica: Replica) -> None:
    replica.welcome(welcome(resumed=True))
    assert (replica.seq, list(replica.documents)) == (3, ["floor"])


def test_starting_afresh_forgets_them(replica: Replica) -> None:
    replica.welcome(welcome(resumed=False))
    assert (replica.seq, replica.documents) == (0, {})


def test_what_is_ephemeral_is_forgotten_at_every_welcome(replica: Replica) -> None:
    replica.now({"type": "now", "set": {"presence": {"online": 3}}, "del": []})
    replica.welcome(welcome(resumed=True))
    assert replica.ephemeral == {}


def test_the_queue_is_what_waits_by_rank(replica: Replica) -> None:
    waiting = {"request/r_b": {"rank": 2.0, "state": "waiting"}}
    waiting |= {"request/r_a": {"rank": 1.5, "state": "waiting"}}
    replica.patch(patch(3, 6, **waiting, **{"request/r_c": {"rank": 0, "state": "floor"}}))
    assert replica.queue() == ["r_a", "r_b"]
