"""The agenda as planned and as it went, and who spoke on each item."""

from collections.abc import Iterator, Sequence

from live.record.document import Block, Column, Heading, Paragraph, Table
from live.record.model import Item, Turn
from live.record.summary.overview import took_the_floor
from live.record.telling import Telling
from live.record.words import NONE, stopwatch

MINUTE_MS = 60_000


def section(tell: Telling) -> Iterator[Block]:
    words = tell.words
    if not tell.record.items:
        return
    yield Heading(words._("Agenda"))
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


def discussion(tell: Telling) -> Iterator[Block]:
    """For each item that was taken up, and for what was said under none: the speakers."""
    words, record = tell.words, tell.record
    if not record.turns:
        return
    yield Heading(words._("Discussion"))
    for item in record.items:
        if item.spans:
            caption = words._("Speakers on item {nr}", nr=words.number(item.nr))
            yield Heading(tell.item(item.id), level=3)
            yield from _speakers(tell, caption, record.turns_on(item.id))
    if outside := record.turns_on(None):
        yield Heading(words._("Outside the agenda"), level=3)
        yield from _speakers(tell, words._("Speakers outside the agenda"), outside)


def _speakers(tell: Telling, caption: str, turns: Sequence[Turn]) -> Iterator[Block]:
    words = tell.words
    spoken_ms = sum(turn.spoken_ms for turn in turns)
    persons = list(dict.fromkeys(turn.person for turn in turns))
    yield Paragraph(took_the_floor(tell, len(persons), len(turns), spoken_ms))
    if not turns:
        return
    columns = (
        Column(words._("Speaker")),
        Column(words._("Organisation")),
        Column(words._("Stakeholder group")),
        Column(words._("Spoke on")),
        Column(words._("Turns"), number=True),
        Column(words._("Speaking time"), number=True),
    )
    rows = tuple(
        _speaker(tell, [turn for turn in turns if turn.person == person]) for person in persons
    )
    total = (words._("Total"), "", "", "", words.number(len(turns)), stopwatch(spoken_ms))
    yield Table(caption, columns, rows, total)


def _speaker(tell: Telling, turns: Sequence[Turn]) -> tuple[str, ...]:
    person = turns[0].person
    subjects = dict.fromkeys(tell.subject(turn.kind, turn.about) for turn in turns)
    return (
        tell.name(person),
        tell.organisation(person),
        tell.group_of(person),
        tell.words._("; ").join(subjects),
        tell.words.number(len(turns)),
        stopwatch(sum(turn.spoken_ms for turn in turns)),
    )
