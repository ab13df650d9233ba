"""The record as a page."""

import re
from collections.abc import AsyncIterator

import pytest
from httpx2 import AsyncClient

from tests.servers import Links, Server
from tests.web.browsing import browsing
from tests.web.founding import founded
from tests.web.seats import by_post, of_moderator
from tests.web.sockets import command


@pytest.fixture(scope="module")
async def links(server: Server, host: AsyncClient) -> Links:
    """A session that is over: an action that nobody owns, a decision."""
    links = await founded(host)
    await by_post(
        await of_moderator(server.url, links),
        command("session.open", {}),
        command("note.post", {"text": "Send it round", "tag": "action"}),
        command("note.post", {"text": "Agreed", "tag": "decision"}),
        command("session.close", {}),
    )
    return links


@pytest.fixture(scope="module")
async def inside(server: Server, links: Links) -> AsyncIterator[AsyncClient]:
    """A rapporteur's browser."""
    async with browsing(server.url) as entered:
        await entered.post(links.rapporteur_url, data={"name": "Ro"})
        yield entered


async def page_of(inside: AsyncClient, links: Links, query: str = "") -> str:
    answer = await inside.get(f"/s/{links.code}/record{query}")
    assert answer.status_code == 200
    return answer.text


async def test_every_link_within_the_page_leads_to_a_place(
    inside: AsyncClient, links: Links
) -> None:
    told = await page_of(inside, links)
    places = set(re.findall(r' id="([^"]+)"', told))
    pointed = set(re.findall(r'href="#([^"]+)"', told))
    assert len(pointed) > 2
    assert pointed <= places


async def test_what_is_missing_leads_to_where_it_is_mended(
    inside: AsyncClient, links: Links
) -> None:
    told = await page_of(inside, links)
    assert re.search(
        rf'<a href="/s/{links.code}/notes#note/n_\w+"><bdi>Send it round</bdi></a>', told
    )


async def test_as_much_is_counted_as_is_told(inside: AsyncClient, links: Links) -> None:
    answer = await inside.get(f"/s/{links.code}/record/missing")
    assert answer.json() == {"missing": 2}
    assert "2 things to look at." in await page_of(inside, links)


async def test_strangers_see_nothing_of_it(server: Server, links: Links) -> None:
    async with browsing(server.url) as outside:
        for path in ("record", "record/missing"):
            answer = await outside.get(f"/s/{links.code}/{path}")
            assert answer.status_code == 403


async def test_the_page_speaks_as_the_record_will_be_read(
    inside: AsyncClient, links: Links
) -> None:
    told = await page_of(inside, links, "?attribution=chatham")
    assert "attribution=chatham" in told
    assert "Agreed" in told
