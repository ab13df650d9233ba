"""The record page: the course of the session, and what is missing in it."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Axed
from tests.browser.people import DESK, PANEL, PHONE, People, Person
from tests.browser.steps import wait_to_speak
from tests.browser.test_notes import post

RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])


async def held(people: People) -> Person:
    """A rapporteur at the record of a session in which Ada spoke and something was agreed."""
    moderator, ada = await people.moderator(), await people.participant("Ada", "Engine Society")
    rapporteur = await people.rapporteur("Rafael")
    await moderator.button("Open session").click()
    await wait_to_speak(ada, about="Safeguards")
    await moderator.button("Next").click()
    await post(rapporteur, "The group meets again.", " #decision")
    await post(rapporteur, "Send the draft round.", " #action")
    await ada.button("I have finished").click()
    await expect(moderator.button("Next")).to_be_visible()
    await moderator.button("End session").click()
    await (
        moderator.dialog("End the session?")
        .get_by_role("button", name=moderator.say("End it now"))
        .click()
    )
    await rapporteur.page.get_by_role("link", name=rapporteur.say("Open the record")).click()
    await expect(rapporteur.heading("Timeline")).to_be_visible()
    return rapporteur


def lane(person: Person, name: str) -> Locator:
    return person.region("Timeline").get_by_role("list", name=person.say(name))


def pointed(person: Person) -> Locator:
    return person.page.locator("li:target")


@RIGHT_TO_LEFT
async def test_a_mark_leads_to_its_line(people: People) -> None:
    rapporteur = await held(people)
    mark = lane(rapporteur, "Decisions").get_by_role("link", name="The group meets again.")
    await mark.focus()
    await mark.press("Enter")
    await expect(pointed(rapporteur)).to_contain_text("The group meets again.")
    await expect(pointed(rapporteur)).to_be_in_viewport()


async def test_the_list_leads_there_as_well(people: People) -> None:
    rapporteur = await held(people)
    await rapporteur.words("The timeline as a list").click()
    spoke = rapporteur.page.get_by_role("table").get_by_role("link", name="Ada").first
    for size in (PHONE, DESK):
        await rapporteur.page.set_viewport_size(size)
        await rapporteur.page.evaluate("location.hash = ''")
        await expect(pointed(rapporteur)).to_have_count(0)
        await spoke.click()
        await expect(pointed(rapporteur)).to_contain_text("Ada (Engine Society")


async def test_nothing_hinders_who_reads_the_course(people: People, axe: Axed) -> None:
    rapporteur = await held(people)
    await rapporteur.words("The timeline as a list").click()
    for size in (PANEL, DESK):
        await rapporteur.page.set_viewport_size(size)
        await axe(rapporteur.page)


async def test_what_is_missing_leads_back_to_the_note(people: People) -> None:
    rapporteur = await held(people)
    missing = rapporteur.page.get_by_role("group").filter(has_text="Actions that nobody owns")
    await missing.get_by_role("link", name="Send the draft round.").click()
    note = rapporteur.region("All notes").get_by_role("listitem").filter(has_text="Send the draft")
    await expect(note).to_be_focused()
    await expect(rapporteur.page.get_by_role("link", name="things to look at")).to_be_visible()
