"""The end of a session, and the record of it."""

import csv
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from live.record.formats import FORMATS
from tests.browser.people import DESK, People, Person, Troubles
from tests.browser.steps import ask_to_speak, main, write_poll
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


async def test_a_record_is_for_those_who_ran_the_session(
    people: People, troubles: Troubles
) -> None:
    troubles.expect("status of 403")
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await end(moderator)
    await ada.page.goto(f"{ada.page.url}/record")
    await expect(ada.heading("The record is for those who run the session")).to_be_visible()


async def test_nobody_joins_a_session_that_has_ended(people: People, troubles: Troubles) -> None:
    troubles.expect("status of 410")
    moderator, late = await people.moderator(), await people.stranger()
    await moderator.button("Open session").click()
    await end(moderator)
    await late.page.goto(people.links.join_url)
    await expect(late.words("This session has ended.")).to_be_visible()
    await expect(late.button("Join")).to_be_hidden()


@pytest.mark.deployments
@BOTH_DIRECTIONS
async def test_a_whole_session_from_its_plan_to_its_record(
    people: People, server: Server, tmp_path: Path
) -> None:
    there = people.at(await plan(await people.stranger(viewport=DESK), server))
    moderator = await enter(there, there.links.moderator_url, "Enter as moderator")
    rapporteur = await enter(there, there.links.rapporteur_url, "Enter as rapporteur")
    ada, bo = await walk_in(there, "Ada", ORGANISATION), await walk_in(there, "Bo")
    await moderator.button("Open session").click()
    await moderator.button("Start item {number}", number=2).click()
    await speak(moderator, ada)
    await write(rapporteur, f"{DECISION} #decision")
    await ada.button("I have finished").click()
    await decide(moderator, [ada, bo])
    await end(moderator)

    for person in (ada, bo):
        await expect(person.heading("The session is closed")).to_be_visible()
    files = await download_all(moderator, tmp_path)
    told = {name.removeprefix(f"{there.links.code}-"): text for name, text in files.items()}
    assert set(told) == set(FORMATS)
    assert f'<html lang="{there.language}"' in told["summary.html"]
    for fact in (TITLE, ITEM, "Ada", ORGANISATION, DECISION, QUESTION, "Law"):
        assert fact in told["summary.md"]
    assert_rows(told)


def assert_rows(told: dict[str, str]) -> None:
    """What everybody saw, as it stands in the tables."""
    (turn,) = rows(told["turns.csv"])
    assert (turn["person"], turn["organisation"], turn["item"]) == ("Ada", ORGANISATION, ITEM)
    assert turn["about"] == ABOUT
    (note,) = rows(told["notes.csv"])
    assert (note["text"], note["tag"], note["speaker"]) == (DECISION, "decision", "Ada")
    votes = {
        row["option"]: row["votes"] for row in rows(told["polls.csv"]) if row["scope"] == "total"
    }
    assert votes == {"Training": "0", "Law": "2", "Abstain": "0"}
    assert {row["name"] for row in rows(told["people.csv"])} >= {"Ada", "Bo"}


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(table.splitlines()))


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


async def enter(people: People, link: str, button: str) -> Person:
    """Come in by a role's link, as its form asks."""
    person = await people.stranger(viewport=DESK)
    await person.page.goto(link)
    await person.field("Your name").fill("Mona")
    await person.button(button).click()
    await person.page.wait_for_url("**/s/*/*")
    return person


async def walk_in(people: People, name: str, organisation: str = "") -> Person:
    """Come in by the join form."""
    person = await people.stranger()
    await person.page.goto(people.links.join_url)
    await people.join(person, name, organisation)
    return person


async def speak(moderator: Person, speaker: Person) -> None:
    await ask_to_speak(speaker, about=ABOUT)
    await moderator.button("Next").click()
    await expect(speaker.heading("You have the floor")).to_be_visible()


async def write(rapporteur: Person, text: str) -> None:
    await expect(rapporteur.region("Write a note")).to_contain_text("Ada")
    await rapporteur.field("Note").fill(text)
    await rapporteur.field("Note").press("Enter")
    revise = rapporteur.page.get_by_role("button", name=rapporteur.say("Revise"))
    await expect(revise).to_be_visible()


async def decide(moderator: Person, voters: list[Person]) -> None:
    """By a poll, which all see in the end."""
    await write_poll(moderator, QUESTION, ["Training", "Law"])
    await moderator.button("Open").click()
    for person in voters:
        await vote(person, "Law")
    await moderator.button("Close").click()
    await moderator.button("Publish").click()
    await moderator.button("Publish it all the same").click()
    for person in voters:
        await expect(main(person)).to_contain_text(
            person.say("{voters} of {eligible} voted.", voters=2, eligible=2)
        )


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
    for link in await moderator.region("Downloads").get_by_role("link").all():
        await moderator.page.reload()  # browsers ask before the eleventh file of one page
        async with moderator.page.expect_download() as started:
            await link.click()
        download = await started.value
        path = folder / download.suggested_filename
        await download.save_as(path)
        files[path.name] = path.read_text("utf-8-sig", errors="replace")
    return files
