"""What protects every answer, and what every request has to prove."""

from collections.abc import AsyncIterator

import pytest
from httpx2 import AsyncClient, Response

from live.app import create_app
from live.settings import Settings
from live.simulate import door
from live.web.security import FOR_PROGRAMS
from tests.servers import Links, Server, serving
from tests.web.browsing import ADA, browsing, text_of
from tests.web.founding import founded

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
}
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
ADDRESSES = {
    "/": 200,
    "/?code=22222222": 404,
    "/nothing": 404,
    "/host": 403,
    "/enter/never": 410,
    "{rapporteur}": 200,
    "/j/{code}": 200,
    "/j/{code}/qr.svg": 200,
    "/s/{code}": 200,
    "/s/{code}/moderate": 200,
    "/s/{code}/notes": 200,
    "/s/{code}/screen": 200,
    "/s/{code}/do": 405,
    "/s/{code}/record": 200,
    "/s/{code}/record/summary.html": 200,
    "/s/{code}/record/summary.docx": 200,
    "/s/{code}/record/notes.csv": 200,
    "/s/{code}/record/none.csv": 404,
    "/static/now/icons.svg": 200,
    "/static/now/none.js": 404,
    "/i18n/ar.now.json": 200,
    "/favicon.ico": 302,
    "/healthz": 200,
    "/readyz": 200,
    "/metrics": 200,
}
FORMS = sorted(
    route.path  # type: ignore[attr-defined]
    for route in create_app(Settings(database_url="", base_url="http://localhost")).routes
    if "POST" in (getattr(route, "methods", None) or ()) and not route.path.startswith(FOR_PROGRAMS)  # type: ignore[attr-defined]
)
"""But for what programs post, who have no page."""
FOREIGN = ["null", "https://evil.example", "{url}.evil.example", "{url}0", "https://127.0.0.1"]


@pytest.fixture(scope="module")
async def links(host: AsyncClient) -> Links:
    return await founded(host)


@pytest.fixture(scope="module")
async def inside(server: Server, links: Links) -> AsyncIterator[AsyncClient]:
    """A moderator's browser."""
    async with browsing(server.url) as entered:
        await entered.post(links.moderator_url, data={"name": "Mo"})
        yield entered


def filled(path: str, links: Links) -> str:
    rest = dict.fromkeys(("token", "upload", "stream", "person"), "never")
    return path.format(code=links.code, rapporteur=links.rapporteur_url, **rest)


def policy(answer: Response) -> set[str]:
    return set(answer.headers["content-security-policy"].split("; "))


# Answers


@pytest.mark.parametrize(("path", "status"), ADDRESSES.items())
async def test_every_answer_is_protected(
    inside: AsyncClient, links: Links, path: str, status: int
) -> None:
    answer = await inside.get(filled(path, links))
    assert answer.status_code == status
    assert policy(answer) >= POLICY
    assert answer.headers.items() >= HEADERS.items()
    assert "strict-transport-security" not in answer.headers
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", ["js/live.js", "css/base.css", "vendor/lit-html/lit-html.js"])
async def test_what_is_no_page_says_no_more_than_what_it_is(inside: AsyncClient, path: str) -> None:
    answer = await inside.get(f"/static/now/{path}")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"].startswith(("text/javascript", "text/css"))
    assert "content-security-policy" not in answer.headers


async def test_a_refused_form_is_protected(inside: AsyncClient, links: Links) -> None:
    for answer in (
        await inside.post(f"/s/{links.code}/do", content=b"no object"),
        await inside.post(f"/s/{links.code}/do", content=b" " * 100_000),
        await inside.post("/host", content=b" " * 1_000_000),
        await inside.post(f"/j/{links.code}", headers={"Origin": "https://evil.example"}),
    ):
        assert answer.status_code in (400, 403, 413)
        assert policy(answer) >= POLICY
        assert answer.headers.items() >= HEADERS.items()


async def test_scripts_may_connect_to_the_session_alone(
    inside: AsyncClient, server: Server
) -> None:
    socket = server.url.replace("http", "ws", 1)
    assert f"connect-src 'self' {socket}" in policy(await inside.get("/"))


@pytest.mark.parametrize("host", ["a.example;script-src *", "*", "a.example 'unsafe-inline'", ""])
async def test_an_invented_host_adds_nothing_to_the_policy(server: Server, host: str) -> None:
    async with AsyncClient(base_url=server.url) as browser:
        answer = await browser.get("/", headers={"Host": host})
    assert policy(answer) == POLICY | {"connect-src 'self'"}


@pytest.mark.parametrize("path", ["/", "/host", "/s/{code}", "/s/{code}/moderate", "/enter/never"])
async def test_a_page_is_kept_by_nobody(inside: AsyncClient, links: Links, path: str) -> None:
    assert (await inside.get(filled(path, links))).headers["cache-control"] == "no-store"


@pytest.fixture(scope="module")
async def framed(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Server]:
    """A server behind https whose pages a call may show beside itself."""
    environ = {
        "LIVE_BASE_URL": "https://plenary.example.org",
        "LIVE_FRAME_ANCESTORS": "https://call.example https://*.meet.example",
    }
    async with serving(tmp_path_factory.mktemp("framed"), **environ) as running:
        yield running


async def test_only_the_origins_of_the_settings_may_frame_a_page(framed: Server) -> None:
    answer = await door.get(framed.url, "/")
    [told] = [value for name, value in answer.headers if name == "content-security-policy"]
    assert "frame-ancestors https://call.example https://*.meet.example" in told.split("; ")


