"""The floor."""

import pytest
from msgspec.structs import replace

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
    FloorReturned,
    GrantFloor,
    Holder,
    PauseFloor,
    ReleaseFloor,
    ResumeFloor,
    Rules,
    SpeakerIdentified,
    decide,
    end,
    evolve,
    granted,
    identified,
    interrupt,
    let_go,
    limited,
    pause,
    release,
    require_interruptible,
    returned,
    ruled,
)
from live.domain.queue import Kind, Queue, Request
from live.errors import AlreadyInterrupted, Invalid, LiveError, NotAllowed, NotFound, Stale
from tests.domain.occasion import MINUTE, NOW, SECOND, ada, ask, bo, chair, cy

RULES = Rules(3 * MINUTE, "i_1")
WAITING = Queue(
    {
        "r_ada": Request("r_ada", ada.id, "statement", "cost", 1, "i_0", NOW),
        "r_bo": Request("r_bo", bo.id, "question", "law", 2, "i_0", NOW),
        "r_cy": Request("r_cy", cy.id, "point_of_order", "", 0, "i_0", NOW),
    }
)
ASKING = WAITING.waiting["r_ada"]
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


def holder(state: Floor) -> Holder:
    assert state.holder is not None
    return state.holder


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


# How long


ASKED = WAITING.waiting["r_bo"]  # a question, of the private sector


def limit(
    own: int | None = None,
    by_kind: dict[Kind, int] | None = None,
    by_group: dict[str, int] | None = None,
) -> int | None:
    rules = Rules(3 * MINUTE, None, by_kind or {}, by_group or {}, {bo.id: "private"})
    return rules.limit(replace(ASKED, limit_seconds=own))


def test_all_have_the_speaking_time_of_the_session() -> None:
    assert limit() == 3 * MINUTE
    assert limit(by_kind={"statement": 30}, by_group={"civil": 30}) == 3 * MINUTE


def test_a_group_has_a_speaking_time_of_its_own() -> None:
    assert limit(by_group={"private": 30}) == 30 * SECOND


def test_the_time_of_a_kind_goes_before_that_of_a_group() -> None:
    assert limit(by_kind={"question": 20}, by_group={"private": 30}) == 20 * SECOND


def test_the_time_of_a_request_goes_before_all_others() -> None:
    assert limit(10, {"question": 20}, {"private": 30}) == 10 * SECOND


def test_nothing_limits_where_the_limit_is_none() -> None:
    assert limit(0, {"question": 20}) is None
    assert limit(by_kind={"question": 0}, by_group={"private": 30}) is None
    assert limit(by_group={"private": 0}) is None


def test_the_limit_of_a_speaker_is_set() -> None:
    (event,) = limited(holder(floor()), 60, RULES)
    assert event == FloorExtended(MINUTE, 60, "t_1")
    now = holder(floor(event))
    assert (now.limit_ms, now.asked.limit_seconds) == (MINUTE, 60)


def test_a_speaker_without_a_limit_of_their_own_has_that_of_all() -> None:
    before = floor(FloorExtended(MINUTE, 60))
    (event,) = limited(holder(before), None, RULES)
    now = holder(after(before, event))
    assert (now.limit_ms, now.asked.limit_seconds) == (3 * MINUTE, None)


def test_the_same_limit_changes_nothing() -> None:
    assert limited(holder(floor()), None, RULES) == []


def test_the_limit_of_whoever_was_interrupted_is_set() -> None:
    (event,) = limited(below(interrupted()), 60, RULES)
    now = after(interrupted(), event)
    assert below(now).limit_ms == MINUTE
    assert holder(now).limit_ms == holder(interrupted()).limit_ms


def test_a_changed_speaking_time_reaches_whoever_speaks() -> None:
    events = ruled(floor(), RULES, replace(RULES, speaking_ms=5 * MINUTE))
    assert holder(floor(*events)).limit_ms == 5 * MINUTE


def test_what_was_added_for_a_speaker_stays_added() -> None:
    longer = floor(FloorExtended(4 * MINUTE))
    events = ruled(longer, RULES, replace(RULES, speaking_ms=5 * MINUTE))
    assert holder(after(longer, *events)).limit_ms == 6 * MINUTE


def test_who_has_a_limit_of_their_own_keeps_it() -> None:
    own = floor(FloorExtended(MINUTE, 60))
    assert ruled(own, RULES, replace(RULES, speaking_ms=5 * MINUTE)) == []


def test_where_there_is_no_limit_any_more_the_speaker_has_none() -> None:
    events = ruled(floor(), RULES, replace(RULES, speaking_ms=None))
    assert holder(floor(*events)).limit_ms is None


