"""What is missing, in words."""

from typing import get_args

import pytest
from msgspec.structs import replace

from live.domain import polls
from live.record.bidi import plain
from live.record.checks import Code, checks
from live.record.reminders import TITLES, Reminder, reminders
from live.record.telling import Telling
from tests.domain.occasion import actor, chair
from tests.record.sittings import Recorded, consultation, opened
from tests.record.test_checks import caption


def told(here: Recorded, language: str = "en") -> dict[Code, Reminder]:
    record = here.record()
    lines = (caption(0, 1, "unknown"), caption(2, 3, "likely"), caption(4, 5, "likely"))
    made = reminders(Telling(replace(record, captions=lines), language))
    return {reminder.code: reminder for reminder in made}


def test_every_code_has_its_words() -> None:
    assert set(TITLES) == set(get_args(Code))


def test_as_much_is_told_as_was_found() -> None:
    record = consultation().record()
    made = reminders(Telling(record, "en"))
    assert sum(reminder.count for reminder in made) == len(checks(record))


def test_a_turn_is_told_by_its_time_and_speaker() -> None:
    missing = told(consultation())["unnoted"].missing[0]
    assert "Ada Lovelace" in missing.text
    assert missing.subject == "turn"


def test_an_action_is_told_by_its_first_line() -> None:
    here = opened()
    note = here.note(f"Send {'the ' * 60}draft.\nBy Friday.", "action")
    (missing,) = told(here)["unowned"].missing
    assert (missing.subject, missing.id) == ("note", note)
    assert plain(missing.text).startswith("Send the ")
    assert plain(missing.text).endswith("…")
    assert len(plain(missing.text)) == 120


def test_a_poll_is_told_by_its_question() -> None:
    here = opened()
    poll = here.open_poll()
    here.do(chair, polls.ClosePoll(poll))
    (missing,) = told(here)["unpublished"].missing
    assert (plain(missing.text), missing.id) == ("Agreed?", poll)


def test_lines_are_told_by_their_number() -> None:
    made = told(consultation())
    assert made["unattributed"].missing[0].text == "1 line"
    assert made["uncertain"].missing[0].text == "2 lines"


def test_namesakes_are_told_with_their_organisations() -> None:
    here = opened()
    here.enter(actor("ada2"), "ada lovelace", "Engine Society")
    (missing,) = told(here)["namesakes"].missing
    assert plain(missing.text).count("Engine Society") == 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_told_in_every_language(language: str) -> None:
    english = told(consultation())
    for code, reminder in told(consultation(), language).items():
        assert (reminder.title == english[code].title) == (language == "en")
        assert all(missing.text for missing in reminder.missing)
