"""The rules between the parts of a session."""

import pytest
from msgspec.structs import replace

from live.domain import agenda, floor, life, notes, people, polls, queue, versions
from live.domain.actors import Actor, Role
from live.domain.commands import Command
from live.domain.deciding import decide, whose
from live.domain.people import Name
from live.domain.policy import ALLOWED
from live.domain.session import Event, answer, fold
from live.errors import (
    AttributionPromised,
    Invalid,
    LiveError,
    NotAllowed,
    NotEligible,
    NotFound,
    PollClosed,
    SessionClosed,
    SessionNotOpen,
    WrongState,
)
from tests.domain.occasion import (
    MINUTE,
    NOW,
    PLAN,
    Sitting,
    actor,
    ada,
    ask,
    bo,
    chair,
    cy,
    host,
    scribe,
    sitting,
)
from tests.domain.test_policy import EXAMPLES

CREATED = life.SessionCreated(PLAN, NOW)


def kinds(events: list[Event]) -> list[type[Event]]:
    return [type(event) for event in events]


def refusal(here: Sitting, who: Actor, command: Command) -> LiveError:
    with pytest.raises(LiveError) as refused:
        here.do(who, command)
    return refused.value


def request(here: Sitting, who: Actor, kind: queue.Kind = "statement") -> str:
    return str(answer(here.do(who, queue.RequestFloor(kind)))["request"])


def speaking(here: Sitting, who: Actor) -> str:
    """Give the floor to somebody who asks for it."""
    asked, holder = request(here, who), here.session.floor.holder
    here.do(chair, floor.GrantFloor(asked, holder.request if holder else None))
    return asked


def draft_poll(here: Sitting) -> tuple[str, list[str]]:
    made = answer(here.do(chair, polls.CreatePoll("single", "Agreed?", ("Yes", "No"))))
    return str(made["poll"]), list(made["options"])  # type: ignore[call-overload]


def open_poll(here: Sitting) -> tuple[str, list[str]]:
    poll, options = draft_poll(here)
    here.do(chair, polls.OpenPoll(poll))
    return poll, options


# Who may do anything at all


@pytest.mark.parametrize("command", EXAMPLES, ids=lambda command: type(command).__name__)
def test_a_stranger_can_do_nothing(command: Command) -> None:
    role = min(ALLOWED[type(command)] - {Role.SYSTEM}, default=Role.PARTICIPANT)
    refused = refusal(sitting(), actor("stranger", role), command)
    assert isinstance(refused, NotFound | NotAllowed)


def test_who_has_left_can_do_nothing() -> None:
    here = sitting()
    here.do(ada, people.Leave())
    assert refusal(here, ada, queue.RequestFloor()).details == {"what": "person"}


def test_what_is_not_allowed_is_refused_before_all_else() -> None:
    here = Sitting()
    here.join(ada)
    assert isinstance(refusal(here, ada, floor.GrantFloor("r_1", None)), NotAllowed)


# Opening, suspending


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (ada, queue.RequestFloor()),
        (ada, queue.RequestFloor("point_of_order")),
        (ada, queue.EditRequest("r_1", "cost")),
        (ada, queue.DeferRequest("r_1")),
        (chair, queue.MoveRequest("r_1", None)),
        (chair, queue.OpenQueue()),
        (chair, queue.CloseQueue()),
        (chair, floor.GrantFloor("r_1", None)),
        (chair, floor.PauseFloor("r_1")),
        (chair, floor.ResumeFloor("r_1")),
        (chair, floor.ExtendFloor("r_1", 60)),
        (chair, polls.OpenPoll("q_1")),
        (ada, polls.CastBallot("q_1", ("o_1",), 1)),
        (chair, agenda.StartItem("i_1")),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, Actor) else "",
)
@pytest.mark.parametrize("suspended", [False, True], ids=["draft", "suspended"])
def test_what_needs_an_open_session(who: Actor, command: Command, suspended: bool) -> None:
    here = sitting() if suspended else Sitting()
    if suspended:
        here.do(chair, life.SuspendSession())
    else:
        here.join(ada, chair)
    refused = refusal(here, who, command)
    assert type(refused) is SessionNotOpen


