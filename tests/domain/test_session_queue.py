"""The rules between the queue, the floor and the rest of a session."""

import pytest

from live.domain import agenda, floor, life, notes, people, polls, queue
from live.domain.actors import Actor
from live.domain.commands import Command
from live.domain.floor import Holder
from live.domain.me import Marks, me
from live.domain.people import Name
from live.domain.session import answer
from live.errors import (
    AlreadyInterrupted,
    AlreadyWaiting,
    Invalid,
    NotAllowed,
    NotFound,
    QueueClosed,
    SessionNotOpen,
    Stale,
)
from tests.domain.occasion import (
    MINUTE,
    NOW,
    SECOND,
    Sitting,
    ada,
    bo,
    chair,
    cy,
    scribe,
    sitting,
)


def speaker(here: Sitting) -> Holder:
    assert here.speaker
    return here.speaker


def speaks(here: Sitting, who: Actor) -> str:
    """Somebody has the floor; their request."""
    asked = here.asks(who)
    here.calls(asked)
    return asked


# Who asked elsewhere


def test_a_guest_is_added_by_name() -> None:
    here = sitting()
    command = queue.AddRequest("phone", None, " Zed ", "Acme", "civil", "asia", "question", "law")
    made = answer(here.do(chair, command))
    asked = here.session.queue.request(str(made["request"]))
    assert (asked.kind, asked.about, asked.source) == ("question", "law", "phone")
    guest = here.session.people.here(asked.person)
    assert (guest.id, guest.guest) == (made["person"], True)
    assert (guest.group, guest.region) == ("civil", "asia")
    assert here.directory[guest.id] == Name("Zed", "Acme")


def test_a_person_is_added_as_who_they_are() -> None:
    here = sitting()
    made = answer(here.do(chair, queue.AddRequest("room", ada.id, name="Somebody")))
    assert made["person"] == ada.id
    assert here.directory[ada.id].name == "Ada"
    assert not here.session.people.here(ada.id).guest


def test_two_guests_of_one_name_are_two() -> None:
    here = sitting()
    here.adds("Zed")
    here.adds("Zed")
    assert here.order == ["Zed", "Zed"]
    assert len({request.person for request in here.session.queue.ordered()}) == 2


@pytest.mark.parametrize(
    "command",
    [queue.AddRequest("phone", ada.id), queue.AddRequest("phone", name="Zed")],
    ids=["person", "name"],
)
def test_a_moderator_adds_to_a_closed_queue(command: Command) -> None:
    here = sitting()
    here.do(chair, queue.CloseQueue(points_of_order=False))
    assert here.do(chair, command)


def test_who_waits_is_not_added() -> None:
    here = sitting()
    here.asks(ada)
    assert isinstance(here.refusal(chair, queue.AddRequest("phone", ada.id)), AlreadyWaiting)


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (queue.AddRequest("phone"), "name"),
        (queue.AddRequest("phone", name="Zed", group="?"), "group"),
        (queue.AddRequest("phone", name="Zed", region="?"), "region"),
        (queue.AddRequest("phone", scribe.id), "person"),
    ],
)
def test_who_is_added_is_somebody_who_may_speak(command: Command, field: str) -> None:
    here = sitting()
    before = here.session
    assert here.refusal(chair, command).details == {"field": field}
    assert here.session == before


def test_who_has_left_is_not_added() -> None:
    here = sitting()
    here.do(ada, people.Leave())
    refused = here.refusal(chair, queue.AddRequest("phone", ada.id))
    assert refused.details == {"what": "person"}


def test_who_is_added_asks_about_the_item() -> None:
    here = sitting()
    item = str(answer(here.do(chair, agenda.AddItem("Panel")))["item"])
    here.do(chair, agenda.StartItem(item))
    asked = here.adds("Zed")
    assert here.session.queue.request(asked).item == item


# Claiming


