"""The host's pages: sessions are made there, and their links handed out."""

import re

import pytest
from httpx2 import AsyncClient

from live.domain.text import LIMITS
from live.simulate.client import Client, Gone
from live.web import codes, places
from tests.servers import Links, Server
from tests.web.browsing import field, text_of
from tests.web.founding import PLAN, founded
from tests.web.seats import of_moderator, of_newcomer
from tests.web.sockets import code_of_closing


async def session(server: Server, links: Links) -> dict[str, object]:
    """What everybody is told of a session."""
    seat = await of_moderator(server.url, links)
    client = await Client(server.url, links.code, seat.cookie).start()
    await client.stop()
    return client.documents["session"]


# Who may


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/host"),
        ("POST", "/host"),
        ("GET", "/host/{code}"),
        ("GET", "/host/{code}/links"),
        ("POST", "/host/{code}/links"),
        ("POST", "/host/{code}/unseat"),
        ("POST", "/host/{code}/delete"),
    ],
)
async def test_the_pages_are_for_hosts(
    browser: AsyncClient, links: Links, method: str, path: str
) -> None:
    await browser.post(links.moderator_url, data={"name": "Mo"})
    answer = await browser.request(method, path.format(code=links.code))
    assert answer.status_code == 403
    assert "This page is for hosts" in text_of(answer)
    assert "Consultation" not in answer.text


@pytest.mark.parametrize("cookie", ["host=", "host=never", "host={moderator}", "badge=x"])
async def test_nobody_is_a_host_by_another_link(
    browser: AsyncClient, links: Links, cookie: str
) -> None:
    token = links.moderator_url.split("/")[-1]
    headers = {"Cookie": cookie.format(moderator=token)}
    assert (await browser.get("/host", headers=headers)).status_code == 403


# A new session


async def test_a_new_session_is_as_the_form_says(server: Server, host: AsyncClient) -> None:
    links = await founded(
        host,
        title="  Cybercrime ",
        host="UNODC",
        starts_at="2031-03-04T14:05",
        time_zone="Asia/Tokyo",
        planned_minutes="90",
        speaking_minutes="2.5",
        call_url="https://call.example/1",
        notice="All is kept.",
        groups="Civil society\nFishermen",
        regions="",
        notes="staff",
        attribution="chatham",
        template="minutes",
    )
    made = await session(server, links)
    told = {
        "title": "Cybercrime",
        "host": "UNODC",
        "starts_at": 1_930_367_100_000,
        "time_zone": "Asia/Tokyo",
        "planned_minutes": 90,
        "speaking_ms": 150_000,
        "call_url": "https://call.example/1",
        "notice": "All is kept.",
        "regions": [],
        "notes": "staff",
        "attribution": "chatham",
        "template": "minutes",
        "status": "draft",
        "languages": list(places.LANGUAGES),
    }
    assert made.items() >= told.items()
    assert made["groups"] == [
        {"id": "civil_society", "name": "Civil society"},
        {"id": "place_1", "name": "Fishermen"},
    ]


async def test_the_agenda_is_read_from_its_lines(server: Server, host: AsyncClient) -> None:
    links = await founded(host, agenda="5 Opening\n\n- 40 min General discussion\nNext steps")
    seat = await of_moderator(server.url, links)
    client = await Client(server.url, links.code, seat.cookie).start()
    items = sorted(client.replica.of("item").values(), key=lambda item: item["rank"])
    await client.stop()
    assert [(item["title"], item["minutes"]) for item in items] == [
        ("Opening", 5),
        ("General discussion", 40),
        ("Next steps", None),
    ]


async def test_the_form_proposes_what_most_begin_with(host: AsyncClient) -> None:
    page = await host.get("/host")
    assert 'value="90"' in field(page, "planned_minutes")
    assert 'value="3"' in field(page, "speaking_minutes")
    assert places.NOTICE in text_of(page)
    assert all(place.name in text_of(page) for place in (*places.GROUPS, *places.REGIONS))


async def test_an_empty_speaking_time_is_no_limit(server: Server, host: AsyncClient) -> None:
    links = await founded(host, speaking_minutes="")
    assert (await session(server, links))["speaking_ms"] is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("title", ""),
        ("title", "x" * (LIMITS["title"] + 1)),
        ("title", "a\x00b"),
        ("host", "x" * (LIMITS["organisation"] + 1)),
        ("starts_at", "tomorrow"),
        ("starts_at", "9999-01-01T00:00"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("planned_minutes", "0"),
        ("planned_minutes", "1441"),
        ("planned_minutes", "\u0669"),
        ("planned_minutes", "1e2"),
        ("speaking_minutes", "0"),
        ("speaking_minutes", "120.5"),
        ("speaking_minutes", "2.75"),
        ("speaking_minutes", "-1"),
        ("call_url", "javascript:alert(1)"),
        ("call_url", "call.example"),
        ("notice", "x" * (LIMITS["notice"] + 1)),
        ("groups", "\n".join(f"Group {nth}" for nth in range(25))),
        ("regions", "x" * (LIMITS["name"] + 1)),
    ],
)
async def test_what_is_wrong_is_marked(host: AsyncClient, name: str, written: str) -> None:
    form = {**PLAN, "title": "Never made", name: written}
    answer = await host.post("/host", data=form)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in field(answer, name)
    assert "<bdi>Never made</bdi>" not in answer.text


