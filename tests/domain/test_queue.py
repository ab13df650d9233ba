"""The speaker queue."""

import pytest

from live.domain.actors import Actor, PersonId
from live.domain.queue import (
    AddRequest,
    Capacity,
    ClaimDropped,
    ClaimRequest,
    ClearQueue,
    CloseQueue,
    DeferRequest,
    EditRequest,
    FloorRequested,
    Kind,
    LimitRequest,
    Moment,
    MoveRequest,
    OfferWriting,
    OpenQueue,
    Queue,
    QueueCommand,
    QueueEvent,
    QueueOpened,
    QueueSpread,
    QueueWasClosed,
    Ready,
    ReadyRequest,
    Request,
    RequestClaimed,
    RequestEdited,
    RequestFloor,
    RequestLimited,
    RequestMoved,
    RequestReady,
    RequestSkipped,
    RequestsRestored,
    RequestsUnheard,
    RequestWithdrawn,
    RequestWritten,
    SkipRequest,
    Unheard,
    WithdrawRequest,
    WriteIn,
    WritingOffered,
    added,
    decide,
    evolve,
    granted,
    restored,
    unheard,
    withdrawn,
)
from live.errors import (
    AlreadyClaimed,
    AlreadyWaiting,
    Invalid,
    NotAllowed,
    NotFound,
    QueueClosed,
    SpeakerChanged,
    TooLong,
)
from tests.domain.occasion import MINUTE, NOW, ada, ask, bo, chair, cy

NOTHING = Moment(None)
DEE = PersonId("dee")
ON = Moment(None, {"t_1": DEE})


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
    assert decide(before, RequestFloor("question", " cost "), asked, Moment("i_1")) == [expected]


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
    events = decide(before, RequestFloor("reply", answers="t_1"), ask(cy), ON)
    people = [request.person for request in after(before, *events).ordered()]
    assert people == [ada.id, bo.id, cy.id, chair.id]


def test_a_reply_says_which_turn_it_answers() -> None:
    events = decide(Queue(), RequestFloor("reply", answers="t_1"), ask(ada), ON)
    assert [request.answers for request in queue(*events).ordered()] == ["t_1"]


@pytest.mark.parametrize("on", [{"t_2": DEE}, {}])
def test_a_reply_to_a_turn_that_is_over_is_refused(on: dict[str, PersonId]) -> None:
    with pytest.raises(SpeakerChanged):
        decide(Queue(), RequestFloor("reply", answers="t_1"), ask(ada), Moment(None, on))


def test_a_reply_to_whoever_was_interrupted_is_taken() -> None:
    interrupted = Moment(None, {"t_2": bo.id, "t_1": DEE})
    assert decide(Queue(), RequestFloor("reply", answers="t_1"), ask(ada), interrupted)


def test_nobody_replies_to_themselves() -> None:
    with pytest.raises(Invalid):
        decide(
            Queue(), RequestFloor("reply", answers="t_1"), ask(ada), Moment(None, {"t_1": ada.id})
        )


@pytest.mark.parametrize(
    "command", [RequestFloor("reply"), RequestFloor("question", answers="t_1")], ids=repr
)
def test_a_reply_and_nothing_else_answers_a_turn(command: RequestFloor) -> None:
    with pytest.raises(Invalid):
        decide(Queue(), command, ask(ada), ON)


def test_a_closed_queue_takes_no_points_of_order_where_they_are_switched_off() -> None:
    closed = done(THREE, CloseQueue(points_of_order=False))
    with pytest.raises(QueueClosed):
        decide(closed, RequestFloor("point_of_order"), ask(ada), NOTHING)


def test_a_closed_queue_takes_no_replies() -> None:
    with pytest.raises(QueueClosed):
        decide(Queue(open=False), RequestFloor("reply", answers="t_1"), ask(ada), ON)


# For whom one speaks


