"""Role links: looking does nothing, the form makes a badge."""

import pytest
from httpx2 import AsyncClient

from live.simulate.client import Client
from live.web.identity import MOST_SESSIONS
from tests.servers import Links, Server
from tests.web.browsing import ADA, field, set_cookies, text_of
from tests.web.founding import founded

FOLDERS = {"moderator": "moderate", "rapporteur": "notes", "screen": "screen"}


def link(links: Links, role: str) -> str:
    return str(getattr(links, f"{role}_url"))


@pytest.mark.parametrize("role", FOLDERS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_a_scanner_of_links_only_looks(
    browser: AsyncClient, links: Links, role: str, method: str
) -> None:
    for _ in range(5):
        answer = await browser.request(method, link(links, role))
        assert (answer.status_code, set_cookies(answer)) == (200, {})
    assert (await browser.post(link(links, role), data={"name": "Mo"})).status_code == 303


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("moderator", "Enter as moderator"),
        ("rapporteur", "Enter as rapporteur"),
        ("screen", "Show the screen"),
    ],
)
async def test_a_link_says_what_it_is_for(
    browser: AsyncClient, links: Links, role: str, words: str
) -> None:
    page = text_of(await browser.get(link(links, role)))
    assert words in page
    assert "Consultation" in page


@pytest.mark.parametrize(("role", "folder"), FOLDERS.items())
async def test_a_link_leads_to_the_page_of_its_role(
    browser: AsyncClient, links: Links, role: str, folder: str
) -> None:
    answer = await browser.post(link(links, role), data={"name": "Mo"})
    assert answer.headers["location"] == f"/s/{links.code}/{folder}"
    assert (await browser.get(answer.headers["location"])).status_code == 200


@pytest.mark.parametrize("role", ["moderator", "rapporteur"])
@pytest.mark.parametrize(
    ("name", "words"),
    [("", "Please fill this in."), ("x" * 81, "80 characters at most")],
    ids=["missing", "long"],
)
async def test_staff_have_names(
    browser: AsyncClient, links: Links, role: str, name: str, words: str
) -> None:
    answer = await browser.post(link(links, role), data={"name": name})
    assert (answer.status_code, set_cookies(answer)) == (422, {})
    assert words in text_of(answer)
    assert f'value="{name}"' in field(answer, "name")


async def test_a_screen_is_asked_no_name(browser: AsyncClient, links: Links) -> None:
    assert 'name="name"' not in (await browser.get(links.screen_url)).text
    assert (await browser.post(links.screen_url)).status_code == 303


async def test_a_link_that_never_was_is_no_good(browser: AsyncClient) -> None:
    for answer in (await browser.get("/enter/never"), await browser.post("/enter/never")):
        assert answer.status_code == 410
        assert "This link is no longer good" in text_of(answer)


@pytest.mark.parametrize("role", FOLDERS)
async def test_a_renewed_link_is_gone(
    browser: AsyncClient, host: AsyncClient, links: Links, role: str
) -> None:
    await renew(host, links)
    assert (await browser.get(link(links, role))).status_code == 410
    answer = await browser.post(link(links, role), data={"name": "Mo"})
    assert (answer.status_code, set_cookies(answer)) == (410, {})


async def test_whoever_is_in_stays_in_when_links_are_renewed(
    browser: AsyncClient, host: AsyncClient, links: Links
) -> None:
    await browser.post(links.moderator_url, data={"name": "Mo"})
    await renew(host, links)
    assert (await browser.get(f"/s/{links.code}/moderate")).status_code == 200


async def renew(host: AsyncClient, links: Links) -> None:
    assert (await host.post(f"/host/{links.code}/links")).status_code == 200


async def test_a_participant_who_enters_as_moderator_stays_a_participant_too(
    browser: AsyncClient, links: Links
) -> None:
    await browser.post(f"/j/{links.code}", data=ADA)
    await browser.post(links.moderator_url, data={"name": "Mo"})
    assert 'data-as="participant"' in (await browser.get(f"/s/{links.code}")).text
    assert 'data-as="moderator"' in (await browser.get(f"/s/{links.code}/moderate")).text


