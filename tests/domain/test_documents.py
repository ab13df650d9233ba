"""What each audience sees."""

import msgspec
import pytest

from live.domain import agenda, floor, life, notes, people, polls, queue
from live.domain.actors import Role
from live.domain.documents import PROJECTIONS, Audience, Document, View, audience_of
from live.domain.session import answer, fold
from live.domain.touched import touched
from tests.domain.occasion import (
    MINUTE,
    NOW,
    PLAN,
    Sitting,
    ada,
    bo,
    chair,
    scribe,
    sitting,
)

ADA = {"id": "ada", "name": "Ada", "organisation": "Acme", "group": "civil"}


STAFFS_OWN = {"spelt", "counted_as", "close_to_earlier"}


def public(here: Sitting) -> dict[str, Document]:
    return received(View(here.session, here.directory, Audience.PUBLIC))


def staff(here: Sitting) -> dict[str, Document]:
    return received(View(here.session, here.directory, Audience.STAFF))


def screen(here: Sitting) -> dict[str, Document]:
    return received(View(here.session, here.directory, Audience.SCREEN))


def received(view: View) -> dict[str, Document]:
    """The documents as they come out of JSON."""
    data = msgspec.json.encode(view.everything())
    return msgspec.json.decode(data, type=dict[str, Document])


def of_part(documents: dict[str, Document], part: str) -> list[Document]:
    return [document for key, document in documents.items() if key.partition("/")[0] == part]


def made(here: Sitting, command: agenda.AddItem | polls.CreatePoll | notes.PostNote) -> str:
    return str(next(iter(answer(here.do(chair, command)).values())))


def request(here: Sitting, kind: queue.Kind = "statement") -> str:
    return str(answer(here.do(ada, queue.RequestFloor(kind, "cost")))["request"])


def speaking() -> tuple[Sitting, str]:
    here = sitting()
    asked = request(here)
    here.do(chair, floor.GrantFloor(asked, None))
    return here, asked


def poll(here: Sitting, *, secret: bool = True) -> str:
    return made(here, polls.CreatePoll("single", "Agreed?", ("Yes", "No"), secret))


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        (Role.PARTICIPANT, Audience.PUBLIC),
        (Role.SCREEN, Audience.SCREEN),
        (Role.RAPPORTEUR, Audience.STAFF),
        (Role.MODERATOR, Audience.STAFF),
        (Role.HOST, Audience.STAFF),
    ],
)
def test_a_role_is_of_an_audience(role: Role, audience: Audience) -> None:
    assert audience_of(role) is audience


@pytest.mark.parametrize(
    ("role", "wished", "audience"),
    [
        (Role.HOST, "public", Audience.PUBLIC),
        (Role.HOST, "screen", Audience.SCREEN),
        (Role.SCREEN, "public", Audience.PUBLIC),
        (Role.SCREEN, "staff", Audience.SCREEN),
        (Role.PARTICIPANT, "screen", Audience.PUBLIC),
        (Role.PARTICIPANT, "staff", Audience.PUBLIC),
        (Role.PARTICIPANT, "anything", Audience.PUBLIC),
    ],
)
def test_nobody_sees_more_by_wishing_it(role: Role, wished: str, audience: Audience) -> None:
    assert audience_of(role, wished) is audience


def test_a_new_session_has_its_session_its_floor_its_airtime() -> None:
    new = Sitting()
    assert set(public(new)) == set(staff(new)) == {"session", "floor", "airtime"}


def test_a_key_that_is_not_there_has_no_document() -> None:
    view = View(sitting().session, {}, Audience.STAFF)
    for part in set(PROJECTIONS) - {"session", "floor", "airtime"}:
        assert view.project(f"{part}/x_1") is None


# The session


