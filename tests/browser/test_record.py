"""The end of a session, and the record of it."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from live.record.formats import FORMATS
from tests.browser.people import DESK, People, Person
from tests.browser.steps import ask_to_speak, main, prepare_poll
from tests.servers import Links, Server

BOTH_DIRECTIONS = pytest.mark.parametrize("language", ["en", "ar"])

TITLE = "Consultation on cybercrime"
ORGANISATION = "Analytical Society"
ITEM = "General discussion"
ABOUT = "Safeguards for researchers"
QUESTION = "Which of these comes first?"
DECISION = "The group meets again in May."
AGENDA = f"10 Opening\n40 {ITEM}"


async def test_a_moderator_is_asked_before_the_session_ends(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()

    await moderator.button("End session").click()
    await moderator.dialog("End the session?").get_by_role("button", name="Cancel").click()
    await expect(ada.button("Ask to speak")).to_be_visible()

    await end(moderator)
    await expect(ada.words("The session is closed").first).to_be_visible()


async def test_a_session_that_was_ended_by_mistake_goes_on(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await ask_to_speak(ada, about=ABOUT)
    await end(moderator)
    await moderator.button("Reopen session").click()
    await expect(ada.region("Your moment")).to_contain_text(ABOUT)


@BOTH_DIRECTIONS
async def test_a_whole_session_from_its_plan_to_its_record(
    people: People, server: Server, tmp_path: Path
) -> None:
    there = people.at(await plan(await people.stranger(viewport=DESK), server))
    moderator, rapporteur = await there.moderator(), await there.rapporteur()
    ada = await there.participant("Ada", ORGANISATION)
    bo = await there.participant("Bo")
    await moderator.button("Open session").click()
    await moderator.button("Start item {number}", number=2).click()

    await ask_to_speak(ada, about=ABOUT)
    await moderator.button("Next").click()
    await expect(rapporteur.region("Write a note")).to_contain_text("Ada")
    await rapporteur.field("Note").fill(f"{DECISION} #decision")
    await rapporteur.field("Note").press("Enter")
    await expect(rapporteur.region("All notes")).to_contain_text(DECISION)
    await ada.button("I have finished").click()

    await prepare_poll(moderator, QUESTION, ["Training", "Law"])
    await moderator.button("Open").click()
    await vote(ada, "Law")
    await vote(bo, "Law")
    await moderator.button("Close").click()
    await moderator.button("Publish").click()
    await moderator.button("Publish it all the same").click()
    await expect(main(bo)).to_contain_text(
        bo.say("{voters} of {eligible} voted.", voters=2, eligible=2)
    )
    await end(moderator)

    files = await download_all(moderator, tmp_path)
    assert set(files) == {f"{there.links.code}-{name}" for name in FORMATS}
    summary = files[f"{there.links.code}-summary.md"]
    for told in (TITLE, ITEM, "Ada", ORGANISATION, DECISION, QUESTION, "Law"):
        assert told in summary
    assert f'<html lang="{there.language}"' in files[f"{there.links.code}-summary.html"]
    for kept, name in ((ABOUT, "turns.csv"), (QUESTION, "polls.csv"), (DECISION, "notes.csv")):
        assert kept in files[f"{there.links.code}-{name}"]
    assert "Bo" in files[f"{there.links.code}-people.csv"]


async def plan(host: Person, server: Server) -> Links:
    """Fill in the host's form; the links that it shows."""
    await host.page.goto(await server.host_link())
    await host.button("Enter as host").click()
    await host.field("Title").fill(TITLE)
    await host.field("Agenda: one item a line, with its minutes before it").fill(AGENDA)
    await host.button("Create the session").click()
    await expect(host.heading("Links for those who run it")).to_be_visible()
    code = await host.region("How to join").locator("b").inner_text()
    staff = [
        await host.field(name).input_value() for name in ("Moderators", "Rapporteurs", "Screen")
    ]
    return Links(code.replace("-", ""), f"{server.url}/j/{code}", *staff)


async def vote(person: Person, option: str) -> None:
    await person.page.get_by_role("radio", name=option).check()
    await person.button("Submit").click()
    await expect(person.button("Recorded")).to_be_visible()


async def end(moderator: Person) -> None:
    await moderator.button("End session").click()
    await moderator.button("End it now").click()
    await expect(record_link(moderator)).to_be_visible()


def record_link(moderator: Person) -> Locator:
    return moderator.find("link", "Open the record").first


async def download_all(moderator: Person, folder: Path) -> dict[str, str]:
    """Every file of the record's page, by the name that it is given."""
    await record_link(moderator).click()
    await expect(moderator.heading("Record")).to_be_visible()
    files = {}
    for link in await main(moderator).get_by_role("link").all():
        async with moderator.page.expect_download() as started:
            await link.click()
        download = await started.value
        path = folder / download.suggested_filename
        await download.save_as(path)
        files[path.name] = path.read_text("utf-8-sig")
    return files
