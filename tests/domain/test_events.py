"""Events as the journal keeps them."""

import msgspec
import pytest

from live.domain import agenda, floor, life, notes, people, polls, queue
from live.domain.actors import Role
from live.domain.events import EVENTS, decode, encode
from live.domain.session import Event
from tests.domain.electorate import counted, votes
from tests.domain.occasion import NOW, PLAN, ada, scribe

SAMPLES: dict[str, Event] = {
    "session.created": life.SessionCreated(PLAN, NOW),
    "session.edited": life.SessionEdited(PLAN),
    "session.opened": life.SessionOpened(NOW),
    "session.suspended": life.SessionSuspended(NOW),
    "session.closed": life.SessionWasClosed(NOW),
    "session.reopened": life.SessionReopened(NOW),
    "person.joined": people.PersonJoined(ada.id, Role.PARTICIPANT, "civil", "", NOW),
    "person.edited": people.PersonEdited(ada.id, "", "asia"),
    "person.left": people.PersonLeft(ada.id, removed=True),
    "item.added": agenda.ItemAdded("i_1", "Panel", None, 1.5),
    "item.edited": agenda.ItemEdited("i_1", "Panel", 20),
    "item.started": agenda.ItemStarted("i_1", NOW),
    "item.ended": agenda.ItemEnded("i_1", NOW),
    "queue.requested": queue.FloorRequested("r_1", ada.id, "question", "cost", 1, None, NOW),
    "queue.edited": queue.RequestEdited("r_1", "law"),
    "queue.withdrawn": queue.RequestWithdrawn("r_1"),
    "queue.moved": queue.RequestMoved("r_1", 0.5),
    "queue.spread": queue.QueueSpread({"r_1": 1024, "r_2": 2048}),
    "queue.opened": queue.QueueOpened(),
    "queue.closed": queue.QueueWasClosed(),
    "queue.unheard": queue.RequestsUnheard(("r_1", "r_2")),
    "queue.restored": queue.RequestsRestored(("r_1",)),
    "floor.granted": floor.FloorGranted("r_1", ada.id, "question", "", "t_1", None, "i_1", NOW),
    "floor.paused": floor.FloorPaused(NOW),
    "floor.resumed": floor.FloorResumed(NOW),
    "floor.released": floor.FloorReleased("t_1", NOW),
    "floor.extended": floor.FloorExtended(60_000),
    "poll.drafted": polls.PollDrafted(
        "q_1", "single", "Agreed?", (polls.Option("o_1", "Yes"),), True, 1, 1, 1
    ),
    "poll.edited": polls.PollEdited("q_1", "Agreed?", (polls.Option("o_1", "Yes"),), 1, 1),
    "poll.opened": polls.PollOpened("q_1", NOW),
    "poll.closed": polls.PollWasClosed("q_1", NOW),
    "poll.tallied": polls.PollTallied("q_1", counted(votes("a", "x", yes=4, no=3), secret=False)),
    "poll.published": polls.PollPublished("q_1", NOW),
    "note.posted": notes.NotePosted(
        "n_1", scribe.id, "Noted.", "point", None, None, ada.id, NOW, NOW
    ),
    "note.revised": notes.NoteRevised("n_1", 2, "Noted.", None),
    "note.retracted": notes.NoteRetracted("n_1"),
}

every_sample = pytest.mark.parametrize(("kind", "event"), SAMPLES.items(), ids=SAMPLES)


def test_every_kind_of_event_is_known() -> None:
    assert {kind: type(event) for kind, event in SAMPLES.items()} == EVENTS


@every_sample
def test_an_event_is_encoded_under_its_kind(kind: str, event: Event) -> None:
    assert encode(event)[0] == kind


@every_sample
def test_an_event_is_decoded_as_it_was(kind: str, event: Event) -> None:
    assert decode(encode(event)[1]) == event


@every_sample
def test_what_a_later_release_adds_is_ignored(kind: str, event: Event) -> None:
    later = msgspec.json.decode(encode(event)[1]) | {"added_later": True}
    assert decode(msgspec.json.encode(later)) == event


@pytest.mark.parametrize(
    "data", [b'{"type":"queue.exploded"}', b"{}", b"[]", b'{"type":"note.revised"}']
)
def test_what_is_no_event_is_not_decoded(data: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(data)
