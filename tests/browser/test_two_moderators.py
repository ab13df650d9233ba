"""Two who moderate the same session."""

import pytest
from playwright.async_api import expect

from tests.browser.network import Network
from tests.browser.people import People, Person
from tests.browser.steps import main, prepare_poll, queue, wait_to_speak


@pytest.mark.deployments
async def test_next_pressed_by_both_moves_the_queue_by_one(
    network: Network, people: People
) -> None:
    mona, mark = await people.moderator("Mona"), await people.over(network).moderator("Mark")
    await expect(mona.page.get_by_role("banner")).to_contain_text("Mark")
    await mona.button("Open session").click()
    for name in ("Ada", "Bo"):
        await wait_to_speak(await people.participant(name))
    await expect(queue(mark)).to_contain_text(["Ada", "Bo"])

    network.hold()
    await mona.button("Next").click()
    await mark.button("Next").click()
    await expect(mona.region("The floor").get_by_role("heading")).to_have_text("Ada")
    await expect(mark.region("The floor")).to_contain_text("Sending…")
    network.release()

    await expect(mark.region("The floor")).to_contain_text(
        "Already given to \u2068Ada\u2069 by the other moderator."
    )
    for moderator in (mona, mark):
        await expect(moderator.region("The floor").get_by_role("heading")).to_have_text("Ada")
        await expect(queue(moderator)).to_have_count(1)
        await expect(queue(moderator)).to_contain_text(["Bo"])


async def test_next_waits_when_another_has_just_changed_who_is_next(people: People) -> None:
    mona, mark = await people.moderator("Mona"), await people.moderator("Mark")
    await mona.button("Open session").click()
    for name in ("Ada", "Bo"):
        await wait_to_speak(await people.participant(name))
    await expect(queue(mark)).to_contain_text(["Ada", "Bo"])

    await mona.button("More for {name}", name="Bo").click()
    await mona.button("Move to the first place").click()

    await expect(mark.words("This has just changed. Now next: Bo")).to_be_visible()
    await expect(mark.button("Next")).to_have_attribute("aria-disabled", "true")
    await expect(mark.button("Next")).to_have_attribute("aria-disabled", "false")


async def test_who_gives_the_floor_to_somebody_who_has_it_is_told(
    network: Network, people: People
) -> None:
    mona, mark = await people.moderator("Mona"), await people.over(network).moderator("Mark")
    await mona.button("Open session").click()
    for name in ("Ada", "Bo"):
        await wait_to_speak(await people.participant(name))
    await expect(queue(mark)).to_contain_text(["Ada", "Bo"])

    network.hold()
    for moderator in (mona, mark):
        await from_menu(moderator, "Bo", "Give the floor now")
    await expect(mona.region("The floor").get_by_role("heading")).to_have_text("Bo")
    network.release()

    await expect(main(mark)).to_contain_text(
        "Already given to \u2068Bo\u2069 by the other moderator."
    )
    await expect(queue(mark)).to_contain_text(["Ada"])


async def test_who_gives_the_floor_to_somebody_who_is_gone_is_told(
    network: Network, people: People
) -> None:
    mona, mark = await people.moderator("Mona"), await people.over(network).moderator("Mark")
    await mona.button("Open session").click()
    await wait_to_speak(await people.participant("Ada"))
    await expect(queue(mark)).to_contain_text(["Ada"])

    network.hold()
    await from_menu(mona, "Ada", "Remove from the queue")
    await mona.button("Remove").click()
    await expect(queue(mona)).to_have_count(0)
    await from_menu(mark, "Ada", "Give the floor now")
    network.release()

    await expect(main(mark)).to_contain_text("This request is not in the queue any more.")
    await expect(mark.region("The floor")).to_contain_text("Nobody has the floor")


async def test_close_pressed_by_both_publishes_nothing(network: Network, people: People) -> None:
    mona, mark = await people.moderator("Mona"), await people.over(network).moderator("Mark")
    await mona.button("Open session").click()
    await prepare_poll(mona, "Shall we go on?", ["Yes", "No"])
    await mona.button("Open").click()
    await expect(mark.button("Close")).to_be_enabled()

    network.hold()
    for moderator in (mona, mark):
        await moderator.button("Close").click()
    await expect(mona.button("Publish")).to_be_visible()
    network.release()

    await expect(mark.button("Publish")).to_be_enabled()
    for moderator in (mona, mark):
        await expect(
            moderator.words("Preview: only you and the other staff see this.")
        ).to_be_visible()


async def from_menu(moderator: Person, name: str, choice: str) -> None:
    """What the menu of somebody's request offers."""
    await moderator.button("More for {name}", name=name).click()
    await moderator.button(choice).click()
