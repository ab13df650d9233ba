"""The transcript: everything in the order of time."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from live.record import anchors
from live.record.document import Block, Document, Heading, Line, Lines, Paragraph
from live.record.lines import line
from live.record.moment import Moment
from live.record.summary.overview import facts
from live.record.telling import Telling


def transcript(tell: Telling) -> Document:
    return Document(
        title=tell.title(),
        subtitle=tell.words._("Transcript"),
        language=tell.words.language,
        direction=tell.words.direction,
        blocks=(*facts(tell), *sections(tell)),
        foot=tell.foot(),
        made_at=tell.record.made_at,
        running=tell.running(),
        host=tell.host(),
    )


def sections(tell: Telling) -> Iterator[Block]:
    """The lines, under a heading wherever an agenda item or a day begins."""
    if not tell.record.log:
        yield Paragraph(tell.words._("Nothing has happened yet."))
    days = groupby(tell.record.log, key=lambda moment: tell.words.day(moment.at))
    for nth, (_, of_day) in enumerate(days):
        moments = list(of_day)
        if nth:
            yield Heading(tell.words.date(moments[0].at))
        yield from _of_day(tell, moments)


def _of_day(tell: Telling, moments: list[Moment]) -> Iterator[Block]:
    lines: list[Line] = []
    for at_once in together(moments):
        first = at_once[0]
        if first.what == "item.started" and first.id is not None:
            if lines:
                yield Lines(tuple(lines))
            yield Heading(tell.item(first.id))
            lines = []
        lines.append(replace(line(tell, at_once), anchor=anchors.of_moment(first)))
    yield Lines(tuple(lines))


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
