"""What was said on each item of the agenda, and outside of it."""

from collections.abc import Iterator

from live.domain.notes import Tag
from live.record.document import Block, Heading, Paragraph
from live.record.summary import exchanges, outcomes
from live.record.summary.overview import took_the_floor
from live.record.summary.points import bullets, points
from live.record.summary.results import in_short
from live.record.summary.voices import roll
from live.record.telling import Telling


def proceedings(tell: Telling) -> Iterator[Block]:
    """For each item that was taken up, and for what belongs to none. Without an agenda there are
    no headings of items."""
    record = tell.record
    if record.opened_at is None:
        return
    for item in record.items:
        if item.spans:
            yield Heading(tell.item(item.id), level=3)
            yield from on_item(tell, item.id)
    outside = [*on_item(tell, None, level=4 if record.items else 3)]
    if outside and record.items:
        yield Heading(tell.words._("Outside the agenda"), level=3)
    yield from outside


def on_item(tell: Telling, item: str | None, level: int = 4) -> Iterator[Block]:
    """Who spoke, points, questions, polls, decisions, actions, risks and quotes."""
    record, words = tell.record, tell.words
    turns, notes = record.turns_on(item), record.notes_on(item)
    if turns or item is not None:
        yield Paragraph(" ".join([*took_the_floor(tell, turns), *roll(tell, turns)]))
    asked = exchanges.exchanges(tell, notes, turns)
    replies = exchanges.replied(asked)
    said = [note for note in notes if note.tag in ("point", None) and note.turn not in replies]
    yield from _headed(words._("Points raised"), level, points(tell, said, turns))
    yield from exchanges.told(tell, asked, level)
    for poll in record.polls_on(item):
        yield from in_short(tell, poll, level)
    yield from _headed(words._("Decisions"), level, outcomes.decisions(tell, notes))
    yield from _headed(words._("Actions"), level, outcomes.actions(tell, notes))
    tagged: tuple[tuple[Tag, str], ...] = (
        ("risk", words._("Risks")),
        ("quote", words._("Quotes")),
    )
    for tag, heading in tagged:
        if of_tag := [note for note in notes if note.tag == tag]:
            yield Heading(heading, level)
            yield bullets(tell, of_tag)


def _headed(heading: str, level: int, blocks: Iterator[Block]) -> Iterator[Block]:
    """Under a heading, if there is anything."""
    found = [*blocks]
    if found:
        yield Heading(heading, level)
        yield from found
