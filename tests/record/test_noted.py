"""What the record tells of notes: their tasks, whose proposals they were, which were retracted."""

from live.domain import life, notes, proposals
from tests.domain.occasion import MINUTE, SECOND, chair, scribe
from tests.record.sittings import Recorded, ada, ben, opened, written
from tests.record.test_tables import column, rows
from tests.record.test_transcript import told


def act(here: Recorded, **task: str) -> str:
    return here.made(scribe, notes.PostNote("Send **the** draft.", "action", **task))  # type: ignore[arg-type]


def test_an_action_is_told_with_whoever_does_it_until_when() -> None:
    here = opened()
    act(here, owner=ben.id, due="2026-12-12")
    act(here, owner_text="The bureau")
    act(here, due="2026-12-12")
    act(here)
    noted = [line.partition(", noted")[0] for line in told(here) if line.startswith("Note: ")]
    assert noted == [
        "Note: Action (Ben Okri, by 12 December 2026)",
        "Note: Action (The bureau)",
        "Note: Action (by 12 December 2026)",
        "Note: Action",
    ]
    assert "Ben Okri, by 12 December 2026" in written(here.record(), "summary.md")


def test_the_words_of_a_note_are_told_without_their_marks() -> None:
    here = opened()
    act(here)
    for file in ("summary.html", "transcript.html"):
        assert "Send the draft." in written(here.record(), file)
    assert column(rows(here.record(), "notes.csv"), "text") == ["Send **the** draft."]


def test_an_owner_has_a_column() -> None:
    here = opened()
    act(here, owner=ben.id, due="2026-12-12")
    act(here, owner_text="The bureau")
    table = rows(here.record(), "notes.csv")
    assert column(table, "owner") == ["Ben Okri", "The bureau"]
    assert column(table, "owner_id") == ["ben", ""]
    assert column(table, "due") == ["2026-12-12", ""]


def test_a_note_that_was_placed_stands_there() -> None:
    here = opened()
    here.speak(ada, MINUTE)
    note = here.note("She said so.")
    here.now += MINUTE
    here.do(scribe, notes.PlaceNote(note, here.now - 90 * SECOND))
    [placed] = here.record().notes
    assert (placed.speaker, placed.happened_at) == (ada.id, here.now - 90 * SECOND)
    [moment] = [moment for moment in here.record().log if moment.what == "note"]
    assert moment.at == placed.happened_at


def test_a_retracted_note_is_told_of_without_its_words() -> None:
    here = opened()
    here.do(chair, notes.RetractNote(here.note("In confidence.")))
    here.do(scribe, notes.RetractNote(here.note("In confidence.")))
    assert [line for line in told(here) if line.startswith("Note")] == [
        "Note: Chair Person retracted a note by Scribe Person.",
        "Note: Scribe Person retracted a note.",
    ]
    for file in ("summary.md", "transcript.md", "transcript.vtt", "notes.csv", "record.json"):
        assert "In confidence" not in written(here.record(), file)


def test_a_note_tells_on_whose_proposal_it_was_written() -> None:
    here = opened()
    here.do(chair, life.EditSession(proposals=True))
    proposal = here.made(ada, proposals.ProposeNote("Cost is high."))
    here.do(scribe, proposals.AcceptProposal(proposal, tag="risk"))
    [line] = [line for line in told(here) if line.startswith("Note")]
    assert line.startswith("Note: Risk, noted by Scribe Person, on the proposal of Ada Lovelace")
    assert column(rows(here.record(), "notes.csv"), "proposed_by") == ["Ada Lovelace"]


def test_a_risk_has_a_place_in_the_summary() -> None:
    here = opened()
    here.note("Nobody pays.", "risk")
    assert "### Risks" in written(here.record(), "summary.md")


def test_what_was_pinned_is_so_in_the_record() -> None:
    here = opened()
    here.do(scribe, notes.PinNote(here.note("Remember.")))
    assert [note.pinned for note in here.record().notes] == [True]
