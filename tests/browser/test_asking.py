"""Asking to speak, waiting, and what becomes of it, as whoever asks sees it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from live.simulate.client import Client
from live.simulate.door import enter
from tests.browser.network import Network
from tests.browser.people import People, Person, Troubles
from tests.browser.steps import ask_to_speak, main, queue
from tests.servers import Links, Server

BOTH_DIRECTIONS = pytest.mark.parametrize("language", ["en", "ar"])
RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])
UNREACHABLE = r"WebSocket connection to .* failed|net::ERR_"


@pytest.fixture
async def chair(server: Server, links: Links) -> AsyncIterator[Client]:
    """A moderator at no page: what they do, and what they are shown, is told by its name."""
    cookie = await enter(links.moderator_url, "Mona")
    client = await Client(server.url, links.code, cookie).start()
    await client.send("session.open")
    yield client
    await client.stop()


def requests(chair: Client) -> list[dict[str, Any]]:
    """In the order of the queue, with what speaks behind."""
    found = [
        {"id": key.partition("/")[2], **document}
        for key, document in chair.documents.items()
        if key.startswith("request/")
    ]
    return sorted(found, key=lambda one: (one["state"] != "waiting", one["rank"]))


async def waits(chair: Client, name: str) -> str:
    """The request of somebody, once it is there."""

    def theirs() -> list[str]:
        return [one["id"] for one in requests(chair) if one["person"]["name"] == name]

    await chair.until(theirs)
    return theirs()[0]


async def told(chair: Client, request: str, **said: object) -> None:
    """Once the moderators are told this of a request."""
    await chair.until(lambda: said.items() <= chair.documents[f"request/{request}"].items())


async def give_floor(chair: Client, request: str) -> None:
    holder = chair.documents["floor"]["request"]
    await chair.send("floor.grant", request=request, instead_of=holder)


async def unfold_more(person: Person, form: Locator) -> None:
    await form.get_by_text(person.say("for whom, language, text for the interpreters")).click()


async def test_a_place_is_taken_before_the_words_are_there(people: People, chair: Client) -> None:
    ada, bo = await people.participant("Ada"), await people.participant("Bo")
    await ask_to_speak(ada)
    request = await waits(chair, "Ada")
    await ask_to_speak(bo, about="The budget")
    await expect(queue(ada)).to_contain_text(["Ada", "The budget"])

    moment = ada.region("Your moment")
    await moment.get_by_text("Say what it is about").click()
    await moment.get_by_role("textbox", name="What about?").fill("Safeguards")
    await unfold_more(ada, moment)
    await moment.get_by_label("For whom do you speak?").select_option("For myself")
    await ada.button("Save").click()

    await told(chair, request, about="Safeguards", capacity="personal")
    await expect(queue(bo)).to_contain_text(["Safeguards", "The budget"])
    await expect(moment).to_contain_text("in a personal capacity")


@BOTH_DIRECTIONS
async def test_for_whom_and_in_which_language_reaches_the_moderator(
    people: People, chair: Client
) -> None:
    ada, bo = await people.participant("Ada"), await people.participant("Bo")
    await ada.button("Ask to speak").click()
    sheet = ada.dialog("Ask to speak")
    await unfold_more(ada, sheet)
    await sheet.get_by_label(ada.say("For whom do you speak?")).select_option("on_behalf")
    await ada.field("On behalf of whom?").fill("Small Island States")
    french = {"en": "French", "ar": "الفرنسية"}[ada.language]
    await sheet.get_by_label(ada.say("Language in which you will speak")).fill(french)
    await sheet.get_by_label(ada.say("Your statement, or a link to it, for the interpreters")).fill(
        "https://example.org/statement"
    )
    await sheet.get_by_role("button", name=ada.say("Ask for the floor")).click()

    request = await waits(chair, "Ada")
    await told(
        chair,
        request,
        capacity="on_behalf",
        on_behalf_of="Small Island States",
        language="fr",
        statement="https://example.org/statement",
    )
    await expect(queue(bo)).to_contain_text(["Small Island States"])
    await expect(ada.region("Your moment")).to_contain_text(french)
    await expect(main(bo)).not_to_contain_text("example.org")


async def test_nobody_speaks_on_behalf_of_nobody(people: People, chair: Client) -> None:
    ada = await people.participant("Ada")
    await ada.button("Ask to speak").click()
    sheet = ada.dialog("Ask to speak")
    await unfold_more(ada, sheet)
    await sheet.get_by_label("For whom do you speak?").select_option("On behalf of others")
    await unfold_more(ada, sheet)
    await expect(ada.field("On behalf of whom?")).to_be_hidden()

    await ada.button("Ask for the floor").click()

    await expect(ada.field("On behalf of whom?")).to_be_focused()
    assert requests(chair) == []


async def test_what_was_refused_is_not_written_again(
    network: Network, people: People, chair: Client, troubles: Troubles
) -> None:
    troubles.expect(UNREACHABLE)
    ada = await people.over(network).participant("Ada")
    await expect(ada.button("Ask to speak")).to_be_visible()
    await network.cut()
    await ask_to_speak(ada, about="Safeguards")
    await chair.send("queue.close")
    await network.mend()
    await expect(ada.button("The queue is closed")).to_be_visible()
    await expect(ada.region("Not sent yet")).to_be_hidden()

    await chair.send("queue.open")
    await ada.button("Ask to speak").click()
    await expect(ada.field("What about?")).to_have_value("Safeguards")


async def test_whoever_is_next_says_whether_they_are_ready(people: People, chair: Client) -> None:
    ada, bo, cy = [await people.participant(name) for name in ("Ada", "Bo", "Cy")]
    for person, name in ((ada, "Ada"), (bo, "Bo"), (cy, "Cy")):
        await ask_to_speak(person)
        await waits(chair, name)
    request = await waits(chair, "Bo")

    await bo.button("Need a minute").click()
    await told(chair, request, ready="minute")
    await bo.button("Ready").click()
    await told(chair, request, ready="ready")
    await expect(bo.button("Ready")).to_have_attribute("aria-pressed", "true")
    await expect(bo.button("Need a minute")).to_have_attribute("aria-pressed", "false")
    await bo.button("Ready").click()
    await told(chair, request, ready=None)
    await expect(bo.button("Ready")).to_have_attribute("aria-pressed", "false")

    await expect(ada.button("Ready")).to_be_visible()
    await expect(cy.region("Your moment")).to_contain_text("You are 3rd")
    await expect(cy.button("Ready")).to_be_hidden()


@RIGHT_TO_LEFT
async def test_a_statement_can_be_submitted_in_writing_instead(
    people: People, chair: Client
) -> None:
    ada = await people.participant("Ada")
    await ask_to_speak(ada)
    request = await waits(chair, "Ada")

    await ada.button("Submit in writing instead").click()
    await ada.field("Your statement").fill("Safeguards come first.")
    await ada.button("Submit in writing").click()

    await expect(ada.region("Your statement in writing")).to_contain_text(
        ada.say("Your statement is recorded. It goes into the record of the session.")
    )
    await expect(ada.region("Your moment")).to_be_hidden()
    await chair.until(lambda: requests(chair) == [] and f"written/{request}" in chair.documents)
    assert chair.documents[f"written/{request}"]["text"] == "Safeguards come first."


async def test_a_statement_in_writing_outlives_the_tunnel(
    network: Network, people: People, chair: Client, troubles: Troubles
) -> None:
    troubles.expect(UNREACHABLE)
    ada = await people.over(network).participant("Ada")
    await ask_to_speak(ada)
    request = await waits(chair, "Ada")
    await expect(ada.region("Your moment")).to_be_visible()

    await network.cut()
    await ada.button("Submit in writing instead").click()
    await ada.field("Your statement").fill("Safeguards come first.")
    await ada.button("Submit in writing").click()
    await expect(ada.region("Not sent yet")).to_contain_text("Your statement in writing")
    await network.mend()
    await ada.page.reload()

    await chair.until(lambda: f"written/{request}" in chair.documents)
    await expect(ada.words("Your statement is recorded")).to_be_visible()


async def test_whoever_was_not_heard_may_write_after_the_close(
    people: People, chair: Client
) -> None:
    ada = await people.participant("Ada")
    await ask_to_speak(ada)
    request = await waits(chair, "Ada")
    await chair.send("queue.offer_writing")
    await chair.send("session.close")

    await expect(ada.heading("The session is closed")).to_be_visible()
    unheard = ada.region("You could not be heard")
    await unheard.get_by_role("textbox").fill("Safeguards come first.")
    await ada.page.reload()
    await expect(unheard.get_by_role("textbox")).to_have_value("Safeguards come first.")
    await ada.button("Submit in writing").click()

    await expect(ada.words("Your statement is recorded")).to_be_visible()
    await expect(unheard).to_be_hidden()
    await chair.until(lambda: f"written/{request}" in chair.documents)
    assert chair.documents[f"written/{request}"]["text"] == "Safeguards come first."


async def test_who_was_put_in_by_name_says_that_it_is_them(people: People, chair: Client) -> None:
    ada = await people.participant("Ada Lovelace", "Analytical Society")
    added = await chair.send("queue.add", source="call", name="ada lovelace ")
    request = str(added["request"])
    claim = ada.region("Is this you?")
    await expect(claim).to_contain_text("1st in the queue, put there by the moderator")
    await expect(queue(ada)).to_contain_text(["raised a hand in the call"])

    await ada.button("Yes, that is me").click()
    await expect(claim).to_contain_text("The moderator will confirm.")
    await chair.until(lambda: chair.documents[f"request/{request}"]["claims"])
    await chair.send("queue.claim", request=request)

    await expect(ada.region("Your moment")).to_contain_text("You are next")
    await expect(claim).to_be_hidden()


async def test_a_moderator_says_that_it_is_somebody_else(people: People, chair: Client) -> None:
    moderator, ada = await people.moderator("Max"), await people.participant("Ada")
    await chair.send("queue.add", source="room", name="Ada")
    await ada.button("Yes, that is me").click()
    claimed = queue(moderator).filter(has_text="this is me")
    await claimed.get_by_role("button", name="No, it is not").click()

    await expect(claimed).to_have_count(0)
    await expect(ada.region("Is this you?")).to_be_hidden()
    await expect(queue(moderator)).to_have_count(1)
    await expect(ada.button("Ask to speak")).to_be_visible()


async def test_the_moderator_reads_what_a_speaker_brought_for_the_interpreters(
    people: People, chair: Client
) -> None:
    moderator, ada = await people.moderator("Max"), await people.participant("Ada")
    await ada.button("Ask to speak").click()
    sheet = ada.dialog("Ask to speak")
    await unfold_more(ada, sheet)
    await ada.field("Your statement, or a link to it, for the interpreters").fill("Article 24.")
    await sheet.get_by_label("Language in which you will speak").fill("French")
    await sheet.get_by_role("button", name="Ask for the floor").click()
    await give_floor(chair, await waits(chair, "Ada"))

    floor = moderator.region("The floor")
    await expect(floor.get_by_role("heading")).to_have_text("Ada")
    await expect(floor).to_contain_text("French")
    await floor.get_by_text("Statement for interpreters").click()
    await expect(floor.get_by_text("Article 24.")).to_be_visible()


async def test_writing_is_asked_for_after_the_close(people: People, chair: Client) -> None:
    moderator, ada = await people.moderator("Max"), await people.participant("Ada")
    await ask_to_speak(ada)
    request = await waits(chair, "Ada")
    await chair.send("session.close")
    await expect(ada.heading("The session is closed")).to_be_visible()
    await expect(ada.region("You could not be heard")).to_be_hidden()

    await moderator.button("Ask those who were not heard for their statements in writing").click()
    unheard = ada.region("You could not be heard")
    await unheard.get_by_role("textbox").fill("Safeguards come first.")
    await ada.button("Submit in writing").click()
    await expect(ada.words("Your statement is recorded")).to_be_visible()
    await chair.until(lambda: f"written/{request}" in chair.documents)


async def test_who_is_called_the_same_says_no(people: People, chair: Client) -> None:
    ada = await people.participant("Ada")
    await chair.send("queue.add", source="room", name="Ada")
    await ada.button("No, somebody else").click()
    await expect(ada.region("Is this you?")).to_be_hidden()
    await ada.page.reload()
    await expect(queue(ada)).to_have_count(1)
    await expect(ada.region("Is this you?")).to_be_hidden()


@RIGHT_TO_LEFT
async def test_whoever_is_interrupted_goes_on_afterwards(people: People, chair: Client) -> None:
    ada, bo, screen = (
        await people.participant("Ada"),
        await people.participant("Bo"),
        await people.screen(),
    )
    await ask_to_speak(ada)
    request = await waits(chair, "Ada")
    await give_floor(chair, request)
    await expect(ada.heading("You have the floor")).to_be_visible()

    await chair.send("floor.interrupt", instead_of=request)

    moment = ada.region("Your moment")
    await expect(moment).to_contain_text(ada.say("You are interrupted by a point of order"))
    await expect(moment).to_contain_text(ada.say("You go on afterwards."))
    interrupted = ada.say("{name} is interrupted and goes on afterwards.", name="Ada")
    for place in (bo.region("Now"), main(screen)):
        await expect(place).to_contain_text(ada.say("Point of order"))
        await expect(place).to_contain_text(interrupted)

    await chair.send("floor.release", request=chair.documents["floor"]["request"])
    await expect(ada.heading("You have the floor")).to_be_visible()
    await expect(bo.region("Now")).not_to_contain_text(interrupted)
    await expect(main(screen)).to_contain_text("Ada")


async def test_a_queue_says_that_it_takes_no_points_of_order(people: People, chair: Client) -> None:
    ada = await people.participant("Ada")
    await chair.send("queue.close", points_of_order=False)
    shut = ada.button("The queue is closed, also for points of order")
    await expect(shut).to_have_attribute("aria-disabled", "true")
    await expect(ada.button("Point of order")).to_be_hidden()


async def test_a_point_of_order_is_marked_on_the_screen(people: People, chair: Client) -> None:
    ada, screen = await people.participant("Ada"), await people.screen()
    await ask_to_speak(ada, kind="Point of order")
    await waits(chair, "Ada")
    upcoming = screen.page.get_by_role("listitem").filter(has_text="Ada")
    await expect(upcoming).to_contain_text("Point of order")


async def test_the_most_urgent_point_of_order_goes_first(people: People) -> None:
    moderator = await people.moderator()
    ada, bo = await people.participant("Ada"), await people.participant("Bo")
    await moderator.button("Open session").click()
    await moderator.button("Menu").click()
    await moderator.button("Settings of the session").click()
    settings = moderator.dialog("Settings of the session")
    await settings.get_by_text("Rank points of order").click()
    await moderator.field("Sorts of points of order, one a line").fill("Sound\nProcedure")
    await settings.get_by_role("button", name="Save").click()
    await expect(settings).to_be_hidden()

    for person, sort in ((ada, "Procedure"), (bo, "Sound")):
        await person.button("Ask to speak").click()
        await person.find("radio", "Point of order").check()
        await person.choice("What is it about?").select_option(sort)
        await person.button("Raise the point of order").click()
        await expect(person.region("Your point of order")).to_contain_text(f"({sort})")
    await expect(queue(moderator)).to_contain_text(["Bo", "Ada"])
