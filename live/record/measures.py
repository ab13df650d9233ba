"""What rankings and ratings come to, in words and as a table."""

from collections.abc import Iterator

from live.domain.questions import substantive
from live.domain.tally import Tally
from live.record.document import Block, Column, Paragraph, Table
from live.record.model import Poll
from live.record.telling import Telling
from live.record.words import NONE


def rating(tell: Telling, counted: Tally) -> Iterator[str]:
    """The median and the mean, if anybody rated."""
    if counted.median is not None and counted.mean is not None:
        median, mean = (tell.words.decimal(n) for n in (counted.median, counted.mean))
        yield tell.words._("Median {median}, mean {mean}.", median=median, mean=mean)


def pairs(tell: Telling, poll: Poll, counted: Tally) -> Iterator[Block]:
    """Each option against each other, of a ranking."""
    if counted.pairs is None:
        return
    words, ranked = tell.words, substantive(poll.options)
    yield Paragraph(
        words._(
            "Points by the Borda count: one for each option that comes behind, on each ballot that "
            "ranks the option. Options that a ballot leaves out come behind all that it ranks."
        )
    )
    columns = [Column(tell.option(option), number=True) for option in ranked]
    rows = tuple(
        (
            tell.option(one),
            *(
                NONE if other is one else words.number(counted.pairs[one.id][other.id])
                for other in ranked
            ),
        )
        for one in ranked
    )
    caption = words._("How many prefer the option of the row to that of the column")
    yield Table(caption, (Column(words._("Option")), *columns), rows)
