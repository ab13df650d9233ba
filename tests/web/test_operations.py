"""What whoever watches over the server is told, and who may see the figures."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from tests.servers import Server, serving
from tests.web.browsing import browsing

TOKEN = "f" * 32


@pytest.fixture
async def guarded(tmp_path: Path) -> AsyncIterator[Server]:
    """A server whose figures need a token."""
    async with serving(tmp_path, LIVE_METRICS_TOKEN=TOKEN) as running:
        yield running


async def test_a_process_that_answers_is_alive(browser: AsyncClient) -> None:
    answer = await browser.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


async def test_a_server_that_is_ready_says_what_it_looked_at(browser: AsyncClient) -> None:
    answer = await browser.get("/readyz")
    assert answer.status_code == 200
    assert answer.text.splitlines() == [
        "ready",
        "ok    server takes sessions",
        "ok    database answers",
        "ok    tables are of this release",
        "ok    bus is local",
    ]


@pytest.mark.parametrize(
    ("revision", "status", "line"),
    [
        ("0001", 503, "wrong tables are of an older release; run plenary db upgrade"),
        ("9999", 200, "note  tables are of a newer release"),
    ],
)
async def test_tables_of_another_release_are_told(
    own: Server, revision: str, status: int, line: str
) -> None:
    with closing(sqlite3.connect(own.database)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = ?", [revision])
    async with asyncio.timeout(60), browsing(own.url) as browser:
        answer = await browser.get("/readyz")
        while line not in answer.text.splitlines():  # it looks at most once a second
            answer = await browser.get("/readyz")
    assert answer.status_code == status


async def test_figures_are_read_from_this_machine(browser: AsyncClient) -> None:
    answer = await browser.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "plenary_workers 1.0" in answer.text.splitlines()


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
async def test_figures_are_not_read_through_a_proxy(browser: AsyncClient, name: str) -> None:
    answer = await browser.get("/metrics", headers={name: "127.0.0.1"})
    assert answer.status_code == 403
    assert "plenary_" not in answer.text


async def test_figures_are_not_read_under_the_public_name(tmp_path: Path) -> None:
    async with serving(tmp_path, LIVE_BASE_URL="https://plenary.example.org") as server:
        url = f"http://127.0.0.1:{server.port}"
        async with browsing(url) as browser:
            inside = await browser.get("/metrics")
            public = await browser.get("/metrics", headers={"Host": "plenary.example.org"})
    assert (inside.status_code, public.status_code) == (200, 403)


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", TOKEN, f"Bearer {TOKEN}x"])
async def test_a_server_with_a_token_shows_figures_to_nobody_without(
    guarded: Server, given: str
) -> None:
    async with browsing(guarded.url) as browser:
        answer = await browser.get("/metrics", headers={"Authorization": given} if given else {})
    assert answer.status_code == 401
    assert "plenary_" not in answer.text


async def test_a_token_shows_figures_through_a_proxy_too(guarded: Server) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-For": "203.0.113.9"}
    async with browsing(guarded.url) as browser:
        answer = await browser.get("/metrics", headers=headers)
    assert answer.status_code == 200
