"""Our own files: kept by browsers for ever, at addresses that change with their contents."""

import re

import pytest
from httpx2 import AsyncClient

from live.i18n import languages
from live.web import assets
from tests.servers import Links, Server
from tests.web.browsing import browsing, text_of
from tests.web.seats import of_newcomer

SCRIPT = "js/live.js"
TYPES = {
    "js/live.js": "text/javascript; charset=utf-8",
    "css/base.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@pytest.mark.parametrize(("path", "content_type"), TYPES.items())
async def test_a_file_is_what_it_is(browser: AsyncClient, path: str, content_type: str) -> None:
    answer = await browser.get(assets.url(path))
    assert answer.headers["content-type"] == content_type
    assert answer.content == (assets.folder("static") / path).read_bytes()


async def test_a_file_is_kept_for_ever(browser: AsyncClient) -> None:
    answer = await browser.get(assets.url(SCRIPT))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_a_page_of_an_older_release_finds_its_files(browser: AsyncClient) -> None:
    older = await browser.get(f"/static/0123456789ab/{SCRIPT}")
    assert older.content == (await browser.get(assets.url(SCRIPT))).content
    assert older.headers["cache-control"] == "no-cache"


async def test_a_file_that_has_not_changed_is_not_sent_again(browser: AsyncClient) -> None:
    first = await browser.get(assets.url(SCRIPT))
    headers = {"If-None-Match": first.headers["etag"]}
    again = await browser.get(assets.url(SCRIPT), headers=headers)
    assert (again.status_code, again.content) == (304, b"")


async def test_a_file_is_sent_zipped_to_whoever_can_read_that(browser: AsyncClient) -> None:
    zipped = await browser.get(assets.url(SCRIPT), headers={"Accept-Encoding": "gzip"})
    plain = await browser.get(assets.url(SCRIPT), headers={"Accept-Encoding": "identity"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.content == plain.content


@pytest.mark.parametrize(
    "path",
    [
        "/static",
        "/static/",
        "/static/now",
        "/static/now/",
        "/static/now/js",
        "/static/now/js/",
        "/static/now/js/none.js",
        "/static/now/js/live.js%00.png",
        "/static/now/%ff",
        f"/static/now/{'x' * 5000}",
    ],
)
async def test_what_is_no_file_is_missing(browser: AsyncClient, path: str) -> None:
    answer = await browser.get(path, follow_redirects=True)
    assert answer.status_code == 404
    assert "There is nothing here" in text_of(answer)


@pytest.mark.parametrize(
    "path",
    [
        "../pyproject.toml",
        "now/../../pyproject.toml",
        "now/%2e%2e/pyproject.toml",
        "now/js/..%2f..%2f..%2fpyproject.toml",
        "now/..%5c..%5cpyproject.toml",
        "now//etc/passwd",
        "now/%2fetc%2fpasswd",
        "%2e%2e/pyproject.toml",
        "..%2fpyproject.toml",
        "../live/app.py",
        "now/../live/app.py",
        "now/..%2flive%2fapp.py",
    ],
)
async def test_nothing_is_served_but_our_own_files(browser: AsyncClient, path: str) -> None:
    assert (await browser.get(f"/static/{path}")).status_code == 404


async def test_a_page_names_files_that_are_there(browser: AsyncClient) -> None:
    page = await browser.get("/")
    named = re.findall(r'"(/static/[^"]+)"', page.text)
    assert named
    for address in named:
        answer = await browser.get(address)
        assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True)


async def test_the_icon_is_where_browsers_look_for_it(browser: AsyncClient) -> None:
    answer = await browser.get("/favicon.ico", follow_redirects=True)
    assert answer.headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize("language", languages())
async def test_a_catalogue_is_kept_for_ever(browser: AsyncClient, language: str) -> None:
    page = await browser.get("/", params={"lang": language})
    [address] = re.findall(r'data-catalogue="([^"]+)"', page.text)
    present = await browser.get(address)
    older = await browser.get(f"/i18n/{language}.0123456789ab.json")
    assert "immutable" in present.headers["cache-control"]
    assert older.headers["cache-control"] == "no-cache"
    assert present.json() == older.json()


async def test_a_catalogue_says_what_the_scripts_say(browser: AsyncClient) -> None:
    catalogue = (await browser.get("/i18n/ar.now.json")).json()
    assert catalogue["Notes"]
    assert catalogue["Notes"] != "Notes"


@pytest.mark.parametrize("name", ["xx.now", "..%2f..%2fpyproject", "%00", "AR.now", "ar%00.now"])
async def test_a_language_that_is_not_spoken_has_no_catalogue(
    browser: AsyncClient, name: str
) -> None:
    assert (await browser.get(f"/i18n/{name}.json")).status_code == 404


async def test_no_script_waits_for_another(server: Server, links: Links) -> None:
    seat = await of_newcomer(server.url, links)
    async with browsing(server.url, cookie=seat.cookie) as browser:
        page = (await browser.get(f"/s/{links.code}")).text
    hinted = set(re.findall(r'rel="modulepreload" href="([^"]+)"', page))
    assert hinted == {assets.url(path) for path in assets.imports("js/participant.js")}
    assert assets.url("js/views/participant.js") in hinted
    assert assets.url("vendor/lit-html/lit-html.js") in hinted