def test_the_session_shows_its_plan() -> None:
    assert public(Sitting())["session"] == {
        "title": "Consultation",
        "status": "draft",
        "code": "ABCDEFGH",
        "starts_at": None,
        "planned_minutes": None,
        "opened_at": None,
        "closed_at": None,
        "reopen_until": None,
        "time_zone": "UTC",
        "call_url": None,
        "host": "",
        "notice": "",
        "retention_days": None,
        "attribution": "named",
        "template": "consultation",
        "versions": [],
        "final": None,
        "final_at": None,
        "item": None,
        "queue_open": True,
        "points_of_order": True,
        "writing_offered": False,
        "groups": [
            {"id": "civil", "name": "Civil society"},
            {"id": "private", "name": "Private sector"},
        ],
        "regions": [{"id": "africa", "name": "Africa"}, {"id": "asia", "name": "Asia"}],
        "languages": ["en"],
        "notes": "everyone",
        "proposals": False,
        "speaking_ms": 3 * MINUTE,
        "kind_seconds": {},
        "group_seconds": {},
        "policy": "first_come",
        "follow": False,
        "most_passed": 3,
        "basis": "here",
        "targets": {},
        "budgets": {},
        "order_categories": [],
    }


def test_a_closed_session_says_until_when_it_can_be_reopened() -> None:
    here = sitting()
    here.do(chair, life.CloseSession())
    shown = public(here)["session"]
    assert (shown["closed_at"], shown["reopen_until"]) == (NOW, NOW + 30 * MINUTE)


def test_the_session_names_the_current_item() -> None:
    here = sitting()
    item = made(here, agenda.AddItem("Panel", 20))
    here.do(chair, agenda.StartItem(item))
    assert public(here)["session"]["item"] == item


def test_the_session_says_whether_the_queue_is_open() -> None:
    here = sitting()
    here.do(chair, queue.CloseQueue())
    assert public(here)["session"]["queue_open"] is False


def test_an_item_shows_its_time() -> None:
    here = sitting()
    item = made(here, agenda.AddItem("Panel", 20))
    here.do(chair, agenda.StartItem(item))
    assert public(here)[f"item/{item}"] == {
        "title": "Panel",
        "minutes": 20,
        "rank": 1024,
        "state": "current",
        "since": NOW,
        "spent_ms": 0,
    }


# The queue, the floor


def test_a_waiting_request_shows_who_asks() -> None:
    here = sitting()
    asked = request(here)
    assert public(here)[f"request/{asked}"] == {
        "person": ADA,
        "kind": "statement",
        "about": "cost",
        "capacity": None,
        "on_behalf_of": "",
        "language": "",
        "source": None,
        "category": "",
        "rank": 1024,
        "state": "waiting",
        "at": NOW,
        "item": None,
        "answers": None,
        "ready": None,
        "skipped": 0,
        "limit_seconds": None,
    }


def test_the_request_that_has_the_floor_says_so() -> None:
    here, asked = speaking()
    assert public(here)[f"request/{asked}"]["state"] == "floor"


def test_the_request_that_is_paused_says_so() -> None:
    here, asked = speaking()
    here.do(chair, floor.PauseFloor(asked))
    assert public(here)[f"request/{asked}"]["state"] == "paused"


def test_a_request_that_is_over_is_gone() -> None:
    here, asked = speaking()
    here.do(chair, floor.ReleaseFloor(asked))
    assert of_part(public(here), "request") == []


def test_the_empty_floor_is_a_document_too() -> None:
    assert public(sitting())["floor"] == {
        "request": None,
        "turn": None,
        "start": None,
        "since": None,
        "spoken_ms": 0,
        "limit_ms": None,
        "paused": False,
        "interrupted": None,
    }


def test_the_floor_shows_a_running_clock() -> None:
    here, asked = speaking()
    shown = public(here)["floor"]
    assert (shown["request"], shown["start"]) == (asked, NOW)
    assert (shown["since"], shown["spoken_ms"], shown["paused"]) == (NOW, 0, False)
    assert shown["limit_ms"] == 3 * MINUTE


def test_the_floor_shows_a_paused_clock() -> None:
    here, asked = speaking()
    here.now += MINUTE
    here.do(chair, floor.PauseFloor(asked))
    shown = public(here)["floor"]
    assert (shown["since"], shown["spoken_ms"], shown["paused"]) == (None, MINUTE, True)


