"""Taking back what moderators did to queue and floor."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from live.domain import acts, agenda, floor, life, notes, people, queue
from live.domain.actors import Actor, PersonId
from live.domain.commands import Command
from live.domain.consequences import ACTS
from live.domain.session import answer
from live.errors import CannotUndo, Stale
from tests.domain.occasion import MINUTE, SECOND, Sitting, actor, ada, bo, chair, cy, host, scribe

dee, eve = actor("dee"), actor("eve")


def under_way() -> Sitting:
    """A minute after Ada began to speak. Bo, Cy and a guest, Zed, wait; Cy says that they are
    Zed. An item is to come."""
    here = Sitting()
    here.join(ada, bo, cy, dee, eve, chair, host, scribe)
    here.do(chair, life.OpenSession())
    here.do(chair, agenda.AddItem("Panel"))
    here.calls(here.asks(ada))
    here.asks(bo)
    zed = here.adds("Zed")
    here.asks(cy)
    here.do(cy, queue.ClaimRequest(zed))
    here.now += MINUTE
    return here


def of(here: Sitting, name: str) -> str:
    """The waiting request of somebody."""
    for request in here.session.queue.ordered():
        if here.directory[request.person].name == name:
            return request.id
    raise AssertionError(f"{name} does not wait")


def on(here: Sitting) -> str:
    """The request that has the floor."""
    assert here.speaker
    return here.speaker.request


def turn(here: Sitting) -> str:
    assert here.speaker
    return here.speaker.turn


def about(here: Sitting, name: str) -> queue.Request:
    return here.session.queue.request(of(here, name))


def reason(here: Sitting) -> object:
    """Why the last act cannot be taken back."""
    last = here.session.acts.done[-1]
    assert here.session.undoable is not last
    refused = here.refusal(chair, queue.UndoAct(last.id))
    assert isinstance(refused, CannotUndo)
    return refused.details["reason"]


def standing(here: Sitting) -> object:
    """How all stands that an act may change; of a running clock, what it shows."""
    now = here.session
    return (
        now.queue.ordered(),
        now.queue.unheard,
        now.queue.written,
        acts.doors(now.queue),
        [
            replace(one, spoken_ms=one.spoken_at(here.now), since=one.since and here.now)
            for one in now.floor.holders
        ],
        now.floor.turns,
        now.notes,
        (now.life.plan.policy, now.life.plan.follow),
    )


# Every act


def opening(here: Sitting) -> Command:
    here.do(chair, queue.CloseQueue(points_of_order=False))
    return queue.OpenQueue()


def interrupting(here: Sitting) -> Command:
    return floor.InterruptFloor(on(here), here.asks(dee, "point_of_order"))


def ending_an_interruption(here: Sitting) -> Command:
    here.do(chair, interrupting(here))
    here.now += MINUTE
    return floor.ReleaseFloor(on(here))


def naming_the_speaker(here: Sitting) -> Command:
    here.do(chair, floor.InterruptFloor(on(here)))
    here.do(scribe, notes.PostNote("Who is it?"))
    return floor.IdentifySpeaker(turn(here), name="Yan")


def naming_who_spoke(here: Sitting) -> Command:
    naming_the_speaker(here)
    unnamed = turn(here)
    here.do(chair, floor.ReleaseFloor(on(here)))
    return floor.IdentifySpeaker(unnamed, dee.id)


def resuming(here: Sitting) -> Command:
    here.do(chair, floor.PauseFloor(on(here)))
    return floor.ResumeFloor(on(here))


def calling_in_vain(here: Sitting) -> Command:
    here.asks(ada)  # once more, while they have the floor
    return queue.SkipRequest(on(here))


def starting_an_item(here: Sitting) -> agenda.StartItem:
    (item,) = here.session.agenda.items
    return agenda.StartItem(item, "clear")


EXAMPLES: dict[str, Callable[[Sitting], Command]] = {
    "adding a guest": lambda here: queue.AddRequest("room", name="Yan", group="civil"),
    "adding a person": lambda here: queue.AddRequest("chat", dee.id, kind="point_of_order"),
    "giving": lambda here: queue.ClaimRequest(of(here, "Zed"), dee.id),
    "giving, which makes two one": lambda here: queue.ClaimRequest(of(here, "Zed")),
    "giving to who came before": lambda here: queue.ClaimRequest(of(here, "Zed"), bo.id),
    "taking out": lambda here: queue.WithdrawRequest(of(here, "Bo")),
    "moving": lambda here: queue.MoveRequest(of(here, "Cy"), None),
    "skipping": lambda here: queue.SkipRequest(of(here, "Bo")),
    "calling in vain": calling_in_vain,
    "limiting": lambda here: queue.LimitRequest(of(here, "Bo"), 60),
    "limiting the speaker": lambda here: queue.LimitRequest(on(here), 0),
    "opening": opening,
    "closing": lambda here: queue.CloseQueue(),
    "closing to points of order": lambda here: queue.CloseQueue(points_of_order=False),
    "clearing": lambda here: queue.ClearQueue(),
    "asking for writing": lambda here: queue.OfferWriting(),
    "changing who goes first": lambda here: life.EditSession(policy="first_time", follow=True),
    "asking one for writing": lambda here: queue.OfferWriting(of(here, "Bo")),
    "next": lambda here: floor.GrantFloor(of(here, "Bo"), on(here)),
    "next, out of turn": lambda here: floor.GrantFloor(of(here, "Cy"), on(here)),
    "the last word": lambda here: floor.GrantFloor(of(here, "Zed"), on(here), last=True),
    "interrupting": interrupting,
    "letting somebody interrupt": lambda here: floor.InterruptFloor(on(here)),
    "ending an interruption": ending_an_interruption,
    "naming the speaker": naming_the_speaker,
    "naming who spoke": naming_who_spoke,
    "pausing": lambda here: floor.PauseFloor(on(here)),
    "resuming": resuming,
    "ending": lambda here: floor.ReleaseFloor(on(here)),
    "extending": lambda here: floor.ExtendFloor(on(here), 60),
    "clearing for an item": starting_an_item,
}


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_an_act_taken_back_has_never_been(example: Callable[[Sitting], Command]) -> None:
    here = under_way()
    command = example(here)
    before = standing(here)
    here.do(chair, command)
    assert standing(here) != before

    assert here.takes_back().what == ACTS[type(command)]

    assert standing(here) == before


def test_there_is_an_example_of_every_act() -> None:
    assert {type(example(under_way())) for example in EXAMPLES.values()} == ACTS.keys()


def long_day(acts_done: int) -> tuple[Sitting, list[object]]:
    """So many acts, one after another, and how all stood before each of them."""
    here, stood = under_way(), []
    people_there = [actor(f"p{nr}") for nr in range(acts_done // 3 + 1)]
    here.join(*people_there)
    for who in people_there:
        here.asks(who)
    here.session = replace(here.session, acts=acts.Acts())
    for nr in range(acts_done):
        stood.append(standing(here))
        match nr % 3:
            case 0:
                here.calls(here.session.queue.ordered()[0].id)
            case 1:
                here.do(chair, floor.PauseFloor(on(here)))
            case _:
                here.do(host, queue.SkipRequest(here.session.queue.ordered()[0].id))
    return here, stood


@pytest.mark.parametrize("deep", [20, 30])
def test_acts_are_taken_back_one_after_another(deep: int) -> None:
    here, stood = long_day(deep)
    while stood:
        here.takes_back()
        assert standing(here) == stood.pop()
    assert here.session.undoable is None


def test_more_than_thirty_are_not_kept() -> None:
    here, stood = long_day(31)
    first = here.session.acts.done[0]
    for _ in range(30):
        assert here.session.undoable
        here.takes_back()
    assert here.session.acts.undone[-1] == replace(first, undone_by=chair.id)
    assert (here.session.undoable, standing(here)) == (None, stood[1])


def test_what_was_taken_back_is_kept_beside_what_was_not() -> None:
    here = under_way()
    here.do(chair, queue.ClearQueue())
    taken_back = here.takes_back()
    assert here.session.acts.undone == (replace(taken_back, undone_by=chair.id),)
    assert taken_back not in here.session.acts.done


# What is an act


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (ada, lambda here: floor.ReleaseFloor(on(here))),
        (bo, lambda here: queue.WithdrawRequest(of(here, "Bo"))),
        (bo, lambda here: queue.ClaimRequest(here.adds("Zoe"))),
        (dee, lambda here: queue.RequestFloor()),
        (chair, lambda here: agenda.StartItem(next(iter(here.session.agenda.items)))),
    ],
    ids=["ending one's turn", "withdrawing", "claiming", "asking", "an item that clears nothing"],
)
def test_what_is_no_act(who: Actor, command: Callable[[Sitting], Command]) -> None:
    here = under_way()
    asked = command(here)
    before = here.session.acts
    assert here.do(who, asked)
    assert here.session.acts == before


def test_an_act_says_whom_it_was_about() -> None:
    here = under_way()
    here.do(host, queue.LimitRequest(of(here, "Bo"), 60))
    last = here.session.undoable
    assert last
    assert (last.by, last.person, last.at) == (host.id, bo.id, here.now)


# Two moderators


def test_the_second_of_two_moderators_takes_nothing_back() -> None:
    here = under_way()
    here.do(chair, queue.LimitRequest(of(here, "Bo"), 60))
    here.do(chair, queue.ClearQueue())
    seen_by_both = here.session.undoable
    assert seen_by_both
    here.do(chair, queue.UndoAct(seen_by_both.id))
    before = standing(here)
    assert isinstance(here.refusal(host, queue.UndoAct(seen_by_both.id)), Stale)
    assert standing(here) == before


def test_a_moderator_does_not_take_back_what_they_have_not_seen() -> None:
    here = under_way()
    here.do(chair, queue.ClearQueue())
    seen = here.session.undoable
    assert seen
    here.do(host, queue.CloseQueue())
    assert isinstance(here.refusal(chair, queue.UndoAct(seen.id)), Stale)


def test_a_moderator_takes_back_what_another_did() -> None:
    here = under_way()
    here.do(host, queue.ClearQueue())
    here.takes_back()
    assert here.order == ["Bo", "Zed", "Cy"]


def test_where_nothing_was_done_there_is_nothing_to_take_back() -> None:
    here = Sitting()
    here.join(chair)
    here.do(chair, life.OpenSession())
    assert isinstance(here.refusal(chair, queue.UndoAct("a_1")), Stale)


# The clock


def test_a_mistaken_next_gives_both_their_time_back() -> None:
    here = under_way()
    here.calls(of(here, "Bo"))
    assert here.spoken == {"Ada": 60}
    here.now += 20 * SECOND

    here.takes_back()

    assert here.spoken == {}
    assert here.order[0] == "Bo"
    assert here.speaker
    assert (here.speaker.person, here.speaker.spoken_at(here.now)) == (ada.id, MINUTE)
    here.now += 5 * SECOND
    here.calls(of(here, "Bo"))
    assert here.spoken == {"Ada": 65}


def test_a_mistaken_next_is_taken_back_after_the_turn_that_it_gave() -> None:
    here = under_way()
    here.calls(of(here, "Bo"))
    here.now += 20 * SECOND
    here.do(bo, floor.ReleaseFloor(on(here)))
    assert here.spoken == {"Ada": 60, "Bo": 20}

    here.takes_back()

    assert (here.spoken, here.order[0]) == ({}, "Bo")
    assert here.speaker
    assert (here.speaker.person, here.speaker.spoken_at(here.now)) == (ada.id, MINUTE)


def test_a_mistaken_next_leaves_a_paused_clock_paused() -> None:
    here = under_way()
    here.do(chair, floor.PauseFloor(on(here)))
    here.calls(of(here, "Bo"))
    here.now += MINUTE
    here.takes_back()
    assert here.speaker
    assert (here.speaker.since, here.speaker.spoken_ms) == (None, MINUTE)


@pytest.mark.parametrize(
    ("example", "seconds"),
    [
        (EXAMPLES["pausing"], 60 + 90),  # as if it had never been
        (EXAMPLES["resuming"], 60),  # nothing of it is charged
        (EXAMPLES["extending"], 60 + 90),  # the clock ran
        (EXAMPLES["limiting the speaker"], 60 + 90),
        (EXAMPLES["ending"], 60),  # goes on from where it stopped
        (EXAMPLES["calling in vain"], 60),
        (EXAMPLES["interrupting"], 60),
        (EXAMPLES["letting somebody interrupt"], 60),
        (EXAMPLES["the last word"], 60),
        (EXAMPLES["clearing"], 60 + 90),
    ],
)
def test_the_clock_of_the_speaker_after_a_mistake_of_ninety_seconds(
    example: Callable[[Sitting], Command], seconds: int
) -> None:
    here = under_way()
    here.do(chair, example(here))
    here.now += 90 * SECOND
    here.takes_back()
    assert here.speaker
    assert here.speaker.person == ada.id
    assert here.speaker.spoken_at(here.now) == seconds * SECOND


def test_a_mistaken_pause_is_charged_to_when_the_session_broke_off() -> None:
    here = under_way()
    here.do(chair, floor.PauseFloor(on(here)))
    here.now += 10 * SECOND
    here.do(chair, life.SuspendSession())
    here.now += 10 * MINUTE
    here.do(chair, life.OpenSession())
    here.takes_back()
    assert here.speaker
    assert (here.speaker.since, here.speaker.spoken_ms) == (None, MINUTE + 10 * SECOND)


def test_an_interruption_that_is_over_leaves_the_speakers_clock_as_it_is() -> None:
    here = under_way()
    here.do(chair, interrupting(here))
    here.now += 20 * SECOND
    here.do(dee, floor.ReleaseFloor(on(here)))
    here.now += 5 * SECOND

    here.takes_back()

    assert here.speaker
    assert here.speaker.spoken_at(here.now) == MINUTE + 5 * SECOND
    assert (here.order[0], here.session.floor.turns) == ("Dee", {})


def test_a_mistaken_end_of_an_interruption_stops_the_speaker_again() -> None:
    here = under_way()
    here.do(chair, ending_an_interruption(here))
    here.now += 10 * SECOND
    here.takes_back()
    assert here.speaker
    assert (here.speaker.person, here.speaker.spoken_at(here.now)) == (dee.id, MINUTE)
    assert here.session.floor.interrupted
    assert here.session.floor.interrupted.spoken_at(here.now) == MINUTE


def test_who_was_interrupted_and_has_ended_since_does_not_speak_again() -> None:
    here = under_way()
    here.do(chair, ending_an_interruption(here))
    here.now += 10 * SECOND
    here.do(ada, floor.ReleaseFloor(on(here)))
    here.takes_back()
    assert here.speaker
    assert (here.speaker.person, here.session.floor.interrupted) == (dee.id, None)
    assert here.spoken == {"Ada": 70}


# What stands in the way


def withdraws(here: Sitting) -> None:
    here.do(bo, queue.WithdrawRequest(of(here, "Bo")))


def writes(here: Sitting) -> None:
    here.do(bo, queue.WriteIn(of(here, "Bo"), "As I wrote."))


def bo_called_in_vain(here: Sitting) -> Command:
    here.calls(of(here, "Bo"))
    return queue.SkipRequest(on(here))


@pytest.mark.parametrize(
    "example",
    [
        lambda here: queue.LimitRequest(of(here, "Bo"), 60),
        lambda here: queue.MoveRequest(of(here, "Bo"), of(here, "Cy")),
        lambda here: queue.SkipRequest(of(here, "Bo")),
        bo_called_in_vain,
    ],
    ids=["limiting", "moving", "skipping", "calling in vain"],
)
@pytest.mark.parametrize(("since", "why"), [(withdraws, "withdrawn"), (writes, "written")])
def test_what_waits_no_more_is_not_changed_back(
    example: Callable[[Sitting], Command], since: Callable[[Sitting], None], why: str
) -> None:
    here = under_way()
    here.do(chair, example(here))
    since(here)
    before = standing(here)
    assert reason(here) == why
    assert standing(here) == before


@pytest.mark.parametrize(
    "example",
    [
        lambda here: queue.WithdrawRequest(of(here, "Bo")),
        lambda here: floor.GrantFloor(of(here, "Bo"), on(here)),
        lambda here: floor.GrantFloor(of(here, "Bo"), on(here), last=True),
        lambda here: queue.ClaimRequest(of(here, "Bo"), dee.id),
        bo_called_in_vain,
    ],
    ids=["taking out", "next", "the last word", "giving", "calling in vain"],
)
def test_who_has_left_does_not_wait_again(example: Callable[[Sitting], Command]) -> None:
    here = under_way()
    here.do(chair, example(here))
    here.do(bo, people.Leave())
    assert reason(here) == "left"


def test_who_has_left_is_not_said_to_speak_again() -> None:
    here = under_way()
    here.calls(of(here, "Zed"))
    here.do(chair, floor.IdentifySpeaker(turn(here), name="Zoe"))
    zed = next(who for who, name in here.directory.items() if name.name == "Zed")
    here.do(chair, people.RemovePerson(zed))
    assert reason(here) == "left"


def test_who_has_left_does_not_speak_again() -> None:
    here = under_way()
    here.calls(of(here, "Bo"))
    here.do(ada, people.Leave())
    adas = here.session.floor.turns
    here.takes_back()
    assert here.speaker is None
    assert here.order[0] == "Bo"
    assert here.session.floor.turns == adas


def test_what_the_departed_had_spoken_stays_charged() -> None:
    here = under_way()
    for name in ("Bo", "Zed"):
        here.now += MINUTE
        here.calls(of(here, name))
    here.do(ada, people.Leave())
    here.takes_back()
    here.takes_back()
    assert here.order == ["Bo", "Zed", "Cy"]
    assert [turn.person for turn in here.session.floor.turns.values()] == [ada.id]


def test_who_was_interrupted_goes_on_where_the_interrupter_has_left() -> None:
    here = under_way()
    here.do(chair, floor.InterruptFloor(on(here), here.asks(eve, "point_of_order")))
    here.calls(of(here, "Bo"))
    here.do(eve, people.Leave())
    here.now += MINUTE
    here.takes_back()
    assert here.speaker
    assert (here.speaker.person, here.speaker.spoken_at(here.now)) == (ada.id, MINUTE)


def test_a_clearing_after_which_all_have_asked_again_is_not_taken_back() -> None:
    here = under_way()
    here.do(chair, queue.ClearQueue())
    for who in (bo, cy):
        here.asks(who)
    zed = next(who for who, name in here.directory.items() if name.name == "Zed")
    here.do(chair, queue.AddRequest("call", PersonId(zed)))
    clearing = here.session.acts.done[-2]
    assert isinstance(here.refusal(chair, queue.UndoAct(clearing.id)), (CannotUndo, Stale))
    here.takes_back()
    assert here.session.undoable is not clearing or len(here.order) == 2


def test_a_move_is_not_taken_back_once_the_queue_was_put_in_another_order() -> None:
    here = under_way()
    here.do(chair, queue.MoveRequest(of(here, "Cy"), None))
    here.do(chair, life.EditSession(follow=True))
    here.asks(eve)
    here.do(chair, life.EditSession(follow=False))
    moved = next(act for act in here.session.acts.done if act.what == "queue.move")
    here.takes_back()
    here.takes_back()
    assert here.session.undoable is not moved


def test_speaking_times_stay_when_who_goes_first_is_taken_back() -> None:
    here = under_way()
    here.do(chair, life.EditSession(policy="first_time", speaking_seconds=60))
    here.takes_back()
    assert here.speaker
    assert here.speaker.limit_ms == here.session.life.plan.speaking_ms == MINUTE


def test_an_undo_says_what_it_takes_from_turns_that_are_over() -> None:
    here = Sitting()
    here.join(ada, chair)
    here.do(chair, life.OpenSession())
    here.calls(here.asks(ada))
    here.now += MINUTE
    here.do(ada, floor.ReleaseFloor(on(here)))
    assert here.session.undoable
    assert acts.spoken_ms(here.session.undoable, here.session.stands) == MINUTE


@pytest.mark.parametrize(
    "example",
    [
        lambda here: queue.WithdrawRequest(of(here, "Bo")),
        lambda here: floor.GrantFloor(of(here, "Bo"), on(here)),
        lambda here: queue.ClaimRequest(of(here, "Bo"), dee.id),
    ],
    ids=["taking out", "next", "giving"],
)
def test_nobody_is_made_to_wait_twice(example: Callable[[Sitting], Command]) -> None:
    here = under_way()
    here.do(chair, example(here))
    here.asks(bo)
    assert reason(here) == "asked_again"


@pytest.mark.parametrize("example", ["pausing", "resuming", "extending", "limiting the speaker"])
def test_the_clock_of_who_speaks_no_more_is_not_changed_back(example: str) -> None:
    here = under_way()
    here.do(chair, EXAMPLES[example](here))
    here.do(ada, floor.ReleaseFloor(on(here)))
    assert reason(here) == "speaker_changed"


def moving_then_hindered() -> tuple[Sitting, str, str]:
    """Cy was put first, then Bo taken out, who has asked again; both acts."""
    here = under_way()
    here.do(chair, queue.MoveRequest(of(here, "Cy"), None))
    here.do(chair, queue.WithdrawRequest(of(here, "Bo")))
    moved, taken = (act.id for act in here.session.acts.done[-2:])
    here.asks(bo)
    return here, moved, taken


def test_what_cannot_be_taken_back_does_not_stand_in_the_way_of_what_was_before() -> None:
    here, moved, _ = moving_then_hindered()
    assert here.order == ["Cy", "Zed", "Bo"]
    assert here.takes_back().id == moved
    assert here.order == ["Zed", "Cy", "Bo"]


def test_what_could_not_be_taken_back_can_be_later() -> None:
    here, _, taken = moving_then_hindered()
    here.takes_back()
    here.do(bo, queue.WithdrawRequest(of(here, "Bo")))
    assert here.takes_back().id == taken
    assert here.order == ["Bo", "Zed", "Cy"]


def test_an_act_before_one_that_can_be_taken_back_stays() -> None:
    here, moved, taken = moving_then_hindered()
    here.do(bo, queue.WithdrawRequest(of(here, "Bo")))
    assert isinstance(here.refusal(chair, queue.UndoAct(moved)), Stale)
    assert here.takes_back().id == taken


def test_a_grant_under_one_that_cannot_be_taken_back_takes_the_floor_from_nobody() -> None:
    here = under_way()
    here.calls(of(here, "Bo"))
    here.calls(of(here, "Cy"))
    here.asks(cy)  # so Cy's grant stays, and Bo's under it
    assert here.speaker
    assert here.speaker.person == cy.id
    bos = next(act for act in here.session.acts.done if act.person == bo.id)
    assert isinstance(here.refusal(chair, queue.UndoAct(bos.id)), CannotUndo)


def test_an_added_request_that_was_heard_is_not_taken_out() -> None:
    here = under_way()
    here.do(chair, queue.AddRequest("call", eve.id))
    here.calls(of(here, "Eve"))
    here.asks(eve)  # so the grant stays
    added = here.session.acts.done[-2]
    refused = here.refusal(chair, queue.UndoAct(added.id))
    assert isinstance(refused, CannotUndo)
    assert refused.details["reason"] == "later_act"


def test_what_a_later_act_did_to_the_queue_stays() -> None:
    here = under_way()
    here.do(chair, queue.OfferWriting())
    here.do(chair, floor.GrantFloor(of(here, "Bo"), on(here), last=True))
    here.do(bo, people.Leave())  # so the last word stays, and with it the queue closed
    here.takes_back()
    assert acts.doors(here.session.queue) == acts.Doors(False, True, False)


def test_what_stood_in_the_way_can_go_out_of_it() -> None:
    here = under_way()
    here.do(chair, queue.WithdrawRequest(of(here, "Bo")))
    again = here.asks(bo)
    assert reason(here) == "asked_again"
    here.do(bo, queue.WithdrawRequest(again))
    here.takes_back()
    assert here.order == ["Bo", "Zed", "Cy"]


# What others did meanwhile stays


def test_who_asked_meanwhile_comes_behind() -> None:
    here = under_way()
    here.do(chair, queue.ClearQueue())
    here.asks(dee)
    here.asks(eve, "point_of_order")
    here.takes_back()
    assert here.order == ["Eve", "Bo", "Zed", "Cy", "Dee"]


def test_who_asked_meanwhile_comes_behind_whoever_was_called() -> None:
    here = under_way()
    here.calls(of(here, "Cy"))
    here.asks(dee)
    here.takes_back()
    assert here.order == ["Bo", "Zed", "Cy", "Dee"]


@pytest.mark.parametrize(
    "example",
    ["next, out of turn", "moving", "skipping", "limiting", "closing", "pausing", "extending"],
)
def test_what_one_says_of_ones_request_meanwhile_stays(example: str) -> None:
    here = under_way()
    here.do(chair, EXAMPLES[example](here))
    mine = of(here, "Bo")
    here.do(bo, queue.EditRequest(mine, "law", "on_behalf", "The Guild", "French"))
    here.do(bo, queue.ReadyRequest(mine, "minute"))
    here.takes_back()
    asked = about(here, "Bo")
    assert (asked.about, asked.on_behalf_of, asked.language) == ("law", "The Guild", "French")
    assert asked.ready == "minute"


def test_what_one_says_after_being_called_in_vain_stays() -> None:
    here = under_way()
    here.do(chair, queue.SkipRequest(on(here)))
    here.do(ada, queue.EditRequest(of(here, "Ada"), "law"))
    here.takes_back()
    assert here.speaker
    assert (here.speaker.asked.about, here.speaker.asked.skipped) == ("law", 0)


def test_letting_another_go_first_meanwhile_stays() -> None:
    here = under_way()
    here.do(chair, queue.LimitRequest(of(here, "Bo"), 60))
    here.do(bo, queue.DeferRequest(of(here, "Bo")))
    here.takes_back()
    assert (here.order, about(here, "Bo").limit_seconds) == (["Zed", "Bo", "Cy"], None)


@pytest.mark.parametrize("example", ["next, out of turn", "closing", "extending", "moving"])
@pytest.mark.parametrize("since", [withdraws, writes])
def test_who_waits_no_more_since_then_stays_away(
    example: str, since: Callable[[Sitting], None]
) -> None:
    here = under_way()
    here.do(chair, EXAMPLES[example](here))
    since(here)
    here.takes_back()
    assert here.order == ["Zed", "Cy"]


@pytest.mark.parametrize("example", ["clearing", "clearing for an item", "the last word"])
def test_of_many_those_wait_again_who_can(example: str) -> None:
    here = under_way()
    here.do(chair, queue.OfferWriting())
    here.do(chair, EXAMPLES[example](here))
    unheard = here.session.queue.unheard
    (cys,) = (left.request.id for left in unheard.values() if left.request.person == cy.id)
    here.do(bo, people.Leave())
    here.do(cy, queue.WriteIn(cys, "As I wrote."))
    here.takes_back()
    assert here.order == ["Zed"]
    assert [left.request.person for left in here.session.queue.unheard.values()] == [bo.id]
    assert list(here.session.queue.written) == [cys]


def test_who_asked_again_after_a_clearing_waits_once() -> None:
    here = under_way()
    here.do(chair, queue.ClearQueue())
    again = here.asks(bo)
    here.takes_back()
    assert (here.order, of(here, "Bo")) == (["Zed", "Cy", "Bo"], again)


def test_a_note_taken_meanwhile_stays() -> None:
    here = under_way()
    here.calls(of(here, "Bo"))
    made = answer(here.do(scribe, notes.PostNote("Noted.")))
    here.takes_back()
    assert here.session.notes.note(str(made["note"])).speaker == bo.id


def test_who_was_named_stays_among_the_people() -> None:
    here = under_way()
    here.adds("Yan")
    here.takes_back()
    assert "Yan" not in here.order
    assert "Yan" in {name.name for name in here.directory.values()}


# What some of them do


def test_a_clearing_taken_back_leaves_nobody_unheard() -> None:
    here = under_way()
    here.do(chair, queue.ClearQueue())
    here.takes_back()
    assert (here.order, here.session.queue.unheard) == (["Bo", "Zed", "Cy"], {})


def test_a_new_item_stays_when_its_clearing_is_taken_back() -> None:
    here = under_way()
    command = starting_an_item(here)
    here.do(chair, command)
    here.takes_back()
    assert here.order == ["Bo", "Zed", "Cy"]
    assert here.session.agenda.current == command.item


def test_the_last_word_taken_back_opens_the_queue_again() -> None:
    here = under_way()
    here.calls(of(here, "Zed"), last=True)
    here.takes_back()
    assert (here.order, here.session.queue.open) == (["Bo", "Zed", "Cy"], True)
    assert here.asks(dee)


def test_two_that_were_made_one_are_two_again() -> None:
    here = under_way()
    here.do(chair, queue.ClaimRequest(of(here, "Zed")))
    assert here.order == ["Bo", "Cy"]
    here.takes_back()
    assert (here.order, about(here, "Zed").claims) == (["Bo", "Zed", "Cy"], cy.id)


def test_what_was_asked_while_speaking_waits_again_beside_the_turn() -> None:
    here = under_way()
    here.do(chair, calling_in_vain(here))
    assert here.order == ["Bo", "Ada", "Zed", "Cy"]
    here.takes_back()
    assert here.order == ["Bo", "Zed", "Cy", "Ada"]
    assert here.speaker
    assert here.speaker.person == ada.id


def test_a_skip_taken_back_is_not_counted() -> None:
    here = under_way()
    here.do(chair, queue.SkipRequest(of(here, "Bo")))
    assert (here.order[1], about(here, "Bo").skipped) == ("Bo", 1)
    here.takes_back()
    assert (here.order[0], about(here, "Bo").skipped) == ("Bo", 0)


def test_who_was_passed_over_by_mistake_was_not_passed_over() -> None:
    here = under_way()
    here.calls(of(here, "Cy"))
    assert about(here, "Bo").passed == 1
    here.takes_back()
    assert about(here, "Bo").passed == 0


@pytest.mark.parametrize("example", [naming_the_speaker, naming_who_spoke])
def test_who_was_named_by_mistake_is_not_named_in_notes(
    example: Callable[[Sitting], Command],
) -> None:
    here = under_way()
    command = example(here)
    (note,) = here.session.notes.ordered()
    unnamed = note.speaker
    here.do(chair, command)
    assert here.session.notes.note(note.id).speaker != unnamed
    here.takes_back()
    assert here.session.notes.note(note.id).speaker == unnamed


def test_an_order_that_follows_a_policy_does_so_after_an_undo() -> None:
    here = under_way()
    here.do(chair, life.EditSession(policy="first_time", follow=True))
    here.asks(ada)  # who speaks, and so comes behind all new voices
    here.do(chair, queue.WithdrawRequest(of(here, "Bo")))
    here.asks(dee)
    assert here.order == ["Zed", "Cy", "Dee", "Ada"]
    here.takes_back()
    assert here.order == ["Bo", "Zed", "Cy", "Dee", "Ada"]
