"""The session ends, and its record is downloaded."""

from pathlib import Path

from playwright.async_api import expect

from live.record.formats import FORMATS
from tests.browser.people import People
from tests.browser.steps import ask_to_speak


async def test_a_moderator_is_asked_before_the_session_ends(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()

    await moderator.button("End session").click()
    await moderator.dialog("End the session?").get_by_role("button", name="Cancel").click()
    await expect(ada.button("Ask to speak")).to_be_visible()

    await moderator.button("End session").click()
    await moderator.button("End it now").click()
    await expect(ada.words("The session is closed").first).to_be_visible()
    await expect(moderator.page.get_by_role("link", name="Open the record").first).to_be_visible()


async def test_every_file_of_the_record_downloads(people: People, tmp_path: Path) -> None:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    await ask_to_speak(await people.participant("Ada", "Analytical Society"), about="Safeguards")
    await moderator.button("Next").click()
    await moderator.button("Give back").click()
    await moderator.button("End session").click()
    await moderator.button("End it now").click()
    await moderator.page.get_by_role("link", name="Open the record").first.click()
    await expect(moderator.heading("Record")).to_be_visible()

    links = moderator.page.get_by_role("main").get_by_role("link")
    await expect(links).to_have_count(len(FORMATS))
    for nth, name in enumerate(FORMATS):
        async with moderator.page.expect_download() as started:
            await links.nth(nth).click()
        download = await started.value
        assert download.suggested_filename == f"{people.links.code}-{name}"
        await download.save_as(tmp_path / name)
        assert "Ada" in (tmp_path / name).read_text("utf-8-sig") or name in (
            "polls.csv",
            "notes.csv",
        )
