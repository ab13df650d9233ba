"""What is redacted and who is erased: gone from the database and from every browser."""

from pathlib import Path

import pytest

from live.domain.actors import Actor, PersonId
from live.domain.captioning import ImportCaptions, ImportedLine, PostCaption, captioner
from live.domain.documents import Audience
from live.domain.floor import GrantFloor
from live.domain.life import CloseSession, EditSession, OpenSession
from live.domain.notes import PostNote, ReviseNote
from live.domain.people import EditPerson
from live.domain.queue import RequestFloor, WriteIn
from live.domain.redaction import ErasePerson, RedactCaption, RedactNote
from live.errors import NotAllowed, NotFound
from live.store import journal
from tests.room.rig import Peer, Rig

ADA = EditPerson(name="Ada Lovelace", organisation="Analytical Engines Ltd")


async def lovelace(rig: Rig) -> Actor:
    """Ada, who has asked to speak for somebody, and of whom it was noted what she said."""
    ada = await rig.join("p_ada")
    await rig.do(ada, ADA)
    asked = RequestFloor(capacity="on_behalf", on_behalf_of="Friends of Ada Lovelace")
    request = str((await rig.do(ada, asked)).result["request"])
    await rig.do(rig.chair, GrantFloor(request, None))
    await rig.do(rig.chair, PostNote("Ms Lovelace of ANALYTICAL ENGINES LTD asked for time."))
    return ada


def in_files(folder: Path, name: str) -> bool:
    return any(name.casefold() in text for text in texts(folder))


def texts(folder: Path) -> list[str]:
    files = [path for path in folder.iterdir() if path.is_file()]
    return [path.read_bytes().decode(errors="replace").casefold() for path in files]


async def test_who_is_erased_is_named_in_no_document(rig: Rig) -> None:
    ada = await lovelace(rig)
    await rig.do(rig.chair, ErasePerson(ada.id))
    room = await rig.room()
    said = str([room.documents(audience) for audience in Audience])
    assert "Lovelace" not in said
    assert "engines" not in said.casefold()
    assert "Friends of […]" in said


async def test_who_is_erased_is_in_no_file_of_the_database(filed: Rig) -> None:
    ada = await lovelace(filed)
    await filed.database.scrubbed()
    assert in_files(filed.path, "lovelace")
    await filed.do(filed.chair, ErasePerson(ada.id))
    await filed.database.scrubbed()
    assert not in_files(filed.path, "lovelace")
    assert not in_files(filed.path, "analytical engines")


async def test_who_is_erased_is_not_in_the_title_by_which_hosts_find_the_session(
    rig: Rig,
) -> None:
    ada = await lovelace(rig)
    await rig.do(rig.chair, EditSession(title="Hearing of Ada Lovelace"))
    await rig.do(rig.chair, ErasePerson(ada.id))
    assert [row.title for row in await rig.rooms.every()] == ["Hearing of […]"]


async def test_who_is_erased_is_still_counted(rig: Rig) -> None:
    ada = await lovelace(rig)
    await rig.do(rig.chair, CloseSession())
    before = (await rig.room()).documents(Audience.STAFF)["airtime"]
    await rig.do(rig.chair, ErasePerson(ada.id))
    room = await rig.room()
    assert room.documents(Audience.STAFF)["airtime"] == before
    assert len(room.session.floor.turns) == 1


async def test_the_journal_alone_rebuilds_what_remains(rig: Rig) -> None:
    ada = await lovelace(rig)
    await rig.do(rig.chair, ErasePerson(ada.id))
    before = await rig.room()
    session, names = before.session, before.directory
    await rig.again()
    assert (await rig.room()).session == session
    assert (await rig.room()).directory == names


async def test_the_journal_still_verifies(rig: Rig) -> None:
    ada = await lovelace(rig)
    await rig.do(rig.chair, ErasePerson(ada.id))
    assert await rig.database.read(lambda c: journal.verify(c, rig.session_id)) == []


async def test_an_organisation_of_others_stays(rig: Rig) -> None:
    ada = await lovelace(rig)
    bo = await rig.join("p_bo")
    await rig.do(bo, EditPerson(organisation="Analytical Engines Ltd"))
    await rig.do(rig.chair, ErasePerson(ada.id))
    notes = (await rig.room()).session.notes.ordered()
    assert [note.text for note in notes] == ["Ms […] of ANALYTICAL ENGINES LTD asked for time."]


