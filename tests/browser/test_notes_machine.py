"""Two rapporteurs write while lines break, tabs reload and the server dies: a list is the model."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from playwright.async_api import expect

from tests.browser.conftest import gathering
from tests.browser.devices import Devices
from tests.browser.network import Network, between
from tests.browser.people import People, Person, Troubles
from tests.deployments import Serving
from tests.servers import Server

UNREACHABLE = r"WebSocket connection to .* failed|net::ERR_"
WRITERS = (0, 1)
EACH = ("write", "write", "write", "begin", "cut", "mend", "hold", "reload", "revise")
STEPS = [(what, writer) for what in EACH for writer in WRITERS] + [("crash", 0)]


@pytest.fixture(scope="module")
async def fragile(
    deployment: Serving, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    async with deployment(tmp_path_factory.mktemp("fragile")) as running:
        yield running


class Writer:
    """A rapporteur on a line of their own, and what they have written so far."""

    def __init__(self, person: Person, line: Network, name: str) -> None:
        self.person = person
        self.line = line
        self.name = name
        self.posted: list[str] = []
        self.begun = ""
        self.away = False
        self.count = 0

    async def writes(self) -> None:
        """Whatever was begun is in it."""
        self.count += 1
        text = f"{self.begun}{self.name} {self.count}."
        field = self.person.page.locator("#note")
        await field.press("End")
        await field.press_sequentially(text.removeprefix(self.begun))
        await field.press("Enter")
        await expect(field).to_have_value("")
        self.posted.append(text)
        self.begun = ""

    async def begins(self) -> None:
        if not self.begun:
            self.begun = "So, "
            await self.person.page.locator("#note").fill(self.begun)

    async def loses_the_line(self) -> None:
        if not self.away:
            await self.line.cut()
            self.away = True

    async def finds_the_line(self) -> None:
        self.line.release()
        if self.away:
            await self.line.mend()
            self.away = False

    async def reloads(self) -> None:
        await self.finds_the_line()
        await self.person.page.reload()
        await expect(self.person.page.locator("#note")).to_have_value(self.begun)

    async def revises(self) -> None:
        """The first of their own notes, one at a time; over whatever line there is."""
        notes = self.person.region("All notes").get_by_role("listitem")
        mine = notes.filter(
            has_text=f"{self.name} ", has=self.person.page.get_by_role("button", name="Revise: ")
        )
        field = self.person.page.get_by_role("textbox", name="Text of the note")
        if not self.posted or self.away or not await mine.count() or await field.count():
            return
        await mine.first.get_by_role("button", name="Revise: ").click()
        before = await field.input_value()
        await field.fill(f"{before} Indeed.")
        await field.press("Enter")
        if before in self.posted:
            self.posted[self.posted.index(before)] = f"{before} Indeed."


async def step(what: str, writer: Writer, server: Server) -> None:
    match what:
        case "write":
            await writer.writes()
        case "begin":
            await writer.begins()
        case "cut":
            await writer.loses_the_line()
        case "mend":
            await writer.finds_the_line()
        case "hold":
            writer.line.hold()
        case "reload":
            await writer.reloads()
        case "revise":
            await writer.revises()
        case "crash":
            await server.kill()
            await server.start()


async def settled(writers: list[Writer], witness: Person) -> None:
    """Everything has arrived, each thing once, in the order in which it was written."""
    written = [text for writer in writers for text in writer.posted]
    for writer in writers:
        await writer.finds_the_line()
    for writer in writers:
        page = writer.person.page
        saved = "Not posted yet" if writer.begun else "Everything is saved"
        await expect(page.get_by_text(saved)).to_be_visible()
        await expect(page.locator("#note")).to_have_value(writer.begun)
    notes = witness.region("All notes").get_by_role("listitem")
    await expect(notes).to_have_count(len(written))
    for text in written:
        await expect(notes.filter(has_text=text)).to_have_count(1)
    shown = await witness.page.locator("#feed .note__text").all_inner_texts()
    assert sorted(shown) == sorted(written)
    for writer in writers:
        assert [text for text in shown if writer.name in text] == writer.posted


@example(course=[("cut", 0), ("write", 0), ("begin", 0), ("write", 1), ("reload", 0)])
@example(course=[("hold", 1), ("write", 1), ("write", 0), ("crash", 0), ("write", 1)])
@example(course=[("write", 0), ("hold", 0), ("revise", 0), ("reload", 0), ("revise", 0)])
@given(course=st.lists(st.sampled_from(STEPS), min_size=5, max_size=14))
@settings(
    max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_no_note_is_lost_or_doubled(
    devices: Devices, fragile: Server, course: list[tuple[str, int]]
) -> None:
    troubles = Troubles()
    troubles.expect(UNREACHABLE)
    links = await fragile.create_session()
    async with AsyncExitStack() as lines, gathering(devices, links, troubles) as people:
        writers = [await writer(people, lines, fragile, name) for name in ("Rafael", "Rita")]
        witness = await people.rapporteur("Wendy")
        for what, which in course:
            await step(what, writers[which], fragile)
        await settled(writers, witness)


async def writer(people: People, lines: AsyncExitStack, server: Server, name: str) -> Writer:
    line = await lines.enter_async_context(between(server.url))
    return Writer(await people.over(line).rapporteur(name), line, name)
