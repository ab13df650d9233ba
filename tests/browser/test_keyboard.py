"""What can be done without a mouse."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.people import People, Person
from tests.browser.steps import prepare_poll, queue, wait_to_speak

MOST_TABS = 60
BOTH_DIRECTIONS = pytest.mark.parametrize(
    ("language", "onward", "back"),
    [("en", "ArrowRight", "ArrowLeft"), ("ar", "ArrowLeft", "ArrowRight")],
)


async def reach(person: Person, target: Locator) -> None:
    """By the Tab key alone."""
    await expect(target).to_be_visible()
    for _ in range(MOST_TABS):
        await person.page.keyboard.press("Tab")
        if await target.evaluate("target => target === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")


async def press(person: Person, target: Locator, key: str = "Enter") -> None:
    await expect(target).to_be_enabled()
    await reach(person, target)
    await person.page.keyboard.press(key)


async def waiting(people: People, *names: str) -> Person:
    """The moderator of an open session in which these wait to speak, in this order."""
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    for name in names:
        await wait_to_speak(await people.participant(name))
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


async def test_a_session_is_run_by_tab_and_enter(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    keys = moderator.page.keyboard
    await press(moderator, moderator.button("Open session"))
    await press(moderator, moderator.button("Add an item"))
    await keys.type("Opening")
    await keys.press("Enter")
    await press(moderator, moderator.button("Start item {number}", number=1))
    await expect(moderator.button("Change item {number}", number=1)).to_be_focused()
    await expect(ada.region("Now")).to_contain_text("Opening")

    await wait_to_speak(ada)
    await press(moderator, moderator.button("More for {name}", name="Ada"))
    await expect(moderator.button("Give the floor now")).to_be_focused()
    await keys.press("Enter")
    await expect(ada.heading("You have the floor")).to_be_visible()
    await press(moderator, moderator.button("Give back"))
    await expect(ada.region("Now")).to_contain_text("Nobody has the floor.")

    await press(moderator, moderator.button("End session"))
    await expect(moderator.button("Cancel")).to_be_focused()
    await press(moderator, moderator.button("End it now"))
    await expect(ada.words("The session is closed").first).to_be_visible()


async def test_a_poll_is_run_by_tab_and_enter(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await press(moderator, moderator.button("New poll"))
    await moderator.page.keyboard.type("Shall we go on?")
    await press(moderator, moderator.field("Options, one a line"))
    await moderator.page.keyboard.type("Yes\nNo")
    await press(moderator, moderator.button("Save as a draft"))
    await press(moderator, moderator.button("Open"))
    await expect(ada.page.get_by_role("group", name="Shall we go on?")).to_be_visible()
    await press(moderator, moderator.button("Close"))
    await press(moderator, moderator.button("Publish"))
    await press(moderator, moderator.button("Publish it all the same"))
    await expect(ada.page.get_by_role("table", name="Shall we go on?")).to_be_visible()


async def test_a_rapporteur_writes_by_keyboard(people: People) -> None:
    rapporteur = await people.rapporteur()
    note, keys = rapporteur.field("Note"), rapporteur.page.keyboard
    await expect(note).to_be_focused()
    await keys.type("Training first.")
    await keys.press("Control+2")
    await keys.press("Enter")
    await expect(note).to_have_value("")
    await expect(note).to_be_focused()
    written = rapporteur.region("All notes").get_by_role("listitem")
    await expect(written).to_contain_text("Decision")

    await press(rapporteur, rapporteur.button("Revise: Training first."))
    await expect(rapporteur.field("Text of the note")).to_be_focused()
    await keys.press("End")
    await keys.type(" Then law.")
    await keys.press("Enter")
    await expect(written).to_contain_text("Training first. Then law.")
    await expect(rapporteur.page.get_by_role("button", name="Revise: ")).to_be_focused()


@BOTH_DIRECTIONS
async def test_tabs_are_changed_by_the_arrows(people: People, onward: str, back: str) -> None:
    ada = await people.participant("Ada")
    await (await people.moderator()).button("Open session").click()
    first, second = ada.tab("Queue"), ada.tab("Polls")
    await reach(ada, first)
    await expect(ada.page.get_by_role("tabpanel")).to_have_accessible_name(ada.say("Queue"))

    await ada.page.keyboard.press(onward)
    await expect(second).to_be_focused()
    await expect(second).to_have_attribute("aria-selected", "true")
    await expect(first).to_have_attribute("tabindex", "-1")
    await expect(ada.page.get_by_role("tabpanel")).to_have_accessible_name(ada.say("Polls"))
    await ada.page.keyboard.press("Tab")
    await expect(ada.page.get_by_role("tabpanel")).to_be_focused()
    await ada.page.keyboard.press("Shift+Tab")
    await expect(second).to_be_focused()

    await ada.page.keyboard.press(back)
    await ada.page.keyboard.press(back)
    await expect(ada.page.get_by_role("tab").last).to_be_focused()


async def test_a_participant_asks_and_votes_by_keyboard(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await press(ada, ada.button("Ask to speak"))
    await reach(ada, ada.field("What about?"))
    await ada.page.keyboard.type("Safeguards")
    await ada.page.keyboard.press("Enter")
    await expect(queue(moderator)).to_contain_text(["Safeguards"])
    await expect(ada.dialog("Ask to speak")).to_be_hidden()

    await prepare_poll(moderator, "Shall we go on?", ["Yes", "No"])
    await moderator.button("Open").click()
    await press(ada, ada.page.get_by_role("radio", name="Yes"), "ArrowDown")
    await expect(ada.page.get_by_role("radio", name="No")).to_be_checked()
    await press(ada, ada.button("Submit"))
    await expect(ada.button("Recorded")).to_be_visible()


@pytest.mark.parametrize("language", ["ar"])
async def test_options_are_ranked_by_keyboard(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    options = ["Protect", "Train", "Prosecute"]
    row = await prepare_poll(moderator, "What comes first?", options, kind="Put in order")
    await moderator.button("Open").click()

    def ranked(name: str, place: str = "") -> Locator:
        """By the name that is read out: it ends with the place."""
        called = f"{name} {place}".strip()
        return ada.page.get_by_role("checkbox", name=called, exact=True)

    first, second = (ada.say(text, n=n) for text, n in (("{n}st", 1), ("{n}nd", 2)))
    await press(ada, ranked("Train"), "Space")
    await expect(ranked("Train", first)).to_be_focused()
    await press(ada, ranked("Prosecute"), "Space")
    await expect(ranked("Prosecute", second)).to_be_checked()
    await ada.page.keyboard.press("Shift+Tab")
    await ada.page.keyboard.press("Space")
    await expect(ranked("Train")).not_to_be_checked()
    await expect(ranked("Prosecute", first)).to_be_checked()
    await ada.page.keyboard.press("Shift+Tab")
    await ada.page.keyboard.press("Space")
    await expect(ranked("Protect", second)).to_be_focused()
    await press(ada, ada.button("Submit"))
    await expect(ada.button("Recorded")).to_be_visible()
    await expect(ranked("Prosecute", first)).to_be_checked()

    await press(moderator, moderator.button("Close"))
    points = row.get_by_role("table", name="What comes first?")
    for name, told in (("Prosecute", "2"), ("Protect", "1"), ("Train", "0")):
        cells = points.get_by_role("row", name=name).get_by_role("cell")
        await expect(cells.last).to_have_text(told)


async def test_focus_comes_back_to_where_it_was(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await press(ada, ada.button("Ask to speak"))
    await closed_by_escape(ada, "Ask to speak")
    await expect(ada.button("Ask to speak")).to_be_focused()
    for button, dialog in (
        ("End session", "End the session?"),
        ("Add an item", "Add an item"),
        ("New poll", "New poll"),
    ):
        await press(moderator, moderator.button(button))
        await closed_by_escape(moderator, dialog)
        await expect(moderator.button(button)).to_be_focused()


async def closed_by_escape(person: Person, dialog: str) -> None:
    await expect(person.dialog(dialog)).to_be_visible()
    await person.page.keyboard.press("Escape")
    await expect(person.dialog(dialog)).to_be_hidden()


async def test_a_rapporteur_needs_no_mouse(people: People) -> None:
    """To write, correct, draft, follow, check, download."""
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    keys = rapporteur.page.keyboard
    await moderator.button("Open session").click()
    await keys.type("Send the draft round.")
    await keys.press("Control+3")
    await keys.press("Enter")
    notes = rapporteur.region("All notes").get_by_role("listitem")
    await expect(notes).to_contain_text("Send the draft round.")
    await expect(notes).not_to_contain_text("Saving")

    await keys.press("F6")
    draft = rapporteur.region("Draft summary").get_by_role("region", name="Next steps")
    await press(rapporteur, draft.get_by_role("button", name="Write"))
    await expect(draft.get_by_role("textbox")).to_have_value("Send the draft round.")
    await keys.press("Control+End")
    await keys.type(" By Friday.")
    await keys.press("Escape")
    await expect(draft).to_contain_text("Send the draft round. By Friday.")

    await keys.press("F6")
    await expect(rapporteur.region("What is said")).to_be_focused()
    await keys.press("?")
    await expect(rapporteur.dialog("Keys")).to_be_visible()
    await keys.press("Escape")

    await moderator.button("End session").click()
    await moderator.dialog("End the session?").get_by_role("button", name="End it now").click()
    await press(rapporteur, rapporteur.page.get_by_role("link", name="things to look at"))
    missing = rapporteur.page.get_by_role("link", name="Send the draft round.").first
    await press(rapporteur, missing)
    await expect(notes).to_be_focused()
    await rapporteur.page.go_back()
    async with rapporteur.page.expect_download() as saved:
        await press(rapporteur, rapporteur.page.get_by_role("link", name="docx (Summary)"))
    assert (await saved.value).suggested_filename.endswith("summary.docx")
