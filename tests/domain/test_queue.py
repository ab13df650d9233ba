"""The speaker queue."""

import pytest

from live.domain.actors import Actor
from live.domain.queue import (
    CloseQueue,
    DeferRequest,
    EditRequest,
    FloorRequested,
    Kind,
    Moment,
    MoveRequest,
    OpenQueue,
    Queue,
    QueueCommand,
    QueueEvent,
    QueueOpened,
    QueueSpread,
    QueueWasClosed,
    Request,
    RequestFloor,
    RequestMoved,
    RequestsRestored,
    RequestsUnheard,
    RequestWithdrawn,
    Unheard,
    WithdrawRequest,
    decide,
    evolve,
    granted,
    restored,
    unheard,
    withdrawn,
)
from live.errors import (
    AlreadyWaiting,
    Invalid,
    NotAllowed,
    NotFound,
    QueueClosed,
    SpeakerChanged,
    TooLong,
)
from tests.domain.occasion import NOW, ada, ask, bo, chair, cy

NOTHING = Moment(None, None)


def requested(who: Actor, rank: float, kind: Kind = "statement") -> FloorRequested:
    return FloorRequested(f"r_{who.id}", who.id, kind, "cost", rank, None, NOW)


def queue(*events: QueueEvent) -> Queue:
    return after(Queue(), *events)


def after(state: Queue, *events: QueueEvent) -> Queue:
    for event in events:
        state = evolve(state, event)
    return state


THREE = queue(requested(ada, 1), requested(bo, 2), requested(cy, 3))


def order(state: Queue) -> list[str]:
    return [request.id for request in state.ordered()]


def done(state: Queue, command: QueueCommand, who: Actor = chair) -> Queue:
    return after(state, *decide(state, command, ask(who), NOTHING))


# Asking to speak


def test_asking_waits_at_the_end() -> None:
    asked = ask(cy)
    expected = FloorRequested(asked.new_id("r"), cy.id, "question", "cost", 1026, "i_1", NOW)
    before = queue(requested(ada, 1), requested(bo, 2))
    assert decide(before, RequestFloor("question", " cost "), asked, Moment("i_1", None)) == [
        expected
    ]


def test_what_it_is_about_may_stay_open() -> None:
    assert decide(Queue(), RequestFloor(), ask(ada), NOTHING)


def test_what_it_is_about_has_a_limit() -> None:
    with pytest.raises(TooLong):
        decide(Queue(), RequestFloor(about="a" * 201), ask(ada), NOTHING)


def test_nobody_waits_twice() -> None:
    with pytest.raises(AlreadyWaiting):
        decide(THREE, RequestFloor("question"), ask(ada), NOTHING)


def test_who_waits_may_raise_a_point_of_order() -> None:
    assert len(done(THREE, RequestFloor("point_of_order"), ada).of_person(ada.id)) == 2


def test_nobody_raises_two_points_of_order_at_once() -> None:
    with pytest.raises(AlreadyWaiting):
        decide(
            queue(requested(ada, 1, "point_of_order")),
            RequestFloor("point_of_order"),
            ask(ada),
            NOTHING,
        )


def test_who_raises_a_point_of_order_may_ask_to_speak() -> None:
    assert decide(queue(requested(ada, 1, "point_of_order")), RequestFloor(), ask(ada), NOTHING)


def test_a_point_of_order_goes_first() -> None:
    before = queue(requested(ada, 1), requested(bo, 2))
    assert done(before, RequestFloor("point_of_order"), cy).ordered()[0].person == cy.id


def test_points_of_order_wait_for_each_other() -> None:
    before = queue(requested(ada, 1, "point_of_order"), requested(bo, 2))
    people = [
        request.person for request in done(before, RequestFloor("point_of_order"), cy).ordered()
    ]
    assert people == [ada.id, cy.id, bo.id]


def test_a_point_of_order_goes_before_one_that_was_moved_back() -> None:
    before = queue(requested(ada, 1), requested(bo, 2, "point_of_order"))
    people = [
        request.person for request in done(before, RequestFloor("point_of_order"), cy).ordered()
    ]
    assert people == [cy.id, ada.id, bo.id]


def test_a_closed_queue_takes_no_requests() -> None:
    with pytest.raises(QueueClosed):
        decide(Queue(open=False), RequestFloor(), ask(ada), NOTHING)


def test_a_closed_queue_takes_points_of_order() -> None:
    assert decide(Queue(open=False), RequestFloor("point_of_order"), ask(ada), NOTHING)