@pytest.mark.parametrize(
    ("capacity", "on_behalf_of"),
    [(None, ""), ("personal", ""), ("organisation", ""), ("on_behalf", "The Guild")],
)
def test_one_says_for_whom_one_speaks(capacity: Capacity | None, on_behalf_of: str) -> None:
    command = RequestFloor(capacity=capacity, on_behalf_of=f" {on_behalf_of} ")
    (asked,) = done(Queue(), command, ada).ordered()
    assert (asked.capacity, asked.on_behalf_of) == (capacity, on_behalf_of)


@pytest.mark.parametrize(
    ("capacity", "on_behalf_of"),
    [
        ("on_behalf", ""),
        ("on_behalf", " "),
        (None, "The Guild"),
        ("personal", "The Guild"),
        ("organisation", "The Guild"),
    ],
)
def test_on_behalf_of_whom_is_said_by_who_speaks_on_behalf(
    capacity: Capacity | None, on_behalf_of: str
) -> None:
    command = RequestFloor(capacity=capacity, on_behalf_of=on_behalf_of)
    with pytest.raises(Invalid) as refused:
        decide(Queue(), command, ask(ada), NOTHING)
    assert refused.value.details == {"field": "on_behalf_of"}


def test_a_request_says_the_language_beside_a_text_for_interpreters() -> None:
    command = RequestFloor(language=" French ", statement="First.\r\nSecond.")
    (asked,) = done(Queue(), command, ada).ordered()
    assert (asked.language, asked.statement) == ("French", "First.\nSecond.")


@pytest.mark.parametrize(
    "command",
    [
        RequestFloor(language="a" * 81),
        RequestFloor(statement="a" * 10_001),
        RequestFloor(capacity="on_behalf", on_behalf_of="a" * 121),
    ],
    ids=["language", "statement", "on_behalf_of"],
)
def test_what_a_request_says_has_limits(command: RequestFloor) -> None:
    with pytest.raises(TooLong):
        decide(Queue(), command, ask(ada), NOTHING)


ON_BEHALF = done(
    Queue(),
    RequestFloor("statement", "cost", None, "on_behalf", "The Guild", "French", "Read this."),
    ada,
)
(MINE,) = ON_BEHALF.waiting


def test_an_edit_leaves_what_it_does_not_name() -> None:
    (asked,) = done(ON_BEHALF, EditRequest(MINE, "law"), ada).ordered()
    assert (asked.about, asked.capacity, asked.on_behalf_of) == ("law", "on_behalf", "The Guild")
    assert (asked.language, asked.statement) == ("French", "Read this.")


def test_an_edit_takes_away_what_it_names_as_empty() -> None:
    command = EditRequest(MINE, about="", language="", statement="")
    (asked,) = done(ON_BEHALF, command, ada).ordered()
    assert (asked.about, asked.language, asked.statement) == ("", "", "")


@pytest.mark.parametrize("capacity", [None, "personal", "organisation"])
def test_who_speaks_on_behalf_of_nobody_any_more_names_nobody(capacity: Capacity | None) -> None:
    (asked,) = done(ON_BEHALF, EditRequest(MINE, capacity=capacity), ada).ordered()
    assert (asked.capacity, asked.on_behalf_of) == (capacity, "")


def test_who_speaks_on_behalf_of_another_says_so() -> None:
    (asked,) = done(ON_BEHALF, EditRequest(MINE, on_behalf_of="The Union"), ada).ordered()
    assert (asked.capacity, asked.on_behalf_of) == ("on_behalf", "The Union")


@pytest.mark.parametrize(
    ("before", "command"),
    [
        (ON_BEHALF, EditRequest(MINE, on_behalf_of="")),
        (THREE, EditRequest("r_ada", capacity="on_behalf")),
    ],
    ids=["taken away", "not said"],
)
def test_an_edit_leaves_nobody_on_behalf_of_nobody(before: Queue, command: EditRequest) -> None:
    with pytest.raises(Invalid):
        decide(before, command, ask(ada), NOTHING)


# Being ready