async def test_who_is_erased_while_here_is_sent_out(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    peer = Peer()
    (await rig.room()).attach(ada, Audience.PUBLIC, peer, None, "")
    await rig.do(rig.chair, ErasePerson(ada.id))
    await peer.until(lambda: peer.closed is not None)
    assert peer.closed == (4403, "removed")


async def test_whoever_slept_through_an_erasure_is_told_after_a_restart(rig: Rig) -> None:
    ada = await lovelace(rig)
    room = await rig.room()
    since, epoch = room.seq, room.epoch_of(Audience.STAFF)
    await rig.do(rig.chair, ErasePerson(ada.id))
    await rig.again()
    peer = Peer()
    (await rig.room()).attach(rig.chair, Audience.STAFF, peer, since, epoch)
    changed = peer.frames[1]["set"]
    assert any(key.startswith("note/") and "Ms […]" in str(changed[key]) for key in changed)


async def test_erasing_twice_changes_nothing(rig: Rig) -> None:
    ada = await lovelace(rig)
    first = await rig.do(rig.chair, ErasePerson(ada.id))
    second = await rig.do(rig.chair, ErasePerson(ada.id))
    assert second.seq == first.seq


async def test_nobody_can_be_erased_who_is_not_there(rig: Rig) -> None:
    with pytest.raises(NotFound):
        await rig.do(rig.chair, ErasePerson(PersonId("p_nobody")))


async def test_participants_erase_nobody(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    with pytest.raises(NotAllowed):
        await rig.do(ada, ErasePerson(ada.id))


async def redacted(rig: Rig) -> str:
    """A note that was revised, and then redacted."""
    note = str((await rig.do(rig.chair, PostNote("first hush-hush"))).result["note"])
    await rig.do(rig.chair, ReviseNote(note, 1, "second hush-hush"))
    await rig.do(rig.chair, RedactNote(note))
    return note


async def test_a_redacted_note_is_in_no_file_with_any_of_its_revisions(filed: Rig) -> None:
    await redacted(filed)
    await filed.database.scrubbed()
    assert not in_files(filed.path, "hush-hush")


async def test_a_redacted_note_is_shown_without_words(rig: Rig) -> None:
    note = await redacted(rig)
    await rig.again()
    shown = (await rig.room()).documents(Audience.PUBLIC)[f"note/{note}"]
    assert (shown["text"], shown["redacted"]) == ("", True)


async def test_a_redacted_note_gets_no_new_words(rig: Rig) -> None:
    note = str((await rig.do(rig.chair, PostNote("hush-hush"))).result["note"])
    await rig.do(rig.chair, RedactNote(note))
    with pytest.raises(NotFound):
        await rig.do(rig.chair, ReviseNote(note, 1, "again"))


async def test_a_statement_in_writing_loses_only_the_name(rig: Rig) -> None:
    ada = await rig.join("p_ada")
    await rig.do(ada, ADA)
    request = str((await rig.do(ada, RequestFloor())).result["request"])
    await rig.do(ada, WriteIn(request, "I, Ada, ask for more time."))
    await rig.do(rig.chair, ErasePerson(ada.id))
    written = (await rig.room()).session.queue.written[request]
    assert written.text == "I, […], ask for more time."


async def posted(rig: Rig, *texts: str) -> None:
    await rig.do(rig.chair, OpenSession())
    for seq, text in enumerate(texts, 1):
        await rig.do(captioner("here"), PostCaption("here", "en", seq, text.encode()))


async def redact_a_line(rig: Rig) -> None:
    await posted(rig, "Good morning.\nMy pass", "word is hush-hush.\nThank you.\n")
    await rig.do(rig.chair, RedactCaption("live.en.2"))


async def test_a_redacted_line_of_captions_is_in_no_file_any_more(filed: Rig) -> None:
    await redact_a_line(filed)
    await filed.database.scrubbed()
    assert not in_files(filed.path, "hush-hush")
    assert not in_files(filed.path, "my pass")


async def test_a_redacted_line_of_captions_was_not_said(rig: Rig) -> None:
    await redact_a_line(rig)
    stream = (await rig.room()).session.captions.streams["live.en"]
    assert [line.text for line in stream.said()] == ["Good morning.", "Thank you."]


async def test_captions_go_on_after_a_line_was_redacted(rig: Rig) -> None:
    await posted(rig, "Good morning.\nhush-hush", " and more")
    await rig.do(rig.chair, RedactCaption("live.en.2"))
    await rig.do(captioner("here"), PostCaption("here", "en", 3, b" is said.\nNext.\n"))
    await rig.again()
    stream = (await rig.room()).session.captions.streams["live.en"]
    assert [line.text for line in stream.said()] == ["Good morning.", "is said.", "Next."]


async def erased_from_captions(rig: Rig) -> None:
    """Ada, named in captions and by the labels of a transcript, is erased."""
    ada = await lovelace(rig)
    await posted(rig, "Thank you, Ms Lovelace.\n")
    lines = (ImportedLine(0, 900, "I am Ada.", 0), ImportedLine(1000, 1900, "Thanks, Ada!", 1))
    labels = ("Ada Lovelace (Analytical Engines Ltd)", "Mona")
    await rig.do(rig.chair, ImportCaptions("en", "vtt", "ada-lovelace.vtt", None, lines, labels))
    await rig.do(rig.chair, ErasePerson(ada.id))


async def test_a_name_in_captions_is_in_no_file_any_more(filed: Rig) -> None:
    await erased_from_captions(filed)
    await filed.database.scrubbed()
    assert not in_files(filed.path, "lovelace")
    assert not in_files(filed.path, "thanks, ada")


async def test_a_name_goes_from_the_labels_of_transcripts(rig: Rig) -> None:
    await erased_from_captions(rig)
    names = [name.name for name in (await rig.room()).directory.values()]
    assert "[…] ([…])" in names
    assert "Mona" in names
