"""How a moderator runs the queue: adding, skipping, interrupting, undoing."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.network import Network
from tests.browser.people import People, Person
from tests.browser.steps import queue, send_request, wait_to_speak

BOTH_DIRECTIONS = pytest.mark.parametrize("language", ["en", "ar"])
RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])


async def opened(people: People) -> Person:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    return moderator


async def waiting(people: People, *names: str) -> tuple[Person, ...]:
    """The moderator, and these, who wait to speak in this order."""
    moderator = await opened(people)
    persons = [await people.participant(name) for name in names]
    for person, name in zip(persons, names, strict=True):
        await wait_to_speak(person)
        await expect(queue(moderator).filter(has_text=name)).to_be_visible()
    return moderator, *persons


async def speaking(people: People, *names: str) -> tuple[Person, ...]:
    """The same, but the first has the floor."""
    moderator, *persons = await waiting(people, *names)
    await moderator.button("Next").click()
    await expect(heading(moderator)).to_have_text(names[0])
    return moderator, *persons


def heading(moderator: Person) -> Locator:
    """Who has the floor."""
    return moderator.region("The floor").get_by_role("heading")


async def add(moderator: Person, name: str, source: str = "By phone") -> None:
    """Somebody who has not joined."""
    await moderator.button("Add to the queue").click()
    form = moderator.dialog("Add to the queue")
    await moderator.choice("How did they ask?").select_option(label=moderator.say(source))
    await named(form, moderator).fill(name)
    await form.get_by_role("button", name=moderator.say("Add to the queue")).click()
    await expect(form).to_be_hidden()


def named(form: Locator, moderator: Person) -> Locator:
    return form.get_by_role("combobox", name=moderator.say("Name"), exact=True)


async def from_menu(moderator: Person, name: str, choice: str) -> None:
    """What the menu of somebody's request offers."""
    await moderator.button("More for {name}", name=name).click()
    await (
        moderator.page.get_by_role("group", name=name, exact=True)
        .get_by_role("button", name=moderator.say(choice))
        .click()
    )


def last_act(moderator: Person, act: str, **parameters: object) -> Locator:
    """The button that takes it back. A name in it is isolated from the text around it."""
    isolated = {name: f"\u2068{value}\u2069" for name, value in parameters.items()}
    return moderator.button("Undo: {act}", act=moderator.say(act, **isolated))


@RIGHT_TO_LEFT
async def test_who_raised_a_hand_elsewhere_is_put_into_the_queue(people: People) -> None:
    moderator, ada = await waiting(people, "Ada")
    await moderator.button("Close queue").click()

    await moderator.page.keyboard.press("a")
    await moderator.choice("How did they ask?").select_option(label=moderator.say("From the chat"))
    form = moderator.dialog("Add to the queue")
    await named(form, moderator).fill("Grace Lee")
    await moderator.field("Organisation").fill("Pacific Forum")
    await moderator.field("What about?").fill("Undersea cables")
    await moderator.page.keyboard.press("Enter")

    row = queue(moderator).filter(has_text="Grace Lee")
    for text in ("Pacific Forum", "Undersea cables", moderator.say("from the chat")):
        await expect(row).to_contain_text(text)
    await expect(queue(ada)).to_contain_text(["Ada", "Grace Lee"])
    await last_act(moderator, "added {name} to the queue", name="Grace Lee").click()
    await expect(row).to_have_count(0)


async def test_who_has_joined_is_found_by_a_few_letters(people: People) -> None:
    moderator = await opened(people)
    ada = await people.participant("Ada Lovelace", "Analytical Society")
    keys = moderator.page.keyboard
    for _ in range(2):
        await moderator.button("Add to the queue").click()
        await expect(named(moderator.dialog("Add to the queue"), moderator)).to_be_focused()
        await keys.type("lov")
        found = moderator.find("listbox", "Found").get_by_role("option")
        await expect(found.first).to_contain_text("Ada Lovelace")
        await keys.press("Enter")
        await expect(moderator.button("Somebody else")).to_be_focused()
        await moderator.dialog("Add to the queue").get_by_role("button").last.click()
        await expect(ada.region("Your moment")).to_contain_text("You are next")

    await expect(moderator.dialog("Add to the queue")).to_contain_text(
        "\u2068Ada Lovelace\u2069 is in the queue already."
    )


@RIGHT_TO_LEFT
async def test_who_says_that_an_entry_is_theirs_is_given_it(people: People) -> None:
    moderator = await opened(people)
    await add(moderator, "Ada", "In the room")
    ada = await people.participant("Ada")

    await ada.button("Yes, that is me").click()
    await expect(queue(moderator)).to_contain_text([moderator.say("in the room")])
    await moderator.button("Yes, it is").click()
    await expect(ada.region("Your moment")).to_contain_text(ada.say("You are next"))