@pytest.mark.parametrize("ready", ["ready", "minute"])
def test_one_says_whether_one_is_ready(ready: Ready) -> None:
    assert decide(THREE, ReadyRequest("r_bo", ready), ask(bo), NOTHING) == [
        RequestReady("r_bo", ready)
    ]
    assert done(THREE, ReadyRequest("r_bo", ready), bo).request("r_bo").ready == ready


def test_being_ready_is_taken_back() -> None:
    ready = after(THREE, RequestReady("r_bo", "ready"))
    assert done(ready, ReadyRequest("r_bo", None), bo) == THREE


def test_saying_twice_that_one_is_ready_changes_nothing() -> None:
    ready = after(THREE, RequestReady("r_bo", "ready"))
    assert decide(ready, ReadyRequest("r_bo", "ready"), ask(bo), NOTHING) == []


def test_an_edit_leaves_one_ready() -> None:
    ready = after(THREE, RequestReady("r_bo", "ready"), RequestEdited("r_bo", "law"))
    assert ready.request("r_bo").ready == "ready"


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


@pytest.mark.parametrize(
    "command",
    [
        EditRequest("r_bo", "law"),
        DeferRequest("r_bo"),
        ReadyRequest("r_bo", "ready"),
        WriteIn("r_bo", "As I wrote."),
    ],
    ids=repr,
)
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


# Skipping


def test_who_is_skipped_comes_behind_the_next_one() -> None:
    skipped = done(THREE, SkipRequest("r_ada"))
    assert order(skipped) == ["r_bo", "r_ada", "r_cy"]
    assert skipped.request("r_ada").skipped == 1


def test_the_last_is_skipped_where_it_stands() -> None:
    events = decide(THREE, SkipRequest("r_cy"), ask(chair), NOTHING)
    assert events == [RequestSkipped("r_cy", 3)]


def test_every_skip_is_counted() -> None:
    skipped = THREE
    for _ in range(3):
        skipped = done(skipped, SkipRequest("r_ada"))
    assert (order(skipped)[-1], skipped.request("r_ada").skipped) == ("r_ada", 3)


# A speaking time of its own


@pytest.mark.parametrize("seconds", [60, 0, None])
def test_a_request_has_a_limit_of_its_own(seconds: int | None) -> None:
    before = after(THREE, RequestLimited("r_bo", 30))
    assert done(before, LimitRequest("r_bo", seconds)).request("r_bo").limit_seconds == seconds


def test_a_limit_set_twice_changes_nothing() -> None:
    limited = after(THREE, RequestLimited("r_bo", 0))
    assert decide(limited, LimitRequest("r_bo", 0), ask(chair), NOTHING) == []
    assert decide(THREE, LimitRequest("r_bo", None), ask(chair), NOTHING) == []


def test_what_does_not_wait_has_no_limit() -> None:
    with pytest.raises(NotFound):
        decide(THREE, LimitRequest("r_x", 60), ask(chair), NOTHING)


# Who asked elsewhere

ZED = PersonId("zed")


def put(state: Queue, command: AddRequest, moment: Moment = NOTHING) -> Queue:
    return after(state, *added(state, ZED, command, ask(chair), moment))


FOUR = after(THREE, FloorRequested("r_zed", ZED, "statement", "", 2.5, None, NOW, source="phone"))
"""Zed, whom a moderator added, waits behind Bo."""


def test_who_asked_elsewhere_waits_at_the_end() -> None:
    *_, last = put(THREE, AddRequest("chat", kind="question", about=" law ")).ordered()
    assert (last.person, last.kind, last.about, last.source) == (ZED, "question", "law", "chat")


def test_who_asked_elsewhere_is_put_into_a_closed_queue() -> None:
    assert put(Queue(open=False, points_of_order=False), AddRequest("phone")).of_person(ZED)


def test_a_point_of_order_from_elsewhere_goes_first() -> None:
    assert put(THREE, AddRequest("room", kind="point_of_order")).ordered()[0].person == ZED


