"""The rapporteur's page has three areas: side by side, or behind tabs."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.browser.people import DESK, PHONE, People
from tests.browser.scripts import blank_page, run

TABLET = ViewportSize(width=1024, height=768)


@pytest.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with blank_page(browser) as opened:
        yield opened


@pytest.mark.parametrize(
    ("room", "chosen", "shown"),
    [
        ("one", None, ["writing"]),
        ("one", "spoken", ["spoken"]),
        ("two", None, ["writing", "spoken"]),
        ("two", "writing", ["writing", "spoken"]),
        ("two", "drafting", ["writing", "drafting"]),
        ("three", "drafting", ["writing", "drafting", "spoken"]),
    ],
)
async def test_as_many_areas_are_shown_as_there_is_room_for(
    page: Page, room: str, chosen: str | None, shown: list[str]
) -> None:
    body = "return it.shownAreas(given[0], given[1])"
    assert await run(page, "model/areas.js", body, room, chosen) == shown


async def test_whoever_goes_on_from_the_last_area_comes_to_the_first(page: Page) -> None:
    body = "return [it.areaAfter('spoken', false), it.areaAfter('writing', true)]"
    assert await run(page, "model/areas.js", body) == ["writing", "spoken"]


@pytest.mark.parametrize("viewport", [PHONE, TABLET, DESK])
async def test_f6_goes_round_the_areas(people: People, viewport: ViewportSize) -> None:
    rapporteur = await people.rapporteur(viewport=viewport)
    note = rapporteur.field("Note")
    await note.fill("Half a thou")
    await note.press("F6")
    await expect(rapporteur.page.locator("#drafting")).to_be_focused()
    await rapporteur.page.keyboard.press("F6")
    await expect(rapporteur.page.locator("#spoken")).to_be_focused()
    await rapporteur.page.keyboard.press("F6")
    await expect(note).to_be_focused()
    await rapporteur.page.keyboard.type("ght")
    await expect(note).to_have_value("Half a thought")
