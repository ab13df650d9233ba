"""Going on with another device: one person, one link, once."""

import re
from collections.abc import AsyncIterator

import pytest
from httpx2 import AsyncClient

from live.simulate.client import Client
from live.web.device import GOOD_FOR_MINUTES
from tests.servers import Links, Server
from tests.web.browsing import ADA, browsing, set_cookies, text_of


@pytest.fixture
async def ada(browser: AsyncClient, links: Links) -> AsyncClient:
    """A browser with which Ada has joined."""
    assert (await browser.post(f"/j/{links.code}", data=ADA)).status_code == 303
    return browser


@pytest.fixture
async def other(server: Server) -> AsyncIterator[AsyncClient]:
    async with browsing(server.url) as browser:
        yield browser


async def carried(ada: AsyncClient, links: Links) -> str:
    """The address that her page shows for the other device."""
    page = await ada.post(f"/s/{links.code}/device")
    found = re.search(r'href="[^"]*(/enter/[^"]+)"', page.text)
    assert found
    return found[1]


async def person(browser: AsyncClient, server: Server, links: Links) -> str:
    """Whom a browser is taken for."""
    cookie = "; ".join(f"{c.name}={c.value}" for c in browser.cookies.jar if c.path != "/enter")
    client = await Client(server.url, links.code, cookie).start()
    try:
        return str(client.you["id"])
    finally:
        await client.stop()


async def test_both_devices_are_one_person(
    ada: AsyncClient, other: AsyncClient, server: Server, links: Links
) -> None:
    address = await carried(ada, links)
    assert "Ada" in text_of(await other.get(address))
    answer = await other.post(address)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/s/{links.code}")
    assert await person(other, server, links) == await person(ada, server, links)


async def test_looking_does_not_spend_the_link(
    ada: AsyncClient, other: AsyncClient, links: Links
) -> None:
    address = await carried(ada, links)
    for _ in range(3):
        assert set_cookies(await other.get(address)) == {}
    assert (await other.post(address)).status_code == 303


async def test_the_link_works_once(ada: AsyncClient, server: Server, links: Links) -> None:
    address = await carried(ada, links)
    async with browsing(server.url) as first, browsing(server.url) as second:
        assert (await first.post(address)).status_code == 303
        late = await second.post(address)
    assert (late.status_code, set_cookies(late)) == (410, {})


async def test_the_page_has_the_code_and_says_how_long_it_is_good(
    ada: AsyncClient, links: Links
) -> None:
    before = await ada.get(f"/s/{links.code}/device")
    assert "<svg" not in before.text
    after = await ada.post(f"/s/{links.code}/device")
    assert "<svg" in after.text
    assert f"within {GOOD_FOR_MINUTES} minutes" in text_of(after)


async def test_who_has_left_is_not_carried_anywhere(
    ada: AsyncClient, other: AsyncClient, links: Links
) -> None:
    address = await carried(ada, links)
    left = await ada.post(
        f"/s/{links.code}/do", json={"id": "bye", "do": "person.leave", "with": {}}
    )
    assert left.status_code == 200
    assert (await other.get(address)).status_code == 410
    assert (await other.post(address)).status_code == 410


async def test_a_link_of_a_person_is_no_link_of_the_session(
    ada: AsyncClient, server: Server, links: Links
) -> None:
    """The host, whose page lists the links, sees what there was before."""
    async with browsing(server.url) as host:
        await host.post(await server.host_link())
        before = await host.get(f"/host/{links.code}")
        await carried(ada, links)
        after = await host.get(f"/host/{links.code}")
    assert before.status_code == 200
    assert text_of(after) == text_of(before)


async def test_a_stranger_is_asked_to_join(browser: AsyncClient, links: Links) -> None:
    for answer in (
        await browser.get(f"/s/{links.code}/device"),
        await browser.post(f"/s/{links.code}/device"),
    ):
        assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{links.code}")