async def test_an_entry_is_made_that_of_somebody_who_has_joined(people: People) -> None:
    moderator, ada = await waiting(people, "Ada Lovelace")
    await add(moderator, "Mrs Lovelace")
    await expect(queue(moderator)).to_contain_text(["Ada Lovelace", "Mrs Lovelace"])

    await from_menu(moderator, "Mrs Lovelace", "This is somebody who has joined…")
    await moderator.page.keyboard.type("ada")
    await moderator.page.get_by_role("option", name="Ada Lovelace").click()
    await moderator.button("Save").click()

    await expect(queue(moderator)).to_have_count(1)
    await expect(queue(moderator)).to_contain_text(["by phone"])
    await expect(ada.region("Your moment")).to_contain_text("You are next")


async def test_who_does_not_answer_keeps_a_place(people: People) -> None:
    moderator, ada, _, _ = await speaking(people, "Ada", "Bo", "Cy")

    await moderator.button("Skip").click()
    await expect(moderator.words("Nobody has the floor")).to_be_visible()
    await expect(queue(moderator)).to_contain_text(["Bo", "Ada", "Cy"])
    await expect(queue(moderator).nth(1)).to_contain_text("skipped 1 time")
    await expect(ada.region("Your moment")).to_contain_text("You are 2nd")


@RIGHT_TO_LEFT
async def test_who_is_removed_from_the_queue_is_told(people: People) -> None:
    moderator, ada, _ = await waiting(people, "Ada", "Bo")
    await from_menu(moderator, "Ada", "Remove from the queue")
    await moderator.button("Remove").click()
    notice = ada.region("Your request")
    ended = ada.say("You are not in the queue any more: a moderator has ended the waiting.")
    await expect(notice).to_contain_text(ended)
    await expect(notice).to_contain_text(ada.say("You can ask to speak again."))
    await notice.get_by_role("button", name=ada.say("Close")).click()
    await expect(notice).to_be_hidden()

    await wait_to_speak(ada)
    await expect(queue(moderator)).to_have_count(2)


async def test_a_point_of_order_further_down_interrupts(people: People) -> None:
    moderator, _, bo, _ = await speaking(people, "Ada", "Bo", "Cy")
    await bo.button("Point of order").click()
    await send_request(bo, "Point of order")
    await expect(queue(moderator)).to_contain_text(["Bo", "Bo", "Cy"])
    order = queue(moderator).filter(has_text="Point of order")
    await order.get_by_role("button", name=re.compile("More for")).click()
    await (
        moderator.page.get_by_role("group", name="Bo", exact=True)
        .get_by_role("button", name="Move to the last place")
        .click()
    )
    await expect(queue(moderator).last).to_contain_text("Point of order")

    await moderator.button("Interrupt: point of order by {name}", name="Bo").click()
    await expect(heading(moderator)).to_have_text("Bo")
    await expect(queue(moderator)).to_have_count(2)


async def test_the_third_skip_asks(people: People) -> None:
    moderator, _, _ = await waiting(people, "Ada", "Bo")
    for times in ("skipped 1 time", "skipped 2 times"):
        await from_menu(moderator, "Ada", "Skip: behind the next one")
        await expect(queue(moderator).filter(has_text="Ada")).to_contain_text(times)

    await from_menu(moderator, "Ada", "Skip: behind the next one")
    question = moderator.dialog("{name} does not answer", name="\u2068Ada\u2069")
    await expect(question).to_contain_text("Skipped 2 times before.")
    await question.get_by_role("button", name="Take out").click()
    await expect(queue(moderator)).to_have_count(1)
    await expect(queue(moderator)).to_contain_text(["Bo"])


@BOTH_DIRECTIONS
async def test_next_is_undone_with_place_and_airtime(people: People) -> None:
    moderator, ada, _ = await speaking(people, "Ada", "Bo")
    await expect(moderator.region("The floor")).to_contain_text(re.compile(r"0:0[1-9]"))
    await moderator.button("Next").click()
    await expect(heading(moderator)).to_have_text("Bo")

    await last_act(moderator, "gave the floor to {name}", name="Bo").click()
    await expect(heading(moderator)).to_have_text("Ada")
    await expect(queue(moderator)).to_contain_text(["Bo"])
    await last_act(moderator, "gave the floor to {name}", name="Ada").click()
    await expect(moderator.words("Nobody has the floor")).to_be_visible()
    await expect(queue(moderator)).to_contain_text(["Ada", "Bo"])
    await expect(moderator.find("table", "Airtime by group")).to_have_count(0)
    await expect(ada.region("Your moment")).to_contain_text(ada.say("You are next"))

    await moderator.tab("Log").click()
    acts = moderator.listed("What the moderators did").get_by_role("listitem")
    by_mona = moderator.say("undone by {name}", name="Mona")
    await expect(acts.filter(has_text=by_mona)).to_have_count(2)
    await expect(acts.first).to_contain_text("Bo")