def test_what_was_claimed_is_ones_own() -> None:
    here = sitting()
    claimed = here.adds("Zed")
    here.do(ada, queue.ClaimRequest(claimed))
    assert me(here.session, here.directory, ada, Marks())["request"] is None
    here.do(chair, queue.ClaimRequest(claimed))
    assert me(here.session, here.directory, ada, Marks())["request"] == claimed
    assert here.do(ada, queue.WithdrawRequest(claimed))


def test_who_has_left_is_given_nothing_that_they_claimed() -> None:
    here = sitting()
    claimed = here.adds("Zed")
    here.do(ada, queue.ClaimRequest(claimed))
    here.do(ada, people.Leave())
    assert here.session.queue.request(claimed).claims is None
    assert isinstance(here.refusal(chair, queue.ClaimRequest(claimed)), Invalid)


def test_staff_are_given_nothing() -> None:
    here = sitting()
    refused = here.refusal(chair, queue.ClaimRequest(here.adds("Zed"), scribe.id))
    assert refused.details == {"field": "person"}


def test_a_turn_is_of_who_claimed_it() -> None:
    here = sitting()
    claimed = here.adds("Zed")
    here.do(chair, queue.ClaimRequest(claimed, ada.id))
    here.calls(claimed)
    here.now += MINUTE
    here.do(ada, floor.ReleaseFloor(claimed))
    assert here.spoken == {"Ada": 60}


# How long


@pytest.mark.parametrize(
    ("kind", "limit"),
    [("question", MINUTE), ("statement", 3 * MINUTE), ("point_of_order", None)],
)
def test_kinds_have_their_own_time(kind: queue.Kind, limit: int | None) -> None:
    here = sitting()
    here.do(chair, life.EditSession(kind_seconds={"question": 60, "point_of_order": 0}))
    here.calls(here.asks(ada, kind))
    assert speaker(here).limit_ms == limit


def test_groups_have_their_own_time() -> None:
    here = sitting()
    here.do(chair, life.EditSession(group_seconds={"private": 60}))
    here.do(chair, people.EditPerson(bo.id, group="private"))
    speaks(here, ada)
    assert speaker(here).limit_ms == 3 * MINUTE
    speaks(here, bo)
    assert speaker(here).limit_ms == MINUTE


@pytest.mark.parametrize(
    "command",
    [
        life.EditSession(speaking_seconds=60),
        life.EditSession(kind_seconds={"statement": 60}),
        life.EditSession(group_seconds={"civil": 60}),
    ],
    ids=["all", "kind", "group"],
)
def test_a_changed_time_reaches_whoever_speaks(command: life.EditSession) -> None:
    here = sitting()
    asked = speaks(here, ada)
    here.do(chair, command)
    assert speaker(here).limit_ms == MINUTE
    here.do(chair, queue.LimitRequest(asked, 10))
    here.do(chair, queue.LimitRequest(asked, None))
    assert speaker(here).limit_ms == MINUTE
    speaks(here, bo)
    assert speaker(here).limit_ms == MINUTE


@pytest.mark.parametrize(("seconds", "limit"), [(60, MINUTE), (0, None)])
def test_a_limit_holds_for_who_waits_as_for_who_speaks(seconds: int, limit: int | None) -> None:
    here = sitting()
    first, second = here.asks(ada), here.asks(bo)
    here.do(chair, queue.LimitRequest(first, seconds))
    here.calls(first)
    assert speaker(here).limit_ms == limit
    here.calls(second)
    here.do(chair, queue.LimitRequest(second, seconds))
    assert speaker(here).limit_ms == limit


def test_a_limit_takes_the_place_of_an_extension() -> None:
    here = sitting()
    asked = speaks(here, ada)
    here.do(chair, floor.ExtendFloor(asked, 60))
    assert speaker(here).limit_ms == 4 * MINUTE
    here.do(chair, queue.LimitRequest(asked, 60))
    assert speaker(here).limit_ms == MINUTE


