"""Versions of the record, as they are downloaded; the one that is final."""

import msgspec
import pytest
from httpx2 import AsyncClient

from live.record.fingerprint import fingerprint
from tests.record.office import parts
from tests.servers import Links, Server
from tests.web.browsing import browsing, text_of
from tests.web.founding import founded
from tests.web.seats import by_post, of_moderator, of_rapporteur
from tests.web.sockets import command


@pytest.fixture
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


async def add(server: Server, links: Links, text: str) -> None:
    await by_post(await of_rapporteur(server.url, links), command("note.post", {"text": text}))


async def test_a_version_has_what_there_was_then(server: Server, links: Links) -> None:
    await add(server, links, "Later")
    async with browsing(server.url) as inside:
        await inside.post(links.rapporteur_url, data={"name": "Ro"})
        path = f"/s/{links.code}/record/record.json"
        first = await inside.get(path, params={"version": "1"})
        now = await inside.get(path)
    assert [note["text"] for note in first.json()["notes"]] == ["Agreed"]
    assert [note["text"] for note in now.json()["notes"]] == ["Agreed", "Later"]
    assert (first.json()["version"], now.json()["version"]) == (1, None)


@pytest.mark.parametrize("version", ["0", "2", "-1", "x", "99999", "1.0", "٢"])
async def test_a_version_that_was_not_made_is_missing(
    server: Server, links: Links, version: str
) -> None:
    async with browsing(server.url) as inside:
        await inside.post(links.rapporteur_url, data={"name": "Ro"})
        for path in ("/record.json", "/summary.html", ""):
            answer = await inside.get(f"/s/{links.code}/record{path}", params={"version": version})
            assert answer.status_code == 404


async def test_a_version_is_the_same_each_time(server: Server, links: Links) -> None:
    path = f"/s/{links.code}/record/record.zip"
    async with browsing(server.url) as inside:
        await inside.post(links.rapporteur_url, data={"name": "Ro"})
        before = await inside.get(path, params={"version": "1"})
        await add(server, links, "Later")
        after = await inside.get(path, params={"version": "1"})
    old, new = parts(before.content), parts(after.content)
    assert [name for name in old if old[name] != new[name]] == []


async def test_what_is_final_is_told_with_its_fingerprint(server: Server, links: Links) -> None:
    await add(server, links, "Later")
    async with browsing(server.url) as inside:
        await inside.post(links.rapporteur_url, data={"name": "Ro"})
        page = await inside.post(f"/s/{links.code}/record/final", follow_redirects=True)
        files = parts((await inside.get(f"/s/{links.code}/record/record.zip")).content)
        read = msgspec.json.decode(files["record.json"])
        assert (read["version"], len(read["notes"])) == (2, 2)
        assert read["fingerprint"] == fingerprint(read)
        assert read["fingerprint"] in text_of(page)
        assert read["fingerprint"].encode() in files["summary.html"]
        chosen = {"attribution": "chatham"}
        other = await inside.get(f"/s/{links.code}/record/record.json", params=chosen)
    assert other.json()["fingerprint"] != read["fingerprint"]
    assert other.json()["fingerprint"] == fingerprint(other.json())


async def test_what_is_final_is_not_changed(server: Server, links: Links) -> None:
    async with browsing(server.url) as inside:
        await inside.post(links.rapporteur_url, data={"name": "Ro"})
        await inside.post(f"/s/{links.code}/record/final")
        page = await inside.get(f"/s/{links.code}/record")
    assert "Make it final for good" not in text_of(page)
    seat = await of_rapporteur(server.url, links)
    (answer,) = await by_post(seat, command("note.post", {"text": "Too late"}))
    assert answer["code"] == "record_final"


async def test_before_the_close_nothing_is_final(server: Server, host: AsyncClient) -> None:
    links = await founded(host)
    async with browsing(server.url) as inside:
        await inside.post(links.rapporteur_url, data={"name": "Ro"})
        await inside.post(f"/s/{links.code}/record/final")
        page = await inside.get(f"/s/{links.code}/record")
        record = await inside.get(f"/s/{links.code}/record/record.json")
    assert "final for good" not in text_of(page)
    assert record.json()["final_at"] is None


async def test_whoever_has_no_badge_makes_nothing_final(browser: AsyncClient, links: Links) -> None:
    assert (await browser.post(f"/s/{links.code}/record/final")).status_code == 403
    assert (await browser.get(f"/s/{links.code}/record/progress")).status_code == 403


async def test_nothing_is_under_way_where_nobody_asked(server: Server, links: Links) -> None:
    async with browsing(server.url) as inside:
        await inside.post(links.rapporteur_url, data={"name": "Ro"})
        answer = await inside.get(f"/s/{links.code}/record/progress")
    assert answer.json() == {"done": 0, "of": 0}