def test_people_join_a_draft() -> None:
    here = Sitting()
    here.join(ada)
    assert here.session.people.here(ada.id)


def test_a_draft_is_prepared() -> None:
    here = Sitting()
    here.join(chair)
    here.do(chair, agenda.AddItem("Opening"))
    draft_poll(here)
    here.do(chair, notes.PostNote("Ready."))
    assert here.session.agenda.items
    assert here.session.polls.sheet
    assert here.session.notes.standing


def test_suspending_stops_the_speakers_clock() -> None:
    here = sitting()
    speaking(here, ada)
    assert kinds(here.do(chair, life.SuspendSession())) == [
        floor.FloorPaused,
        life.SessionSuspended,
    ]


def test_suspending_twice_changes_nothing() -> None:
    here = sitting()
    speaking(here, ada)
    here.do(chair, life.SuspendSession())
    assert here.do(chair, life.SuspendSession()) == []


def test_a_suspended_speaker_may_end_the_turn() -> None:
    here = sitting()
    asked = speaking(here, ada)
    here.do(chair, life.SuspendSession())
    assert kinds(here.do(ada, floor.ReleaseFloor(asked))) == [floor.FloorReleased]


def test_one_may_withdraw_while_it_is_suspended() -> None:
    here = sitting()
    asked = request(here, ada)
    here.do(chair, life.SuspendSession())
    assert here.do(ada, queue.WithdrawRequest(asked))


def test_a_poll_can_close_while_it_is_suspended() -> None:
    here = sitting()
    poll, _ = open_poll(here)
    here.do(chair, life.SuspendSession())
    assert kinds(here.do(chair, polls.ClosePoll(poll))) == [polls.PollWasClosed, polls.PollTallied]


# Closing


def busy() -> Sitting:
    """A session with somebody speaking, two waiting, an item and a poll."""
    here = sitting()
    item = answer(here.do(chair, agenda.AddItem("Panel")))["item"]
    here.do(chair, agenda.StartItem(str(item)))
    open_poll(here)
    speaking(here, ada)
    request(here, bo)
    request(here, cy)
    return here


def test_closing_brings_everything_to_its_end() -> None:
    assert kinds(busy().do(chair, life.CloseSession())) == [
        polls.PollWasClosed,
        polls.PollTallied,
        floor.FloorReleased,
        queue.RequestsUnheard,
        agenda.ItemEnded,
        life.SessionWasClosed,
        versions.RecordMade,
    ]


def test_closing_twice_changes_nothing() -> None:
    here = busy()
    here.do(chair, life.CloseSession())
    assert here.do(chair, life.CloseSession()) == []


def test_closing_a_quiet_session_only_closes_it() -> None:
    events = sitting().do(chair, life.CloseSession())
    assert kinds(events) == [life.SessionWasClosed, versions.RecordMade]


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (ada, queue.RequestFloor()),
        (ada, queue.WithdrawRequest("r_1")),
        (ada, floor.ReleaseFloor("r_1")),
        (chair, floor.GrantFloor("r_1", None)),
        (chair, agenda.AddItem("Another")),
        (chair, agenda.StartItem("i_1")),
        (chair, polls.CreatePoll("single", "Another?", ("Yes", "No"))),
        (chair, polls.EditPoll("q_1")),
        (chair, polls.OpenPoll("q_1")),
        (chair, polls.ClosePoll("q_1")),
        (chair, life.OpenSession()),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, Actor) else "",
)
def test_what_a_closed_session_refuses(who: Actor, command: Command) -> None:
    here = busy()
    here.do(chair, life.CloseSession())
    assert type(refusal(here, who, command)) is SessionClosed


def test_a_ballot_after_the_session_is_told_when_voting_closed() -> None:
    here = sitting()
    poll, options = open_poll(here)
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    refused = refusal(here, ada, polls.CastBallot(poll, (options[0],), 1))
    assert isinstance(refused, PollClosed)
    assert refused.details["closed_at"] == NOW + MINUTE


def test_nobody_joins_a_closed_session() -> None:
    here = busy()
    here.do(chair, life.CloseSession())
    with pytest.raises(SessionClosed):
        here.join(actor("late"))


def test_staff_join_a_closed_session() -> None:
    here = busy()
    here.do(chair, life.CloseSession())
    here.join(host)
    assert here.session.people.here(host.id)


