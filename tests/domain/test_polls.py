"""Polls, and the ballots that fit them."""

from collections.abc import Mapping

import msgspec
import pytest
from msgspec.structs import replace

from live.domain.people import Choices
from live.domain.polls import (
    Ballot,
    CastBallot,
    ClosePoll,
    CorrectPoll,
    CreatePoll,
    DiscardPoll,
    DuplicatePoll,
    EditPoll,
    KeepPollOpen,
    MovePoll,
    OpenPoll,
    PollClosing,
    PollCorrected,
    PollDrafted,
    PollEdited,
    PollOpened,
    PollPublished,
    PollRemoved,
    PollsCommand,
    PollsEvent,
    PollTallied,
    PollWasClosed,
    PublishPoll,
    RemovePoll,
    ballot,
    close_all,
    decide,
    evolve,
)
from live.domain.questions import Option, PollKind
from live.domain.ranks import STEP
from live.domain.run_sheet import GRACE_MS, Correction, Poll, Polls
from live.errors import (
    Invalid,
    LiveError,
    NotEligible,
    NotFound,
    PollClosed,
    PollNotOpen,
    TooLong,
    WrongChoice,
    WrongState,
)
from tests.domain.electorate import counted
from tests.domain.occasion import NOW, ada, ask, chair, person
from tests.domain.papers import OPTIONS, PAPER, paper

DRAFTED = paper()
OPENED, CLOSED = PollOpened("q_1", NOW), PollWasClosed("q_1", NOW + 1)
PUBLISHED = PollPublished("q_1", NOW + 2)
LIFE: list[PollsEvent] = [OPENED, CLOSED, PUBLISHED]


def polls(*events: PollsEvent, drafted: PollDrafted = DRAFTED) -> Polls:
    state = Polls()
    for event in (drafted, *events):
        state = evolve(state, event)
    return state


def decided(command: PollsCommand, *events: PollsEvent) -> list[PollsEvent]:
    return decide(polls(*events), command, ask(chair))


def drafted(**given: object) -> PollDrafted:
    words = {"kind": "multiple", "question": "Agreed?", "options": ("Yes", "No", "Maybe")} | given
    (event,) = decide(Polls(), CreatePoll(**words), ask(chair))  # type: ignore[arg-type]
    assert isinstance(event, PollDrafted)
    return event


def edited(drafted: PollDrafted, **given: object) -> PollEdited:
    command = EditPoll(drafted.poll, **given)  # type: ignore[arg-type]
    (event,) = decide(polls(drafted=drafted), command, ask(chair, command_id="c2"))
    assert isinstance(event, PollEdited)
    return event


# Drafting


def test_a_poll_is_drafted() -> None:
    asked = ask(chair)
    options = tuple(Option(asked.new_id("o", nth), text) for nth, text in enumerate(("Yes", "No")))
    command = CreatePoll("single", " Agreed? ", ("Yes ", "No"), secret=False)
    expected = paper(
        asked.new_id("q"), kind="single", options=options, secret=False, max=1, rank=STEP
    )
    assert decide(Polls(), command, asked) == [expected]


def test_a_poll_is_secret_unless_said_otherwise() -> None:
    assert drafted().secret


def test_polls_stand_in_the_order_in_which_they_were_drafted() -> None:
    (second,) = decided(CreatePoll("single", "Again?", ("Yes", "No")))
    state = evolve(polls(), second)
    assert [poll.question for poll in state.ordered()] == ["Agreed?", "Again?"]


@pytest.mark.parametrize("question", ["", " ", "a" * 501])
def test_a_question_has_from_one_to_five_hundred_characters(question: str) -> None:
    with pytest.raises(Invalid):
        drafted(question=question)


