"""Polls: their life from draft to published, what a ballot must look like.

A ballot is no event. ``ballot`` checks it and says what to keep; it is kept
under a key, outside the journal, so that there is one for each person, whatever
their phone does. The tally is counted in the transaction that closes the poll and
is an event (see ``live.domain.tally``).
"""

from typing import Annotated

import msgspec
from msgspec.structs import asdict, replace

from live.domain import papers, questions, text
from live.domain.actors import Ask, Milliseconds, PersonId, Role
from live.domain.disclosure import K
from live.domain.papers import Ends, Paper, Per, Percent, Seconds, Wordings
from live.domain.people import Choices, Person
from live.domain.questions import Count, Declining, Options, PollKind, Scale
from live.domain.run_sheet import EVERYWHERE, Correction, Poll, Polls, Where
from live.domain.tally import Tally
from live.errors import (
    Invalid,
    LiveError,
    NoOrganisation,
    NotEligible,
    PollClosed,
    PollNotOpen,
    Stale,
    WrongState,
)

MOST_AHEAD = 1000
"""Ballots of which a browser may have sent none, because newer ones took their place: not so many
that those who share a ballot could be left without a number."""

NOWHERE = Choices(frozenset(), frozenset())


class PollsCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of the polls."""


class CreatePoll(PollsCommand, frozen=True, tag="poll.create"):
    """Prepare a poll: a draft that only staff see. Secret unless said otherwise.

    ``options`` of kinds that have none by themselves; ``scale`` and ``ends`` of a rating.
    ``declining``: how somebody can vote and say nothing to the question. ``seconds``: how long
    the voting lasts; None: until a moderator closes it. ``groups`` and ``regions``: of whom it
    is; of all where none is named. ``quorum``: how many percent of them have to vote.
    ``shuffle``: each ballot has the options in an order of its own. ``per``: whether each
    organisation has one ballot, the last that any of its people has sent.
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
    per: Per = "person"
    translations: Wordings = {}


class PulsePoll(PollsCommand, frozen=True, tag="poll.pulse"):
    """Ask at once how the room feels: everybody sees the counts as they come in."""

    question: str = ""


class ImportPolls(PollsCommand, frozen=True, tag="poll.import"):
    """Prepare the polls of a file, all or none."""

    polls: tuple[CreatePoll, ...]


class EditPoll(PollsCommand, frozen=True, tag="poll.edit"):
    """Reword a draft. ``revision``: the one that the moderator saw; None: whatever it is."""

    poll: str
    question: str | None = None
    options: tuple[str, ...] | None = None
    ends: Ends | None = None
    seconds: Seconds | msgspec.UnsetType | None = msgspec.UNSET
    translations: Wordings | None = None
    revision: int | None = None


class CorrectPoll(PollsCommand, frozen=True, tag="poll.correct"):
    """Mend the words of a poll on which the voting has begun, and say why. Options keep their
    ids and their number; everybody sees that it was corrected."""

    poll: str
    reason: str
    question: str | None = None
    options: tuple[str, ...] | None = None
    ends: Ends | None = None
    translations: Wordings | None = None
    revision: int | None = None


class DuplicatePoll(PollsCommand, frozen=True, tag="poll.duplicate"):
    """Prepare a poll like another; ``again``: to ask the same once more, so that both results
    are shown side by side."""

    poll: str
    again: bool = False


class RehearsePoll(PollsCommand, frozen=True, tag="poll.rehearse"):
    """Open a copy of a poll on which people who are made up vote; it is thrown away after."""

    poll: str


class MovePoll(PollsCommand, frozen=True, tag="poll.move"):
    """Put a poll behind another in the run sheet; ``after`` null puts it first."""

    poll: str
    after: str | None


class RemovePoll(PollsCommand, frozen=True, tag="poll.remove"):
    """Throw a draft or a rehearsal away."""

    poll: str


class DiscardPoll(PollsCommand, frozen=True, tag="poll.discard"):
    """Take a poll away whose voting ended in a history that is no more (see ``live.room.lasting``):
    its ballots must lead to nobody, and its result is not known here."""

    poll: str


class OpenPoll(PollsCommand, frozen=True, tag="poll.open"):
    """Let people vote, for as long as the poll says, or until a moderator closes it."""

    poll: str
    revision: int | None = None


class ClosePoll(PollsCommand, frozen=True, tag="poll.close"):
    """End the voting, in so many ``seconds``; the result is counted then and staff see it."""

    poll: str
    seconds: Annotated[int, msgspec.Meta(ge=0, le=600)] = 0


class KeepPollOpen(PollsCommand, frozen=True, tag="poll.keep_open"):
    """Let the voting go on until a moderator closes it."""

    poll: str


