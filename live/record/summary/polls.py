"""The polls in full: their rules, their published results, who voted what where that is named."""

from collections.abc import Iterator

from live.domain.papers import Wording
from live.domain.questions import GIVEN, ONE_MARK, WRITTEN, substantive
from live.domain.run_sheet import Correction
from live.domain.tally import Tally
from live.record import measures
from live.record.bidi import given
from live.record.document import Block, Column, Heading, Paragraph, Table
from live.record.model import Poll
from live.record.summary.contributions import contributions
from live.record.summary.results import break_down, folded, quorum, result, why_folded
from live.record.telling import Telling
from live.record.words import NONE


def polls(tell: Telling) -> Iterator[Block]:
    """In full, each under its question."""
    for poll in tell.record.polls:
        yield Heading(tell.question(poll), level=3)
        yield from _poll(tell, poll)


def _poll(tell: Telling, poll: Poll) -> Iterator[Block]:
    words = tell.words
    if poll.voters is None:
        yield Paragraph(" ".join([*_rules(tell, poll), words._("Voting is still open.")]))
        return
    counted = poll.tally
    if counted is None:
        unpublished = words._("The result was not published.")
        yield Paragraph(" ".join([*_rules(tell, poll), tell.turnout(poll), unpublished]))
        yield _fingerprint(tell, poll)
        return
    said = [
        *_rules(tell, poll),
        tell.turnout(poll),
        *_declined(tell, poll, counted),
        *_connected(tell, counted),
        *quorum(tell, poll, counted),
        *_base(tell, poll),
        *measures.rating(tell, counted),
    ]
    yield Paragraph(" ".join(said))
    if poll.options:
        yield result(tell, poll, counted)
    yield from contributions(tell, poll, counted)
    yield from measures.pairs(tell, poll, counted)
    yield from _named(tell, poll, counted)
    yield from break_down(tell, poll, counted.groups, "group")
    yield from break_down(tell, poll, counted.regions, "region")
    if poll.secret and folded([*counted.groups, *counted.regions]):
        yield Paragraph(why_folded(tell))
    yield _fingerprint(tell, poll)


def _fingerprint(tell: Telling, poll: Poll) -> Paragraph:
    return Paragraph(
        tell.words._("Fingerprint of the count (SHA-256): {digest}", digest=poll.fingerprint or "")
    )


def _rules(tell: Telling, poll: Poll) -> Iterator[str]:
    words = tell.words
    if poll.kind == "pulse":
        yield words._("A quick pulse: indicative, not a vote and not a decision.")
    elif poll.secret:
        yield words._("The ballot was secret.")
    elif tell.record.named:
        yield words._("The ballot was named: the record shows who chose what.")
    else:
        yield words._("The ballot was open to those who ran the session.")
    if poll.per == "organisation":
        yield words._("Each organisation had one vote.")
    if poll.kind == "text":
        yield words._("Everybody could write a text of their own.")
    elif poll.kind == "words":
        yield words.ngettext(
            "Up to {n} word could be written.", "Up to {n} words could be written.", poll.max
        )
    elif poll.kind in ONE_MARK - {"rating"}:
        yield words._("One option could be marked.")
    elif poll.kind == "rating":
        yield _scale(tell, poll)
    elif poll.kind == "ranking":
        yield words._("Options were put in the order of preference.")
    elif poll.min > 1:
        fewest, most = words.number(poll.min), words.number(poll.max)
        yield words._("From {fewest} to {most} options could be marked.", fewest=fewest, most=most)
    else:
        yield words.ngettext(
            "Up to {n} option could be marked.", "Up to {n} options could be marked.", poll.max
        )
    if whom := [*map(tell.group, poll.of_groups), *map(tell.region, poll.of_regions)]:
        yield words._("Only these could vote: {who}.", who=words.listed(whom))
    before = tell.record.poll.get(poll.rerun_of or "")
    if before is not None:
        nr = words.number(before.nr)
        yield words._("It asked poll {nr} of this session again.", nr=nr)
    for language, wording in poll.translations.items():
        yield _wording(tell, language, wording)
    for corrected in poll.corrections:
        yield words._(
            "At {time} its wording was corrected ({reason}); before, it was: {before}",
            time=words.minute(corrected.at),
            reason=given(corrected.reason),
            before=_before(tell, poll, corrected),
        )
    if poll.opened_at is not None and poll.closed_at is not None:
        held = tell.stretch(poll.opened_at, poll.closed_at)
        if tell.same_minute(poll.opened_at, poll.closed_at):
            yield words._("Voting was opened and closed at {time}.", time=held)
        else:
            yield words._("Voting was open {time}.", time=held)


def _wording(tell: Telling, language: str, wording: Wording) -> str:
    """How it was put in another language."""
    parts = filter(None, (wording.question, *wording.options, *wording.ends))
    name = tell.words.language_name(language)
    said = " · ".join(map(given, parts))
    return tell.words._("In {language}: {words}.", language=name, words=said)


def _before(tell: Telling, poll: Poll, corrected: Correction) -> str:
    """Question and options as they were; options only where they are somebody's words."""
    own = [] if poll.kind in GIVEN else map(given, corrected.options)
    parts = [given(corrected.question), *own, *map(given, filter(None, corrected.ends))]
    others = [
        _wording(tell, language, words)
        for language, words in corrected.translations.items()
        if poll.translations.get(language) != words
    ]
    return " ".join(["{}.".format(" · ".join(parts)), *others])


def _scale(tell: Telling, poll: Poll) -> str:
    words, highest = tell.words, tell.words.number(len(substantive(poll.options)))
    low, high = (given(end) if end else NONE for end in poll.ends)
    if not any(poll.ends):
        return words._("One number from 1 to {highest} could be marked.", highest=highest)
    return words._(
        "One number could be marked, from 1 ({low}) to {highest} ({high}).",
        low=low,
        highest=highest,
        high=high,
    )


def _declined(tell: Telling, poll: Poll, counted: Tally) -> Iterator[str]:
    """Those who have voted, and said nothing to the question."""
    words = tell.words
    parts = [
        words._(
            "{option}: {n}", option=tell.option(option), n=words.number(counted.counts[option.id])
        )
        for option in poll.options
        if option.declines and counted.counts[option.id]
    ]
    if parts:
        yield words._("Of these, some declined to answer ({parts}).", parts=words.listed(parts))


def _connected(tell: Telling, counted: Tally) -> Iterator[str]:
    if counted.connected:
        yield tell.words.ngettext(
            "{n} of those who could vote was connected when voting closed.",
            "{n} of those who could vote were connected when voting closed.",
            counted.connected,
        )


def _base(tell: Telling, poll: Poll) -> Iterator[str]:
    yield tell.words._("Percentages are of those who voted, and rounded.")
    if poll.kind == "multiple":
        yield tell.words._("As several options could be marked, they may add up to more than 100%.")


def _named(tell: Telling, poll: Poll, counted: Tally) -> Iterator[Table]:
    if poll.secret or not counted.ballots or poll.kind in WRITTEN:
        return
    words = tell.words
    columns = (Column(words._("Option")), Column(words._("Voters")))
    rows = tuple(
        (
            tell.option(option),
            words.listed(
                [tell.voter(who) for who, choice in counted.ballots.items() if option.id in choice]
            ),
        )
        for option in poll.options
    )
    yield Table(words._("Votes by name"), columns, rows)
