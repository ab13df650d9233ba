"""What came out: what was decided, and what is to be done by whom until when."""

from collections.abc import Iterator, Sequence

from live.record.bidi import given
from live.record.document import Block, Column, Facts, Paragraph, Point, Points, Table
from live.record.markup import plain
from live.record.model import Note
from live.record.summary.prose import prose
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


def drafted(tell: Telling) -> Iterator[Block]:
    """What the rapporteurs wrote of the next steps in the draft summary."""
    return prose(tell.record.sections.get(NEXT_STEPS, ""))


def next_steps(tell: Telling) -> Iterator[Block]:
    """What the rapporteurs wrote of them, and the actions."""
    steps = [*drafted(tell), *tasks(tell)]
    if not steps and tell.record.opened_at is not None:
        yield Paragraph(tell.words._("No actions were noted."))
    yield from steps


NEXT_STEPS = "next_steps"
"""Where the draft summary tells of them."""


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


def due_dates(tell: Telling) -> Iterator[Block]:
    """The dates by which something is to be done, the next one first."""
    words = tell.words
    due = sorted((note.due, note.nr, note) for note in tell.record.notes if note.due)
    rows = []
    for day, _, note in due:
        what, owner = given(plain(note.text)), tell.owner(note)
        said = words._("{what} ({owner})", what=what, owner=owner) if owner else what
        rows.append((words.calendar(day), said))
    if rows:
        yield Facts(tuple(rows))