async def test_behind_https_nothing_is_asked_for_without_it(framed: Server) -> None:
    answer = dict((await door.get(framed.url, "/")).headers)
    assert answer["strict-transport-security"] == "max-age=31536000"
    assert " wss://" in answer["content-security-policy"]
    assert " ws://" not in answer["content-security-policy"]


# Cookies


async def test_no_script_can_read_a_cookie(browser: AsyncClient, links: Links) -> None:
    answers = [
        await browser.get("/", params={"lang": "ar"}),
        await browser.post(f"/j/{links.code}", data={**ADA, "language": "ar"}),
        await browser.post(links.moderator_url, data={"name": "Mo"}),
    ]
    cookies = [value for answer in answers for value in answer.headers.get_list("set-cookie")]
    assert {cookie.split("=")[0] for cookie in cookies} == {
        "lang",
        "badge",
        f"badge-{links.code}",
    }
    assert all("; HttpOnly" in cookie for cookie in cookies)
    assert all("; SameSite=Lax" in cookie for cookie in cookies)


async def test_no_page_tells_a_token(browser: AsyncClient, links: Links) -> None:
    await browser.post(links.moderator_url, data={"name": "Mo"})
    token = browser.cookies.get("badge", path=f"/s/{links.code}")
    assert token
    for page in ("", "/moderate", "/notes", "/screen", "/record"):
        answer = await browser.get(f"/s/{links.code}{page}")
        assert token not in answer.text
        assert links.moderator_url.split("/")[-1] not in answer.text


# Where requests come from


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("path", [*FORMS, "/nothing"])
async def test_no_form_comes_from_another_site(
    inside: AsyncClient, links: Links, server: Server, path: str, origin: str
) -> None:
    headers = {"Origin": origin.format(url=server.url), "Sec-Fetch-Site": "same-origin"}
    answer = await inside.post(filled(path, links), data={**ADA, "title": "X"}, headers=headers)
    assert answer.status_code == 403
    assert "This cannot be done here" in text_of(answer)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_without_an_origin_is_not_taken(
    server: Server, links: Links, path: str
) -> None:
    async with AsyncClient(base_url=server.url) as browser:
        assert (await browser.post(filled(path, links), data=ADA)).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_whatever_changes_something_comes_from_here(
    inside: AsyncClient, links: Links, method: str
) -> None:
    headers = {"Origin": "https://evil.example"}
    answer = await inside.request(method, f"/s/{links.code}", headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(("site", "status"), [("same-origin", 422), ("none", 422), ("x", 403)])
async def test_a_browser_may_say_in_other_words_that_it_is_here(
    server: Server, links: Links, site: str, status: int
) -> None:
    async with AsyncClient(base_url=server.url) as browser:
        answer = await browser.post(f"/j/{links.code}", headers={"Sec-Fetch-Site": site})
    assert answer.status_code == status


async def test_looking_may_come_from_anywhere(inside: AsyncClient, links: Links) -> None:
    answer = await inside.get(f"/s/{links.code}", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


# How they ask


@pytest.mark.parametrize("path", [path for path, status in ADDRESSES.items() if status == 200])
@pytest.mark.parametrize("method", ["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
async def test_an_address_takes_no_other_method(
    inside: AsyncClient, links: Links, path: str, method: str
) -> None:
    answer = await inside.request(method, filled(path, links))
    assert answer.status_code == 405
    assert policy(answer) >= POLICY


@pytest.mark.parametrize("path", [path for path, status in ADDRESSES.items() if status == 200])
async def test_asking_for_the_head_alone_gets_no_body(
    inside: AsyncClient, links: Links, path: str
) -> None:
    head, whole = [await inside.request(method, filled(path, links)) for method in ("HEAD", "GET")]
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]


async def test_what_is_no_method_is_no_request(inside: AsyncClient) -> None:
    assert (await inside.request("CONQUER", "/")).status_code == 400


# What they bring


TYPE = "multipart/form-data; boundary=edge"
PART = b'--edge\r\nContent-Disposition: form-data; name="%s"\r\n\r\nAda\r\n'


@pytest.mark.parametrize("path", ["/j/{code}", "{rapporteur}", "/host"])
@pytest.mark.parametrize(
    ("content_type", "body", "statuses"),
    [
        ("application/x-www-form-urlencoded", b"name=" + b"x" * 1_000_000, {413}),
        ("application/x-www-form-urlencoded", b"\xff\xfe=\x00&name=%00&title=%00", {422}),
        ("application/x-www-form-urlencoded", b"&".join([b"name=Ada"] * 5000), {400}),
        ("application/json", b'{"name": "Ada"}', {422}),
        ("", b"name=Ada", {422}),
        ("multipart/form-data", b"name=Ada", {400}),
        (TYPE, b"nonsense", {400}),
        (TYPE, b"--edge\r\n\r\n\r\nAda\r\n--edge--\r\n", {400}),
        (TYPE, b"".join(PART % str(nth).encode() for nth in range(1500)), {400}),
        (TYPE, PART % b"name" + b"x" * 300_000, {400, 413}),
    ],
    ids=[
        "large",
        "binary",
        "many",
        "json",
        "none",
        "boundless",
        "garbage",
        "nameless",
        "parts",
        "open",
    ],
)
async def test_a_form_that_cannot_be_read_is_refused(
    host: AsyncClient, links: Links, path: str, content_type: str, body: bytes, statuses: set[int]
) -> None:
    headers = {"Content-Type": content_type}
    answer = await host.post(filled(path, links), content=body, headers=headers)
    assert answer.status_code in statuses
    assert policy(answer) >= POLICY


async def test_nothing_of_it_was_a_fault_of_the_servers(server: Server) -> None:
    assert [line for line in server.output if "Traceback" in line or " ERROR " in line] == []