class PublishPoll(PollsCommand, frozen=True, tag="poll.publish"):
    """Show the result on the phones, on the screen, and in the record: everywhere, or ``to``
    some of them now and to others later."""

    poll: str
    to: tuple[Where, ...] = EVERYWHERE


class CastBallot(PollsCommand, frozen=True, tag="poll.cast"):
    """Vote, or vote anew while the poll is open: the ``n``-th ballot of this person."""

    poll: str
    choice: tuple[str, ...]
    n: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class PollsEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to a poll, which every event names as ``poll``."""


class PollDrafted(Paper, PollsEvent, frozen=True, kw_only=True, tag="poll.drafted"):
    poll: str


class PollEdited(PollsEvent, frozen=True, tag="poll.edited"):
    poll: str
    question: str
    options: Options
    min: int
    max: int
    ends: Ends = ("", "")
    seconds: int | None = None
    translations: Wordings = {}


class PollCorrected(PollsEvent, frozen=True, tag="poll.corrected"):
    """The words as they are now."""

    poll: str
    at: Milliseconds
    reason: str
    question: str
    options: Options
    ends: Ends
    translations: Wordings = {}


class PollMoved(PollsEvent, frozen=True, tag="poll.moved"):
    poll: str
    rank: float


class PollRemoved(PollsEvent, frozen=True, tag="poll.removed"):
    poll: str


class PollOpened(PollsEvent, frozen=True, tag="poll.opened"):
    poll: str
    at: Milliseconds


class PollClosing(PollsEvent, frozen=True, tag="poll.closing"):
    """When the voting will end; None: not by itself."""

    poll: str
    closes_at: Milliseconds | None


class PollWasClosed(PollsEvent, frozen=True, tag="poll.closed"):
    poll: str
    at: Milliseconds


class PollTallied(PollsEvent, frozen=True, tag="poll.tallied"):
    """The count, made once, in the transaction that closed the poll."""

    poll: str
    tally: Tally


class PollPublished(PollsEvent, frozen=True, tag="poll.published"):
    """``to``: where it is shown now, and was not before."""

    poll: str
    at: Milliseconds
    to: tuple[Where, ...] = EVERYWHERE


class Ballot(msgspec.Struct, frozen=True):
    """One voter's marks, to be kept under the poll's key. ``voter``: the person, or whose
    organisation it is. ``told``: whether the room may know what was marked."""

    poll: str
    secret: bool
    told: bool
    voter: PersonId
    choice: tuple[str, ...]
    n: int


def decide(
    polls: Polls, command: PollsCommand, ask: Ask, choices: Choices = NOWHERE
) -> list[PollsEvent]:
    """``choices``: the groups, regions and languages that there are."""
    match command:
        case CreatePoll():
            return [_draft(polls, command, ask, choices)]
        case PulsePoll(question):
            return _begun(_draft(polls, CreatePoll("pulse", question), ask, choices), ask)
        case ImportPolls():
            return _import(polls, command, ask, choices)
        case EditPoll():
            return _edit(polls, command, ask, choices)
        case CorrectPoll():
            return _correct(polls, command, ask, choices)
        case RehearsePoll():
            return _begun(_rehearsal(polls, command, ask), ask)
        case DuplicatePoll():
            return [_duplicate(polls, command, ask)]
        case MovePoll():
            return _move(polls, command)
        case RemovePoll(poll):
            if not polls.poll(poll).rehearsal:
                polls.poll(poll).require("draft")
            return [PollRemoved(poll)]
        case DiscardPoll(poll):
            polls.poll(poll).require("open")
            return [PollRemoved(poll)]
        case OpenPoll():
            return _open(polls, command, ask)
        case ClosePoll():
            return _close(polls, command, ask)
        case KeepPollOpen(poll):
            polls.poll(poll).require("open")
            return [] if polls.poll(poll).closes_at is None else [PollClosing(poll, None)]
        case PublishPoll():
            return _publish(polls, command, ask)
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
        question=papers.question(command.question, command.kind),
        options=options,
        secret=command.secret or command.kind == "pulse",
        min=fewest,
        max=most,
        rank=polls.last_rank(),
        ends=papers.ends(command.ends, command.kind),
        seconds=command.seconds,
        groups=papers.places("groups", command.groups, choices.groups),
        regions=papers.places("regions", command.regions, choices.regions),
        quorum=command.quorum,
        shuffle=command.shuffle,
        per=command.per,
        translations=papers.translations(
            command.translations, choices.languages, command.kind, options
        ),
    )


def _begun(drafted: PollDrafted, ask: Ask) -> list[PollsEvent]:
    return [drafted, PollOpened(drafted.poll, ask.now)]


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


def _duplicate(polls: Polls, command: DuplicatePoll, ask: Ask) -> PollDrafted:
    """Of one that is asked again the options keep their ids, by which both results compare."""
    poll = polls.poll(command.poll)
    if poll.rehearsal:
        raise WrongState(poll.state)
    if command.again:
        poll.require("closed", "published")
    fresh = tuple(
        replace(option, id=ask.new_id("o", nth)) for nth, option in enumerate(poll.options)
    )
    changed = {
        "options": poll.options if command.again else fresh,
        "rank": polls.rank_behind(poll.id),
        "rerun_of": poll.id if command.again else None,
    }
    return PollDrafted(poll=ask.new_id("q"), **(papers.on(poll) | changed))


def _rehearsal(polls: Polls, command: RehearsePoll, ask: Ask) -> PollDrafted:
    """Behind the poll, with options of its own: nothing that is sent to it counts elsewhere."""
    polls.poll(command.poll).require("draft")
    copy = _duplicate(polls, DuplicatePoll(command.poll), ask)
    return replace(copy, rehearsal=True, seconds=None)


def _move(polls: Polls, command: MovePoll) -> list[PollsEvent]:
    moved = polls.poll(command.poll)
    if command.after == moved.id:
        return []
    others = polls.without(moved.id)
    if command.after is not None:
        others.poll(command.after)
    behind = [poll for poll in polls.ordered() if poll.rank < moved.rank]
    if command.after == (behind[-1].id if behind else None):
        return []
    return [PollMoved(moved.id, others.rank_behind(command.after))]


def _edit(polls: Polls, command: EditPoll, ask: Ask, choices: Choices) -> list[PollsEvent]:
    poll = polls.poll(command.poll)
    poll.require("draft")
    _require_seen(poll, command)
    question, options, most, ends = poll.question, poll.options, poll.max, poll.ends
    if command.question is not None:
        question = papers.question(command.question, poll.kind)
    if command.options is not None:
        options = _reworded(poll, command.options, ask)
        most = papers.most(poll, options)
    if command.ends is not None:
        ends = papers.ends(command.ends, poll.kind)
    seconds = poll.seconds if command.seconds is msgspec.UNSET else command.seconds
    translations = _translated(poll, command.translations, options, choices)
    edited = PollEdited(
        poll.id, question, options, min(poll.min, most), most, ends, seconds, translations
    )
    return [] if _edited(poll, edited) == poll else [edited]


def _translated(poll: Poll, given: Wordings | None, options: Options, choices: Choices) -> Wordings:
    """As given; as they were, but for options of which there are more or fewer now."""
    if given is not None:
        return papers.translations(given, choices.languages, poll.kind, options)
    if len(options) == len(poll.options):
        return poll.translations
    return {one: replace(words, options=()) for one, words in poll.translations.items()}


def _correct(polls: Polls, command: CorrectPoll, ask: Ask, choices: Choices) -> list[PollsEvent]:
    poll = polls.poll(command.poll)
    poll.require("open", "closed", "published")
    _require_seen(poll, command)
    reason = text.line("reason", command.reason, text.REASON)
    corrected = PollCorrected(
        poll.id,
        ask.now,
        reason,
        _question(poll, command.question),
        questions.corrected(poll.kind, poll.options, command.options),
        poll.ends if command.ends is None else papers.ends(command.ends, poll.kind),
        _translated(poll, command.translations, poll.options, choices),
    )
    return [] if _words(corrected) == _words(poll) else [corrected]


def _question(poll: Poll, given: str | None) -> str:
    return poll.question if given is None else papers.question(given, poll.kind)


def _words(worded: Poll | PollCorrected) -> tuple[object, ...]:
    return worded.question, worded.options, worded.ends, worded.translations


def _reworded(poll: Poll, texts: tuple[str, ...], ask: Ask) -> Options:
    """The new options, or those of before (with their ids) where no word has changed."""
    declining = [option.standard for option in poll.options]
    after = questions.options(poll.kind, texts, declining, ask)
    same = [option.text for option in poll.options] == [option.text for option in after]
    return poll.options if same else after


def _require_seen(poll: Poll, command: EditPoll | CorrectPoll | OpenPoll) -> None:
    """Nobody puts back, or opens, words that another moderator has changed since."""
    if command.revision not in (None, poll.revision):
        raise Stale(revision=poll.revision)


def _open(polls: Polls, command: OpenPoll, ask: Ask) -> list[PollsEvent]:
    poll = polls.poll(command.poll)
    poll.require("draft")
    _require_seen(poll, command)
    limit = [PollClosing(poll.id, ask.now + poll.seconds * 1000)] if poll.seconds else []
    return [PollOpened(poll.id, ask.now), *limit]


def _close(polls: Polls, command: ClosePoll, ask: Ask) -> list[PollsEvent]:
    """At once, or later; at the latest when it was to close by itself. The clock closes nothing
    that a moderator has kept open meanwhile."""
    poll = polls.poll(command.poll)
    poll.require("open")
    if ask.actor.role is Role.SYSTEM and (poll.overdue_at is None or ask.now < poll.overdue_at):
        return []
    later = ask.now + command.seconds * 1000
    if not command.seconds:
        return [_closed(poll, ask.now)]
    return [] if poll.closes_at and poll.closes_at <= later else [PollClosing(poll.id, later)]


def _closed(poll: Poll, now: Milliseconds) -> PollWasClosed:
    return PollWasClosed(poll.id, min(now, poll.closes_at or now))


def counted(poll: Poll, tally: Tally, now: Milliseconds) -> list[PollsEvent]:
    """The events that follow from a count. Of a pulse of K people everybody knows it already."""
    known = poll.kind == "pulse" and tally.voters >= K
    published = [PollPublished(poll.id, now)] if known else []
    return [PollTallied(poll.id, tally), *published]


def _publish(polls: Polls, command: PublishPoll, ask: Ask) -> list[PollsEvent]:
    """Where it is not shown yet; WrongState where it is shown everywhere that was asked for."""
    poll = polls.poll(command.poll)
    poll.require("closed", "published")
    to = tuple(where for where in EVERYWHERE if where in command.to)
    new = tuple(where for where in to if where not in poll.published)
    if not to:
        raise Invalid("to")
    if not new:
        raise WrongState(poll.state)
    return [PollPublished(poll.id, ask.now, new)]


def close_all(polls: Polls, now: Milliseconds) -> list[PollsEvent]:
    """The events that close what is open when the session closes, and end every rehearsal."""
    closed = [_closed(poll, now) for poll in polls.open() if not poll.rehearsal]
    return [*closed, *end_rehearsals(polls)]


def end_rehearsals(polls: Polls) -> list[PollsEvent]:
    return [PollRemoved(poll.id) for poll in polls.sheet.values() if poll.rehearsal]


def ballot(
    polls: Polls, command: CastBallot, ask: Ask, who: Person, voter: PersonId | None
) -> Ballot:
    """The ballot to keep; PollNotOpen, PollClosed, NotEligible or WrongChoice where there is
    none."""
    poll = polls.poll(command.poll)
    if not who.is_of(poll.groups, poll.regions):
        raise NotEligible
    if voter is None:
        raise NoOrganisation
    if poll.state == "draft":
        raise PollNotOpen
    if poll.state != "open":
        raise PollClosed(closed_at=poll.closed_at)
    if poll.overdue_at is not None and ask.now > poll.overdue_at:
        raise PollClosed(closed_at=poll.closes_at)
    marked = questions.marked(poll.kind, poll.options, (poll.min, poll.max), command.choice)
    told = poll.kind == "pulse" or not poll.secret
    return Ballot(poll.id, poll.secret, told, voter, marked, command.n)


def evolve(polls: Polls, event: PollsEvent) -> Polls:
    match event:
        case PollDrafted():
            return polls.having(Poll(id=event.poll, **papers.on(event)))
        case PollRemoved(poll):
            return polls.without(poll)
        case PollEdited(poll):
            return polls.having(_edited(polls.sheet[poll], event))
        case PollMoved(poll) | PollClosing(poll) | PollTallied(poll):
            changed = {key: value for key, value in asdict(event).items() if key != "poll"}
            return polls.having(replace(polls.sheet[poll], **changed))
        case PollOpened(poll, at):
            return polls.having(replace(polls.sheet[poll], state="open", opened_at=at))
        case PollWasClosed(poll, at):
            return polls.having(replace(polls.sheet[poll], state="closed", closed_at=at))
        case PollPublished(poll, at, to):
            return polls.having(_published(polls.sheet[poll], at, to))
        case PollCorrected():
            return polls.having(_corrected(polls.sheet[event.poll], event))
        case _:
            raise TypeError(f"not an event of the polls: {event!r}")


def _edited(poll: Poll, event: PollEdited) -> Poll:
    words = {key: value for key, value in asdict(event).items() if key != "poll"}
    edited = replace(poll, **words)
    return poll if edited == poll else replace(edited, revision=poll.revision + 1)


def _published(poll: Poll, at: Milliseconds, to: tuple[Where, ...]) -> Poll:
    return replace(
        poll,
        state="published",
        published={**poll.published, **dict.fromkeys(to, at)},
    )


def _corrected(poll: Poll, event: PollCorrected) -> Poll:
    words = tuple(option.text for option in poll.options)
    before = Correction(event.at, event.reason, poll.question, words, poll.ends, poll.translations)
    return replace(
        poll,
        question=event.question,
        options=event.options,
        ends=event.ends,
        translations=event.translations,
        revision=poll.revision + 1,
        corrections=(*poll.corrections, before),
    )
