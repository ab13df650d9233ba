"""From state and journal to the record."""

from live.domain import agenda, draft, floor, life, notes, people, polls, queue
from live.domain.agenda import Span
from live.record.assembly import assemble
from tests.domain.occasion import MINUTE, NOW, SECOND, chair, scribe
from tests.record.sittings import PLAN, Recorded, ada, ben, cai, consultation, dee, opened


def test_spoken_time_adds_up_over_items_groups_regions() -> None:
    record = consultation().record()
    all_turns = [turn for item in record.items for turn in record.turns_on(item.id)]
    by_item = [turn.spoken_ms for turn in all_turns if not turn.of_order]
    sums = [
        sum(by_item),
        sum(share.spoken_ms for share in record.by_group),
        sum(share.spoken_ms for share in record.by_region),
    ]
    assert sums == [record.spoken_ms] * 3 == [320 * SECOND] * 3


def test_participants_by_group_or_region_add_up() -> None:
    record = consultation().record()
    assert sum(share.participants for share in record.by_group) == len(record.participants) == 4
    assert sum(share.participants for share in record.by_region) == 4


def test_a_group_without_anybody_is_listed() -> None:
    here = Recorded()
    assert [share.id for share in here.record().by_group] == [
        "civil_society",
        "government",
        "academia",
    ]


def test_those_who_stated_no_region_come_last() -> None:
    assert [share.id for share in opened().record().by_region] == ["africa", "global", ""]


def test_staff_are_people_but_no_participants() -> None:
    record = opened().record()
    assert {who.id for who in record.people} - {who.id for who in record.participants} == {
        chair.id,
        scribe.id,
    }


def test_who_left_still_took_part() -> None:
    here = opened()
    here.do(cai, people.Leave())
    assert cai.id in {who.id for who in here.record().participants}


def test_the_journal_says_when_somebody_left() -> None:
    here = opened()
    here.now += MINUTE
    here.do(cai, people.Leave())
    left = here.record().person[cai.id]
    assert (left.left, left.left_at) == (True, here.now)


def test_who_was_sent_out_does_not_count() -> None:
    here = opened()
    here.do(chair, people.RemovePerson(dee.id))
    record = here.record()
    assert dee.id not in {who.id for who in record.participants}
    assert record.person[dee.id].removed


def test_who_was_sent_out_after_speaking_counts() -> None:
    here = opened()
    here.speak(dee, MINUTE)
    here.do(chair, people.RemovePerson(dee.id))
    record = here.record()
    assert dee.id in {who.id for who in record.participants}
    assert sum(share.spoken_ms for share in record.by_group) == record.spoken_ms


def test_a_suspension_is_a_break() -> None:
    here = opened()
    here.do(chair, life.SuspendSession())
    since = here.now
    here.now += 5 * MINUTE
    here.do(chair, life.OpenSession())
    record = here.record()
    assert record.breaks == (Span(since, here.now),)
    assert record.breaks_ms == 5 * MINUTE


def test_a_suspension_that_lasts_is_an_open_break() -> None:
    here = opened()
    here.do(chair, life.SuspendSession())
    here.now += MINUTE
    record = here.record()
    assert record.breaks == (Span(here.now - MINUTE),)
    assert record.breaks_ms == MINUTE


def test_a_session_closed_while_suspended_ends_with_a_break() -> None:
    here = opened()
    here.do(chair, life.SuspendSession())
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    assert here.record().breaks == (Span(here.now - MINUTE, here.now),)


def test_a_close_that_was_taken_back_is_a_break() -> None:
    here = opened()
    here.do(chair, life.CloseSession())
    here.now += MINUTE
    here.do(chair, life.ReopenSession())
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    record = here.record()
    assert record.breaks == (Span(here.now - 2 * MINUTE, here.now - MINUTE),)
    assert record.lasted_ms == 2 * MINUTE


def test_the_turn_that_is_on_has_no_end() -> None:
    here = opened()
    request = here.made(ada, queue.RequestFloor())
    here.do(chair, floor.GrantFloor(request, None))
    here.now += 30 * SECOND
    [turn] = here.record().turns
    assert (turn.end, turn.spoken_ms) == (None, 30 * SECOND)


def test_time_on_pause_is_not_spoken() -> None:
    here = opened()
    request = here.made(ada, queue.RequestFloor())
    here.do(chair, floor.GrantFloor(request, None))
    here.now += 30 * SECOND
    here.do(chair, floor.PauseFloor(request))
    here.now += MINUTE
    here.do(chair, floor.ReleaseFloor(request))
    [turn] = here.record().turns
    assert (turn.end, turn.spoken_ms) == (here.now, 30 * SECOND)