def test_who_waits_is_not_added_again() -> None:
    with pytest.raises(AlreadyWaiting):
        added(FOUR, ZED, AddRequest("phone"), ask(chair), NOTHING)


def test_who_waits_is_added_with_a_point_of_order() -> None:
    assert len(put(FOUR, AddRequest("phone", kind="point_of_order")).of_person(ZED)) == 2


def test_a_reply_from_elsewhere_is_to_whoever_speaks() -> None:
    first, *_ = put(THREE, AddRequest("call", kind="reply"), ON).ordered()
    assert (first.person, first.answers) == (ZED, "t_1")


def test_a_reply_from_elsewhere_is_to_somebody() -> None:
    with pytest.raises(SpeakerChanged):
        added(THREE, ZED, AddRequest("call", kind="reply"), ask(chair), NOTHING)


# Claiming


def test_one_claims_what_a_moderator_added() -> None:
    assert decide(FOUR, ClaimRequest("r_zed"), ask(ada), NOTHING) == [
        RequestClaimed("r_zed", ada.id)
    ]
    claimed = done(FOUR, ClaimRequest("r_zed"), ada).request("r_zed")
    assert (claimed.person, claimed.claims) == (ZED, ada.id)


def test_one_claims_it_by_ones_own_name() -> None:
    assert decide(FOUR, ClaimRequest("r_zed", ada.id), ask(ada), NOTHING)
    with pytest.raises(NotAllowed):
        decide(FOUR, ClaimRequest("r_zed", bo.id), ask(ada), NOTHING)


def test_nobody_claims_what_another_asked_themselves() -> None:
    with pytest.raises(NotAllowed):
        decide(FOUR, ClaimRequest("r_bo"), ask(ada), NOTHING)


def test_claiming_twice_changes_nothing() -> None:
    claimed = done(FOUR, ClaimRequest("r_zed"), ada)
    assert decide(claimed, ClaimRequest("r_zed"), ask(ada), NOTHING) == []


def test_a_chair_gives_it_to_whom_they_name() -> None:
    given = done(FOUR, ClaimRequest("r_zed", chair.id))
    assert given.request("r_zed").person == chair.id
    assert order(given) == order(FOUR)


def test_a_chair_gives_it_to_whoever_claims_it() -> None:
    before = after(FOUR, RequestWithdrawn("r_ada"), RequestClaimed("r_zed", ada.id))
    given = done(before, ClaimRequest("r_zed")).request("r_zed")
    assert (given.person, given.claims) == (ada.id, None)


def test_a_chair_gives_what_nobody_claims_to_nobody() -> None:
    with pytest.raises(Invalid):
        decide(FOUR, ClaimRequest("r_zed"), ask(chair), NOTHING)


def test_giving_it_to_whose_it_is_changes_nothing() -> None:
    assert decide(FOUR, ClaimRequest("r_zed", ZED), ask(chair), NOTHING) == []


def test_two_requests_of_one_person_become_one_at_the_better_place() -> None:
    before = after(FOUR, RequestMoved("r_zed", 0.5))
    merged = done(before, ClaimRequest("r_zed", bo.id))
    assert order(merged) == ["r_bo", "r_ada", "r_cy"]
    assert merged.request("r_bo").rank == 0.5
    own = done(FOUR, ClaimRequest("r_zed", ada.id))
    assert order(own) == ["r_ada", "r_bo", "r_cy"]


def test_what_somebody_asked_for_themselves_stays_when_two_become_one() -> None:
    said = RequestEdited("r_bo", "", "on_behalf", "Acme", "fr", "As I say.")
    before = after(FOUR, said, RequestEdited("r_zed", "law", "personal", "", "es"))
    kept = done(before, ClaimRequest("r_zed", bo.id)).request("r_bo")
    assert (kept.about, kept.capacity, kept.on_behalf_of) == ("law", "on_behalf", "Acme")
    assert (kept.language, kept.statement) == ("fr", "As I say.")