@pytest.mark.parametrize(
    "options",
    [(), ("Yes",), tuple("abcdefghijklm"), ("Yes", " Yes "), ("Yes", ""), ("Yes", "a" * 201)],
    ids=["none", "one", "thirteen", "twice the same", "empty", "too long"],
)
def test_options_are_from_two_to_twelve_different_texts(options: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        drafted(options=options)


def test_twelve_options_are_not_too_many() -> None:
    assert len(drafted(options=tuple("abcdefghijkl")).options) == 12


def test_an_option_over_its_limit_says_so() -> None:
    with pytest.raises(TooLong) as refused:
        drafted(options=("Yes", "a" * 201))
    assert refused.value.details == {"field": "options", "limit": 200}


@pytest.mark.parametrize(
    ("kind", "given", "bounds"),
    [
        ("single", {}, (1, 1)),
        ("single", {"min": 1, "max": 1}, (1, 1)),
        ("multiple", {}, (1, 3)),
        ("multiple", {"max": 2}, (1, 2)),
        ("multiple", {"min": 0}, (0, 3)),
        ("multiple", {"min": 2, "max": 2}, (2, 2)),
    ],
)
def test_a_ballot_marks_from_min_to_max(
    kind: PollKind, given: Mapping[str, int], bounds: tuple[int, int]
) -> None:
    event = drafted(kind=kind, **given)
    assert (event.min, event.max) == bounds


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("single", {"max": 2}),
        ("single", {"min": 0}),
        ("multiple", {"max": 4}),
        ("multiple", {"min": 3, "max": 2}),
        ("multiple", {"min": 0, "max": 0}),
        ("multiple", {"min": 4}),
    ],
)
def test_bounds_that_no_ballot_can_meet_are_refused(
    kind: PollKind, given: Mapping[str, int]
) -> None:
    with pytest.raises(Invalid) as refused:
        drafted(kind=kind, **given)
    assert refused.value.details == {"field": "max"}


@pytest.mark.parametrize(
    "bad", [{"kind": "essay"}, {"scale": 7}, {"min": -1}, {"max": 13}, {"secret": "yes"}]
)
def test_what_is_no_poll_does_not_decode(bad: dict[str, object]) -> None:
    good = {"type": "poll.create", "kind": "single", "question": "?", "options": ["a", "b"]}
    msgspec.convert(good, CreatePoll)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(good | bad, CreatePoll)


# Rewording


def test_a_draft_is_reworded() -> None:
    event = edited(drafted(), question="Do you agree?")
    assert (event.question, event.options) == ("Do you agree?", drafted().options)


def test_new_options_have_new_ids() -> None:
    before, event = drafted(), edited(drafted(), options=("Yes", "No"))
    assert [option.text for option in event.options] == ["Yes", "No"]
    assert not {option.id for option in event.options} & {option.id for option in before.options}


def test_rewording_to_the_same_changes_nothing() -> None:
    command = EditPoll("q_1", "Agreed?", ("Yes", "No", "Maybe"))
    assert decided(command) == []


def test_all_options_stay_all_options() -> None:
    assert edited(drafted(), options=tuple("abcde")).max == 5


def test_a_maximum_below_all_stays() -> None:
    assert edited(drafted(max=2), options=tuple("abcde")).max == 2


def test_a_single_choice_stays_single() -> None:
    assert edited(drafted(kind="single"), options=tuple("abcde")).max == 1


def test_bounds_shrink_with_the_options() -> None:
    event = edited(drafted(min=3, max=3), options=("Yes", "No"))
    assert (event.min, event.max) == (2, 2)


def test_a_rewording_is_kept() -> None:
    poll = polls(PollEdited("q_1", "Really?", OPTIONS[:2], 1, 1)).poll("q_1")
    assert (poll.question, poll.options, poll.max, poll.kind) == (
        "Really?",
        OPTIONS[:2],
        1,
        "multiple",
    )


@pytest.mark.parametrize("past", [1, 2, 3], ids=["open", "closed", "published"])
def test_only_a_draft_is_reworded(past: int) -> None:
    with pytest.raises(WrongState):
        decided(EditPoll("q_1", "Really?"), *LIFE[:past])


