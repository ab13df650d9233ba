"""The draft summary."""

import pytest
from msgspec.structs import replace

from live.domain import agenda, draft, notes
from live.domain.actors import Actor
from live.domain.draft import (
    GENERAL,
    NEXT_STEPS,
    Aside,
    AsideDropped,
    Draft,
    DraftCommand,
    DraftEvent,
    DropAside,
    ReleaseSection,
    SectionBegun,
    SectionReleased,
    SectionTaken,
    SectionWritten,
    TakeSection,
    TextSetAside,
    WriteSection,
    prefilled,
)
from live.domain.session import answer
from live.errors import NotFound, Stale, TooLong
from tests.domain.occasion import MINUTE, NOW, Sitting, ada, ask, bo, chair, scribe, sitting

TAKEN = SectionTaken(GENERAL, scribe.id, NOW)
NOTE = notes.Note("n_1", scribe.id, "Cost is high.", "point", None, None, None, NOW, NOW)


def state(*events: DraftEvent) -> Draft:
    made = Draft()
    for event in (SectionBegun(GENERAL, "Cost is high."), *events):
        made = draft.evolve(made, event)
    return made


def decided(command: DraftCommand, *events: DraftEvent, who: Actor = scribe) -> list[DraftEvent]:
    return draft.decide(state(*events), command, ask(who), [])


# From the notes


def test_a_section_begins_with_what_the_notes_say() -> None:
    later = replace(NOTE, id="n_2", text="Time is short.", tag=None)
    made = draft.decide(Draft(), TakeSection(GENERAL, None), ask(scribe), [NOTE, later])
    assert made == [SectionBegun(GENERAL, "Cost is high.\n\nTime is short."), TAKEN]


@pytest.mark.parametrize(
    ("section", "said"), [("i_1", "Of one."), ("i_2", ""), (GENERAL, "Of none.")]
)
def test_a_section_begins_with_the_notes_of_its_item(section: str, said: str) -> None:
    own = [replace(NOTE, text="Of one.", item="i_1"), replace(NOTE, text="Of none.")]
    assert prefilled(section, own) == said


def test_what_is_to_be_done_is_told_in_the_next_steps() -> None:
    own = [replace(NOTE, text="Send it.", item="i_1", tag="action"), NOTE]
    assert prefilled(NEXT_STEPS, own) == "Send it."
    assert prefilled("i_1", own) == ""


def test_a_note_whose_words_are_erased_says_nothing() -> None:
    assert prefilled(GENERAL, [replace(NOTE, text=""), NOTE]) == "Cost is high."


def test_notes_without_end_fill_a_section_to_its_limit() -> None:
    assert len(prefilled(GENERAL, [replace(NOTE, text="a" * 15_000)] * 2)) == 20_000


def test_a_section_that_was_begun_keeps_its_text() -> None:
    made = draft.decide(state(), TakeSection(GENERAL, None), ask(scribe), [NOTE, NOTE])
    assert made == [TAKEN]


# The lease


def test_one_person_writes_at_a_time() -> None:
    with pytest.raises(Stale):
        decided(TakeSection(GENERAL, None), TAKEN, who=chair)


def test_a_section_is_taken_over_from_whom_one_saw_writing() -> None:
    taken = decided(TakeSection(GENERAL, scribe.id), TAKEN, who=chair)
    assert taken == [SectionTaken(GENERAL, chair.id, NOW)]


def test_whoever_writes_takes_nothing_twice() -> None:
    assert decided(TakeSection(GENERAL, None), TAKEN) == []


def test_words_prolong_the_lease() -> None:
    written = SectionWritten(GENERAL, 2, "So it is.", scribe.id, NOW + MINUTE)
    assert state(TAKEN, written).section(GENERAL).until == NOW + 2 * MINUTE


def test_others_write_after_a_release() -> None:
    (released,) = decided(ReleaseSection(GENERAL), TAKEN)
    assert decided(TakeSection(GENERAL, None), TAKEN, released, who=chair)


def test_nobody_ends_the_lease_of_another() -> None:
    assert decided(ReleaseSection(GENERAL), TAKEN, who=chair) == []


def test_a_section_that_nobody_writes_has_nothing_to_release() -> None:
    assert decided(ReleaseSection(GENERAL)) == []


