"""Other ways to hold a poll: a pulse, by organisation, in two languages, in a rehearsal."""

import pytest
from playwright.async_api import expect

from tests.browser.people import People
from tests.browser.polling import begun, from_poll_menu, published, result, submitted
from tests.browser.steps import main, prepare_poll

QUESTION = "Is the scope right?"
ARABIC = "هل النطاق مناسب؟"
RIGHT_TO_LEFT = pytest.mark.parametrize("language", ["ar"])


async def test_a_pulse_is_asked_with_one_key(people: People) -> None:
    moderator, *others = await begun(people, "Ada", "Bo", "Cy", "Dee", "Eve")
    screen = await people.screen()
    await moderator.page.keyboard.press("q")
    asked = others[0].page.get_by_role("group", name=others[0].say("Do you agree?"))
    await expect(asked).to_be_visible()
    for person in others[:4]:
        await person.find("radio", "Agree").check()
    so_far = screen.page.get_by_role("table", name=screen.say("So far"))
    await expect(
        others[0].words("Counts are shown here once five people have chosen.")
    ).to_be_visible()
    await expect(so_far).to_be_hidden()
    await others[4].find("radio", "Not sure").check()
    for person in (screen, others[0]):
        table = person.page.get_by_role("table", name=person.say("So far"))
        row = table.get_by_role("row").filter(has_text=person.say("Agree"))
        await expect(row.first).to_contain_text("4")
    await others[4].find("radio", "Agree").check()
    agree = so_far.get_by_role("row").filter(has_text=screen.say("Agree"))
    await expect(agree.first).to_contain_text("5")

    await moderator.button("Close").click()
    await expect(screen.words("A quick pulse: indicative, not a vote.").first).to_be_visible()
    row = result(others[0], others[0].say("Do you agree?")).get_by_role("row")
    await expect(row.filter(has_text=others[0].say("Agree")).first).to_contain_text("5")


@RIGHT_TO_LEFT
async def test_an_organisation_has_one_vote_whoever_sends_it(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada", "Engine Society")
    bo = await people.participant("Bo", "engine  society")
    cy = await people.participant("Cy", "Ministry of Roads")
    dee = await people.participant("Dee")
    await moderator.button("Open session").click()
    await moderator.button("New poll").click()
    await moderator.field("Question").first.fill(QUESTION)
    await moderator.find("radio", "Yes or no").check()
    await moderator.words("For some groups or regions only, or with a quorum").click()
    await moderator.find("radio", "Each organisation: the last choice of its people counts").check()
    await moderator.button("Save as a draft").click()
    await moderator.button("Open").click()

    told = dee.words("Each organisation has one vote. Add yours to your details, then vote.")
    await expect(told).to_be_visible()
    for person, answer in ((ada, "Yes"), (cy, "Yes"), (bo, "No")):
        await person.find("radio", answer).check()
        await submitted(person)
    shared = "The vote of your organisation is recorded. You can send another until voting closes."
    await expect(ada.words(shared)).to_be_visible()
    row = moderator.listed("Polls").get_by_role("listitem")
    await expect(row.first).to_contain_text(
        moderator.say("{voted} of {eligible} voted", voted=2, eligible=2)
    )
    await published(moderator)
    for answer in ("Yes", "No"):
        counted = result(ada, QUESTION).get_by_role("row").filter(has_text=ada.say(answer))
        await expect(counted.first).to_contain_text("1")


async def test_a_question_is_read_in_two_languages(people: People) -> None:
    moderator, ada = await begun(people, "Ada")
    people.language = "ar"
    bo = await people.participant("Bo")
    people.language = "en"
    screen = await people.screen()
    await moderator.button("New poll").click()
    await moderator.field("Question").first.fill(QUESTION)
    await moderator.field("Options, one a line").first.fill("Too wide\nRight")
    await moderator.words("In other languages").click()
    arabic = moderator.page.get_by_role("group", name="Arabic")
    await arabic.get_by_role("textbox", name="Question").fill(ARABIC)
    await arabic.get_by_role("textbox", name="Options").fill("واسع\nمناسب")
    await moderator.button("Save as a draft").click()
    await moderator.button("Open").click()
    await expect(screen.page.get_by_text(QUESTION)).to_be_visible()
    await expect(screen.page.get_by_text(ARABIC)).to_be_visible()

    await ada.page.get_by_role("radio", name="Right").check()
    await submitted(ada)
    await bo.page.get_by_role("group", name=ARABIC).get_by_role("radio", name="مناسب").check()
    await submitted(bo)
    await published(moderator)
    await expect(result(ada, QUESTION).get_by_role("row", name="Right")).to_contain_text("2")
    await expect(result(bo, ARABIC).get_by_role("row", name="مناسب")).to_contain_text("2")


async def test_words_that_are_not_translated_say_so(people: People) -> None:
    moderator = await people.moderator()
    people.language = "ar"
    bo = await people.participant("Bo")
    await moderator.button("Open session").click()
    await prepare_poll(moderator, QUESTION, [], kind="Yes or no")
    await moderator.button("Open").click()
    told = bo.say("Not translated: these words are in {language}.", language="الإنجليزية")
    await expect(main(bo)).to_contain_text(told)


@RIGHT_TO_LEFT
async def test_a_rehearsal_leaves_nothing_behind(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada")
    screen = await people.screen()
    await prepare_poll(moderator, QUESTION, [], kind="Yes or no")
    await from_poll_menu(moderator, QUESTION, "Rehearse with votes that are made up")
    await expect(screen.words("Rehearsal").first).to_be_visible()
    told = ada.words("A rehearsal: try it. Nothing that you choose is counted or kept.")
    await expect(told).to_be_visible()
    await ada.find("radio", "Yes").check()
    await submitted(ada)
    await moderator.button("Close").click()
    await moderator.button("Publish").click()
    for person in (ada, screen):
        await expect(result(person, QUESTION)).to_be_visible()
    await moderator.button("End the rehearsal").click()
    for person in (ada, screen):
        await expect(result(person, QUESTION)).to_be_hidden()

    rows = moderator.listed("Polls").get_by_role("listitem")
    await expect(rows).to_have_count(1)
    await moderator.button("Open session").click()
    await moderator.button("Open").click()
    await expect(ada.find("radio", "Yes")).not_to_be_checked()
    await ada.find("radio", "No").check()
    await submitted(ada)
    await published(moderator)
    no = result(ada, QUESTION).get_by_role("row").filter(has_text=ada.say("No"))
    await expect(no.first).to_contain_text("100")
