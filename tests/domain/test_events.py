"""Events as the journal keeps them."""

import msgspec
import pytest

from live.domain import (
    acts,
    agenda,
    captioning,
    contributions,
    draft,
    floor,
    life,
    notes,
    people,
    polls,
    proposals,
    queue,
    redaction,
    turns,
    versions,
)
from live.domain.actors import Role
from live.domain.captions import Line
from live.domain.events import EVENTS, decode, encode
from live.domain.questions import Option
from live.domain.session import Event
from tests.domain.electorate import counted, votes
from tests.domain.occasion import NOW, PLAN, ada, bo, scribe
from tests.domain.papers import paper

ASKED = queue.FloorRequested(
    "r_1", ada.id, "reply", "cost", 1, None, NOW, "t_1", "on_behalf", "The net", "fr", "Dear all,",
    "phone",
)  # fmt: skip
WAITS = queue.Request(
    "r_1", ada.id, "reply", "cost", 1, None, NOW, "t_1", "on_behalf", "The net", "fr", "Dear all,",
    "phone", 7, "ready", 1, 2, 60, bo.id,
)  # fmt: skip
HOLDER = floor.Holder(WAITS, "t_1", "i_1", NOW, None, 60_000, 1_000, 1, "t_0")
DOORS = acts.Doors(open=True, points_of_order=True, writing_offered=False)
ACT = acts.Act(
    "a_1",
    "floor.interrupt",
    scribe.id,
    NOW,
    "r_1",
    ada.id,
    (acts.Change(None, WAITS), acts.Change(WAITS, None)),
    (DOORS, acts.Doors(open=False, points_of_order=False, writing_offered=True)),
    (acts.Hands(None, None), acts.Hands(HOLDER, HOLDER)),
    ("t_0",),
    (HOLDER.over(NOW),),
)

