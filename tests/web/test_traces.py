"""Each request has an id, by which the log tells of it."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from httpx2 import AsyncClient

from tests.servers import Links, Server, serving
from tests.web.browsing import browsing, text_of
from tests.web.sockets import opened

GIVEN = "0123456789abcdef"
MADE = re.compile(r"[0-9a-f]{16}")


@pytest.fixture
async def talkative(tmp_path: Path) -> AsyncIterator[Server]:
    """A server that says all it can, as JSON."""
    said = {"LIVE_LOG_LEVEL": "debug", "LIVE_LOG_FORMAT": "json", "LIVE_ACCESS_LOG": "yes"}
    async with serving(tmp_path, **said) as running:
        yield running


def told(server: Server) -> list[dict[str, object]]:
    lines = [line for line in server.output if line.startswith("{")]
    return [msgspec.json.decode(line, type=dict[str, object]) for line in lines]


def accesses(server: Server) -> list[dict[str, object]]:
    return [line for line in told(server) if line["logger"] == "live.access"]


async def test_each_answer_has_an_id_of_its_own(browser: AsyncClient) -> None:
    first, second = [(await browser.get("/")).headers["X-Request-ID"] for _ in range(2)]
    assert MADE.fullmatch(first)
    assert first != second


async def test_the_id_of_a_trusted_proxy_is_kept(browser: AsyncClient) -> None:
    answer = await browser.get("/", headers={"X-Request-ID": GIVEN})
    assert answer.headers["X-Request-ID"] == GIVEN


@pytest.mark.parametrize("given", ["short", "x" * 65, "Ada Lovelace", "ünïcode-id", '{"a": "bcd"}'])
async def test_an_id_that_is_none_is_replaced(browser: AsyncClient, given: str) -> None:
    answer = await browser.get("/", headers={b"X-Request-ID": given.encode()})
    assert MADE.fullmatch(answer.headers["X-Request-ID"])


async def test_the_id_of_anybody_else_is_replaced(tmp_path: Path) -> None:
    async with (
        serving(tmp_path, LIVE_TRUSTED_PROXIES="192.0.2.1") as server,
        browsing(server.url) as browser,
    ):
        answer = await browser.get("/", headers={"X-Request-ID": GIVEN})
    assert MADE.fullmatch(answer.headers["X-Request-ID"])


async def test_a_socket_has_an_id_too(server: Server, links: Links) -> None:
    async with opened(server.url, links.code) as socket:
        assert socket.response is not None
        assert MADE.fullmatch(socket.response.headers["X-Request-ID"])


async def test_a_line_tells_the_pattern_of_an_address_and_not_the_address(
    talkative: Server,
) -> None:
    links = await talkative.create_session()
    async with browsing(talkative.url) as browser:
        answer = await browser.get(f"/j/{links.code}")
        await browser.get(f"/nowhere/{links.code}")
        await browser.get(links.moderator_url)
    await talkative.stop()
    lines = accesses(talkative)
    assert [(line["route"], line["status"]) for line in lines] == [
        ("/j/{code}", 200),
        ("none", 404),
        ("/enter/{token}", 200),
    ]
    assert lines[0]["request"] == answer.headers["X-Request-ID"]
    assert lines[0]["message"] == f"GET /j/{{code}} 200 in {lines[0]['seconds']:.3f} s"
    assert links.code not in "".join(talkative.output)


async def test_a_refused_handshake_is_told_as_one(talkative: Server) -> None:
    links = await talkative.create_session()
    with pytest.raises(Exception, match="403"):
        async with opened(talkative.url, links.code, origin="https://evil.example"):
            pass
    await talkative.stop()
    assert [line["status"] for line in accesses(talkative)] == [403]


async def test_nothing_is_told_of_requests_unless_asked_for(own: Server) -> None:
    async with browsing(own.url) as browser:
        await browser.get("/")
    await own.stop()
    assert not [line for line in own.output if "live.access" in line]


async def test_a_page_of_a_fault_names_the_line_that_tells_of_it(talkative: Server) -> None:
    links = await talkative.create_session()
    with closing(sqlite3.connect(talkative.database)) as database, database:
        database.execute("ALTER TABLE sessions RENAME TO elsewhere")
    async with browsing(talkative.url) as browser:
        page = await browser.get(f"/j/{links.code}")
    await talkative.stop()
    number = page.headers["X-Request-ID"]
    assert page.status_code == 500
    assert f"tell whoever runs the server this number: {number}" in text_of(page)
    noted = [line for line in told(talkative) if line.get("faults")]
    assert [line["request"] for line in noted] == [number]
    assert "OperationalError SQLITE_ERROR" in str(noted[0]["faults"])
    assert links.code not in "".join(talkative.output)
