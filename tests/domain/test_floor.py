"""The floor."""

import pytest

from live.domain.actors import Actor
from live.domain.floor import (
    ExtendFloor,
    Floor,
    FloorCommand,
    FloorEvent,
    FloorExtended,
    FloorGranted,
    FloorPaused,
    FloorReleased,
    FloorResumed,
    GrantFloor,
    PauseFloor,
    ReleaseFloor,
    ResumeFloor,
    Rules,
    decide,
    evolve,
    granted,
    pause,
    release,
)
from live.domain.queue import Queue, Request
from live.errors import LiveError, NotAllowed, NotFound, Stale
from tests.domain.occasion import MINUTE, NOW, SECOND, ada, ask, bo, chair

RULES = Rules(3 * MINUTE, "i_1")
WAITING = Queue(
    {
        "r_ada": Request("r_ada", ada.id, "statement", "cost", 1, "i_0", NOW),
        "r_bo": Request("r_bo", bo.id, "question", "law", 2, "i_0", NOW),
    }
)
GRANTED = FloorGranted("r_ada", ada.id, "statement", "cost", "t_1", 3 * MINUTE, "i_1", NOW)


def floor(*events: FloorEvent) -> Floor:
    return after(Floor(), GRANTED, *events)


def after(state: Floor, *events: FloorEvent) -> Floor:
    for event in events:
        if isinstance(event, FloorGranted):
            state = granted(state, event, WAITING.waiting[event.request])
        else:
            state = evolve(state, event)
    return state


def decided(
    state: Floor, command: FloorCommand, who: Actor = chair, now: int = NOW
) -> list[FloorEvent]:
    return decide(state, WAITING, command, ask(who, now), RULES)


def refusal(state: Floor, command: FloorCommand, who: Actor = chair) -> type[LiveError]:
    with pytest.raises(LiveError) as refused:
        decided(state, command, who)
    return refused.type


# Granting


def test_a_request_gets_the_floor() -> None:
    turn = ask(chair).new_id("t")
    expected = FloorGranted("r_bo", bo.id, "question", "law", turn, 3 * MINUTE, "i_1", NOW)
    assert decided(Floor(), GrantFloor("r_bo", None)) == [expected]


def test_the_holder_is_released_first() -> None:
    released, given = decided(floor(), GrantFloor("r_bo", "r_ada"))
    assert released == FloorReleased("t_1", NOW)
    assert isinstance(given, FloorGranted)


def test_a_moderator_who_saw_another_holder_is_stale() -> None:
    assert refusal(floor(), GrantFloor("r_bo", None)) is Stale
    assert refusal(floor(), GrantFloor("r_bo", "r_cy")) is Stale


def test_a_moderator_who_saw_a_holder_where_none_is_any_more_is_stale() -> None:
    assert refusal(Floor(), GrantFloor("r_bo", "r_ada")) is Stale


def test_next_pressed_by_two_at_once_is_stale_for_the_second() -> None:
    first = GrantFloor("r_gone", None)  # by now it is on the floor, not in the queue
    assert refusal(floor(), first) is Stale


def test_a_request_that_does_not_wait_cannot_get_the_floor() -> None:
    assert refusal(Floor(), GrantFloor("r_gone", None)) is NotFound


def test_the_clock_runs_from_the_grant() -> None:
    holder = floor().holder
    assert holder is not None
    assert (holder.start, holder.since, holder.limit_ms) == (NOW, NOW, 3 * MINUTE)


def test_without_a_speaking_time_there_is_no_limit() -> None:
    (given,) = decide(Floor(), WAITING, GrantFloor("r_bo", None), ask(chair), Rules(None, None))
    assert isinstance(given, FloorGranted)
    assert given.limit_ms is None


# The clock


def test_pausing_stops_the_clock() -> None:
    paused = floor(FloorPaused(NOW + 10 * SECOND)).holder
    assert paused is not None
    assert (paused.since, paused.spoken_ms) == (None, 10 * SECOND)
    assert paused.spoken_at(NOW + MINUTE) == 10 * SECOND


def test_resuming_goes_on_from_there() -> None:
    again = floor(FloorPaused(NOW + 10 * SECOND), FloorResumed(NOW + MINUTE)).holder
    assert again is not None
    assert again.spoken_at(NOW + MINUTE + 5 * SECOND) == 15 * SECOND


