"""Requests to speak that were not heard, and why; statements that came in writing instead."""

from collections.abc import Iterator

from live.domain.queue import Why
from live.record.document import Block, Column, Paragraph, Point, Points, Table
from live.record.speaking import Request, Written
from live.record.summary.participation import stated
from live.record.telling import N_, Telling
from live.record.words import NONE

WHY: dict[Why, str] = {
    "closed": N_("the session closed"),
    "cleared": N_("the queue was cleared"),
    "item": N_("the queue was cleared for the next agenda item"),
    "last_word": N_("the last word was given"),
    "writing": N_("the statement was asked for in writing"),
}


def written(tell: Telling) -> Iterator[Block]:
    """The statements that came in writing."""
    if tell.record.written:
        points = [Point(came.text, _source(tell, came)) for came in tell.record.written]
        yield Points(tuple(points))


def _source(tell: Telling, came: Written) -> str:
    """Who wrote it, about what, on which item, when."""
    words, asked = tell.words, tell.record.request[came.request]
    parts = [tell.who(came.person), tell.subject(asked)]
    if asked.item is not None:
        nr = words.number(tell.record.item[asked.item].nr)
        parts.append(words._("item {nr}", nr=nr))
    return words._(", ").join([*parts, tell.minute(came.at)])


def waiting(tell: Telling) -> Iterator[Block]:
    words, record = tell.words, tell.record
    standing = map(record.request.__getitem__, record.unheard)
    waiting = [asked for asked in standing if asked.fate == "waiting"]
    if waiting and record.grouped:
        rows = tuple(_row(tell, asked) for asked in waiting)
        yield Table(words._("Requests in the order of the queue"), _columns(tell), rows)


def unheard(tell: Telling) -> Iterator[Block]:
    """Those that nobody took back, nor made good for in writing."""
    words = tell.words
    unmet = [asked for asked in tell.record.requests if asked.fate == "unheard"]
    if unmet and not tell.record.grouped:
        yield Paragraph(could_not_be_heard(tell, len(unmet)))
    elif unmet:
        yield Paragraph(words._("These requests to speak were not heard, for the reasons given."))
        columns = (*_columns(tell), Column(words._("Why not")))
        rows = tuple((*_row(tell, asked), _why(tell, asked)) for asked in unmet)
        yield Table(words._("Requests in the order in which they were made"), columns, rows)


def could_not_be_heard(tell: Telling, n: int) -> str:
    return tell.words.ngettext(
        "{n} request to speak could not be heard.", "{n} requests to speak could not be heard.", n
    )


def _columns(tell: Telling) -> tuple[Column, ...]:
    """Of who it was as much as is told."""
    words, record = tell.words, tell.record
    who = [words._("Name"), words._("Organisation")] if record.named else []
    who += [words._("Stakeholder group")] if _grouped(tell) else []
    return (
        *map(Column, who),
        Column(words._("Wished to speak on")),
        Column(words._("Asked at"), number=True),
    )


def _grouped(tell: Telling) -> bool:
    return tell.record.grouped and stated(tell.record.by_group)


def _row(tell: Telling, asked: Request) -> tuple[str, ...]:
    record, person = tell.record, asked.person
    who = [tell.name(person), tell.organisation(person)] if record.named else []
    who += [tell.group_of(person)] if _grouped(tell) else []
    return (*who, tell.subject(asked), tell.minute(asked.at))


def _why(tell: Telling, asked: Request) -> str:
    return tell.words.said(WHY[asked.why]) if asked.why else NONE