def test_planned_times_follow_from_the_start() -> None:
    here = opened()
    for minutes in (5, None, 10):
        here.do(chair, agenda.AddItem("Item", minutes))
    planned = [item.planned_at for item in here.record().items]
    assert planned == [NOW, NOW + 5 * MINUTE, None]


def test_the_current_item_has_had_its_time_so_far() -> None:
    here = opened()
    item = here.made(chair, agenda.AddItem("Item"))
    here.do(chair, agenda.StartItem(item))
    here.now += MINUTE
    assert here.record().items[0].spent_ms == MINUTE


def test_a_poll_that_was_never_opened_is_left_out() -> None:
    here = opened()
    here.do(chair, polls.CreatePoll("single", "Draft?", ("Yes", "No")))
    assert here.record().polls == ()


def test_polls_are_numbered_as_they_were_opened() -> None:
    here = opened()
    drafts = [
        here.made(chair, polls.CreatePoll("single", question, ("Yes", "No")))
        for question in ("First?", "Second?")
    ]
    here.vote(drafts[1])
    here.vote(drafts[0])
    found = [(poll.nr, poll.question) for poll in here.record().polls]
    assert found == [(1, "Second?"), (2, "First?")]


def test_a_retracted_note_is_left_out() -> None:
    here = opened()
    note = here.made(scribe, notes.PostNote("Never mind."))
    here.do(scribe, notes.RetractNote(note))
    assert here.record().notes == ()


def test_a_revised_note_is_as_it_was_revised() -> None:
    here = opened()
    note = here.made(scribe, notes.PostNote("Draft."))
    here.do(scribe, notes.ReviseNote(note, 1, "Final."))
    assert [(n.text, n.revision) for n in here.record().notes] == [("Final.", 2)]


def test_the_draft_is_in_the_record_as_far_as_it_is_written() -> None:
    here = opened()
    for section in draft.BESIDES:
        here.do(scribe, draft.TakeSection(section, None))
    here.do(scribe, draft.WriteSection(draft.NEXT_STEPS, 1, "The group meets again."))
    assert here.record().sections == {draft.NEXT_STEPS: "The group meets again."}


def test_who_waits_at_the_close_is_unheard() -> None:
    record = consultation().record()
    [request] = record.unheard
    asked = record.request[request]
    assert (asked.person, asked.kind, asked.about) == (dee.id, "statement", "victims")
    assert (asked.fate, asked.turn) == ("unheard", None)


def test_who_waits_before_the_close_is_there_in_order() -> None:
    here = opened()
    here.do(ada, queue.RequestFloor())
    here.do(ben, queue.RequestFloor("point_of_order"))
    record = here.record()
    assert [record.request[request].person for request in record.unheard] == [ben.id, ada.id]


def test_every_request_says_what_became_of_it() -> None:
    here = opened()
    turn = here.speak(ada, MINUTE)
    back = here.made(ben, queue.RequestFloor())
    here.do(ben, queue.WithdrawRequest(back))
    here.do(ben, queue.RequestFloor())
    fates = [(asked.person, asked.fate, asked.turn) for asked in here.record().requests]
    assert fates == [
        (ada.id, "heard", turn),
        (ben.id, "withdrawn", None),
        (ben.id, "waiting", None),
    ]


def test_a_request_is_worded_as_it_was_in_the_end() -> None:
    here = opened()
    request = here.made(ada, queue.RequestFloor())
    here.do(ada, queue.EditRequest(request, "safeguards"))
    assert here.record().request[request].about == "safeguards"


def test_who_waits_again_after_a_reopening_is_not_unheard_but_waits() -> None:
    here = opened()
    stays, goes = (here.made(who, queue.RequestFloor()) for who in (ada, ben))
    here.do(chair, life.CloseSession())
    here.do(ben, people.Leave())
    here.do(chair, life.ReopenSession())
    record = here.record()
    assert record.unheard == (goes, stays)
    assert [record.request[asked].fate for asked in (stays, goes)] == ["waiting", "unheard"]


def test_a_person_without_a_row_in_the_directory_has_no_name() -> None:
    here = opened()
    record = assemble(here.session, {}, here.now, here.journal)
    assert {who.name for who in record.people} == {""}


def test_a_session_in_which_nothing_happened_has_a_record() -> None:
    record = Recorded(PLAN).record()
    assert (record.opened_at, record.lasted_ms, record.log, record.turns) == (None, 0, (), ())
