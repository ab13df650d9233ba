"""One item of the agenda, as a template tells of it; or what belongs to none."""

from collections.abc import Callable, Iterator, Sequence

from live.domain.notes import Tag
from live.record.document import Block, Paragraph
from live.record.model import Note
from live.record.summary import exchanges, outcomes, results
from live.record.summary.outline import unmarked
from live.record.summary.overview import took_the_floor
from live.record.summary.points import bullets, points
from live.record.summary.prose import prose
from live.record.summary.voices import roll
from live.record.telling import Telling

Compose = Callable[[], Iterator[Block]]


class Part:
    """``title`` is empty where the session has no agenda; ``drafted``: there is prose of it."""

    def __init__(self, tell: Telling, item: str | None, call: Callable[[Compose], str]) -> None:
        record = tell.record
        self._tell, self._item, self._call = tell, item, call
        self._turns, self._notes = record.turns_on(item), record.notes_on(item)
        self._polls = record.polls_on(item)
        self._text = record.sections.get(item or GENERAL, "")
        self.title = unmarked(tell.item(item) if item else self._outside())
        self.drafted = bool(self._text.strip())

    def _outside(self) -> str:
        return self._tell.words._("Outside the agenda") if self._tell.record.items else ""

    @property
    def silent(self) -> bool:
        """Whether there is nothing to tell of it."""
        return not (self._turns or self._notes or self._polls or self.drafted)

    def prose(self) -> str:
        """What the rapporteurs wrote about it in the draft summary."""
        return self._call(lambda: prose(self._text))

    def speakers(self) -> str:
        """How many spoke, how long, and who."""
        return self._call(self._speakers)

    def _speakers(self) -> Iterator[Block]:
        if self._turns or self._item is not None:
            spoken_ms = sum(turn.spoken_ms for turn in self._turns if not turn.of_order)
            yield Paragraph(" ".join(took_the_floor(self._tell, self._turns, spoken_ms)))
            yield from roll(self._tell, self._turns)

    def points(self) -> str:
        """What was noted as a point, or without a tag; but for replies to questions."""
        return self._call(self._points)

    def _points(self) -> Iterator[Block]:
        replies = exchanges.replied(self._asked)
        said = [note for note in self._tagged("point", None) if note.turn not in replies]
        return points(self._tell, said, self._turns)

    @property
    def _asked(self) -> Sequence[exchanges.Exchange]:
        return exchanges.exchanges(self._tell, self._notes, self._turns)

    def replies(self) -> str:
        """Questions, each with the replies to it."""
        return self._call(lambda: exchanges.answered(self._tell, self._asked))

    def open_questions(self) -> str:
        """Questions to which nobody replied in a turn of their own."""
        return self._call(lambda: exchanges.unanswered(self._tell, self._asked))

    def polls(self) -> str:
        """Each under its question: how many voted, the result, and how the groups voted."""
        return self._call(self._in_short)

    def _in_short(self) -> Iterator[Block]:
        for poll in self._polls:
            yield from results.in_short(self._tell, poll, 4)

    def poll_results(self) -> str:
        """A line for each poll."""
        return self._call(lambda: results.lines(self._tell, self._polls))

    def decisions(self) -> str:
        return self._call(lambda: outcomes.decisions(self._tell, self._notes))

    def actions(self) -> str:
        """With whoever is to do it, and until when."""
        return self._call(lambda: outcomes.actions(self._tell, self._notes))

    def risks(self) -> str:
        return self._call(lambda: bullets(self._tell, self._tagged("risk")))

    def quotes(self) -> str:
        return self._call(lambda: bullets(self._tell, self._tagged("quote")))

    def _tagged(self, *tags: Tag | None) -> Sequence[Note]:
        return [note for note in self._notes if note.tag in tags]


def parts(tell: Telling, call: Callable[[Compose], str]) -> list[Part]:
    """The items that were taken up, or of which there is something to tell; and what is outside
    the agenda."""
    if tell.record.opened_at is None:
        return []
    of_items = [(item, Part(tell, item.id, call)) for item in tell.record.items]
    taken_up = [part for item, part in of_items if item.spans or not part.silent]
    outside = Part(tell, None, call)
    return taken_up if outside.silent else [*taken_up, outside]


GENERAL = "general"
"""Where the draft summary tells of what belongs to no item."""
