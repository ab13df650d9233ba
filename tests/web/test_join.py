"""The join form: what it says, whom it lets in, and as whom."""

from html import unescape
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from live.domain.text import NAME, ORGANISATION
from live.simulate.client import Client, Gone
from live.web import codes, places
from tests.servers import Links, Server, serving
from tests.web.browsing import ADA, browsing, field, set_cookies, text_of
from tests.web.founding import founded
from tests.web.sockets import code_of_closing

HTTPS = "https://plenary.example.org"


def names(moderator: Client) -> list[str]:
    """The participants whom the staff sees."""
    people = moderator.replica.of("person").values()
    return [person["name"] for person in people if person["role"] == "participant"]


async def all_at_once(moderator: Client) -> list[str]:
    """The participants, once everything that was sent before has arrived."""
    done = await moderator.ask("item.add", {"title": "Later"})
    await moderator.until(lambda: moderator.replica.seq >= done["seq"])
    return names(moderator)


async def test_the_form_says_what_is_recorded(browser: AsyncClient, links: Links) -> None:
    page = await browser.get(f"/j/{links.code}")
    assert page.status_code == 200
    assert places.NOTICE in text_of(page)


@pytest.mark.parametrize(
    ("attribution", "told"),
    [
        ("named", "The record tells who said what, by name and organisation."),
        ("group", "The record tells of which stakeholder group somebody is who spoke"),
        ("chatham", "The Chatham House Rule holds"),
    ],
)
async def test_the_form_says_how_what_is_said_is_attributed(
    browser: AsyncClient, host: AsyncClient, attribution: str, told: str
) -> None:
    links = await founded(host, attribution=attribution)
    assert told in text_of(await browser.get(f"/j/{links.code}"))


async def test_the_form_offers_the_groups_of_the_session(
    browser: AsyncClient, links: Links
) -> None:
    page = unescape((await browser.get(f"/j/{links.code}")).text)
    for place in (*places.GROUPS, *places.REGIONS):
        assert f'<option value="{place.id}">{place.name}</option>' in page


async def test_who_joins_goes_on_to_the_session(browser: AsyncClient, links: Links) -> None:
    answer = await browser.post(f"/j/{links.code}", data=ADA)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/s/{links.code}")
    assert (await browser.get(f"/s/{links.code}")).status_code == 200


async def test_a_badge_is_bound_to_the_session(browser: AsyncClient, links: Links) -> None:
    answer = await browser.post(f"/j/{links.code}", data=ADA)
    kept = set_cookies(answer)[f"/s/{links.code}"]
    assert {"HttpOnly", "SameSite=Lax"} <= kept
    assert "Secure" not in kept


@pytest.mark.parametrize(
    ("framed", "expected"),
    [
        ({}, {"Secure", "SameSite=Lax"}),
        (
            {"LIVE_FRAME_ANCESTORS": "https://call.example.org"},
            {"Secure", "SameSite=None", "Partitioned"},
        ),
    ],
    ids=["https", "framed"],
)
async def test_over_https_all_cookies_are_secure(
    tmp_path: Path, framed: dict[str, str], expected: set[str]
) -> None:
    async with serving(tmp_path, LIVE_BASE_URL=HTTPS, **framed) as server:
        links = await server.create_session()
        async with browsing(server.url, origin=HTTPS) as browser:
            answer = await browser.post(f"/j/{links.code}", data={**ADA, "language": "ar"})
    assert expected <= set_cookies(answer)[f"/s/{links.code}"]
    assert expected <= set_cookies(answer, "lang")["/"]


async def test_who_has_joined_is_not_asked_again(browser: AsyncClient, links: Links) -> None:
    await browser.post(f"/j/{links.code}", data=ADA)
    again = await browser.get(f"/j/{links.code}")
    assert (again.status_code, again.headers["location"]) == (303, f"/s/{links.code}")


@pytest.mark.parametrize("spelt", [codes.shown, str.lower, lambda code: f" {code[:4]} {code[4:]}"])
async def test_who_scans_the_code_again_is_not_asked_again(
    browser: AsyncClient, links: Links, spelt: "type[str]"
) -> None:
    await browser.post(f"/j/{spelt(links.code)}", data=ADA)
    again = await browser.get(f"/j/{spelt(links.code)}", follow_redirects=True)
    assert again.url.path == f"/s/{links.code}"


