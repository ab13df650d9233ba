"""Nothing hinders people who cannot see a page, or not well, on any page at any size."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Axed
from tests.browser.people import DESK, PANEL, PHONE, People, Person, Troubles
from tests.browser.steps import ask_to_speak, main, prepare_poll
from tests.servers import Server

SCHEMES = pytest.mark.parametrize("color_scheme", ["light", "dark"])
SIZES = pytest.mark.parametrize("viewport", [PANEL, PHONE, DESK], ids=["panel", "phone", "desk"])


async def a_meeting(people: People) -> Person:
    """Somebody has the floor, somebody waits, and a poll is open; its moderator."""
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    await ask_to_speak(await people.participant("Ada", "Analytical Society"), about="Safeguards")
    await ask_to_speak(await people.participant("Bo"))
    await moderator.button("Next").click()
    row = await prepare_poll(moderator, "Shall we go on?", ["Yes", "No"])
    await row.get_by_role("button", name=moderator.say("Open")).click()
    return moderator


@SCHEMES
@SIZES
async def test_nothing_hinders_on_the_way_in(
    people: People, server: Server, axe: Axed, viewport: object, color_scheme: str
) -> None:
    somebody = await people.stranger(viewport=viewport, color_scheme=color_scheme)  # type: ignore[arg-type]
    links = people.links
    for address in (f"{server.url}/", links.join_url, links.moderator_url, links.screen_url):
        await somebody.page.goto(address)
        await axe(somebody.page)


@SCHEMES
async def test_nothing_hinders_who_was_refused(
    people: People, troubles: Troubles, server: Server, axe: Axed, color_scheme: str
) -> None:
    troubles.expect("status of 40[34]")
    somebody = await people.stranger(color_scheme=color_scheme)
    for path in ("/host", "/s/ABCD-2345", "/nowhere"):
        await somebody.page.goto(f"{server.url}{path}")
        await axe(somebody.page)


@SCHEMES
async def test_nothing_hinders_a_host(
    people: People, server: Server, axe: Axed, color_scheme: str
) -> None:
    host = await people.stranger(viewport=DESK, color_scheme=color_scheme)
    await host.page.goto(await server.host_link())
    await host.button("Enter as host").click()
    await host.page.wait_for_url("**/host")
    await axe(host.page)
    await host.field("Title").fill("Consultation")
    await host.button("Create the session").click()
    await expect(host.heading("Links for those who run it")).to_be_visible()
    await axe(host.page)


@SCHEMES
@SIZES
async def test_nothing_hinders_a_participant(
    people: People, axe: Axed, viewport: object, color_scheme: str
) -> None:
    await a_meeting(people)
    cy = await people.participant("Cy", viewport=viewport, color_scheme=color_scheme)
    await expect(cy.page.get_by_role("radio").first).to_be_visible()
    await axe(cy.page)
    await cy.button("Ask to speak").click()
    await axe(cy.page)


@SCHEMES
async def test_nothing_hinders_a_moderator(people: People, axe: Axed, color_scheme: str) -> None:
    await a_meeting(people)
    moderator = await people.moderator("Max", color_scheme=color_scheme)
    await expect(moderator.region("The floor").get_by_role("heading")).to_have_text("Ada")
    await axe(moderator.page)
    await moderator.page.keyboard.press("?")
    await expect(moderator.dialog("Keys")).to_be_visible()
    await axe(moderator.page)


@SCHEMES
async def test_nothing_hinders_a_rapporteur(people: People, axe: Axed, color_scheme: str) -> None:
    await a_meeting(people)
    rapporteur = await people.rapporteur(color_scheme=color_scheme)
    await rapporteur.field("Note").fill("Safeguards come first.")
    await rapporteur.field("Note").press("Enter")
    await expect(rapporteur.region("All notes")).to_contain_text("Safeguards come first.")
    await axe(rapporteur.page)
    await rapporteur.page.goto(f"{rapporteur.page.url.removesuffix('/notes')}/record")
    await axe(rapporteur.page)


@SCHEMES
async def test_nothing_hinders_at_the_screen(people: People, axe: Axed, color_scheme: str) -> None:
    await a_meeting(people)
    screen = await people.screen(color_scheme=color_scheme)
    await expect(main(screen)).to_contain_text("Shall we go on?")
    await axe(screen.page)
