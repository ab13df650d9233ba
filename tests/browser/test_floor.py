"""The floor, as several people see it."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.people import People, Person
from tests.browser.steps import ask_to_speak, main, queue, send_request

BOTH_DIRECTIONS = pytest.mark.parametrize("language", ["en", "ar"])
RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])


@pytest.mark.deployments
@BOTH_DIRECTIONS
async def test_who_is_given_the_floor_is_told(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada", "Analytical Society")
    screen = await people.screen()
    await moderator.button("Open session").click()

    await ask_to_speak(ada, about="Capacity building")
    await expect(queue(moderator)).to_contain_text("Capacity building")
    await expect(ada.region("Your moment")).to_contain_text(ada.say("You are next"))
    await moderator.button("Next").click()

    await expect(ada.heading("You have the floor")).to_be_visible()
    await expect(ada.page.get_by_role("alert")).to_have_text(ada.say("You have the floor"))
    await expect(main(screen)).to_contain_text("Ada")
    await expect(main(screen)).to_contain_text("Analytical Society")
    await expect(main(screen)).to_contain_text(re.compile(r"0:0[1-9]"))

    await ada.button("I have finished").click()
    await expect(screen.words("The floor is free")).to_be_visible()
    await expect(moderator.words("Nobody has the floor")).to_be_visible()


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_clock_that_is_set_on_a_device_changes_nothing_there(
    people: People, hours: int
) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await moderator.button("Next").click()
    screen = await people.screen()
    await expect(main(screen)).to_contain_text(re.compile(r"0:0[1-9]"))

    for person in (screen, ada, moderator):
        await person.page.evaluate(
            "ms => { const real = Date.now; Date.now = () => real() + ms }", hours * 3_600_000
        )

    await expect(main(screen)).to_contain_text(re.compile(r"0:(0[4-9]|[1-5]\d)"))
    await ada.button("I have finished").click()
    await expect(moderator.words("Nobody has the floor")).to_be_visible()


async def test_a_paused_clock_stands_still_for_everybody(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada")
    bo = await people.participant("Bo")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await moderator.button("Next").click()
    bar = moderator.page.get_by_role("progressbar", name="Speaking time of 3:00")
    await expect(bar).to_be_visible()

    await moderator.button("Pause").click()
    await expect(ada.region("Your moment")).to_contain_text("The clock is paused.")
    await expect(bo.region("Now")).to_contain_text("The clock is paused.")

    await moderator.button("Resume").click()
    await expect(bo.region("Now")).not_to_contain_text("The clock is paused.")
    await moderator.button("+1 min").click()
    await expect(
        moderator.page.get_by_role("progressbar", name="Speaking time of 4:00")
    ).to_be_visible()
    await moderator.button("Give back").click()
    await expect(bo.region("Now")).to_contain_text("Nobody has the floor.")


@pytest.mark.deployments
async def test_the_queue_is_the_same_on_every_phone(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada")
    bo = await people.participant("Bo")
    await moderator.button("Open session").click()

    await ask_to_speak(ada)
    await expect(queue(bo)).to_contain_text(["Ada"])
    await ask_to_speak(bo, kind="Question")
    for person in (ada, bo, moderator):
        await expect(queue(person)).to_contain_text(["Ada", "Bo"])
    await expect(bo.region("Your moment")).to_contain_text("You are 2nd")

    await ada.button("Withdraw").click()
    for person in (ada, bo, moderator):
        await expect(queue(person)).to_contain_text(["Bo"])
    await expect(bo.region("Your moment")).to_contain_text("You are next")


async def test_a_point_of_order_goes_before_the_rest(people: People) -> None:
    moderator = await people.moderator()
    ada, bo = await people.participant("Ada"), await people.participant("Bo")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await ask_to_speak(bo)
    await expect(queue(moderator)).to_contain_text(["Ada", "Bo"])

    await bo.button("Point of order").click()
    await send_request(bo, kind="Point of order", about="The time limit")

    await expect(queue(moderator)).to_contain_text(["The time limit", "Ada", "Bo"])
    await queue(moderator).first.get_by_role("button", name="Give the floor").click()
    await expect(bo.heading("You have the floor")).to_be_visible()
    await expect(queue(ada)).to_contain_text(["Ada", "Bo"])


async def test_a_closed_queue_takes_points_of_order_only(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    await moderator.button("Close queue").click()

    await expect(ada.button("The queue is closed")).to_have_attribute("aria-disabled", "true")
    await ada.button("Point of order").click()
    await expect(ada.page.get_by_role("radio")).to_have_count(1)
    await send_request(ada, kind="Point of order")
    await expect(queue(moderator)).to_contain_text(["Point of order"])


async def test_next_shows_while_it_is_not_live(people: People) -> None:
    """A press that would not count finds no button that looks as if it did."""
    moderator = await people.moderator()
    ada, bo = await people.participant("Ada"), await people.participant("Bo")
    await moderator.button("Open session").click()
    for person in (ada, bo):
        await ask_to_speak(person)
    await expect(queue(moderator)).to_contain_text(["Ada", "Bo"])
    for name in ("Ada", "Bo"):
        await moderator.button("Next").click()  # which waits until it can be pressed
        await expect(moderator.region("The floor").get_by_role("heading")).to_have_text(name)


async def hear_ada(people: People) -> tuple[Person, Person, Person]:
    """Ada speaks; the moderator, Bo who waits, and Cy."""
    moderator = await people.moderator()
    ada, bo, cy = [await people.participant(name) for name in ("Ada", "Bo", "Cy")]
    await moderator.button("Open session").click()
    for person in (ada, bo):
        await ask_to_speak(person)
    await expect(queue(moderator)).to_contain_text(["Ada", "Bo"])
    await moderator.button("Next").click()
    return moderator, bo, cy


async def test_a_reply_goes_to_whoever_speaks(people: People) -> None:
    moderator, bo, cy = await hear_ada(people)

    await ask_to_speak(cy, kind="Reply to Ada", about="The figures")
    await expect(queue(moderator)).to_contain_text(["The figures", "Bo"])
    await expect(queue(bo)).to_contain_text(["Cy", "Bo"])


async def test_a_reply_is_for_nobody_else(people: People) -> None:
    moderator, _, cy = await hear_ada(people)

    await cy.button("Ask to speak").click()
    await cy.page.get_by_role("radio", name="Ada").check()
    await moderator.button("Next").click()
    await expect(cy.dialog("Ask to speak")).to_contain_text(
        "The speaker has changed. Please choose again."
    )
    await cy.page.get_by_role("radio", name="Bo").check()
    await cy.button("Ask for the floor").click()
    await expect(queue(moderator)).to_contain_text(["Reply"])


@RIGHT_TO_LEFT
async def test_what_it_is_about_may_follow_and_another_go_first(people: People) -> None:
    moderator = await people.moderator()
    ada, bo = await people.participant("Ada"), await people.participant("Bo")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await expect(queue(moderator)).to_contain_text(["Ada"])
    await ask_to_speak(bo)
    await expect(queue(moderator)).to_contain_text(["Ada", "Bo"])

    await ada.words("Say what it is about").click()
    await ada.region("Your moment").get_by_role("textbox").fill("Safeguards")
    await ada.button("Save").click()
    await expect(queue(moderator)).to_contain_text(["Safeguards", "Bo"])

    await ada.button("Let the next one go first").click()
    await expect(queue(moderator)).to_contain_text(["Bo", "Safeguards"])
    await expect(ada.button("Let the next one go first")).to_be_hidden()
    await expect(bo.region("Your moment")).to_contain_text(bo.say("You are next"))
