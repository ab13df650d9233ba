"""The pages of a session: who may open which, and what they show before any script runs."""

from collections.abc import Awaitable, Callable

import pytest
from httpx2 import AsyncClient, Response

from live.simulate.client import Client
from live.web import codes
from tests.servers import Links, Server
from tests.web.browsing import ADA, text_of
from tests.web.founding import founded
from tests.web.seats import Seat, of_moderator, of_newcomer, of_rapporteur, of_screen

Enter = Callable[[str, Links], Awaitable[Seat]]
DOORS: dict[str, Enter] = {
    "participant": of_newcomer,
    "screen": of_screen,
    "rapporteur": of_rapporteur,
    "moderator": of_moderator,
}
ROLES = {
    "": {"participant", "screen", "rapporteur", "moderator"},
    "/moderate": {"moderator"},
    "/notes": {"rapporteur", "moderator"},
    "/screen": {"participant", "screen", "rapporteur", "moderator"},
}
OWN = {"participant": "", "screen": "/screen", "rapporteur": "/notes", "moderator": "/moderate"}

every_page = pytest.mark.parametrize("page", ROLES)


async def looked_at(browser: AsyncClient, seat: Seat, page: str, **headers: str) -> Response:
    cookie = {"Cookie": "; ".join(filter(None, (seat.cookie, headers.pop("cookie", ""))))}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await browser.get(f"/s/{seat.code}{page}", headers={**named, **cookie})


# Who may open which


@every_page
@pytest.mark.parametrize("role", DOORS)
async def test_a_page_is_for_its_roles(
    browser: AsyncClient, server: Server, links: Links, page: str, role: str
) -> None:
    answer = await looked_at(browser, await DOORS[role](server.url, links), page)
    assert answer.status_code == (200 if role in ROLES[page] else 403)
    if answer.status_code == 200:
        assert f'data-as="{role}"' in answer.text
    else:
        assert "This page needs another link" in text_of(answer)


async def test_whoever_has_not_joined_is_led_to_the_form(
    browser: AsyncClient, links: Links
) -> None:
    answer = await browser.get(f"/s/{links.code}?lang=ar")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{links.code}?lang=ar")


@pytest.mark.parametrize("page", ["/moderate", "/notes", "/screen"])
async def test_whoever_has_no_badge_opens_no_other_page(
    browser: AsyncClient, links: Links, page: str
) -> None:
    answer = await browser.get(f"/s/{links.code}{page}")
    assert answer.status_code == 403
    assert links.code not in answer.text


@every_page
async def test_a_badge_of_another_session_opens_nothing(
    browser: AsyncClient, server: Server, host: AsyncClient, links: Links, page: str
) -> None:
    seat = await of_moderator(server.url, await founded(host))
    other = Seat(server.url, links.code, seat.cookie)
    assert (await looked_at(browser, other, page)).status_code in (303, 403)


async def test_a_page_is_found_by_any_spelling_of_the_code(
    browser: AsyncClient, links: Links
) -> None:
    await browser.post(f"/j/{links.code}", data=ADA)
    for spelt in (codes.shown(links.code), links.code.lower()):
        answer = await browser.get(f"/s/{spelt}?lang=en", follow_redirects=True)
        assert answer.url.path == f"/s/{links.code}"
        assert answer.status_code == 200


async def test_a_session_that_never_was_is_missing(own: Server, browser: AsyncClient) -> None:
    for page in (*ROLES, "/record", "/record/notes.csv"):
        answer = await browser.get(f"{own.url}/s/22222222{page}")
        assert answer.status_code == 404
        assert "There is nothing here" in text_of(answer)


# In which language


@pytest.mark.parametrize(
    "headers",
    [
        {"accept_language": "ar"},
        {"accept_language": "ar-EG,ar;q=0.9,en;q=0.8"},
        {"accept_language": "fr, ar;q=0.5, en;q=0.1"},
        {"cookie": "lang=ar"},
        {"cookie": "lang=ar", "accept_language": "en"},
    ],
)
@pytest.mark.parametrize("role", DOORS)
async def test_a_page_speaks_arabic_to_whoever_reads_it(
    browser: AsyncClient, server: Server, links: Links, role: str, headers: dict[str, str]
) -> None:
    answer = await looked_at(browser, await DOORS[role](server.url, links), OWN[role], **headers)
    assert '<html lang="ar" dir="rtl"' in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"accept_language": "fr"},
        {"accept_language": "en, ar;q=0.9"},
        {"accept_language": "ar;q=0, *"},
        {"accept_language": ";;q=,=\t,"},
        {"cookie": "lang=en", "accept_language": "ar"},
        {"cookie": "lang=xx"},
    ],
)
async def test_a_page_speaks_english_to_everybody_else(
    browser: AsyncClient, server: Server, links: Links, headers: dict[str, str]
) -> None:
    answer = await looked_at(browser, await of_newcomer(server.url, links), "", **headers)
    assert '<html lang="en" dir="ltr"' in answer.text


