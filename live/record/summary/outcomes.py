"""What came out: the notes by tag, and what comes next."""

from collections.abc import Iterator

from live.domain.notes import Tag
from live.record.document import Block, Heading, Paragraph, Point, Points
from live.record.markup import plain
from live.record.model import Note
from live.record.telling import Telling


def notes(tell: Telling) -> Iterator[Block]:
    """Decisions, key points, questions, risks, quotes and the rest; actions are the next steps."""
    words = tell.words
    headed: tuple[tuple[str, Tag | None], ...] = (
        (words._("Decisions"), "decision"),
        (words._("Key points"), "point"),
        (words._("Open questions"), "question"),
        (words._("Risks"), "risk"),
        (words._("Quotes"), "quote"),
        (words._("Other notes"), None),
    )
    for heading, tag in headed:
        if points := _tagged(tell, tag):
            yield Heading(heading)
            yield points


def next_steps(tell: Telling) -> Iterator[Block]:
    words = tell.words
    actions = _tagged(tell, "action")
    if tell.record.opened_at is not None:
        yield Heading(words._("Next steps"))
        yield actions or Paragraph(words._("No actions were noted."))


def _tagged(tell: Telling, tag: Tag | None) -> Points | None:
    found = [note for note in tell.record.notes if note.tag == tag]
    points = tuple(Point(_text(tell, note), _source(tell, note)) for note in found)
    return Points(points) if points else None


def _text(tell: Telling, note: Note) -> str:
    said = plain(note.text)
    return tell.words.quoted(said) if note.tag == "quote" else said


def _source(tell: Telling, note: Note) -> str:
    """Who said it, on which item, when. What is decided and to be done is the meeting's."""
    words = tell.words
    speaker = None if note.tag in ("decision", "action") else note.speaker
    parts = [] if speaker is None else [tell.who(speaker)]
    if task := tell.task(note):
        parts.append(task)
    if note.item is not None:
        nr = words.number(tell.record.item[note.item].nr)
        parts.append(words._("item {nr}", nr=nr))
    return words._(", ").join([*parts, tell.minute(note.happened_at)])
