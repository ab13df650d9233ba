"""Who should speak next: what the fairness rule is told of a session, and an order that follows."""

import pytest
from msgspec.structs import replace

from live.domain import floor, life, people, queue
from live.domain.actors import Actor
from live.domain.advice import Advice
from live.domain.commands import Command
from live.domain.fairness import Policy, Suggestion
from live.errors import OrderFollows
from tests.domain.occasion import MINUTE, PLAN, SECOND, Sitting, actor, ada, bo, chair, cy, scribe

dee = actor("dee")
eve = actor("eve")


def forum(policy: Policy, *, follow: bool = False, most_passed: int = 3) -> Sitting:
    """An open session: Ada and Bo of civil society, from Africa and Asia; Cy and Dee of the
    private sector, likewise."""
    here = Sitting(replace(PLAN, policy=policy, follow=follow, most_passed=most_passed))
    here.join(ada, chair, scribe)
    here.join(bo, region="asia")
    here.join(cy, group="private")
    here.join(dee, group="private", region="asia")
    here.do(chair, life.OpenSession())
    return here


def advice(here: Sitting) -> Advice:
    now = here.session
    return Advice(now.life.plan, now.people, now.queue, now.floor)


def suggestion(here: Sitting) -> Suggestion:
    found = advice(here).next()
    assert found
    return found


def suggested(here: Sitting) -> tuple[str, str]:
    """By name, and why."""
    found = suggestion(here)
    person = here.session.queue.request(found.request).person
    return here.directory[person].name, found.reason


def speaks(here: Sitting, who: Actor, seconds: int = 60, kind: queue.Kind = "statement") -> None:
    """Somebody has a turn."""
    asked = here.asks(who, kind)
    here.calls(asked)
    here.now += seconds * SECOND
    here.do(chair, floor.ReleaseFloor(asked))


# Who has spoken


def test_nobody_is_suggested_where_nobody_waits() -> None:
    assert advice(forum("first_time")).next() is None


def test_who_has_spoken_comes_behind_who_has_not() -> None:
    here = forum("first_time")
    speaks(here, ada)
    here.asks(ada)
    here.asks(bo)
    assert suggested(here) == ("Bo", "first_time")


def test_a_point_of_order_is_not_counted_as_having_spoken() -> None:
    here = forum("first_time")
    speaks(here, ada, kind="point_of_order")
    here.asks(ada)
    here.asks(bo)
    assert suggested(here) == ("Ada", "first_time")


def test_whoever_has_the_floor_has_spoken() -> None:
    here = forum("first_time")
    here.calls(here.asks(ada))
    here.asks(ada)
    here.asks(bo)
    assert suggested(here) == ("Bo", "first_time")


def test_whoever_was_interrupted_has_spoken() -> None:
    here = forum("first_time")
    asked = here.asks(ada)
    here.calls(asked)
    here.do(chair, floor.InterruptFloor(asked))
    here.asks(ada)
    here.asks(bo)
    assert suggested(here) == ("Bo", "first_time")


def test_whoever_interrupts_has_not_spoken() -> None:
    here = forum("first_time")
    asked = here.asks(ada)
    here.calls(asked)
    here.do(chair, floor.InterruptFloor(asked, here.asks(bo, "point_of_order")))
    here.asks(bo)
    here.asks(cy)
    assert suggested(here) == ("Bo", "first_time")


def test_who_was_called_in_vain_has_not_spoken() -> None:
    here = forum("first_time")
    asked = here.asks(ada)
    here.calls(asked)
    here.asks(bo)
    here.do(chair, queue.SkipRequest(asked))
    assert ada.id not in advice(here).spoke()


def test_who_was_called_in_vain_is_not_suggested_at_once() -> None:
    here = forum("first_come")
    asked = here.asks(ada)
    here.asks(bo)
    here.calls(asked)
    here.do(chair, queue.SkipRequest(asked))
    assert suggested(here) == ("Bo", "order")