async def test_the_last_act_is_undone_by_a_key(people: People) -> None:
    moderator, _, _ = await waiting(people, "Ada", "Bo")
    await from_menu(moderator, "Bo", "Move to the first place")
    await expect(queue(moderator)).to_contain_text(["Bo", "Ada"])
    await expect(last_act(moderator, "moved {name} in the queue", name="Bo")).to_be_visible()
    await moderator.page.keyboard.press("u")
    await expect(queue(moderator)).to_contain_text(["Ada", "Bo"])
    await expect(moderator.button("Nothing to undo")).to_have_attribute("aria-disabled", "true")


async def test_one_is_asked_for_the_statement_in_writing(people: People) -> None:
    moderator, ada, _ = await waiting(people, "Ada", "Bo")
    await from_menu(moderator, "Ada", "Ask for it in writing instead")
    await expect(queue(moderator)).to_contain_text(["Bo"])
    unheard = ada.region("You could not be heard")
    await unheard.get_by_role("textbox").fill("Safeguards come first.")
    await ada.button("Submit in writing").click()
    await expect(ada.words("Your statement is recorded")).to_be_visible()


async def test_undo_takes_back_only_what_it_names(network: Network, people: People) -> None:
    mona, _ = await waiting(people, "Ada")
    mark = await people.over(network).moderator("Mark")
    await mona.button("Close queue").click()
    await expect(last_act(mark, "closed the queue")).to_be_visible()

    network.hold()
    await mona.button("Next").click()
    await last_act(mark, "closed the queue").click()
    await expect(heading(mona)).to_have_text("Ada")
    network.release()

    done = mark.say("gave the floor to {name}", name="\u2068Ada\u2069")
    told = "Nothing was undone. What was done last is now: {act}."
    await expect(mark.words(told, act=done).last).to_be_visible()
    await expect(heading(mark)).to_have_text("Ada")
    await expect(mark.button("Open queue")).to_be_visible()


async def test_what_cannot_be_undone_any_more_is_said(network: Network, people: People) -> None:
    mona, ada, _ = await waiting(people, "Ada", "Bo")
    mark = await people.over(network).moderator("Mark")
    await mona.button("Close queue").click()
    await from_menu(mona, "Ada", "Move to the last place")
    moved = last_act(mark, "moved {name} in the queue", name="Ada")
    await expect(moved).to_be_visible()

    network.hold()
    await ada.button("Withdraw").click()
    await expect(queue(mona)).to_have_count(1)
    await moved.click()
    await expect(last_act(mona, "closed the queue")).to_be_visible()
    network.release()
    await expect(
        mark.words("This can no longer be undone: the request was taken back.").last
    ).to_be_visible()
    await last_act(mark, "closed the queue").click()
    await expect(mona.words("Nothing to undo")).to_be_visible()
    await expect(mona.button("Close queue")).to_be_visible()


async def test_a_waiting_point_of_order_interrupts(people: People) -> None:
    moderator, ada, bo = await speaking(people, "Ada", "Bo")
    await bo.button("Point of order").click()
    await send_request(bo, kind="Point of order", about="The time limit")

    await moderator.button("Interrupt: point of order by {name}", name="Bo").click()
    await expect(heading(moderator)).to_have_text("Bo")
    await expect(moderator.region("The floor")).to_contain_text("Ada was interrupted")
    await moderator.button("Back to {name}", name="Ada").click()
    await expect(heading(moderator)).to_have_text("Ada")
    await expect(ada.heading("You have the floor")).to_be_visible()
    await expect(queue(moderator)).to_have_count(1)


@RIGHT_TO_LEFT
async def test_somebody_who_interrupts_is_named_later(people: People) -> None:
    moderator, _ = await speaking(people, "Ada")
    await people.participant("Cy Young")
    await moderator.button("Interrupt").click()
    await expect(heading(moderator)).to_have_text(moderator.say("Not named yet"))
    await moderator.button("Back to {name}", name="Ada").click()
    await expect(heading(moderator)).to_have_text("Ada")

    await moderator.tab("Log").click()
    await moderator.region("Spoke, but is not named yet").get_by_role("button").click()
    await moderator.page.keyboard.type("you")
    await moderator.page.keyboard.press("Enter")
    await moderator.button("Save").click()
    await expect(moderator.region("Spoke, but is not named yet")).to_have_count(0)
    await expect(last_act(moderator, "said who speaks: {name}", name="Cy Young")).to_be_visible()