# The text


def test_a_text_is_rewritten() -> None:
    (event,) = decided(WriteSection(GENERAL, 1, " Cost is low.\r\n"), TAKEN)
    assert event == SectionWritten(GENERAL, 2, "Cost is low.", scribe.id, NOW)
    section = state(TAKEN, event).section(GENERAL)
    assert (section.text, section.revision) == ("Cost is low.", 2)
    assert (section.written_by, section.written_at) == (scribe.id, NOW)


def test_a_text_can_be_nothing() -> None:
    (event,) = decided(WriteSection(GENERAL, 1, ""), TAKEN)
    assert state(TAKEN, event).section(GENERAL).text == ""


def test_the_same_words_change_nothing() -> None:
    assert decided(WriteSection(GENERAL, 1, "Cost is high. \n"), TAKEN) == []


def test_words_in_a_section_that_nobody_writes_take_it() -> None:
    (event,) = decided(WriteSection(GENERAL, 1, "Cost is low."))
    assert state(event).section(GENERAL).writer == scribe.id


def test_a_text_is_too_long_beyond_twenty_thousand_characters() -> None:
    assert decided(WriteSection(GENERAL, 1, "a" * 20_000), TAKEN)
    with pytest.raises(TooLong):
        decided(WriteSection(GENERAL, 1, "a" * 20_001), TAKEN)


def test_a_section_that_nobody_has_begun_is_not_found() -> None:
    with pytest.raises(NotFound):
        decided(WriteSection("i_1", 1, "Cost is high."))


# What comes too late

ASIDE = TextSetAside(GENERAL, ask(bo).new_id("d"), bo.id, "Cost is fair.", NOW)


def test_words_of_whom_another_has_taken_over_from_are_set_aside() -> None:
    late = WriteSection(GENERAL, 1, "Cost is fair.")
    assert decided(late, TAKEN, who=bo) == [ASIDE]
    section = state(TAKEN, ASIDE).section(GENERAL)
    assert (section.text, section.writer) == ("Cost is high.", scribe.id)
    assert section.asides == (Aside(ASIDE.aside, bo.id, "Cost is fair.", NOW),)


def test_words_about_a_text_that_has_changed_are_set_aside() -> None:
    written = SectionWritten(GENERAL, 2, "So it is.", scribe.id, NOW)
    late = WriteSection(GENERAL, 1, "Cost is fair.")
    assert decided(late, written, SectionReleased(GENERAL), who=bo) == [ASIDE]


def test_the_same_words_are_set_aside_once() -> None:
    assert decided(WriteSection(GENERAL, 1, "Cost is fair."), TAKEN, ASIDE, who=chair) == []


def test_nothing_is_no_text_to_set_aside() -> None:
    assert decided(WriteSection(GENERAL, 1, ""), TAKEN, who=chair) == []


def test_what_was_set_aside_is_dropped() -> None:
    (dropped,) = decided(DropAside(GENERAL, ASIDE.aside), TAKEN, ASIDE)
    assert dropped == AsideDropped(GENERAL, ASIDE.aside)
    assert state(TAKEN, ASIDE, dropped).section(GENERAL).asides == ()


def test_what_is_not_there_is_not_dropped() -> None:
    assert decided(DropAside(GENERAL, "d_9"), TAKEN) == []


# In a session


def drafting() -> tuple[Sitting, str]:
    """A session with an item."""
    here = sitting()
    return here, str(answer(here.do(chair, agenda.AddItem("Opening")))["item"])


def test_each_item_has_its_section() -> None:
    here, item = drafting()
    here.do(scribe, TakeSection(item, None))
    made = here.do(scribe, WriteSection(item, 1, "It was opened."))
    assert answer(made) == {"revision": 2}
    made = here.do(chair, WriteSection(item, 1, "It was late."))
    assert answer(made).keys() == {"aside"}


def test_what_is_no_item_has_no_section() -> None:
    here, _ = drafting()
    refused = here.refusal(scribe, TakeSection("i_9", None))
    assert refused.details == {"what": "section"}


def test_participants_do_not_write_the_draft() -> None:
    here, item = drafting()
    assert here.refusal(ada, TakeSection(item, None)).code == "not_allowed"