def test_a_turn_that_was_taken_back_is_not_counted() -> None:
    here = forum("first_time")
    here.asks(ada)
    here.asks(bo)
    here.calls(here.session.queue.ordered()[0].id)
    assert suggested(here) == ("Bo", "first_time")
    here.takes_back()
    assert suggested(here) == ("Ada", "first_time")


def test_who_wrote_in_has_not_spoken() -> None:
    here = forum("first_time")
    here.do(ada, queue.WriteIn(here.asks(ada), "As I wrote."))
    here.asks(ada)
    here.asks(bo)
    assert suggested(here) == ("Ada", "first_time")


def test_who_is_named_afterwards_has_spoken() -> None:
    here = forum("first_time")
    turn = here.calls(here.adds("Somebody"))
    here.asks(ada)
    here.asks(bo)
    assert suggested(here) == ("Ada", "first_time")
    here.do(chair, floor.IdentifySpeaker(turn, ada.id))
    assert suggested(here) == ("Bo", "first_time")


def test_who_was_passed_over_too_often_is_suggested_by_any_policy() -> None:
    here = forum("first_time", most_passed=1)
    speaks(here, ada)
    here.asks(ada)
    here.calls(here.asks(bo))
    here.asks(cy)
    assert suggested(here) == ("Ada", "passed_over")


# How much a group had, and is due


def shares(here: Sitting) -> tuple[str | None, float | None, float | None]:
    found = suggestion(here)
    assert found.reason == "share"
    return found.place, found.had, found.due


def test_the_group_that_had_less_is_suggested() -> None:
    here = forum("by_group")
    speaks(here, ada, 180)
    speaks(here, cy, 60)
    here.asks(bo)
    here.asks(dee)
    assert suggested(here) == ("Dee", "share")
    assert shares(here) == ("private", 0.25, 0.5)


def test_points_of_order_are_nobodys_time() -> None:
    here = forum("by_group")
    speaks(here, ada, 60)
    speaks(here, cy, 60)
    speaks(here, dee, 600, "point_of_order")
    here.asks(dee)
    assert shares(here) == ("private", 0.5, 0.5)


def test_the_time_of_whoever_was_interrupted_is_their_groups() -> None:
    here = forum("by_group")
    speaks(here, cy, 60)
    asked = here.asks(ada)
    here.calls(asked)
    here.now += MINUTE
    here.do(chair, floor.InterruptFloor(asked))
    here.now += 10 * MINUTE
    here.do(chair, floor.ReleaseFloor(here.speaker.request if here.speaker else ""))
    here.do(chair, floor.ReleaseFloor(asked))
    here.asks(dee)
    assert shares(here) == ("private", 0.5, 0.5)


def test_the_turn_that_is_on_counts_as_a_whole_one() -> None:
    here = forum("by_group")
    speaks(here, cy, 60)
    here.calls(here.asks(ada))
    here.asks(bo)
    here.asks(dee)
    assert suggested(here) == ("Dee", "share")
    assert shares(here) == ("private", 0.25, 0.5)  # the session's speaking time is three minutes


def test_the_point_of_order_that_is_on_is_nobodys_time() -> None:
    here = forum("by_group")
    speaks(here, cy, 60)
    here.calls(here.asks(ada, "point_of_order"))
    here.asks(dee)
    assert shares(here) == ("private", 1, 0.5)


def test_what_was_spoken_stays_when_a_speaker_leaves() -> None:
    here = forum("by_group")
    speaks(here, ada, 60)
    speaks(here, cy, 60)
    here.do(cy, people.Leave())
    here.asks(dee)
    assert shares(here) == ("private", 0.5, 1 / 3)  # of Ada, Bo and Dee


def test_staff_are_nobody_that_a_group_is_due_time_for() -> None:
    here = forum("by_group")
    here.join(*(actor(f"s{nr}", scribe.role) for nr in range(5)), group="private")
    here.asks(dee)
    assert shares(here) == ("private", 0, 0.5)


