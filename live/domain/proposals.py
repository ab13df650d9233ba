"""What participants propose as notes: the staff makes notes of it, or does not."""

from typing import Literal

import msgspec
from msgspec.structs import replace

from live.domain import notes, text
from live.domain.actors import Ask, Milliseconds, PersonId
from live.domain.notes import Content, Moment, NotePosted, PostNote, Tag
from live.errors import NotFound, TooManyProposals, WrongState

State = Literal["waiting", "accepted", "declined"]
MOST_WAITING = 5
"""Of one person, until the staff has dealt with some."""


class ProposalsCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of proposals."""


class ProposeNote(ProposalsCommand, frozen=True, tag="note.propose"):
    """Say what should be noted of what is said now."""

    text: str


class AcceptProposal(ProposalsCommand, frozen=True, tag="note.accept"):
    """Make a note of a proposal, in its words or in others."""

    proposal: str
    text: str | None = None
    tag: Tag | None = None
    owner: PersonId | None = None
    owner_text: str = ""
    due: str | None = None


class DeclineProposal(ProposalsCommand, frozen=True, tag="note.decline"):
    """Make no note of a proposal."""

    proposal: str


class ProposalsEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to proposals."""

    proposal: str


class NoteProposed(ProposalsEvent, frozen=True, tag="note.proposed"):
    author: PersonId
    text: str
    item: str | None
    turn: str | None
    speaker: PersonId | None
    at: Milliseconds


class ProposalAccepted(ProposalsEvent, frozen=True, tag="note.accepted"):
    note: str
    by: PersonId


class ProposalDeclined(ProposalsEvent, frozen=True, tag="note.declined"):
    by: PersonId


class Proposal(msgspec.Struct, frozen=True):
    """``note``: what was made of it."""

    id: str
    author: PersonId
    text: str
    item: str | None
    turn: str | None
    speaker: PersonId | None
    at: Milliseconds
    state: State = "waiting"
    note: str | None = None
    by: PersonId | None = None

    @property
    def moment(self) -> Moment:
        return Moment(self.at, self.item, self.turn, self.speaker)


class Proposals(msgspec.Struct, frozen=True):
    made: dict[str, Proposal] = {}

    def waiting(self, proposal: str) -> Proposal:
        """One that nobody has dealt with."""
        if proposal not in self.made:
            raise NotFound("proposal")
        found = self.made[proposal]
        if found.state != "waiting":
            raise WrongState(found.state)
        return found

    def of(self, person: PersonId) -> list[Proposal]:
        return [one for one in self.made.values() if one.author == person]


def decide(
    proposals: Proposals, command: ProposalsCommand, ask: Ask, moment: Moment
) -> list[ProposalsEvent | NotePosted]:
    match command:
        case ProposeNote():
            return [_proposed(proposals, command, ask, moment)]
        case AcceptProposal():
            return _accept(proposals.waiting(command.proposal), command, ask)
        case DeclineProposal(proposal):
            return [ProposalDeclined(proposals.waiting(proposal).id, ask.actor.id)]
        case _:
            raise TypeError(f"not a command of proposals: {command!r}")


def _proposed(
    proposals: Proposals, command: ProposeNote, ask: Ask, moment: Moment
) -> ProposalsEvent:
    own = [one for one in proposals.of(ask.actor.id) if one.state == "waiting"]
    if len(own) >= MOST_WAITING:
        raise TooManyProposals(most=MOST_WAITING)
    return NoteProposed(
        proposal=ask.new_id("s"),
        author=ask.actor.id,
        text=text.prose("text", command.text, text.PROPOSAL),
        item=moment.item,
        turn=moment.turn,
        speaker=moment.speaker,
        at=ask.now,
    )


def _accept(
    proposal: Proposal, command: AcceptProposal, ask: Ask
) -> list[ProposalsEvent | NotePosted]:
    note = notes.posted(_said(proposal, command), ask, proposal.moment, proposal.author)
    return [note, ProposalAccepted(proposal.id, note.note, ask.actor.id)]


def _said(proposal: Proposal, command: AcceptProposal) -> Content:
    written = proposal.text if command.text is None else command.text
    return notes.content(
        PostNote(
            written,
            command.tag,
            owner=command.owner,
            owner_text=command.owner_text,
            due=command.due,
        )
    )


def evolve(proposals: Proposals, event: ProposalsEvent) -> Proposals:
    match event:
        case NoteProposed():
            return _with(proposals, _proposal(event))
        case ProposalAccepted(proposal, note, by):
            known = proposals.made[proposal]
            return _with(proposals, replace(known, state="accepted", note=note, by=by))
        case ProposalDeclined(proposal, by):
            known = proposals.made[proposal]
            return _with(proposals, replace(known, state="declined", by=by))
        case _:
            raise TypeError(f"not an event of proposals: {event!r}")


def _proposal(event: NoteProposed) -> Proposal:
    return Proposal(
        id=event.proposal,
        author=event.author,
        text=event.text,
        item=event.item,
        turn=event.turn,
        speaker=event.speaker,
        at=event.at,
    )


def _with(proposals: Proposals, proposal: Proposal) -> Proposals:
    return Proposals({**proposals.made, proposal.id: proposal})
