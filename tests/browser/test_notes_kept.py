"""What a rapporteur types is kept, whatever becomes of the line, the tab or the server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, expect

from tests.browser.network import Network
from tests.browser.people import People, Person, Troubles
from tests.deployments import Serving
from tests.servers import Server

UNREACHABLE = r"WebSocket connection to .* failed|net::ERR_"
SAVED = "Everything is saved"
FILL = """() => {
  let size = 8_000_000, part = 0
  while (size >= 1) {
    try { sessionStorage.setItem(`full${part++}`, 'x'.repeat(size)) }
    catch { size = Math.floor(size / 2) }
  }
}"""


@pytest.fixture
def on_the_way(troubles: Troubles) -> None:
    """Every browser says that it cannot reach the server."""
    troubles.expect(UNREACHABLE)


@pytest.fixture
async def fragile(deployment: Serving, tmp_path: Path) -> AsyncIterator[Server]:
    """A server that can be killed without harm to others."""
    async with deployment(tmp_path) as running:
        yield running


async def write(rapporteur: Person, *texts: str) -> None:
    """Type and post, whether or not anybody hears of it."""
    for text in texts:
        await rapporteur.field("Note").fill(text)
        await rapporteur.field("Note").press("Enter")
        await expect(rapporteur.field("Note")).to_have_value("")


def notes(person: Person) -> Locator:
    return person.region("All notes").get_by_role("listitem")


async def has_once(person: Person, *texts: str) -> None:
    """The notes are there, in this order, each of them once, and nothing else."""
    await expect(notes(person)).to_have_count(len(texts))
    await expect(notes(person)).to_contain_text([*texts])


async def both(people: People, network: Network, **his: str) -> tuple[Person, Person]:
    """Rafael behind the network, and Rita, who is not."""
    rafael = await people.over(network).rapporteur("Rafael", **his)
    return rafael, await people.rapporteur("Rita")


async def test_a_line_that_breaks_while_somebody_writes_costs_no_note(
    people: People, network: Network, on_the_way: None
) -> None:
    rafael, rita = await both(people, network)
    await write(rafael, "Before.")
    await has_once(rita, "Before.")
    await expect(rafael.words(SAVED)).to_be_visible()
    await rafael.field("Note").press_sequentially("Half a th")
    await network.cut()
    await expect(rafael.words("Reconnecting…")).to_be_visible()
    await rafael.field("Note").press_sequentially("ought.")
    await rafael.field("Note").press("Enter")
    later = [f"Point {nth}." for nth in range(5)]
    await write(rafael, *later)
    await expect(rafael.words("6 notes not saved yet")).to_be_visible()
    await expect(rafael.listed("Not saved yet")).to_contain_text("Half a thought.")
    await has_once(rita, "Before.")

    await network.mend()

    await expect(rafael.words(SAVED)).to_be_visible()
    for person in (rafael, rita):
        await has_once(person, "Before.", "Half a thought.", *later)


async def test_an_answer_that_was_lost_doubles_no_note(
    people: People, network: Network, on_the_way: None
) -> None:
    rafael, rita = await both(people, network)
    network.hold()
    await write(rafael, "Once.")
    await has_once(rita, "Once.")
    await network.cut()
    network.release()
    await network.mend()
    await expect(rafael.words(SAVED)).to_be_visible()
    await has_once(rafael, "Once.")
    await has_once(rita, "Once.")


async def test_what_has_no_answer_is_said_not_to_be_saved(
    people: People, network: Network, on_the_way: None
) -> None:
    rafael, _ = await both(people, network)
    network.freeze()
    await write(rafael, "Into the void.")
    await expect(rafael.words("Saving 1 note…")).to_be_visible()
    await expect(rafael.words("1 note not saved yet")).to_be_visible()
    await expect(rafael.listed("Not saved yet")).to_contain_text("Not saved yet")
    network.release()
    await expect(rafael.words(SAVED)).to_be_visible()
    await has_once(rafael, "Into the void.")


async def test_a_tab_that_slept_sends_what_was_written(
    people: People, network: Network, on_the_way: None
) -> None:
    rafael, rita = await both(people, network)
    asleep = await rafael.page.context.new_cdp_session(rafael.page)
    await network.cut()
    await write(rafael, "Before sleep.")
    await asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
    await network.mend()
    await write(rita, "Meanwhile.")
    await asleep.send("Page.setWebLifecycleState", {"state": "active"})
    await expect(rafael.words(SAVED)).to_be_visible()
    await has_once(rafael, "Before sleep.", "Meanwhile.")


async def test_a_full_outbox_survives_a_reload(
    people: People, network: Network, on_the_way: None
) -> None:
    rafael, rita = await both(people, network)
    await network.cut()
    texts = [f"Point {nth}, as it was said at some length." for nth in range(40)]
    await write(rafael, *texts)
    await rafael.field("Note").fill("Half a thought")

    await network.mend()
    await rafael.page.reload()

    await expect(rafael.field("Note")).to_have_value("Half a thought")
    await expect(rafael.words("Not posted yet")).to_be_visible()
    await expect(rafael.listed("Not saved yet")).to_be_hidden()
    await has_once(rita, *texts)


async def test_where_nothing_can_be_stored_notes_arrive_all_the_same(
    people: People, network: Network, on_the_way: None
) -> None:
    rafael, rita = await both(people, network)
    await rafael.page.evaluate(FILL)
    await network.cut()
    texts = [f"Point {nth}." for nth in range(5)]
    await write(rafael, *texts)
    await expect(rafael.words("5 notes not saved yet")).to_be_visible()
    await network.mend()
    await expect(rafael.words(SAVED)).to_be_visible()
    await has_once(rita, *texts)


async def test_a_server_that_dies_costs_no_note(
    people: People, fragile: Server, on_the_way: None
) -> None:
    theirs = people.at(await fragile.create_session())
    rafael, rita = await theirs.rapporteur("Rafael"), await theirs.rapporteur("Rita")
    await write(rafael, "Before.")
    await write(rita, "So do I.")
    await fragile.kill()
    await write(rafael, "In between.")
    await write(rita, "Me too.")
    await fragile.start()
    for person in (rafael, rita):
        await expect(person.words(SAVED)).to_be_visible()
        await expect(notes(person)).to_have_count(4)
        for text in ("Before.", "So do I.", "In between.", "Me too."):
            await expect(notes(person).filter(has_text=text)).to_have_count(1)


async def test_a_revision_waits_for_the_line(
    people: People, network: Network, on_the_way: None
) -> None:
    rafael, rita = await both(people, network)
    await write(rafael, "Traning.")
    await notes(rafael).get_by_role("button", name="Revise").click()
    await rafael.page.get_by_role("textbox", name="Text of the note").fill("Training.")
    network.freeze()
    await rafael.button("Save").click()
    await expect(rafael.page.get_by_text("It is kept here, and will go")).to_be_visible()
    await has_once(rita, "Traning.")
    network.release()
    await has_once(rita, "Training.")
    await has_once(rafael, "Training.")


async def test_a_revision_that_was_on_its_way_survives_a_reload(
    people: People, network: Network, on_the_way: None
) -> None:
    rafael, rita = await both(people, network)
    await write(rafael, "Traning.")
    await notes(rafael).get_by_role("button", name="Revise").click()
    await rafael.page.get_by_role("textbox", name="Text of the note").fill("Training.")
    await network.cut()
    await rafael.button("Save").click()
    await network.mend()
    await rafael.page.reload()
    await has_once(rita, "Training.")
    await has_once(rafael, "Training.")
    await expect(rafael.button("Save")).to_be_hidden()


async def test_a_note_that_waited_long_is_sent_without_asking(
    people: People, network: Network, on_the_way: None
) -> None:
    """It knows of what moment it is."""
    rafael, rita = await both(people, network, timezone_id="UTC")  # a clock of his own
    await rafael.page.clock.install()
    await network.cut()
    await write(rafael, "From before.")
    await rafael.page.clock.fast_forward("10:00")
    await network.mend()
    await expect(rafael.words(SAVED)).to_be_visible()
    await has_once(rita, "From before.")


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("e", "é"), "é"),
        (("zh", "zhong", "中"), "中文"),
        (("م", "مل"), "ملاحظة"),
    ],
)
async def test_what_is_being_composed_is_not_posted(
    people: People, parts: tuple[str, ...], whole: str
) -> None:
    rapporteur = await people.rapporteur()
    method = await rapporteur.page.context.new_cdp_session(rapporteur.page)
    await rapporteur.field("Note").focus()
    for part in parts:
        caret = {"selectionStart": len(part), "selectionEnd": len(part)}
        await method.send("Input.imeSetComposition", {"text": part, **caret})
    composing = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    await method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **composing})
    await expect(rapporteur.field("Note")).to_have_value(parts[-1])

    await method.send("Input.insertText", {"text": whole})
    await expect(rapporteur.field("Note")).to_have_value(whole)
    await rapporteur.field("Note").press("Enter")

    await expect(rapporteur.words(SAVED)).to_be_visible()
    await has_once(rapporteur, whole)


async def test_what_somebody_else_left_unsent_is_given_back(
    people: People, network: Network, on_the_way: None
) -> None:
    rafael, rita = await both(people, network)
    await network.cut()
    await write(rafael, "Left behind.")
    await network.mend()
    await rafael.page.context.clear_cookies()
    doorway = network.to(people.links).rapporteur_url
    await rafael.page.goto(doorway)
    await rafael.field("Your name").fill("Ruth")
    await rafael.button("Enter as rapporteur").click()

    given_back = rafael.find("group", "Not saved")
    await expect(given_back).to_contain_text("Left behind.")
    await given_back.get_by_role("button", name="Put it back into the field").click()
    await rafael.field("Note").press("Enter")

    await has_once(rita, "Left behind.")
    await expect(notes(rita)).to_contain_text("Ruth")
