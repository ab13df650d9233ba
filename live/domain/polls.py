"""Polls: their life from draft to published, what a ballot must look like.

A ballot is no event. ``ballot`` checks it and says what to keep; it is kept
under a key, outside the journal, so that there is one for each person, whatever
their phone does. The tally is counted in the transaction that closes the poll and
is an event (see ``live.domain.tally``).
"""

from typing import Annotated, Literal

import msgspec
from msgspec.structs import asdict, replace

from live.domain import questions, text
from live.domain.actors import Ask, Milliseconds, PersonId
from live.domain.people import Choices, Person
from live.domain.questions import Count, Declining, Options, PollKind, Scale
from live.domain.ranks import between
from live.domain.tally import Tally
from live.errors import (
    Invalid,
    LiveError,
    NotEligible,
    NotFound,
    PollClosed,
    PollNotOpen,
    WrongState,
)

PollState = Literal["draft", "open", "closed", "published"]
NOWHERE = Choices(frozenset(), frozenset())

Percent = Annotated[int, msgspec.Meta(ge=1, le=100)]
Seconds = Annotated[int, msgspec.Meta(ge=10, le=7200)]
"""How long the voting lasts."""

GRACE_MS = 3000
"""For what was sent before the voting ended."""

Ends = tuple[str, str]
"""What the lowest and the highest number of a rating mean."""


class PollsCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the polls."""


class CreatePoll(PollsCommand, frozen=True, tag="poll.create"):
    """Prepare a poll: a draft that only staff see. Secret unless said otherwise.

    ``options`` of kinds that have none by themselves; ``scale`` and ``ends`` of a rating.
    ``declining``: how somebody can vote and say nothing to the question. ``seconds``: how long
    the voting lasts; None: until a moderator closes it. ``groups`` and ``regions``: of whom it
    is; of all where none is named. ``quorum``: how many percent of them have to vote.
    ``shuffle``: each ballot has the options in an order of its own.
    """

    kind: PollKind
    question: str
    options: tuple[str, ...] = ()
    secret: bool = True
    min: Count | None = None
    max: Count | None = None
    declining: tuple[Declining, ...] = ()
    scale: Scale = 5
    ends: Ends = ("", "")
    seconds: Seconds | None = None
    groups: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    quorum: Percent | None = None
    shuffle: bool = False


class ImportPolls(PollsCommand, frozen=True, tag="poll.import"):
    """Prepare the polls of a file, all or none."""

    polls: tuple[CreatePoll, ...]


class EditPoll(PollsCommand, frozen=True, tag="poll.edit"):
    """Reword a draft."""

    poll: str
    question: str | None = None
    options: tuple[str, ...] | None = None
    ends: Ends | None = None
    seconds: Seconds | msgspec.UnsetType | None = msgspec.UNSET


class DuplicatePoll(PollsCommand, frozen=True, tag="poll.duplicate"):
    """Prepare a poll like another; ``again``: to ask the same once more, so that both results
    are shown side by side."""

    poll: str
    again: bool = False


class MovePoll(PollsCommand, frozen=True, tag="poll.move"):
    """Put a poll behind another in the run sheet; ``after`` null puts it first."""

    poll: str
    after: str | None


class RemovePoll(PollsCommand, frozen=True, tag="poll.remove"):
    """Throw a draft away."""

    poll: str


class OpenPoll(PollsCommand, frozen=True, tag="poll.open"):
    """Let people vote, for as long as the poll says, or until a moderator closes it."""

    poll: str


class ClosePoll(PollsCommand, frozen=True, tag="poll.close"):
    """End the voting, in so many ``seconds``; the result is counted then and staff see it."""

    poll: str
    seconds: Annotated[int, msgspec.Meta(ge=0, le=600)] = 0


class KeepPollOpen(PollsCommand, frozen=True, tag="poll.keep_open"):
    """Let the voting go on until a moderator closes it."""

    poll: str


class PublishPoll(PollsCommand, frozen=True, tag="poll.publish"):
    """Show the result to everyone."""

    poll: str


class CastBallot(PollsCommand, frozen=True, tag="poll.cast"):
    """Vote, or vote anew while the poll is open: the ``n``-th ballot of this person."""

    poll: str
    choice: tuple[str, ...]
    n: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class PollsEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to the polls."""

    poll: str


