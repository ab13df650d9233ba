"""A session from its announcement to its end, as those see it who are in it."""

import pytest
from playwright.async_api import expect

from tests.browser.people import DESK, People
from tests.browser.steps import main, queue, wait_to_speak
from tests.servers import Server

RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])


async def test_who_comes_early_is_told_when_it_begins(people: People, server: Server) -> None:
    host = await people.stranger(viewport=DESK)
    await host.page.goto(await server.host_link())
    await host.button("Enter as host").click()
    await host.field("Title").fill("Consultation")
    await host.page.get_by_label("Starts at").fill("2031-05-06T15:30")
    await host.choice("Time zone").select_option("Africa/Nairobi")
    await host.page.get_by_label("Planned minutes").fill("150")
    await host.button("Create the session").click()
    code = await host.region("How to join").locator("b").inner_text()

    ada = await people.stranger()
    await ada.page.goto(f"{server.url}/j/{code}")
    await expect(main(ada)).to_contain_text("Starts at 15:30, Tuesday, 6 May 2031")
    await people.join(ada, "Ada")
    await expect(main(ada)).to_contain_text("15:30")
    await expect(main(ada)).to_contain_text("6 May 2031")
    await expect(main(ada)).to_contain_text("2 hours 30 minutes")


@pytest.mark.deployments
@RIGHT_TO_LEFT
async def test_a_break_keeps_everybodys_place(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    screen = await people.screen()
    await moderator.button("Open session").click()
    await wait_to_speak(ada, about="Safeguards")
    await expect(queue(moderator)).to_have_count(1)

    await moderator.button("Suspend").click()
    for person in (ada, screen):
        await expect(main(person)).to_contain_text(person.say("The session is paused"))
    await expect(ada.button("Ask to speak")).to_be_hidden()

    await moderator.button("Resume session").click()
    await expect(ada.region("Your moment")).to_contain_text("Safeguards")
    await expect(queue(moderator)).to_have_count(1)


async def test_whoever_speaks_has_the_floor_after_a_break_too(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await wait_to_speak(ada)
    await moderator.button("Next").click()
    await expect(ada.heading("You have the floor")).to_be_visible()

    await moderator.button("Suspend").click()
    await expect(main(ada)).to_contain_text("The session is paused")
    await expect(moderator.button("+1 min")).to_be_disabled()
    await moderator.button("Resume session").click()

    await expect(main(ada)).not_to_contain_text("The session is paused")
    await expect(ada.heading("You have the floor")).to_be_visible()
    await expect(moderator.button("+1 min")).to_be_enabled()


async def test_everybody_sees_what_is_discussed(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    rapporteur, screen = await people.rapporteur(), await people.screen()
    for title in ("Opening", "General discussion"):
        await moderator.button("Add an item").click()
        await moderator.field("Title").fill(title)
        await moderator.button("Save").click()
    await moderator.button("Open session").click()
    await moderator.button("Start item {number}", number=2).click()
    await expect(main(ada)).to_contain_text("General discussion")
    await expect(screen.words("Item 2: General discussion")).to_be_visible()
    await expect(rapporteur.region("Write a note")).to_contain_text("General discussion")
