"""What becomes of notes: their tasks and moments, their revisions, and what others propose."""

import pytest
from playwright.async_api import Locator, ViewportSize, expect

from tests.browser.people import DESK, PHONE, People, Person
from tests.browser.steps import wait_to_speak
from tests.browser.test_notes import note_of, post
from tests.browser.test_settings import open_settings, save

NOTEBOOK = ViewportSize(width=1280, height=720)


def composer(rapporteur: Person) -> Locator:
    return rapporteur.region("Write a note")


async def test_an_action_is_typed_with_its_owner_and_its_date(people: People) -> None:
    await people.participant("Amara Diallo", "Sahel Network")
    rapporteur = await people.rapporteur()
    await rapporteur.field("Note").fill("#action @Amara sends the draft by 2031-03-12")
    await expect(composer(rapporteur).get_by_label("Owner")).to_have_value("Amara Diallo")
    await expect(composer(rapporteur).get_by_label("Due date")).to_have_value("2031-03-12")
    await rapporteur.field("Note").press("Enter")

    note = note_of(rapporteur, "sends the draft")
    await expect(note).to_contain_text("Amara Diallo, by 12 March 2031")
    await expect(note).not_to_contain_text("@")


async def test_what_was_read_of_an_action_is_changed_before_it_is_posted(people: People) -> None:
    await people.participant("Amara Diallo")
    rapporteur = await people.rapporteur()
    await rapporteur.field("Note").fill("Send the draft @Amara")
    await rapporteur.field("Note").press("Control+3")
    owner = composer(rapporteur).get_by_label("Owner")
    await expect(owner).to_have_value("Amara Diallo")
    await rapporteur.page.keyboard.press("Tab")
    await expect(owner).to_be_focused()
    await owner.fill("The bureau")
    await expect(composer(rapporteur)).to_contain_text("not one of the people here")
    await composer(rapporteur).get_by_label("Due date").fill("2031-03-12")
    await owner.press("Enter")

    note = note_of(rapporteur, "Send the draft")
    await expect(note).to_contain_text("The bureau, by 12 March 2031")
    await expect(rapporteur.field("Note")).to_be_focused()


async def test_an_action_without_an_owner_says_so_until_it_has_one(people: People) -> None:
    await people.participant("Amara Diallo")
    rapporteur = await people.rapporteur()
    note = await post(rapporteur, "Send the draft.", " #action")
    await expect(note).to_contain_text("Nobody has been named for it yet.")
    await note.get_by_role("button", name="Revise").click()
    feed = rapporteur.region("All notes")
    await feed.get_by_label("Owner").fill("Amara Diallo")
    await feed.get_by_label("Due date").fill("2031-03-12")
    await rapporteur.button("Save").click()
    await expect(note).to_contain_text("Amara Diallo, by 12 March 2031")


async def test_a_sixth_key_is_for_risks(people: People) -> None:
    rapporteur = await people.rapporteur()
    await rapporteur.field("Note").press("Control+6")
    await expect(await post(rapporteur, "Nobody pays.")).to_contain_text("Risk")


async def test_a_note_that_is_posted_late_is_on_whoever_had_the_floor(people: People) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    ada, bo = await people.participant("Ada"), await people.participant("Bo")
    await moderator.button("Open session").click()
    await wait_to_speak(ada)
    await wait_to_speak(bo)
    await moderator.button("Next").click()
    await expect(composer(rapporteur)).to_contain_text("Ada")
    await rapporteur.field("Note").press_sequentially("As she sai")
    await moderator.button("Next").click()
    await expect(rapporteur.listed("Floor log")).to_contain_text("Bo")
    await rapporteur.field("Note").press_sequentially("d.")
    await rapporteur.field("Note").press("Enter")

    await expect(rapporteur.listed("Notes on {name}", name="Ada")).to_contain_text("As she said.")


