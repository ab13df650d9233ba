"""A rehearsal: votes that are made up, of which nothing stays."""

from collections import Counter
from typing import get_args

import pytest

from live.domain import polls, rehearsal
from live.domain.life import CloseSession, OpenSession
from live.domain.questions import PollKind, marked
from live.domain.run_sheet import Poll
from live.errors import PollNotOpen, SessionNotOpen, WrongState
from tests.domain.occasion import PLAN, Sitting, ada, chair


def rehearsed(kind: PollKind = "single", **given: object) -> tuple[Sitting, Poll]:
    """In a session that has not begun."""
    here = Sitting()
    here.join(chair, ada)
    options = ("Yes", "No", "Maybe") if kind in ("single", "multiple", "ranking") else ()
    command = polls.CreatePoll(kind, "Agreed?", options, **given)  # type: ignore[arg-type]
    (made,) = here.do(chair, command)
    assert isinstance(made, polls.PollDrafted)
    here.do(chair, polls.RehearsePoll(made.poll))
    return here, here.session.polls.open()[0]


@pytest.mark.parametrize("kind", get_args(PollKind))
def test_what_is_made_up_fits_on_the_paper(kind: PollKind) -> None:
    _, poll = rehearsed(kind, declining=() if kind == "pulse" else ("abstain",))
    people = rehearsal.electorate(PLAN, poll)
    choices = rehearsal.choices(poll, people)
    assert 0 < len(choices) < len(people) == rehearsal.CAST
    for choice in choices.values():
        assert marked(poll.kind, poll.options, (poll.min, poll.max), choice) == choice
    assert len(Counter(choices.values())) > 1


def test_what_is_made_up_is_of_those_who_may_vote() -> None:
    _, poll = rehearsed(groups=("civil",))
    people = rehearsal.electorate(PLAN, poll).values()
    assert {who.group for who in people} == {"civil"}
    assert {who.region for who in people} == {place.id for place in PLAN.regions}


def test_a_rehearsal_is_voted_on_before_the_session_begins() -> None:
    here, poll = rehearsed()
    here.do(ada, polls.CastBallot(poll.id, (poll.options[0].id,), 1))
    here.do(chair, polls.ClosePoll(poll.id))
    tally = here.session.polls.poll(poll.id).tally
    assert tally
    assert tally.eligible == rehearsal.CAST
    assert here.do(chair, polls.PublishPoll(poll.id))


def test_a_rehearsal_is_a_copy_of_which_the_draft_knows_nothing() -> None:
    here, poll = rehearsed()
    draft = next(one for one in here.session.polls.sheet.values() if not one.rehearsal)
    assert draft.state == "draft"
    assert not {one.id for one in draft.options} & {one.id for one in poll.options}


def test_what_was_sent_to_a_rehearsal_counts_nowhere_else() -> None:
    here, poll = rehearsed()
    here.do(chair, OpenSession())
    draft = next(iter(here.session.polls.sheet))
    here.do(chair, polls.OpenPoll(draft))
    late = polls.CastBallot(poll.id, (poll.options[0].id,), 1)
    assert here.refusal(ada, late).details == {"what": "poll"}


@pytest.mark.parametrize("closed", [False, True])
def test_a_rehearsal_is_ended_at_any_time(closed: bool) -> None:
    here, poll = rehearsed("text")
    if closed:
        here.do(chair, polls.ClosePoll(poll.id))
        assert here.session.contributions.of(poll.id)
    here.do(chair, polls.RemovePoll(poll.id))
    assert poll.id not in here.session.polls.sheet
    assert not here.session.contributions.entries


def test_opening_the_session_ends_a_rehearsal() -> None:
    here, poll = rehearsed()
    here.do(chair, OpenSession())
    assert poll.id not in here.session.polls.sheet


def test_closing_the_session_ends_a_rehearsal() -> None:
    here, _ = rehearsed()
    here.do(chair, OpenSession())
    draft = next(iter(here.session.polls.sheet))
    here.do(chair, polls.RehearsePoll(draft))
    here.do(chair, CloseSession())
    assert here.session.polls.sheet.keys() == {draft}


def test_only_a_draft_is_rehearsed() -> None:
    here, poll = rehearsed()
    for command in (polls.RehearsePoll(poll.id), polls.DuplicatePoll(poll.id)):
        assert isinstance(here.refusal(chair, command), WrongState)


def test_what_is_no_rehearsal_waits_for_the_session() -> None:
    here, poll = rehearsed()
    draft = next(iter(here.session.polls.sheet))
    refused = here.refusal(ada, polls.CastBallot(draft, (poll.options[0].id,), 1))
    assert isinstance(refused, SessionNotOpen)
    here.do(chair, OpenSession())
    refused = here.refusal(ada, polls.CastBallot(draft, (poll.options[0].id,), 1))
    assert isinstance(refused, PollNotOpen)