def test_an_extension_is_not_the_requests_own() -> None:
    assert holder(floor(FloorExtended(5 * MINUTE))).asked.limit_seconds is None


def test_a_turn_keeps_the_limit_that_it_had() -> None:
    ended = floor(FloorExtended(MINUTE, 60), FloorReleased("t_1", NOW + 2 * MINUTE))
    assert ended.turns["t_1"].limit_ms == MINUTE


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
    assert decided(floor(), ExtendFloor("r_ada", 30)) == [
        FloorExtended(3 * MINUTE + 30 * SECOND, turn="t_1")
    ]


def test_a_limit_that_was_extended_meanwhile_is_not_extended_again() -> None:
    command = ExtendFloor("r_ada", 60, 3 * MINUTE)
    (event,) = decided(floor(), command)
    assert refusal(floor(event), command) is Stale


def test_extending_without_a_limit_counts_from_what_was_spoken() -> None:
    unlimited = after(
        Floor(), FloorGranted("r_ada", ada.id, "statement", "", "t_1", None, None, NOW)
    )
    events = decided(unlimited, ExtendFloor("r_ada", 30), now=NOW + MINUTE)
    assert events == [FloorExtended(MINUTE + 30 * SECOND, turn="t_1")]


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


# Interrupting

AT = NOW + 61_234
INTERRUPTS = FloorGranted(
    "r_cy", cy.id, "point_of_order", "", "t_2", 3 * MINUTE, "i_1", AT, interrupts="t_1"
)


def interrupted(*events: FloorEvent) -> Floor:
    """Cy interrupts Ada, who has spoken for 61.234 seconds."""
    return floor(INTERRUPTS, *events)


def below(state: Floor) -> Holder:
    """Whoever was interrupted."""
    assert state.interrupted is not None
    return state.interrupted


def test_a_point_of_order_interrupts_whoever_speaks() -> None:
    (given,) = interrupt(floor(), WAITING.waiting["r_cy"], ask(chair, AT), RULES)
    assert isinstance(given, FloorGranted)
    assert (given.request, given.interrupts, given.at) == ("r_cy", "t_1", AT)


def test_nothing_else_interrupts() -> None:
    with pytest.raises(Invalid):
        interrupt(floor(), WAITING.waiting["r_bo"], ask(chair), RULES)


def test_whoever_was_seen_speaking_is_interrupted() -> None:
    require_interruptible(floor(), "r_ada")
    with pytest.raises(Stale):
        require_interruptible(floor(), "r_bo")
    with pytest.raises(Stale):
        require_interruptible(Floor(), "r_ada")


def test_whoever_interrupts_is_not_interrupted() -> None:
    with pytest.raises(AlreadyInterrupted):
        require_interruptible(interrupted(), "r_cy")


def test_the_clock_of_whoever_is_interrupted_stops() -> None:
    state = interrupted()
    assert (holder(state).turn, below(state).turn) == ("t_2", "t_1")
    assert (below(state).since, below(state).spoken_at(AT + MINUTE)) == (None, 61_234)


def test_whoever_interrupts_has_a_clock_of_their_own() -> None:
    state = interrupted()
    assert (holder(state).start, holder(state).spoken_at(AT + 777)) == (AT, 777)


def test_after_an_interruption_the_speaker_goes_on() -> None:
    assert decided(interrupted(), ReleaseFloor("r_cy"), now=AT + 20_001) == [
        FloorReleased("t_2", AT + 20_001),
        FloorResumed(AT + 20_001),
    ]


def test_whoever_interrupts_ends_it_themselves() -> None:
    assert len(decided(interrupted(), ReleaseFloor("r_cy"), cy)) == 2
    assert refusal(interrupted(), ReleaseFloor("r_cy"), ada) is NotAllowed


def test_after_an_interruption_both_are_charged_to_the_millisecond() -> None:
    over = AT + 20_001
    resumed = interrupted(FloorReleased("t_2", over), FloorResumed(over))
    assert (holder(resumed).turn, resumed.interrupted) == ("t_1", None)
    assert holder(resumed).spoken_at(over + 5) == 61_239
    ended = after(resumed, FloorReleased("t_1", over + 4_321))
    assert {turn.id: turn.spoken_ms for turn in ended.turns.values()} == {
        "t_1": 65_555,
        "t_2": 20_001,
    }


def test_an_interruption_is_no_pause() -> None:
    assert below(interrupted()).pauses == 0


def test_whoever_was_paused_is_interrupted_as_they_are() -> None:
    paused = floor(FloorPaused(NOW + 1_234), INTERRUPTS)
    assert (below(paused).spoken_ms, below(paused).pauses) == (1_234, 1)
    assert release(paused, AT + 1) == [FloorReleased("t_2", AT + 1)]  # and stay so