async def test_a_refused_form_keeps_what_was_written(host: AsyncClient) -> None:
    form = {**PLAN, "title": "", "host": '"UNODC" <b>', "agenda": "5 Opening"}
    answer = await host.post("/host", data=form)
    assert "&#34;UNODC&#34; &lt;b&gt;" in field_as_written(answer.text, "host")
    assert "5 Opening</textarea>" in answer.text


def field_as_written(page: str, name: str) -> str:
    return next(line for line in page.splitlines() if f'name="{name}"' in line)


# Its links


async def test_every_session_is_listed(host: AsyncClient, links: Links) -> None:
    text = text_of(await host.get("/host"))
    assert codes.shown(links.code) in text
    assert "Not begun" in text


async def test_links_are_shown_only_where_they_were_made(host: AsyncClient, links: Links) -> None:
    page = await host.get(f"/host/{links.code}")
    assert codes.shown(links.code) in text_of(page)
    assert "/enter/" not in page.text
    assert "The links were shown when they were made." in text_of(page)


async def test_renewed_links_are_new(host: AsyncClient, links: Links) -> None:
    renewed = await host.post(f"/host/{links.code}/links")
    assert renewed.text.count("/enter/") == 6
    for old in (links.moderator_url, links.rapporteur_url, links.screen_url):
        assert old not in renewed.text


async def test_whoever_looks_where_links_were_renewed_renews_nothing(
    host: AsyncClient, links: Links, browser: AsyncClient
) -> None:
    assert "/enter/" not in (await host.get(f"/host/{links.code}/links?lang=ar")).text
    assert (await browser.get(links.moderator_url)).status_code == 200


async def test_the_poster_says_how_to_join(host: AsyncClient, links: Links) -> None:
    page = await host.get(f"/host/{links.code}")
    assert links.join_url.split("://")[1] in text_of(page)
    assert f'src="/j/{codes.shown(links.code)}/qr.svg"' in page.text


async def test_the_pages_speak_arabic(host: AsyncClient, links: Links) -> None:
    for path in ("/host", f"/host/{links.code}"):
        page = await host.get(path, headers={"Accept-Language": "ar"})
        assert '<html lang="ar" dir="rtl"' in page.text


# Who came in by a link


async def test_a_host_sees_who_came_in_by_a_link(
    server: Server, host: AsyncClient, links: Links
) -> None:
    await of_moderator(server.url, links)
    await of_newcomer(server.url, links)
    seen = text_of(await host.get(f"/host/{links.code}"))
    assert "Mona" in seen
    assert "Ada" not in seen


async def test_whoever_is_sent_out_is_out_at_once(
    server: Server, host: AsyncClient, links: Links
) -> None:
    seat = await of_moderator(server.url, links)
    client = await Client(server.url, links.code, seat.cookie).start()
    form = await host.get(f"/host/{links.code}")
    actor = re.findall(r'name="actor" value="(\w+)"', form.text)[0]
    answer = await host.post(f"/host/{links.code}/unseat", data={"actor": actor})
    assert answer.status_code == 303
    with pytest.raises(Gone):
        await client.until(lambda: False)
    await client.stop()
    assert "Send out" not in (await host.get(f"/host/{links.code}")).text
    assert await code_of_closing(server.url, links.code, seat.cookie) == 4401


async def test_a_participant_is_not_sent_out_here(
    server: Server, host: AsyncClient, links: Links
) -> None:
    seat = await of_newcomer(server.url, links)
    client = await Client(server.url, links.code, seat.cookie).start()
    await host.post(f"/host/{links.code}/unseat", data={"actor": client.you["id"]})
    await client.stop()
    again = await Client(server.url, links.code, seat.cookie).start()
    await again.stop()


# The end of a session


async def test_a_session_is_deleted_by_its_code(host: AsyncClient) -> None:
    links = await founded(host)
    answer = await host.post(f"/host/{links.code}/delete", data={"code": links.code.lower()})
    assert (answer.status_code, answer.headers["location"]) == (303, "/host")
    assert (await host.get(f"/j/{links.code}")).status_code == 404


async def test_a_session_is_not_deleted_by_another_code(host: AsyncClient) -> None:
    links = await founded(host)
    answer = await host.post(f"/host/{links.code}/delete", data={"code": "ABCD-EFGH"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in field(answer, "code")
    assert (await host.get(f"/host/{links.code}")).status_code == 200


async def test_participants_are_told_how_long_it_is_kept(
    browser: AsyncClient, host: AsyncClient
) -> None:
    links = await founded(host, retention_days="30")
    page = await browser.get(f"/j/{links.code}", follow_redirects=True)
    assert "It is kept for 30 days." in text_of(page)


@pytest.mark.parametrize("days", ["0", "-1", "4000", "1.5", "soon"])
async def test_it_is_kept_for_a_number_of_days(host: AsyncClient, days: str) -> None:
    answer = await host.post("/host", data={**PLAN, "retention_days": days})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in field(answer, "retention_days")