def test_of_two_that_become_one_the_reply_stays() -> None:
    before = put(THREE, AddRequest("call", kind="reply"), ON)
    reply = before.ordered()[0].id
    kept = done(before, ClaimRequest(reply, bo.id)).request(reply)
    assert (kept.kind, kept.person, kept.nr) == ("reply", bo.id, 2)


def test_who_claims_what_another_has_claimed_is_told() -> None:
    claimed = done(FOUR, ClaimRequest("r_zed"), ada)
    with pytest.raises(AlreadyClaimed):
        decide(claimed, ClaimRequest("r_zed"), ask(bo), NOTHING)


def test_a_claim_is_turned_down_by_naming_whose_it_is() -> None:
    claimed = done(FOUR, ClaimRequest("r_zed"), ada)
    assert decide(claimed, ClaimRequest("r_zed", ZED), ask(chair), NOTHING) == [
        ClaimDropped("r_zed")
    ]
    assert done(claimed, ClaimRequest("r_zed", ZED)).request("r_zed").claims is None


def test_a_point_of_order_stays_beside_a_request_that_is_claimed() -> None:
    before = after(FOUR, requested(chair, 0, "point_of_order"))
    assert len(done(before, ClaimRequest("r_zed", chair.id)).of_person(chair.id)) == 2


# In writing

WRITTEN = RequestWritten("r_bo", "As I wrote.", NOW)


def test_whoever_waits_may_write_in() -> None:
    assert decide(THREE, WriteIn("r_bo", " As I wrote. "), ask(bo), NOTHING) == [WRITTEN]


def test_what_came_in_writing_waits_no_more() -> None:
    state = after(THREE, WRITTEN)
    assert order(state) == ["r_ada", "r_cy"]
    assert (state.written["r_bo"].request, state.written["r_bo"].text) == (
        THREE.request("r_bo"),
        "As I wrote.",
    )


def test_a_statement_in_writing_says_something() -> None:
    with pytest.raises(Invalid):
        decide(THREE, WriteIn("r_bo", " "), ask(bo), NOTHING)


UNHEARD = after(THREE, *unheard(THREE, "closed", NOW))


def test_the_unheard_write_in_where_they_are_asked_to() -> None:
    asked_for = done(UNHEARD, OfferWriting())
    assert decide(asked_for, WriteIn("r_bo", "As I wrote."), ask(bo), NOTHING) == [WRITTEN]
    written = after(asked_for, WRITTEN)
    assert (set(written.unheard), set(written.written)) == ({"r_ada", "r_cy"}, {"r_bo"})


def test_the_unheard_do_not_write_in_unasked() -> None:
    with pytest.raises(NotFound):
        decide(UNHEARD, WriteIn("r_bo", "As I wrote."), ask(bo), NOTHING)


def test_nobody_writes_in_for_another_who_was_not_heard() -> None:
    with pytest.raises(NotAllowed):
        decide(done(UNHEARD, OfferWriting()), WriteIn("r_bo", "As I wrote."), ask(ada), NOTHING)


def test_nobody_writes_in_twice() -> None:
    written = after(done(UNHEARD, OfferWriting()), WRITTEN)
    with pytest.raises(NotFound):
        decide(written, WriteIn("r_bo", "And more."), ask(bo), NOTHING)


def test_one_alone_is_asked_to_write() -> None:
    asked_for = done(THREE, OfferWriting("r_bo"))
    assert [request.id for request in asked_for.ordered()] == ["r_ada", "r_cy"]
    assert asked_for.unheard["r_bo"].why == "writing"
    assert not asked_for.writing_offered
    assert decide(asked_for, WriteIn("r_bo", "As I wrote."), ask(bo), NOTHING) == [WRITTEN]


def test_who_waits_no_more_is_not_asked_to_write() -> None:
    with pytest.raises(NotFound):
        decide(UNHEARD, OfferWriting("r_bo"), ask(chair), NOTHING)