class PollDrafted(PollsEvent, frozen=True, tag="poll.drafted"):
    kind: PollKind
    question: str
    options: Options
    secret: bool
    min: int
    max: int
    rank: float
    ends: Ends = ("", "")
    seconds: int | None = None
    rerun_of: str | None = None
    groups: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    quorum: int | None = None
    shuffle: bool = False


class PollEdited(PollsEvent, frozen=True, tag="poll.edited"):
    question: str
    options: Options
    min: int
    max: int
    ends: Ends = ("", "")
    seconds: int | None = None


class PollMoved(PollsEvent, frozen=True, tag="poll.moved"):
    rank: float


class PollRemoved(PollsEvent, frozen=True, tag="poll.removed"):
    pass


class PollOpened(PollsEvent, frozen=True, tag="poll.opened"):
    at: Milliseconds


class PollClosing(PollsEvent, frozen=True, tag="poll.closing"):
    """When the voting will end; None: not by itself."""

    closes_at: Milliseconds | None


class PollWasClosed(PollsEvent, frozen=True, tag="poll.closed"):
    at: Milliseconds


class PollTallied(PollsEvent, frozen=True, tag="poll.tallied"):
    """The count, made once, in the transaction that closed the poll."""

    tally: Tally


class PollPublished(PollsEvent, frozen=True, tag="poll.published"):
    at: Milliseconds


class Poll(msgspec.Struct, frozen=True):
    """``min`` and ``max``: how many options a ballot marks that does not decline.
    ``rerun_of``: the poll that it asks once more."""

    id: str
    kind: PollKind
    question: str
    options: Options
    secret: bool
    min: int
    max: int
    rank: float
    ends: Ends = ("", "")
    seconds: int | None = None
    rerun_of: str | None = None
    groups: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    quorum: int | None = None
    shuffle: bool = False
    state: PollState = "draft"
    opened_at: Milliseconds | None = None
    closes_at: Milliseconds | None = None
    closed_at: Milliseconds | None = None
    published_at: Milliseconds | None = None
    tally: Tally | None = None


class Polls(msgspec.Struct, frozen=True):
    sheet: dict[str, Poll] = {}

    def poll(self, poll: str) -> Poll:
        if poll not in self.sheet:
            raise NotFound("poll")
        return self.sheet[poll]

    def ordered(self) -> list[Poll]:
        return sorted(self.sheet.values(), key=lambda poll: poll.rank)

    def open(self) -> list[Poll]:
        return [poll for poll in self.sheet.values() if poll.state == "open"]


class Ballot(msgspec.Struct, frozen=True):
    """One person's marks, to be kept under the poll's key."""

    poll: str
    secret: bool
    person: PersonId
    choice: tuple[str, ...]
    n: int


def decide(
    polls: Polls, command: PollsCommand, ask: Ask, choices: Choices = NOWHERE
) -> list[PollsEvent]:
    """``choices``: the groups and regions that there are."""
    match command:
        case CreatePoll():
            return [_draft(polls, command, ask, choices)]
        case ImportPolls():
            return _import(polls, command, ask, choices)
        case EditPoll():
            return _edit(polls, command, ask)
        case DuplicatePoll():
            return [_duplicate(polls, command, ask)]
        case MovePoll():
            return _move(polls, command)
        case RemovePoll():
            return _advance(polls, command.poll, "draft", PollRemoved(command.poll))
        case OpenPoll(poll):
            opened = _advance(polls, poll, "draft", PollOpened(poll, ask.now))
            seconds = polls.poll(poll).seconds
            limit = [PollClosing(poll, ask.now + seconds * 1000)] if seconds else []
            return [*opened, *limit]
        case ClosePoll():
            return _close(polls, command, ask)
        case KeepPollOpen(poll):
            _require(polls.poll(poll), "open")
            return [] if polls.poll(poll).closes_at is None else [PollClosing(poll, None)]
        case PublishPoll():
            return _advance(polls, command.poll, "closed", PollPublished(command.poll, ask.now))
        case _:
            raise TypeError(f"not a command of the polls: {command!r}")


