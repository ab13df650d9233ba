"""Questions, and the replies to them."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from live.record.document import Block, Line, Lines, Point, Points
from live.record.markup import plain
from live.record.model import Note
from live.record.speaking import Turn
from live.record.summary.voices import voice
from live.record.telling import Telling


class Exchange(msgspec.Struct, frozen=True):
    """``asked``: the notes of a question; none where only its turn tells of it. ``replies``:
    turns."""

    turn: Turn | None
    asked: tuple[Note, ...]
    replies: tuple[Turn, ...]

    @property
    def told(self) -> bool:
        """Whether anybody knows what was asked, or what was replied."""
        return bool(self.asked or self.replies or (self.turn and self.turn.about))


def exchanges(tell: Telling, notes: Sequence[Note], turns: Sequence[Turn]) -> list[Exchange]:
    """Every question among these turns and notes. Whatever is said in reply to a turn in which
    a question was noted is a reply to the question."""
    asked = [note for note in notes if note.tag == "question"]
    of_turn = {note.turn for note in asked}
    found = [
        Exchange(
            turn,
            tuple(note for note in asked if note.turn == turn.id),
            tuple(reply for reply in tell.record.turns if reply.answers == turn.id),
        )
        for turn in turns
        if turn.kind == "question" or turn.id in of_turn
    ]
    known = {one.turn.id for one in found if one.turn is not None}
    others = (Exchange(None, (note,), ()) for note in asked if note.turn not in known)
    return [one for one in (*found, *others) if one.told]


def replied(found: Iterable[Exchange]) -> set[str]:
    """The turns that are told as replies to questions."""
    return {reply.id for one in found for reply in one.replies}


def answered(tell: Telling, found: Sequence[Exchange]) -> Iterator[Block]:
    """Numbered, so that question and reply are seen to belong together."""
    replied = [one for one in found if one.replies]
    lines = [line for nr, one in enumerate(replied, 1) for line in _lines(tell, one, nr)]
    if lines:
        yield Lines(tuple(lines))


def unanswered(tell: Telling, found: Sequence[Exchange]) -> Iterator[Block]:
    if points := [point for one in found if not one.replies for point in _open(tell, one)]:
        yield Points(tuple(points))


def _lines(tell: Telling, one: Exchange, nr: int) -> Iterator[Line]:
    words, asked = tell.words, one.turn
    if asked is not None:
        who = voice(tell, asked.person)
        yield Line(words.number(nr), words._("Question"), who, _question(one))
    for reply in one.replies:
        notes = [note for note in tell.record.notes if note.turn == reply.id]
        said = [plain(note.text) for note in notes if note.tag in ("point", None)]
        who, text = voice(tell, reply.person), "\n".join(said) or reply.about
        yield Line(words.number(nr), words._("Reply"), who, text)


def _question(one: Exchange) -> str:
    about = one.turn.about if one.turn is not None else ""
    return "\n".join(plain(note.text) for note in one.asked) or about


def _open(tell: Telling, one: Exchange) -> Iterator[Point]:
    for note in one.asked:
        yield Point(plain(note.text), voice(tell, note.speaker))
    if not one.asked and one.turn is not None:
        yield Point(one.turn.about, voice(tell, one.turn.person))