def test_nobody_limits_who_has_spoken() -> None:
    here = sitting()
    asked = speaks(here, ada)
    here.do(ada, floor.ReleaseFloor(asked))
    assert isinstance(here.refusal(chair, queue.LimitRequest(asked, 60)), NotFound)


# Interrupting


def test_a_waiting_point_of_order_interrupts() -> None:
    here = sitting()
    asked, urgent = speaks(here, ada), here.asks(bo, "point_of_order")
    here.do(chair, floor.InterruptFloor(asked, urgent))
    assert (speaker(here).request, here.session.floor.interrupted is not None) == (urgent, True)
    assert here.order == []


def test_what_does_not_interrupt() -> None:
    here = sitting()
    other = here.asks(bo)
    assert isinstance(here.refusal(chair, floor.InterruptFloor(other)), Stale)
    asked = speaks(here, ada)
    for command, refused in [
        (floor.InterruptFloor(asked, other), Invalid),
        (floor.InterruptFloor(asked, "r_x"), NotFound),
        (floor.InterruptFloor(other), Stale),
    ]:
        assert type(here.refusal(chair, command)) is refused


def test_nobody_interrupts_an_interruption() -> None:
    here = sitting()
    here.do(chair, floor.InterruptFloor(speaks(here, ada)))
    command = floor.InterruptFloor(speaker(here).request)
    assert isinstance(here.refusal(chair, command), AlreadyInterrupted)


def test_somebody_who_is_not_named_interrupts() -> None:
    here = sitting()
    asked = speaks(here, ada)
    here.asks(bo)
    here.do(chair, queue.CloseQueue(points_of_order=False))
    here.do(chair, floor.InterruptFloor(asked))
    unnamed = speaker(here)
    assert (unnamed.asked.kind, unnamed.asked.source) == ("point_of_order", "call")
    assert here.directory[unnamed.person] == Name("")
    assert here.session.people.here(unnamed.person).guest
    assert here.order == ["Bo"]


@pytest.mark.parametrize("over", [False, True], ids=["during", "afterwards"])
def test_who_interrupted_is_named(over: bool) -> None:
    here = sitting()
    here.do(chair, floor.InterruptFloor(speaks(here, ada)))
    turn, unnamed = speaker(here).turn, speaker(here).request
    note = str(answer(here.do(scribe, notes.PostNote("Who is it?")))["note"])
    if over:
        here.do(chair, floor.ReleaseFloor(unnamed))
    command = floor.IdentifySpeaker(turn, name="Zed", organisation="Acme", group="private")
    here.do(chair, command)
    zed = here.session.floor.speaker_of(turn)
    assert here.directory[zed] == Name("Zed", "Acme")
    assert (here.session.people.here(zed).group, here.session.people.here(zed).guest) == (
        "private",
        True,
    )
    assert here.session.notes.note(note).speaker == zed


def test_who_was_named_may_end_it() -> None:
    here = sitting()
    asked = speaks(here, ada)
    here.do(chair, floor.InterruptFloor(asked))
    unnamed = speaker(here)
    assert isinstance(here.refusal(cy, floor.ReleaseFloor(unnamed.request)), NotAllowed)
    here.do(chair, floor.IdentifySpeaker(unnamed.turn, cy.id))
    here.do(cy, floor.ReleaseFloor(unnamed.request))
    assert speaker(here).request == asked
    assert here.session.floor.turns[unnamed.turn].person == cy.id


@pytest.mark.parametrize(
    "command",
    [floor.IdentifySpeaker("t_x", name="Zed"), floor.IdentifySpeaker("t_x", ada.id)],
    ids=["name", "person"],
)
def test_a_turn_that_never_was_names_nobody(command: Command) -> None:
    here = sitting()
    before = here.session
    assert here.refusal(chair, command).details == {"what": "turn"}
    assert here.session == before


