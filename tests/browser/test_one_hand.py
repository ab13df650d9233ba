"""A whole queue, run by the keyboard alone and by touch alone."""

from playwright.async_api import Locator, expect

from tests.browser.people import PHONE, People, Person
from tests.browser.steps import queue
from tests.browser.test_keyboard import press, reach
from tests.browser.test_queue_desk import heading, last_act, named


async def orders(moderator: Person, *names: str) -> None:
    await expect(queue(moderator)).to_contain_text([*names])
    await expect(queue(moderator)).to_have_count(len(names))


async def live_again(button: Locator) -> Locator:
    """After the guard against a second press."""
    await expect(button).to_have_attribute("aria-disabled", "false")
    return button


async def test_a_queue_is_run_by_the_keyboard_alone(people: People) -> None:
    moderator = await people.moderator()
    keys = moderator.page.keyboard
    await press(moderator, moderator.button("Open session"))
    await expect(moderator.button("Close queue")).to_be_visible()
    for name in ("Ada", "Bo", "Cy"):
        await keys.press("a")
        await expect(named(moderator.dialog("Add to the queue"), moderator)).to_be_focused()
        await keys.type(name)
        await keys.press("Enter")
        await expect(queue(moderator).filter(has_text=name)).to_be_visible()
        await expect(moderator.dialog("Add to the queue")).to_be_hidden()
    await orders(moderator, "Ada", "Bo", "Cy")

    await press(moderator, moderator.button("More for {name}", name="Cy"))
    await keys.press("Escape")
    await keys.press("Alt+ArrowUp")
    await orders(moderator, "Ada", "Cy", "Bo")
    await expect(last_act(moderator, "moved {name} in the queue", name="Cy")).to_be_visible()
    await keys.press("u")
    await orders(moderator, "Ada", "Bo", "Cy")

    await keys.press("n")
    await expect(heading(moderator)).to_have_text("Ada")
    await keys.press("k")
    await orders(moderator, "Bo", "Ada", "Cy")
    await press(moderator, moderator.button("More for {name}", name="Bo"))
    await keys.press("Escape")
    await keys.press("Alt+ArrowDown")
    await orders(moderator, "Ada", "Bo", "Cy")
    await live_again(moderator.button("Take it"))
    await keys.press("s")  # Ada was skipped just now
    await expect(heading(moderator)).to_have_text("Bo")
    await keys.press("Space")
    await expect(moderator.button("Resume")).to_be_visible()
    await keys.press("Space")
    await expect(moderator.button("Pause")).to_be_visible()
    await keys.press("+")
    await expect(moderator.find("progressbar", "Speaking time of 4:00")).to_be_visible()

    await keys.press("i")
    await expect(heading(moderator)).to_have_text("Not named yet")
    await press(moderator, moderator.button("Who is it?"))
    await keys.type("Dee")
    await keys.press("Enter")
    await expect(heading(moderator)).to_have_text("Dee")
    await live_again(moderator.button("Back to {name}", name="Bo"))
    await keys.press("n")
    await expect(heading(moderator)).to_have_text("Bo")

    await press(moderator, moderator.button("More for {name}", name="Cy"))
    for _ in range(4):
        await keys.press("ArrowUp")
    menu = moderator.find("group", "Cy")
    await expect(menu.get_by_role("button", name="Speaking time…")).to_be_focused()
    await keys.press("Enter")
    await reach(moderator, moderator.find("spinbutton", "Minutes"))
    await keys.type("2")
    await keys.press("Enter")
    await expect(queue(moderator)).to_contain_text(["Ada", "speaking time 2:00"])

    await press(moderator, moderator.button("Give back"))
    await expect(moderator.region("The floor")).to_contain_text("Nobody has the floor")
    await press(moderator, moderator.button("Close queue"))
    await expect(moderator.button("Open queue")).to_be_visible()


async def test_a_queue_is_run_by_touch_alone(people: People) -> None:
    moderator = await people.moderator(viewport=PHONE, has_touch=True)
    await moderator.button("Menu").tap()
    await moderator.button("Open session").tap()
    for name in ("Ada", "Bo", "Cy"):
        await moderator.button("Add to the queue").first.tap()
        form = moderator.dialog("Add to the queue")
        await named(form, moderator).fill(name)
        await form.get_by_role("button", name="Add to the queue").tap()
        await expect(form).to_be_hidden()
    await orders(moderator, "Ada", "Bo", "Cy")

    await from_menu(moderator, "Cy", "Move up")
    await orders(moderator, "Ada", "Cy", "Bo")
    await moderator.button("Next").tap()
    await expect(heading(moderator)).to_have_text("Ada")
    await moderator.button("Skip").tap()
    await orders(moderator, "Cy", "Ada", "Bo")
    await (await live_again(moderator.button("Take it"))).tap()
    await expect(heading(moderator)).to_have_text("Bo")
    await last_act(moderator, "gave the floor to {name}", name="Bo").tap()
    await orders(moderator, "Cy", "Ada", "Bo")

    await (await live_again(moderator.button("Next"))).tap()
    await moderator.button("Interrupt").tap()
    await moderator.button("Who is it?").tap()
    await named(moderator.dialog("Who is it?"), moderator).fill("Dee")
    await moderator.button("Save").tap()
    await expect(heading(moderator)).to_have_text("Dee")
    await (await live_again(moderator.button("Back to {name}", name="Cy"))).tap()
    await expect(heading(moderator)).to_have_text("Cy")
    await moderator.button("+1 min").tap()
    await expect(moderator.find("progressbar", "Speaking time of 4:00")).to_be_visible()
    await moderator.button("Give back").tap()

    await moderator.button("More for the queue").tap()
    await moderator.button("Clear the queue…").tap()
    await moderator.button("Clear the queue").tap()
    await expect(queue(moderator)).to_have_count(0)
    await last_act(moderator, "cleared the queue").tap()
    await orders(moderator, "Ada", "Bo")
    await moderator.button("Close queue").tap()
    await expect(moderator.button("Open queue")).to_be_visible()


async def from_menu(moderator: Person, name: str, choice: str) -> None:
    await moderator.button("More for {name}", name=name).tap()
    await moderator.find("group", name).get_by_role("button", name=choice).tap()