async def test_the_join_address_asks_for_what_comes_to_its_own_cookies(
    browser: AsyncClient, links: Links
) -> None:
    form = await browser.get(links.join_url, follow_redirects=True)
    assert f'action="/j/{links.code}"' in form.text


async def test_a_second_form_of_the_same_browser_adds_nobody(
    browser: AsyncClient, links: Links, moderator: Client
) -> None:
    await browser.post(f"/j/{links.code}", data=ADA)
    again = await browser.post(f"/j/{links.code}", data={**ADA, "name": "Bo"})
    assert (again.status_code, set_cookies(again)) == (303, {})
    assert await all_at_once(moderator) == ["Ada"]


async def test_the_same_form_sent_twice_adds_nobody(
    server: Server, links: Links, moderator: Client
) -> None:
    for _ in range(2):
        async with browsing(server.url) as browser:  # whose first answer was lost
            answer = await browser.post(f"/j/{links.code}", data={**ADA, "once": "one-form"})
            assert answer.status_code == 303
            assert (await browser.get(f"/s/{links.code}")).status_code == 200
    assert await all_at_once(moderator) == ["Ada"]


async def test_each_form_that_is_asked_for_is_another(browser: AsyncClient, links: Links) -> None:
    first, second = [await browser.get(f"/j/{links.code}") for _ in range(2)]
    assert field(first, "once") != field(second, "once")


async def test_whoever_was_removed_does_not_come_back_by_the_old_form(
    browser: AsyncClient, server: Server, links: Links, moderator: Client
) -> None:
    form = {**ADA, "once": "old-form"}
    await browser.post(f"/j/{links.code}", data=form)
    await moderator.until(lambda: names(moderator) == ["Ada"])
    person = next(id_ for id_, p in moderator.replica.of("person").items() if p["name"] == "Ada")
    await moderator.send("person.remove", person=person)
    await browser.post(f"/j/{links.code}", data=form)
    cookie = f"badge={browser.cookies.get('badge', path=f'/s/{links.code}')}"
    assert await code_of_closing(server.url, links.code, cookie) == 4401
    answer = await browser.get(f"/s/{links.code}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{links.code}")


@pytest.mark.parametrize("missing", ["name", "group", "region"])
async def test_what_is_missing_is_asked_for_again(
    browser: AsyncClient, links: Links, missing: str
) -> None:
    answer = await browser.post(f"/j/{links.code}", data={**ADA, missing: ""})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in field(answer, missing)
    assert "Please fill this in." in text_of(answer)


async def test_a_refused_form_keeps_what_was_written(browser: AsyncClient, links: Links) -> None:
    answer = await browser.post(
        f"/j/{links.code}", data={**ADA, "name": "", "once": "this-one", "organisation": '"<b>&'}
    )
    assert 'value=""<b>&"' in field(answer, "organisation")
    assert "&#34;&lt;b&gt;&amp;" in answer.text
    assert '<option value="academia" selected>' in answer.text
    assert 'value="this-one"' in field(answer, "once")


@pytest.mark.parametrize(("name", "limit"), [("name", NAME), ("organisation", ORGANISATION)])
async def test_a_text_of_the_form_may_be_as_long_as_its_limit(
    server: Server, links: Links, name: str, limit: int
) -> None:
    async with browsing(server.url) as browser:
        over = await browser.post(f"/j/{links.code}", data={**ADA, name: "ä" * (limit + 1)})
        at = await browser.post(f"/j/{links.code}", data={**ADA, name: "ä" * limit})
    assert (over.status_code, at.status_code) == (422, 303)
    assert f"{limit} characters at most" in text_of(over)


@pytest.mark.parametrize("name", ["A\x00da", "A\x07da", "A\nda", "\u200b", "\u2028", " \u00a0 "])
async def test_a_name_that_cannot_be_shown_is_refused(
    browser: AsyncClient, links: Links, name: str
) -> None:
    assert (await browser.post(f"/j/{links.code}", data={**ADA, "name": name})).status_code == 422


