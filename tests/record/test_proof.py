"""A record is checked offline."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from live.domain import notes, redaction
from live.domain.versions import FinaliseRecord
from live.record.archive import archive, unpacked
from live.record.fingerprint import fingerprint
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.projection import project
from live.record.proof import Finding, verify
from live.record.reading import record_of
from tests.domain.occasion import SECOND, chair, scribe
from tests.record.journals import kept_of, proved
from tests.record.sittings import Recorded, consultation


def final() -> Recorded:
    here = consultation()
    here.now += SECOND
    here.do(scribe, FinaliseRecord())
    return here


def as_json(record: Record) -> bytes:
    return FORMATS["record.json"].write(record, "en")


def texts(findings: list[Finding], verdict: str) -> list[str]:
    return [finding.text for finding in findings if finding.verdict == verdict]


def wrong(content: bytes) -> list[str]:
    return texts(verify(content), "wrong")


def changed(content: bytes, *path: Any, to: Any) -> bytes:
    """The same JSON with one value changed, and a fingerprint to match."""
    read = msgspec.json.decode(content)
    inner = read
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    if read["fingerprint"] is not None:
        read["fingerprint"] = fingerprint(read)
    return msgspec.json.encode(read)


@pytest.fixture(scope="module")
def record() -> Record:
    return project(proved(final()), "named")


def test_what_was_made_is_right(record: Record) -> None:
    findings = verify(as_json(record))
    assert texts(findings, "wrong") == []
    assert len(texts(findings, "right")) == 7
    assert f"The fingerprint is that of the content: {record.fingerprint}" in [
        finding.text for finding in findings
    ]


def test_a_record_that_is_not_final_is_checked_as_well() -> None:
    findings = verify(as_json(project(proved(consultation()), "named")))
    assert texts(findings, "wrong") == []
    assert "The record is not final, and so has no fingerprint." in texts(findings, "open")


@pytest.mark.parametrize("attribution", ["named", "chatham"])
def test_without_a_fingerprint_the_head_of_the_chain_is_to_be_compared(attribution: Any) -> None:
    told = project(proved(consultation()), attribution)
    assert told.journal is not None
    [text] = [text for text in texts(verify(as_json(told)), "open") if "made anew" in text]
    assert "compare the head of the chain" in text
    assert text.endswith(f"with a copy that you trust: {told.journal.chain}")


def test_a_final_record_has_its_fingerprint_to_compare(record: Record) -> None:
    assert not any("made anew" in text for text in texts(verify(as_json(record)), "open"))


def test_all_files_together_are_right(record: Record) -> None:
    packed = FORMATS["record.zip"].write(record, "en")
    assert wrong(packed) == []
    assert any("SHA256SUMS" in text for text in texts(verify(packed), "right"))


@pytest.mark.parametrize("attribution", ["group", "chatham"])
def test_what_is_told_with_less_says_what_cannot_be_checked(attribution: Any) -> None:
    told = project(proved(final()), attribution)
    findings = verify(as_json(told))
    assert texts(findings, "wrong") == []
    assert told.journal is not None
    assert told.journal.entries == ()
    assert len(texts(findings, "open")) == 4


def test_a_change_without_a_new_fingerprint_shows(record: Record) -> None:
    content = as_json(record).replace(b"Safeguards need", b"Safeguards lack")
    assert "The fingerprint is not that of the content: it was changed." in wrong(content)


@pytest.mark.parametrize(
    ("path", "to", "told"),
    [
        (("notes", 0, "text"), "Another", "Note 1 is not as it was written."),
        (("turns", 0, "start"), 1, "Turn 1 did not begin when it says."),
        (("polls", 0, "tally", "voters"), 4, "The count of poll 1 was changed."),
        (
            ("journal", "entries", 3, "at"),
            1,
            "The chain of the journal is broken at entry 4.",
        ),
        (("journal", "seq"), 3, "The chain of the journal does not end as it says."),
    ],
)
def test_a_change_with_a_new_fingerprint_shows_too(
    record: Record, path: Any, to: Any, told: str
) -> None:
    assert wrong(changed(as_json(record), *path, to=to)) == [told]


def test_an_entry_that_says_something_else_shows(record: Record) -> None:
    assert record.journal is not None
    nth = next(nth for nth, one in enumerate(record.journal.entries) if one.data is not None)
    content = changed(as_json(record), "journal", "entries", nth, "data", to="{}")
    assert f"Entry {nth + 1} does not say what it said when it was written." in wrong(content)


def test_an_entry_that_is_left_out_shows(record: Record) -> None:
    entries = msgspec.to_builtins(record.journal)["entries"]
    content = changed(as_json(record), "journal", "entries", to=entries[:4] + entries[5:])
    assert "The chain of the journal is broken at entry 5." in wrong(content)


def test_a_note_that_has_another_tag_shows(record: Record) -> None:
    content = changed(as_json(record), "notes", 0, "tag", to="risk")
    assert wrong(content) == ["Note 1 is not as it was written."]


def test_a_note_that_is_left_out_shows(record: Record) -> None:
    notes = msgspec.to_builtins(record.notes)
    content = changed(as_json(record), "notes", to=notes[1:])
    assert wrong(content) == ["Notes of the journal that are not in the record: 1."]


def test_a_note_that_nobody_wrote_shows(record: Record) -> None:
    notes = [*msgspec.to_builtins(record.notes), {"id": "n_0", "nr": 9, "text": "x", "tag": None}]
    content = changed(as_json(record), "notes", to=notes)
    assert wrong(content) == ["Notes that the journal does not know: 1."]


def test_what_was_redacted_leaves_the_chain_whole() -> None:
    here = final()
    note = next(iter(here.session.notes.standing))
    here.do(chair, redaction.RedactNote(note))
    kept = kept_of(here)
    links = tuple(
        replace(link, data=None, salt=None) if note.encode() in (link.data or b"") else link
        for link in kept.links
    )
    happened = tuple(
        replace(fact, event=replace(fact.event, text=""))
        if isinstance(fact.event, notes.NotePosted) and fact.event.note == note
        else fact
        for fact in kept.happened
    )
    made = record_of(replace(kept, links=links, happened=happened), here.now)
    findings = verify(as_json(project(made, "named")))
    assert texts(findings, "wrong") == []
    assert any("redacted" in text for text in texts(findings, "open"))


def test_words_that_were_revised_are_not_in_it() -> None:
    here = consultation()
    here.note("First and wrong.")
    note = list(here.session.notes.standing.values())[-1]
    here.do(scribe, notes.ReviseNote(note.id, note.revision, "Then right."))
    gone = here.note("Taken back.")
    here.do(scribe, notes.RetractNote(gone))
    content = as_json(project(proved(here), "named"))
    assert b"Then right." in content
    assert b"First and wrong." not in content
    assert b"Taken back." not in content


def test_a_file_of_the_archive_that_was_changed_shows(record: Record) -> None:
    files = dict(unpacked(FORMATS["record.zip"].write(record, "en")))
    other = {**files, "notes.csv": b"nothing"}
    assert wrong(archive(other.items())) == ["notes.csv was changed: its sum is another."]
    del other["notes.csv"]
    assert wrong(archive(other.items())) == ["notes.csv is missing."]
    more = {**files, "more.txt": b""}
    assert wrong(archive(more.items())) == ["more.txt does not belong to it."]


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"nothing", b"PK\x03\x04nothing", b'{"schema":1,"turns":[]}', b"\xff"],
)
def test_what_is_no_record_is_told(content: bytes) -> None:
    assert wrong(content)
