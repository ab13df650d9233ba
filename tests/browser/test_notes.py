"""Rapporteurs write while others speak."""

import pytest
from playwright.async_api import Locator, ViewportSize, expect

from tests.browser.people import DESK, PHONE, People, Person
from tests.browser.steps import wait_to_speak

BOTH_DIRECTIONS = pytest.mark.parametrize("language", ["en", "ar"])


async def post(rapporteur: Person, text: str, hashtag: str = "") -> Locator:
    """The note, once the server has it."""
    await rapporteur.field("Note").fill(text + hashtag)
    await rapporteur.field("Note").press("Enter")
    await expect(rapporteur.field("Note")).to_have_value("")
    note = note_of(rapporteur, text)
    await expect(note.get_by_role("button", name=rapporteur.say("Revise"))).to_be_visible()
    return note


def note_of(rapporteur: Person, text: str) -> Locator:
    return rapporteur.region("All notes").get_by_role("listitem").filter(has_text=text)


@BOTH_DIRECTIONS
async def test_a_note_knows_who_spoke_on_what(people: People) -> None:
    moderator = await people.moderator()
    ada = await people.participant("Ada", "Analytical Society")
    rapporteur = await people.rapporteur("Rafael")
    await moderator.button("Add an item").click()
    await moderator.field("Title").fill("General discussion")
    await moderator.button("Save").click()
    await moderator.button("Open session").click()
    await moderator.button("Start item {number}", number=1).click()
    await wait_to_speak(ada)
    await moderator.button("Next").click()
    await expect(rapporteur.region("Write a note")).to_contain_text("Ada")

    await post(rapporteur, "Training comes first.")

    notes = rapporteur.listed("Notes on {name}", name="Ada")
    await expect(notes).to_contain_text("Training comes first.")
    await expect(notes).to_contain_text("Rafael")
    await expect(rapporteur.region("All notes").get_by_role("heading", level=2)).to_contain_text(
        "General discussion"
    )
    await ada.tab("Notes").click()
    await expect(ada.listed("Notes")).to_contain_text("Training comes first.")


@pytest.mark.parametrize("viewport", [PHONE, DESK])
async def test_the_newest_note_is_in_view_unless_one_reads_older_ones(
    people: People, viewport: ViewportSize
) -> None:
    moderator = await people.moderator()
    rapporteur = await people.rapporteur(viewport=viewport)
    await moderator.button("Open session").click()
    for nth in range(14):
        await post(rapporteur, f"As point {nth}, this was said.")
    await expect(note_of(rapporteur, "As point 13,")).to_be_in_viewport(ratio=1)

    first = note_of(rapporteur, "As point 0,")
    await first.scroll_into_view_if_needed()
    await post(rapporteur, "And one more.")
    await expect(first).to_be_in_viewport()


async def test_a_note_is_tagged_by_key_or_as_it_is_typed(people: People) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    await moderator.button("Open session").click()

    await rapporteur.field("Note").press("Control+3")
    await expect(
        rapporteur.region("Write a note").get_by_role("button", name="Action")
    ).to_have_attribute("aria-pressed", "true")
    await expect(await post(rapporteur, "Send the draft round.")).to_contain_text("Action")
    await post(rapporteur, "We meet again in May.", " #decision")

    decided = note_of(rapporteur, "We meet again in May.")
    await expect(decided).to_contain_text("Decision")
    await expect(decided).not_to_contain_text("#")
    await rapporteur.find("group", "Show only").get_by_role("button", name="Decision").click()
    await expect(note_of(rapporteur, "Send the draft round.")).to_be_hidden()
    await expect(decided).to_be_visible()


@pytest.mark.deployments
async def test_a_note_is_revised_in_place(people: People) -> None:
    await people.moderator()
    rapporteur = await people.rapporteur()
    note = await post(rapporteur, "Traning first.")

    await note.get_by_role("button", name="Revise").click()
    text = rapporteur.field("Text of the note")
    await expect(text).to_be_focused()
    await text.fill("Training first.")
    await text.press("Enter")

    await expect(note_of(rapporteur, "Training first.")).to_contain_text("revised")
    await expect(note_of(rapporteur, "Traning first.")).to_be_hidden()


async def test_a_retracted_note_is_nowhere(people: People) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    note = await post(rapporteur, "Said in confidence.")
    await ada.tab("Notes").click()
    await expect(ada.listed("Notes")).to_contain_text("Said in confidence.")

    await note.get_by_role("button", name="Retract this note").click()
    await rapporteur.button("Retract").click()

    await expect(note_of(rapporteur, "Said in confidence.")).to_be_hidden()
    await expect(ada.words("There are no notes yet.")).to_be_visible()


async def test_what_is_written_survives_a_reload(people: People) -> None:
    rapporteur = await people.rapporteur()
    await rapporteur.field("Note").fill("Half a thou")
    await expect(rapporteur.words("Not posted yet")).to_be_visible()

    await rapporteur.page.reload()

    await expect(rapporteur.field("Note")).to_have_value("Half a thou")
    await expect(rapporteur.field("Note")).to_be_focused()


async def test_the_composer_keeps_focus_while_others_speak(people: People) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    await rapporteur.field("Note").fill("Half a thou")

    await wait_to_speak(ada)
    await moderator.button("Next").click()

    await expect(rapporteur.listed("Floor log")).to_contain_text("Ada")
    await expect(rapporteur.field("Note")).to_be_focused()
    await expect(rapporteur.field("Note")).to_have_value("Half a thou")


async def test_two_who_revise_the_same_note_see_both_texts(people: People) -> None:
    rafael, rita = await people.rapporteur("Rafael"), await people.rapporteur("Rita")
    note = await post(rafael, "Training.")
    await note.get_by_role("button", name="Revise").click()
    await rafael.field("Text of the note").fill("Training for judges.")

    await note_of(rita, "Training.").get_by_role("button", name="Revise").click()
    await rita.field("Text of the note").fill("Training for police.")
    await rita.button("Save").click()
    await expect(note_of(rita, "Training for police.")).to_contain_text("revised")

    theirs = "Somebody else has changed this note meanwhile. It now says:"
    await expect(rafael.words(theirs)).to_be_visible()
    await expect(rafael.region("All notes")).to_contain_text("Training for police.")
    await expect(rafael.field("Your text")).to_have_value("Training for judges.")
    await rafael.button("Save mine in its place").click()
    await expect(note_of(rita, "Training for judges.")).to_be_visible()
