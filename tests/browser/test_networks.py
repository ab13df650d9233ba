"""Phones lose their network, and servers their life; people lose nothing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.people import People, Person, Troubles
from tests.browser.steps import ask_to_speak, queue
from tests.servers import Links, Server, serving


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    """One of its own, that can be killed."""
    async with serving(tmp_path) as running:
        yield running


@pytest.fixture
async def links(server: Server) -> Links:
    return await server.create_session()


@pytest.fixture
def troubles() -> Troubles:
    """A lost connection is a browser's error; that is what these stories are about."""
    expected = Troubles()
    expected.expect("ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|WebSocket|net::ERR")
    return expected


async def lose_the_network(person: Person, server: Server) -> None:
    """Switching a browser offline leaves its sockets alone: the server goes as well."""
    await person.page.context.set_offline(True)
    await server.kill()
    await expect(person.words("Offline").or_(person.words("Reconnecting")).first).to_be_visible()


async def test_a_request_made_offline_is_in_the_queue_once(people: People, server: Server) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await expect(ada.button("Ask to speak")).to_be_enabled()
    await lose_the_network(ada, server)

    await ask_to_speak(ada)
    await expect(ada.words("Not sent yet").first).to_be_visible()

    await server.start()
    await ada.page.context.set_offline(False)
    await expect(queue(moderator)).to_contain_text(["Ada"], timeout=30_000)
    await expect(queue(moderator)).to_have_count(1)
    await expect(ada.words("Not sent yet").first).to_be_hidden()


async def test_pages_come_back_by_themselves_after_a_crash(people: People, server: Server) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await expect(queue(moderator)).to_contain_text(["Ada"])

    await server.kill()
    await expect(ada.words("Reconnecting").first).to_be_visible()
    await server.start()

    for person in (ada, moderator):
        await expect(person.words("Live").first).to_be_visible(timeout=30_000)
    await moderator.button("Next").click()
    await expect(ada.heading("You have the floor")).to_be_visible()


async def test_the_same_browser_comes_back_as_the_same_person(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await ada.page.goto(people.links.join_url)
    await ada.page.wait_for_url(f"**/s/{people.links.code}")
    await expect(ada.button("Withdraw")).to_be_visible()
    await expect(queue(moderator)).to_have_count(1)


async def test_joining_needs_no_script(people: People) -> None:
    ada = await people.participant("Ada", java_script_enabled=False)
    await expect(ada.page.get_by_role("heading", level=1)).to_contain_text("Consultation")
    await expect(ada.words("Nobody has the floor.")).to_be_visible()
