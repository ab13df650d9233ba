"""Who comes, comes back, corrects their details and goes."""

import pytest
from playwright.async_api import expect

from live.web.places import NOTICE
from tests.browser.people import People, Person
from tests.browser.steps import ask_to_speak, main, queue


async def open_menu(person: Person, choice: str) -> None:
    await person.button("Menu").click()
    await person.button(choice).click()


async def test_who_joins_is_told_what_is_recorded(people: People) -> None:
    ada = await people.stranger()
    await ada.page.goto(people.links.join_url)
    await expect(main(ada)).to_contain_text(NOTICE)


async def test_the_same_browser_comes_back_as_the_same_person(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await ada.page.goto(people.links.join_url)
    await ada.page.wait_for_url(f"**/s/{people.links.code}")
    await expect(ada.button("Withdraw")).to_be_visible()
    await expect(queue(moderator)).to_have_count(1)


async def test_what_is_shown_without_scripts_is_true(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada", java_script_enabled=False)
    await expect(ada.heading("The session has not begun")).to_be_visible()
    await moderator.button("Open session").click()
    await expect(moderator.button("End session")).to_be_visible()
    await ada.page.reload()
    await expect(ada.words("Nobody has the floor.")).to_be_visible()


async def test_corrected_details_are_seen_by_everybody(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada", "Analytical")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await expect(queue(moderator)).to_contain_text(["Ada"])

    await open_menu(ada, "Your details")
    await ada.field("Your name").fill("Ada Lovelace")
    await ada.field("Organisation").fill("Analytical Society")
    await ada.button("Save").click()
    await expect(ada.dialog("Your details")).to_be_hidden()

    await expect(queue(moderator)).to_contain_text(["Ada Lovelace"])
    await expect(queue(moderator)).to_contain_text(["Analytical Society"])


async def test_whoever_leaves_is_out_of_the_queue_and_may_come_again(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await expect(queue(moderator)).to_have_count(1)

    await open_menu(ada, "Leave the session")
    await ada.dialog("Leave the session?").get_by_role("button", name="Leave the session").click()

    await ada.page.wait_for_url("**/j/*")
    await expect(queue(moderator)).to_have_count(0)
    await people.join(ada, "Ada")
    await expect(ada.button("Ask to speak")).to_be_visible()


async def test_the_staff_see_who_is_here_by_group(people: People) -> None:
    moderator = await people.moderator()
    await people.participant("Ada")
    await people.participant("Bo")
    groups = moderator.page.get_by_role("table").get_by_role("row", name="Civil society")
    await expect(groups).to_contain_text("2 of 2")


@pytest.mark.parametrize("path", ["/", "/j/{code}", "/s/{code}"])
async def test_the_language_changes_at_a_press_and_stays(people: People, path: str) -> None:
    ada = await people.participant("Ada")
    await ada.page.goto(
        people.links.join_url.partition("/j/")[0] + path.format(code=people.links.code)
    )
    await ada.page.get_by_role("button", name="Language: English").click()
    await ada.page.get_by_role("link", name="العربية").click()
    await expect(ada.page.locator("html")).to_have_attribute("dir", "rtl")
    await ada.page.reload()
    await expect(ada.page.locator("html")).to_have_attribute("lang", "ar")