def finished() -> Sitting:
    here, asked = speaking()
    here.now += MINUTE
    here.do(chair, floor.ReleaseFloor(asked))
    return here


def test_a_finished_turn_is_shown() -> None:
    (turn,) = of_part(public(finished()), "turn")
    assert turn == {
        "person": ADA,
        "kind": "statement",
        "about": "cost",
        "capacity": None,
        "on_behalf_of": "",
        "language": "",
        "source": None,
        "category": "",
        "item": None,
        "start": NOW,
        "end": NOW + MINUTE,
        "spoken_ms": MINUTE,
        "limit_ms": 3 * MINUTE,
        "interrupts": None,
        "revision": 0,
    }


def test_airtime_is_counted_by_group_of_the_speaker() -> None:
    here = finished()
    asked = str(answer(here.do(bo, queue.RequestFloor()))["request"])
    here.do(chair, floor.GrantFloor(asked, None))
    here.do(chair, floor.ReleaseFloor(asked))
    assert public(here)["airtime"] == {
        "groups": {"civil": {"ms": MINUTE, "turns": 2, "of_order": 0}},
        "regions": {"africa": {"ms": MINUTE, "turns": 2, "of_order": 0}},
    }


def test_airtime_follows_a_corrected_group() -> None:
    here = finished()
    here.do(ada, people.EditPerson(group="private"))
    spent = {"ms": MINUTE, "turns": 1, "of_order": 0}
    assert public(here)["airtime"]["groups"] == {"private": spent}


def test_a_corrected_name_is_corrected_everywhere() -> None:
    here = finished()
    request(here)
    here.do(scribe, notes.PostNote("Noted.", happened_at=NOW))
    here.do(ada, people.EditPerson(name="Ada Lovelace"))
    text = msgspec.json.encode(public(here)).decode()
    assert text.count('"Ada Lovelace"') == 3
    assert '"Ada"' not in text


def test_a_corrected_name_is_corrected_where_a_speaker_is_claimed_to_be_them() -> None:
    here = sitting()
    added = here.adds("Zed")
    here.do(bo, queue.ClaimRequest(added))
    here.calls(added)
    before = here.session
    (event,) = here.do(bo, people.EditPerson(name="Bo Diaz"))
    assert f"request/{added}" in touched(before, event)
    claims = staff(here)[f"request/{added}"]["claims"]
    assert claims == {"id": "bo", "name": "Bo Diaz", "organisation": "Acme", "group": "civil"}


# Polls


def test_the_public_sees_no_drafts() -> None:
    here = sitting()
    poll(here)
    assert of_part(public(here), "poll") == []


def test_staff_see_drafts() -> None:
    here = sitting()
    drafted = poll(here)
    (option, _) = here.session.polls.poll(drafted).options
    shown = staff(here)[f"poll/{drafted}"]
    assert shown["state"] == "draft"
    assert (shown["question"], shown["kind"], shown["secret"]) == ("Agreed?", "single", True)
    assert shown["options"][0] == {"id": option.id, "text": "Yes", "standard": None}  # type: ignore[index]


def test_everybody_sees_an_open_poll() -> None:
    here = sitting()
    drafted = poll(here)
    here.do(chair, polls.OpenPoll(drafted))
    shown = staff(here)[f"poll/{drafted}"]
    assert shown.pop("published_to") == []
    assert public(here)[f"poll/{drafted}"] == shown


def test_nobody_sees_a_count_while_voting_goes_on() -> None:
    here = sitting()
    here.do(chair, polls.OpenPoll(poll(here)))
    assert of_part(staff(here), "tally") == []


def closed(*, secret: bool) -> tuple[Sitting, str]:
    here = sitting()
    drafted = poll(here, secret=secret)
    here.do(chair, polls.OpenPoll(drafted))
    option = here.session.polls.poll(drafted).options[0].id
    here.do(ada, polls.CastBallot(drafted, (option,), 1))
    here.do(chair, polls.ClosePoll(drafted))
    return here, drafted


