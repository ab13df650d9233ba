"""What participants propose as notes."""

import pytest

from live.domain import floor, life, notes, proposals
from live.domain.actors import Actor, PersonId
from live.domain.documents import Audience, View
from live.domain.me import Marks, me
from live.domain.session import answer
from live.errors import (
    Invalid,
    NotFound,
    ProposalsClosed,
    SessionClosed,
    SessionNotOpen,
    TooLong,
    TooManyProposals,
    WrongState,
)
from tests.domain.occasion import MINUTE, NOW, PLAN, Sitting, ada, bo, chair, scribe, sitting


def asking() -> Sitting:
    """An open session whose participants may propose notes."""
    here = sitting()
    here.do(chair, life.EditSession(proposals=True))
    return here


def proposes(here: Sitting, who: Actor = ada, text: str = "Cost is high.") -> str:
    return str(answer(here.do(who, proposals.ProposeNote(text)))["proposal"])


def accepts(here: Sitting, command: proposals.AcceptProposal) -> notes.Note:
    made = answer(here.do(scribe, command))
    return here.session.notes.note(str(made["note"]))


def own(here: Sitting, who: Actor) -> list[tuple[str, str]]:
    shown = me(here.session, here.directory, who, Marks())["proposals"]
    assert isinstance(shown, list)
    return [(one["text"], one["state"]) for one in shown]


def test_a_proposal_waits_for_the_staff() -> None:
    here = asking()
    proposal = proposes(here)
    assert here.session.proposals.waiting(proposal).author == ada.id
    assert here.session.notes.standing == {}


def test_whoever_has_proposed_sees_what_became_of_it() -> None:
    here = asking()
    first, second, third = (proposes(here, ada, text) for text in ("One.", "Two.", "Three."))
    here.do(scribe, proposals.AcceptProposal(first))
    here.do(scribe, proposals.DeclineProposal(second))
    assert own(here, ada) == [("One.", "accepted"), ("Two.", "declined"), ("Three.", "waiting")]
    assert own(here, bo) == []
    assert third in here.session.proposals.made


def test_an_accepted_proposal_is_a_note_of_the_moment_at_which_it_was_made() -> None:
    here = asking()
    turn = here.calls(here.asks(bo))
    proposal = proposes(here)
    here.now += MINUTE
    here.do(chair, floor.ReleaseFloor(here.speaker.request if here.speaker else ""))
    note = accepts(here, proposals.AcceptProposal(proposal, tag="risk"))
    assert (note.text, note.tag) == ("Cost is high.", "risk")
    assert (note.author, note.proposed_by) == (scribe.id, ada.id)
    assert (note.turn, note.speaker) == (turn, bo.id)
    assert (note.happened_at, note.at) == (NOW, NOW + MINUTE)


def test_a_proposal_is_accepted_in_other_words() -> None:
    here = asking()
    command = proposals.AcceptProposal(
        proposes(here), "Costs.", "action", owner=bo.id, due="2026-12-12"
    )
    note = accepts(here, command)
    assert (note.text, note.owner, note.due) == ("Costs.", bo.id, "2026-12-12")


def test_an_owner_is_somebody_of_the_session() -> None:
    here = asking()
    command = proposals.AcceptProposal(proposes(here), tag="action", owner=PersonId("nobody"))
    assert here.refusal(scribe, command).details == {"what": "person"}
    assert isinstance(
        here.refusal(scribe, notes.PostNote("Send it.", "action", owner=command.owner)), NotFound
    )


@pytest.mark.parametrize("dealt_with", [proposals.AcceptProposal, proposals.DeclineProposal])
def test_what_was_dealt_with_is_not_dealt_with_again(
    dealt_with: type[proposals.AcceptProposal | proposals.DeclineProposal],
) -> None:
    here = asking()
    proposal = proposes(here)
    here.do(scribe, dealt_with(proposal))
    refused = here.refusal(chair, proposals.DeclineProposal(proposal))
    assert isinstance(refused, WrongState)
    assert refused.details["state"] in ("accepted", "declined")


def test_notes_are_proposed_only_where_that_is_asked_for() -> None:
    assert isinstance(sitting().refusal(ada, proposals.ProposeNote("High.")), ProposalsClosed)


def test_notes_are_proposed_in_a_break_too() -> None:
    here = asking()
    here.do(chair, life.SuspendSession())
    assert proposes(here)


def test_notes_are_not_proposed_before_the_opening() -> None:
    here = Sitting(PLAN)
    here.join(ada, chair)
    here.do(chair, life.EditSession(proposals=True))
    assert isinstance(here.refusal(ada, proposals.ProposeNote("High.")), SessionNotOpen)


def test_notes_are_not_proposed_after_the_close() -> None:
    here = asking()
    proposal = proposes(here)
    here.do(chair, life.CloseSession())
    assert isinstance(here.refusal(ada, proposals.ProposeNote("High.")), SessionClosed)
    assert accepts(here, proposals.AcceptProposal(proposal))


def test_nobody_floods_the_staff() -> None:
    here = asking()
    made = [proposes(here) for _ in range(proposals.MOST_WAITING)]
    assert isinstance(here.refusal(ada, proposals.ProposeNote("High.")), TooManyProposals)
    assert proposes(here, bo)
    here.do(scribe, proposals.DeclineProposal(made[0]))
    assert proposes(here)


@pytest.mark.parametrize(("text", "refusal"), [(" ", Invalid), ("a" * 1001, TooLong)])
def test_a_proposal_has_some_words(text: str, refusal: type[Invalid]) -> None:
    assert isinstance(asking().refusal(ada, proposals.ProposeNote(text)), refusal)


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.SCREEN])
def test_nobody_else_sees_a_proposal(audience: Audience) -> None:
    here = asking()
    here.do(scribe, proposals.AcceptProposal(proposes(here)))
    shown = View(here.session, here.directory, audience).everything()
    assert not [key for key in shown if key.startswith("proposal/")]
    [note] = [document for key, document in shown.items() if key.startswith("note/")]
    assert "proposed_by" not in note
