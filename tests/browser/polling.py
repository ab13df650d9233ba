"""What the stories of polls have in common."""

from playwright.async_api import Locator, expect

from tests.browser.people import People, Person


async def begun(people: People, *names: str) -> tuple[Person, ...]:
    """The moderator of an open session, and who is there."""
    moderator = await people.moderator()
    persons = [await people.participant(name) for name in names]
    await moderator.button("Open session").click()
    return moderator, *persons


async def published(moderator: Person) -> None:
    await moderator.button("Close").click()
    await moderator.button("Publish").click()
    await moderator.button("Publish it all the same").click()


async def submitted(person: Person) -> None:
    await person.button("Submit").click()
    await expect(person.button("Recorded")).to_be_visible()


def result(person: Person, question: str) -> Locator:
    return person.page.get_by_role("table", name=question).first


async def from_poll_menu(moderator: Person, question: str, choice: str) -> None:
    await moderator.button("More for {name}", name=question).first.click()
    menu = moderator.page.get_by_role("group", name=question, exact=True)
    await menu.get_by_role("button", name=moderator.say(choice)).click()
