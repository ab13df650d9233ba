"""Who may do what: every command for every role."""

import pytest

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
from live.domain.actors import Role
from live.domain.commands import BROWSER_COMMANDS, COMMANDS, Command
from live.domain.policy import ALLOWED, require
from live.errors import NotAllowed
from tests.domain.occasion import actor

P, M, H, R = Role.PARTICIPANT, Role.MODERATOR, Role.HOST, Role.RAPPORTEUR

MAY: dict[type[Command], set[Role]] = {
    life.OpenSession: {M, H},
    life.SuspendSession: {M, H},
    life.CloseSession: {M, H},
    life.ReopenSession: {M, H},
    life.EditSession: {M, H},
    people.Join: {Role.SYSTEM},
    people.EditPerson: {P, M, H, R},
    people.Leave: {P, M, H, R},
    people.RemovePerson: {M, H, Role.SYSTEM},
    agenda.AddItem: {M, H},
    agenda.EditItem: {M, H},
    agenda.StartItem: {M, H},
    queue.RequestFloor: {P},
    queue.EditRequest: {P},
    queue.ReadyRequest: {P},
    queue.DeferRequest: {P},
    queue.WriteIn: {P},
    queue.AddRequest: {M, H},
    queue.ClaimRequest: {P, M, H},
    queue.WithdrawRequest: {P, M, H},
    queue.MoveRequest: {M, H},
    queue.SkipRequest: {M, H},
    queue.LimitRequest: {M, H},
    queue.OpenQueue: {M, H},
    queue.CloseQueue: {M, H},
    queue.ClearQueue: {M, H},
    queue.OfferWriting: {M, H},
    queue.UndoAct: {M, H},
    floor.GrantFloor: {M, H},
    floor.InterruptFloor: {M, H},
    floor.IdentifySpeaker: {M, H},
    floor.PauseFloor: {M, H},
    floor.ResumeFloor: {M, H},
    floor.ReleaseFloor: {P, M, H},
    floor.ExtendFloor: {M, H},
    turns.CorrectTurn: {M, H, R},
    polls.CreatePoll: {M, H},
    polls.PulsePoll: {M, H},
    polls.RehearsePoll: {M, H},
    polls.EditPoll: {M, H},
    polls.ImportPolls: {M, H},
    polls.CorrectPoll: {M, H},
    polls.DuplicatePoll: {M, H},
    polls.MovePoll: {M, H},
    polls.RemovePoll: {M, H},
    polls.DiscardPoll: {Role.SYSTEM},
    polls.OpenPoll: {M, H},
    polls.ClosePoll: {M, H, Role.SYSTEM},
    polls.KeepPollOpen: {M, H},
    polls.PublishPoll: {M, H},
    polls.CastBallot: {P},
    contributions.JudgeContribution: {M, H},
    contributions.CountWord: {M, H},
    notes.PostNote: {M, H, R},
    notes.ReviseNote: {M, H, R},
    notes.PlaceNote: {M, H, R},
    notes.PinNote: {M, H, R},
    notes.RetractNote: {M, H, R},
    proposals.ProposeNote: {P},
    proposals.AcceptProposal: {M, H, R},
    proposals.DeclineProposal: {M, H, R},
    redaction.RedactNote: {M, H, R, Role.SYSTEM},
    redaction.RedactCaption: {M, H, R, Role.SYSTEM},
    redaction.ErasePerson: {M, H, Role.SYSTEM},
    captioning.PostCaption: {Role.SYSTEM},
    captioning.ImportCaptions: {M, H, R},
    captioning.CorrectCaption: {M, H, R},
    captioning.AttributeCaptions: {M, H, R},
    captioning.PlaceStream: {M, H, R},
    captioning.RemoveStream: {M, H, R},
    draft.TakeSection: {M, H, R},
    draft.WriteSection: {M, H, R},
    draft.ReleaseSection: {M, H, R, Role.SYSTEM},
    draft.DropAside: {M, H, R},
    versions.MakeRecord: {Role.SYSTEM},
    versions.FinaliseRecord: {M, H, R},
}

COMMAND_NAMES = {
    "session.open", "session.suspend", "session.close", "session.reopen", "session.edit",
    "person.join", "person.edit", "person.leave", "person.remove",
    "item.add", "item.edit", "item.start",
    "queue.request", "queue.edit", "queue.ready", "queue.defer", "queue.withdraw", "queue.write_in",
    "queue.add", "queue.claim", "queue.move", "queue.skip", "queue.limit",
    "queue.open", "queue.close", "queue.clear", "queue.offer_writing", "queue.undo",
    "poll.import", "poll.duplicate", "poll.move", "poll.remove", "poll.discard", "poll.keep_open",
    "poll.pulse", "poll.rehearse", "poll.correct", "contribution.judge", "word.count",
    "floor.grant", "floor.interrupt", "floor.identify",
    "floor.pause", "floor.resume", "floor.release", "floor.extend", "turn.correct",
    "poll.create", "poll.edit", "poll.open", "poll.close", "poll.publish", "poll.cast",
    "note.post", "note.revise", "note.place", "note.pin", "note.retract",
    "note.propose", "note.accept", "note.decline",
    "note.redact", "caption.redact", "person.erase",
    "caption.post", "caption.import", "caption.correct", "caption.attribute", "caption.place",
    "caption.remove",
    "draft.take", "draft.write", "draft.release", "draft.drop",
    "record.make", "record.finalise",
}  # fmt: skip

