"""Who may do what: one table, command × role. A command without a row does not start."""

from live.domain import (
    agenda,
    captioning,
    contributions,
    draft,
    floor,
    life,
    notes,
    people,
    polls,
    proposals,
    queue,
    redaction,
    turns,
    versions,
)
from live.domain.actors import CHAIRS, PEOPLE, STAFF, Actor, Role
from live.domain.commands import Command
from live.errors import NotAllowed

PARTICIPANTS = frozenset({Role.PARTICIPANT})
SYSTEM = frozenset({Role.SYSTEM})

ALLOWED: dict[type[Command], frozenset[Role]] = {
    life.OpenSession: CHAIRS,
    life.SuspendSession: CHAIRS,
    life.CloseSession: CHAIRS,
    life.ReopenSession: CHAIRS,
    life.EditSession: CHAIRS,
    people.Join: SYSTEM,
    people.EditPerson: PEOPLE,  # of another: chairs, see there
    people.Leave: PEOPLE,
    people.RemovePerson: CHAIRS | SYSTEM,  # again, after a restore
    agenda.AddItem: CHAIRS,
    agenda.EditItem: CHAIRS,
    agenda.StartItem: CHAIRS,
    queue.RequestFloor: PARTICIPANTS,
    queue.EditRequest: PARTICIPANTS,  # one's own
    queue.ReadyRequest: PARTICIPANTS,  # one's own
    queue.DeferRequest: PARTICIPANTS,  # one's own
    queue.WriteIn: PARTICIPANTS,  # one's own
    queue.AddRequest: CHAIRS,
    queue.ClaimRequest: CHAIRS | PARTICIPANTS,  # chairs: for anybody
    queue.WithdrawRequest: CHAIRS | PARTICIPANTS,  # one's own; chairs: any
    queue.MoveRequest: CHAIRS,
    queue.SkipRequest: CHAIRS,
    queue.LimitRequest: CHAIRS,
    queue.OpenQueue: CHAIRS,
    queue.CloseQueue: CHAIRS,
    queue.ClearQueue: CHAIRS,
    queue.OfferWriting: CHAIRS,
    queue.UndoAct: CHAIRS,
    floor.GrantFloor: CHAIRS,
    floor.InterruptFloor: CHAIRS,
    floor.IdentifySpeaker: CHAIRS,
    floor.PauseFloor: CHAIRS,
    floor.ResumeFloor: CHAIRS,
    floor.ReleaseFloor: CHAIRS | PARTICIPANTS,  # one's own; chairs: any
    floor.ExtendFloor: CHAIRS,
    turns.CorrectTurn: STAFF,
    polls.CreatePoll: CHAIRS,
    polls.PulsePoll: CHAIRS,
    polls.ImportPolls: CHAIRS,
    polls.RehearsePoll: CHAIRS,
    polls.EditPoll: CHAIRS,
    polls.CorrectPoll: CHAIRS,
    polls.DuplicatePoll: CHAIRS,
    polls.MovePoll: CHAIRS,
    polls.RemovePoll: CHAIRS,
    polls.DiscardPoll: SYSTEM,  # after a restore
    polls.OpenPoll: CHAIRS,
    polls.ClosePoll: CHAIRS | SYSTEM,  # when its time has come
    polls.KeepPollOpen: CHAIRS,
    polls.PublishPoll: CHAIRS,
    polls.CastBallot: PARTICIPANTS,
    contributions.JudgeContribution: CHAIRS,
    contributions.CountWord: CHAIRS,
    notes.PostNote: STAFF,
    notes.ReviseNote: STAFF,
    notes.PlaceNote: STAFF,
    notes.PinNote: STAFF,
    notes.RetractNote: STAFF,
    proposals.ProposeNote: PARTICIPANTS,
    proposals.AcceptProposal: STAFF,
    proposals.DeclineProposal: STAFF,
    redaction.RedactNote: STAFF | SYSTEM,  # again, after a restore; so the next two
    redaction.RedactCaption: STAFF | SYSTEM,
    redaction.ErasePerson: CHAIRS | SYSTEM,
    captioning.PostCaption: SYSTEM,
    captioning.ImportCaptions: STAFF,
    captioning.CorrectCaption: STAFF,
    captioning.AttributeCaptions: STAFF,
    captioning.PlaceStream: STAFF,
    captioning.RemoveStream: STAFF,
    draft.TakeSection: STAFF,
    draft.WriteSection: STAFF,
    draft.ReleaseSection: STAFF | SYSTEM,  # one's own; the clock: when its time has come
    draft.DropAside: STAFF,
    versions.MakeRecord: SYSTEM,  # when nothing more is corrected
    versions.FinaliseRecord: STAFF,
}


def require(actor: Actor, command: Command) -> None:
    """NotAllowed unless the table lets the actor's role do this."""
    if actor.role not in ALLOWED[type(command)]:
        raise NotAllowed