async def test_who_speaks_is_named_while_they_speak(people: People) -> None:
    moderator, _ = await speaking(people, "Ada")
    await moderator.page.keyboard.press("i")
    await moderator.button("Who is it?").click()
    await moderator.page.keyboard.type("Di Prince")
    await moderator.page.keyboard.press("Enter")
    await expect(heading(moderator)).to_have_text("Di Prince")


async def test_the_last_word_asks_and_ends_the_queue(people: People) -> None:
    moderator, ada, bo, _ = await waiting(people, "Ada", "Bo", "Cy")
    await from_menu(moderator, "Bo", "Give the last word…")
    question = moderator.dialog("Give {name} the last word?", name="\u2068Bo\u2069")
    await expect(question).to_contain_text("2 others who wait are not heard.")
    await question.get_by_role("button", name="Give the last word").click()

    await expect(bo.heading("You have the floor")).to_be_visible()
    await expect(queue(moderator)).to_have_count(0)
    await expect(ada.button("The queue is closed")).to_be_visible()
    await expect(last_act(moderator, "gave the last word to {name}", name="Bo")).to_be_visible()


async def test_one_entry_has_a_speaking_time_of_its_own(people: People) -> None:
    moderator, _ = await waiting(people, "Ada")
    await from_menu(moderator, "Ada", "Speaking time…")
    await moderator.page.get_by_role("spinbutton", name="Minutes").fill("10")
    await moderator.button("Save").click()
    await expect(queue(moderator)).to_contain_text(["speaking time 10:00"])

    await moderator.button("Next").click()
    bar = moderator.page.get_by_role("progressbar")
    await expect(bar).to_have_accessible_name("Speaking time of 10:00")
    await moderator.region("The floor").get_by_role("button", name="Speaking time…").click()
    await moderator.find("radio", "As for everybody else").check()
    await moderator.button("Save").click()
    await expect(bar).to_have_accessible_name("Speaking time of 3:00")


async def test_the_advice_is_taken(people: People) -> None:
    moderator, ada, _ = await waiting(people, "Ada", "Bo")
    await from_menu(moderator, "Bo", "Move to the first place")
    await expect(moderator.words("Suggested next: Ada.")).to_be_visible()

    await moderator.button("Take it").click()
    await expect(ada.heading("You have the floor")).to_be_visible()
    await expect(queue(moderator)).to_contain_text(["Bo"])
    await expect(moderator.button("Take it")).to_have_count(0)


async def test_the_queue_is_closed_to_points_of_order_too(people: People) -> None:
    moderator, _ = await waiting(people, "Ada")
    bo = await people.participant("Bo")
    await moderator.button("More for the queue").click()
    await moderator.button("Close it to points of order too").click()
    await expect(moderator.words("Closed, to points of order too")).to_be_visible()
    await expect(bo.button("Point of order")).to_have_count(0)

    await moderator.button("Open queue").click()
    await expect(bo.button("Ask to speak")).to_have_attribute("aria-disabled", "false")


async def test_a_cleared_queue_comes_back(people: People) -> None:
    moderator, _, _ = await waiting(people, "Ada", "Bo")
    await moderator.button("More for the queue").click()
    await moderator.button("Clear the queue…").click()
    await moderator.button("Clear the queue").click()
    await expect(queue(moderator)).to_have_count(0)
    await last_act(moderator, "cleared the queue").click()
    await expect(queue(moderator)).to_contain_text(["Ada", "Bo"])


async def test_nobody_is_moved_where_the_order_follows_the_policy(people: People) -> None:
    moderator, _, _ = await waiting(people, "Ada", "Bo")
    await moderator.button("Menu").click()
    await moderator.button("Settings of the session").click()
    await moderator.find("checkbox", "Let the order of the queue follow it").check()
    await moderator.button("Save").click()
    await expect(moderator.words("nobody is moved by hand").first).to_be_visible()

    await moderator.button("More for {name}", name="Bo").press("Alt+ArrowUp")
    told = "The order follows the policy of the session. Nobody is moved by hand."
    await expect(queue(moderator).filter(has_text=told)).to_contain_text(["Bo"])
    await expect(queue(moderator)).to_contain_text(["Ada", "Bo"])
