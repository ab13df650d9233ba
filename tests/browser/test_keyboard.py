"""What can be done without a mouse."""

from playwright.async_api import expect

from tests.browser.people import People, Person
from tests.browser.steps import ask_to_speak, prepare_poll, queue


async def waiting(people: People, *names: str) -> Person:
    """The moderator of an open session in which these wait to speak, in this order."""
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    for name in names:
        await ask_to_speak(await people.participant(name))
        await expect(queue(moderator).filter(has_text=name)).to_be_visible()
    await moderator.page.locator("body").click(position={"x": 1, "y": 1})
    return moderator


async def test_the_floor_is_run_by_single_keys(people: People) -> None:
    moderator = await waiting(people, "Ada", "Bo")
    floor, keys = moderator.region("The floor"), moderator.page.keyboard
    await keys.press("n")
    await expect(floor.get_by_role("heading")).to_have_text("Ada")
    await keys.press("Space")
    await expect(moderator.button("Resume")).to_be_visible()
    await keys.press("Space")
    await expect(moderator.button("Pause")).to_be_visible()
    await keys.press("+")
    await expect(
        moderator.page.get_by_role("progressbar", name="Speaking time of 4:00")
    ).to_be_visible()


async def test_a_poll_takes_its_next_step_by_a_key(people: People) -> None:
    moderator = await waiting(people)
    row = await prepare_poll(moderator, "Shall we go on?", ["Yes", "No"])
    await moderator.page.keyboard.press("p")
    await expect(row).to_contain_text("open")


async def test_keys_are_letters_where_somebody_writes(people: People) -> None:
    moderator = await waiting(people, "Ada")
    await moderator.tab("Notes").click()
    await moderator.field("Note").press_sequentially("n p ?")
    await expect(moderator.field("Note")).to_have_value("n p ?")
    await expect(moderator.dialog("Keys")).to_be_hidden()
    await expect(queue(moderator)).to_have_count(1)


async def test_the_keys_are_shown_and_can_be_switched_off(people: People) -> None:
    moderator = await waiting(people, "Ada")
    await moderator.page.keyboard.press("?")
    await expect(moderator.dialog("Keys")).to_be_visible()
    await moderator.dialog("Keys").get_by_role("checkbox").uncheck()
    await moderator.page.keyboard.press("Escape")
    await expect(moderator.dialog("Keys")).to_be_hidden()
    await moderator.page.keyboard.press("n")
    await moderator.page.keyboard.press("?")
    await expect(moderator.dialog("Keys")).to_be_hidden()
    await expect(queue(moderator)).to_have_count(1)


async def test_the_queue_is_put_in_order_by_the_arrows(people: People) -> None:
    moderator = await waiting(people, "Ada", "Bo", "Cy")
    await queue(moderator).filter(has_text="Cy").get_by_role("button").first.focus()
    await moderator.page.keyboard.press("Alt+ArrowUp")
    await expect(queue(moderator)).to_contain_text(["Ada", "Cy", "Bo"])
    await moderator.page.keyboard.press("Alt+ArrowUp")
    await expect(queue(moderator)).to_contain_text(["Cy", "Ada", "Bo"])
    await moderator.page.keyboard.press("Alt+ArrowDown")
    await expect(queue(moderator)).to_contain_text(["Ada", "Cy", "Bo"])


async def test_tabs_are_changed_by_the_arrows(people: People) -> None:
    ada = await people.participant("Ada")
    await (await people.moderator()).button("Open session").click()
    await ada.tab("Queue").focus()
    await ada.page.keyboard.press("ArrowRight")
    chosen = ada.page.get_by_role("tab", selected=True)
    await expect(chosen).to_be_focused()
    await expect(chosen).not_to_contain_text("Queue")
    await ada.page.keyboard.press("ArrowLeft")
    await expect(ada.tab("Queue")).to_be_focused()


async def test_a_participant_asks_and_votes_by_keyboard(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await ada.button("Ask to speak").focus()
    await ada.page.keyboard.press("Enter")
    await ada.field("What about?").focus()
    await ada.page.keyboard.type("Safeguards")
    await ada.page.keyboard.press("Enter")
    await expect(queue(moderator)).to_contain_text(["Safeguards"])
    await expect(ada.dialog("Ask to speak")).to_be_hidden()

    await prepare_poll(moderator, "Shall we go on?", ["Yes", "No"])
    await moderator.button("Open").click()
    await ada.page.get_by_role("radio", name="Yes").focus()
    await ada.page.keyboard.press("ArrowDown")
    await expect(ada.page.get_by_role("radio", name="No")).to_be_checked()
    await ada.button("Submit").focus()
    await ada.page.keyboard.press("Enter")
    await expect(ada.button("Recorded")).to_be_visible()


async def test_focus_comes_back_from_where_it_was_called(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await ada.button("Ask to speak").focus()
    await ada.page.keyboard.press("Enter")
    await expect(ada.dialog("Ask to speak")).to_be_visible()
    await ada.page.keyboard.press("Escape")
    await expect(ada.dialog("Ask to speak")).to_be_hidden()
    await expect(ada.button("Ask to speak")).to_be_focused()