def test_a_speaker_is_named_by_something() -> None:
    here = sitting()
    here.do(chair, floor.InterruptFloor(speaks(here, ada)))
    turn = speaker(here).turn
    for command in (
        floor.IdentifySpeaker(turn),
        floor.IdentifySpeaker(turn, scribe.id),
        floor.IdentifySpeaker(turn, name="Zed", group="?"),
    ):
        assert isinstance(here.refusal(chair, command), Invalid)


def interruption() -> Sitting:
    """Bo interrupts Ada, who has spoken for 61.234 seconds."""
    here = sitting()
    asked = speaks(here, ada)
    here.now += 61_234
    here.do(chair, floor.InterruptFloor(asked, here.asks(bo, "point_of_order")))
    return here


def charged(here: Sitting) -> dict[str, int]:
    """What was spoken in the turns that are over, in milliseconds."""
    return {turn.person: turn.spoken_ms for turn in here.session.floor.turns.values()}


def test_an_interruption_is_charged_to_nobody_elses_turn() -> None:
    here = interruption()
    here.now += 20_001
    here.do(bo, floor.ReleaseFloor(speaker(here).request))
    here.now += 4_321
    here.do(ada, floor.ReleaseFloor(speaker(here).request))
    assert charged(here) == {ada.id: 65_555, bo.id: 20_001}


def test_an_interrupted_speaker_who_leaves_is_charged_to_the_interruption() -> None:
    here = interruption()
    here.now += MINUTE
    here.do(ada, people.Leave())
    assert charged(here) == {ada.id: 61_234}
    here.do(bo, floor.ReleaseFloor(speaker(here).request))
    assert here.speaker is None


def test_next_during_an_interruption_ends_both_turns() -> None:
    here = interruption()
    here.now += 20_001
    speaks(here, cy)
    assert charged(here) == {ada.id: 61_234, bo.id: 20_001}
    assert here.session.floor.holders == (speaker(here),)


@pytest.mark.parametrize("leaves", [False, True], ids=["ends", "leaves"])
def test_after_an_interruption_a_suspended_speaker_does_not_go_on(leaves: bool) -> None:
    here = interruption()
    here.now += 20_001
    here.do(chair, life.SuspendSession())
    here.now += MINUTE
    here.do(bo, people.Leave() if leaves else floor.ReleaseFloor(speaker(here).request))
    assert charged(here) == {bo.id: 20_001}
    assert (speaker(here).person, speaker(here).since) == (ada.id, None)

    here.do(chair, life.OpenSession())
    assert speaker(here).since is None
    here.do(chair, floor.ResumeFloor(speaker(here).request))
    here.now += 1
    assert speaker(here).spoken_at(here.now) == 61_235


def test_closing_the_session_ends_an_interruption() -> None:
    here = interruption()
    here.now += 20_001
    here.do(chair, life.CloseSession())
    assert charged(here) == {ada.id: 61_234, bo.id: 20_001}
    assert here.session.floor.holders == ()


# While the session is suspended


@pytest.mark.parametrize(
    ("who", "command"),
    [
        (ada, queue.ReadyRequest("r_1", "ready")),
        (ada, queue.ClaimRequest("r_1")),
        (chair, queue.ClaimRequest("r_1", ada.id)),
        (chair, queue.AddRequest("phone", name="Zed")),
        (chair, queue.SkipRequest("r_1")),
        (chair, queue.LimitRequest("r_1", 60)),
        (chair, queue.ClearQueue()),
        (chair, queue.UndoAct("a_1")),
        (chair, floor.InterruptFloor("r_1")),
        (chair, floor.IdentifySpeaker("t_1", ada.id)),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, Actor) else "",
)
def test_what_waits_until_the_session_goes_on(who: Actor, command: Command) -> None:
    here = sitting()
    here.do(chair, life.SuspendSession())
    assert type(here.refusal(who, command)) is SessionNotOpen


