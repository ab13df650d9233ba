"""Captions on the rapporteur's page, and transcripts from the browser to the record."""

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import pytest
from playwright.async_api import Browser, FilePayload, Locator, Page, expect

from tests.browser.people import DESK, People, Person
from tests.browser.scripts import blank_page, run
from tests.browser.steps import wait_to_speak
from tests.servers import Links, Server
from tests.transcripts.files import written
from tests.web.browsing import browsing
from tests.web.captioning import Captioner, captioning, made
from tests.web.test_transcripts import TEAMS, ZOOM, named


async def address(server: Server, links: Links, language: str = "en") -> str:
    async with browsing(server.url) as staff:
        await staff.post(links.rapporteur_url, data={"name": "Reto"})
        return await made(staff, links, language)


def captions(person: Person) -> Locator:
    return person.region("Captions")


def line(person: Person, text: str) -> Locator:
    return captions(person).get_by_role("button", name=text)


async def recorded(page: Page) -> list[tuple[str, str, str]]:
    """The lines of the record: who spoke, what, and how surely that is known."""
    code = await page.evaluate("location.pathname.split('/')[2]")
    answer = await page.request.get(urljoin(page.url, f"/s/{code}/record/record.json"))
    record = await answer.json()
    names = {who["id"]: who["name"] for who in record["people"]} | {None: ""}
    return [(names[one["person"]], one["text"], one["confidence"]) for one in record["captions"]]


@pytest.mark.deployments
async def test_a_captioner_posts_what_the_rapporteur_corrects(
    people: People, server: Server, links: Links
) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada", "Analytical Society")
    rapporteur = await people.rapporteur(viewport=DESK)
    await moderator.button("Open session").click()
    await wait_to_speak(ada)
    await moderator.button("Next").click()
    await expect(rapporteur.region("Who spoke")).to_contain_text("Ada")

    async with captioning(await address(server, links)) as captioner:
        await captioner.posts(1, "The costs are shard by all.\nWe ag")
        await expect(captions(rapporteur)).to_contain_text("Ada")
        await rapporteur.field("Note").fill("Ada on costs")
        await captioner.posts(2, "ree.")
        await expect(line(rapporteur, "We agree.")).to_be_visible()
        await expect(rapporteur.field("Note")).to_be_focused()

        first = line(rapporteur, "The costs are shard by all.")
        await first.focus()
        await first.press("ArrowDown")
        await expect(line(rapporteur, "We agree.")).to_be_focused()
        await line(rapporteur, "We agree.").press("ArrowUp")
        await first.press("Enter")
        text = captions(rapporteur).get_by_role("textbox", name=rapporteur.say("Text of the line"))
        await expect(text).to_be_focused()
        await text.fill("The costs are shared by all.")
        await text.press("Enter")
        corrected = line(rapporteur, "The costs are shared by all.")
        await expect(corrected).to_be_focused()
        await captioner.posts(3, " And so on.")
        await expect(line(rapporteur, "We agree. And so on.")).to_be_visible()
        await expect(corrected).to_be_focused()
        await expect(rapporteur.field("Note")).to_have_value("Ada on costs")
    said = ["The costs are shared by all.", "We agree. And so on."]
    async with asyncio.timeout(20):
        while [text for _, text, _ in await recorded(rapporteur.page)] != said:
            pass


async def test_who_spoke_a_line_is_said_in_place(
    people: People, server: Server, links: Links
) -> None:
    moderator = await people.moderator()
    await people.participant("Ada", "Analytical Society")
    rapporteur = await people.rapporteur(viewport=DESK)
    await moderator.button("Open session").click()
    async with captioning(await address(server, links)) as captioner:
        await captioner.posts(1, "I have no microphone.\n")
    await line(rapporteur, "I have no microphone.").click()
    await captions(rapporteur).get_by_role("combobox", name="Speaker").select_option(label="Ada")
    await captions(rapporteur).get_by_role("button", name="Save").click()
    await expect(captions(rapporteur).get_by_role("combobox", name="Speaker")).to_have_count(0)
    await expect(captions(rapporteur).get_by_text("Ada")).to_be_visible()
    await expect(captions(rapporteur).get_by_text("Nobody known")).to_be_hidden()


async def many(captioner: Captioner, first: int, number: int, seq: int) -> None:
    lines = "".join(f"This is line {first + nth} of what is said.\n" for nth in range(number))
    await captioner.posts(seq, lines)


async def test_who_reads_back_is_left_where_they_are(
    people: People, server: Server, links: Links
) -> None:
    moderator = await people.moderator()
    rapporteur = await people.rapporteur(viewport=DESK)
    await moderator.button("Open session").click()
    async with captioning(await address(server, links)) as captioner:
        await many(captioner, 1, 40, 1)
        await expect(line(rapporteur, "This is line 40 of")).to_be_in_viewport()
        await many(captioner, 41, 1, 2)
        await expect(line(rapporteur, "This is line 41 of")).to_be_in_viewport()
        early = line(rapporteur, "This is line 15 of")
        await early.scroll_into_view_if_needed()
        await many(captioner, 42, 1, 3)
        await expect(line(rapporteur, "This is line 42 of")).to_be_visible()
        await expect(early).to_be_in_viewport()
        await expect(line(rapporteur, "This is line 42 of")).not_to_be_in_viewport()


