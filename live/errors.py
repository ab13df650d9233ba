"""Everything a client can be refused for.

* LiveError
    * Invalid
        * TooLong
        * UnknownCommand
    * NotAllowed
        * NotEligible
        * NoOrganisation
    * NotFound
    * IdReused
    * Stale
    * WrongState
        * OrganisationsFixed
        * AttributionPromised
        * RecordFinal
        * SessionNotOpen
        * SessionClosed
        * CannotReopen
        * QueueClosed
        * AlreadyWaiting
        * SpeakerChanged
        * AlreadyClaimed
        * AlreadyInterrupted
        * OrderFollows
        * ProposalsClosed
        * TooManyProposals
        * CannotUndo
        * PollNotOpen
        * PollClosed
    * WrongChoice
    * FileTooLarge
    * NotATranscript
    * Busy
    * RateLimited
    * Unavailable
    * Internal

A refusal's ``code`` is part of the wire protocol: translate it in the
browser, never rename it. ``message`` is the English wording for whoever has
no translation; ``details`` are the few values that a translation needs.
"""

from typing import ClassVar


class LiveError(Exception):
    """A command was understood and refused; nothing changed."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "This was refused."
    retry: ClassVar[bool] = False

    def __init__(self, **details: str | int | None) -> None:
        super().__init__(self.code)
        self.details = details

    def __str__(self) -> str:
        return self.message.format(**self.details)


class Invalid(LiveError):
    """The command is not made as the protocol says; ``field`` names the place."""

    code = "invalid"
    message = "“{field}” is not as it should be."

    def __init__(self, field: str, **details: str | int | None) -> None:
        super().__init__(field=field, **details)


class TooLong(Invalid):
    """A text is over its limit, counted in characters."""

    code = "too_long"
    message = "“{field}” is too long: {limit} characters at most."

    def __init__(self, field: str, limit: int) -> None:
        super().__init__(field, limit=limit)


class UnknownCommand(Invalid):
    """There is no such command in this version of the protocol."""

    code = "unknown_command"
    message = "This server does not know that command. Reload the page."

    def __init__(self) -> None:
        super().__init__("do")


class NotAllowed(LiveError):
    """The actor's role does not permit this command."""

    code = "not_allowed"
    message = "Your role does not permit this."


class NotFound(LiveError):
    """What the command names is not there, or no longer."""

    code = "not_found"
    message = "This {what} is not there any more."

    def __init__(self, what: str) -> None:
        super().__init__(what=what)


class IdReused(LiveError):
    """The command's id was used before, for something else."""

    code = "id_reused"
    message = "This id was used for another command. Send it with a new one."


class Stale(LiveError):
    """What the command was aimed at has changed meanwhile; look again."""

    code = "stale"
    message = "This has changed in the meantime. Look again."


class WrongState(LiveError):
    """It is not at the point of its life where this can be done."""

    code = "wrong_state"
    message = "This cannot be done now: it is {state}."

    def __init__(self, state: str = "", **details: str | int | None) -> None:
        super().__init__(state=state, **details)


class NotEligible(NotAllowed):
    """The poll is for people of other groups or regions."""

    code = "not_eligible"
    message = "This poll is for others."


class NoOrganisation(NotAllowed):
    """The poll counts one ballot for each organisation, and the person has named none."""

    code = "no_organisation"
    message = "Each organisation has one vote. Add yours to your details, then vote."


class OrganisationsFixed(WrongState):
    """While a poll counts one ballot for each organisation, nobody changes theirs."""

    code = "organisations_fixed"
    message = "Each organisation has one vote now. Change yours when voting is closed."


class AttributionPromised(WrongState):
    """People have joined who were told that the record says less of who said what."""

    code = "attribution_promised"
    message = "People have joined who were told that the record tells less."


class RecordFinal(WrongState):
    """The record is final: nothing that it tells is changed any more."""

    code = "record_final"
    message = "The record is final. Nothing in it can be changed any more."


