"""The versions of the record: made, made anew, final."""

import pytest
from msgspec.structs import replace

from live.domain import draft, life, notes, people, redaction, versions
from live.domain.actors import Actor, Role
from live.domain.commands import Command
from live.domain.deadlines import CLOCK, next_deadline
from live.errors import RecordFinal, WrongState
from tests.domain.occasion import MINUTE, SECOND, Sitting, ada, chair, host, scribe, sitting


def closed() -> Sitting:
    here = sitting()
    here.do(scribe, notes.PostNote("Law."))
    here.do(chair, life.CloseSession())
    return here


def correct(here: Sitting) -> None:
    (note,) = here.session.notes.standing.values()
    here.do(scribe, notes.ReviseNote(note.id, note.revision, f"{note.text} More."))


def final() -> Sitting:
    here = closed()
    here.do(scribe, versions.FinaliseRecord())
    return here


def test_the_first_is_made_at_the_close() -> None:
    here = closed()
    assert here.session.versions.made == (versions.Version(1, here.now),)
    assert next_deadline(here.session) is None


def test_while_the_session_goes_on_there_is_none() -> None:
    here = sitting()
    here.do(scribe, notes.PostNote("Law."))
    assert here.session.versions == versions.Versions()


def test_a_minute_after_the_last_correction_it_is_made_anew() -> None:
    here = closed()
    correct(here)
    here.now += 40 * SECOND
    correct(here)
    deadline = next_deadline(here.session)
    assert deadline
    assert (deadline.at, deadline.command) == (here.now + MINUTE, versions.MakeRecord())
    here.now = deadline.at
    here.do(CLOCK, deadline.command)
    assert [made.nr for made in here.session.versions.made] == [1, 2]
    assert next_deadline(here.session) is None


def test_corrections_close_to_each_other_are_noted_once() -> None:
    here = closed()
    for _ in range(5):
        here.now += SECOND
        correct(here)
    assert here.session.versions.corrected_at == here.now - 4 * SECOND


def test_without_corrections_nothing_is_made() -> None:
    assert closed().do(CLOCK, versions.MakeRecord()) == []


def test_who_writes_the_draft_changes_no_record() -> None:
    here = closed()
    here.do(scribe, draft.TakeSection(draft.GENERAL, None))
    before = here.session.versions
    here.do(scribe, draft.ReleaseSection(draft.GENERAL))
    assert here.session.versions == before


def test_after_it_was_reopened_the_next_close_makes_the_next() -> None:
    here = closed()
    here.do(chair, life.ReopenSession())
    assert next_deadline(here.session) is None
    here.do(chair, life.CloseSession())
    assert [made.nr for made in here.session.versions.made] == [1, 2]


@pytest.mark.parametrize("who", [scribe, chair, host])
def test_staff_let_it_be_final(who: Actor) -> None:
    here = closed()
    here.join(host)
    here.do(who, versions.FinaliseRecord())
    assert (here.session.versions.final, here.session.versions.final_at) == (1, here.now)


def test_what_was_corrected_last_is_in_the_final_one() -> None:
    here = closed()
    correct(here)
    here.do(scribe, versions.FinaliseRecord())
    assert here.session.versions.final == 2
    assert next_deadline(here.session) is None


def test_a_session_that_an_older_release_closed_gets_a_version_that_is_final() -> None:
    here = closed()
    here.session = replace(here.session, versions=versions.Versions())
    here.do(scribe, versions.FinaliseRecord())
    assert here.session.versions.made == (versions.Version(1, here.now),)
    assert here.session.versions.final == 1


def test_before_the_close_nothing_is_final() -> None:
    assert isinstance(sitting().refusal(scribe, versions.FinaliseRecord()), WrongState)


def test_final_it_stays() -> None:
    here = final()
    assert here.do(chair, versions.FinaliseRecord()) == []


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (scribe, notes.PostNote("Late.")),
        (chair, life.ReopenSession()),
        (chair, life.EditSession(title="Another")),
        (ada, people.EditPerson(name="Another")),
        (scribe, draft.TakeSection(draft.NEXT_STEPS, None)),
    ],
)
def test_what_is_final_is_not_changed(who: Actor, command: Command) -> None:
    assert isinstance(final().refusal(who, command), RecordFinal)


def test_what_has_to_be_erased_is_erased_all_the_same() -> None:
    here = final()
    (note,) = here.session.notes.standing
    assert here.do(chair, redaction.RedactNote(note))
    assert here.do(chair, redaction.ErasePerson(ada.id))


def test_how_long_it_is_kept_is_set_all_the_same() -> None:
    here = final()
    here.do(chair, life.EditSession(retention_days=30))
    assert here.session.life.plan.retention_days == 30


def test_staff_come_in_all_the_same() -> None:
    here = final()
    late = Actor(host.id, Role.SYSTEM)
    assert here.do(late, people.Join(Role.HOST, "Host"))