def test_a_guest_is_heard_but_not_here() -> None:
    here = forum("by_group")
    here.do(cy, people.Leave())
    here.do(dee, people.Leave())
    here.adds("Zed", "private")
    assert shares(here) == ("private", 0, 0)


def test_a_guest_has_asked() -> None:
    here = forum("by_group")
    here.do(chair, life.EditSession(basis="asked"))
    speaks(here, ada)
    here.adds("Zed", "private")
    assert shares(here) == ("private", 0, 0.5)


def test_whoever_has_the_floor_has_asked() -> None:
    here = forum("by_group")
    here.do(chair, life.EditSession(basis="asked"))
    here.calls(here.asks(ada))
    here.asks(cy)
    assert shares(here) == ("private", 0, 0.5)


def test_whoever_went_unheard_has_asked() -> None:
    here = forum("by_group")
    here.do(chair, life.EditSession(basis="asked"))
    here.asks(ada)
    here.asks(bo)
    here.do(chair, queue.ClearQueue())
    here.asks(cy)
    assert shares(here) == ("private", 0, 1 / 3)


def test_whoever_wrote_in_has_asked() -> None:
    here = forum("by_group")
    here.do(chair, life.EditSession(basis="asked"))
    here.do(ada, queue.WriteIn(here.asks(ada), "As I wrote."))
    here.asks(cy)
    assert shares(here) == ("private", 0, 0.5)


def test_who_asks_twice_is_one() -> None:
    here = forum("by_group")
    here.do(chair, life.EditSession(basis="asked"))
    speaks(here, ada)
    speaks(here, ada)
    here.asks(cy)
    assert shares(here) == ("private", 0, 0.5)


def test_a_target_is_in_percent() -> None:
    here = forum("by_group")
    here.do(chair, life.EditSession(targets={"private": 30}))
    here.asks(cy)
    assert shares(here) == ("private", 0, 0.3)


def test_regions_are_counted_by_region() -> None:
    here = forum("by_region")
    speaks(here, ada, 60)  # from Africa
    speaks(here, dee, 30)  # from Asia
    here.asks(cy)
    here.asks(bo)
    assert suggested(here) == ("Bo", "share")
    place, had, due = shares(here)
    assert (place, due) == ("asia", 0.5)
    assert had == pytest.approx(1 / 3)


def test_targets_are_not_of_regions() -> None:
    here = forum("by_region")
    here.do(chair, life.EditSession(targets={"civil": 90}))
    here.asks(ada)
    assert shares(here) == ("africa", 0, 0.5)


def test_a_corrected_group_takes_its_time_along() -> None:
    here = forum("by_group")
    speaks(here, ada, 60)
    here.do(chair, people.EditPerson(ada.id, group="private"))
    here.asks(cy)
    assert shares(here) == ("private", 1, 0.75)


# An order that follows the policy


def test_an_order_does_not_follow_unless_it_is_asked_to() -> None:
    here = forum("first_time")
    speaks(here, ada)
    here.asks(ada)
    here.asks(bo)
    assert here.order == ["Ada", "Bo"]


def test_an_order_follows_whoever_asks() -> None:
    here = forum("first_time", follow=True)
    speaks(here, ada)
    here.asks(ada)
    here.asks(bo)
    here.asks(cy)
    assert here.order == ["Bo", "Cy", "Ada"]


def test_points_of_order_go_first_whatever_the_policy() -> None:
    here = forum("first_time", follow=True)
    speaks(here, ada)
    here.asks(bo)
    here.asks(ada, "point_of_order")
    assert here.order == ["Ada", "Bo"]