def test_a_chair_pauses() -> None:
    assert decided(floor(), PauseFloor("r_ada")) == [FloorPaused(NOW)]


def test_a_chair_resumes() -> None:
    assert decided(floor(FloorPaused(NOW)), ResumeFloor("r_ada")) == [FloorResumed(NOW)]


def test_pausing_twice_changes_nothing() -> None:
    assert decided(floor(FloorPaused(NOW)), PauseFloor("r_ada")) == []


def test_resuming_a_running_clock_changes_nothing() -> None:
    assert decided(floor(), ResumeFloor("r_ada")) == []


def test_extending_adds_to_the_limit() -> None:
    assert decided(floor(), ExtendFloor("r_ada", 30)) == [FloorExtended(3 * MINUTE + 30 * SECOND)]


def test_extending_without_a_limit_counts_from_what_was_spoken() -> None:
    unlimited = after(
        Floor(), FloorGranted("r_ada", ada.id, "statement", "", "t_1", None, None, NOW)
    )
    events = decided(unlimited, ExtendFloor("r_ada", 30), now=NOW + MINUTE)
    assert events == [FloorExtended(MINUTE + 30 * SECOND)]


def test_an_extension_is_kept() -> None:
    holder = floor(FloorExtended(5 * MINUTE)).holder
    assert holder is not None
    assert holder.limit_ms == 5 * MINUTE


@pytest.mark.parametrize("command", [PauseFloor, ResumeFloor, ReleaseFloor])
def test_acting_on_who_has_not_the_floor_is_stale(
    command: type[PauseFloor | ResumeFloor | ReleaseFloor],
) -> None:
    assert refusal(floor(), command("r_bo")) is Stale
    assert refusal(Floor(), command("r_ada")) is Stale


def test_extending_who_has_not_the_floor_is_stale() -> None:
    assert refusal(floor(), ExtendFloor("r_bo", 30)) is Stale


# Releasing


def test_a_chair_ends_the_turn() -> None:
    assert decided(floor(), ReleaseFloor("r_ada")) == [FloorReleased("t_1", NOW)]


def test_speakers_end_their_own_turn() -> None:
    assert decided(floor(), ReleaseFloor("r_ada"), ada) == [FloorReleased("t_1", NOW)]


def test_nobody_else_ends_a_turn() -> None:
    assert refusal(floor(), ReleaseFloor("r_ada"), bo) is NotAllowed


def test_a_finished_turn_is_kept() -> None:
    ended = floor(FloorPaused(NOW + MINUTE), FloorReleased("t_1", NOW + 2 * MINUTE))
    (turn,) = ended.turns.values()
    assert ended.holder is None
    assert (turn.id, turn.person, turn.asked) == ("t_1", ada.id, WAITING.waiting["r_ada"])
    assert (turn.item, turn.start, turn.end) == ("i_1", NOW, NOW + 2 * MINUTE)
    assert turn.spoken_ms == MINUTE


def test_a_turn_ends_with_its_clock_running() -> None:
    assert floor(FloorReleased("t_1", NOW + MINUTE)).turns["t_1"].spoken_ms == MINUTE


def test_nobody_is_released_from_an_empty_floor() -> None:
    assert release(Floor(), NOW) == []


def test_nobody_is_paused_on_an_empty_floor() -> None:
    assert pause(Floor(), NOW) == []


def test_a_fact_about_an_empty_floor_is_a_fault() -> None:
    with pytest.raises(AssertionError):
        evolve(Floor(), FloorPaused(NOW))


# Who spoke when


def test_the_holder_speaks_from_the_grant_on() -> None:
    assert floor().turn_at(NOW) == ("t_1", ada.id)


def test_nobody_spoke_before() -> None:
    assert floor().turn_at(NOW - 1) is None


def test_a_finished_turn_lasts_to_its_end() -> None:
    ended = floor(FloorReleased("t_1", NOW + MINUTE))
    assert ended.turn_at(NOW + MINUTE - 1) == ("t_1", ada.id)
    assert ended.turn_at(NOW + MINUTE) is None


def test_at_a_change_the_next_speaker_speaks() -> None:
    following = FloorGranted("r_bo", bo.id, "question", "", "t_2", None, None, NOW + MINUTE)
    changed = floor(FloorReleased("t_1", NOW + MINUTE), following)
    assert changed.turn_at(NOW + MINUTE) == ("t_2", bo.id)
