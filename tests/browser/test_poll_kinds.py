"""Each kind of poll: made, voted in on phones, and its result read by everybody."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.people import People, Person, Troubles
from tests.browser.polling import begun, from_poll_menu, published, result, submitted
from tests.browser.steps import main, prepare_poll, write_poll

QUESTION = "What should the treaty do?"
RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])


@RIGHT_TO_LEFT
async def test_yes_no_or_abstain(people: People) -> None:
    moderator, ada, bo = await begun(people, "Ada", "Bo")
    screen = await people.screen()
    await prepare_poll(moderator, QUESTION, [], kind="Yes or no")
    await moderator.button("Open").click()
    await ada.find("radio", "Yes").check()
    await submitted(ada)
    await bo.find("radio", "Abstain").check()
    await submitted(bo)

    await published(moderator)
    for person in (ada, screen):
        for option, votes in (("Yes", "1"), ("No", "0"), ("Abstain", "1")):
            row = result(person, QUESTION).get_by_role("row").filter(has_text=person.say(option))
            await expect(row.first).to_contain_text(votes)


async def test_a_rating_says_what_its_numbers_mean(people: People) -> None:
    moderator, ada, bo = await begun(people, "Ada", "Bo")
    screen = await people.screen()
    ends = ("Not at all", "Very much")
    await write_poll(moderator, QUESTION, [], kind="Rate on a scale", ends=ends)
    await moderator.button("Open").click()
    ballot = ada.page.get_by_role("group", name=QUESTION)
    for told in ("1 = Not at all", "5 = Very much"):
        await expect(ballot).to_contain_text(told)
    for person, number in ((ada, "5"), (bo, "2")):
        await person.page.get_by_role("radio", name=number, exact=True).check()
        await submitted(person)

    await published(moderator)
    for person in (ada, screen):
        await expect(main(person)).to_contain_text("Median 3.5, mean 3.5.")
        await expect(main(person)).to_contain_text("5 = Very much")


@RIGHT_TO_LEFT
async def test_options_are_ranked_by_tapping_in_order(people: People) -> None:
    moderator, ada, bo = await begun(people, "Ada", "Bo")
    screen = await people.screen()
    options = ["Protect", "Train", "Prosecute"]
    await prepare_poll(moderator, QUESTION, options, kind="Put in order")
    await moderator.button("Open").click()
    await ada.page.get_by_role("checkbox", name="Train").check()
    await ada.page.get_by_role("checkbox", name="Protect").check()
    second = ada.say("{n}nd", n="2")
    await expect(ada.page.get_by_role("checkbox", name=f"Protect {second}")).to_be_checked()
    await submitted(ada)
    await bo.page.get_by_role("checkbox", name="Protect").focus()
    await bo.page.keyboard.press("Space")
    await submitted(bo)

    await published(moderator)
    for person in (ada, screen):
        # first preferences, their share, points
        await expect(result(person, QUESTION).get_by_role("row", name="Protect")).to_contain_text(
            "3"
        )
        await expect(result(person, QUESTION).get_by_role("row", name="Train")).to_contain_text("2")
    await ada.words("Each option against each other").first.click()
    prefer = ada.say("How many prefer the option of the row to that of the column.")
    train = ada.page.get_by_role("table", name=prefer).get_by_role("row").nth(2)
    await expect(train).to_contain_text("Train")
    await expect(train.get_by_role("cell")).to_have_text(["1", "–", "1"])


async def test_to_decline_leaves_nothing_else_marked(people: People) -> None:
    moderator, ada = await begun(people, "Ada")
    await prepare_poll(moderator, QUESTION, ["Protect", "Train"], kind="Choose several")
    await moderator.button("Open").click()
    protect, abstain = (
        ada.page.get_by_role("checkbox", name=name) for name in ("Protect", "Abstain")
    )
    await protect.check()
    await abstain.check()
    await expect(protect).not_to_be_checked()
    await protect.check()
    await expect(abstain).not_to_be_checked()


# The run sheet


@RIGHT_TO_LEFT
async def test_everybody_sees_how_long_they_can_still_vote(people: People) -> None:
    moderator, ada = await begun(people, "Ada")
    screen = await people.screen()
    await prepare_poll(moderator, QUESTION, [], kind="Yes or no")
    await moderator.button("Open").click()
    await moderator.button("Close in {n} s", n=20).click()
    for person in (moderator, ada, screen):
        beginning = person.say("Voting closes in {time}.").partition("{time}")[0]
        await expect(person.page.get_by_text(beginning).first).to_be_visible()
    await moderator.button("Keep open").click()
    await expect(moderator.button("Close in {n} s", n=20)).to_be_visible()
    await expect(ada.page.get_by_text(beginning)).to_be_hidden()


@RIGHT_TO_LEFT
async def test_a_poll_is_asked_again_beside_its_first_result(people: People) -> None:
    moderator, ada, bo = await begun(people, "Ada", "Bo")
    screen = await people.screen()
    await prepare_poll(moderator, QUESTION, [], kind="Yes or no")
    await moderator.button("Open").click()
    for person, answer in ((ada, "Yes"), (bo, "Yes")):
        await person.find("radio", answer).check()
        await submitted(person)
    await published(moderator)

    await from_poll_menu(moderator, QUESTION, "Ask again: both results side by side")
    await expect(moderator.words("asked again").first).to_be_visible()
    await moderator.button("Open").click()
    await ada.find("radio", "No").check()
    await submitted(ada)
    await published(moderator)
    for person in (ada, screen):
        table = person.page.get_by_role("table", name=QUESTION)
        again = table.filter(has=person.page.get_by_role("columnheader", name=person.say("Before")))
        row = again.first.get_by_role("row").filter(has_text=person.say("Yes"))
        await expect(row).to_contain_text("100")


async def test_drafts_are_put_in_order_copied_and_thrown_away(people: People) -> None:
    (moderator,) = await begun(people)
    rows = moderator.listed("Polls").get_by_role("listitem")
    for question in ("First?", "Second?"):
        await prepare_poll(moderator, question, [], kind="Yes or no")
    await from_poll_menu(moderator, "Second?", "Move up")
    await expect(rows.get_by_role("heading")).to_have_text(["Second?", "First?"])
    await from_poll_menu(moderator, "First?", "Duplicate")
    await expect(rows.get_by_role("heading")).to_have_text(["Second?", "First?", "First?"])
    await from_poll_menu(moderator, "Second?", "Remove the draft")
    await expect(rows.get_by_role("heading")).to_have_text(["First?", "First?"])


async def test_a_poll_for_some_is_not_for_others(people: People) -> None:
    moderator, ada = await begun(people, "Ada")
    await moderator.button("New poll").click()
    await moderator.field("Question").fill(QUESTION)
    await moderator.find("radio", "Yes or no").check()
    await moderator.words("For some groups or regions only, or with a quorum").click()
    await moderator.find("checkbox", "Government").check()
    await moderator.find("spinbutton", "Quorum, in percent of those who may vote").fill("50")
    await moderator.button("Save as a draft").click()
    row = moderator.listed("Polls").get_by_role("listitem")
    await expect(row).to_contain_text("for Government · quorum 50%")
    await moderator.button("Open").click()
    await expect(ada.words("This poll is for others: Government.")).to_be_visible()
    await expect(row).to_contain_text("0 of 0 voted")
    await published(moderator)
    await expect(result(ada, QUESTION).locator("xpath=..")).to_contain_text(
        "The quorum of 50% is not reached."
    )


async def test_a_run_sheet_is_taken_from_a_file(people: People, troubles: Troubles) -> None:
    troubles.expect("409")  # browsers tell of every refusal by HTTP
    (moderator,) = await begun(people)
    rows = moderator.listed("Polls").get_by_role("listitem")

    async def take(name: str, content: str) -> None:
        async with moderator.page.expect_file_chooser() as chooser:
            await moderator.button("From a file…").click()
        file = FilePayload(name=name, mimeType="text/plain", buffer=content.encode())
        await (await chooser.value).set_files(file)

    await take("wrong.yaml", "- question: What?\n  options: [Same, Same]\n")
    told = moderator.page.get_by_text("Poll 1 of the file: Give from 2 to 12 options")
    await expect(told.first).to_be_visible()
    await take(
        "polls.csv", "question;kind;options\nAgreed?;yes_no;\nFirst?;ranking;Law | Training\n"
    )
    await expect(rows.get_by_role("heading")).to_have_text(["Agreed?", "First?"])
    async with moderator.page.expect_download() as saved:
        await moderator.page.get_by_role("link", name="YAML").click()
    assert (await saved.value).suggested_filename.endswith("-run-sheet.yaml")


async def copied(person: Person, told: str) -> str:
    """What the clipboard holds, once this is in it."""
    async with asyncio.timeout(20):
        while told not in (held := await person.page.evaluate("navigator.clipboard.readText()")):
            pass
    return str(held)


@RIGHT_TO_LEFT
async def test_a_result_is_taken_along(people: People) -> None:
    moderator, ada = await begun(people, "Ada")
    await moderator.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await prepare_poll(moderator, QUESTION, ["Protect", "Train <now>"])
    await moderator.button("Open").click()
    await ada.page.get_by_role("radio", name="Protect").check()
    await submitted(ada)
    await moderator.button("Close").click()
    await moderator.words("Take the result along").click()

    for way, told in (
        ("Copy as a sentence", f"{QUESTION} Protect: 1 ("),
        ("Copy as a table", "Protect\t1\t"),
    ):
        await moderator.button(way).click()
        assert "Train <now>" in await copied(moderator, told)
    for way, begins in (("Picture (SVG)", b"<svg"), ("Picture (PNG)", b"\x89PNG")):
        async with moderator.page.expect_download() as saved:
            await moderator.button(way).click()
        picture = await asyncio.to_thread(Path(await (await saved.value).path()).read_bytes)
        assert picture.startswith(begins)
        assert begins != b"<svg" or b"Train &lt;now&gt;" in picture


@RIGHT_TO_LEFT
async def test_a_result_is_published_to_the_screen_before_the_phones(people: People) -> None:
    moderator, ada = await begun(people, "Ada")
    screen = await people.screen()
    row = await prepare_poll(moderator, QUESTION, [], kind="Yes or no")
    await moderator.button("Open").click()
    await ada.find("radio", "Yes").check()
    await submitted(ada)
    await moderator.button("Close").click()
    await expect(screen.words("Voting is closed, and counted.")).to_be_visible()
    printed = screen.page.get_by_text("SHA-256")
    fingerprint = re.findall("[0-9a-f]{64}", await printed.first.inner_text())

    await moderator.button("the screen").click()
    await moderator.button("Publish it all the same").click()
    await expect(result(screen, QUESTION)).to_be_visible()
    assert re.findall("[0-9a-f]{64}", await printed.first.inner_text()) == fingerprint
    await expect(ada.words("The result is shown here once it is published.")).to_be_visible()
    await expect(result(ada, QUESTION)).to_be_hidden()

    await moderator.button("the phones").click()
    await moderator.button("Publish it all the same").click()
    await expect(result(ada, QUESTION)).to_be_visible()
    await expect(row.get_by_role("button", name=moderator.say("the record"))).to_be_visible()


async def test_a_slip_in_an_open_poll_is_corrected_for_everybody(people: People) -> None:
    moderator, ada = await begun(people, "Ada")
    await prepare_poll(moderator, QUESTION, ["Protct", "Train"])
    await moderator.button("Open").click()
    await ada.page.get_by_role("radio", name="Protct").check()
    await submitted(ada)
    await from_poll_menu(moderator, QUESTION, "Correct the wording…")
    await moderator.field("Options, one a line").fill("Protect\nTrain")
    await moderator.field("Why is it corrected?").fill("A slip of the pen")
    await moderator.button("Correct it for everybody").click()

    await expect(ada.page.get_by_role("radio", name="Protect")).to_be_checked()
    await expect(main(ada)).to_contain_text("A slip of the pen")
    await published(moderator)
    await expect(result(ada, QUESTION).get_by_role("row", name="Protect")).to_contain_text("1")


async def test_a_key_too_many_does_not_open_the_next_poll(people: People) -> None:
    moderator, ada = await begun(people, "Ada")
    for question in (QUESTION, "And then?"):
        await prepare_poll(moderator, question, [], kind="Yes or no")
    await moderator.button("Open").first.click()
    await published(moderator)
    await expect(result(ada, QUESTION)).to_be_visible()
    await expect(moderator.button("Open")).to_be_enabled()
    await moderator.page.keyboard.press("p")
    asked = moderator.dialog("Open the next poll?")
    await expect(asked).to_contain_text("And then?")
    await moderator.button("Cancel").click()
    await expect(moderator.listed("Polls").get_by_text("draft")).to_be_visible()


async def test_no_option_takes_the_words_of_another(people: People) -> None:
    moderator, _ada = await begun(people, "Ada")
    await prepare_poll(moderator, QUESTION, ["Protect", "Train"])
    await moderator.button("Open").click()
    await from_poll_menu(moderator, QUESTION, "Correct the wording…")
    await moderator.field("Options, one a line").fill("Train\nProtect")
    await moderator.field("Why is it corrected?").fill("A slip")
    await moderator.button("Correct it for everybody").click()
    told = "Votes stay with their lines: no option can take the words that another had."
    await expect(moderator.dialog("Correct the wording").get_by_text(told)).to_be_visible()
