"""Whatever was written is shown on pages as it was written, and is no part of them."""

import pytest
from httpx2 import AsyncClient

from live.simulate.client import Client
from tests.servers import Links, Server
from tests.web.browsing import ADA, browsing
from tests.web.founding import founded
from tests.web.seats import of_moderator, of_newcomer

TITLE, NOTICE, NAME, ORGANISATION = "title", "notice", "name", "organisation"
ITEM, ABOUT, QUESTION, OPTION, NOTE = "item", "about", "question", "option", "note"

SESSION = {
    "": (TITLE, ITEM, NAME, ORGANISATION),
    "/moderate": (TITLE, ITEM, NAME, ORGANISATION),
    "/notes": (TITLE, ITEM, NAME, ORGANISATION),
    "/screen": (TITLE, ITEM, NAME, ORGANISATION),
    "/record": (TITLE,),
    "/record/summary.html": (TITLE, ITEM, NAME, ORGANISATION, ABOUT, QUESTION, OPTION, NOTE),
    "/record/transcript.html": (TITLE, ITEM, NAME, ORGANISATION, ABOUT, QUESTION, NOTE),
}


def script(word: str) -> str:
    return f"'\"><script>{word}()</script>"


def shown(word: str) -> str:
    return f"&lt;script&gt;{word}()&lt;/script&gt;"


@pytest.fixture(scope="module")
async def links(server: Server, host: AsyncClient) -> Links:
    """A session in which every text is a script."""
    links = await founded(host, title=script(TITLE), notice=script(NOTICE), agenda=script(ITEM))
    seat = await of_moderator(server.url, links)
    chair = await Client(server.url, links.code, seat.cookie).start()
    person = {"name": script(NAME), "organisation": script(ORGANISATION)}
    badge = (await of_newcomer(server.url, links, **person)).cookie
    speaker = await Client(server.url, links.code, badge).start()
    await hold(chair, speaker)
    await chair.stop()
    await speaker.stop()
    return links


async def hold(chair: Client, speaker: Client) -> None:
    """Somebody has spoken, voted and been noted, and has the floor again."""
    await chair.send("session.open")
    await chair.send("item.start", item=next(iter(chair.replica.of("item"))))
    await speak(chair, speaker)
    await speak(chair, speaker)
    poll = await chair.send(
        "poll.create", kind="single", question=script(QUESTION), options=[script(OPTION), "No"]
    )
    await chair.send("poll.open", poll=poll["poll"])
    await speaker.send("poll.cast", poll=poll["poll"], choice=poll["options"][:1], n=1)
    await chair.send("poll.close", poll=poll["poll"])
    await chair.send("poll.publish", poll=poll["poll"])
    await chair.send("note.post", text=script(NOTE), tag="decision")


async def speak(chair: Client, speaker: Client) -> None:
    request = (await speaker.send("queue.request", about=script(ABOUT)))["request"]
    holder = chair.documents["floor"]["request"]
    await chair.send("floor.grant", request=request, instead_of=holder)
    await chair.until(lambda: chair.documents["floor"]["request"] == request)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("path", "words"), SESSION.items(), ids=SESSION)
async def test_a_page_of_the_session_shows_markup_as_text(
    browser: AsyncClient, links: Links, path: str, words: tuple[str, ...], language: str
) -> None:
    await browser.post(links.moderator_url, data={"name": "Mo"})
    page = await browser.get(f"/s/{links.code}{path}", params={"lang": language})
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert [word for word in words if shown(word) not in page.text] == []


async def test_the_join_form_shows_markup_as_text(browser: AsyncClient, links: Links) -> None:
    page = await browser.get(f"/j/{links.code}")
    assert "<script>" not in page.text
    assert shown(TITLE) in page.text
    assert shown(NOTICE) in page.text


async def test_a_refused_form_shows_markup_as_text(browser: AsyncClient, links: Links) -> None:
    form = {**ADA, "name": "", "organisation": script(ORGANISATION), "once": script("once")}
    page = await browser.post(f"/j/{links.code}", data=form)
    assert page.status_code == 422
    assert "<script>" not in page.text
    assert shown(ORGANISATION) in page.text


async def test_a_role_link_shows_markup_as_text(browser: AsyncClient, links: Links) -> None:
    page = await browser.get(links.moderator_url)
    assert "<script>" not in page.text
    assert shown(TITLE) in page.text


async def test_the_hosts_pages_show_markup_as_text(host: AsyncClient, links: Links) -> None:
    for path in ("/host", f"/host/{links.code}"):
        page = await host.get(path)
        assert "<script>" not in page.text
        assert shown(TITLE) in page.text


async def test_what_stands_in_an_address_is_text_too(server: Server) -> None:
    async with browsing(server.url) as browser:
        for path in ("/<script>", "/s/<script>", "/enter/<script>", "/?code=<script>&x=<script>"):
            assert "<script>" not in (await browser.get(path)).text
