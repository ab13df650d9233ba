"""Take the pictures of docs/pictures again, from the sample session with its simulated people.

tools/screenshots.py              write them there
tools/screenshots.py FOLDER       write them elsewhere
"""

import asyncio
import os
import shutil
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, Playwright, ViewportSize, async_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from live.simulate.client import Client, Refused  # noqa: E402
from live.simulate.door import enter  # noqa: E402

ADDRESS = "http://plenary.example"
PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1440, height=900)
PROJECTOR = ViewportSize(width=1920, height=1080)
PACE = 2
PEOPLE_IN = 64
SPOKEN_SECONDS = 16
PATIENCE_SECONDS = 240


async def main(folder: Path) -> None:
    port = free_port()
    async with demo(port) as links, async_playwright() as playwright:
        browser = await launch(playwright, port)
        async with asyncio.timeout(PATIENCE_SECONDS):
            await Session(browser, folder, links, f"http://127.0.0.1:{port}").photograph()
        await browser.close()


@asynccontextmanager
async def demo(port: int) -> AsyncIterator[dict[str, str]]:
    """The running command; the links that it prints, by their names."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "live", "demo", f"--port={port}", f"--pace={PACE}", "--seed=1"),
        env={**os.environ, "LIVE_BASE_URL": ADDRESS},
        cwd=ROOT,
        stdout=PIPE,
    )
    try:
        yield await printed(process)
    finally:
        process.terminate()
        await process.wait()


async def printed(process: Process) -> dict[str, str]:
    if process.stdout is None:
        raise RuntimeError("the demo's output is not read")
    links: dict[str, str] = {}
    while "record" not in links:
        name, _, address = (await process.stdout.readline()).decode().partition(" ")
        links[name] = address.strip()
    return links


async def launch(playwright: Playwright, port: int) -> Browser:
    """A browser to which the demo is at ADDRESS."""
    return await playwright.chromium.launch(
        executable_path=os.environ.get("LIVE_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-headless-shell"),
        args=["--no-sandbox", f"--host-resolver-rules=MAP plenary.example:80 127.0.0.1:{port}"],
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Session:
    """One session on its way to the moments that are worth a picture."""

    def __init__(self, browser: Browser, folder: Path, links: dict[str, str], inside: str) -> None:
        self._browser = browser
        self._folder = folder
        self._links = links
        self._inside = inside
        self._code = links["record"].split("/")[-2]

    async def photograph(self) -> None:
        cookie = await enter(self._links["moderator"].replace(ADDRESS, self._inside), "Lena Ortiz")
        self._client = await Client(self._inside, self._code, cookie).start()
        desk = await self._enter("moderator", "Helena Brandt", DESK)
        screen = await self._enter("screen", "", PROJECTOR)
        phone = await self._join("Nadia Rahman", "Delta Digital Inclusion Lab")
        await self._begin()
        *_, last, first = self._in_order("poll")
        await self._vote(last)
        await self._client.send("poll.publish", poll=last)
        await self._client.send("item.start", item=self._in_order("item")[2])
        await phone.locator("#ask-button").click()
        await phone.locator("dialog[open] button.main").click()
        await self._hear()
        await self._take(screen, "screen")
        await self._client.send("poll.open", poll=first)
        await self._client.until(lambda: self._voted(first) > PEOPLE_IN / 3)
        await self._hear()
        await phone.locator(".ballot input").nth(1).check()
        await phone.locator(".ballot button[aria-disabled=false]").wait_for()
        await self._take(phone, "phone")
        await self._take(desk, "moderator")
        await self._client.stop()

    async def _begin(self) -> None:
        await self._client.until(lambda: self._ephemeral("presence", "online") >= PEOPLE_IN)
        await self._client.send("session.open")
        for item in self._in_order("item")[:2]:
            await self._client.send("item.start", item=item)
            await self._hear()

    async def _vote(self, poll: str) -> None:
        await self._client.send("poll.open", poll=poll)
        await self._client.until(lambda: self._voted(poll) > PEOPLE_IN * 0.7)
        await self._client.send("poll.close", poll=poll)

    async def _hear(self) -> None:
        """Somebody new has the floor, for a while, and others wait."""
        await self._client.until(lambda: len(self._client.replica.queue()) > 3)
        try:
            await self._client.send(
                "floor.grant",
                request=self._client.replica.queue()[0],
                instead_of=self._client.documents["floor"]["request"],
            )
        except Refused:
            await self._hear()
            return
        await asyncio.sleep(SPOKEN_SECONDS)
        if self._client.documents["floor"]["request"] is None:
            await self._hear()

    def _in_order(self, part: str) -> list[str]:
        documents = self._client.replica.of(part)
        return sorted(documents, key=lambda name: documents[name]["rank"])

    def _voted(self, poll: str) -> int:
        return self._ephemeral(f"turnout/{poll}", "voted")

    def _ephemeral(self, key: str, field: str) -> int:
        return int(self._client.replica.ephemeral.get(key, {}).get(field, 0))

    async def _page(self, viewport: ViewportSize) -> Page:
        context = await self._browser.new_context(
            viewport=viewport, locale="en-GB", reduced_motion="reduce"
        )
        return await context.new_page()

    async def _enter(self, role: str, name: str, viewport: ViewportSize) -> Page:
        page = await self._page(viewport)
        await page.goto(self._links[role])
        if name:
            await page.locator("[name=name]").fill(name)
        await page.locator("main form button").click()
        await page.wait_for_url("**/s/**")
        return page

    async def _join(self, name: str, organisation: str) -> Page:
        page = await self._page(PHONE)
        await page.goto(self._links["join"])
        await page.locator("[name=name]").fill(name)
        await page.locator("[name=organisation]").fill(organisation)
        await page.locator("[name=group]").select_option("civil_society")
        await page.locator("[name=region]").select_option("asia_pacific")
        await page.locator("main form button").click()
        await page.wait_for_url("**/s/**")
        return page

    async def _take(self, page: Page, name: str) -> None:
        await page.screenshot(path=self._folder / f"{name}.png")


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(main(folder))