def test_a_result_is_published_after_the_close() -> None:
    here = sitting()
    poll, _ = open_poll(here)
    here.do(chair, life.CloseSession())
    events = here.do(chair, polls.PublishPoll(poll))
    assert kinds(events) == [polls.PollPublished, versions.RecordCorrected]


def test_notes_go_on_after_the_close() -> None:
    here = busy()
    here.do(chair, life.CloseSession())
    assert here.do(scribe, notes.PostNote("It was long."))


def test_details_are_corrected_after_the_close() -> None:
    here = busy()
    here.do(chair, life.CloseSession())
    assert here.do(ada, people.EditPerson(name="Ada Lovelace"))


# Reopening


def test_reopening_brings_back_who_waited() -> None:
    here = busy()
    before = [each.id for each in here.session.queue.ordered()]
    here.do(chair, life.CloseSession())
    assert kinds(here.do(chair, life.ReopenSession())) == [
        life.SessionReopened,
        queue.RequestsRestored,
    ]
    assert [each.id for each in here.session.queue.ordered()] == before


def test_reopening_goes_on_with_the_item_that_was_on() -> None:
    here = busy()
    item = here.session.agenda.current
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    here.now += MINUTE
    here.do(chair, life.ReopenSession())
    assert here.session.agenda.current == item is not None


def test_reopening_takes_up_nothing_where_nothing_was_on() -> None:
    here = sitting()
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    here.do(chair, life.ReopenSession())
    assert here.session.agenda.current is None


def test_reopening_does_not_bring_back_who_has_left() -> None:
    here = busy()
    here.do(chair, life.CloseSession())
    here.do(bo, people.Leave())
    here.do(chair, life.ReopenSession())
    assert [each.person for each in here.session.queue.ordered()] == [cy.id]


def test_reopening_does_not_reopen_polls() -> None:
    here = busy()
    here.do(chair, life.CloseSession())
    here.do(chair, life.ReopenSession())
    assert here.session.polls.open() == []


# People who leave


def test_leaving_gives_up_the_floor() -> None:
    here = sitting()
    speaking(here, ada)
    assert kinds(here.do(ada, people.Leave())) == [people.PersonLeft, floor.FloorReleased]


def test_leaving_gives_up_the_place_in_the_queue() -> None:
    here = sitting()
    request(here, ada)
    request(here, ada, "point_of_order")
    events = here.do(chair, people.RemovePerson(ada.id))
    assert kinds(events) == [people.PersonLeft, queue.RequestWithdrawn, queue.RequestWithdrawn]


def test_leaving_leaves_the_others_alone() -> None:
    here = busy()
    here.do(bo, people.Leave())
    holder = here.session.floor.holder
    assert holder is not None
    assert holder.person == ada.id
    assert [each.person for each in here.session.queue.ordered()] == [cy.id]


def test_leaving_keeps_the_vote() -> None:
    here = sitting()
    poll, options = open_poll(here)
    here.do(ada, polls.CastBallot(poll, (options[0],), 1))
    here.do(ada, people.Leave())
    here.do(chair, polls.ClosePoll(poll))
    tally = here.session.polls.poll(poll).tally
    assert tally is not None
    assert tally.counts == {options[0]: 1, options[1]: 0}


# The directory beside the journal


def test_joining_writes_the_directory() -> None:
    command = people.Join(Role.PARTICIPANT, "Ada", "Acme")
    outcome = decide(Sitting().session, command, ask(replace(ada, role=Role.SYSTEM)))
    assert outcome.entry == (ada.id, Name("Ada", "Acme"))


def test_a_correction_by_a_chair_is_of_the_other() -> None:
    here = sitting()
    here.do(chair, people.EditPerson(ada.id, organisation="Analytical"))
    assert here.directory[ada.id] == Name("Ada", "Analytical")
    assert here.directory[chair.id] == Name("Chair", "Acme")


def test_a_corrected_name_is_an_event() -> None:
    here = sitting()
    edited = people.PersonEdited(ada.id, "civil", "africa")
    assert here.do(ada, people.EditPerson(name="Ada Lovelace")) == [edited]


