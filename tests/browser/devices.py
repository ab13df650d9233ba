"""Browsers that are handed on: what one has loaded, the next need not load again."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, BrowserContext

REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", event =>
  console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`))"""
ORDINARY = {"viewport", "locale"}


class Devices:
    """Only the files of the site stay on them. One with a setting of its own is not handed on."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[BrowserContext]] = defaultdict(list)

    @asynccontextmanager
    async def lend(self, **settings: Any) -> AsyncIterator[BrowserContext]:
        free = self._free[repr(sorted(settings.items()))]
        context = free.pop() if free else await self._new(settings)
        yield context
        if settings.keys() <= ORDINARY and await cleaned(context):
            free.append(context)
        else:
            await context.close()

    async def _new(self, settings: dict[str, Any]) -> BrowserContext:
        context = await self._browser.new_context(**settings)
        if settings.get("java_script_enabled", True):
            await context.add_init_script(REPORT_VIOLATIONS)
        return context


async def cleaned(context: BrowserContext) -> bool:
    """Whether nothing of its last owner is on it any more."""
    if not context.pages:  # the owner has thrown it away
        return False
    debugger = await context.new_cdp_session(context.pages[0])
    everything = {"origin": "*", "storageTypes": "cookies,local_storage,indexeddb,cache_storage"}
    await debugger.send("Storage.clearDataForOrigin", everything)
    await context.clear_cookies()
    await context.clear_permissions()
    for page in context.pages:
        await page.close()
    return True
