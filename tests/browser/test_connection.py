"""Phones in tunnels, and servers that die."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from live.i18n import translations
from tests.browser.network import Network
from tests.browser.people import People, Person, Troubles
from tests.browser.steps import ask_to_speak, queue
from tests.deployments import Serving
from tests.servers import Server

COME_BACK_MS = 40_000
"""After a goodbye browsers take their time."""

UNREACHABLE = r"WebSocket connection to .* failed|net::ERR_"


@pytest.fixture
def on_the_way(troubles: Troubles) -> None:
    """Every browser says that it cannot reach the server."""
    troubles.expect(UNREACHABLE)


def one_to_be_sent(person: Person) -> str:
    one, more = "Reconnecting: {n} thing will be sent", "Reconnecting: {n} things will be sent"
    return translations(person.language).ngettext(one, more, 1).replace("{n}", "1")


async def meet(people: People, network: Network) -> tuple[Person, Person]:
    """A moderator, and Ada behind the network, in a session that is open."""
    moderator = await people.moderator()
    ada = await people.over(network).participant("Ada")
    await moderator.button("Open session").click()
    await expect(ada.button("Ask to speak")).to_be_visible()
    return moderator, ada


@pytest.mark.parametrize("language", ["ar"])
async def test_a_phone_that_was_cut_off_is_in_the_queue_once(
    network: Network, people: People, on_the_way: None
) -> None:
    moderator, ada = await meet(people, network)

    await network.cut()
    await expect(ada.words("Reconnecting…")).to_be_visible()
    await ask_to_speak(ada, about="From a tunnel")
    await expect(ada.region("Not sent yet")).to_contain_text(
        ada.say("Not sent yet. It will go as soon as you are connected.")
    )
    await expect(ada.page.get_by_text(one_to_be_sent(ada))).to_be_visible()
    await expect(queue(moderator)).to_have_count(0)

    await network.mend()
    await expect(ada.region("Your moment")).to_contain_text(ada.say("You are next"))
    await expect(ada.region("Not sent yet")).to_be_hidden()
    await expect(ada.words("Live")).to_be_visible()
    await expect(queue(moderator)).to_contain_text(["From a tunnel"])
    await expect(queue(moderator)).to_have_count(1)


async def test_a_phone_that_knows_it_is_offline_says_so(
    network: Network, people: People, on_the_way: None
) -> None:
    moderator, ada = await meet(people, network)

    await network.cut()
    await ada.page.context.set_offline(True)
    await expect(ada.page.get_by_text("Offline", exact=True)).to_be_visible()
    await ask_to_speak(ada)
    await expect(ada.words("Offline: 1 thing will be sent")).to_be_visible()

    await network.mend()
    await ada.page.context.set_offline(False)
    await expect(ada.words("Live")).to_be_visible()
    await expect(queue(moderator)).to_have_count(1)


async def test_what_waits_survives_a_reload(
    network: Network, people: People, on_the_way: None
) -> None:
    moderator, ada = await meet(people, network)
    await network.cut()
    await ask_to_speak(ada, about="From a tunnel")
    await expect(ada.words("1 thing will be sent")).to_be_visible()

    await network.mend()
    await ada.page.reload()

    await expect(ada.region("Your moment")).to_contain_text("From a tunnel")
    await expect(queue(moderator)).to_have_count(1)


async def test_an_answer_that_was_lost_is_asked_for_again(
    network: Network, people: People, on_the_way: None
) -> None:
    moderator, ada = await meet(people, network)

    network.hold()
    await ask_to_speak(ada)
    await expect(ada.region("Not sent yet")).to_contain_text("Sending…")
    await expect(queue(moderator)).to_have_count(1)
    await network.cut()
    network.release()
    await expect(ada.words("1 thing will be sent")).to_be_visible()
    await network.mend()

    await expect(ada.region("Your moment")).to_contain_text("You are next")
    await expect(ada.words("Live")).to_be_visible()
    await expect(queue(moderator)).to_have_count(1)


async def test_what_nobody_wants_any_more_is_not_sent(
    network: Network, people: People, on_the_way: None
) -> None:
    moderator, ada = await meet(people, network)
    await network.cut()
    await ask_to_speak(ada)

    await ada.button("Do not send it").click()
    await network.mend()

    await expect(ada.words("Live")).to_be_visible()
    await expect(ada.button("Ask to speak")).to_be_enabled()
    await expect(queue(moderator)).to_have_count(0)


@pytest.fixture
async def fragile(deployment: Serving, tmp_path: Path) -> AsyncIterator[Server]:
    """A server that can be killed without harm to others."""
    async with deployment(tmp_path) as running:
        yield running


@pytest.mark.deployments
async def test_pages_come_back_by_themselves_after_a_crash(
    people: People, fragile: Server, on_the_way: None
) -> None:
    theirs = people.at(await fragile.create_session())
    moderator, ada = await theirs.moderator(), await theirs.participant("Ada")
    await moderator.button("Open session").click()
    await ask_to_speak(ada)
    await expect(queue(moderator)).to_contain_text(["Ada"])

    await fragile.kill()
    await expect(ada.words("Reconnecting…")).to_be_visible()
    await fragile.start()

    for person in (ada, moderator):
        await expect(person.words("Live")).to_be_visible()
    await moderator.button("Next").click()
    await expect(ada.heading("You have the floor")).to_be_visible()


async def test_what_was_asked_during_a_restart_is_done_after_it(
    people: People, fragile: Server, on_the_way: None
) -> None:
    theirs = people.at(await fragile.create_session())
    moderator, ada = await theirs.moderator(), await theirs.participant("Ada")
    await moderator.button("Open session").click()
    await expect(ada.button("Ask to speak")).to_be_visible()

    await fragile.stop()
    await expect(ada.words("Reconnecting…")).to_be_visible()
    await ask_to_speak(ada)
    await expect(ada.words("1 thing will be sent")).to_be_visible()
    await fragile.start()

    for person in (ada, moderator):
        await expect(person.words("Live")).to_be_visible(timeout=COME_BACK_MS)
    await expect(queue(moderator)).to_contain_text(["Ada"])
    await expect(queue(moderator)).to_have_count(1)


async def test_what_comes_later_comes_although_the_line_was_lost(
    people: People, troubles: Troubles
) -> None:
    troubles.expect("Failed to load resource")
    ada = await people.participant("Ada")
    await ada.page.route("**/views/details.js", lambda route: route.abort(), times=1)
    await ada.page.reload()
    await ada.button("Menu").click()
    await expect(ada.page.locator("#details")).to_be_attached()
    await ada.button("Your details").click()
    await expect(ada.dialog("Your details")).to_be_visible()