SAMPLES: dict[str, Event] = {
    "session.created": life.SessionCreated(PLAN, NOW),
    "session.edited": life.SessionEdited(PLAN),
    "session.opened": life.SessionOpened(NOW),
    "session.suspended": life.SessionSuspended(NOW),
    "session.closed": life.SessionWasClosed(NOW),
    "session.reopened": life.SessionReopened(NOW),
    "person.joined": people.PersonJoined(ada.id, Role.PARTICIPANT, "civil", "", NOW),
    "person.added": people.PersonAdded(bo.id, "civil", "", NOW),
    "person.edited": people.PersonEdited(ada.id, "", "asia"),
    "person.left": people.PersonLeft(ada.id, removed=True),
    "item.added": agenda.ItemAdded("i_1", "Panel", None, 1.5),
    "item.edited": agenda.ItemEdited("i_1", "Panel", 20),
    "item.started": agenda.ItemStarted("i_1", NOW),
    "item.ended": agenda.ItemEnded("i_1", NOW),
    "queue.requested": ASKED,
    "queue.edited": queue.RequestEdited("r_1", "law", "on_behalf", "The net", "fr", "Dear all,"),
    "queue.withdrawn": queue.RequestWithdrawn("r_1"),
    "queue.moved": queue.RequestMoved("r_1", 0.5),
    "queue.skipped": queue.RequestSkipped("r_1", 1.5),
    "queue.limited": queue.RequestLimited("r_1", 60),
    "queue.claimed": queue.RequestClaimed("r_1", ada.id),
    "queue.given": queue.RequestGiven("r_1", ada.id),
    "queue.claim_dropped": queue.ClaimDropped("r_1"),
    "queue.merged": queue.RequestMerged(
        "r_1", "r_2", ada.id, 1.5, "law", "on_behalf", "Acme", "fr", "As I say."
    ),
    "queue.ready": queue.RequestReady("r_1", "minute"),
    "queue.spread": queue.QueueSpread({"r_1": 1024, "r_2": 2048}),
    "queue.opened": queue.QueueOpened(),
    "queue.closed": queue.QueueWasClosed(points_of_order=False),
    "queue.unheard": queue.RequestsUnheard(("r_1", "r_2"), "last_word", NOW),
    "queue.restored": queue.RequestsRestored(("r_1",)),
    "queue.written": queue.RequestWritten("r_1", "We agree.", NOW),
    "queue.writing_offered": queue.WritingOffered(),
    "floor.granted": floor.FloorGranted(
        "r_1", ada.id, "point_of_order", "", "t_2", None, "i_1", NOW, "t_1"
    ),
    "floor.paused": floor.FloorPaused(NOW),
    "floor.resumed": floor.FloorResumed(NOW),
    "floor.released": floor.FloorReleased("t_1", NOW),
    "floor.returned": floor.FloorReturned("r_1", 1.5, NOW),
    "floor.extended": floor.FloorExtended(60_000),
    "turn.corrected": turns.TurnCorrected("t_1", 1, NOW, NOW + 2000, 1500),
    "floor.identified": floor.SpeakerIdentified("t_1", bo.id),
    "act.done": acts.ActDone(ACT),
    "act.undone": acts.ActUndone(
        "a_1",
        scribe.id,
        NOW,
        (WAITS,),
        ("r_2",),
        DOORS,
        acts.Hands(HOLDER, HOLDER),
        ("t_1",),
        (HOLDER.over(NOW),),
    ),
    "poll.drafted": paper(),
    "poll.edited": polls.PollEdited("q_1", "Agreed?", (Option("o_1", "Yes"),), 1, 1),
    "poll.corrected": polls.PollCorrected(
        "q_1", NOW, "A slip.", "Agreed?", (Option("o_1", "Yes"),), ("", "")
    ),
    "contribution.judged": contributions.ContributionJudged(
        "q_1.1", "approved", "More time.", "Time"
    ),
    "word.counted": contributions.WordCounted("q_1", "law", "Law"),
    "poll.moved": polls.PollMoved("q_1", 1.5),
    "poll.removed": polls.PollRemoved("q_1"),
    "poll.closing": polls.PollClosing("q_1", NOW),
    "poll.opened": polls.PollOpened("q_1", NOW),
    "poll.closed": polls.PollWasClosed("q_1", NOW),
    "poll.tallied": polls.PollTallied("q_1", counted(votes("a", "x", yes=4, no=3), secret=False)),
    "poll.published": polls.PollPublished("q_1", NOW),
    "note.posted": notes.NotePosted(
        "n_1", scribe.id, "Noted.", "point", None, None, ada.id, NOW, NOW
    ),
    "note.revised": notes.NoteRevised("n_1", 2, "Noted.", None),
    "note.placed": notes.NotePlaced("n_1", None, "t_1", ada.id, NOW),
    "note.pinned": notes.NotePinned("n_1", True),
    "note.retracted": notes.NoteRetracted("n_1", scribe.id, NOW),
    "note.proposed": proposals.NoteProposed("s_1", ada.id, "Noted?", None, None, None, NOW),
    "note.accepted": proposals.ProposalAccepted("s_1", "n_1", scribe.id),
    "note.declined": proposals.ProposalDeclined("s_1", scribe.id),
    "note.redacted": redaction.NoteRedacted("n_1"),
    "caption.redacted": redaction.CaptionRedacted("live.en.1"),
    "person.erased": redaction.PersonErased(ada.id),
    "caption.posted": captioning.CaptionPosted(
        "live.en",
        "en",
        "k_1",
        7,
        5,
        "0f",
        2,
        3,
        (captioning.TypedLine("live.en.1", "Good morning", NOW, NOW),),
        b"\xc3",
        NOW,
    ),
    "caption.stream_added": captioning.StreamAdded(
        "x_1", "en", "vtt", NOW, ("l_1", "l_2"), {"l_1": ada.id, "l_2": None}
    ),
    "caption.lines_added": captioning.LinesAdded(
        "x_1", (Line("x_1.1", 0, 1_000, "Good morning.", "l_1"),)
    ),
    "caption.corrected": captioning.CaptionCorrected("x_1", "x_1.1", 2, "Good evening."),
    "caption.attributed": captioning.CaptionsAttributed(
        "x_1", ada.id, by_hand=True, run=("x_1.1", "x_1.3")
    ),
    "caption.speaker_named": captioning.SpeakerNamed("x_1", "l_1", None, by_hand=True),
    "caption.stream_placed": captioning.StreamPlaced("x_1", NOW),
    "caption.stream_removed": captioning.StreamRemoved("x_1"),
    "draft.begun": draft.SectionBegun("general", "Noted."),
    "draft.taken": draft.SectionTaken("general", scribe.id, NOW),
    "draft.written": draft.SectionWritten("general", 2, "Noted twice.", scribe.id, NOW),
    "draft.released": draft.SectionReleased("general"),
    "draft.set_aside": draft.TextSetAside("general", "d_1", scribe.id, "Noted too.", NOW),
    "draft.dropped": draft.AsideDropped("general", "d_1"),
    "record.made": versions.RecordMade(NOW, 1),
    "record.corrected": versions.RecordCorrected(NOW),
    "record.finalised": versions.RecordFinalised(NOW, 1),
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


@pytest.mark.parametrize(
    ("kept", "event"),
    [
        (
            b'{"type":"note.revised","note":"n_1","revision":2,"text":"Noted.","tag":null}',
            notes.NoteRevised("n_1", 2, "Noted.", None),
        ),
        (b'{"type":"note.retracted","note":"n_1"}', notes.NoteRetracted("n_1")),
    ],
)
def test_what_an_earlier_release_kept_is_read(kept: bytes, event: Event) -> None:
    assert decode(kept) == event
