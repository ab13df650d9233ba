"""Ballots from phones that hardly have a line, that sleep, or of which somebody has two."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.network import Network
from tests.browser.people import People, Person, Troubles
from tests.browser.steps import main, prepare_poll
from tests.browser.test_connection import UNREACHABLE

QUESTION = "Which of these comes first?"
TOO_LATE = "This came too late and was not counted: voting is closed."
LATER = "A later vote is recorded. Submit again to replace it."
VOTED_BEFORE = (
    "Your vote is recorded. Your choice is not shown again; to change it, choose and submit."
)
KBIT_S, ROUND_TRIP_S = 50, 2
PATIENCE_MS = 90_000
UNTIL_CLOSED_MS = 45_000
RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])


@pytest.fixture(autouse=True)
def on_the_way(troubles: Troubles) -> None:
    """Every browser says that it cannot reach the server."""
    troubles.expect(UNREACHABLE)


async def asked(people: People, network: Network) -> tuple[Person, Person, Locator]:
    """A moderator, Ada behind the network, and the row of a poll that is open."""
    moderator = await people.moderator()
    ada = await people.over(network).participant("Ada")
    await moderator.button("Open session").click()
    row = await prepare_poll(moderator, QUESTION, ["Training", "Law", "Evidence"])
    await moderator.button("Open").click()
    await expect(option(ada, "Law")).to_be_visible()
    return moderator, ada, row


async def other_device(people: People, ada: Person) -> Person:
    """Ada's laptop, whose line is good."""
    other = await people.on_another_device(ada)
    await other.page.goto(urljoin(people.links.join_url, urlsplit(ada.page.url).path))
    return other


def option(person: Person, text: str) -> Locator:
    return person.page.get_by_role("radio", name=text)


async def vote(person: Person, text: str) -> None:
    await option(person, text).check()
    await person.button("Submit").click()


async def recorded(person: Person) -> None:
    await expect(person.button("Recorded")).to_be_visible(timeout=PATIENCE_MS)


async def turnout(moderator: Person, row: Locator, voted: int) -> None:
    told = moderator.say("{voted} of {eligible} voted", voted=voted, eligible=1)
    await expect(row).to_contain_text(told)


async def counted(moderator: Person, **votes: int) -> None:
    table = moderator.page.get_by_role("table", name=QUESTION)
    for text, number in votes.items():
        cells = table.get_by_role("row", name=text).get_by_role("cell")
        await expect(cells.last).to_have_text(str(number))


async def closed_at(row: Locator) -> str:
    """The time that the moderator's page says."""
    await expect(row.get_by_role("table")).to_be_visible(timeout=UNTIL_CLOSED_MS)
    [time] = re.findall(r"\d\d:\d\d", await row.inner_text())
    return str(time)


async def told_when(person: Person, row: Locator, fate: str) -> None:
    """What became of the vote, and when voting closed."""
    sheet = person.region("Poll")
    closed = person.say("Voting closed at {time}.", time=await closed_at(row))
    await expect(sheet).to_contain_text(closed)
    await expect(sheet).to_contain_text(person.say(fate))


@asynccontextmanager
async def asleep(person: Person, network: Network) -> AsyncIterator[None]:
    """A phone is locked: its page stands still, its connection is gone; then it wakes."""
    debugger = await person.page.context.new_cdp_session(person.page)
    stopped = asyncio.Event()
    debugger.on("Debugger.paused", lambda _: stopped.set())
    await debugger.send("Debugger.enable")
    await debugger.send("Debugger.pause")
    async with asyncio.timeout(PATIENCE_MS / 1000):
        await stopped.wait()
    await network.cut()
    network.release()
    yield
    await network.mend()
    await debugger.send("Debugger.resume")
    await debugger.detach()


@asynccontextmanager
async def loaded_again(person: Person, network: Network) -> AsyncIterator[None]:
    """A page goes in a tunnel, with all that was on its way to it, and comes again after it."""
    address = person.page.url
    await network.cut()
    network.release()
    await person.page.goto("about:blank")
    yield
    await network.mend()
    await person.page.goto(address)


def ballots_sent(page: Page) -> list[str]:
    """All frames with a ballot that this page sends from now on."""
    sent: list[str] = []

    def keep(frame: str | bytes) -> None:
        if '"poll.cast"' in str(frame):
            sent.append(str(frame))

    page.on("websocket", lambda socket: socket.on("framesent", keep))
    return sent


