"""Whatever is written is shown as it was written, and does nothing else."""

from playwright.async_api import expect

from tests.browser.people import People
from tests.browser.steps import ask_to_speak, main, prepare_poll, queue

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TURNED = "abc \u202eevil\u202c def"
SHOWN = "abc evil def"
"""Signs that would turn the text around are taken out."""


async def test_a_script_in_a_name_is_text_on_every_page(people: People) -> None:
    moderator, screen = await people.moderator(), await people.screen()
    rapporteur = await people.rapporteur()
    await moderator.button("Open session").click()
    mallory, ada = await people.participant(SCRIPT, SCRIPT), await people.participant("Ada")
    await ask_to_speak(mallory, about=SCRIPT)
    await expect(queue(moderator).first).to_contain_text(SCRIPT)
    await moderator.button("Next").click()
    for person in (ada, moderator, rapporteur, screen):
        await expect(main(person)).to_contain_text(SCRIPT)


async def test_a_script_in_a_poll_is_text_on_every_page(people: People) -> None:
    moderator, mallory = await people.moderator(), await people.participant("Mallory")
    await moderator.button("Open session").click()
    row = await prepare_poll(moderator, SCRIPT, [SCRIPT, "No"])
    await row.get_by_role("button", name="Open").click()
    await expect(main(mallory).get_by_role("radio", name=SCRIPT)).to_be_visible()


async def test_a_script_in_a_note_is_text_on_every_page(people: People) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    ada = await people.participant("Ada")
    await moderator.button("Open session").click()
    await rapporteur.field("Note").fill(SCRIPT)
    await rapporteur.field("Note").press("Enter")
    await ada.tab("Notes").click()
    await expect(ada.listed("Notes")).to_contain_text(SCRIPT)
    await expect(rapporteur.region("All notes")).to_contain_text(SCRIPT)


async def test_a_name_turns_nothing_around(people: People) -> None:
    moderator = await people.moderator()
    await moderator.button("Open session").click()
    await ask_to_speak(await people.participant(TURNED))
    await expect(queue(moderator).first).to_contain_text(SHOWN)


async def test_half_a_sign_does_not_keep_the_rest_from_being_sent(people: People) -> None:
    moderator, rapporteur = await people.moderator(), await people.rapporteur()
    await moderator.button("Open session").click()
    await rapporteur.field("Note").evaluate(
        """field => {
          field.value = "Half a sign: \\ud83d"
          field.dispatchEvent(new Event("input", { bubbles: true }))
        }"""
    )
    await rapporteur.field("Note").press("Enter")
    notes = rapporteur.region("All notes")
    await expect(notes).to_contain_text("Half a sign: \ufffd")
    await expect(notes.get_by_role("button", name="Revise")).to_be_visible()