async def test_a_note_is_put_into_the_turn_to_which_it_belongs(people: People) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    ada, bo = await people.participant("Ada"), await people.participant("Bo")
    await moderator.button("Open session").click()
    await wait_to_speak(ada)
    await wait_to_speak(bo)
    await moderator.button("Next").click()
    await expect(composer(rapporteur)).to_contain_text("Ada")
    await moderator.button("Next").click()
    await expect(composer(rapporteur)).to_contain_text("Bo")
    note = await post(rapporteur, "Ada had said so.")
    await expect(rapporteur.listed("Notes on {name}", name="Bo")).to_be_visible()

    await note.get_by_role("button", name="Revise").click()
    turns = rapporteur.choice("In whose turn")
    await turns.select_option(label=await turns.locator("option", has_text="Ada").inner_text())
    await rapporteur.button("Save").click()

    await expect(rapporteur.listed("Notes on {name}", name="Ada")).to_contain_text("Ada had said")
    await expect(rapporteur.listed("Notes on {name}", name="Bo")).to_be_hidden()


async def test_what_a_note_said_before_is_shown_in_place(people: People) -> None:
    rapporteur = await people.rapporteur()
    note = await post(rapporteur, "Traning first.")
    await note.get_by_role("button", name="Revise").click()
    await rapporteur.page.get_by_role("textbox", name="Text of the note").fill("Training first.")
    await rapporteur.button("Save").click()
    revised = note_of(rapporteur, "Training first.").first
    await revised.get_by_role("button", name="revised once").click()

    history = rapporteur.listed("Revisions").get_by_role("listitem")
    await expect(history).to_have_count(2)
    await expect(history.first.get_by_role("deletion")).to_have_text("Traning")
    await expect(history.first.get_by_role("insertion")).to_have_text("Training")
    await expect(history.first).to_contain_text("Rafael")
    await revised.get_by_role("button", name="revised once").click()
    await expect(rapporteur.listed("Revisions")).to_be_hidden()


async def test_a_pinned_note_is_found_again(people: People) -> None:
    rapporteur, rita = await people.rapporteur(), await people.rapporteur("Rita")
    note = await post(rapporteur, "Remember this.")
    await post(rapporteur, "Not that.")
    await note.get_by_role("button", name="Pin").click()
    await rita.find("group", "Show only").get_by_role("button", name="Pinned").click()
    await expect(note_of(rita, "Remember this.")).to_be_visible()
    await expect(note_of(rita, "Not that.")).to_be_hidden()
    await rita.page.get_by_role("searchbox", name="Search in the notes").fill("that")
    await expect(rita.words("No note is like that.")).to_be_visible()


async def test_a_retracted_note_is_read_and_written_again(people: People) -> None:
    rapporteur, rita = await people.rapporteur(), await people.rapporteur("Rita")
    note = await post(rapporteur, "Said by mistake.", " #decision")
    await note.get_by_role("button", name="Retract this note").click()
    await rapporteur.button("Retract").click()
    await expect(note_of(rita, "Said by mistake.")).to_be_hidden()

    await rita.find("group", "Show only").get_by_role("button", name="Retracted").click()
    gone = note_of(rita, "Said by mistake.")
    await expect(gone).to_contain_text("retracted by Rafael")
    await expect(gone.get_by_role("button", name="Revise")).to_be_hidden()
    await gone.get_by_role("button", name="Write it again").click()
    await expect(rita.field("Note")).to_have_value("Said by mistake.")
    await expect(rita.field("Note")).to_be_focused()


async def erase(rapporteur: Person, text: str) -> None:
    await note_of(rapporteur, text).get_by_role("button", name="Erase").click()
    await rapporteur.page.get_by_role("dialog").get_by_role("button", name="Erase").click()


async def test_the_words_of_a_retracted_note_are_erased(people: People) -> None:
    rapporteur = await people.rapporteur()
    note = await post(rapporteur, "Said in confidence.")
    await note.get_by_role("button", name="Retract this note").click()
    await rapporteur.button("Retract").click()
    await rapporteur.find("group", "Show only").get_by_role("button", name="Retracted").click()
    await erase(rapporteur, "Said in confidence.")
    feed = rapporteur.region("All notes")
    await expect(feed).to_contain_text("Its words were erased.")
    await expect(feed).not_to_contain_text("Said in confidence.")