def test_staff_alone_see_the_result_of_a_closed_poll() -> None:
    here, drafted = closed(secret=True)
    assert f"tally/{drafted}" in staff(here)
    assert f"tally/{drafted}" not in public(here)


def test_a_result_is_published_to_the_screen_alone() -> None:
    here, drafted = closed(secret=True)
    here.do(chair, polls.PublishPoll(drafted, ("screen",)))
    assert f"tally/{drafted}" in screen(here)
    assert f"tally/{drafted}" not in public(here)
    states = [documents[f"poll/{drafted}"]["state"] for documents in (screen(here), public(here))]
    assert states == ["published", "closed"]


def test_a_result_is_published_to_the_record_before_anybody_sees_it() -> None:
    here, drafted = closed(secret=True)
    here.do(chair, polls.PublishPoll(drafted, ("record",)))
    assert f"tally/{drafted}" not in public(here) | screen(here)
    assert staff(here)[f"poll/{drafted}"]["published_to"] == ["record"]


def test_everybody_sees_the_fingerprint_of_what_is_counted() -> None:
    here, drafted = closed(secret=True)
    shown = public(here)[f"poll/{drafted}"]["fingerprint"]
    assert shown == staff(here)[f"tally/{drafted}"]["fingerprint"]


def test_everybody_sees_a_published_result() -> None:
    here, drafted = closed(secret=True)
    here.do(chair, polls.PublishPoll(drafted))
    yes, no = here.session.polls.poll(drafted).options
    tally = public(here)[f"tally/{drafted}"]
    shown = staff(here)[f"tally/{drafted}"]
    assert tally == {name: shown[name] for name in shown if name not in STAFFS_OWN}
    assert tally["counts"] == {yes.id: 1, no.id: 0}
    assert (tally["voters"], tally["eligible"]) == (1, 3)
    assert tally["groups"] == [{"ids": ["civil"], "voters": 1, "eligible": 3, "counts": None}]


def test_staff_see_who_marked_what_in_a_named_poll() -> None:
    here, drafted = closed(secret=False)
    option = here.session.polls.poll(drafted).options[0].id
    assert staff(here)[f"tally/{drafted}"]["ballots"] == [{"person": ADA, "choice": [option]}]


def test_the_public_does_not_see_who_marked_what() -> None:
    here, drafted = closed(secret=False)
    here.do(chair, polls.PublishPoll(drafted))
    assert "ballots" not in public(here)[f"tally/{drafted}"]


def test_a_secret_poll_shows_nobody_who_marked_what() -> None:
    here, drafted = closed(secret=True)
    assert "ballots" not in staff(here)[f"tally/{drafted}"]


# Notes


def test_a_note_shows_who_wrote_it_about_whom() -> None:
    here, _ = speaking()
    turn = public(here)["floor"]["turn"]
    written = made(here, notes.PostNote("High.", "point"))
    assert public(here)[f"note/{written}"] == {
        "text": "High.",
        "tag": "point",
        "author": {"id": "chair", "name": "Chair"},
        "item": None,
        "turn": turn,
        "speaker": ADA,
        "at": NOW,
        "happened_at": NOW,
        "revision": 1,
        "owner": None,
        "owner_text": "",
        "due": None,
        "pinned": False,
        "redacted": False,
    }


def test_staff_see_what_a_note_said_before() -> None:
    here, _ = speaking()
    written = made(here, notes.PostNote("High.", "point"))
    here.now += 5
    here.do(scribe, notes.ReviseNote(written, 1, "Send it.", "action", owner=ada.id))
    shown = staff(here)[f"note/{written}"]
    assert shown["owner"] == ADA
    assert (shown["revised_by"], shown["revised_at"]) == (
        {"id": "scribe", "name": "Scribe"},
        NOW + 5,
    )
    assert shown["earlier"] == [
        {
            "text": "High.",
            "tag": "point",
            "owner": None,
            "owner_text": "",
            "due": None,
            "by": {"id": "chair", "name": "Chair"},
            "at": NOW,
        }
    ]
    assert "earlier" not in public(here)[f"note/{written}"]