def _draft(polls: Polls, command: CreatePoll, ask: Ask, choices: Choices) -> PollDrafted:
    options = questions.options(
        command.kind, command.options, command.declining, ask, scale=command.scale
    )
    fewest, most = questions.bounds(command.kind, command.min, command.max, options)
    return PollDrafted(
        poll=ask.new_id("q"),
        kind=command.kind,
        question=text.line("question", command.question, text.QUESTION),
        options=options,
        secret=command.secret,
        min=fewest,
        max=most,
        rank=_last_rank(polls),
        ends=_ends(command.ends, command.kind),
        seconds=command.seconds,
        groups=_places("groups", command.groups, choices.groups),
        regions=_places("regions", command.regions, choices.regions),
        quorum=command.quorum,
        shuffle=command.shuffle,
    )


def _import(polls: Polls, command: ImportPolls, ask: Ask, choices: Choices) -> list[PollsEvent]:
    """A refusal says of the how-manieth poll it is, as ``nth``."""
    drafted: list[PollsEvent] = []
    for nth, one in enumerate(command.polls, 1):
        asked = Ask(ask.actor, f"{ask.command_id}/{nth}", ask.now)
        try:
            drafted.append(_draft(polls, one, asked, choices))
        except LiveError as refusal:
            refusal.details["nth"] = nth
            raise
        polls = evolve(polls, drafted[-1])
    return drafted