async def test_a_name_cannot_turn_the_text_around_it(
    browser: AsyncClient, links: Links, moderator: Client
) -> None:
    await browser.post(f"/j/{links.code}", data={**ADA, "name": "\u202eAda\u2066"})
    await moderator.until(lambda: names(moderator) == ["Ada"])


@pytest.mark.parametrize("field_name", ["group", "region"])
async def test_only_what_the_session_offers_can_be_chosen(
    browser: AsyncClient, links: Links, field_name: str
) -> None:
    answer = await browser.post(f"/j/{links.code}", data={**ADA, field_name: "moon"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in field(answer, field_name)


async def test_nobody_makes_themselves_a_moderator(
    browser: AsyncClient, links: Links, moderator: Client
) -> None:
    await browser.post(f"/j/{links.code}", data={**ADA, "role": "moderator"})
    await moderator.until(lambda: names(moderator) == ["Ada"])


async def test_a_closed_session_says_so(
    browser: AsyncClient, links: Links, moderator: Client
) -> None:
    await moderator.send("session.open")
    await moderator.send("session.close")
    for answer in (
        await browser.get(f"/j/{links.code}"),
        await browser.post(f"/j/{links.code}", data=ADA),
    ):
        assert answer.status_code == 410
        assert "This session has ended." in text_of(answer)
        assert set_cookies(answer) == {}


async def test_who_has_joined_is_let_into_a_closed_session(
    browser: AsyncClient, links: Links, moderator: Client
) -> None:
    await browser.post(f"/j/{links.code}", data=ADA)
    await moderator.send("session.open")
    await moderator.send("session.close")
    page = await browser.get(f"/j/{links.code}", follow_redirects=True)
    assert "The session is closed" in text_of(page)


async def test_the_language_chosen_in_the_form_is_that_of_the_pages(
    browser: AsyncClient, links: Links
) -> None:
    await browser.post(f"/j/{links.code}", data={**ADA, "language": "ar"})
    assert '<html lang="ar" dir="rtl"' in (await browser.get(f"/s/{links.code}")).text


async def test_the_qr_code_is_a_picture(browser: AsyncClient, links: Links) -> None:
    answer = await browser.get(f"/j/{codes.shown(links.code)}/qr.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg xmlns=")


async def test_after_too_many_joins_at_once_one_has_to_wait(tmp_path: Path) -> None:
    async with serving(tmp_path, LIVE_JOIN_BURST="2", LIVE_JOIN_RATE="1") as server:
        links = await server.create_session()
        other = await server.create_session()
        answers = [await _join(server, links) for _ in range(8)]
        assert answers[:2] == [(303, None), (303, None)]
        assert (429, "1") in answers
        assert await _join(server, other) == (303, None)


async def _join(server: Server, links: Links) -> tuple[int, str | None]:
    async with browsing(server.url) as browser:
        answer = await browser.post(f"/j/{links.code}", data=ADA)
        return answer.status_code, answer.headers.get("retry-after")


async def test_a_left_persons_client_is_told_to_join_again(
    server: Server, links: Links, browser: AsyncClient
) -> None:
    await browser.post(f"/j/{links.code}", data=ADA)
    cookie = f"badge={browser.cookies.get('badge', path=f'/s/{links.code}')}"
    client = await Client(server.url, links.code, cookie).start()
    await client.send("person.leave")
    with pytest.raises(Gone):
        await client.until(lambda: False)
    await client.stop()
    assert (await browser.get(f"/j/{links.code}")).status_code == 200


async def test_whoever_left_comes_again_as_the_same_person(
    browser: AsyncClient, links: Links, moderator: Client
) -> None:
    await browser.post(f"/j/{links.code}", data=ADA)
    await moderator.until(lambda: names(moderator) == ["Ada"])
    leave = {"id": "bye", "do": "person.leave", "with": {}}
    assert (await browser.post(f"/s/{links.code}/do", json=leave)).status_code == 200
    again = await browser.post(f"/j/{links.code}", data={**ADA, "name": "Ada Lovelace"})
    assert again.status_code == 303
    assert (await browser.get(f"/s/{links.code}")).status_code == 200
    assert await all_at_once(moderator) == ["Ada Lovelace"]
