"""Nothing hinders people who cannot see a page, or not well, on any page at any size."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Literal

import pytest
from playwright.async_api import FilePayload, ViewportSize, expect

from tests.browser.conftest import Axed, gathering
from tests.browser.devices import Devices
from tests.browser.people import DESK, PANEL, PHONE, PROJECTOR, People, Person, Troubles
from tests.browser.steps import main, prepare_poll, wait_to_speak
from tests.browser.test_captions import address as caption_address
from tests.browser.test_notes import note_of, post
from tests.browser.test_settings import open_settings, save
from tests.servers import Server
from tests.transcripts.files import written
from tests.web.captioning import captioning
from tests.web.test_transcripts import BROKEN

Scheme = Literal["light", "dark"]
LOOKS: tuple[tuple[ViewportSize, Scheme], ...] = (
    (PANEL, "light"),
    (PHONE, "dark"),
    (DESK, "light"),
    (DESK, "dark"),
)
MIRRORED = LOOKS[::3]
"""What a mirrored page can break: its colours are the same."""
Look = Callable[[Person], Awaitable[None]]


@pytest.fixture
def look(axe: Axed) -> Look:
    """At a page in every size, in the light and in the dark."""

    async def through(person: Person) -> None:
        for size, scheme in LOOKS if person.language == "en" else MIRRORED:
            await person.page.set_viewport_size(size)
            # Colours that fade into each other are neither.
            await person.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            await axe(person.page)

    return through


@pytest.fixture(scope="module", params=["en", "ar"])
async def meeting(
    request: pytest.FixtureRequest, devices: Devices, server: Server
) -> AsyncIterator[People]:
    """Somebody has the floor, somebody waits, and a poll is open; to be looked at only."""
    links = await server.create_session()
    async with gathering(devices, links, Troubles(), request.param) as people:
        moderator = await people.moderator()
        await moderator.button("Open session").click()
        ada = await people.participant("Ada", "Analytical Society")
        await wait_to_speak(ada, about="Safeguards")
        await wait_to_speak(await people.participant("Bo"))
        await moderator.button("Next").click()
        row = await prepare_poll(moderator, "Shall we go on?", ["Yes", "No"])
        await row.get_by_role("button", name=moderator.say("Open")).click()
        await expect(ada.page.get_by_role("radio").first).to_be_visible()
        yield people


async def test_nothing_hinders_on_the_way_in(people: People, server: Server, look: Look) -> None:
    somebody = await people.stranger()
    links = people.links
    for address in (f"{server.url}/", links.join_url, links.moderator_url, links.screen_url):
        await somebody.page.goto(address)
        await look(somebody)


async def test_nothing_hinders_who_was_refused(
    people: People, troubles: Troubles, server: Server, look: Look
) -> None:
    troubles.expect("status of 40[34]")
    somebody = await people.stranger()
    for path in ("/host", "/s/ABCD-2345", "/nowhere"):
        await somebody.page.goto(f"{server.url}{path}")
        await look(somebody)


async def test_nothing_hinders_a_host(people: People, server: Server, look: Look) -> None:
    host = await people.stranger()
    await host.page.goto(await server.host_link())
    await host.button("Enter as host").click()
    await host.page.wait_for_url("**/host")
    await look(host)
    await host.field("Title").fill("Consultation")
    await host.button("Create the session").click()
    await expect(host.heading("Links for those who run it")).to_be_visible()
    await look(host)


async def test_nothing_hinders_a_participant(meeting: People, look: Look) -> None:
    cy = await meeting.participant("Cy")
    await expect(cy.page.get_by_role("radio").first).to_be_visible()
    await look(cy)
    await cy.button("Ask to speak").click()
    await cy.words("for whom, language, text for the interpreters").click()
    await look(cy)


async def test_nothing_hinders_who_waits(people: People, look: Look) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await wait_to_speak(ada)
    await ada.words("Say what it is about").click()
    await ada.region("Your moment").get_by_text("for whom, language").click()
    await expect(ada.button("Need a minute")).to_be_visible()
    await look(ada)
    await ada.button("Submit in writing instead").click()
    await look(ada)


async def test_nothing_hinders_a_moderator(meeting: People, look: Look) -> None:
    moderator = await meeting.moderator("Max")
    await expect(moderator.region("The floor").get_by_role("heading")).to_have_text("Ada")
    await look(moderator)
    await moderator.page.keyboard.press("?")
    await expect(moderator.dialog("Keys")).to_be_visible()
    await look(moderator)


async def test_nothing_hinders_in_a_dialog(meeting: People, look: Look) -> None:
    moderator = await meeting.moderator("Max")
    for asked in ("Add an item", "Add to the queue", "New poll", "End session", "Join code"):
        await moderator.page.get_by_role("button", name=moderator.say(asked)).click()
        await expect(moderator.page.get_by_role("dialog")).to_be_visible()
        await look(moderator)
        await moderator.page.keyboard.press("Escape")


async def test_nothing_hinders_a_rapporteur(meeting: People, look: Look) -> None:
    rapporteur = await meeting.rapporteur()
    await rapporteur.field("Note").fill("Safeguards come first.")
    await rapporteur.field("Note").press("Enter")
    await expect(rapporteur.region("All notes")).to_contain_text("Safeguards come first.")
    write = rapporteur.region("Draft summary").get_by_role("button", name=rapporteur.say("Write"))
    await write.first.click()
    await expect(rapporteur.region("Draft summary").get_by_role("textbox")).to_be_focused()
    await look(rapporteur)
    other = await meeting.rapporteur("Rosa")
    told = rapporteur.say("{name} is writing this section.", name="Rafael")
    await expect(other.region("Draft summary")).to_contain_text(told)
    await look(other)
    await rapporteur.page.goto(f"{rapporteur.page.url.removesuffix('/notes')}/record")
    await look(rapporteur)


async def test_nothing_hinders_who_proposes_notes_or_makes_some_of_it(
    people: People, look: Look
) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    rapporteur = await people.rapporteur()
    await moderator.button("Open session").click()
    form = await open_settings(moderator)
    await form.get_by_role("checkbox", name="Participants may propose notes").check()
    await look(moderator)
    await save(moderator, form)
    await ada.tab("Notes").click()
    await ada.field("Propose a note").fill("Costs are **high**.")
    await ada.button("Propose").click()
    await expect(ada.listed("What you have proposed")).to_be_visible()
    await look(ada)
    note = await post(rapporteur, "Traning first.", " #decision")
    await note.get_by_role("button", name="Pin").click()
    await note.get_by_role("button", name="Revise").click()
    await rapporteur.page.get_by_role("textbox", name="Text of the note").fill(
        "- Training, see [the law](https://example.org)\n- Costs"
    )
    await rapporteur.button("Save").click()
    await rapporteur.button("revised once").click()
    await expect(rapporteur.listed("Revisions")).to_be_visible()
    await post(rapporteur, "Send it.", " #action")
    await note_of(rapporteur, "Send it.").get_by_role("button", name="Revise").click()
    await rapporteur.page.locator("#note").fill("#action @Ada sends it by 2031-03-12")
    await look(rapporteur)


async def test_nothing_hinders_who_takes_in_a_transcript(
    meeting: People, server: Server, look: Look
) -> None:
    rapporteur = await meeting.rapporteur()
    page = rapporteur.page
    async with captioning(await caption_address(server, meeting.links)) as captioner:
        await captioner.posts(1, "We thank the chair.\nAnd the secretariat.")
    line = page.get_by_role("button", name="We thank the chair.")
    await expect(line).to_be_visible()
    await look(rapporteur)
    await line.click()
    await look(rapporteur)
    await page.goto(f"{page.url.removesuffix('/notes')}/captions")
    await rapporteur.button("Make a caption address").click()
    await look(rapporteur)
    file = FilePayload(name="call.vtt", mimeType="text/vtt", buffer=written(BROKEN))
    await page.locator("input[type=file]").set_input_files(file)
    await rapporteur.button("Read it").click()
    await page.locator("input[name=zero]").fill("2026-02-23T14:00:00")
    await rapporteur.button("Look again with these settings").click()
    await look(rapporteur)
    await rapporteur.button("Take it in").click()
    await expect(page.get_by_role("checkbox").first).to_be_visible()
    await look(rapporteur)


async def test_nothing_hinders_at_the_screen(meeting: People, axe: Axed, look: Look) -> None:
    screen = await meeting.screen(viewport=PROJECTOR)
    await expect(main(screen)).to_contain_text("Shall we go on?")
    await axe(screen.page)
    await look(screen)


@pytest.mark.parametrize("file", ["summary.html", "transcript.html"])
async def test_nothing_hinders_who_reads_the_record(meeting: People, axe: Axed, file: str) -> None:
    """Both are files, read where there is no server; the policy of their page allows no script."""
    rapporteur = await meeting.rapporteur()
    record = f"{rapporteur.page.url.removesuffix('/notes')}/record"
    made = await rapporteur.page.request.get(f"{record}/{file}")
    reader = await meeting.stranger(bypass_csp=True)
    await reader.page.set_content(await made.text())
    for size in (PANEL, DESK):
        await reader.page.set_viewport_size(size)
        await axe(reader.page)