def _places(field: str, named: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    if not set(named) <= known:
        raise Invalid(field)
    return tuple(dict.fromkeys(named))


def _last_rank(polls: Polls) -> float:
    ordered = polls.ordered()
    return between(ordered[-1].rank if ordered else None, None)


def _duplicate(polls: Polls, command: DuplicatePoll, ask: Ask) -> PollDrafted:
    """Of one that is asked again the options keep their ids, by which both results compare."""
    poll = polls.poll(command.poll)
    if command.again and poll.state not in ("closed", "published"):
        raise WrongState(poll.state)
    fresh = tuple(
        replace(option, id=ask.new_id("o", nth)) for nth, option in enumerate(poll.options)
    )
    return PollDrafted(
        poll=ask.new_id("q"),
        kind=poll.kind,
        question=poll.question,
        options=poll.options if command.again else fresh,
        secret=poll.secret,
        min=poll.min,
        max=poll.max,
        rank=_rank_behind(polls, poll.id),
        ends=poll.ends,
        seconds=poll.seconds,
        rerun_of=poll.id if command.again else None,
        groups=poll.groups,
        regions=poll.regions,
        quorum=poll.quorum,
        shuffle=poll.shuffle,
    )


def _move(polls: Polls, command: MovePoll) -> list[PollsEvent]:
    moved = polls.poll(command.poll)
    if command.after == moved.id:
        return []
    others = Polls({key: poll for key, poll in polls.sheet.items() if key != moved.id})
    if command.after is not None:
        others.poll(command.after)
    behind = [poll for poll in polls.ordered() if poll.rank < moved.rank]
    if command.after == (behind[-1].id if behind else None):
        return []
    return [PollMoved(moved.id, _rank_behind(others, command.after))]


def _rank_behind(polls: Polls, after: str | None) -> float:
    """The rank behind a poll, or in front of all."""
    ordered = polls.ordered()
    place = 0 if after is None else [poll.id for poll in ordered].index(after) + 1
    before = ordered[place - 1].rank if place else None
    return between(before, ordered[place].rank if place < len(ordered) else None)


def _ends(ends: Ends, kind: PollKind) -> Ends:
    if kind != "rating" and any(ends):
        raise Invalid("ends")
    low, high = (text.line("ends", end, text.OPTION, required=False) for end in ends)
    return low, high


def _edit(polls: Polls, command: EditPoll, ask: Ask) -> list[PollsEvent]:
    poll = polls.poll(command.poll)
    _require(poll, "draft")
    question, options, most, ends = poll.question, poll.options, poll.max, poll.ends
    if command.question is not None:
        question = text.line("question", command.question, text.QUESTION)
    if command.options is not None:
        options = _reworded(poll, command.options, ask)
        before, after = (len(questions.substantive(one)) for one in (poll.options, options))
        all_allowed = poll.kind not in questions.ONE_MARK and most == before
        most = after if all_allowed else min(most, after)
    if command.ends is not None:
        ends = _ends(command.ends, poll.kind)
    seconds = poll.seconds if command.seconds is msgspec.UNSET else command.seconds
    edited = PollEdited(poll.id, question, options, min(poll.min, most), most, ends, seconds)
    same = evolve(polls, edited).sheet[poll.id] == poll
    return [] if same else [edited]


def _reworded(poll: Poll, texts: tuple[str, ...], ask: Ask) -> Options:
    """The new options, or those of before (with their ids) where no word has changed."""
    declining = [option.standard for option in poll.options]
    after = questions.options(poll.kind, texts, declining, ask)
    same = [option.text for option in poll.options] == [option.text for option in after]
    return poll.options if same else after


def _advance(polls: Polls, poll: str, state: PollState, event: PollsEvent) -> list[PollsEvent]:
    _require(polls.poll(poll), state)
    return [event]


def _close(polls: Polls, command: ClosePoll, ask: Ask) -> list[PollsEvent]:
    """At once, or later; at the latest when it was to close by itself."""
    poll = polls.poll(command.poll)
    _require(poll, "open")
    later = ask.now + command.seconds * 1000
    if not command.seconds:
        return [PollWasClosed(poll.id, min(ask.now, poll.closes_at or ask.now))]
    return [] if poll.closes_at and poll.closes_at <= later else [PollClosing(poll.id, later)]


def _require(poll: Poll, state: PollState) -> None:
    if poll.state != state:
        raise WrongState(poll.state)


def close_all(polls: Polls, now: Milliseconds) -> list[PollsEvent]:
    """The events that close what is open when the session closes."""
    return [PollWasClosed(poll.id, min(now, poll.closes_at or now)) for poll in polls.open()]


def overdue_at(poll: Poll) -> Milliseconds | None:
    """When an open poll closes by itself: what was sent in time may still be on its way."""
    return None if poll.closes_at is None or poll.state != "open" else poll.closes_at + GRACE_MS


def ballot(polls: Polls, command: CastBallot, ask: Ask, who: Person) -> Ballot:
    """The ballot to keep; PollNotOpen, PollClosed, NotEligible or WrongChoice where there is
    none."""
    poll = polls.poll(command.poll)
    if not who.is_of(poll.groups, poll.regions):
        raise NotEligible
    if poll.state == "draft":
        raise PollNotOpen
    if poll.state != "open":
        raise PollClosed(closed_at=poll.closed_at)
    overdue = overdue_at(poll)
    if overdue is not None and ask.now > overdue:
        raise PollClosed(closed_at=poll.closes_at)
    marked = questions.marked(poll.kind, poll.options, (poll.min, poll.max), command.choice)
    return Ballot(poll.id, poll.secret, ask.actor.id, marked, command.n)


def evolve(polls: Polls, event: PollsEvent) -> Polls:
    match event:
        case PollDrafted():
            return _with(polls, _drafted(event))
        case PollEdited(poll):
            changed = {key: value for key, value in asdict(event).items() if key != "poll"}
            return _with(polls, replace(polls.sheet[poll], **changed))
        case PollMoved(poll, rank):
            return _with(polls, replace(polls.sheet[poll], rank=rank))
        case PollRemoved(poll):
            return Polls({key: other for key, other in polls.sheet.items() if key != poll})
        case PollClosing(poll, closes_at):
            return _with(polls, replace(polls.sheet[poll], closes_at=closes_at))
        case PollOpened(poll, at):
            return _with(polls, replace(polls.sheet[poll], state="open", opened_at=at))
        case PollWasClosed(poll, at):
            return _with(polls, replace(polls.sheet[poll], state="closed", closed_at=at))
        case PollTallied(poll, tally):
            return _with(polls, replace(polls.sheet[poll], tally=tally))
        case PollPublished(poll, at):
            return _with(polls, replace(polls.sheet[poll], state="published", published_at=at))
        case _:
            raise TypeError(f"not an event of the polls: {event!r}")


def _drafted(event: PollDrafted) -> Poll:
    words = {key: value for key, value in asdict(event).items() if key != "poll"}
    return Poll(event.poll, **words)


def _with(polls: Polls, poll: Poll) -> Polls:
    return Polls({**polls.sheet, poll.id: poll})
