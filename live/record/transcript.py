"""The transcript: everything in the order of time."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from live.domain.actors import Milliseconds
from live.record import anchors, said
from live.record.document import Block, Document, Heading, Line, Lines, Paragraph
from live.record.lines import line
from live.record.moment import Moment
from live.record.passages import Passage, chosen, passages
from live.record.summary.overview import facts
from live.record.telling import Telling

MINOR = (
    "act.", "person.", "queue.", "turn.paused", "turn.resumed", "turn.limited", "turn.corrected",
)  # fmt: skip
"""What happens around those who speak."""

Told = list[Moment] | Passage
"""What makes one line: moments, or what one speaker said."""


def transcript(tell: Telling) -> Document:
    return Document(
        title=tell.title(),
        subtitle=tell.words._("Transcript"),
        language=tell.words.language,
        direction=tell.words.direction,
        blocks=(*facts(tell), *said.about(tell), *sections(tell)),
        foot=tell.foot(),
        made_at=tell.record.made_at,
        running=tell.running(),
        host=tell.host(),
    )


def sections(tell: Telling) -> Iterator[Block]:
    """The lines, under a heading wherever an agenda item or a day begins."""
    told = course(tell)
    if not told:
        yield Paragraph(tell.words._("Nothing has happened yet."))
    days = groupby(told, key=lambda one: tell.words.day(began(tell, one)))
    for nth, (_, of_day) in enumerate(days):
        all_of_day = list(of_day)
        if nth:
            yield Heading(tell.words.date(began(tell, all_of_day[0])))
        yield from _of_day(tell, all_of_day)


def _of_day(tell: Telling, told: Sequence[Told]) -> Iterator[Block]:
    lines: list[Line] = []
    for one in told:
        if isinstance(one, Passage):
            lines.append(said.line(tell, one, began(tell, one)))
            continue
        first = one[0]
        if first.what == "item.started" and first.id is not None:
            if lines:
                yield Lines(tuple(lines))
            yield Heading(tell.item(first.id))
            lines = []
        minor = bool(tell.record.captions) and first.what.startswith(MINOR)
        anchor = anchors.of_moment(first)
        lines.append(replace(line(tell, one), anchor=anchor, minor=minor))
    yield Lines(tuple(lines))


def course(tell: Telling) -> list[Told]:
    """What happened and what was said, in the order of time."""
    spoken = passages(chosen(tell.record, tell.words.language))
    everything: list[Moment | Passage] = [*tell.record.log, *spoken]
    everything.sort(key=lambda one: began(tell, one))
    told: list[Told] = []
    between: list[Moment] = []
    for one in everything:
        if isinstance(one, Passage):
            told += [*together(between), one]
            between = []
        else:
            between.append(one)
    return [*told, *together(between)]


def began(tell: Telling, told: Told | Moment) -> Milliseconds:
    """When it is told: what was said in a turn not before its beginning, if a little before it."""
    if isinstance(told, Passage):
        turn = tell.record.turn.get(told.turn or "")
        return max(told.start, turn.start) if turn else told.start
    return told.at if isinstance(told, Moment) else told[0].at


AT_ONCE_MS = 60_000


def together(moments: Sequence[Moment]) -> Iterator[list[Moment]]:
    """What makes one line: those who come, or go, within a minute and with nothing between."""
    at_once: list[Moment] = []
    for moment in moments:
        goes_on = (
            at_once
            and moment.what == at_once[0].what
            and moment.what in ("person.joined", "person.left")
            and moment.at - at_once[0].at < AT_ONCE_MS
        )
        if not goes_on and at_once:
            yield at_once
            at_once = []
        at_once.append(moment)
    if at_once:
        yield at_once
