"""The points that were raised: under each the name of who did, or together for each group."""

from collections.abc import Iterator, Sequence

from live.record.document import Block, Paragraph, Point, Points
from live.record.markup import plain
from live.record.model import Note
from live.record.speaking import Turn
from live.record.summary.voices import by_group, quantity, speakers, voice
from live.record.telling import Telling


def points(tell: Telling, notes: Sequence[Note], turns: Sequence[Turn]) -> Iterator[Block]:
    """Of these notes; ``turns`` are those among which they were said."""
    if not notes:
        return
    if tell.record.named:
        yield from bullets(tell, notes)
        return
    said = [note.speaker for note in notes if note.speaker is not None]
    groups = by_group(tell, said)
    whole = by_group(tell, [*speakers(turns), *said])
    for group, people in groups.items():
        yield Paragraph(_whose(tell, group, quantity(tell, len(people), len(whole[group]))))
        of_group = [note for note in notes if note.speaker in people]
        yield Points(tuple(Point(plain(note.text)) for note in of_group))
    if others := [note for note in notes if note.speaker is None]:
        if groups:
            yield Paragraph(tell.words._("It was also noted:"))
        yield Points(tuple(Point(plain(note.text)) for note in others))


def _whose(tell: Telling, group: str, quantity: str) -> str:
    words = tell.words
    if group:
        return words._("{group} ({speakers}):", group=tell.group(group), speakers=quantity)
    return words._("Points raised by {speakers}:", speakers=quantity)


def bullets(tell: Telling, notes: Sequence[Note]) -> Iterator[Block]:
    """Each with whoever said it, as far as the record tells that."""
    if notes:
        yield Points(tuple(Point(_text(tell, note), voice(tell, note.speaker)) for note in notes))


def _text(tell: Telling, note: Note) -> str:
    said = plain(note.text)
    return tell.words.quoted(said) if note.tag == "quote" else said
