"""Each kind of poll, from the draft to every place in which its result is read."""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import urljoin

import msgspec
import pytest
from playwright.async_api import expect

from tests.browser.conftest import gathering
from tests.browser.devices import Devices
from tests.browser.people import People, Person, Troubles
from tests.browser.polling import begun, published, submitted
from tests.browser.steps import write_poll
from tests.servers import Server

QUESTION = "What should the treaty do?"

Vote = Callable[[Person], Awaitable[None]]
Counts = dict[str, int]
Room = tuple[Person, list[Person], Person]


def radio(name: str) -> Vote:
    async def vote(person: Person) -> None:
        await person.page.get_by_role("radio", name=name, exact=True).check()

    return vote


def boxes(*names: str) -> Vote:
    async def vote(person: Person) -> None:
        for name in names:
            await person.page.get_by_role("checkbox", name=name).check()

    return vote


def words(*written: str) -> Vote:
    async def vote(person: Person) -> None:
        for nth, word in enumerate(written, 1):
            await person.field(person.say("Word or short phrase {n}", n=nth)).fill(word)

    return vote


TOLD = ("summary.md", "summary.html", "transcript.md", "transcript.html", "transcript.vtt")
OPTIONS = ["Protect", "Train"]
KINDS: dict[str, tuple[str, list[str], list[Vote], Counts]] = {
    "single": ("Choose one", OPTIONS, [radio("Protect"), radio("Protect"), radio("Abstain")],
               {"Protect": 2, "Train": 0, "Abstain": 1}),
    "multiple": ("Choose several", OPTIONS, [boxes("Protect", "Train"), boxes("Train"),
                 boxes("Abstain")], {"Protect": 1, "Train": 2, "Abstain": 1}),
    "yes_no": ("Yes or no", [], [radio("Yes"), radio("No"), radio("No")],
               {"Yes": 1, "No": 2, "Abstain": 0}),
    "rating": ("Rate on a scale", [], [radio("5"), radio("4"), radio("5")],
               {"1": 0, "4": 1, "5": 2, "Abstain": 0}),
    "ranking": ("Put in order", OPTIONS, [boxes("Train", "Protect"), boxes("Train"),
                boxes("Protect")], {"Protect": 1, "Train": 2, "Abstain": 0}),
    "words": ("Write some words", [], [words("Law", "Aid"), words("Law"), boxes("Abstain")],
              {"Law": 2, "Aid": 1, "Abstain": 1}),
}  # fmt: skip


@pytest.fixture(scope="module")
async def room(devices: Devices, server: Server) -> AsyncIterator[Room]:
    """A moderator, three who vote, and the screen, for one poll after the other."""
    links = await server.create_session()
    async with gathering(devices, links, Troubles()) as people:
        moderator, *voters = await begun(people, "Ada", "Bo", "Cy")
        yield moderator, voters, await people.screen()


async def read(person: Person, question: str) -> Counts:
    """What the tables of a result say."""
    tables = person.page.get_by_role("table", name=question)
    await expect(tables.first).to_be_visible()
    found: Counts = {}
    for row in await tables.get_by_role("row").all():
        if await row.get_by_role("rowheader").count():
            name = await row.get_by_role("rowheader").inner_text()
            found[name.strip()] = int(await row.get_by_role("cell").nth(1).inner_text())
    return found


async def download(moderator: Person, name: str) -> str:
    address = urljoin(moderator.page.url, f"record/{name}")
    answer = await moderator.page.request.get(address)
    assert answer.ok
    return (await answer.body()).decode("utf-8-sig")


def in_csv(text: str, question: str) -> Counts:
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["question"] == question]
    return {row["option"]: int(row["votes"]) for row in rows if row["scope"] in ("total", "word")}


def in_json(text: str, question: str) -> Counts:
    polls: list[dict[str, Any]] = msgspec.json.decode(text)["polls"]
    [poll] = [poll for poll in polls if poll["question"] == question]
    texts = {option["id"]: option["text"] for option in poll["options"]}
    counts = {texts[option]: n for option, n in poll["tally"]["counts"].items()}
    return counts | (poll["words"] or {})


@pytest.mark.parametrize("kind", KINDS)
async def test_a_result_is_the_same_wherever_it_is_read(room: Room, kind: str) -> None:
    choice, options, votes, counts = KINDS[kind]
    moderator, voters, screen = room
    question = f"{choice}: {QUESTION}"
    await write_poll(moderator, question, options, kind=choice)
    await moderator.button("Open").click()
    for person, vote in zip(voters, votes, strict=True):
        await expect(person.page.get_by_role("group", name=question)).to_be_visible()
        await vote(person)
        await submitted(person)
    await published(moderator)

    for place in (voters[0], screen):
        assert counts.items() <= (await read(place, question)).items()
    assert counts.items() <= in_csv(await download(moderator, "polls.csv"), question).items()
    assert counts.items() <= in_json(await download(moderator, "record.json"), question).items()
    for name in TOLD:
        told = (await download(moderator, name)).partition(question)[2]
        assert "3 of 3" in told
        assert all(option in told for option in counts)


async def test_texts_are_the_same_wherever_they_are_read(people: People) -> None:
    moderator, *voters = await begun(people, "Ada", "Bo", "Cy")
    screen = await people.screen()
    await write_poll(moderator, QUESTION, [], kind="Write a text")
    await moderator.button("Open").click()
    texts = ("More time for replies", "Money for training", "Something rude")
    for person, text in zip(voters, texts, strict=True):
        await person.field("Your contribution").fill(text)
        await submitted(person)
    await moderator.button("Close").click()
    row = moderator.listed("Contributions").first.get_by_role("listitem")
    for text in texts[:2]:
        await row.filter(has_text=text).get_by_role("button", name="Approve").click()
    await row.filter(has_text=texts[2]).get_by_role("button", name="Decline").click()
    await expect(moderator.words("All have been looked at.")).to_be_visible()
    await moderator.button("Publish").click()
    await moderator.button("Publish it all the same").click()

    for place in (voters[0], screen):
        await expect(place.listed("Contributions")).to_contain_text(texts[0])
    told = [await place.listed("Contributions").inner_text() for place in (voters[0], screen)]
    files = ("summary.md", "summary.html", "polls.csv", "record.json")
    told += [await download(moderator, name) for name in files]
    for text in told:
        assert [one in text for one in texts] == [True, True, False]


async def test_a_pulse_is_the_same_wherever_it_is_read(people: People) -> None:
    moderator, *voters = await begun(people, "Ada", "Bo")
    screen = await people.screen()
    await moderator.button("Quick pulse").click()
    for person, option in zip(voters, ("Agree", "Disagree"), strict=True):
        await person.find("radio", option).check()
        told = person.words("Recorded: you can change it until voting closes.")
        await expect(told).to_be_visible()
    await published(moderator)
    for place in (voters[0], screen):
        table = place.page.get_by_role("table", name="Do you agree?").first
        await expect(table).to_be_visible()
        for name, count in (("Agree", "1"), ("Not sure", "0"), ("Disagree", "1")):
            row = table.get_by_role("row", name=name).first
            await expect(row.get_by_role("cell").last).to_have_text(count)
    counts = in_csv(await download(moderator, "polls.csv"), "Do you agree?")
    assert counts == {"Agree": 1, "Not sure": 0, "Disagree": 1}
    summary = await download(moderator, "summary.md")
    assert "A quick pulse: indicative, not a vote and not a decision." in summary