def test_a_reply_goes_behind_points_of_order_and_replies_and_before_the_rest() -> None:
    before = queue(
        requested(ada, 1, "point_of_order"), requested(bo, 2, "reply"), requested(chair, 3)
    )
    events = decide(before, RequestFloor("reply", answers="t_1"), ask(cy), Moment(None, "t_1"))
    people = [request.person for request in after(before, *events).ordered()]
    assert people == [ada.id, bo.id, cy.id, chair.id]


def test_a_reply_says_which_turn_it_answers() -> None:
    events = decide(Queue(), RequestFloor("reply", answers="t_1"), ask(ada), Moment(None, "t_1"))
    assert [request.answers for request in queue(*events).ordered()] == ["t_1"]


@pytest.mark.parametrize("on", ["t_2", None])
def test_a_reply_to_a_turn_that_is_over_is_refused(on: str | None) -> None:
    with pytest.raises(SpeakerChanged):
        decide(Queue(), RequestFloor("reply", answers="t_1"), ask(ada), Moment(None, on))


@pytest.mark.parametrize(
    "command", [RequestFloor("reply"), RequestFloor("question", answers="t_1")], ids=repr
)
def test_a_reply_and_nothing_else_answers_a_turn(command: RequestFloor) -> None:
    with pytest.raises(Invalid):
        decide(Queue(), command, ask(ada), Moment(None, "t_1"))


# Changing one's own request


def test_what_it_is_about_can_follow_later() -> None:
    state = done(THREE, EditRequest("r_bo", " law "), bo)
    assert [request.about for request in state.ordered()] == ["cost", "law", "cost"]


def test_saying_the_same_again_is_nothing_new() -> None:
    assert decide(THREE, EditRequest("r_bo", "cost"), ask(bo), NOTHING) == []


def test_letting_others_go_first_is_one_place() -> None:
    assert order(done(THREE, DeferRequest("r_ada"), ada)) == ["r_bo", "r_ada", "r_cy"]


def test_the_last_has_nobody_to_let_go_first() -> None:
    assert decide(THREE, DeferRequest("r_cy"), ask(cy), NOTHING) == []


@pytest.mark.parametrize("command", [EditRequest("r_bo", "law"), DeferRequest("r_bo")], ids=repr)
def test_nobody_changes_anothers_request(command: QueueCommand) -> None:
    with pytest.raises(NotAllowed):
        decide(THREE, command, ask(ada), NOTHING)


# Taking a request back


def test_one_withdraws_ones_own_request() -> None:
    assert decide(THREE, WithdrawRequest("r_bo"), ask(bo), NOTHING) == [RequestWithdrawn("r_bo")]


def test_a_chair_withdraws_any_request() -> None:
    assert order(done(THREE, WithdrawRequest("r_bo"))) == ["r_ada", "r_cy"]


def test_nobody_withdraws_anothers_request() -> None:
    with pytest.raises(NotAllowed):
        decide(THREE, WithdrawRequest("r_bo"), ask(ada), NOTHING)


def test_a_request_that_is_gone_cannot_be_withdrawn() -> None:
    with pytest.raises(NotFound) as refused:
        decide(Queue(), WithdrawRequest("r_bo"), ask(bo), NOTHING)
    assert refused.value.details == {"what": "request"}


def test_leaving_withdraws_all_of_a_person() -> None:
    both = done(THREE, RequestFloor("point_of_order"), ada)
    assert order(after(both, *withdrawn(both, ada.id))) == ["r_bo", "r_cy"]


# Moving


@pytest.mark.parametrize(
    ("request_", "behind", "expected"),
    [
        ("r_cy", None, ["r_cy", "r_ada", "r_bo"]),
        ("r_cy", "r_ada", ["r_ada", "r_cy", "r_bo"]),
        ("r_ada", "r_bo", ["r_bo", "r_ada", "r_cy"]),
        ("r_ada", "r_cy", ["r_bo", "r_cy", "r_ada"]),
    ],
)
def test_a_request_moves_behind_another(
    request_: str, behind: str | None, expected: list[str]
) -> None:
    assert order(done(THREE, MoveRequest(request_, behind))) == expected


@pytest.mark.parametrize(
    ("request_", "behind"), [("r_ada", None), ("r_bo", "r_ada"), ("r_bo", "r_bo")]
)
def test_a_move_to_its_own_place_changes_nothing(request_: str, behind: str | None) -> None:
    assert decide(THREE, MoveRequest(request_, behind), ask(chair), NOTHING) == []


