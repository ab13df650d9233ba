"""People at their screens: each with a browser of their own, each in their language."""

import re
from contextlib import AsyncExitStack
from copy import copy
from typing import Any
from urllib.parse import urljoin

from playwright.async_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    ViewportSize,
    WebError,
)

from live.i18n import translations
from live.web.places import GROUPS, REGIONS
from tests.browser.devices import Devices
from tests.browser.network import Network
from tests.servers import Links

PHONE = ViewportSize(width=390, height=844)
PANEL = ViewportSize(width=320, height=640)
DESK = ViewportSize(width=1440, height=900)
PROJECTOR = ViewportSize(width=1920, height=1080)


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
        context.on("dialog", self._dialog)
        context.on("weberror", self._page_error)

    def ignore(self, context: BrowserContext) -> None:
        context.remove_listener("console", self._console)
        context.remove_listener("dialog", self._dialog)
        context.remove_listener("weberror", self._page_error)

    def _page_error(self, error: WebError) -> None:
        self._seen.append(f"page error: {error.error}")

    def _console(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self._seen.append(f"{said.type} at {said.location['url']}: {said.text}")

    async def _dialog(self, dialog: Dialog) -> None:
        self._seen.append(f"{dialog.type}: {dialog.message}")
        await dialog.dismiss()


class Person:
    """Somebody at a page, who finds what is there by its role and its name in their language.

    Every text is the English one of the code.
    """

    def __init__(self, page: Page, language: str = "en") -> None:
        self.page = page
        self.language = language

    def say(self, text: str, **parameters: object) -> str:
        said = translations(self.language).gettext(text)
        for name, value in parameters.items():
            said = said.replace(f"{{{name}}}", str(value)).replace(f"%({name})s", str(value))
        return said

    def find(self, role: Any, text: str, **parameters: object) -> Locator:
        return self.page.get_by_role(role, name=self.say(text, **parameters), exact=True)

    def button(self, text: str, **parameters: object) -> Locator:
        return self.find("button", text, **parameters)

    def heading(self, text: str, **parameters: object) -> Locator:
        return self.find("heading", text, **parameters)

    def region(self, text: str, **parameters: object) -> Locator:
        return self.find("region", text, **parameters)

    def listed(self, text: str, **parameters: object) -> Locator:
        return self.find("list", text, **parameters)

    def tab(self, text: str) -> Locator:
        """By the beginning of its name: a count may follow."""
        return self.page.get_by_role("tab", name=self.say(text))

    def dialog(self, text: str, **parameters: object) -> Locator:
        return self.find("dialog", text, **parameters)

    def field(self, text: str) -> Locator:
        """By the beginning of its label: some add that they are optional."""
        return self.page.get_by_role("textbox", name=self.say(text))

    def choice(self, text: str) -> Locator:
        return self.find("combobox", text)

    def words(self, text: str, **parameters: object) -> Locator:
        """In the page itself, not where it is said aloud for a while as well."""
        seen = self.page.locator(":not(#polite, #urgent)")
        return self.page.get_by_text(self.say(text, **parameters)).and_(seen)


class People:
    """Whoever a story needs, each on a device of their own."""

    def __init__(
        self, devices: Devices, links: Links, troubles: Troubles, language: str = "en"
    ) -> None:
        self.links = links
        self.language = language
        self._devices = devices
        self._troubles = troubles
        self._contexts = AsyncExitStack()

    def over(self, network: Network) -> "People":
        """The same people, but on this network."""
        return self.at(network.to(self.links))

    def at(self, links: Links) -> "People":
        """The same people, but in another session."""
        others = copy(self)
        others.links = links
        return others

    async def stranger(self, viewport: ViewportSize = PHONE, **options: Any) -> Person:
        """Before an empty page, in a browser that knows nobody.

        With options of its own it has loaded nothing before, either.
        """
        settings = {"viewport": viewport, "locale": self.language, **options}
        context = await self._contexts.enter_async_context(self._devices.lend(**settings))
        self._troubles.watch(context)
        self._contexts.callback(self._troubles.ignore, context)
        return Person(await context.new_page(), self.language)

    async def participant(self, name: str, organisation: str = "", **options: Any) -> Person:
        """Somebody who has joined with the code and sees the session."""
        person = await self.stranger(**options)
        group, region = GROUPS[0].id, REGIONS[0].id
        written = {"name": name, "organisation": organisation, "group": group, "region": region}
        await self._come_in(person, self.links.join_url, written)
        return person

    async def on_another_device(self, person: Person, **options: Any) -> Person:
        """The same person, before an empty page, on a device that has loaded nothing yet."""
        kept = await person.page.context.storage_state()
        badge = {"cookies": kept["cookies"], "origins": []}
        return await self.stranger(storage_state=badge, **options)

    async def join(self, person: Person, name: str, organisation: str = "") -> None:
        """By the form, whichever session it is for."""
        await person.field("Your name").fill(name)
        await person.field("Organisation").fill(organisation)
        await person.choice("Stakeholder group").select_option(index=1)
        await person.choice("Region").select_option(index=1)
        await person.button("Join").click()
        await person.page.wait_for_url("**/s/*")

    async def moderator(self, name: str = "Mona", **options: Any) -> Person:
        return await self._staff(self.links.moderator_url, name, **options)

    async def rapporteur(self, name: str = "Rafael", **options: Any) -> Person:
        return await self._staff(self.links.rapporteur_url, name, **options)

    async def screen(self, **options: Any) -> Person:
        return await self._staff(self.links.screen_url, "", **{"viewport": PROJECTOR, **options})

    async def leave(self) -> None:
        await self._contexts.aclose()

    async def _staff(self, link: str, name: str, **options: Any) -> Person:
        person = await self.stranger(**{"viewport": DESK, **options})
        await self._come_in(person, link, {"name": name})
        return person

    async def _come_in(self, person: Person, door: str, written: dict[str, str]) -> None:
        """What the form of this door does, without the time that it takes to fill it in."""
        answer = await person.page.request.post(
            door,
            form={**written},
            headers={"Origin": urljoin(door, "/").rstrip("/")},
            max_redirects=0,
        )
        assert answer.status == 303, await answer.text()
        await person.page.goto(urljoin(door, answer.headers["location"]))
