"""What the summary says of speaking: by whom, how long, and what was not heard."""

from collections.abc import Sequence

import pytest

from live.domain import floor, life, polls, queue
from live.domain.actors import Actor
from live.domain.run_sheet import Where
from tests.domain.occasion import MINUTE, SECOND, chair
from tests.record.contested import contested
from tests.record.sittings import Recorded, ada, ben, cai, dee, opened, written

Table = list[list[str]]


def summary(here: Recorded, language: str = "en") -> str:
    return written(here.record(), "summary.md", language)


def table(here: Recorded, caption: str) -> Table:
    """The cells of the rows under a caption."""
    _, found = summary(here).split(f"**{caption}**\n\n")
    _, _, *rows = found.partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_speaking_time_is_told_by_person() -> None:
    here = opened()
    here.speak(dee, MINUTE)
    here.speak(ada, 3 * MINUTE)
    here.speak(dee, 10 * SECOND, kind="point_of_order")
    assert table(here, "Speaking time by person") == [
        ["Ada Lovelace", "Engine Society", "Civil society", "1", "0", "3:00", "75%"],
        ["Dee", "–", "Civil society", "1", "1", "1:00", "25%"],
        ["Total", "", "", "2", "1", "4:00", "100%"],
    ]


@pytest.mark.parametrize("place", ["stakeholder group", "region"])
def test_points_of_order_are_counted_apart(place: str) -> None:
    here = opened()
    here.speak(ada, MINUTE)
    here.speak(ada, 30 * SECOND, kind="point_of_order")
    assert table(here, f"Speaking time by {place}")[-1] == ["Total", "1", "1", "1", "1:00", "100%"]
    assert "1 intervention, lasting 1 minute in all. 1 point of order was raised." in summary(here)


def test_a_session_of_points_of_order_had_no_interventions() -> None:
    here = opened()
    here.speak(ada, MINUTE, kind="point_of_order")
    said = summary(here)
    assert "1 point of order was raised." in said
    assert "intervention" not in said
    assert "Nobody took the floor." not in said


def test_every_turn_is_a_row_of_its_item() -> None:
    rows = table(contested(), "Speakers on item 1")
    assert [row[0] for row in rows] == ["Ada Lovelace", "Gil Vicente", "Robert", "Dee", "Ben Okri"]
    assert rows[0][1:5] == ["13:34–13:37", "on behalf of Africa Group", "Statement: scope", "1:40"]
    assert "Over the limit by 10 seconds." in rows[0][5]
    assert rows[1][5] == "Interrupted Ada Lovelace. Put in by a moderator: spoke up in the call."
    assert rows[4][2] == "personal"


def test_every_request_that_was_not_heard_says_why() -> None:
    rows = table(contested(), "Requests in the order in which they were made")
    assert [(row[0], row[-1]) for row in rows] == [
        ("Ben Okri", "the queue was cleared"),
        ("Cai Lun", "the last word was given"),
    ]


def test_who_waits_is_apart_from_who_was_not_heard() -> None:
    here = opened()
    here.do(ada, queue.RequestFloor())
    here.do(chair, queue.ClearQueue())
    here.do(dee, queue.RequestFloor())
    assert [row[0] for row in table(here, "Requests in the order of the queue")] == ["Dee"]
    unmet = table(here, "Requests in the order in which they were made")
    assert [row[0] for row in unmet] == ["Ada Lovelace"]


def test_at_the_close_nobody_waits() -> None:
    here = opened()
    here.do(dee, queue.RequestFloor())
    here.do(chair, life.CloseSession())
    assert "Waiting to speak" not in summary(here)
    [row] = table(here, "Requests in the order in which they were made")
    assert row[-1] == "the session closed"


def test_a_statement_in_writing_is_there_in_full() -> None:
    said = summary(contested())
    assert "1 statement came in writing." in said
    assert "- Victims come first.\\\n  Always.\\\n  Cai Lun (Paper Institute, Academia)" in said


def test_guests_are_told_with_how_they_asked() -> None:
    rows = table(contested(), "Put in by the moderators, without having joined")
    assert [(row[0], row[-1]) for row in rows] == [
        ("Gil Vicente", "spoke up in the call"),
        ("Robert", "raised a hand in the call"),
    ]