def test_a_move_touches_one_request() -> None:
    (event,) = decide(THREE, MoveRequest("r_cy", "r_ada"), ask(chair), NOTHING)
    assert event == RequestMoved("r_cy", 1.5)


@pytest.mark.parametrize(("request_", "behind"), [("r_x", None), ("r_ada", "r_x")])
def test_what_does_not_wait_cannot_move(request_: str, behind: str | None) -> None:
    with pytest.raises(NotFound):
        decide(THREE, MoveRequest(request_, behind), ask(chair), NOTHING)


def test_moving_into_a_crowded_place_spreads_the_queue_first() -> None:
    close = queue(requested(ada, 1), requested(bo, 1 + 2**-52), requested(cy, 3))
    events = decide(close, MoveRequest("r_cy", "r_ada"), ask(chair), NOTHING)
    assert [type(event) for event in events] == [QueueSpread, RequestMoved]
    assert order(after(close, *events)) == ["r_ada", "r_cy", "r_bo"]


def test_a_point_of_order_finds_room_in_a_crowded_place() -> None:
    close = queue(requested(ada, 1, "point_of_order"), requested(bo, 1 + 2**-52))
    people = [
        request.person for request in done(close, RequestFloor("point_of_order"), cy).ordered()
    ]
    assert people == [ada.id, cy.id, bo.id]


def test_moving_a_hundred_times_keeps_the_order() -> None:
    state = THREE
    for _ in range(50):
        state = done(state, MoveRequest("r_cy", "r_ada"))
        state = done(state, MoveRequest("r_bo", "r_ada"))
    assert order(state) == ["r_ada", "r_bo", "r_cy"]


# Opening and closing


def test_a_queue_is_open_at_first() -> None:
    assert Queue().open


def test_closing_closes() -> None:
    assert decide(THREE, CloseQueue(), ask(chair), NOTHING) == [QueueWasClosed()]


def test_closing_keeps_who_waits() -> None:
    assert order(done(THREE, CloseQueue())) == order(THREE)


def test_opening_opens() -> None:
    assert decide(Queue(open=False), OpenQueue(), ask(chair), NOTHING) == [QueueOpened()]


@pytest.mark.parametrize(
    ("opened", "command"), [(True, OpenQueue()), (False, CloseQueue())], ids=["open", "closed"]
)
def test_doing_so_twice_changes_nothing(opened: bool, command: QueueCommand) -> None:
    assert decide(Queue(open=opened), command, ask(chair), NOTHING) == []


def test_an_opened_queue_takes_requests_again() -> None:
    assert after(THREE, QueueWasClosed(), QueueOpened()).open


# When the floor is given, or the session closes


def test_who_gets_the_floor_waits_no_more() -> None:
    assert order(granted(THREE, "r_bo")) == ["r_ada", "r_cy"]


def test_who_still_waits_goes_unheard() -> None:
    expected = RequestsUnheard(("r_ada", "r_bo", "r_cy"), "cleared", NOW)
    assert unheard(THREE, "cleared", NOW) == [expected]


def test_an_empty_queue_leaves_nobody_unheard() -> None:
    assert unheard(Queue(), "cleared", NOW) == []


def test_the_unheard_are_kept() -> None:
    closed = after(THREE, *unheard(THREE, "closed", NOW))
    assert (closed.waiting, list(closed.unheard)) == ({}, order(THREE))
    assert closed.unheard["r_bo"] == Unheard(THREE.request("r_bo"), "closed", NOW)


def test_the_unheard_wait_again_in_their_order() -> None:
    closed = after(THREE, *unheard(THREE, "closed", NOW))
    again = after(closed, *restored(closed, NOW, frozenset()))
    assert (order(again), again.unheard) == (order(THREE), {})


def test_who_has_left_does_not_wait_again() -> None:
    closed = after(THREE, *unheard(THREE, "closed", NOW))
    assert restored(closed, NOW, frozenset({bo.id})) == [RequestsRestored(("r_ada", "r_cy"))]


def test_nobody_unheard_is_nobody_restored() -> None:
    assert restored(Queue(), NOW, frozenset()) == []


def test_a_request_says_when_it_was_made() -> None:
    expected = Request("r_ada", ada.id, "statement", "cost", 1, None, NOW, nr=1)
    assert THREE.request("r_ada") == expected
