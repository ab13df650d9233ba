"""The transcript in words."""

import re

import pytest
from msgspec.structs import replace

from live.domain import floor, life, people, queue
from live.domain.commands import Command
from live.domain.consequences import ACTS
from live.record.queue_lines import UNDONE
from tests.domain.occasion import MINUTE, chair
from tests.record.contested import contested
from tests.record.sittings import SYSTEM, Recorded, ada, ben, cai, dee, opened, written


def told(here: Recorded, language: str = "en") -> list[str]:
    """The lines of the transcript, without their times."""
    text = written(here.record(), "transcript.md", language)
    return re.findall(r"^- \*\*\d\d:\d\d:\d\d\*\* (.*)$", text, re.MULTILINE)


def test_who_comes_at_about_the_same_time_is_told_in_one_line() -> None:
    [first, *_] = told(opened())
    assert first.startswith("People: 6 people joined: Ada Lovelace (Engine Society, Civil society)")
    assert first.endswith("and Scribe Person (Secretariat).")


def test_who_comes_later_has_a_line_of_their_own() -> None:
    here = opened()
    here.then(ada, people.Leave())
    here.now += MINUTE
    here.enter(ada, "Ada Lovelace", "Engine Society", "civil_society", "africa")
    who = "Ada Lovelace (Engine Society, Civil society)"
    assert told(here)[-2:] == [f"People: {who} left.", f"People: {who} joined."]


def test_who_goes_one_after_another_with_something_between_is_told_each_in_its_place() -> None:
    here = opened()
    here.then(dee, people.Leave())
    here.then(chair, queue.CloseQueue())
    here.then(cai, people.Leave())
    assert told(here)[-3:] == [
        "People: Dee (Civil society) left.",
        "Queue: The queue was closed.",
        "People: Cai Lun (Paper Institute, Academia) left.",
    ]


def test_what_happens_to_a_request_is_told() -> None:
    here = opened()
    here.do(ada, queue.RequestFloor())
    request = here.made(ben, queue.RequestFloor("question", "costs"))
    here.then(chair, queue.MoveRequest(request, None))
    here.then(ben, queue.WithdrawRequest(request))
    who = "Ben Okri (Ministry of Roads, Government)"
    assert told(here)[-3:] == [
        f"Queue: {who} asked to speak. Question: costs",
        f"Queue: Chair Person moved {who} in the queue.",
        f"Queue: The request of {who} was withdrawn.",
    ]


def test_a_clock_that_stops_is_told() -> None:
    here = opened()
    request = here.take_the_floor(ben)
    here.then(chair, floor.PauseFloor(request))
    here.then(chair, floor.ResumeFloor(request))
    who = "Ben Okri (Ministry of Roads, Government)"
    assert told(here)[-2:] == [
        f"Floor: The clock of {who} was stopped.",
        f"Floor: The clock of {who} went on.",
    ]


def told_of(here: Recorded, *words: str) -> list[str]:
    """The lines that have all of these words."""
    return [line for line in told(here) if all(word in line for word in words)]


def test_what_was_taken_back_is_told_in_words() -> None:
    here = contested()
    assert told_of(here, "took back") == [
        "Queue: Chair Person took back: moving Dee in the queue.",
        "Queue: Chair Person took back: giving the floor to Robert.",
        "Queue: Chair Person took back: putting Mistake into the queue.",
    ]


def test_a_last_word_that_was_taken_back_is_told_as_such() -> None:
    here = opened()
    request = here.made(ada, queue.RequestFloor())
    here.do(chair, floor.GrantFloor(request, None, last=True))
    here.undo()
    assert told(here)[-1] == "Queue: Chair Person took back: giving the last word to Ada Lovelace."


def test_whoever_lets_the_next_one_go_first_was_not_moved_by_a_moderator() -> None:
    here = opened()
    request = here.made(dee, queue.RequestFloor())
    here.do(ada, queue.RequestFloor())
    here.then(dee, queue.DeferRequest(request))
    assert told(here)[-1] == "Queue: Dee (Civil society) let the next one go first."


def test_whoever_does_not_answer_is_told() -> None:
    here = opened()
    request = here.take_the_floor(dee)
    here.then(chair, queue.SkipRequest(request))
    said = "Queue: Dee (Civil society) did not answer. Chair Person went on with the next one."
    assert told(here)[-1] == said


def test_whom_a_moderator_takes_out_of_the_queue_is_told() -> None:
    here = opened()
    request = here.made(dee, queue.RequestFloor())
    here.then(chair, queue.WithdrawRequest(request))
    assert told(here)[-1] == "Queue: Chair Person took Dee (Civil society) out of the queue."


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (90, "set the speaking time of Dee (Civil society) to 1 minute and 30 seconds."),
        (0, "let Dee (Civil society) speak without a limit."),
    ],
)
def test_another_limit_is_told(seconds: int, said: str) -> None:
    here = opened()
    request = here.made(dee, queue.RequestFloor())
    here.then(chair, queue.LimitRequest(request, seconds))
    assert told(here)[-1] == f"Queue: Chair Person {said}"


def test_the_limit_of_all_is_told() -> None:
    here = opened()
    request = here.made(dee, queue.RequestFloor())
    here.do(chair, queue.LimitRequest(request, 10))
    here.then(chair, queue.LimitRequest(request, None))
    said = "Queue: Chair Person gave Dee (Civil society) the same speaking time as all."
    assert told(here)[-1] == said