# Correcting


def corrected(**given: object) -> PollCorrected:
    words: dict[str, object] = {"poll": "q_1", "reason": "A slip."} | given
    (event,) = decided(CorrectPoll(**words), OPENED)  # type: ignore[arg-type]
    assert isinstance(event, PollCorrected)
    return event


def test_options_that_are_corrected_keep_their_ids() -> None:
    event = corrected(options=("Yes!", "No", "Maybe"))
    assert [(option.id, option.text) for option in event.options] == [
        ("o_1", "Yes!"), ("o_2", "No"), ("o_3", "Maybe"),
    ]  # fmt: skip


def test_a_correction_says_why_what_was_before() -> None:
    poll = polls(OPENED, corrected(question="Do you agree?")).poll("q_1")
    words = ("Yes", "No", "Maybe")
    assert poll.question == "Do you agree?"
    assert poll.corrections == (Correction(NOW, "A slip.", "Agreed?", words, ("", "")),)


def test_a_correction_of_nothing_changes_nothing() -> None:
    assert decided(CorrectPoll("q_1", "A slip.", "Agreed?", ("Yes", "No", "Maybe")), OPENED) == []


@pytest.mark.parametrize("reason", ["", " ", "a" * 201])
def test_a_correction_needs_a_reason(reason: str) -> None:
    with pytest.raises(Invalid):
        corrected(reason=reason, question="Do you agree?")


