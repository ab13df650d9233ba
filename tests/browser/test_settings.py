"""What the host has set, changed by those who run the session."""

from typing import Any

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.browser.conftest import Axed
from tests.browser.people import PHONE, People, Person
from tests.browser.scripts import blank_page, run
from tests.browser.steps import ask_to_speak, main, queue

SESSION = {
    "title": "Consultation",
    "starts_at": 1_930_367_100_000,
    "time_zone": "Asia/Tokyo",
    "planned_minutes": 90,
    "speaking_ms": 150_000,
    "call_url": None,
    "notes": "everyone",
    "attribution": "named",
    "retention_days": None,
    "template": "consultation",
    "groups": [{"id": "civil_society"}, {"id": "government"}],
    "kind_seconds": {"question": 60},
    "group_seconds": {},
    "policy": "first_come",
    "proposals": False,
    "follow": False,
    "most_passed": 3,
    "basis": "here",
    "targets": {"government": 30},
    "budgets": {},
    "order_categories": ["Sound"],
}
FORM = {
    "title": "Consultation",
    "starts_at": "2031-03-04T14:05",
    "planned_minutes": "90",
    "speaking_minutes": "2.5",
    "call_url": "",
    "notes": "everyone",
    "attribution": "named",
    "retention_days": "",
    "template": "consultation",
    "policy": "first_come",
    "proposals": "",
    "follow": "",
    "most_passed": "3",
    "basis": "here",
    "kind_seconds/statement": "",
    "kind_seconds/question": "1",
    "kind_seconds/reply": "",
    "kind_seconds/point_of_order": "",
    "group_seconds/civil_society": "",
    "group_seconds/government": "",
    "targets/civil_society": "",
    "targets/government": "30",
    "budgets/civil_society": "",
    "budgets/government": "",
    "order_categories": "Sound",
}


async def open_settings(moderator: Person) -> Locator:
    await moderator.button("Menu").click()
    await moderator.button("Settings of the session").click()
    return moderator.dialog("Settings of the session")


async def save(moderator: Person, form: Locator) -> None:
    await moderator.button("Save").click()
    await expect(form).to_be_hidden()


# The form