async def test_the_words_of_a_note_that_stands_are_erased(people: People) -> None:
    rapporteur = await people.rapporteur()
    await post(rapporteur, "Said in confidence.")
    await erase(rapporteur, "Said in confidence.")
    note = note_of(rapporteur, "Its words were erased.")
    await expect(note.get_by_role("button")).to_have_count(1)
    await expect(note.get_by_role("button", name="Retract this note")).to_be_visible()


@pytest.mark.parametrize("viewport", [NOTEBOOK, DESK])
async def test_where_all_notes_are_retracted_there_is_a_way_to_them(
    people: People, viewport: ViewportSize
) -> None:
    rapporteur = await people.rapporteur(viewport=viewport)
    note = await post(rapporteur, "Said by mistake.")
    await note.get_by_role("button", name="Retract this note").click()
    await rapporteur.button("Retract").click()
    chip = rapporteur.find("group", "Show only").get_by_role("button", name="Retracted")
    await expect(chip).to_be_in_viewport(ratio=1)
    await rapporteur.button("Show them").click()
    await expect(note_of(rapporteur, "Said by mistake.")).to_be_visible()
    await expect(chip).to_have_attribute("aria-pressed", "true")


async def test_buttons_of_notes_are_told_apart_by_their_names(people: People) -> None:
    rapporteur = await people.rapporteur()
    await post(rapporteur, "Cost is high.")
    await post(rapporteur, "Time is short.")
    for act in ("Pin", "Revise", "Erase"):
        await expect(rapporteur.button(f"{act}: Cost is high.")).to_have_count(1)


async def test_of_two_who_revise_the_same_note_both_texts_can_stay(people: People) -> None:
    rafael, rita = await people.rapporteur("Rafael"), await people.rapporteur("Rita")
    note = await post(rafael, "Training.")
    await note.get_by_role("button", name="Revise").click()
    await rafael.page.get_by_role("textbox", name="Text of the note").fill("Training for judges.")
    await note_of(rita, "Training.").get_by_role("button", name="Revise").click()
    await rita.page.get_by_role("textbox", name="Text of the note").fill("Training for police.")
    await rita.button("Save").click()

    await expect(rafael.field("Your text")).to_have_value("Training for judges.")
    await expect(rafael.page.get_by_role("insertion")).to_contain_text("for police")
    await rafael.button("Post mine as a note of its own").click()

    await expect(note_of(rita, "Training for judges.")).to_be_visible()
    await expect(note_of(rita, "Training for police.")).to_be_visible()


async def test_what_is_marked_up_is_shown_so_and_does_nothing_else(people: People) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    text = (
        "**Costs** are *high*, see [the draft](https://example.org/a) "
        "<img src=x onerror=alert(1)> [here](javascript:alert(1))"
    )
    await rapporteur.field("Note").fill(text)
    await rapporteur.field("Note").press("Enter")
    await ada.tab("Notes").click()
    for notes in (rapporteur.region("All notes"), ada.listed("Notes")):
        await expect(notes.get_by_role("strong")).to_have_text("Costs")
        await expect(notes.get_by_role("emphasis")).to_have_text("high")
        link = notes.get_by_role("link")
        await expect(link).to_have_text("the draft")
        await expect(link).to_have_attribute("href", "https://example.org/a")
        await expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
        await expect(notes).to_contain_text("<img src=x onerror=alert(1)>")
        await expect(notes).to_contain_text("[here](javascript:alert(1))")
        await expect(notes.get_by_role("img")).to_have_count(0)


# Who sees them, and who proposes them


async def asking(moderator: Person) -> None:
    """Participants may propose notes."""
    form = await open_settings(moderator)
    await moderator.page.get_by_role(
        "checkbox", name=moderator.say("Participants may propose notes")
    ).check()
    await save(moderator, form)