@pytest.mark.parametrize(
    "options",
    [
        ("Yes", "No"),
        ("Yes", "No", "Maybe", "Never"),
        ("Yes", "Yes", "Maybe"),
        ("Yes", "No", ""),
        ("No", "Yes", "Maybe"),
        ("Aye", "Yes", "Maybe"),
    ],
    ids=["fewer", "more", "two alike", "empty", "exchanged", "taken over"],
)
def test_a_correction_has_as_many_different_options(options: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        corrected(options=options)


def test_options_that_nobody_wrote_are_not_corrected() -> None:
    state = polls(OPENED, drafted=paper(kind="yes_no", max=1))
    with pytest.raises(Invalid):
        decide(state, CorrectPoll("q_1", "A slip.", options=("Yes", "No")), ask(chair))


def test_a_draft_is_changed_instead() -> None:
    with pytest.raises(WrongState):
        decided(CorrectPoll("q_1", "A slip.", "Do you agree?"))


# From draft to published


@pytest.mark.parametrize(
    ("past", "command", "event"),
    [
        (0, OpenPoll("q_1"), PollOpened("q_1", NOW)),
        (1, ClosePoll("q_1"), PollWasClosed("q_1", NOW)),
        (2, PublishPoll("q_1"), PollPublished("q_1", NOW)),
    ],
    ids=["open", "close", "publish"],
)
def test_a_poll_goes_forward_step_by_step(
    past: int, command: PollsCommand, event: PollsEvent
) -> None:
    assert decided(command, *LIFE[:past]) == [event]


@pytest.mark.parametrize(
    ("past", "command", "state"),
    [
        (0, ClosePoll("q_1"), "draft"),
        (0, PublishPoll("q_1"), "draft"),
        (1, OpenPoll("q_1"), "open"),
        (1, PublishPoll("q_1"), "open"),
        (2, OpenPoll("q_1"), "closed"),
        (2, ClosePoll("q_1"), "closed"),
        (3, OpenPoll("q_1"), "published"),
        (3, ClosePoll("q_1"), "published"),
        (3, PublishPoll("q_1"), "published"),
    ],
)
def test_no_step_is_skipped_or_taken_back(past: int, command: PollsCommand, state: str) -> None:
    with pytest.raises(WrongState) as refused:
        decided(command, *LIFE[:past])
    assert refused.value.details == {"state": state}


@pytest.mark.parametrize(
    "command", [EditPoll("q_9"), OpenPoll("q_9"), ClosePoll("q_9"), PublishPoll("q_9")]
)
def test_a_poll_that_is_not_there_is_not_found(command: PollsCommand) -> None:
    with pytest.raises(NotFound):
        decided(command)


def test_a_poll_knows_its_times() -> None:
    poll = polls(*LIFE).poll("q_1")
    assert (poll.state, poll.opened_at, poll.closed_at, poll.published_at) == (
        "published", NOW, NOW + 1, NOW + 2,
    )  # fmt: skip


SCREEN_FIRST = (OPENED, CLOSED, PollPublished("q_1", NOW + 2, ("screen",)))


def test_a_result_is_published_to_some_places_first() -> None:
    command = PublishPoll("q_1", ("record", "screen", "screen"))
    assert decided(command, *LIFE[:2]) == [PollPublished("q_1", NOW, ("screen", "record"))]


def test_a_result_is_published_where_it_was_not() -> None:
    assert decided(PublishPoll("q_1"), *SCREEN_FIRST) == [
        PollPublished("q_1", NOW, ("phones", "record"))
    ]


def test_a_result_was_published_when_it_was_first() -> None:
    poll = polls(*SCREEN_FIRST, PollPublished("q_1", NOW + 9, ("phones",))).poll("q_1")
    assert (poll.published_at, poll.published) == (NOW + 2, {"screen": NOW + 2, "phones": NOW + 9})


def test_a_result_is_not_published_twice_to_the_same_place() -> None:
    with pytest.raises(WrongState):
        decided(PublishPoll("q_1", ("screen",)), *SCREEN_FIRST)


def test_a_result_is_published_to_something() -> None:
    with pytest.raises(Invalid):
        decided(PublishPoll("q_1", ()), *LIFE[:2])


def test_a_tally_is_kept_with_its_poll() -> None:
    tally = counted([])
    assert polls(OPENED, CLOSED, PollTallied("q_1", tally)).poll("q_1").tally == tally


def test_closing_all_closes_what_is_open() -> None:
    state = polls(OPENED)
    state = evolve(state, paper("q_2", rank=2.0))
    assert close_all(state, NOW) == [PollWasClosed("q_1", NOW)]


# Ballots


def cast(*choice: str, events: tuple[PollsEvent, ...] = (OPENED,), poll: str = "q_1") -> Ballot:
    return ballot(polls(*events), CastBallot(poll, choice, 3), ask(ada), person(ada), ada.id)


def refusal(*choice: str, events: tuple[PollsEvent, ...] = (OPENED,)) -> LiveError:
    with pytest.raises(LiveError) as refused:
        cast(*choice, events=events)
    return refused.value


def test_a_ballot_says_whose_it_is() -> None:
    assert cast("o_1") == Ballot("q_1", True, False, ada.id, ("o_1",), 3)


def test_marks_stand_in_the_order_of_the_options() -> None:
    assert cast("o_2", "o_1").choice == ("o_1", "o_2")


@pytest.mark.parametrize(
    "choice", [(), ("o_1", "o_2", "o_3"), ("o_1", "o_1"), ("o_9",), ("o_1", "o_9")],
    ids=["too few", "too many", "twice the same", "not there", "one not there"],
)  # fmt: skip
def test_a_ballot_that_does_not_fit_is_refused(choice: tuple[str, ...]) -> None:
    refused = refusal(*choice)
    assert isinstance(refused, WrongChoice)
    assert refused.details == {"min": 1, "max": 2}


def test_a_blank_ballot_fits_where_none_need_be_marked() -> None:
    blank = paper(min=0)
    state = polls(OPENED, drafted=blank)
    assert ballot(state, CastBallot("q_1", (), 1), ask(ada), person(ada), ada.id).choice == ()


def test_a_draft_takes_no_ballots() -> None:
    assert isinstance(refusal("o_1", events=()), PollNotOpen)


@pytest.mark.parametrize("past", [2, 3], ids=["closed", "published"])
def test_a_ballot_after_the_close_is_told_when_that_was(past: int) -> None:
    refused = refusal("o_1", events=tuple(LIFE[:past]))
    assert isinstance(refused, PollClosed)
    assert refused.details["closed_at"] == NOW + 1


def test_a_ballot_for_no_poll_is_not_found() -> None:
    with pytest.raises(NotFound):
        cast("o_1", poll="q_9")


@pytest.mark.parametrize("n", [0, -1, 2**31, "1"])
def test_ballots_are_numbered_from_one(n: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"type": "poll.cast", "poll": "q_1", "choice": [], "n": n}, CastBallot)