class SessionNotOpen(WrongState):
    """The session is a draft or suspended."""

    code = "session_not_open"
    message = "The session is not open now."


class SessionClosed(WrongState):
    """The session has ended."""

    code = "session_closed"
    message = "The session is closed."


class CannotReopen(WrongState):
    """The half hour in which a closed session can be reopened is over."""

    code = "cannot_reopen"
    message = "The session was closed too long ago to be reopened."


class QueueClosed(WrongState):
    """The moderator has closed the speaker queue to new requests."""

    code = "queue_closed"
    message = "The queue is closed."


class AlreadyWaiting(WrongState):
    """One waiting request per person, plus one point of order."""

    code = "already_waiting"
    message = "You are in the queue already."


class SpeakerChanged(WrongState):
    """The turn that a reply was meant for is over."""

    code = "speaker_changed"
    message = "The speaker has changed. Your reply was not added."


class AlreadyClaimed(WrongState):
    """Somebody else says that the request is theirs; a moderator has to decide that first."""

    code = "already_claimed"
    message = "Somebody else has said that this is them. Tell the moderator."


class AlreadyInterrupted(WrongState):
    """One point of order has interrupted the speaker already."""

    code = "already_interrupted"
    message = "The speaker has been interrupted already. Let that end first."


class OrderFollows(WrongState):
    """The order of the queue follows a policy, so that a move by hand would not last."""

    code = "order_follows"
    message = "The order follows the policy. Switch that off to move somebody by hand."


class ProposalsClosed(WrongState):
    """The host has not asked participants to propose notes."""

    code = "proposals_closed"
    message = "Notes cannot be proposed in this session."


class TooManyProposals(WrongState):
    """So many of the person's proposals wait for the staff already."""

    code = "too_many_proposals"
    message = "{most} of your proposals wait already. Send this when some have been dealt with."


class CannotUndo(WrongState):
    """What was done since then stands in the way; ``reason`` says what."""

    code = "cannot_undo"
    message = "This can no longer be undone."

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)


class PollNotOpen(WrongState):
    """Voting has not begun."""

    code = "poll_not_open"
    message = "Voting has not begun."


class PollClosed(WrongState):
    """The ballot came too late; ``closed_at`` says when voting closed (ms)."""

    code = "poll_closed"
    message = "This came too late and was not counted: voting is closed."


class WrongChoice(LiveError):
    """The ballot marks too few or too many options, or one that is not there."""

    code = "wrong_choice"
    message = "Choose from {min} to {max} of the options."

    def __init__(self, fewest: int, most: int) -> None:
        super().__init__(min=fewest, max=most)


class FileTooLarge(LiveError):
    """A transcript of so many bytes or lines is not read at all."""

    code = "file_too_large"
    message = "This file is too large: {megabytes} MB and {lines} lines at most."

    def __init__(self, megabytes: int, lines: int) -> None:
        super().__init__(megabytes=megabytes, lines=lines)


class NotATranscript(LiveError):
    """Nothing in the file can be read as what was said in a call."""

    code = "not_a_transcript"
    message = (
        "This is not a transcript that can be read. WebVTT, SRT and plain text can, and the "
        "transcripts of Zoom, Teams, Meet, Webex, Jitsi and BigBlueButton."
    )


class Busy(LiveError):
    """Too many commands of this connection are under way."""

    code = "busy"
    message = "Too much at once. It will be sent again in a moment."
    retry = True


class RateLimited(LiveError):
    """Too many attempts; ``after_ms`` says when to try again."""

    code = "rate_limited"
    message = "Too many attempts. Wait a little and try again."
    retry = True


class Unavailable(LiveError):
    """The database cannot be written now; nothing was done for certain."""

    code = "unavailable"
    message = "This cannot be saved at the moment. It will be tried again."
    retry = True


class Internal(LiveError):
    """A fault of the server's; it was logged, and nothing was changed."""

    code = "internal"
    message = "Something went wrong on the server. Nothing was changed."