# A line that is hardly one


async def test_a_phone_that_knows_the_page_votes_over_a_very_slow_line(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    network.slow(KBIT_S, ROUND_TRIP_S)
    await ada.page.reload(wait_until="commit")
    await vote(ada, "Law")
    await recorded(ada)
    await turnout(moderator, row, 1)
    await moderator.button("Close").click()
    await counted(moderator, Law=1)


async def test_a_new_phone_votes_over_a_very_slow_line(people: People, network: Network) -> None:
    moderator, ada, row = await asked(people, network)
    phone, address = await people.on_another_device(ada), ada.page.url
    await ada.page.context.close()
    network.slow(KBIT_S, ROUND_TRIP_S)
    await phone.page.goto(address, wait_until="commit")
    await option(phone, "Law").check(timeout=PATIENCE_MS)
    await phone.button("Submit").click()
    await recorded(phone)
    await turnout(moderator, row, 1)
    await moderator.button("Close").click()
    await counted(moderator, Law=1)


# A phone that sleeps


@RIGHT_TO_LEFT
async def test_a_phone_that_wakes_after_the_close_says_that_its_vote_came_too_late(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    network.freeze()
    await vote(ada, "Law")
    await expect(ada.button("Sending…")).to_be_visible()
    async with asleep(ada, network):
        await moderator.button("Close").click()
        await counted(moderator, Law=0)
    await told_when(ada, row, TOO_LATE)
    await expect(ada.words("Live")).to_be_visible()
    await counted(moderator, Law=0)


async def test_a_vote_that_hung_until_the_session_ended_came_too_late(
    people: People, network: Network
) -> None:
    moderator, ada, _ = await asked(people, network)
    network.freeze()
    await vote(ada, "Law")
    await expect(ada.button("Sending…")).to_be_visible()
    async with asleep(ada, network):
        await moderator.button("End session").click()
        await moderator.button("End it now").click()
        await counted(moderator, Law=0)
    await expect(ada.heading("The session is closed")).to_be_visible()
    told = ada.words("This came too late and was not counted: voting is closed.")
    await expect(told.first).to_be_visible()


async def test_a_vote_that_hung_until_the_time_was_over_came_too_late(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    await moderator.button("Close in {n} s", n=20).click()
    await expect(ada.words("Voting closes in").first).to_be_visible()
    network.freeze()
    await vote(ada, "Law")
    await expect(ada.words("Voting is closing…").first).to_be_visible(timeout=UNTIL_CLOSED_MS)
    await closed_at(row)
    network.release()
    await told_when(ada, row, TOO_LATE)
    await counted(moderator, Law=0)


async def test_a_change_that_came_too_late_leaves_the_earlier_vote(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    await vote(ada, "Law")
    await recorded(ada)
    network.freeze()
    await option(ada, "Evidence").check()
    await ada.button("Submit the change").click()
    await expect(ada.button("Sending…")).to_be_visible()
    async with asleep(ada, network):
        await moderator.button("Close").click()
        await counted(moderator, Law=1, Evidence=0)
    await told_when(ada, row, TOO_LATE)
    await expect(ada.region("Poll")).to_contain_text(ada.say("Your earlier vote counts."))


async def test_a_vote_that_came_too_late_is_told_beside_the_result(
    people: People, network: Network
) -> None:
    moderator, ada, _ = await asked(people, network)
    network.freeze()
    await vote(ada, "Law")
    async with asleep(ada, network):
        await moderator.button("Close").click()
        await moderator.button("Publish").click()
        await moderator.button("Publish it all the same").click()
    await expect(ada.region("Result")).to_contain_text("0 of 1 voted.")
    notice = ada.page.get_by_role("paragraph").filter(has_text=TOO_LATE)
    await expect(notice).to_be_visible()
    await ada.button("Close").click()
    await expect(notice).to_be_hidden()


async def test_a_phone_that_wakes_after_the_close_says_that_it_never_voted(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    await option(ada, "Law").check()
    async with asleep(ada, network):
        await moderator.button("Close").click()
        await counted(moderator, Law=0)
    await told_when(ada, row, "You did not vote.")


@RIGHT_TO_LEFT
async def test_a_phone_that_wakes_after_the_close_says_that_its_vote_was_recorded(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    await vote(ada, "Law")
    await recorded(ada)
    async with asleep(ada, network):
        await moderator.button("Close").click()
        await counted(moderator, Law=1)
    await told_when(ada, row, "Your vote was recorded.")


# Two devices of one person


@pytest.mark.deployments
@RIGHT_TO_LEFT
async def test_of_two_devices_the_vote_that_was_sent_last_counts(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    other = await other_device(people, ada)
    await vote(ada, "Law")
    await recorded(ada)
    await expect(other.words(VOTED_BEFORE)).to_be_visible()

    await vote(other, "Evidence")
    await recorded(other)
    await expect(option(other, "Evidence")).to_be_checked()
    await expect(ada.words(VOTED_BEFORE)).to_be_visible()
    await expect(option(ada, "Law")).not_to_be_checked()
    await turnout(moderator, row, 1)

    await moderator.button("Close").click()
    await counted(moderator, Law=0, Evidence=1)
    for device in (ada, other):
        await expect(device.region("Poll")).to_contain_text(device.say("Your vote was recorded."))


@RIGHT_TO_LEFT
async def test_a_device_that_was_away_is_told_that_there_is_a_later_vote(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    other = await other_device(people, ada)
    await network.cut()
    await vote(ada, "Law")
    waits = ada.words("Not sent yet. It will go as soon as you are connected.")
    await expect(waits).to_be_visible()
    await vote(other, "Evidence")
    await recorded(other)

    await network.mend()
    await expect(main(ada)).to_contain_text(ada.say(LATER))
    await expect(option(ada, "Law")).to_be_checked()
    await turnout(moderator, row, 1)
    await ada.button("Submit").click()
    await recorded(ada)
    await moderator.button("Close").click()
    await counted(moderator, Law=1, Evidence=0)


async def test_of_two_votes_at_the_same_time_the_one_that_was_not_taken_says_so(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    other = await other_device(people, ada)
    network.freeze()
    await vote(ada, "Law")
    await vote(other, "Evidence")
    await recorded(other)
    network.release()
    await expect(main(ada)).to_contain_text(LATER)
    await expect(ada.button("Submit")).to_be_enabled()
    await turnout(moderator, row, 1)
    await moderator.button("Close").click()
    await counted(moderator, Law=0, Evidence=1)


# A page that is loaded again in the middle


async def test_a_choice_that_was_not_submitted_is_gone_after_a_reload(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    sent = ballots_sent(ada.page)
    await option(ada, "Law").check()
    await expect(ada.words("Selected, not sent yet.")).to_be_visible()
    await ada.page.reload()
    await expect(option(ada, "Law")).not_to_be_checked()
    await expect(ada.words("Selected, not sent yet.")).to_be_hidden()
    await expect(ada.words("Live")).to_be_visible()
    await expect(ada.button("Submit")).to_be_disabled()
    await turnout(moderator, row, 0)
    assert sent == []


async def test_a_vote_whose_answer_was_lost_is_sent_again_after_a_reload(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    network.hold()
    await vote(ada, "Law")
    await expect(ada.button("Sending…")).to_be_visible()
    await turnout(moderator, row, 1)
    sent = ballots_sent(ada.page)
    async with loaded_again(ada, network):
        pass
    await recorded(ada)
    await expect(ada.words(VOTED_BEFORE)).to_be_visible()
    assert len(sent) == 1
    await ada.page.reload()
    await recorded(ada)
    assert len(sent) == 1
    await moderator.button("Close").click()
    await counted(moderator, Law=1)


async def test_a_vote_that_waited_through_a_reload_says_that_it_came_too_late(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    await network.cut()
    await vote(ada, "Law")
    async with loaded_again(ada, network):
        await moderator.button("Close").click()
        await counted(moderator, Law=0)
    await told_when(ada, row, TOO_LATE)
    await counted(moderator, Law=0)


async def test_a_vote_that_waited_through_a_reload_says_that_there_is_a_later_one(
    people: People, network: Network
) -> None:
    moderator, ada, row = await asked(people, network)
    other = await other_device(people, ada)
    await network.cut()
    await vote(ada, "Law")
    async with loaded_again(ada, network):
        await vote(other, "Evidence")
        await recorded(other)
    await expect(main(ada)).to_contain_text(LATER)
    await expect(option(ada, "Law")).to_be_checked()
    await turnout(moderator, row, 1)
    await ada.button("Submit").click()
    await recorded(ada)
    await moderator.button("Close").click()
    await counted(moderator, Law=1, Evidence=0)