async def test_one_reads_one_language_of_several(
    people: People, server: Server, links: Links
) -> None:
    moderator = await people.moderator()
    rapporteur = await people.rapporteur(viewport=DESK)
    await moderator.button("Open session").click()
    for language, text in (("en", "The costs."), ("fr", "Les coûts.")):
        async with captioning(await address(server, links, language)) as captioner:
            await captioner.posts(1, text)
    await expect(line(rapporteur, "The costs.")).to_be_visible()
    chooser = captions(rapporteur).get_by_role("combobox", name="Language of the captions")
    await chooser.select_option(label="French")
    await expect(line(rapporteur, "Les coûts.")).to_be_visible()
    await expect(line(rapporteur, "The costs.")).to_be_hidden()


@pytest.mark.parametrize(
    ("content", "says", "said"),
    [
        (ZOOM, "Zoom transcript", "We begin with the costs."),
        (TEAMS, "Teams transcript", "We thank the & chair."),
    ],
    ids=["zoom", "teams"],
)
async def test_a_transcript_ends_up_attributed_in_the_record(
    people: People, content: str, says: str, said: str
) -> None:
    moderator = await people.moderator()
    await people.participant("Ada", "Analytical Society")
    rapporteur = await people.rapporteur(viewport=DESK)
    await moderator.button("Open session").click()
    page = rapporteur.page
    await captions(rapporteur).get_by_role("link", name="All captions").click()
    name = named(datetime.now(UTC)) if content is ZOOM else "call.vtt"
    file = FilePayload(name=name, mimeType="text/vtt", buffer=written(content))
    await page.locator("input[type=file]").set_input_files(file)
    await rapporteur.button("Read it").click()
    await expect(rapporteur.region("What was read")).to_contain_text(says)
    if content is TEAMS:
        began = f"{datetime.now(UTC) + timedelta(minutes=1):%Y-%m-%dT%H:%M:%S}"
        await page.get_by_label("It began at (UTC)").fill(began)
        await rapporteur.button("Look again with these settings").click()
    await expect(rapporteur.region("How the lines are attributed")).to_contain_text("Ada")
    await rapporteur.button("Take it in").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Transcript: English")
    assert ("Ada", said, "certain") in await recorded(page)


async def test_an_address_is_copied(people: People) -> None:
    rapporteur = await people.rapporteur(viewport=DESK)
    await captions(rapporteur).get_by_role("link", name="All captions").click()
    await rapporteur.button("Make a caption address").click()
    await expect(rapporteur.field("Caption address")).not_to_have_value("")
    url = await rapporteur.field("Caption address").input_value()
    await rapporteur.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await rapporteur.button("Copy").click()
    await expect(rapporteur.page.get_by_text("Copied")).to_be_attached()
    assert await rapporteur.page.evaluate("navigator.clipboard.readText()") == url


DOCUMENTS = """
const line = (nr, turn, more = {}) => [`caption/live.en.${nr}`,
  { language: 'en', nr, turn, person: null, by_hand: false, ...more }]
const [ada, bo, cy] = ['ada', 'bo', 'cy'].map(id => ({ id }))
const documents = new Map([
  ['floor', { request: 'r_2', turn: 't_2', interrupted: { request: 'r_1', turn: 't_1' } }],
  ['request/r_1', { person: ada }], ['request/r_2', { person: bo }],
  ['turn/t_0', { person: cy }],
  line(10, 't_2'), line(9, 't_1'), line(8, 't_0'), line(7, null), line(11, 't_2'),
  line(12, 't_2', { by_hand: true, person: ada }), line(13, 't_2', { by_hand: true }),
])
"""


async def test_lines_are_under_whoever_spoke_them(browser: Browser) -> None:
    async with blank_page(browser) as page:
        body = DOCUMENTS + (
            "return it.captionRuns(documents, 'en')"
            ".map(run => [run.speaker?.id ?? null, run.lines.map(({ nr }) => nr)])"
        )
        assert await run(page, "model/captions.js", body) == [
            [None, [7]], ["cy", [8]], ["ada", [9]], ["bo", [10, 11]], ["ada", [12]], [None, [13]],
        ]  # fmt: skip


async def test_the_language_of_the_page_comes_first(browser: Browser) -> None:
    body = """
    const spoken = ['en', 'ar', 'fr-CA', 'fr']
    const documents = new Map(spoken.map(language => [`caption/${language}`, { language }]))
    return it.captionLanguages(documents, 'fr')
    """
    async with blank_page(browser) as page:
        assert await run(page, "model/captions.js", body) == ["fr", "fr-CA", "ar", "en"]


async def test_a_line_that_is_being_corrected_stays(browser: Browser) -> None:
    async with blank_page(browser) as page:
        body = DOCUMENTS + (
            "const kept = [{ id: 'live.en.1', ...line(1, 't_0')[1] }, "
            "{ id: 'live.fr.1', ...line(1, null)[1], language: 'fr' }]\n"
            "return it.captionRuns(documents, 'en', kept)[0].lines.map(({ id }) => id)"
        )
        assert await run(page, "model/captions.js", body) == ["live.en.1"]