EXAMPLES: list[Command] = [
    life.OpenSession(),
    life.SuspendSession(),
    life.CloseSession(),
    life.ReopenSession(),
    life.EditSession(),
    people.Join(P, "Ada"),
    people.EditPerson(),
    people.Leave(),
    people.RemovePerson(actor("bo").id),
    agenda.AddItem("Opening"),
    agenda.EditItem("i_1"),
    agenda.StartItem("i_1"),
    queue.RequestFloor(),
    queue.EditRequest("r_1", "cost"),
    queue.ReadyRequest("r_1", "ready"),
    queue.DeferRequest("r_1"),
    queue.WriteIn("r_1", "We agree."),
    queue.AddRequest("phone", name="Bo"),
    queue.ClaimRequest("r_1"),
    queue.WithdrawRequest("r_1"),
    queue.MoveRequest("r_1", None),
    queue.SkipRequest("r_1"),
    queue.LimitRequest("r_1", 60),
    queue.OpenQueue(),
    queue.CloseQueue(),
    queue.ClearQueue(),
    queue.OfferWriting(),
    queue.UndoAct("a_1"),
    floor.GrantFloor("r_1", None),
    floor.InterruptFloor("r_1"),
    floor.IdentifySpeaker("t_1", name="Bo"),
    floor.PauseFloor("r_1"),
    floor.ResumeFloor("r_1"),
    floor.ReleaseFloor("r_1"),
    floor.ExtendFloor("r_1", 60),
    turns.CorrectTurn("t_1", 0, 1, 2),
    polls.CreatePoll("single", "Agreed?", ("Yes", "No")),
    polls.PulsePoll(),
    polls.RehearsePoll("q_1"),
    contributions.JudgeContribution("q_1.1", 0, "approved"),
    contributions.CountWord("q_1", "Law", None),
    polls.EditPoll("q_1"),
    polls.ImportPolls((polls.CreatePoll("yes_no", "Agreed?"),)),
    polls.CorrectPoll("q_1", "A slip."),
    polls.DuplicatePoll("q_1"),
    polls.MovePoll("q_1", None),
    polls.RemovePoll("q_1"),
    polls.DiscardPoll("q_1"),
    polls.KeepPollOpen("q_1"),
    polls.OpenPoll("q_1"),
    polls.ClosePoll("q_1"),
    polls.PublishPoll("q_1"),
    polls.CastBallot("q_1", ("o_1",), 1),
    notes.PostNote("Noted."),
    notes.ReviseNote("n_1", 1, "Noted."),
    notes.PlaceNote("n_1", 1),
    notes.PinNote("n_1"),
    notes.RetractNote("n_1"),
    proposals.ProposeNote("Noted?"),
    proposals.AcceptProposal("s_1"),
    proposals.DeclineProposal("s_1"),
    redaction.RedactNote("n_1"),
    redaction.RedactCaption("live.en.1"),
    redaction.ErasePerson(actor("bo").id),
    captioning.PostCaption("k_1", "en", 1, b"Good morning."),
    captioning.ImportCaptions("en", "vtt", "call.vtt", None, ()),
    captioning.CorrectCaption("x_1.1", 1, "Good evening."),
    captioning.AttributeCaptions(None, ("x_1.1",)),
    captioning.PlaceStream("x_1", None),
    captioning.RemoveStream("x_1"),
    draft.TakeSection("i_1", None),
    draft.WriteSection("i_1", 1, "It was agreed."),
    draft.ReleaseSection("i_1"),
    draft.DropAside("i_1", "d_1"),
    versions.MakeRecord(),
    versions.FinaliseRecord(),
]


every_command = pytest.mark.parametrize("command", EXAMPLES, ids=lambda made: type(made).__name__)
every_role = pytest.mark.parametrize("role", Role)


@every_role
@every_command
def test_a_command_is_for_those_roles_alone(command: Command, role: Role) -> None:
    assert permitted(role, command) == (role in MAY[type(command)])


def permitted(role: Role, command: Command) -> bool:
    try:
        require(actor("ada", role), command)
    except NotAllowed:
        return False
    return True


def test_every_command_has_its_row() -> None:
    assert set(ALLOWED) == set(MAY) == {type(command) for command in EXAMPLES}


def test_every_command_has_its_name_on_the_wire() -> None:
    assert set(COMMANDS) == COMMAND_NAMES
    assert set(COMMANDS.values()) == set(ALLOWED)


def test_browsers_do_everything_but_what_comes_by_a_form_or_a_file() -> None:
    assert set(BROWSER_COMMANDS) == COMMAND_NAMES - {
        "person.join",
        "poll.import",
        "poll.discard",
        "caption.post",
        "caption.import",
        "record.make",
    }
