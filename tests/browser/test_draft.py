"""The draft summary is written by one person at a time, and nobody's words are lost."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.network import Network
from tests.browser.people import People, Person, Troubles
from tests.browser.test_notes import post

RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])
UNREACHABLE = r"WebSocket connection to .* failed|net::ERR_"
GENERAL, NEXT_STEPS = "Outside of the agenda", "Next steps"


def section(person: Person, name: str = GENERAL) -> Locator:
    return person.region("Draft summary").get_by_role("region", name=person.say(name), exact=True)


def field(person: Person, name: str = GENERAL) -> Locator:
    return section(person, name).get_by_role("textbox")


async def press(person: Person, button: str, name: str = GENERAL) -> None:
    await section(person, name).get_by_role("button", name=person.say(button)).click()


async def begin(person: Person, name: str = GENERAL) -> Locator:
    await press(person, "Write", name)
    await expect(field(person, name)).to_be_focused()
    return field(person, name)


async def take_over(person: Person) -> None:
    """From Ada."""
    await press(person, "Take over")
    await (
        person.dialog("Take over from {name}?", name="\u2068Ada\u2069")
        .get_by_role("button", name="Take over")
        .click()
    )
    await expect(field(person)).to_be_focused()


async def saved(person: Person, name: str = GENERAL) -> None:
    await expect(section(person, name)).to_contain_text(person.say("Everything is saved"))


@RIGHT_TO_LEFT
async def test_others_see_a_section_as_it_is_written(people: People) -> None:
    ada, bo = await people.rapporteur("Ada"), await people.rapporteur("Bo")
    await post(ada, "Cost is high.")
    text = await begin(ada)
    await expect(text).to_have_value("Cost is high.")
    await expect(section(bo)).to_contain_text(
        bo.say("{name} is writing this section.").format(name="Ada")
    )

    await text.press_sequentially(" So is time.")
    await saved(ada)
    await expect(section(bo)).to_contain_text("Cost is high. So is time.")

    await text.press("Escape")
    await expect(text).to_be_hidden()
    await expect(section(ada).get_by_role("button", name=ada.say("Write"))).to_be_focused()
    await expect(section(bo).get_by_role("button", name=bo.say("Write"))).to_be_visible()


async def test_actions_are_the_next_steps(people: People) -> None:
    ada = await people.rapporteur("Ada")
    await post(ada, "Send the draft round.", " #action")
    await post(ada, "Cost is high.")
    await expect(await begin(ada, NEXT_STEPS)).to_have_value("Send the draft round.")


async def test_notes_that_came_later_are_added(people: People) -> None:
    ada = await people.rapporteur("Ada")
    text = await begin(ada)
    await text.fill("As a first point, this was said.")
    await post(ada, "Cost is high.")
    await press(ada, "Add 1 note that is not here")
    await expect(text).to_have_value("As a first point, this was said.\n\nCost is high.")
    await saved(ada)


@pytest.mark.deployments
async def test_nothing_is_lost_when_another_takes_over(
    people: People, network: Network, troubles: Troubles
) -> None:
    """Ada is out of reach while Bo takes over, and writes on."""
    troubles.expect(UNREACHABLE)
    ada, bo = await people.over(network).rapporteur("Ada"), await people.rapporteur("Bo")
    text = await begin(ada)
    await text.fill("Cost is high.")
    await expect(section(bo)).to_contain_text("Cost is high.")
    await network.cut()
    await text.fill("Cost is high, said everybody.")
    await expect(section(ada)).to_contain_text("Not saved yet")

    await take_over(bo)
    await expect(field(bo)).to_have_value("Cost is high.")
    await field(bo).fill("Cost is high, said some.")
    await saved(bo)

    await network.mend()
    await expect(section(ada)).to_contain_text("Bo is writing this section.")
    await expect(section(ada)).to_contain_text("Cost is high, said some.")
    await expect(section(bo)).to_contain_text("Cost is high, said everybody.")
    await press(bo, "Add it to the text")
    await expect(field(bo)).to_have_value(
        "Cost is high, said some.\n\nCost is high, said everybody."
    )
    await expect(section(ada).get_by_text("wrote this too")).to_be_hidden()


async def test_whoever_types_as_another_takes_over_presses_nothing(
    people: People, network: Network, troubles: Troubles
) -> None:
    troubles.expect(UNREACHABLE)
    ada, bo = await people.over(network).rapporteur("Ada"), await people.rapporteur("Bo")
    text = await begin(ada)
    await text.fill("Cost is high.")
    await expect(section(bo)).to_contain_text("Cost is high.")
    await network.cut()
    await text.press_sequentially(" So is time.")
    await take_over(bo)
    await network.mend()

    await expect(section(ada).get_by_role("alert")).to_contain_text("has been set aside")
    await expect(section(bo)).to_contain_text("Cost is high. So is time.")
    await expect(text).to_be_focused()
    await ada.page.keyboard.type(" And ink.")
    await expect(text).to_be_focused()
    await expect(text).to_have_value("Cost is high. So is time.")
    await expect(ada.page.get_by_role("dialog")).to_be_hidden()

    await press(bo, "Add it to the text")
    await expect(field(bo)).to_have_value("Cost is high. So is time.")
    await press(ada, "Done")
    await expect(text).to_be_hidden()
    await expect(section(ada).get_by_role("button", name="Take over")).to_be_focused()


async def test_whoever_had_saved_all_stays_where_they_are_too(people: People) -> None:
    ada, bo = await people.rapporteur("Ada"), await people.rapporteur("Bo")
    text = await begin(ada)
    await text.fill("Cost is high.")
    await expect(section(bo)).to_contain_text("Cost is high.")
    await saved(ada)
    await take_over(bo)
    await expect(section(ada).get_by_role("alert")).to_contain_text("had been saved")
    await expect(text).to_be_focused()
    await expect(text).to_have_value("Cost is high.")
    await field(bo).fill("Cost is low.")
    await expect(section(ada)).to_contain_text("Cost is low.")
    await ada.page.reload()
    await expect(section(ada)).to_contain_text("Cost is low.")
    await expect(field(ada)).to_be_hidden()


async def test_nobody_writes_once_the_record_is_final(people: People) -> None:
    moderator, ada = await people.moderator(), await people.rapporteur("Ada")
    await moderator.button("Open session").click()
    await moderator.button("End session").click()
    await moderator.dialog("End the session?").get_by_role("button", name="End it now").click()
    await expect(ada.words("Notes can still be added and revised.")).to_be_visible()
    note = await post(ada, "Cost is high.")
    bo = await people.rapporteur("Bo")
    await bo.page.goto(f"{bo.page.url.removesuffix('/notes')}/record")
    await bo.page.get_by_text("Make the record final").click()
    await bo.button("Make it final for good").click()
    await expect(ada.words("Nothing in it can be changed any more.")).to_be_visible()
    await expect(ada.field("Note")).to_be_hidden()
    await expect(section(ada).get_by_role("button", name="Write")).to_be_hidden()
    await expect(note.get_by_role("button")).to_have_count(1)
    await note.get_by_role("button", name="Erase").click()
    await ada.page.get_by_role("dialog").get_by_role("button", name="Erase").click()
    await expect(ada.region("All notes")).to_contain_text("Its words were erased.")


async def test_words_outlive_a_reload_while_offline(
    people: People, network: Network, troubles: Troubles
) -> None:
    troubles.expect(UNREACHABLE)
    ada = await people.over(network).rapporteur("Ada")
    text = await begin(ada)
    await network.cut()
    await text.fill("Cost is high.")
    await network.mend()
    await ada.page.reload()
    await expect(field(ada)).to_have_value("Cost is high.")
    await saved(ada)
    await ada.page.reload()
    await saved(ada)
    await expect(field(ada)).to_have_value("Cost is high.")
