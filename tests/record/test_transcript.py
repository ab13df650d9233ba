"""The transcript in words."""

import re

from live.domain import floor, people, queue
from tests.domain.occasion import MINUTE, chair
from tests.record.sittings import Recorded, ada, ben, cai, dee, opened, written


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
        f"Queue: {who} was moved in the queue.",
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
