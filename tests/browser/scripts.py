"""Our scripts, imported into a page of no server's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, Route

STATIC = Path(__file__).parent.parent.parent / "static"
SITE = "http://page.test"
TYPES = {".js": "text/javascript", ".html": "text/html"}
BLANK = '<!doctype html><html lang="en"><title>Models</title></html>'


async def serve(route: Route) -> None:
    path = route.request.url.removeprefix(SITE).lstrip("/")
    body = (STATIC / path).read_text(encoding="utf-8") if path.endswith(".js") else BLANK
    await route.fulfill(body=body, content_type=TYPES[Path(path).suffix or ".html"])


@asynccontextmanager
async def blank_page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context()
    opened = await context.new_page()
    await opened.route("**/*", serve)
    await opened.goto(f"{SITE}/")
    yield opened
    await context.close()


async def run(page: Page, script: str, body: str, *arguments: Any) -> Any:
    """The value of a function's body that sees a script's exports as ``it``."""
    call = f"async ([path, given]) => {{ const it = await import(path); {body} }}"
    return await page.evaluate(call, [f"/js/{script}", list(arguments)])
