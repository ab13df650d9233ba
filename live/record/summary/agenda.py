"""The agenda as planned and as it went."""

from collections.abc import Iterator

from live.record.document import Block, Column, Table
from live.record.model import Item
from live.record.telling import Telling
from live.record.words import NONE

MINUTE_MS = 60_000


def agenda(tell: Telling) -> Iterator[Block]:
    words = tell.words
    if not tell.record.items:
        return
    columns = (Column(words._("Item")), Column(words._("Planned")), Column(words._("Actual")))
    rows = tuple(
        (tell.item(item.id), _planned(tell, item), _actual(tell, item))
        for item in tell.record.items
    )
    yield Table(words._("Agenda, planned and actual"), columns, rows)


def _planned(tell: Telling, item: Item) -> str:
    words = tell.words
    start = None if item.planned_at is None else tell.minute(item.planned_at)
    minutes = None if item.minutes is None else words.minutes(item.minutes)
    return words._(", ").join(filter(None, (start, minutes))) or NONE


def _actual(tell: Telling, item: Item) -> str:
    if not item.spans:
        return tell.words._("not taken up") if tell.record.closed else NONE
    held = [tell.stretch(span.start, span.end) for span in item.spans]
    taken = tell.words.minutes(round(item.spent_ms / MINUTE_MS))
    return tell.words._(", ").join([*held, taken])