def test_a_turn_says_which_one_it_interrupted() -> None:
    ended = interrupted(FloorReleased("t_2", AT + MINUTE))
    assert ended.turns["t_2"].interrupts == "t_1"


def test_next_ends_both() -> None:
    *over, given = decided(interrupted(), GrantFloor("r_bo", "r_cy"), now=AT)
    assert over == [FloorReleased("t_2", AT), FloorReleased("t_1", AT)]
    assert isinstance(given, FloorGranted)
    assert after(interrupted(), *over).turns.keys() == {"t_1", "t_2"}


def test_an_end_of_all_ends_both() -> None:
    assert after(interrupted(), *end(interrupted(), AT)).holders == ()


@pytest.mark.parametrize("command", [PauseFloor, ResumeFloor, ReleaseFloor])
def test_acting_on_who_is_interrupted_is_stale(
    command: type[PauseFloor | ResumeFloor | ReleaseFloor],
) -> None:
    assert refusal(interrupted(), command("r_ada")) is Stale


def test_an_interrupted_speaker_who_leaves_does_not_go_on() -> None:
    gone = after(interrupted(), *let_go(interrupted(), ada.id, AT + MINUTE))
    assert (holder(gone).turn, gone.interrupted) == ("t_2", None)
    assert gone.turns["t_1"].spoken_ms == 61_234
    assert decided(gone, ReleaseFloor("r_cy")) == [FloorReleased("t_2", NOW)]


def test_after_an_interrupter_who_leaves_the_speaker_goes_on() -> None:
    gone = after(interrupted(), *let_go(interrupted(), cy.id, AT + MINUTE))
    assert (holder(gone).turn, holder(gone).since) == ("t_1", AT + MINUTE)


def test_who_interrupted_themselves_leaves_nobody_speaking() -> None:
    state = interrupted(SpeakerIdentified("t_2", ada.id))
    assert after(state, *let_go(state, ada.id, AT)).holders == ()


def test_who_neither_speaks_nor_was_interrupted_leaves_the_floor_alone() -> None:
    assert let_go(interrupted(), bo.id, AT) == []


# Called in vain


def test_who_was_called_in_vain_has_had_no_turn() -> None:
    events = returned(floor(), "r_ada", 1, None, NOW + MINUTE)
    assert events == [FloorReturned("r_ada", 1, NOW + MINUTE)]
    assert after(floor(), *events) == Floor()


def test_after_an_interrupter_called_in_vain_the_speaker_goes_on() -> None:
    events = returned(interrupted(), "r_cy", 0, None, AT + 500)
    assert events == [FloorReturned("r_cy", 0, AT + 500), FloorResumed(AT + 500)]
    again = after(interrupted(), *events)
    assert (holder(again).turn, holder(again).spoken_at(AT + 501)) == ("t_1", 61_235)


def test_who_has_not_the_floor_was_not_called() -> None:
    with pytest.raises(Stale):
        returned(interrupted(), "r_ada", 1, None, AT)


# Who it was


@pytest.mark.parametrize("turn", ["t_1", "t_2"])
def test_a_speaker_is_named_while_they_have_a_turn(turn: str) -> None:
    (event,) = identified(interrupted(), turn, bo.id)
    state = after(interrupted(), event)
    others = {one.turn: one.person for one in interrupted().holders}
    assert {one.turn: one.person for one in state.holders} == {**others, turn: bo.id}
    assert state.speaker_of(turn) == bo.id


def test_a_speaker_is_named_afterwards() -> None:
    ended = interrupted(FloorReleased("t_2", AT + MINUTE))
    named = after(ended, *identified(ended, "t_2", bo.id))
    assert (named.turns["t_2"].person, named.turns["t_2"].spoken_ms) == (bo.id, MINUTE)


def test_naming_whose_turn_it_is_changes_nothing() -> None:
    assert identified(floor(), "t_1", ada.id) == []


def test_a_turn_that_never_was_is_nobodys() -> None:
    with pytest.raises(NotFound):
        identified(floor(), "t_9", bo.id)


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


def test_during_an_interruption_the_interrupter_speaks() -> None:
    assert interrupted().turn_at(AT - 1) == ("t_1", ada.id)
    assert interrupted().turn_at(AT) == ("t_2", cy.id)


def test_after_an_interruption_the_speaker_speaks_again() -> None:
    resumed = interrupted(FloorReleased("t_2", AT + MINUTE), FloorResumed(AT + MINUTE))
    assert resumed.turn_at(AT + MINUTE - 1) == ("t_2", cy.id)
    assert resumed.turn_at(AT + MINUTE) == ("t_1", ada.id)
