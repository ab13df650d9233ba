"""Whatever moderators and participants do to queue and floor, there is a record of it."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from live.domain import floor, life, people, queue, turns
from live.domain.captioning import (
    AttributeCaptions,
    ImportCaptions,
    ImportedLine,
    PostCaption,
    captioner,
)
from live.errors import LiveError, NotFound
from live.record.formats import FORMATS
from tests.domain.occasion import SECOND, chair, scribe
from tests.record.office import parts
from tests.record.sittings import Recorded, ada, ben, dee, opened


def waiting(here: Recorded, place: int = 0) -> str:
    ordered = here.session.queue.ordered()
    return ordered[place % len(ordered)].id if ordered else "r_none"


def holder(here: Recorded) -> str:
    on = here.session.floor.holder
    return on.request if on else "r_none"


def last_turn(here: Recorded) -> str:
    turns = here.record().turns
    return turns[-1].id if turns else "t_none"


def undo(here: Recorded) -> None:
    last = here.session.undoable
    here.do(chair, queue.UndoAct(last.id if last else "a_none"))


def grant(here: Recorded, place: int, *, last: bool = False) -> None:
    on = here.session.floor.holder
    instead_of = on.request if on else None
    here.do(chair, floor.GrantFloor(waiting(here, place), instead_of, last))


def say(here: Recorded) -> None:
    """A captioner writes a line."""
    post = PostCaption("k_1", "en", here.asked + 1, b"It is said that this is so.\n")
    here.do(captioner("k_1"), post)


def bring(here: Recorded) -> None:
    """A transcript of what was said since a while."""
    lines = [ImportedLine(at * SECOND, at * SECOND + 900, "So it is.", at % 3) for at in range(9)]
    labels = ("Ada LOVELACE", "iPhone", "Ben")
    here.do(chair, ImportCaptions("ar", "srt", "a", here.now - 9 * SECOND, tuple(lines), labels))


def last_line(here: Recorded) -> str:
    captions = here.record().captions
    return captions[-1].id if captions else "live.en.1"


def correct(here: Recorded) -> None:
    if not here.session.floor.turns:
        raise NotFound("turn")
    turn = [*here.session.floor.turns.values()][-1]
    times = (turn.start - SECOND, turn.end)
    here.do(scribe, turns.CorrectTurn(turn.id, turn.revision, *times))


STEPS: dict[str, Callable[[Recorded], object]] = {
    "ask": lambda here: here.do(ada, queue.RequestFloor(about="scope")),
    "ask too": lambda here: here.do(ben, queue.RequestFloor(capacity="personal")),
    "order": lambda here: here.do(dee, queue.RequestFloor("point_of_order")),
    "add": lambda here: here.do(chair, queue.AddRequest("call", name="Robert")),
    "claim": lambda here: here.do(chair, queue.ClaimRequest(waiting(here), ben.id)),
    "withdraw": lambda here: here.do(chair, queue.WithdrawRequest(waiting(here, 1))),
    "move": lambda here: here.do(chair, queue.MoveRequest(waiting(here, 1), None)),
    "skip": lambda here: here.do(chair, queue.SkipRequest(waiting(here))),
    "skip the speaker": lambda here: here.do(chair, queue.SkipRequest(holder(here))),
    "limit": lambda here: here.do(chair, queue.LimitRequest(waiting(here), 30)),
    "clear": lambda here: here.do(chair, queue.ClearQueue()),
    "offer writing": lambda here: here.do(chair, queue.OfferWriting()),
    "write in": lambda here: here.do(ada, queue.WriteIn(waiting(here), "In writing.")),
    "grant": lambda here: grant(here, 0),
    "grant another": lambda here: grant(here, 1),
    "last word": lambda here: grant(here, 0, last=True),
    "interrupt": lambda here: here.do(chair, floor.InterruptFloor(holder(here))),
    "identify": lambda here: here.do(chair, floor.IdentifySpeaker(last_turn(here), name="Gil")),
    "identify as Ada": lambda here: here.do(chair, floor.IdentifySpeaker(last_turn(here), ada.id)),
    "correct": correct,
    "pause": lambda here: here.do(chair, floor.PauseFloor(holder(here))),
    "resume": lambda here: here.do(chair, floor.ResumeFloor(holder(here))),
    "extend": lambda here: here.do(chair, floor.ExtendFloor(holder(here), 60)),
    "release": lambda here: here.do(chair, floor.ReleaseFloor(holder(here))),
    "stop": lambda here: here.do(ada, floor.ReleaseFloor(holder(here))),
    "undo": undo,
    "leave": lambda here: here.do(ben, people.Leave()),
    "note": lambda here: here.note("Somebody said so.", "point"),
    "say": say,
    "bring": bring,
    "name": lambda here: here.do(chair, AttributeCaptions(ben.id, (last_line(here),))),
    "close": lambda here: here.do(chair, life.CloseSession()),
    "reopen": lambda here: here.do(chair, life.ReopenSession()),
}


def held(steps: list[str]) -> Recorded:
    """A session in which these things were tried, a second apart."""
    here = opened()
    for step in steps:
        here.now += SECOND
        try:
            STEPS[step](here)
        except LiveError:
            continue
    return here


courses = st.lists(st.sampled_from([*STEPS, *["ask", "grant", "undo", "interrupt"] * 4]))


@given(courses)
@settings(max_examples=30, deadline=None)
def test_every_file_can_be_written(steps: list[str]) -> None:
    files = parts(FORMATS["record.zip"].write(held(steps).record(), "en"))
    assert files.keys() == {*FORMATS, "SHA256SUMS"} - {"record.zip"}
    assert all(files.values())


@given(courses)
@settings(deadline=None)
def test_all_that_is_named_is_there(steps: list[str]) -> None:
    record = held(steps).record()
    for turn in record.turns:
        assert record.request[turn.request].turn == turn.id
        assert all(turn.id == record.turn[other].interrupts for other in turn.interrupted_by)
    heard = {asked.turn for asked in record.requests if asked.fate == "heard"}
    assert heard == {turn.id for turn in record.turns}
    standing = {asked.id for asked in record.requests if asked.fate in ("waiting", "unheard")}
    assert standing == set(record.unheard)
    named = {note.turn for note in record.notes} | {line.turn for line in record.captions}
    assert named - {None} <= record.turn.keys()
    assert {line.person for line in record.captions} <= {None, *record.person}


@given(courses)
@settings(deadline=None)
def test_speaking_time_adds_up(steps: list[str]) -> None:
    record = held(steps).record()
    for shares in (record.by_group, record.by_region):
        assert sum(share.spoken_ms for share in shares) == record.spoken_ms
        counted = sum(share.turns + share.of_order for share in shares)
        assert counted == len(record.turns)


@pytest.mark.parametrize("step", STEPS)
def test_every_step_can_be_taken(step: str) -> None:
    """So that the courses above are not all refusals."""
    before = {
        "claim": ["add"],
        "resume": ["ask", "grant", "pause"],
        "undo": ["ask", "grant"],
        "reopen": ["close"],
        "name": ["say"],
        "identify": ["ask", "grant", "interrupt"],
        "identify as Ada": ["ask", "grant", "interrupt"],
        "order": [],
        "correct": ["ask", "grant", "release"],
    }.get(step, ["ask", "ask too"] if step not in ("ask", "ask too") else [])
    on_the_floor = ("skip the speaker", "interrupt", "pause", "extend", "release", "stop")
    here = held([*before, *(["grant"] if step in on_the_floor else [])])
    known = len(here.journal)
    STEPS[step](here)
    assert len(here.journal) > known