def test_an_order_follows_who_joins() -> None:
    here = forum("by_group", follow=True)
    here.do(dee, people.Leave())
    speaks(here, ada)
    speaks(here, cy)
    here.asks(cy)
    here.asks(bo)
    assert here.order == ["Bo", "Cy"]  # civil society are two of three
    here.join(actor("eve"), actor("fay"), group="private")
    assert here.order == ["Cy", "Bo"]  # and two of five


def test_an_order_follows_who_leaves() -> None:
    here = forum("by_group", follow=True)
    speaks(here, bo)
    speaks(here, cy)
    here.asks(cy)
    here.asks(ada)
    assert here.order == ["Cy", "Ada"]
    here.do(dee, people.Leave())
    assert here.order == ["Ada", "Cy"]


def test_an_order_follows_a_corrected_group() -> None:
    here = forum("by_group", follow=True)
    speaks(here, bo)
    here.asks(ada)
    here.asks(cy)
    assert here.order == ["Cy", "Ada"]
    here.do(chair, people.EditPerson(bo.id, group="private"))
    assert here.order == ["Ada", "Cy"]


def test_an_order_follows_a_grant() -> None:
    here = forum("first_time", follow=True, most_passed=1)
    speaks(here, ada)
    here.asks(ada)
    here.asks(bo)
    here.asks(cy)
    here.asks(dee)
    assert here.order == ["Bo", "Ada", "Cy", "Dee"]
    here.calls(here.session.queue.ordered()[2].id)
    assert here.order == ["Ada", "Bo", "Dee"]  # both were passed over now


def test_an_order_follows_what_was_spoken() -> None:
    here = forum("by_group", follow=True)
    speaks(here, cy, 240)
    asked = here.asks(ada)
    here.calls(asked)
    here.asks(bo)
    here.asks(dee)
    assert here.order == ["Bo", "Dee"]
    here.now += 5 * MINUTE
    here.do(ada, floor.ReleaseFloor(asked))
    assert here.order == ["Dee", "Bo"]


def test_an_order_follows_who_writes_instead_of_speaking() -> None:
    here = forum("by_group", follow=True)
    asked = here.asks(ada)
    here.asks(bo)
    here.asks(cy)
    assert here.order == ["Ada", "Cy", "Bo"]
    here.do(ada, queue.WriteIn(asked, "As I wrote."))
    assert here.order == ["Bo", "Cy"]


def test_an_order_follows_a_changed_policy() -> None:
    here = forum("first_time", follow=True)
    speaks(here, ada)
    here.asks(ada)
    here.asks(bo)
    here.do(chair, life.EditSession(policy="first_come"))
    assert here.order == ["Ada", "Bo"]


def test_an_order_follows_from_when_it_is_asked_to() -> None:
    here = forum("first_time")
    speaks(here, ada)
    here.asks(ada)
    here.asks(bo)
    here.do(chair, life.EditSession(follow=True))
    assert here.order == ["Bo", "Ada"]


def test_an_order_that_follows_no_more_stays_as_it_is() -> None:
    here = forum("first_time", follow=True)
    speaks(here, ada)
    here.asks(ada)
    here.asks(bo)
    here.do(chair, life.EditSession(follow=False))
    here.asks(cy)
    assert here.order == ["Bo", "Ada", "Cy"]


def test_where_the_order_is_the_policys_already_nothing_is_numbered_afresh() -> None:
    here = forum("first_come", follow=True)
    here.asks(ada)
    assert [type(event) for event in here.do(bo, queue.RequestFloor())] == [queue.FloorRequested]


def test_nobody_is_moved_by_hand_in_an_order_that_follows() -> None:
    here = forum("first_come", follow=True)
    first, second = here.asks(ada), here.asks(bo)
    assert isinstance(here.refusal(chair, queue.MoveRequest(second, None)), OrderFollows)
    assert isinstance(here.refusal(chair, queue.MoveRequest(first, second)), OrderFollows)