async def test_a_new_limit_reaches_whoever_speaks(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    bo = await people.participant("Bo")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await expect(queue(moderator)).to_have_count(1)
    await ask_to_speak(bo)
    await expect(queue(moderator)).to_have_count(2)
    await moderator.button("Next").click()
    await expect(limit_bar(moderator, "3:00")).to_be_visible()

    form = await open_settings(moderator)
    limit = form.get_by_label("Speaking time, in minutes")
    await expect(limit).to_have_value("3")
    await limit.fill("1.5")
    await save(moderator, form)

    await expect(limit_bar(moderator, "1:30")).to_be_visible()
    await expect(limit_bar(ada, "1:30")).to_be_visible()
    await moderator.button("Next").click()
    await expect(limit_bar(bo, "1:30")).to_be_visible()


def limit_bar(person: Person, limit: str) -> Locator:
    return person.find("progressbar", "Speaking time of {limit}", limit=limit)


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_title_is_changed_on_a_phone(people: People) -> None:
    moderator = await people.moderator(viewport=PHONE)
    ada = await people.participant("Ada")
    form = await open_settings(moderator)
    await moderator.field("Title").fill("  A new name ")
    await save(moderator, form)
    for person in (moderator, ada):
        title = person.page.get_by_role("heading", level=1)
        await expect(title).to_have_text("A new name")


async def test_a_new_time_is_told_in_the_zone_of_the_session(people: People) -> None:
    moderator = await people.moderator(timezone_id="America/Bogota")
    ada = await people.participant("Ada", timezone_id="Asia/Tokyo")
    form = await open_settings(moderator)
    await form.get_by_label("Starts at").fill("2031-05-06T15:30")
    await form.get_by_label("Planned minutes").fill("150")
    await save(moderator, form)
    await expect(main(ada)).to_contain_text("15:30")
    await expect(main(ada)).to_contain_text("6 May 2031")
    await expect(main(ada)).to_contain_text("2 hours 30 minutes")


async def test_notes_are_kept_from_the_others(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await expect(ada.tab("Notes")).to_be_visible()
    form = await open_settings(moderator)
    await moderator.choice("Who sees the notes").select_option("staff")
    await save(moderator, form)
    await expect(ada.tab("Notes")).to_be_hidden()


async def test_the_form_of_the_summary_is_chosen(people: People) -> None:
    moderator = await people.moderator()
    form = await open_settings(moderator)
    await form.get_by_label("Form of the summary").select_option(label="Minutes of the meeting")
    await save(moderator, form)
    form = await open_settings(moderator)
    await expect(form.get_by_label("Form of the summary")).to_have_value("minutes")


async def test_a_bad_link_is_refused_in_words(people: People) -> None:
    moderator = await people.moderator()
    form = await open_settings(moderator)
    await moderator.field("Link of the video call").fill("call.example/1")
    await moderator.button("Save").click()
    await expect(form).to_contain_text(
        "Write the whole link of the video call, as a browser shows it."
    )

    await moderator.field("Link of the video call").fill("https://call.example/1")
    await save(moderator, form)
    link = moderator.find("link", "Video call")
    await expect(link).to_have_attribute("href", "https://call.example/1")


async def test_whoever_changes_nothing_undoes_nothing(people: People) -> None:
    mona, mark = await people.moderator("Mona"), await people.moderator("Mark")
    form_of_mona, form_of_mark = await open_settings(mona), await open_settings(mark)
    await mona.field("Title").fill("A new name")
    await save(mona, form_of_mona)
    await expect(mark.page.locator("#title")).to_have_text("A new name")
    await save(mark, form_of_mark)
    await expect(mona.page.locator("#title")).to_have_text("A new name")


async def test_the_focus_comes_back_to_the_menu(people: People) -> None:
    moderator = await people.moderator()
    form = await open_settings(moderator)
    await expect(moderator.field("Title")).to_be_focused()
    await moderator.page.keyboard.press("Escape")
    await expect(form).to_be_hidden()
    await expect(moderator.button("Menu")).to_be_focused()


async def test_nothing_hinders_where_a_link_is_refused(people: People, axe: Axed) -> None:
    moderator = await people.moderator()
    form = await open_settings(moderator)
    await moderator.field("Link of the video call").fill("call.example/1")
    await moderator.button("Save").click()
    await expect(form.get_by_role("button", name="Close")).to_have_count(2)
    await axe(moderator.page)


# What it asks for


@pytest.mark.parametrize(
    ("filled", "asked"),
    [
        ({}, {}),
        ({"title": " Consultation "}, {}),
        ({"title": "Other"}, {"title": "Other"}),
        ({"starts_at": "2031-03-04T14:06"}, {"starts_at": 1_930_367_160_000}),
        ({"starts_at": ""}, {"starts_at": None}),
        ({"planned_minutes": ""}, {"planned_minutes": None}),
        ({"planned_minutes": "60"}, {"planned_minutes": 60}),
        ({"speaking_minutes": "1.5"}, {"speaking_seconds": 90}),
        ({"speaking_minutes": ""}, {"speaking_seconds": 0}),
        ({"call_url": "https://call.example"}, {"call_url": "https://call.example"}),
        ({"notes": "staff"}, {"notes": "staff"}),
        ({"template": "minutes"}, {"template": "minutes"}),
        ({"policy": "by_group"}, {"policy": "by_group"}),
        ({"follow": "on"}, {"follow": True}),
        ({"notes": "closed", "proposals": "on"}, {"notes": "closed", "proposals": True}),
        ({"retention_days": "30"}, {"retention_days": 30}),
        ({"most_passed": "5"}, {"most_passed": 5}),
        ({"basis": "asked"}, {"basis": "asked"}),
        ({"kind_seconds/question": ""}, {"kind_seconds": {}}),
        ({"kind_seconds/reply": "0.5"}, {"kind_seconds": {"question": 60, "reply": 30}}),
        ({"group_seconds/government": "0"}, {"group_seconds": {"government": 0}}),
        ({"targets/civil_society": "50"}, {"targets": {"government": 30, "civil_society": 50}}),
        ({"budgets/government": "20"}, {"budgets": {"government": 20}}),
        (
            {"order_categories": " Sound\n\nProcedure "},
            {"order_categories": ["Sound", "Procedure"]},
        ),
    ],
)
async def test_only_what_was_changed_is_asked_for(
    browser: Browser, filled: dict[str, str], asked: dict[str, Any]
) -> None:
    async with blank_page(browser) as page:
        body = "return it.changed(...given)"
        assert await run(page, "model/settings.js", body, SESSION, {**FORM, **filled}) == asked


async def test_a_group_is_set_beside_what_another_has_set_meanwhile(browser: Browser) -> None:
    by_now = {**SESSION, "targets": {"government": 40, "other": 10}}
    form = {**FORM, "targets/civil_society": "20"}
    async with blank_page(browser) as page:
        asked = await run(
            page, "model/settings.js", "return it.changed(...given)", SESSION, form, by_now
        )
    assert asked == {"targets": {"government": 40, "other": 10, "civil_society": 20}}


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"targets/government": ""}, None),
        ({}, {"sum": 30, "left": 70, "over": 0}),
        ({"targets/civil_society": "70"}, {"sum": 100, "left": 0, "over": 0}),
        ({"targets/civil_society": "90"}, {"sum": 120, "left": 0, "over": 20}),
    ],
)
async def test_targets_are_added_up_as_one_types(
    browser: Browser, filled: dict[str, str], told: dict[str, int] | None
) -> None:
    async with blank_page(browser) as page:
        body = "return it.targetsIn(given[0])"
        assert await run(page, "model/settings.js", body, {**FORM, **filled}) == told


@pytest.mark.parametrize(
    ("written", "zone", "at"),
    [
        ("2026-11-24T14:00", "UTC", 1_795_528_800_000),
        ("2026-11-24T14:00", "Europe/Vienna", 1_795_525_200_000),
        ("2026-07-24T14:00", "Europe/Vienna", 1_784_894_400_000),
        ("2026-03-29T01:59", "Europe/Vienna", 1_774_745_940_000),
        ("2026-03-29T03:00", "Europe/Vienna", 1_774_746_000_000),
        ("2026-11-24T00:00", "America/New_York", 1_795_496_400_000),
        ("2026-11-24T14:00", "Mars/Olympus", 1_795_528_800_000),
    ],
)
async def test_a_time_is_that_of_the_clocks_there(
    browser: Browser, written: str, zone: str, at: int
) -> None:
    async with blank_page(browser) as page:
        body = "return [it.timeFrom(...given), it.localTime(it.timeFrom(...given), given[1])]"
        assert await run(page, "model/local_time.js", body, written, zone) == [at, written]