async def test_a_language_that_was_chosen_is_remembered(browser: AsyncClient, links: Links) -> None:
    await browser.post(links.moderator_url, data={"name": "Mo"})
    await browser.get(f"/s/{links.code}/moderate?lang=ar")
    for page in ("/moderate", "/notes", "/record"):
        assert 'dir="rtl"' in (await browser.get(f"/s/{links.code}{page}")).text
    await browser.get(f"/s/{links.code}/moderate?lang=en")
    assert 'dir="ltr"' in (await browser.get(f"/s/{links.code}/notes")).text


async def test_what_went_wrong_is_said_in_arabic_too(browser: AsyncClient) -> None:
    answer = await browser.get("/nothing", headers={"Accept-Language": "ar"})
    assert answer.status_code == 404
    assert '<html lang="ar" dir="rtl"' in answer.text


# What they show at first


async def test_before_it_begins_a_page_says_when_it_will(
    browser: AsyncClient, server: Server, host: AsyncClient
) -> None:
    links = await founded(host, starts_at="2031-03-04T14:05", time_zone="Asia/Tokyo")
    for enter, page in ((of_newcomer, ""), (of_screen, "/screen"), (of_moderator, "/moderate")):
        text = text_of(await looked_at(browser, await enter(server.url, links), page))
        assert "Starts at 14:05, Tuesday, 4 March 2031" in text


async def test_while_it_runs_a_page_shows_who_speaks_on_what(
    browser: AsyncClient, server: Server, links: Links, moderator: Client
) -> None:
    speaker = await of_newcomer(server.url, links)
    await speaks(moderator, await Client(server.url, links.code, speaker.cookie).start())
    for role, page in OWN.items():
        seat = await DOORS[role](server.url, links)
        text = text_of(await looked_at(browser, seat, page))
        assert "Consultation" in text
        assert "General discussion" in text
        assert "Ada" in text
        assert "Analytical" in text


async def speaks(moderator: Client, speaker: Client) -> None:
    await moderator.send("session.open")
    item = await moderator.send("item.add", title="General discussion")
    await moderator.send("item.start", item=item["item"])
    asked = await speaker.send("queue.request")
    await moderator.send("floor.grant", request=asked["request"], instead_of=None)
    await speaker.stop()


async def test_a_page_shows_that_nobody_speaks(
    browser: AsyncClient, server: Server, links: Links, moderator: Client
) -> None:
    await moderator.send("session.open")
    answer = await looked_at(browser, await of_newcomer(server.url, links), "")
    assert "Nobody has the floor." in text_of(answer)


async def test_when_it_is_over_a_page_says_so(
    browser: AsyncClient, server: Server, links: Links, moderator: Client
) -> None:
    seat = await of_newcomer(server.url, links)
    await moderator.send("session.open")
    await moderator.send("session.close")
    assert "The session is closed" in text_of(await looked_at(browser, seat, ""))
    staff = await of_moderator(server.url, links)
    for page in ("/moderate", "/notes"):
        answer = await looked_at(browser, staff, page)
        assert "The session is closed" in text_of(answer)
        assert f'href="/s/{links.code}/record"' in answer.text


async def test_a_screen_shows_how_to_join(
    browser: AsyncClient, server: Server, links: Links
) -> None:
    answer = await looked_at(browser, await of_screen(server.url, links), "/screen")
    assert codes.shown(links.code) in text_of(answer)
    assert f'src="/j/{codes.shown(links.code)}/qr.svg"' in answer.text


@pytest.mark.parametrize("page", ["", "/moderate", "/notes"])
async def test_without_scripts_a_page_says_what_is_missing(
    browser: AsyncClient, server: Server, links: Links, page: str
) -> None:
    answer = await looked_at(browser, await of_moderator(server.url, links), page)
    assert "JavaScript has to be switched on" in text_of(answer)