def test_more_time_for_whoever_speaks_is_told() -> None:
    here = opened()
    here.then(chair, floor.ExtendFloor(here.take_the_floor(dee), 60))
    said = "Floor: Chair Person set the speaking time of Dee (Civil society) to 4 minutes."
    assert told(here)[-1] == said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (queue.ClearQueue(), "Queue: Chair Person cleared the queue. Not heard: Dee."),
        (life.CloseSession(), "Queue: The session closes. Not heard: Dee."),
        (queue.OfferWriting(), "Queue: Chair Person asked for statements in writing."),
    ],
)
def test_what_ends_the_waiting_is_told(command: Command, said: str) -> None:
    here = opened()
    here.do(dee, queue.RequestFloor())
    here.then(chair, command)
    assert said in told(here)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            life.EditSession(speaking_seconds=90),
            "Session: Chair Person set the speaking time to 1 minute and 30 seconds.",
        ),
        (
            life.EditSession(speaking_seconds=0),
            "Session: Chair Person set no limit to the speaking time.",
        ),
        (
            life.EditSession(kind_seconds={"reply": 60}),
            "Session: Chair Person changed the speaking times of kinds or groups.",
        ),
        (
            life.EditSession(policy="by_group"),
            "Queue: Chair Person chose the policy “Balanced by group” for suggestions.",
        ),
        (
            life.EditSession(follow=True),
            "Queue: Chair Person let the order follow the policy “First come, first served”.",
        ),
    ],
)
def test_a_changed_rule_is_told(changed: Command, said: str) -> None:
    here = opened()
    here.then(chair, changed)
    assert told(here)[-1] == said


def test_what_is_planned_before_the_session_opens_is_not_told() -> None:
    here = Recorded()
    here.enter(chair, "Chair Person", "", "", "")
    here.do(chair, life.EditSession(policy="by_group"))
    assert not any(moment.what == "queue.policy" for moment in here.record().log)


def test_who_is_asked_to_write_instead_is_told() -> None:
    here = opened()
    asked = here.made(dee, queue.RequestFloor())
    here.then(chair, queue.OfferWriting(asked))
    assert "Queue: Chair Person asked for the statement of Dee in writing." in told(here)


def test_a_statement_in_writing_is_told_with_its_text() -> None:
    text = written(contested().record(), "transcript.md")
    assert "submitted a statement in writing. Statement: victims\\\n  Victims come first." in text


def test_a_turn_is_told_with_all_there_is_to_say() -> None:
    text = written(contested().record(), "transcript.md")
    assert (
        "spoke for 1 minute and 40 seconds on “scope”.\\\n"
        "  On behalf of Africa Group. Language: French. "
        "The clock was stopped once, for 20 seconds. Over the limit by 10 seconds. "
        "Interrupted by Gil Vicente for 40 seconds."
    ) in text


def test_an_interruption_is_told_once() -> None:
    here = opened()
    here.then(chair, floor.InterruptFloor(here.take_the_floor(dee)))
    text = "Point of order: Speaker not named has the floor."
    assert told_of(here, "Speaker not named") == [f"{text}\\"]


def test_who_was_put_in_by_a_moderator_is_told_with_the_source() -> None:
    here = opened()
    here.do(chair, queue.AddRequest("call", name="Robert", about="costs"))
    said = "Chair Person put Robert into the queue: raised a hand in the call. Statement: costs"
    assert told(here)[-1] == f"Queue: {said}"


def test_whose_a_request_is_found_to_be_is_told() -> None:
    here = opened()
    request = here.made(chair, queue.AddRequest("phone", name="D."))
    here.then(chair, queue.ClaimRequest(request, dee.id))
    said = "Queue: Chair Person noted that it was Dee (Civil society) who had asked."
    assert told(here)[-1] == said


def test_who_spoke_is_told_when_it_is_known() -> None:
    assert "Floor: Chair Person noted who spoke: Gil Vicente (Theatre)." in told(contested())


def test_what_a_person_unknown_to_the_record_did_is_a_moderators() -> None:
    here = opened()
    request = here.made(dee, queue.RequestFloor())
    here.do(chair, queue.WithdrawRequest(request))
    here.journal[-2:] = [replace(fact, by=SYSTEM) for fact in here.journal[-2:]]
    assert told(here)[-1] == "Queue: A moderator took Dee (Civil society) out of the queue."


def test_every_act_can_be_told_as_taken_back() -> None:
    assert set(UNDONE) == set(ACTS.values())


def test_in_arabic_the_queue_has_no_english() -> None:
    lines = "\n".join(told(contested(), "ar"))
    english = ("took back", "moved", "Not heard", "in writing", "into the queue", "the limit")
    assert [word for word in english if word in lines] == []
    assert "Chair Person" in lines


def test_in_arabic_nothing_is_left_in_english() -> None:
    here = opened()
    request = here.take_the_floor(ben)
    here.then(chair, floor.PauseFloor(request))
    here.then(chair, floor.ResumeFloor(request))
    here.then(chair, people.RemovePerson(ada.id))
    asked = here.made(dee, queue.RequestFloor())
    here.then(chair, queue.MoveRequest(asked, None))
    here.then(dee, people.Leave())
    text = "\n".join(told(here, "ar"))
    english = ("joined", "left", "sent out", "asked", "withdrawn", "clock", "Queue", "People")
    assert [word for word in english if word in text] == []


def test_a_point_of_order_says_of_which_sort_it_is() -> None:
    here = opened()
    here.do(chair, life.EditSession(order_categories=("Procedure",)))
    here.then(ben, queue.RequestFloor("point_of_order", category="Procedure"))
    assert told(here)[-1].endswith("asked to speak. Point of order (Procedure)")