async def test_notes_for_after_the_close_are_shown_then(people: People) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    form = await open_settings(moderator)
    await moderator.choice("Who sees the notes").select_option("closed")
    await save(moderator, form)
    await post(rapporteur, "Costs are high.")
    await expect(ada.tab("Notes")).to_be_hidden()

    await moderator.button("End session").click()
    await moderator.button("End it now").click()

    await ada.tab("Notes").click()
    await expect(ada.listed("Notes")).to_contain_text("Costs are high.")


@pytest.mark.parametrize(("viewport", "language"), [(PHONE, "en"), (DESK, "ar")])
async def test_a_participant_proposes_a_note_and_hears_what_became_of_it(
    people: People, viewport: dict[str, int], language: str
) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    ada = await people.participant("Ada", "Analytical Society", viewport=viewport)
    await moderator.button("Open session").click()
    await asking(moderator)
    if viewport == PHONE:
        await ada.tab("Notes").click()
    for text in ("Small operators need time.", "Nonsense."):
        await ada.field("Propose a note").fill(text)
        await ada.button("Propose").click()
        await expect(ada.field("Propose a note")).to_have_value("")
    own = ada.listed("What you have proposed").get_by_role("listitem")
    await expect(own).to_have_count(2)
    await expect(own.last).to_contain_text(ada.say("Waits for the rapporteurs"))

    proposed = rapporteur.region("Proposed by participants").get_by_role("listitem")
    first = proposed.first
    await expect(first).to_contain_text("Ada")
    await expect(first).to_contain_text("Small operators")
    await first.get_by_role("combobox", name=rapporteur.say("Tag")).select_option("point")
    await first.get_by_role("button", name=rapporteur.say("Edit")).click()
    await rapporteur.page.get_by_role("textbox", name=rapporteur.say("Text of the note")).fill(
        "Small operators ask for two years."
    )
    await first.get_by_role("button", name=rapporteur.say("Note it"), exact=True).click()
    await expect(proposed).to_have_count(1)
    await proposed.get_by_role("button", name=rapporteur.say("Do not note it")).click()

    note = note_of(rapporteur, "Small operators ask for two years.")
    await expect(note).to_contain_text(rapporteur.say("Key point"))
    await expect(note).to_contain_text("Ada")
    await expect(own.last).to_contain_text(ada.say("Noted"))
    await expect(own.first).to_contain_text(ada.say("Not noted"))
    await expect(rapporteur.region("Proposed by participants")).to_be_hidden()


async def test_a_proposal_that_is_not_sent_is_not_lost(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    await moderator.button("Open session").click()
    await asking(moderator)
    await ada.tab("Notes").click()
    await ada.field("Propose a note").fill("Half a thought")
    await ada.page.reload()
    await ada.tab("Notes").click()
    await expect(ada.field("Propose a note")).to_have_value("Half a thought")
    for nth in range(6):
        await ada.field("Propose a note").fill(f"Point {nth}.")
        await ada.button("Propose").click()
    refused = ada.page.get_by_role("alert").filter(has_text="Point 5.")
    await expect(refused).to_contain_text("5 of your proposals wait already.")
    await refused.get_by_role("button", name="Put it back into the field").click()
    await expect(ada.field("Propose a note")).to_have_value("Point 5.")


async def test_two_who_deal_with_the_same_proposal_make_one_note_of_it(people: People) -> None:
    moderator, ada = await people.moderator(), await people.participant("Ada")
    rafael, rita = await people.rapporteur("Rafael"), await people.rapporteur("Rita")
    await moderator.button("Open session").click()
    await asking(moderator)
    await ada.tab("Notes").click()
    await ada.field("Propose a note").fill("Once.")
    await ada.button("Propose").click()
    await expect(rita.button("Note it")).to_be_visible()
    await rafael.button("Note it").click()
    await expect(rita.button("Note it")).to_be_hidden()
    await expect(note_of(rita, "Once.")).to_have_count(1)