def test_a_poll_that_was_just_drafted_has_no_times() -> None:
    assert polls().poll("q_1") == Poll(id="q_1", **PAPER)


# By the clock


CLOSING = PollClosing("q_1", NOW + 20_000)


def at(now: int, command: PollsCommand, *events: PollsEvent) -> list[PollsEvent]:
    return decide(polls(*events), command, ask(chair, now=now))


def test_a_poll_is_closed_in_a_while() -> None:
    assert at(NOW, ClosePoll("q_1", 20), OPENED) == [CLOSING]
    assert polls(OPENED, CLOSING).poll("q_1").state == "open"


@pytest.mark.parametrize(
    ("seconds", "expected"), [(10, [PollClosing("q_1", NOW + 10_000)]), (30, [])]
)
def test_a_poll_that_closes_never_closes_later(seconds: int, expected: list[PollsEvent]) -> None:
    assert at(NOW, ClosePoll("q_1", seconds), OPENED, CLOSING) == expected


def test_a_poll_that_closes_can_be_closed_at_once() -> None:
    assert at(NOW + 1, ClosePoll("q_1"), OPENED, CLOSING) == [PollWasClosed("q_1", NOW + 1)]


def test_a_poll_was_closed_when_its_time_was_over() -> None:
    late = NOW + 23_500
    assert at(late, ClosePoll("q_1"), OPENED, CLOSING) == [PollWasClosed("q_1", NOW + 20_000)]
    assert close_all(polls(OPENED, CLOSING), late) == [PollWasClosed("q_1", NOW + 20_000)]


def test_a_poll_that_closes_is_kept_open() -> None:
    assert at(NOW, KeepPollOpen("q_1"), OPENED, CLOSING) == [PollClosing("q_1", None)]
    assert at(NOW, KeepPollOpen("q_1"), OPENED) == []


def test_a_poll_is_open_for_as_long_as_it_says() -> None:
    timed = replace(DRAFTED, seconds=60)
    events = decide(polls(drafted=timed), OpenPoll("q_1"), ask(chair))
    assert events == [OPENED, PollClosing("q_1", NOW + 60_000)]


def test_how_long_it_is_open_is_changed_in_the_draft() -> None:
    before = drafted(seconds=60)
    assert edited(before, seconds=None).seconds is None
    assert edited(before, question="And?").seconds == 60


@pytest.mark.parametrize(("late", "counted"), [(0, True), (GRACE_MS, True), (GRACE_MS + 1, False)])
def test_what_was_sent_in_time_counts_for_three_seconds_more(late: int, counted: bool) -> None:
    asked = ask(ada, now=NOW + 20_000 + late)
    command = CastBallot("q_1", ("o_1",), 1)
    if counted:
        assert ballot(polls(OPENED, CLOSING), command, asked, person(ada), ada.id)
        return
    with pytest.raises(PollClosed) as refused:
        ballot(polls(OPENED, CLOSING), command, asked, person(ada), ada.id)
    assert refused.value.details["closed_at"] == NOW + 20_000


# The run sheet


def sheet(*names: str) -> Polls:
    state = Polls()
    for rank, name in enumerate(names, 1):
        state = evolve(state, replace(DRAFTED, poll=name, rank=float(rank)))
    return state


