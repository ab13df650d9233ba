"""Who comes, comes back, corrects their details and goes."""

import pytest
from playwright.async_api import expect

from live.web.places import NOTICE
from tests.browser.people import DESK, People, Person
from tests.browser.steps import main, queue, wait_to_speak
from tests.servers import Server


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
    await wait_to_speak(ada)
    await ada.page.goto(people.links.join_url)
    await ada.page.wait_for_url(f"**/s/{people.links.code}")
    await expect(ada.button("Withdraw")).to_be_visible()
    await expect(queue(moderator)).to_have_count(1)


@pytest.mark.parametrize("language", ["ar"])
async def test_somebody_goes_on_with_another_device(people: People) -> None:
    moderator = await people.moderator()
    phone, computer = await people.participant("Ada"), await people.stranger(viewport=DESK)
    await moderator.button("Open session").click()
    await wait_to_speak(phone, about="Safeguards")

    await phone.button("Menu").click()
    await phone.find("link", "Go on with another device").click()
    await phone.button("Show the code").click()
    address = await phone.page.get_by_role("link", name="/enter/").get_attribute("href")
    await computer.page.goto(str(address))
    await expect(main(computer)).to_contain_text("Ada")
    await computer.button("Go on with this device").click()
    await computer.button("Withdraw").click()

    await phone.find("link", "Back to the session").click()
    await expect(phone.button("Ask to speak")).to_be_visible()
    await expect(queue(moderator)).to_have_count(0)


async def test_joining_needs_no_script(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.stranger(java_script_enabled=False)
    await ada.page.goto(people.links.join_url)
    await people.join(ada, "Ada")
    await expect(ada.heading("The session has not begun")).to_be_visible()
    await moderator.button("Open session").click()
    await expect(moderator.button("End session")).to_be_visible()
    await ada.page.reload()
    await expect(ada.words("Nobody has the floor.")).to_be_visible()


@pytest.mark.deployments
async def test_corrected_details_are_seen_by_everybody(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada", "Analytical")
    await moderator.button("Open session").click()
    await wait_to_speak(ada)
    await expect(queue(moderator)).to_contain_text(["Civil society"])

    await open_menu(ada, "Your details")
    await ada.field("Your name").fill("Ada Lovelace")
    await ada.field("Organisation").fill("Analytical Society")
    await ada.choice("Stakeholder group").select_option("Academia")
    await ada.choice("Region").select_option("Global")
    await ada.button("Save").click()
    await expect(ada.dialog("Your details")).to_be_hidden()

    for corrected in ("Ada Lovelace", "Analytical Society", "Academia"):
        await expect(queue(moderator)).to_contain_text([corrected])
    await search(moderator, "lovelace")
    await expect(moderator.listed("Found")).to_contain_text("Academia · Global")


async def test_whoever_leaves_is_out_of_the_queue_and_may_come_again(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await wait_to_speak(ada)
    await expect(queue(moderator)).to_have_count(1)
    await search(moderator, "Ada")
    await expect(moderator.listed("Found")).to_contain_text("Ada")

    await open_menu(ada, "Leave the session")
    await ada.dialog("Leave the session?").get_by_role("button", name="Leave the session").click()

    await ada.page.wait_for_url("**/j/*")
    await expect(queue(moderator)).to_have_count(0)
    await expect(moderator.words("Nobody is called so.")).to_be_visible()
    await people.join(ada, "Ada")
    await expect(ada.button("Ask to speak")).to_be_visible()
    await expect(moderator.listed("Found")).to_contain_text("Ada")


@pytest.mark.deployments
async def test_whoever_is_removed_is_told(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await search(moderator, "Ada")
    await moderator.button("Remove {name}", name="Ada").click()
    await moderator.button("Remove").click()
    await expect(ada.words("You were removed from this session.")).to_be_visible()
    await expect(moderator.words("Nobody is called so.")).to_be_visible()


async def search(moderator: Person, words: str) -> None:
    await moderator.find("searchbox", "Search for people").fill(words)


@pytest.mark.deployments
async def test_the_staff_see_who_is_here_by_group(people: People) -> None:
    moderator = await people.moderator()
    await people.participant("Ada")
    bo = await people.participant("Bo")
    groups = moderator.page.get_by_role("table").get_by_role("row", name="Civil society")
    await expect(groups).to_contain_text("2 of 2")
    await bo.page.context.close()
    await expect(groups).to_contain_text("1 of 2")


async def test_the_language_changes_at_a_press_and_stays(people: People, server: Server) -> None:
    moderator = await people.moderator()
    await moderator.page.goto(await server.host_link())
    await moderator.button("Enter as host").click()
    await moderator.page.wait_for_url("**/host")
    there = f"/s/{people.links.code}"
    within = [f"{there}{page}" for page in ("", "/moderate", "/notes", "/screen", "/record")]
    without = ("/", "/host", f"/host/{people.links.code}", f"/j/{people.links.code}")
    names = {"ltr": "English", "rtl": "العربية"}
    present, other = names
    for path in (*without, *within):
        await moderator.page.goto(f"{server.url}{path}")
        await expect(moderator.page.locator("html")).to_have_attribute("dir", present)
        await choose_language(moderator, names[present], names[other])
        await expect(moderator.page.locator("html")).to_have_attribute("dir", other)
        present, other = other, present


async def choose_language(person: Person, present: str, other: str) -> None:
    await person.page.get_by_role("banner").get_by_role("button", name=present).click()
    await person.page.get_by_role("link", name=other).click()
