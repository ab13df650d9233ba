"""What fits on a small page, and how what does not can be reached, in a long language."""

import pytest
from playwright.async_api import expect

from tests.browser.people import PANEL, PHONE, People

BEYOND = "tabs => tabs.scrollWidth - tabs.clientWidth"
DIRECTION = "element => getComputedStyle(element).direction"


@pytest.fixture
def language() -> str:
    return "ar"


async def test_the_tabs_of_a_participant_fit_on_a_phone(people: People) -> None:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    ada = await people.participant("Ada", viewport=PHONE)
    await expect(ada.tab("Agenda")).to_be_visible()
    assert await ada.page.get_by_role("tablist").evaluate(BEYOND) == 0


async def test_the_tabs_of_a_moderator_fit_on_a_phone(people: People) -> None:
    moderator = await people.moderator(viewport=PHONE)
    await expect(moderator.tab("People")).to_be_visible()
    assert await moderator.page.get_by_role("tablist").evaluate(BEYOND) == 0


async def test_a_chosen_tab_comes_wholly_into_view(people: People) -> None:
    moderator = await people.moderator(viewport=PANEL)
    await moderator.tab("Agenda").click()
    await expect(moderator.tab("Agenda")).to_be_in_viewport(ratio=1)


async def test_a_title_runs_in_its_own_direction(people: People) -> None:
    ada = await people.participant("Ada")
    title = ada.page.get_by_role("heading", level=1)
    assert await title.evaluate(DIRECTION) == "ltr"
    assert await ada.page.get_by_role("main").evaluate(DIRECTION) == "rtl"
