"""The record's files: who gets them, when, and as what."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from live.record.formats import FORMATS
from tests.record.office import parts
from tests.servers import Links, Server, serving
from tests.web.browsing import browsing, text_of
from tests.web.founding import founded
from tests.web.seats import by_post, of_moderator, of_newcomer, of_rapporteur, of_screen
from tests.web.sockets import command

BOM, ZIP, PDF = b"\xef\xbb\xbf", b"PK\x03\x04", b"%PDF-"
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "md": "text/markdown; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
}
PACKED = {"docx", "odt", "xlsx", "zip"}
BINARY = {*PACKED, "pdf"}
every_file = pytest.mark.parametrize("name", FORMATS)


@pytest.fixture(scope="module")
async def links(server: Server, host: AsyncClient) -> Links:
    """A session that is over, with a note in it."""
    links = await founded(host)
    await by_post(
        await of_moderator(server.url, links),
        command("session.open", {}),
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


@every_file
async def test_a_file_is_saved_under_its_own_name(
    inside: AsyncClient, links: Links, name: str
) -> None:
    answer = await inside.get(f"/s/{links.code}/record/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == TYPES[name.split(".")[1]]
    assert answer.headers["content-disposition"] == f'attachment; filename="{links.code}-{name}"'
    assert answer.headers["cache-control"] == "no-store"


@every_file
async def test_a_file_begins_with_the_mark_of_its_kind(
    inside: AsyncClient, links: Links, name: str
) -> None:
    answer = await inside.get(f"/s/{links.code}/record/{name}")
    assert answer.content.startswith(BOM) is name.endswith(".csv")
    assert answer.content.startswith(ZIP) is (name.split(".")[1] in PACKED)
    assert answer.content.startswith(PDF) is name.endswith(".pdf")


@pytest.mark.parametrize("name", [name for name in FORMATS if name.split(".")[1] not in BINARY])
async def test_a_text_is_utf_8(inside: AsyncClient, links: Links, name: str) -> None:
    answer = await inside.get(f"/s/{links.code}/record/{name}")
    assert answer.content.decode()


async def test_the_page_offers_every_file(inside: AsyncClient, links: Links) -> None:
    page = await inside.get(f"/s/{links.code}/record")
    for name in FORMATS:
        assert f'href="/s/{links.code}/record/{name}?lang=en"' in page.text
    assert "preview" not in text_of(page)


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({}, {"lang": "ar"}),
        ({"Accept-Language": "ar"}, {}),
        ({"Cookie": "lang=ar"}, {}),
    ],
)
async def test_what_is_read_speaks_the_language_of_whoever_asks(
    server: Server, links: Links, headers: dict[str, str], query: dict[str, str]
) -> None:
    seat = await of_moderator(server.url, links)
    cookie = "; ".join(filter(None, (seat.cookie, headers.get("Cookie"))))
    async with AsyncClient(base_url=server.url) as reader:
        answer = await reader.get(
            f"/s/{links.code}/record/summary.html",
            params=query,
            headers={**headers, "Cookie": cookie},
        )
    assert '<html lang="ar" dir="rtl"' in answer.text


async def test_the_archive_speaks_the_language_of_whoever_asks(
    inside: AsyncClient, links: Links
) -> None:
    answer = await inside.get(f"/s/{links.code}/record/record.zip", params={"lang": "ar"})
    assert b'<html lang="ar" dir="rtl"' in parts(answer.content)["summary.html"]


async def test_data_are_the_same_in_every_language(inside: AsyncClient, links: Links) -> None:
    for name in ("notes.csv", "people.csv", "turns.csv", "polls.csv", "record.xlsx"):
        path = f"/s/{links.code}/record/{name}"
        english = await inside.get(path, params={"lang": "en"})
        arabic = await inside.get(path, params={"lang": "ar"})
        assert english.content == arabic.content


@pytest.mark.parametrize(
    "name", ["none.csv", "summary", "SUMMARY.html", "..%2fmoderate", "%00", "summary.html%00"]
)
async def test_a_file_that_is_not_of_the_record_is_missing(
    inside: AsyncClient, links: Links, name: str
) -> None:
    answer = await inside.get(f"/s/{links.code}/record/{name}")
    assert answer.status_code == 404
    assert "There is nothing here" in text_of(answer)


# Who may


PAGES = ["", "/record.json", "/summary.html", "/notes.csv", "/none.csv"]


@pytest.mark.parametrize("page", PAGES)
async def test_whoever_has_no_badge_gets_nothing(
    browser: AsyncClient, links: Links, page: str
) -> None:
    refused(await browser.get(f"/s/{links.code}/record{page}"))


def refused(answer: Response) -> None:
    assert answer.status_code == 403
    assert "The record is for those who run the session" in text_of(answer)
    assert "content-disposition" not in answer.headers


async def test_a_badge_of_another_session_gets_nothing(
    inside: AsyncClient, host: AsyncClient
) -> None:
    other = await founded(host)
    refused(await inside.get(f"/s/{other.code}/record/record.json"))


@pytest.mark.parametrize("enter", [of_newcomer, of_screen])
async def test_whoever_runs_nothing_gets_nothing(
    server: Server, host: AsyncClient, browser: AsyncClient, enter: Any
) -> None:
    links = await founded(host)
    seat = await enter(server.url, links)
    for do in ("session.open", "session.close"):
        await by_post(await of_moderator(server.url, links), command(do, {}))
        for page in PAGES:
            headers = {"Cookie": seat.cookie}
            refused(await browser.get(f"/s/{links.code}/record{page}", headers=headers))


@pytest.mark.parametrize("enter", [of_moderator, of_rapporteur])
async def test_whoever_runs_the_session_gets_a_preview(
    server: Server, host: AsyncClient, browser: AsyncClient, enter: Any
) -> None:
    links = await founded(host)
    headers = {"Cookie": (await enter(server.url, links)).cookie}
    page = await browser.get(f"/s/{links.code}/record", headers=headers)
    assert "What you download now is a preview." in text_of(page)
    file = await browser.get(f"/s/{links.code}/record/record.json", headers=headers)
    assert (file.status_code, file.json()["status"]) == (200, "draft")


async def test_after_the_close_the_record_is_whole(inside: AsyncClient, links: Links) -> None:
    record = (await inside.get(f"/s/{links.code}/record/record.json")).json()
    assert record["status"] == "closed"
    assert [note["text"] for note in record["notes"]] == ["Agreed"]


# How it says who said what


async def test_a_file_says_who_said_what_as_it_is_asked_to(
    inside: AsyncClient, links: Links
) -> None:
    path = f"/s/{links.code}/record/record.json"
    named, grouped = await inside.get(path), await inside.get(path, params={"attribution": "group"})
    assert {who["name"] for who in named.json()["people"]} >= {"Ro"}
    assert {who["name"] for who in grouped.json()["people"]} == {""}


@pytest.mark.parametrize("asked", ["named", "all", "Group"])
async def test_no_file_says_more_than_was_promised(
    server: Server, host: AsyncClient, asked: str
) -> None:
    links = await founded(host, attribution="group")
    async with browsing(server.url) as entered:
        await entered.post(links.rapporteur_url, data={"name": "Ro"})
        path = f"/s/{links.code}/record/record.json"
        assert (await entered.get(path, params={"attribution": asked})).status_code == 404
        assert (await entered.get(path)).json()["attribution"] == "group"


async def test_the_page_offers_its_files_in_the_chosen_way(
    inside: AsyncClient, links: Links
) -> None:
    page = await inside.get(f"/s/{links.code}/record", params={"attribution": "chatham"})
    assert f'href="/s/{links.code}/record/notes.csv?lang=en&amp;attribution=chatham"' in page.text


# The form of the summary


async def test_a_summary_has_the_form_that_is_asked_for(inside: AsyncClient, links: Links) -> None:
    path = f"/s/{links.code}/record/summary.md"
    own, minutes = await inside.get(path), await inside.get(path, params={"template": "minutes"})
    assert "**Summary**" in own.text
    assert "**Minutes of the meeting**" in minutes.text
    assert (await inside.get(path, params={"template": "none"})).status_code == 404


async def test_the_page_offers_its_files_in_the_chosen_form(
    inside: AsyncClient, links: Links
) -> None:
    page = await inside.get(f"/s/{links.code}/record", params={"template": "minutes"})
    assert '<option value="minutes" selected>Minutes of the meeting</option>' in page.text
    assert f'href="/s/{links.code}/record/summary.pdf?lang=en&amp;template=minutes"' in page.text


async def test_a_session_has_the_form_that_its_host_chose(host: AsyncClient) -> None:
    links = await founded(host, template="minutes")
    async with browsing(str(host.base_url)) as entered:
        await entered.post(links.rapporteur_url, data={"name": "Ro"})
        answer = await entered.get(f"/s/{links.code}/record/summary.md")
        assert "**Minutes of the meeting**" in answer.text


async def test_templates_of_the_organisation_are_offered_and_told_where_wrong(
    tmp_path: Path,
) -> None:
    forms = tmp_path / "forms"
    forms.mkdir()
    (forms / "brief.md.j2").write_text("# Brief\n{{ title }}", "utf-8")
    (forms / "wrong.md.j2").write_text("a\n{{ nothing }}", "utf-8")
    wrong = "wrong.md.j2, line 2: 'nothing' is undefined"
    async with serving(tmp_path, LIVE_RECORD_TEMPLATES=str(forms)) as server:
        assert any(wrong in line for line in server.output)
        links = await server.create_session()
        async with browsing(server.url) as entered:
            await entered.post(links.rapporteur_url, data={"name": "Ro"})
            page = await entered.get(f"/s/{links.code}/record")
            assert '<option value="brief">Brief</option>' in page.text
            assert wrong in text_of(page)
            path = f"/s/{links.code}/record/summary.md"
            brief = await entered.get(path, params={"template": "brief"})
            assert "**Brief**" in brief.text
            broken = await entered.get(path, params={"template": "wrong"})
            assert broken.status_code == 200
            assert "**Summary**" in broken.text
