"""Staff download all files at once, and let the record be final."""

import pytest
from playwright.async_api import expect

from tests.browser.people import People, Person

MEANING = (
    "The record then stays as it is for good: notes, captions, the draft, names and results cannot "
    "be changed any more, and the session cannot be reopened. Its fingerprint is printed in every "
    "file. Only erasing is still possible. This cannot be taken back."
)
RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])


async def at_the_record(people: People) -> Person:
    """A moderator who has ended the session, and looks at its record."""
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    await moderator.button("End session").click()
    await moderator.button("End it now").click()
    await moderator.find("link", "Open the record").first.click()
    await expect(moderator.heading("Record")).to_be_visible()
    return moderator


@RIGHT_TO_LEFT
async def test_a_record_is_made_final_after_it_was_said_what_that_means(people: People) -> None:
    moderator = await at_the_record(people)
    await expect(moderator.button("Make it final for good")).to_be_hidden()
    await moderator.words("Make the record final").click()
    await expect(moderator.words(MEANING)).to_be_visible()
    await moderator.button("Make it final for good").click()
    await expect(moderator.heading("The record is final")).to_be_visible()
    await expect(moderator.button("Make it final for good")).to_be_hidden()


async def test_while_all_files_are_made_it_says_so(people: People) -> None:
    moderator = await at_the_record(people)
    await moderator.page.wait_for_load_state()  # its scripts run
    link = moderator.region("Downloads").get_by_role("link", name="zip")
    async with moderator.page.expect_download() as started:
        await link.click()
        await expect(moderator.words("files are")).to_be_visible()
    assert (await started.value).suggested_filename.endswith("-record.zip")
    await expect(moderator.words("files are")).to_be_hidden()
