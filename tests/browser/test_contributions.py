"""What people write on their ballots, from the phone to the screen and the record."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.people import People, Person
from tests.browser.polling import begun, published, submitted
from tests.browser.steps import main, prepare_poll

QUESTION = "What is missing from the draft?"
RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])


def one(moderator: Person, text: str) -> Locator:
    """Of the contributions on the moderator's page."""
    listed = moderator.listed("Contributions").first
    return listed.get_by_role("listitem").filter(has_text=text)


async def written(person: Person, text: str) -> None:
    await person.field("Your contribution").fill(text)
    await submitted(person)


@RIGHT_TO_LEFT
async def test_what_people_write_is_looked_at_before_it_is_shown(people: People) -> None:
    moderator, ada, bo, cy = await begun(people, "Ada", "Bo", "Cy")
    screen = await people.screen()
    await prepare_poll(moderator, QUESTION, [], kind="Write a text")
    await moderator.button("Open").click()
    await written(ada, "A deadline for replys")
    await written(bo, "Money for training")
    await written(cy, "Something rude")
    await moderator.button("Close").click()

    await (
        one(moderator, "A deadline for replys")
        .get_by_role("button", name=moderator.say("Edit or park…"))
        .click()
    )
    await moderator.field("As it is shown").fill("A deadline for replies")
    await moderator.choice("Theme").fill("Time")
    await moderator.button("Show it so").click()
    await expect(moderator.dialog("Edit or park a contribution")).to_be_hidden()
    await (
        one(moderator, "Money for training")
        .get_by_role("button", name=moderator.say("Edit or park…"))
        .click()
    )
    await moderator.button("Park under the theme").click()
    refused = moderator.dialog("Edit or park a contribution").get_by_text(
        moderator.say("Write the theme under which it is parked.")
    )
    await expect(refused).to_be_visible()
    await moderator.choice("Theme").fill("Money")
    await moderator.button("Park under the theme").click()
    await expect(moderator.dialog("Edit or park a contribution")).to_be_hidden()
    rude = one(moderator, "Something rude")
    await rude.get_by_role("button", name=moderator.say("Decline"), exact=True).click()
    await expect(moderator.words("All have been looked at.")).to_be_visible()
    await expect(main(ada)).not_to_contain_text("A deadline for replies")

    await moderator.button("Publish").click()
    await moderator.button("Publish it all the same").click()
    for person in (ada, screen):
        shown = person.listed("Contributions")
        await expect(shown).to_contain_text("A deadline for replies")
        await expect(shown).not_to_contain_text("Money for training")
        themes = person.page.get_by_role("table", name=person.say("Contributions by theme"))
        await expect(themes.first).to_contain_text("Money")
        await expect(main(person)).not_to_contain_text("Something rude")
    for person, fate in (
        (ada, "Your contribution is shown, as the moderators edited it."),
        (cy, "Your contribution was counted and is not shown."),
    ):
        await expect(person.words(fate)).to_be_visible()
    parked = bo.say("Your contribution is counted under the theme “{theme}”.", theme="Money")
    await expect(main(bo)).to_contain_text(parked)


@RIGHT_TO_LEFT
async def test_words_are_counted_together(people: People) -> None:
    moderator, ada, bo = await begun(people, "Ada", "Bo")
    screen = await people.screen()
    await prepare_poll(moderator, QUESTION, [], kind="Write some words")
    await moderator.button("Open").click()
    for person, words in ((ada, ("Human Rights", "training")), (bo, ("human  rights", "courses"))):
        for nth, word in enumerate(words, 1):
            await person.field(person.say("Word or short phrase {n}", n=nth)).fill(word)
        await submitted(person)
    await moderator.button("Close").click()
    await moderator.words("Count words together, or leave some out").click()
    await moderator.page.get_by_role(
        "combobox", name=moderator.say("Count “{word}” as", word="courses")
    ).select_option("training")

    await moderator.button("Publish").click()
    await moderator.button("Publish it all the same").click()
    for person in (ada, screen):
        table = person.page.get_by_role("table", name=QUESTION).first
        rows = table.get_by_role("row")
        await expect(rows.filter(has_text="Human Rights")).to_contain_text("2")
        await expect(rows.filter(has_text="training")).to_contain_text("2")
        await expect(rows.filter(has_text="courses")).to_have_count(0)


async def test_a_text_that_was_marked_before_can_still_be_declined(people: People) -> None:
    moderator, ada = await begun(people, "Ada")
    await prepare_poll(moderator, QUESTION, [], kind="Write a text")
    await moderator.button("Open").click()
    await ada.field("Your contribution").fill("Nothing")
    await ada.find("checkbox", "Abstain").check()
    await expect(ada.field("Your contribution")).to_have_value("")
    await submitted(ada)
    await published(moderator)
    await expect(ada.words("No contribution is shown.").first).to_be_visible()