def passed_by() -> tuple[Sitting, str]:
    """Ada was skipped, and so comes behind Bo, until somebody was given the floor."""
    here = forum("first_come", follow=True)
    skipped = here.asks(ada)
    for who in (bo, cy, dee):
        here.asks(who)
    here.do(chair, queue.SkipRequest(skipped))
    return here, skipped


def test_whoever_was_skipped_keeps_the_place_whatever_happens_before_the_next_grant() -> None:
    here, skipped = passed_by()
    here.join(eve)
    meanwhile: list[tuple[Actor, Command]] = [
        (ada, queue.ReadyRequest(skipped, "ready")),
        (ada, queue.EditRequest(skipped, "law")),
        (chair, queue.LimitRequest(skipped, 60)),
        (eve, queue.RequestFloor()),
        (eve, people.Leave()),
        (chair, queue.CloseQueue()),
    ]
    for who, command in meanwhile:
        assert here.do(who, command)
        assert here.order[:4] == ["Bo", "Ada", "Cy", "Dee"]


def test_whoever_was_skipped_has_their_place_again_when_that_one_speaks() -> None:
    here, _ = passed_by()
    here.calls(here.session.queue.ordered()[2].id)
    assert here.order == ["Bo", "Ada", "Dee"]
    here.calls(here.session.queue.ordered()[0].id)
    assert here.order == ["Ada", "Dee"]


def test_two_who_do_not_answer_do_not_keep_the_third_waiting() -> None:
    here = forum("first_come", follow=True)
    absent = [here.asks(ada), here.asks(bo)]
    here.asks(cy)
    here.asks(dee)
    for one in absent:
        here.calls(one)
        here.do(chair, queue.SkipRequest(one))
    assert here.order == ["Cy", "Ada", "Bo", "Dee"]


def test_who_was_passed_by_somebody_called_in_vain_was_not_passed() -> None:
    here = forum("first_time", most_passed=1)
    speaks(here, ada)
    here.asks(ada)
    absent = here.asks(bo)
    here.calls(absent)
    here.do(chair, queue.SkipRequest(absent))
    assert [request.passed for request in here.session.queue.ordered()] == [0, 0]


def test_anybody_lets_the_next_one_go_first() -> None:
    here = forum("first_come", follow=True)
    here.asks(ada)
    polite = here.asks(bo)
    behind = here.asks(cy)
    here.asks(dee)
    for _ in range(2):  # the second tap names the same
        here.do(bo, queue.DeferRequest(polite, behind))
        assert here.order == ["Ada", "Cy", "Bo", "Dee"]


def test_who_let_another_go_first_has_their_place_again_when_that_one_speaks() -> None:
    here = forum("first_come", follow=True)
    asked = here.asks(ada)
    here.asks(bo)
    here.asks(cy)
    here.do(ada, queue.DeferRequest(asked))
    assert here.order == ["Bo", "Ada", "Cy"]
    here.calls(here.session.queue.ordered()[0].id)
    assert here.order == ["Ada", "Cy"]


def test_who_was_called_in_vain_comes_behind_the_first_until_that_one_speaks() -> None:
    here = forum("first_come", follow=True)
    asked = here.asks(ada)
    for who in (bo, cy, dee):
        here.asks(who)
    here.calls(asked)
    here.do(chair, queue.SkipRequest(asked))
    assert here.order == ["Bo", "Ada", "Cy", "Dee"]
    here.calls(here.session.queue.ordered()[3].id)
    assert here.order == ["Bo", "Ada", "Cy"]
    here.calls(here.session.queue.ordered()[0].id)
    assert here.order == ["Ada", "Cy"]


def test_who_was_called_in_vain_comes_behind_the_first_with_what_they_asked_since() -> None:
    here = forum("first_come", follow=True)
    asked = here.asks(ada)
    here.asks(bo)
    here.calls(asked)
    here.asks(ada, about="law")
    here.do(chair, queue.SkipRequest(asked))
    assert here.order == ["Bo", "Ada"]
    assert here.session.queue.request(asked).about == "law"