def test_a_guest_without_a_name_is_not_named() -> None:
    here = opened()
    here.do(chair, floor.InterruptFloor(here.take_the_floor(ada)))
    [row] = table(here, "Put in by the moderators, without having joined")
    assert row[0] == "Not named"
    assert table(here, "Speakers")[1][0] == "Speaker not named"


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (20 * SECOND, "Voting was opened and closed at 13:34."),
        (2 * MINUTE, "Voting was open 13:34–13:36."),
    ],
)
def test_a_time_is_said_once_where_it_is_the_same_minute(ms: int, said: str) -> None:
    here = opened()
    poll = here.open_poll()
    here.now += ms
    here.do(chair, polls.ClosePoll(poll))
    assert said in summary(here)


def held(command: polls.CreatePoll, *choices: tuple[Actor, Sequence[int]]) -> tuple[Recorded, str]:
    """A poll that was held, and published."""
    here = opened()
    poll = here.made(chair, command)
    here.vote(poll, *choices)
    here.do(chair, polls.PublishPoll(poll))
    return here, poll


def test_a_ranking_has_points_and_pairs() -> None:
    options = ("Protect", "Train", "Prosecute")
    command = polls.CreatePoll("ranking", "First?", options, secret=False, declining=("abstain",))
    here, _ = held(command, (ada, [1, 0]), (ben, [0]), (dee, [3]))
    rows = table(here, "Result")
    assert [(row[1], row[3]) for row in rows] == [("1", "3"), ("1", "2"), ("0", "0"), ("1", "–")]
    pairs = table(here, "How many prefer the option of the row to that of the column")
    assert [row[1:] for row in pairs] == [["–", "1", "2"], ["1", "–", "1"], ["0", "0", "–"]]


def test_a_rating_has_median_and_mean() -> None:
    command = polls.CreatePoll("rating", "Good?", secret=False, ends=("no", "very"))
    here, _ = held(command, (ada, [4]), (ben, [1]))
    said = summary(here)
    assert "Median 3.5, mean 3.5." in said
    assert "One number could be marked, from 1 (no) to 5 (very)." in said


def test_a_summary_says_whose_a_poll_was_and_whether_enough_voted() -> None:
    command = polls.CreatePoll("yes_no", "Agreed?", groups=("academia",), quorum=50)
    here, poll = held(command, (cai, [0]))
    said = summary(here)
    assert "Only these could vote: Academia." in said
    assert "The quorum of 50% is reached." in said
    again = here.made(chair, polls.DuplicatePoll(poll, again=True))
    here.vote(again)
    here.do(chair, polls.PublishPoll(again))
    assert "It asked poll 1 of this session again." in summary(here)


def test_in_arabic_the_tables_have_no_english() -> None:
    said = summary(contested(), "ar")
    english = (
        "Speaking",
        "Points of order",
        "withdrawn",
        "Capacity",
        "Remarks",
        "moderator",
        "Why",
    )
    assert [word for word in english if word in said] == []


def test_what_was_corrected_is_told_with_the_words_of_before() -> None:
    here = opened()
    poll = here.open_poll()
    here.do(chair, polls.CorrectPoll(poll, "A slip.", "All agreed?", ("Yes!", "No")))
    here.do(chair, polls.ClosePoll(poll))
    here.do(chair, polls.PublishPoll(poll))
    assert "### All agreed?" in summary(here)
    told = "its wording was corrected (A slip.); before, it was: Agreed? · Yes · No."
    assert told in summary(here)
    assert "Wording corrected (A slip.): All agreed?" in written(here.record(), "transcript.md")


@pytest.mark.parametrize(("to", "there"), [(("phones", "screen"), False), (("record",), True)])
def test_a_result_is_in_the_summary_where_it_was_published_to_it(
    to: tuple[Where, ...], there: bool
) -> None:
    here = opened()
    here.vote(here.made(chair, polls.CreatePoll("yes_no", "Agreed?")), (ada, [0]))
    here.do(chair, polls.PublishPoll(next(iter(here.session.polls.sheet)), to))
    assert ("Percentages are of those who voted" in summary(here)) is there
    assert "Fingerprint of the count" in summary(here)
    counted = here.record().polls[0].tally is not None
    assert counted is there