def test_writing_is_asked_for_once() -> None:
    assert decide(THREE, OfferWriting(), ask(chair), NOTHING) == [WritingOffered()]
    assert decide(after(THREE, WritingOffered()), OfferWriting(), ask(chair), NOTHING) == []


# Opening and closing


def test_a_queue_is_open_at_first() -> None:
    assert Queue().open


def test_closing_closes() -> None:
    assert decide(THREE, CloseQueue(), ask(chair), NOTHING) == [QueueWasClosed()]


def test_closing_keeps_who_waits() -> None:
    assert order(done(THREE, CloseQueue())) == order(THREE)


def test_opening_opens() -> None:
    assert decide(Queue(open=False), OpenQueue(), ask(chair), NOTHING) == [QueueOpened()]


def test_points_of_order_are_switched_off_in_a_closed_queue() -> None:
    closed = done(THREE, CloseQueue())
    assert decide(closed, CloseQueue(points_of_order=False), ask(chair), NOTHING) == [
        QueueWasClosed(points_of_order=False)
    ]


def test_points_of_order_pass_again_in_a_closed_queue() -> None:
    closed = done(THREE, CloseQueue(points_of_order=False))
    assert done(closed, CloseQueue()).points_of_order


def test_an_opened_queue_takes_points_of_order_again() -> None:
    again = done(done(THREE, CloseQueue(points_of_order=False)), OpenQueue())
    assert decide(again, RequestFloor("point_of_order"), ask(ada), NOTHING)


def test_clearing_lets_nobody_wait() -> None:
    assert decide(THREE, ClearQueue(), ask(chair), NOTHING) == unheard(THREE, "cleared", NOW)


def test_clearing_an_empty_queue_changes_nothing() -> None:
    assert decide(Queue(), ClearQueue(), ask(chair), NOTHING) == []


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


def passed(state: Queue) -> dict[str, int]:
    return {request.id: request.passed for request in state.ordered()}


def test_those_who_asked_before_were_passed_over() -> None:
    assert passed(granted(THREE, "r_bo")) == {"r_ada": 1, "r_cy": 0}


def test_every_time_is_counted() -> None:
    assert passed(granted(granted(THREE, "r_cy"), "r_bo")) == {"r_ada": 2}


def test_whoever_was_moved_is_not_passed_over_by_who_asked_before() -> None:
    assert passed(granted(done(THREE, MoveRequest("r_cy", None)), "r_ada")) == {
        "r_cy": 0,
        "r_bo": 0,
    }


@pytest.mark.parametrize("kind", ["point_of_order", "reply"])
def test_what_goes_before_others_passes_nobody_over(kind: Kind) -> None:
    before = queue(requested(ada, 1), requested(bo, 2, "question"), requested(cy, 0, kind))
    assert passed(granted(before, "r_cy")) == {"r_ada": 0, "r_bo": 0}


def test_a_question_passes_statements_over() -> None:
    before = queue(requested(ada, 1), requested(bo, 2, "question"))
    assert passed(granted(before, "r_bo")) == {"r_ada": 1}


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


def test_who_went_unheard_before_the_close_does_not_wait_again() -> None:
    cleared = after(THREE, RequestsUnheard(("r_ada",), "cleared", NOW))
    earlier = after(cleared, RequestsUnheard(("r_bo",), "closed", NOW - MINUTE))
    closed = after(earlier, *unheard(earlier, "closed", NOW))
    assert restored(closed, NOW, frozenset()) == [RequestsRestored(("r_cy",))]


def test_what_came_in_writing_does_not_wait_again() -> None:
    written = after(UNHEARD, WritingOffered(), WRITTEN)
    assert restored(written, NOW, frozenset()) == [RequestsRestored(("r_ada", "r_cy"))]


def test_nobody_unheard_is_nobody_restored() -> None:
    assert restored(Queue(), NOW, frozenset()) == []


def test_a_request_says_when_it_was_made() -> None:
    expected = Request("r_ada", ada.id, "statement", "cost", 1, None, NOW, nr=1)
    assert THREE.request("r_ada") == expected
