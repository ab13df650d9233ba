"""The times of a turn, corrected by whoever writes the record."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.browser.people import People, Person
from tests.browser.scripts import blank_page, run
from tests.browser.steps import ask_to_speak

BOTH_DIRECTIONS = pytest.mark.parametrize("language", ["en", "ar"])
TURN = "{ start: 1000, end: 61_500, spoken_ms: 50_250 }"


@pytest.mark.parametrize(
    ("written", "times"),
    [
        ("start: '00:00:01', end: '00:01:01', spoken: '0:50'", {"start": 1000, "end": 61_500}),
        ("start: '00:00:05', end: '00:01:01', spoken: '0:50'", {"start": 5000, "end": 61_500}),
        (
            "start: '00:00:01', end: '01:02:00', spoken: '61:30'",
            {"start": 1000, "end": 3_720_000, "spoken_ms": 3_690_000},
        ),
        (
            "start: '00:00:01', end: '01:02:00', spoken: '1:01:30'",
            {"start": 1000, "end": 3_720_000, "spoken_ms": 3_690_000},
        ),
    ],
)
async def test_what_is_left_as_it_was_keeps_its_milliseconds(
    browser: Browser, written: str, times: dict[str, int]
) -> None:
    async with blank_page(browser) as page:
        told = f"return it.correctedTimes({TURN}, {{ {written} }}, 'UTC')"
        assert await run(page, "model/turns.js", told) == times


async def spoken(people: People, rapporteur: Person) -> Locator:
    """The line of a turn of some seconds, which is over."""
    moderator = await people.moderator()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await moderator.button("Next").click()
    turn = rapporteur.listed("Floor log").get_by_role("listitem")
    await expect(turn).to_contain_text(re.compile(r"0:0[3-9]"))
    await ada.button("I have finished").click()
    await expect(rapporteur.page.locator("[aria-current=true].log__turn")).to_have_count(0)
    return turn


@BOTH_DIRECTIONS
async def test_a_turn_has_the_times_that_a_rapporteur_writes(people: People) -> None:
    rapporteur = await people.rapporteur()
    turn = await spoken(people, rapporteur)
    await turn.get_by_text(rapporteur.say("Correct the times"), exact=True).click()
    begun = await turn.get_by_label(rapporteur.say("From")).input_value()
    after = (datetime.fromisoformat(f"2026-11-27T{begun}") + timedelta(seconds=1)).time()
    await turn.get_by_label(rapporteur.say("To"), exact=True).fill(after.isoformat())
    await turn.get_by_role("button", name=rapporteur.say("Save")).click()

    await expect(turn).to_contain_text(rapporteur.say("Times corrected"))
    await expect(turn).to_contain_text(re.compile(r"0:0[01]\b"))
    await expect(turn.locator("summary")).to_be_focused()


async def test_times_that_cannot_be_are_refused_where_they_were_written(people: People) -> None:
    rapporteur = await people.rapporteur()
    turn = await spoken(people, rapporteur)
    await turn.get_by_text("Correct the times", exact=True).click()
    await turn.get_by_label("Spoken").fill("59:59")
    await turn.get_by_role("button", name="Save").click()
    await expect(turn).to_contain_text("nobody speaks for longer than it lasts")
    await expect(turn.get_by_label("Spoken")).to_have_value("59:59")

    await turn.get_by_role("button", name="Cancel").click()
    await expect(turn.get_by_label("Spoken")).to_be_hidden()
    await expect(turn).not_to_contain_text("Times corrected")
