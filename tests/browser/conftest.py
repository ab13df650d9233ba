"""A Chromium, and people who use it."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.async_api import Browser, Page, Playwright, async_playwright, expect

from tests.browser.devices import Devices
from tests.browser.network import Network, between
from tests.browser.people import People, Troubles
from tests.engines.ports import free_port
from tests.servers import Links, Server

INSTALLED = ("chromium-headless-shell", "chromium", "google-chrome")
"""The first, without a window around its pages, is about twice as fast."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Axed = Callable[[Page], Awaitable[None]]
HINDRANCES = (
    """axe.run({ resultTypes: ["violations"] }).then(({ violations }) => ({ violations }))"""
)
"""All that axe passes is long, and slow to bring here."""

# A busy machine is no bug.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        yield opened
        await opened.close()


@pytest.fixture(scope="session")
def devices(browser: Browser) -> Devices:
    return Devices(browser)


def chromium(playwright: Playwright) -> str:
    """Where Chromium is. A machine without one skips, loudly; only CI may not."""
    candidates = (
        os.environ.get("LIVE_CHROMIUM"),
        *map(shutil.which, INSTALLED),
        playwright.chromium.executable_path,
    )
    for path in filter(None, candidates):
        if Path(path).exists():
            return path
    missing = (
        "No Chromium: NO BROWSER TEST RAN. Install it: playwright install --with-deps chromium"
    )
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture
def troubles() -> Troubles:
    return Troubles()


@pytest.fixture
def language() -> str:
    """What the people of a story speak; a story may be told in several."""
    return "en"


@pytest.fixture
async def people(
    devices: Devices, links: Links, troubles: Troubles, language: str
) -> AsyncIterator[People]:
    async with gathering(devices, links, troubles, language) as gathered:
        yield gathered


@asynccontextmanager
async def gathering(
    devices: Devices, links: Links, troubles: Troubles, language: str = "en"
) -> AsyncIterator[People]:
    """People who leave at the end, and whose browsers must not have complained."""
    gathered = People(devices, links, troubles, language)
    yield gathered
    await gathered.leave()
    assert troubles.unexpected() == []


@pytest.fixture(scope="session")
def line() -> int:
    """The port of the network, always the same: by another they would load all files afresh."""
    return free_port()


@pytest.fixture
async def network(server: Server, line: int) -> AsyncIterator[Network]:
    """Between the server and those who are on it."""
    async with between(server.url, line) as made:
        yield made


@pytest.fixture
def axe() -> Axed:
    """Fails with all that hinders people who cannot see a page, or not well."""

    async def check(page: Page) -> None:
        if not await page.evaluate("'axe' in window"):
            await page.evaluate(AXE_SCRIPT)
        found = AxeResults(await page.evaluate(HINDRANCES))
        assert found.violations_count == 0, found.generate_report()

    return check
