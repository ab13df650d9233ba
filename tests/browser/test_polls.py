"""A poll from draft to published, as those who run it and those who vote see it."""

import pytest
from playwright.async_api import expect

from tests.browser.people import People
from tests.browser.steps import main, prepare_poll, write_poll

QUESTION = "Which of these comes first?"
BOTH_DIRECTIONS = pytest.mark.parametrize("language", ["en", "ar"])


@pytest.mark.deployments
@BOTH_DIRECTIONS
async def test_a_poll_goes_from_draft_to_published(people: People) -> None:
    moderator = await people.moderator()
    ada, bo, cy = [await people.participant(name) for name in ("Ada", "Bo", "Cy")]
    screen = await people.screen()
    await moderator.button("Open session").click()
    row = await write_poll(moderator, QUESTION, ["Training", "Law", "Evidence"])
    await expect(ada.page.get_by_text(QUESTION)).to_be_hidden()

    await moderator.button("Open").click()
    await expect(main(screen)).to_contain_text(QUESTION)
    await ada.page.get_by_role("radio", name="Law").check()
    await expect(ada.words("Selected, not sent yet.")).to_be_visible()
    await ada.button("Submit").click()
    await expect(ada.words("Recorded: you can change it until voting closes.")).to_be_visible()
    await bo.page.get_by_role("radio", name="Evidence").check()
    await bo.button("Submit").click()
    await expect(bo.button("Recorded")).to_be_visible()

    await expect(row).to_contain_text(
        moderator.say("{voted} of {eligible} voted", voted=2, eligible=3)
    )
    await expect(row).not_to_contain_text("Law")
    await expect(screen.page.get_by_role("table")).to_have_count(0)
    await ada.page.get_by_role("radio", name="Evidence").check()
    await ada.button("Submit the change").click()
    await expect(ada.button("Recorded")).to_be_visible()

    await moderator.button("Close").click()
    await expect(ada.words("Your vote was recorded.")).to_be_visible()
    await expect(cy.words("You did not vote.")).to_be_visible()
    await expect(row).to_contain_text(
        moderator.say("Preview: only you and the other staff see this.")
    )
    for person in (ada, screen):
        await expect(person.page.get_by_role("table", name=QUESTION)).to_be_hidden()

    await moderator.button("Publish").click()
    await moderator.button("Publish it all the same").click()
    for person in (ada, bo, cy, screen):
        result = person.page.get_by_role("table", name=QUESTION).first
        await expect(result.get_by_role("row", name="Evidence")).to_contain_text("2")
        await expect(result.get_by_role("row", name="Law")).to_contain_text("0")
        await expect(main(person)).to_contain_text(
            person.say("{voters} of {eligible} voted.", voters=2, eligible=3)
        )


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        (True, "Secret. Nobody sees your choice, the moderators neither."),
        (False, "Named. The moderators and the record show your choice with your name."),
    ],
)
async def test_a_ballot_says_who_will_know(people: People, secret: bool, told: str) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    await write_poll(moderator, QUESTION, ["Training", "Law"], secret=secret)
    await moderator.button("Open").click()

    await expect(ada.page.get_by_role("group", name=QUESTION)).to_be_visible()
    await expect(ada.words(told)).to_be_visible()


@pytest.mark.deployments
async def test_a_named_choice_is_shown_with_its_name(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada", "Analytical Society")
    await moderator.button("Open session").click()
    row = await prepare_poll(moderator, QUESTION, ["Training", "Law"], secret=False)
    await moderator.button("Open").click()
    await ada.page.get_by_role("radio", name="Law").check()
    await ada.button("Submit").click()
    await expect(ada.button("Recorded")).to_be_visible()
    await ada.page.reload()
    await expect(ada.page.get_by_role("radio", name="Law")).to_be_checked()

    await moderator.button("Close").click()
    await row.get_by_text("Who voted what").click()
    await expect(row.get_by_role("listitem").filter(has_text="Ada")).to_contain_text("Law")


async def test_a_secret_choice_is_not_shown_again_after_a_reload(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    await prepare_poll(moderator, QUESTION, ["Training", "Law"])
    await moderator.button("Open").click()
    await ada.page.get_by_role("radio", name="Law").check()
    await ada.button("Submit").click()
    await expect(ada.button("Recorded")).to_be_visible()

    await ada.page.reload()

    await expect(ada.words("Your vote is recorded. Your choice is not shown again")).to_be_visible()
    await expect(ada.page.get_by_role("radio", name="Law")).not_to_be_checked()
