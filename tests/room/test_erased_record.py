"""What was erased is in no version of the record, also where one is final."""

from functools import partial

import pytest

from live.domain.actors import PersonId
from live.domain.documents import Audience
from live.domain.life import CloseSession
from live.domain.notes import PostNote
from live.domain.people import EditPerson
from live.domain.queue import RequestFloor
from live.domain.redaction import ErasePerson, RedactNote
from live.domain.versions import FinaliseRecord
from live.errors import RecordFinal
from live.record.formats import FORMATS
from live.record.model import Record
from live.record.reading import kept, record_of
from tests.room.rig import Rig


async def record(rig: Rig, version: int | None = None) -> Record:
    of = await rig.database.read(partial(kept, session_id=rig.session_id))
    return record_of(of, 1, version)


async def closed(rig: Rig) -> tuple[str, str]:
    """A session that is over: whom it was about, and a note of it."""
    ada = await rig.join("p_ada")
    await rig.do(ada, EditPerson(name="Ada Lovelace", organisation="Analytical Engines Ltd"))
    await rig.do(ada, RequestFloor(about="as Lovelace said"))
    note = await rig.do(rig.chair, PostNote("Ms Lovelace knows the hush-hush."))
    await rig.do(rig.chair, CloseSession())
    return ada.id, str(note.result["note"])


async def test_a_final_record_can_lose_a_name_and_nothing_else(rig: Rig) -> None:
    ada, note = await closed(rig)
    await rig.do(rig.chair, FinaliseRecord())
    with pytest.raises(RecordFinal):
        await rig.do(rig.chair, PostNote("One thing more."))
    await rig.do(rig.chair, ErasePerson(PersonId(ada)))
    await rig.do(rig.chair, RedactNote(note))
    for version in (None, 1):
        told = FORMATS["record.json"].write(await record(rig, version), "en").decode()
        assert "Lovelace" not in told
        assert "Analytical" not in told
        assert "hush-hush" not in told


async def test_a_redacted_note_is_no_empty_note_in_any_version(rig: Rig) -> None:
    _, note = await closed(rig)
    await rig.do(rig.chair, RedactNote(note))
    assert (await record(rig, 1)).notes == ()
    assert (await record(rig)).notes == ()


async def test_the_transcript_tells_that_something_was_erased(rig: Rig) -> None:
    ada, note = await closed(rig)
    await rig.do(rig.chair, RedactNote(note))
    await rig.do(rig.chair, ErasePerson(PersonId(ada)))
    told = FORMATS["transcript.md"].write(await record(rig), "en").decode()
    assert "A note was erased for good." in told
    assert "Somebody’s name was erased for good." in told


async def test_who_was_erased_is_still_counted_in_the_record(rig: Rig) -> None:
    ada, _ = await closed(rig)
    before = [who.id for who in (await record(rig)).people]
    await rig.do(rig.chair, ErasePerson(PersonId(ada)))
    assert [who.id for who in (await record(rig)).people] == before
    assert (await rig.room()).documents(Audience.STAFF)[f"person/{ada}"]["name"] == ""


async def test_whoever_keeps_files_is_told_that_something_was_erased(rig: Rig) -> None:
    told: list[str] = []
    rig.rooms.forgetting.append(told.append)
    _, note = await closed(rig)
    assert told == []
    await rig.do(rig.chair, RedactNote(note))
    assert told == [rig.session_id]


async def test_whoever_keeps_files_is_told_that_a_session_was_deleted(rig: Rig) -> None:
    told: list[str] = []
    rig.rooms.forgetting.append(told.append)
    await rig.rooms.delete(rig.session_id)
    assert told == [rig.session_id]