@pytest.mark.parametrize(
    ("poll", "after", "order"),
    [
        ("q_3", None, ["q_3", "q_1", "q_2"]),
        ("q_1", "q_2", ["q_2", "q_1", "q_3"]),
        ("q_1", "q_3", ["q_2", "q_3", "q_1"]),
        ("q_3", "q_2", ["q_1", "q_2", "q_3"]),
        ("q_2", "q_2", ["q_1", "q_2", "q_3"]),
    ],
)
def test_polls_are_put_in_another_order(poll: str, after: str | None, order: list[str]) -> None:
    state = sheet("q_1", "q_2", "q_3")
    for event in decide(state, MovePoll(poll, after), ask(chair)):
        state = evolve(state, event)
    assert [one.id for one in state.ordered()] == order


def test_a_draft_is_thrown_away() -> None:
    (event,) = decide(sheet("q_1", "q_2"), RemovePoll("q_1"), ask(chair))
    assert list(evolve(sheet("q_1", "q_2"), event).sheet) == ["q_2"]


def test_only_a_draft_is_thrown_away() -> None:
    with pytest.raises(WrongState):
        decided(RemovePoll("q_1"), OPENED)


def test_a_poll_whose_ballots_cannot_be_counted_is_discarded() -> None:
    (event,) = decided(DiscardPoll("q_1"), OPENED)
    assert event == PollRemoved("q_1")


def test_a_poll_that_is_over_is_not_discarded() -> None:
    with pytest.raises(WrongState):
        decide(sheet("q_1"), DiscardPoll("q_1"), ask(chair))


def test_a_poll_is_prepared_like_another_behind_it() -> None:
    state = sheet("q_1", "q_2")
    (copy,) = decide(state, DuplicatePoll("q_1"), ask(chair))
    assert isinstance(copy, PollDrafted)
    assert [option.text for option in copy.options] == [option.text for option in OPTIONS]
    assert not {option.id for option in copy.options} & {option.id for option in OPTIONS}
    assert [one.id for one in evolve(state, copy).ordered()] == ["q_1", copy.poll, "q_2"]


def test_a_poll_that_is_asked_again_has_the_same_options() -> None:
    (again,) = decided(DuplicatePoll("q_1", again=True), OPENED, CLOSED)
    assert isinstance(again, PollDrafted)
    assert (again.options, again.rerun_of) == (OPTIONS, "q_1")


def test_a_poll_is_not_asked_again_before_it_was_closed() -> None:
    with pytest.raises(WrongState):
        decided(DuplicatePoll("q_1", again=True), OPENED)


# Who may vote


@pytest.mark.parametrize(
    ("groups", "regions", "may"),
    [
        ((), (), True),
        (("civil", "private"), (), True),
        (("private",), (), False),
        ((), ("africa",), True),
        (("civil",), ("asia",), False),
    ],
)
def test_a_poll_is_for_some_groups_and_regions(
    groups: tuple[str, ...], regions: tuple[str, ...], may: bool
) -> None:
    state = polls(OPENED, drafted=replace(DRAFTED, groups=groups, regions=regions))
    command = CastBallot("q_1", ("o_1",), 1)
    if may:
        assert ballot(state, command, ask(ada), person(ada), ada.id)
        return
    with pytest.raises(NotEligible):
        ballot(state, command, ask(ada), person(ada), ada.id)


def test_a_poll_is_for_groups_that_there_are() -> None:
    known = Choices(frozenset({"civil"}), frozenset())
    command = CreatePoll("yes_no", "Agreed?", groups=("civil", "civil"))
    (event,) = decide(Polls(), command, ask(chair), known)
    assert isinstance(event, PollDrafted)
    assert event.groups == ("civil",)
    with pytest.raises(Invalid):
        decide(Polls(), replace(command, regions=("asia",)), ask(chair), known)