def test_writing_goes_while_the_session_is_suspended() -> None:
    here = sitting()
    asked = here.asks(ada)
    here.do(chair, life.SuspendSession())
    assert here.do(chair, queue.OfferWriting())
    assert here.do(ada, queue.WriteIn(asked, "As I wrote."))


# Called in vain


def test_who_does_not_answer_waits_behind_the_first() -> None:
    here = sitting()
    asked = speaks(here, ada)
    here.asks(bo)
    here.asks(cy)
    here.now += MINUTE
    here.do(chair, queue.SkipRequest(asked))
    assert here.order == ["Bo", "Ada", "Cy"]
    assert (here.speaker, here.session.floor.turns) == (None, {})
    assert here.session.queue.request(asked).skipped == 1


def test_who_does_not_answer_where_nobody_else_waits_waits() -> None:
    here = sitting()
    here.do(chair, queue.SkipRequest(speaks(here, ada)))
    assert here.order == ["Ada"]


def test_who_answers_later_has_all_their_time() -> None:
    here = sitting()
    asked = here.asks(ada)
    here.do(chair, queue.LimitRequest(asked, 60))
    here.calls(asked)
    here.now += 50 * SECOND
    here.do(chair, queue.SkipRequest(asked))
    here.calls(asked)
    assert (speaker(here).limit_ms, speaker(here).spoken_at(here.now)) == (MINUTE, 0)


def test_what_one_asked_while_speaking_is_one_with_the_turn_that_was_not() -> None:
    here = sitting()
    first = speaks(here, ada)
    here.asks(bo)
    here.asks(ada)
    here.asks(ada, "point_of_order")
    here.do(chair, queue.SkipRequest(first))
    assert here.order == ["Ada", "Ada", "Bo"]  # a point of order, and behind it
    assert [each.id for each in here.session.queue.ordered()][1] == first


def test_who_was_interrupted_cannot_be_called_in_vain() -> None:
    here = interruption()
    assert here.session.floor.interrupted
    command = queue.SkipRequest(here.session.floor.interrupted.request)
    assert isinstance(here.refusal(chair, command), NotFound)


# The last word


def test_the_last_word_lets_nobody_else_wait() -> None:
    here = sitting()
    speaks(here, ada)
    here.asks(bo)
    here.calls(here.asks(cy), last=True)
    assert speaker(here).person == cy.id
    (left,) = here.session.queue.unheard.values()
    assert (left.request.person, left.why, left.at) == (bo.id, "last_word", NOW)
    assert isinstance(here.refusal(bo, queue.RequestFloor()), QueueClosed)


def test_points_of_order_pass_after_the_last_word() -> None:
    here = sitting()
    here.calls(here.asks(ada), last=True)
    assert here.asks(bo, "point_of_order")


def test_the_last_word_leaves_a_closed_queue_as_it_is() -> None:
    here = sitting()
    asked = here.asks(ada)
    here.do(chair, queue.CloseQueue(points_of_order=False))
    here.calls(asked, last=True)
    assert not here.session.queue.points_of_order


def test_the_last_word_goes_by_what_the_moderator_saw() -> None:
    here = sitting()
    speaks(here, ada)
    asked, before = here.asks(bo), here.session
    assert isinstance(here.refusal(chair, floor.GrantFloor(asked, None, last=True)), Stale)
    assert here.session == before


# A new item


def test_a_new_item_clears_the_queue_where_that_is_asked_for() -> None:
    here = sitting()
    first, second = (str(answer(here.do(chair, agenda.AddItem(title)))["item"]) for title in "AB")
    here.asks(ada)
    here.do(chair, agenda.StartItem(first))
    assert here.order == ["Ada"]
    here.do(chair, agenda.StartItem(second, "clear"))
    (left,) = here.session.queue.unheard.values()
    assert (here.order, left.why) == ([], "item")


# In writing