@pytest.mark.parametrize(
    "command",
    [people.EditPerson(), people.EditPerson(name="Ada "), people.EditPerson(group="civil")],
    ids=["nothing", "name", "group"],
)
def test_a_correction_to_the_same_changes_nothing(command: people.EditPerson) -> None:
    here = sitting()
    outcome = decide(here.session, command, ask(ada), here.directory[ada.id])
    assert (outcome.events, outcome.entry) == ([], None)


def test_a_refused_name_changes_nothing() -> None:
    here = sitting()
    assert isinstance(refusal(here, ada, people.EditPerson(name="", group="private")), Invalid)
    assert here.session.people.here(ada.id).group == "civil"


def test_joining_again_does_not_touch_the_directory() -> None:
    here = sitting()
    here.do(replace(ada, role=Role.SYSTEM), people.Join(Role.PARTICIPANT, "Somebody else"))
    assert here.directory[ada.id] == Name("Ada", "Acme")


def test_a_ballot_is_no_event() -> None:
    here = sitting()
    poll, options = open_poll(here)
    outcome = decide(here.session, polls.CastBallot(poll, (options[1],), 1), ask(ada))
    assert outcome.events == []
    assert outcome.ballot == polls.Ballot(poll, True, False, ada.id, (options[1],), 1)


@pytest.mark.parametrize(
    ("command", "person"),
    [
        (people.EditPerson(), ada.id),
        (people.EditPerson(bo.id), bo.id),
        (people.RemovePerson(bo.id), bo.id),
        (queue.RequestFloor(), ada.id),
    ],
)
def test_a_command_is_about_whom_it_names(command: Command, person: str) -> None:
    assert whose(command, ask(ada)) == person


# What the parts tell each other


def test_a_request_knows_the_item() -> None:
    here = busy()
    current = here.session.agenda.current
    assert {each.item for each in here.session.queue.ordered()} == {current}


def test_a_turn_has_the_speaking_time_of_the_session() -> None:
    here = sitting()
    here.do(chair, life.EditSession(speaking_seconds=60))
    speaking(here, ada)
    holder = here.session.floor.holder
    assert holder is not None
    assert holder.limit_ms == MINUTE


def test_what_the_record_tells_can_become_less() -> None:
    here = sitting()
    here.do(chair, life.EditSession(attribution="chatham"))
    assert here.session.life.plan.attribution == "chatham"


def test_nobody_is_told_of_more_openly_than_they_were_told() -> None:
    here = sitting()
    here.do(chair, life.EditSession(attribution="chatham"))
    widened = refusal(here, chair, life.EditSession(attribution="group"))
    assert isinstance(widened, AttributionPromised)


def test_the_summary_has_the_form_that_was_set_last() -> None:
    here = sitting()
    here.do(chair, life.EditSession(template="minutes"))
    assert here.session.life.plan.template == "minutes"


@pytest.mark.parametrize("name", ["", "../minutes", "Minutes", "minutes.md.j2", "m" * 41])
def test_a_template_has_a_plain_name(name: str) -> None:
    refused = refusal(sitting(), chair, life.EditSession(template=name))
    assert isinstance(refused, Invalid)
    assert refused.details == {"field": "template"}


def test_before_anybody_has_joined_the_record_can_tell_more() -> None:
    here = Sitting(replace(PLAN, attribution="group"))
    here.join(chair)
    here.do(chair, life.EditSession(attribution="named"))
    assert here.session.life.plan.attribution == "named"


def test_a_turn_is_on_the_item_of_its_time() -> None:
    here = sitting()
    asked = request(here, ada)
    item = str(answer(here.do(chair, agenda.AddItem("Panel")))["item"])
    here.do(chair, agenda.StartItem(item))
    here.do(chair, floor.GrantFloor(asked, None))
    holder = here.session.floor.holder
    assert holder is not None
    assert holder.item == item


def test_who_gets_the_floor_leaves_the_queue() -> None:
    here = sitting()
    speaking(here, ada)
    assert here.session.queue.waiting == {}


def note(here: Sitting, happened_at: int | None = None) -> notes.Note:
    made = answer(here.do(scribe, notes.PostNote("Noted.", happened_at=happened_at)))
    return here.session.notes.note(str(made["note"]))