async def test_entering_another_session_between_loses_no_badge(
    browser: AsyncClient, host: AsyncClient, links: Links
) -> None:
    other = await founded(host)
    await browser.post(f"/j/{links.code}", data=ADA)
    await browser.post(other.moderator_url, data={"name": "Mo"})
    await browser.post(links.rapporteur_url, data={"name": "Ro"})
    for page in (f"/s/{links.code}/notes", f"/s/{other.code}/moderate"):
        assert (await browser.get(page)).status_code == 200
    assert (await browser.get(f"/j/{links.code}")).status_code == 303


async def test_joining_another_session_between_loses_no_badge(
    browser: AsyncClient, host: AsyncClient, links: Links
) -> None:
    other = await founded(host)
    await browser.post(links.moderator_url, data={"name": "Mo"})
    await browser.post(f"/j/{other.code}", data=ADA)
    await browser.post(links.rapporteur_url, data={"name": "Ro"})
    assert (await browser.get(f"/s/{links.code}/moderate")).status_code == 200


async def test_a_session_entered_again_is_remembered_among_many(
    browser: AsyncClient, links: Links
) -> None:
    await browser.post(f"/j/{links.code}", data=ADA)
    for number in range(MOST_SESSIONS):
        browser.cookies.set(f"badge-{number}", "t", browser.base_url.host, "/enter")
    await browser.post(links.moderator_url, data={"name": "Mo"})
    assert (await browser.get(f"/j/{links.code}")).status_code == 303
    assert (await browser.get(links.moderator_url)).status_code == 303


async def everybody(moderator: Client) -> list[str]:
    """The names of all in the session, once everything that was sent before has arrived."""
    done = await moderator.ask("item.add", {"title": "Later"})
    await moderator.until(lambda: moderator.replica.seq >= done["seq"])
    return [person["name"] for person in moderator.replica.of("person").values()]


@pytest.mark.parametrize("role", ["moderator", "rapporteur"])
async def test_entering_twice_makes_one_person(
    browser: AsyncClient, links: Links, moderator: Client, role: str
) -> None:
    await browser.post(link(links, role), data={"name": "Ada"})
    again = await browser.post(link(links, role), data={"name": "Bo"})
    assert again.headers["location"] == f"/s/{links.code}/{FOLDERS[role]}"
    assert sorted(await everybody(moderator)) == ["Ada", "Mona"]


@pytest.mark.parametrize(("role", "folder"), FOLDERS.items())
async def test_who_has_entered_already_goes_on(
    browser: AsyncClient, links: Links, role: str, folder: str
) -> None:
    await browser.post(link(links, role), data={"name": "Mo"})
    for method in ("GET", "POST"):
        answer = await browser.request(method, link(links, role))
        assert (answer.status_code, set_cookies(answer)) == (303, {})
        assert answer.headers["location"] == f"/s/{links.code}/{folder}"


async def test_who_was_removed_may_enter_anew(
    browser: AsyncClient, links: Links, moderator: Client
) -> None:
    await browser.post(links.rapporteur_url, data={"name": "Ro"})
    await moderator.until(lambda: person_named(moderator, "Ro"))
    await moderator.ask("person.remove", {"person": person_named(moderator, "Ro")})
    assert "Enter as rapporteur" in text_of(await browser.get(links.rapporteur_url))
    await browser.post(links.rapporteur_url, data={"name": "Ro"})
    assert (await browser.get(f"/s/{links.code}/notes")).status_code == 200


def person_named(moderator: Client, name: str) -> str | None:
    people = moderator.replica.of("person").items()
    return next((key for key, person in people if person["name"] == name), None)


async def test_a_rapporteur_may_still_enter_when_it_is_over(
    browser: AsyncClient, links: Links, moderator: Client
) -> None:
    await moderator.send("session.open")
    await moderator.send("session.close")
    await browser.post(links.rapporteur_url, data={"name": "Ro"})
    assert (await browser.get(f"/s/{links.code}/record")).status_code == 200


async def test_the_hosts_link_leads_to_the_sessions(browser: AsyncClient, server: Server) -> None:
    address = await server.host_link()
    looked = await browser.get(address)
    assert (set_cookies(looked, "host"), "Enter as host" in text_of(looked)) == ({}, True)
    answer = await browser.post(address)
    assert answer.headers["location"] == "/host"
    assert {"HttpOnly", "SameSite=Lax"} <= set_cookies(answer, "host")["/host"]
    assert (await browser.get("/host")).status_code == 200