def test_after_the_close_the_unheard_are_asked_to_write() -> None:
    here = sitting()
    asked = here.asks(ada)
    here.do(chair, life.CloseSession())
    statement = queue.WriteIn(asked, "As I wrote.")
    assert isinstance(here.refusal(ada, statement), NotFound)
    assert me(here.session, here.directory, ada, Marks())["write_in"] is None

    here.do(chair, queue.OfferWriting())
    assert me(here.session, here.directory, ada, Marks())["write_in"] == asked
    assert me(here.session, here.directory, bo, Marks())["write_in"] is None
    assert isinstance(here.refusal(bo, statement), NotAllowed)
    here.do(ada, statement)
    assert me(here.session, here.directory, ada, Marks())["write_in"] is None
    assert here.session.queue.written[asked].text == "As I wrote."


def test_one_alone_is_told_to_write() -> None:
    here = sitting()
    asked = here.asks(ada)
    here.asks(bo)
    here.do(chair, queue.OfferWriting(asked))
    assert here.order == ["Bo"]
    assert me(here.session, here.directory, ada, Marks())["write_in"] == asked
    assert me(here.session, here.directory, bo, Marks())["write_in"] is None
    here.takes_back()
    assert here.order == ["Ada", "Bo"]
    assert me(here.session, here.directory, ada, Marks())["write_in"] is None


def test_nothing_is_written_in_a_draft() -> None:
    here = Sitting()
    here.join(ada, chair)
    assert type(here.refusal(ada, queue.WriteIn("r_1", "Early."))) is SessionNotOpen
    assert type(here.refusal(chair, queue.OfferWriting())) is SessionNotOpen


# Reopening


def test_reopening_brings_back_what_the_close_cut_off_alone() -> None:
    here = sitting()
    here.asks(ada)
    here.do(chair, queue.ClearQueue())
    here.asks(bo)
    written = here.asks(cy)
    here.do(chair, queue.OfferWriting())
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    here.do(cy, queue.WriteIn(written, "As I wrote."))
    here.do(chair, life.ReopenSession())
    assert here.order == ["Bo"]
    assert [left.why for left in here.session.queue.unheard.values()] == ["cleared"]


def test_reopening_twice_does_not_bring_back_what_an_earlier_close_cut_off() -> None:
    here = sitting()
    here.asks(ada)
    here.do(chair, life.CloseSession())
    here.do(ada, people.Leave())
    here.do(chair, life.ReopenSession())
    here.join(ada)
    here.asks(bo)
    here.now += MINUTE
    here.do(chair, life.CloseSession())
    here.do(chair, life.ReopenSession())
    assert here.order == ["Bo"]


def test_a_reopened_queue_is_as_open_as_it_was() -> None:
    here = sitting()
    here.do(chair, queue.CloseQueue())
    here.do(chair, life.CloseSession())
    here.do(chair, life.ReopenSession())
    assert isinstance(here.refusal(ada, queue.RequestFloor()), QueueClosed)


# Guests


def test_guests_do_not_vote() -> None:
    here = sitting()
    here.adds("Zed")
    made = answer(here.do(chair, polls.CreatePoll("single", "Agreed?", ("Yes", "No"))))
    poll = str(made["poll"])
    here.do(chair, polls.OpenPoll(poll))
    here.do(chair, polls.ClosePoll(poll))
    tally = here.session.polls.poll(poll).tally
    assert tally
    assert tally.eligible == 3  # Ada, Bo and Cy


def test_who_was_called_in_vain_is_taken_out_in_one_act() -> None:
    here = sitting()
    asked = speaks(here, ada)
    here.asks(bo)
    here.do(chair, queue.WithdrawRequest(asked))
    assert (here.speaker, here.order) == (None, ["Bo"])
    assert here.session.floor.turns == {}
    here.takes_back()
    assert here.speaker
    assert here.speaker.person == ada.id


def test_whoever_speaks_does_not_take_themselves_out() -> None:
    here = sitting()
    asked = speaks(here, ada)
    assert isinstance(here.refusal(ada, queue.WithdrawRequest(asked)), NotFound)
