"""Two who moderate the same session."""

import asyncio

from playwright.async_api import expect

from tests.browser.people import People
from tests.browser.steps import ask_to_speak, queue


async def test_next_pressed_by_both_moves_the_queue_by_one(people: People) -> None:
    mona, max_ = await people.moderator("Mona"), await people.moderator("Max")
    await mona.button("Open session").click()
    for name in ("Ada", "Bo"):
        await ask_to_speak(await people.participant(name))
    for moderator in (mona, max_):
        await expect(queue(moderator)).to_contain_text(["Ada", "Bo"])

    await asyncio.gather(mona.button("Next").click(), max_.button("Next").click())

    for moderator in (mona, max_):
        await expect(moderator.region("The floor").get_by_role("heading")).to_have_text("Ada")
        await expect(queue(moderator)).to_contain_text(["Bo"])
