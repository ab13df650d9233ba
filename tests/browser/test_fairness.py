"""Who is heard, and for how long: what moderators set of it, and what becomes of that."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Locator, expect

from live.simulate.client import Client
from live.simulate.door import enter
from tests.browser.conftest import Axed
from tests.browser.people import PHONE, People, Person
from tests.browser.steps import main, queue, wait_to_speak
from tests.servers import Links, Server

BOTH_DIRECTIONS = pytest.mark.parametrize("language", ["en", "ar"])
RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])
CIVIL_SOCIETY, GOVERNMENT = "Civil society", "Government"
KIND_TIMES = "Another time by kind, in minutes"
GROUP_TIMES = "Another time by group, in minutes"
BUDGETS = "Budget by group, in minutes"
TARGETS = "Targets by group, in percent"


@pytest.fixture
async def moderators(links: Links, server: Server) -> AsyncIterator[Client]:
    """What another moderator does, without a page."""
    cookie = await enter(links.moderator_url, "Max")
    client = await Client(server.url, links.join_url.rsplit("/", 1)[-1], cookie).start()
    yield client
    await client.stop()


async def from_group(people: People, name: str, group: str) -> Person:
    person = await people.stranger()
    await person.page.goto(people.links.join_url)
    await person.field("Your name").fill(name)
    await person.choice("Stakeholder group").select_option(person.say(group))
    await person.choice("Region").select_option(index=1)
    await person.button("Join").click()
    await expect(person.tab("Queue").or_(person.tab("Agenda")).first).to_be_visible()
    return person


async def open_settings(moderator: Person) -> Locator:
    await moderator.button("Menu").click()
    await moderator.button("Settings of the session").click()
    return moderator.dialog("Settings of the session")


async def save(moderator: Person, form: Locator) -> None:
    await moderator.button("Save").click()
    await expect(form).to_be_hidden()


async def fold_out(moderator: Person, part: str) -> Locator:
    await moderator.page.get_by_text(moderator.say(part), exact=True).click()
    return moderator.find("group", part)


async def set_for(moderator: Person, part: str, **values: str) -> None:
    """`values` by the English name, with _ for a space."""
    fields = await fold_out(moderator, part)
    for name, value in values.items():
        label = moderator.say(name.replace("_", " ").capitalize())
        await fields.get_by_label(label, exact=True).fill(value)


async def hear(moderator: Person, person: Person, name: str) -> None:
    await wait_to_speak(person)
    await expect(queue(moderator)).to_have_count(1)
    await moderator.button("Next").click()
    await expect(moderator.region("The floor").get_by_role("heading")).to_have_text(name)


def limit_bar(person: Person, limit: str) -> Locator:
    return person.find("progressbar", "Speaking time of {limit}", limit=limit)


def airtime_of(person: Person, group: str) -> Locator:
    rows = person.find("table", "Airtime by group").locator("tbody")
    return rows.filter(has_text=person.say(group))


# What is set


async def test_a_limit_by_group_applies_at_once(people: People) -> None:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    ada = await from_group(people, "Ada", GOVERNMENT)
    bo = await from_group(people, "Bo", CIVIL_SOCIETY)
    await hear(moderator, ada, "Ada")

    form = await open_settings(moderator)
    await set_for(moderator, GROUP_TIMES, civil_society="5", government="1")
    await save(moderator, form)

    await expect(limit_bar(moderator, "1:00")).to_be_visible()
    await hear(moderator, bo, "Bo")
    await expect(limit_bar(bo, "5:00")).to_be_visible()


async def test_a_limit_by_kind_goes_before_one_by_group(people: People) -> None:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    ada = await from_group(people, "Ada", GOVERNMENT)
    await moderator.page.set_viewport_size(PHONE)
    form = await open_settings(moderator)
    await set_for(moderator, KIND_TIMES, statement="2")
    await set_for(moderator, GROUP_TIMES, government="5")
    await save(moderator, form)
    await hear(moderator, ada, "Ada")
    await expect(limit_bar(ada, "2:00")).to_be_visible()


@RIGHT_TO_LEFT
async def test_the_order_follows_the_policy_once_that_is_set(people: People) -> None:
    moderator = await people.moderator()
    ada, bo, cy = [await people.participant(name) for name in ("Ada", "Bo", "Cy")]
    await moderator.button("Open session").click()
    await hear(moderator, ada, "Ada")
    await hear(moderator, cy, "Cy")
    await wait_to_speak(ada)
    await expect(queue(moderator)).to_have_count(1)
    await wait_to_speak(bo)
    await expect(queue(moderator).first).to_contain_text("Ada")
    await expect(queue(moderator).last).to_contain_text("Bo")

    form = await open_settings(moderator)
    await moderator.find("radio", "First-time speakers first").check()
    await moderator.find("checkbox", "Let the order of the queue follow it").check()
    await save(moderator, form)

    await expect(queue(moderator).first).to_contain_text("Bo")
    await expect(queue(ada).first).to_contain_text("Bo")
    await expect(main(ada)).to_contain_text(ada.say("First-time speakers go first."))
    await expect(moderator.region("The floor").get_by_role("heading")).to_have_text("Cy")
    form = await open_settings(moderator)
    await expect(moderator.find("radio", "First-time speakers first")).to_be_checked()


async def test_targets_are_at_most_a_whole(people: People, axe: Axed) -> None:
    moderator = await people.moderator()
    form = await open_settings(moderator)
    await set_for(moderator, TARGETS, civil_society="60", government="30")
    await expect(form).to_contain_text("90% in all. 10% is left to the other groups.")
    await form.get_by_label(GOVERNMENT, exact=True).last.fill("70")
    await expect(form).to_contain_text("130% in all. That is 30% too much.")
    await moderator.button("Save").click()

    refused = form.get_by_text("The targets are more than 100% in all.")
    await expect(refused).to_be_visible()
    await expect(form.get_by_label(CIVIL_SOCIETY, exact=True).last).to_be_focused()
    for part in (KIND_TIMES, GROUP_TIMES, BUDGETS):
        await fold_out(moderator, part)
    await axe(moderator.page)

    await form.get_by_label(GOVERNMENT, exact=True).last.fill("40")
    await save(moderator, form)


async def test_what_is_wrong_is_folded_out(people: People) -> None:
    moderator = await people.moderator()
    form = await open_settings(moderator)
    await set_for(moderator, BUDGETS, government="0.5")
    field = form.get_by_label(GOVERNMENT, exact=True).nth(1)
    await fold_away(moderator, BUDGETS)
    await expect(field).to_be_hidden()
    await moderator.button("Save").click()
    await expect(field).to_be_focused()


async def fold_away(moderator: Person, part: str) -> None:
    await moderator.page.get_by_text(moderator.say(part), exact=True).click()


# What becomes of it


@BOTH_DIRECTIONS
async def test_the_airtime_is_held_against_the_target(people: People) -> None:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    ada = await from_group(people, "Ada", GOVERNMENT)
    bo = await from_group(people, "Bo", CIVIL_SOCIETY)
    form = await open_settings(moderator)
    await set_for(moderator, BUDGETS, government="5")
    await set_for(moderator, TARGETS, government="40")
    await save(moderator, form)
    await expect(airtime_of(moderator, GOVERNMENT)).to_contain_text("0:00")

    await hear(moderator, ada, "Ada")
    row = airtime_of(moderator, GOVERNMENT)
    await expect(row).to_contain_text(re.compile(r"0:\d[1-9]"))
    await expect(row).to_contain_text(percent(moderator, 100))
    target = moderator.say("target {share}", share=percent(moderator, 40))
    await expect(row).to_contain_text(target)
    amount = moderator.say("{n} min", n=4)
    await expect(row).to_contain_text(moderator.say("{amount} left", amount=amount))
    due = moderator.say("due {share}", share=percent(moderator, 60))
    await expect(airtime_of(moderator, CIVIL_SOCIETY)).to_contain_text(due)

    await wait_to_speak(bo, "point_of_order")
    await expect(queue(moderator)).to_have_count(1)
    await moderator.button("Give back").click()
    await moderator.button("Next").click()
    await expect(limit_bar(bo, "3:00")).to_be_visible()
    await expect(airtime_of(moderator, CIVIL_SOCIETY)).to_contain_text("0:00")
    await expect(airtime_of(moderator, CIVIL_SOCIETY)).to_contain_text(order_counted(moderator))


def percent(person: Person, n: int) -> str:
    """With the marks that keep it together in a text from right to left."""
    return {"en": f"{n}%", "ar": f"{n}\u200e%\u200e"}[person.language]


def order_counted(person: Person) -> str:
    return {"en": "1 point of order", "ar": "نقطة نظام واحدة"}[person.language]


async def test_whoever_is_not_online_is_counted_apart_while_they_take_part(
    people: People, moderators: Client
) -> None:
    moderator = await people.moderator()
    await people.participant("Ada")
    await moderator.button("Open session").click()
    added = await moderators.send("queue.add", source="phone", name="Dina", organisation="Delta")
    await expect(moderator.find("row", "Not online 1")).to_be_visible()
    await expect(moderator.heading("People 1")).to_be_visible()

    await moderator.page.get_by_role("searchbox").fill("delta")
    found = moderator.listed("Found")
    await expect(found).to_contain_text("not online")
    await moderator.button("Next").click()
    await expect(found).to_contain_text(re.compile(r"1 intervention, 0:\d[1-9]"))
    await moderator.button("Give back").click()
    await expect(found).to_contain_text("1 intervention")

    ghost = await moderators.send("queue.add", source="phone", name="Delta Gone")
    await expect(found).to_contain_text("Delta Gone")
    await moderators.send("queue.withdraw", request=ghost["request"])
    await expect(found).not_to_contain_text("Delta Gone")
    await expect(found).to_contain_text("Dina")
    assert added["person"] != ghost["person"]


async def test_whoever_was_found_is_put_into_the_queue(people: People) -> None:
    moderator = await people.moderator()
    await people.participant("Ada", "Delta")
    await moderator.button("Open session").click()
    await moderator.page.get_by_role("searchbox").fill("delta")
    found = moderator.listed("Found")
    await found.get_by_role("button", name="Add to the queue Ada").click()
    dialog = moderator.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Ada")
    await dialog.get_by_role("button", name="Add to the queue").click()
    await expect(queue(moderator)).to_contain_text("Ada")
    await expect(found.get_by_role("button")).to_have_count(1)


# What becomes of those who wait


async def agenda_of(moderator: Person, *titles: str) -> None:
    for title in titles:
        await moderator.button("Add an item").click()
        await moderator.field("Title").fill(title)
        await moderator.button("Save").click()
        await expect(moderator.listed("Agenda")).to_contain_text(title)


async def begin_item(moderator: Person, number: int) -> None:
    await moderator.button("Start item {number}", number=number).click()


def current(moderator: Person) -> Locator:
    return moderator.listed("Agenda").locator("[aria-current=step]")


async def test_a_new_item_keeps_the_queue_or_clears_it(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await agenda_of(moderator, "Opening", "Discussion", "Closing")
    await moderator.button("Open session").click()
    await wait_to_speak(ada)
    await expect(queue(moderator)).to_have_count(1)
    await begin_item(moderator, 1)
    await expect(current(moderator)).to_contain_text("Opening")

    await begin_item(moderator, 2)
    dialog = moderator.dialog("Start item {number}?", number=2)
    await expect(dialog).to_contain_text("1 person waits to speak.")
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(current(moderator)).to_contain_text("Opening")
    await begin_item(moderator, 2)
    await expect(moderator.find("radio", "Keep the queue")).to_be_checked()
    await dialog.get_by_role("button", name="Start").click()
    await expect(current(moderator)).to_contain_text("Discussion")
    await expect(queue(moderator)).to_have_count(1)

    await begin_item(moderator, 3)
    await moderator.find("radio", "Clear the queue").check()
    await expect(moderator.page.get_by_role("dialog")).to_contain_text("unheard")
    await moderator.dialog("Start item {number}?", number=3).get_by_role("button").last.click()
    await expect(current(moderator)).to_contain_text("Closing")
    await expect(queue(moderator)).to_have_count(0)
    await expect(ada.button("Ask to speak")).to_be_visible()
    await begin_item(moderator, 1)
    await expect(current(moderator)).to_contain_text("Opening")


@RIGHT_TO_LEFT
async def test_those_who_wait_are_asked_for_their_statements_at_the_end(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await wait_to_speak(ada)
    await expect(queue(moderator)).to_have_count(1)
    offer = moderator.find("checkbox", "Ask those who wait for their statements in writing")

    await moderator.button("End session").click()
    await offer.check()
    await moderator.button("Cancel").click()
    await moderator.button("End session").click()
    await expect(offer).not_to_be_checked()
    await offer.check()
    await moderator.button("End it now").click()
    await expect(main(moderator)).to_contain_text(moderator.say("The session is closed"))

    # What was offered stands: it is not asked again.
    await moderator.button("Reopen session").click()
    await expect(queue(moderator)).to_have_count(1)
    await moderator.button("End session").click()
    await expect(moderator.button("End it now")).to_be_visible()
    await expect(offer).to_have_count(0)


async def test_without_anybody_who_waits_nothing_is_asked_for(people: People) -> None:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    await moderator.button("End session").click()
    await expect(moderator.button("End it now")).to_be_visible()
    await expect(moderator.page.get_by_role("dialog").get_by_role("checkbox")).to_have_count(0)
