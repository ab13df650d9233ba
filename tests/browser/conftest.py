"""People at their screens: each a browser context of their own."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    ViewportSize,
    async_playwright,
)

from tests.servers import Links

PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1440, height=900)
PROJECTOR = ViewportSize(width=1920, height=1080)

INSTALLED = ("chromium", "chromium-headless-shell", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", event =>
  console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`))"""

Axed = Callable[[Page], Awaitable[None]]


class Troubles:
    """What a browser complains of. A test fails with any that it has not said it expects."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._expected: list[str] = []

    def expect(self, pattern: str) -> None:
        """Being offline, say, is reported by every browser as an error."""
        self._expected.append(pattern)

    def unexpected(self) -> list[str]:
        expected = [re.compile(pattern) for pattern in self._expected]
        return [one for one in self._seen if not any(known.search(one) for known in expected)]

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self._seen.append(f"page error: {error.error}"))

    def _console(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self._seen.append(f"{said.type} at {said.location['url']}: {said.text}")


class People:
    """Whoever a story needs, each on a device of their own."""

    def __init__(self, browser: Browser, links: Links, troubles: Troubles) -> None:
        self._browser = browser
        self._links = links
        self._troubles = troubles
        self._contexts = AsyncExitStack()

    async def new_page(self, viewport: ViewportSize = PHONE, **options: Any) -> Page:
        """An empty page in a browser that nobody has used before."""
        context = await self._browser.new_context(viewport=viewport, **options)
        self._contexts.push_async_callback(context.close)
        await context.add_init_script(REPORT_VIOLATIONS)
        self._troubles.watch(context)
        return await context.new_page()

    async def new_person(
        self, name: str, organisation: str = "", viewport: ViewportSize = PHONE, **options: Any
    ) -> Page:
        """Somebody who has joined with the code and sees the session."""
        page = await self.new_page(viewport, **options)
        await page.goto(self._links.join_url)
        await page.locator("[name=name]").fill(name)
        await page.locator("[name=organisation]").fill(organisation)
        await page.locator("main form:has([name=name]) [type=submit]").click()
        await page.wait_for_url(f"**/s/{self._links.code}")
        return page

    async def moderator(self, name: str = "Mona", **options: Any) -> Page:
        return await self._enter(self._links.moderator_url, name, **options)

    async def rapporteur(self, name: str = "Rafael", **options: Any) -> Page:
        return await self._enter(self._links.rapporteur_url, name, **options)

    async def screen(self, **options: Any) -> Page:
        page = await self.new_page(**{"viewport": PROJECTOR, **options})
        await page.goto(self._links.screen_url)
        if "/enter/" in page.url:
            await page.locator("main form [type=submit]").click()
            await page.wait_for_url(f"**/s/{self._links.code}/screen")
        return page

    async def leave(self) -> None:
        await self._contexts.aclose()

    async def _enter(self, link: str, name: str, **options: Any) -> Page:
        page = await self.new_page(**{"viewport": DESK, **options})
        await page.goto(link)
        await page.locator("[name=name]").fill(name)
        await page.locator("main form:has([name=name]) [type=submit]").click()
        await page.wait_for_url(f"**/s/{self._links.code}/**")
        return page


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium(playwright), args=FLAGS)
        yield opened
        await opened.close()


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
async def people(browser: Browser, links: Links, troubles: Troubles) -> AsyncIterator[People]:
    gathered = People(browser, links, troubles)
    yield gathered
    await gathered.leave()
    assert troubles.unexpected() == []


@pytest.fixture
def axe() -> Axed:
    """Fails with all that hinders people who cannot see a page, or not well."""

    async def check(page: Page) -> None:
        found = await Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    return check