def test_notes_for_after_the_close_are_for_staff_before() -> None:
    here = sitting()
    written = made(here, notes.PostNote("High."))
    here.do(chair, life.EditSession(notes="closed"))
    assert of_part(public(here), "note") == []
    before = here.session
    [*_, event, _] = here.do(chair, life.CloseSession())
    assert f"note/{written}" in touched(before, event)
    assert len(of_part(public(here), "note")) == 1
    here.do(chair, life.ReopenSession())
    assert of_part(public(here), "note") == []


def noted(attribution: life.Attribution) -> dict[str, object]:
    """What the public reads of a note about Ada, in a session that tells so much of people."""
    here, _ = speaking()
    here.do(chair, life.EditSession(attribution=attribution))
    written = made(here, notes.PostNote("Ada of Acme asks for time.", "action", owner=ada.id))
    return public(here)[f"note/{written}"]


def test_by_group_a_note_tells_the_group_and_no_name() -> None:
    told = noted("group")
    assert told["speaker"] == {"id": "", "name": "", "organisation": "", "group": "civil"}
    assert (told["author"], told["owner"], told["turn"]) == (None, None, None)
    assert told["text"] == "[…] of […] asks for time."


def test_under_chatham_house_a_note_tells_nobody() -> None:
    told = noted("chatham")
    assert "ada" not in str(told).casefold()
    assert told["speaker"] is None


def test_staff_read_whose_words_a_note_holds_in_every_mode() -> None:
    here, _ = speaking()
    here.do(chair, life.EditSession(attribution="chatham"))
    written = made(here, notes.PostNote("High.", "point"))
    assert staff(here)[f"note/{written}"]["speaker"] == ADA


def test_notes_for_staff_are_for_staff() -> None:
    here = sitting()
    made(here, notes.PostNote("High."))
    here.do(chair, life.EditSession(notes="staff"))
    assert of_part(public(here), "note") == []
    assert len(of_part(staff(here), "note")) == 1


def test_hiding_the_notes_touches_each_of_them() -> None:
    here = sitting()
    written = made(here, notes.PostNote("High."))
    before = here.session
    (event,) = here.do(chair, life.EditSession(notes="staff"))
    always = {"session", "suggestion", "undo", "floor"}
    assert touched(before, event) == {*always, f"note/{written}"}


def test_a_retracted_note_is_gone() -> None:
    here = sitting()
    written = made(here, notes.PostNote("High."))
    here.do(chair, notes.RetractNote(written))
    assert of_part(staff(here), "note") == []


def test_staff_can_read_what_was_retracted() -> None:
    here = sitting()
    written = made(here, notes.PostNote("High."))
    here.do(chair, notes.RetractNote(written))
    gone = staff(here)[f"retracted/{written}"]
    assert (gone["text"], gone["retracted_at"]) == ("High.", NOW)
    assert gone["retracted_by"] == {"id": "chair", "name": "Chair"}
    assert f"retracted/{written}" not in public(here)


# People


def test_staff_see_who_is_there() -> None:
    assert staff(sitting())["person/ada"] == {
        "name": "Ada",
        "organisation": "Acme",
        "group": "civil",
        "region": "africa",
        "role": "participant",
        "joined_at": NOW,
        "left": False,
        "guest": False,
        "erased": False,
    }


def test_staff_see_who_has_left() -> None:
    here = sitting()
    here.do(ada, people.Leave())
    assert staff(here)["person/ada"]["left"] is True


def test_the_public_has_no_list_of_people() -> None:
    assert of_part(public(sitting()), "person") == []


def test_who_is_erased_from_the_directory_has_no_name() -> None:
    here = finished()
    del here.directory[ada.id]
    (turn,) = of_part(public(here), "turn")
    assert turn["person"] == {"id": "ada", "name": "", "organisation": "", "group": "civil"}


def test_a_session_is_shown_from_its_journal_alone() -> None:
    created = life.SessionCreated(PLAN, NOW)
    view = View(fold([created]), {}, Audience.PUBLIC)
    assert received(view) == public(Sitting())
