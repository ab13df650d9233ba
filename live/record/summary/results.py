"""What came of a poll: how many voted, the result, and how the groups voted."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from live.domain.disclosure import K, Row
from live.domain.tally import Tally
from live.record import measures
from live.record.document import Block, Cell, Column, Heading, Paragraph, Point, Points, Table
from live.record.model import Poll
from live.record.summary.contributions import themes_or_words
from live.record.summary.participation import bar, chart
from live.record.telling import Of, Telling
from live.record.words import NONE

SHORT = 60
"""Characters of all options together that still fit over the columns of a table."""


def in_short(tell: Telling, poll: Poll, level: int) -> Iterator[Block]:
    """What the discussion of an item tells of it; all the rest is in the annex."""
    words, nr = tell.words, tell.words.number(poll.nr)
    yield Heading(words._("Poll {nr}: {question}", nr=nr, question=tell.question(poll)), level)
    yield Paragraph(" ".join(_said(tell, poll)))
    counted = poll.tally
    if counted is None:
        return
    if poll.options:
        caption = words._("Result of poll {nr}", nr=nr)
        yield chart(tell, replace(result(tell, poll, counted), caption=caption))
    yield from themes_or_words(tell, poll, counted)
    if all(row.counts is None for row in counted.groups):
        return
    for table in break_down(tell, poll, counted.groups, "group"):
        caption = words._("Result of poll {nr} by stakeholder group", nr=nr)
        yield replace(table, caption=caption)


def lines(tell: Telling, polls: Sequence[Poll]) -> Iterator[Block]:
    """Such as “Agreed? Yes: 2 (67%), no: 1 (33%). 3 of 4 voted (75%).”"""
    if polls:
        yield Points(tuple(Point(_line(tell, poll)) for poll in polls))


def _line(tell: Telling, poll: Poll) -> str:
    words, counted = tell.words, poll.tally
    votes = [
        words._(
            "{option}: {votes}",
            option=tell.option(option),
            votes=tell.votes(counted.counts[option.id], counted.voters),
        )
        for option in (poll.options if counted is not None else ())
        if counted is not None
    ]
    return " ".join(
        [tell.question(poll), *([words.listed(votes) + "."] if votes else []), *_said(tell, poll)]
    )


def _said(tell: Telling, poll: Poll) -> Iterator[str]:
    words, counted = tell.words, poll.tally
    if poll.kind == "pulse":
        yield words._("A quick pulse: indicative, not a vote and not a decision.")
    if poll.voters is None:
        yield words._("Voting is still open.")
        return
    yield tell.turnout(poll)
    if counted is None:
        yield words._("The result was not published.")
        return
    yield from quorum(tell, poll, counted)
    yield from measures.rating(tell, counted)


def quorum(tell: Telling, poll: Poll, counted: Tally) -> Iterator[str]:
    if poll.quorum is None:
        return
    words, share = tell.words, tell.words.percent(poll.quorum, 100)
    if counted.voters and counted.voters * 100 >= poll.quorum * counted.eligible:
        yield words._("The quorum of {share} is reached.", share=share)
    else:
        yield words._("The quorum of {share} is not reached.", share=share)


def result(tell: Telling, poll: Poll, counted: Tally) -> Table:
    words = tell.words
    votes = words._("Votes") if counted.points is None else words._("First preferences")
    columns = [
        Column(words._("Option")),
        Column(votes, number=True),
        Column(words._("Share of voters"), number=True),
    ]
    if counted.points is not None:
        columns.append(Column(words._("Points"), number=True))
    rows = tuple(_option(tell, poll, counted, nr) for nr in range(1, len(poll.options) + 1))
    return Table(words._("Result"), tuple(columns), rows)


def _option(tell: Telling, poll: Poll, counted: Tally, nr: int) -> tuple[Cell, ...]:
    words, option = tell.words, poll.options[nr - 1]
    cells: tuple[Cell, ...] = (
        f"{words.number(nr)}. {tell.option(option)}",
        words.number(counted.counts[option.id]),
        bar(tell, counted.counts[option.id], counted.voters),
    )
    if counted.points is None:
        return cells
    points = NONE if option.declines else words.number(counted.points[option.id])
    return (*cells, points)


def break_down(tell: Telling, poll: Poll, rows: Sequence[Row], of: Of) -> Iterator[Table]:
    words = tell.words
    if not any(place for row in rows for place in row.ids):
        return
    group, caption = words._("Stakeholder group"), words._("Result by stakeholder group")
    if of == "region":
        group, caption = words._("Region"), words._("Result by region")
    columns = (
        Column(group),
        Column(words._("Voted"), number=True),
        *(Column(label, number=True) for label in _labels(tell, poll)),
    )
    shown = tuple(_row(tell, poll, row, of) for row in tell.ordered(rows, of))
    yield Table(caption, columns, shown)


def _labels(tell: Telling, poll: Poll) -> list[str]:
    """The options over the columns; only their numbers if they are long."""
    labels = [tell.option(option) for option in poll.options]
    if sum(map(len, labels)) <= SHORT:
        return labels
    return [tell.words.number(nr) for nr in range(1, len(poll.options) + 1)]


def _row(tell: Telling, poll: Poll, row: Row, of: Of) -> tuple[Cell, ...]:
    words = tell.words
    name = tell.places(row.ids, of)
    if len(row.ids) > 1:
        name = words._("{places}, together", places=name)
    voted = words._(
        "{part} of {whole}", part=words.number(row.voters), whole=words.number(row.eligible)
    )
    if row.counts is None:
        return (name, voted, *[words._("not shown")] * len(poll.options))
    counts = [row.counts[option.id] for option in poll.options]
    return (name, voted, *(tell.votes(count, row.voters) for count in counts))


def folded(rows: Sequence[Row]) -> bool:
    return any(len(row.ids) > 1 or row.counts is None for row in rows)


def why_folded(tell: Telling) -> str:
    return tell.words._(
        "To keep the ballot secret, groups and regions in which fewer than {k} people voted, in "
        "which all voted alike, or which would tell it beside an earlier result, are counted "
        "together with others, or their counts are not shown.",
        k=tell.words.number(K),
    )
