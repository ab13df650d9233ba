"""What came out: what was decided, and what is to be done by whom until when."""

from collections.abc import Iterator, Sequence

from live.record.bidi import given
from live.record.document import Block, Column, Paragraph, Point, Points, Table
from live.record.markup import plain
from live.record.model import Note
from live.record.telling import Telling
from live.record.words import NONE


def decisions(tell: Telling, notes: Sequence[Note]) -> Iterator[Block]:
    """What is decided is the meeting's, and nobody's word."""
    if found := [note for note in notes if note.tag == "decision"]:
        yield Points(tuple(Point(plain(note.text)) for note in found))


def actions(tell: Telling, notes: Sequence[Note]) -> Iterator[Block]:
    """Each with whoever is to do it, and until when."""
    if found := [note for note in notes if note.tag == "action"]:
        yield Points(tuple(Point(plain(note.text), tell.task(note)) for note in found))


def next_steps(tell: Telling) -> Iterator[Block]:
    if any(note.tag == "action" for note in tell.record.notes):
        yield from tasks(tell)
    elif tell.record.opened_at is not None:
        yield Paragraph(tell.words._("No actions were noted."))


def tasks(tell: Telling) -> Iterator[Block]:
    """All actions as a table, what is due first at its top; as points if nothing is known of
    them."""
    words = tell.words
    found = [note for note in tell.record.notes if note.tag == "action"]
    found.sort(key=lambda note: note.due or "9999")
    owned, due, placed = (
        any(map(tell.owner, found)),
        any(note.due for note in found),
        any(note.item for note in found),
    )
    if not (owned or due):
        yield from actions(tell, found)
        return
    columns = [Column(words._("Action"))]
    columns += [Column(words._("Owner"))] if owned else []
    columns += [Column(words._("Due"))] if due else []
    columns += [Column(words._("Agenda item"))] if placed else []
    rows = tuple(
        (
            given(plain(note.text)),
            *([tell.owner(note) or NONE] if owned else []),
            *([words.calendar(note.due) if note.due else NONE] if due else []),
            *([NONE if note.item is None else tell.item(note.item)] if placed else []),
        )
        for note in found
    )
    yield Table(words._("Actions agreed"), tuple(columns), rows)