def test_a_note_knows_who_speaks() -> None:
    here = sitting()
    speaking(here, ada)
    assert note(here).speaker == ada.id


def test_a_late_note_knows_who_spoke() -> None:
    here = sitting()
    here.now += MINUTE
    asked = speaking(here, ada)
    moment = here.now
    here.now += MINUTE
    here.do(chair, floor.ReleaseFloor(asked))
    speaking(here, bo)
    late = note(here, moment)
    assert (late.speaker, late.happened_at, late.at) == (ada.id, moment, here.now)


def test_a_note_between_turns_knows_nobody() -> None:
    late = note(sitting())
    assert (late.speaker, late.turn, late.item) == (None, None, None)


def test_a_late_note_knows_the_item_of_its_moment() -> None:
    here = sitting()
    first, second = (str(answer(here.do(chair, agenda.AddItem(title)))["item"]) for title in "AB")
    here.do(chair, agenda.StartItem(first))
    moment = here.now
    here.now += MINUTE
    here.do(chair, agenda.StartItem(second))
    assert (note(here, moment).item, note(here).item) == (first, second)


def test_a_note_is_not_from_before_the_opening() -> None:
    here = sitting()
    assert note(here, NOW - MINUTE).happened_at == NOW


# Folding


def test_a_journal_begins_with_the_creation() -> None:
    assert fold([CREATED]).life == life.Life(PLAN, created_at=NOW)


def test_an_empty_journal_is_no_session() -> None:
    with pytest.raises(NotFound):
        fold([])


def test_a_journal_without_its_beginning_is_a_fault() -> None:
    with pytest.raises(AssertionError):
        fold([life.SessionOpened(NOW)])


# Answers


@pytest.mark.parametrize(
    ("events", "result"),
    [
        ([queue.QueueSpread({}),
          queue.FloorRequested("r_1", ada.id, "statement", "", 1, None, NOW)],
         {"request": "r_1"}),
        ([people.PersonAdded(bo.id, "", "", NOW),
          queue.FloorRequested("r_1", bo.id, "statement", "", 1, None, NOW, source="phone")],
         {"request": "r_1", "person": bo.id}),
        ([floor.FloorReleased("t_1", NOW),
          floor.FloorGranted("r_1", ada.id, "statement", "", "t_2", None, None, NOW)],
         {"turn": "t_2"}),
        ([agenda.ItemAdded("i_1", "Panel", None, 1)], {"item": "i_1"}),
        ([notes.NoteRevised("n_1", 2, "Noted.", None)], {"note": "n_1"}),
        ([people.PersonJoined(ada.id, Role.PARTICIPANT, "", "", NOW)], {"person": ada.id}),
        ([life.SessionOpened(NOW)], {}),
        ([], {}),
    ],
    ids=["request", "added", "grant", "item", "note", "join", "open", "nothing"],
)  # fmt: skip
def test_an_answer_names_what_was_made(events: list[Event], result: dict[str, object]) -> None:
    assert answer(events) == result


def test_the_answer_to_a_poll_names_its_options() -> None:
    here = sitting()
    poll, options = draft_poll(here)
    assert [option.id for option in here.session.polls.poll(poll).options] == options


def test_polls_do_not_skip_a_step_across_the_session() -> None:
    here = sitting()
    poll, _ = draft_poll(here)
    assert isinstance(refusal(here, chair, polls.PublishPoll(poll)), WrongState)


def test_only_those_are_counted_for_whom_the_poll_is() -> None:
    here = sitting()
    other = actor("other")
    here.join(other, group="private")
    poll = made_poll(here)
    assert isinstance(refusal(here, other, polls.CastBallot(poll, (), 1)), NotEligible)
    here.do(chair, polls.ClosePoll(poll))
    tally = here.session.polls.sheet[poll].tally
    assert tally
    assert tally.eligible == sum(
        who.may_vote and who.group == "civil" for who in here.session.people.everyone.values()
    )


def made_poll(here: Sitting) -> str:
    """Open, for one group."""
    command = polls.CreatePoll("yes_no", "Agreed?", groups=("civil",))
    (drafted,) = here.do(chair, command)
    assert isinstance(drafted, polls.PollDrafted)
    here.do(chair, polls.OpenPoll(drafted.poll))
    return drafted.poll
