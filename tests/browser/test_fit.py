"""What fits on a small page, and how what does not can be reached, in a long language."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Axed
from tests.browser.people import PANEL, PHONE, People
from tests.browser.polling import published, submitted
from tests.browser.steps import prepare_poll

BEYOND = "tabs => tabs.scrollWidth - tabs.clientWidth"
BEYOND_PAGE = "document.documentElement.scrollWidth - innerWidth"
LONG_WORDS = ["Rechtsschutzversicherungsgesellschaften " * 4, "https://example.org/" + "a" * 90]
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


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", ["Choose one", "Rate on a scale", "Put in order"])
async def test_a_ballot_fits_on_a_small_phone_in_the_dark(
    people: People, axe: Axed, kind: str
) -> None:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    ada = await people.participant("Ada", viewport=PANEL, color_scheme="dark")
    rated = kind == "Rate on a scale"
    await prepare_poll(
        moderator,
        f"Which comes first, {LONG_WORDS[1]}?",
        [] if rated else LONG_WORDS,
        kind=kind,
        ends=(LONG_WORDS[0], LONG_WORDS[1]) if rated else None,
    )
    await moderator.button("Open").click()
    marks = ada.page.get_by_role("group").get_by_role(
        "checkbox" if kind == "Put in order" else "radio"
    )
    await marks.first.check()
    await ada.button("Submit").click()
    await expect(ada.button("Recorded")).to_be_visible()
    assert await ada.page.evaluate(BEYOND_PAGE) == 0
    for mark in await marks.all():
        await mark.scroll_into_view_if_needed()
        await expect(mark).to_be_in_viewport(ratio=1)
    await axe(ada.page)

    await moderator.button("Close").click()
    await expect(ada.region("Poll")).to_contain_text(ada.say("Your vote was recorded."))
    assert await ada.page.evaluate(BEYOND_PAGE) == 0


@pytest.mark.parametrize("language", ["en"])
async def test_a_long_result_in_two_languages_fits_on_the_screen(people: People) -> None:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    ada = await people.participant("Ada")
    screen = await people.screen()
    await moderator.button("New poll").click()
    await moderator.field("Question").first.fill("Which chapter should the next meeting take up?")
    chapters = [f"Chapter {n}: international cooperation" for n in range(1, 13)]
    await moderator.field("Options, one a line").first.fill("\n".join(chapters))
    await moderator.words("In other languages").click()
    arabic = moderator.page.get_by_role("group", name="Arabic")
    await arabic.get_by_role("textbox", name="Question").fill("أي فصل يتناوله الاجتماع القادم؟")
    translated = [f"الفصل {n}: التعاون الدولي" for n in range(1, 13)]
    await arabic.get_by_role("textbox", name="Options").fill("\n".join(translated))
    await moderator.button("Save as a draft").click()
    await moderator.button("Open").click()
    await ada.find("radio", "Chapter 7: international cooperation").check()
    await submitted(ada)
    await published(moderator)
    await expect(screen.page.get_by_role("row", name="Chapter 12")).to_be_in_viewport(ratio=1)
    await expect(screen.page.get_by_text("SHA-256")).to_be_in_viewport(ratio=1)


async def test_a_title_runs_in_its_own_direction(people: People) -> None:
    ada = await people.participant("Ada")
    title = ada.page.get_by_role("heading", level=1)
    assert await title.evaluate(DIRECTION) == "ltr"
    assert await ada.page.get_by_role("main").evaluate(DIRECTION) == "rtl"
