"""What was written on the ballots of a poll: themes, texts, words."""

from collections.abc import Iterator

from live.domain.tally import Tally
from live.record.bidi import given
from live.record.document import Block, Cell, Column, Paragraph, Point, Points, Table
from live.record.model import Contribution, Poll
from live.record.summary.participation import bar
from live.record.telling import Telling


def contributions(tell: Telling, poll: Poll, counted: Tally) -> Iterator[Block]:
    """Nothing of polls in which nobody wrote."""
    if poll.words is not None:
        yield _words(tell, poll.words, counted)
    if poll.contributions is None:
        return
    yield Paragraph(" ".join(_fates(tell, poll.contributions)))
    if poll.themes:
        yield _themes(tell, poll.themes)
    shown = [one for one in poll.contributions if one.text is not None]
    if shown:
        yield Points(tuple(_point(tell, one) for one in shown))


def themes_or_words(tell: Telling, poll: Poll, counted: Tally) -> Iterator[Block]:
    """What the texts come to, without the texts."""
    if poll.words:
        yield _words(tell, poll.words, counted)
    if poll.contributions is not None:
        yield Paragraph(" ".join(_fates(tell, poll.contributions)))
    if poll.themes:
        yield _themes(tell, poll.themes)


def _words(tell: Telling, counted: dict[str, int], whole: Tally) -> Table:
    words = tell.words
    columns = (
        Column(words._("Word")),
        Column(words._("How often")),
        Column(words._("Share of voters"), number=True),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (given(word), words.number(n), bar(tell, n, whole.voters)) for word, n in counted.items()
    )
    return Table(words._("Words, by how often they were written"), columns, rows)


def _fates(tell: Telling, contributed: tuple[Contribution, ...]) -> Iterator[str]:
    words = tell.words
    texts = {
        "approved": words._("Shown: {n}.", n=_how_many(tell, contributed, "approved")),
        "parked": words._(
            "Counted under a theme, not shown: {n}.", n=_how_many(tell, contributed, "parked")
        ),
        "declined": words._("Declined: {n}.", n=_how_many(tell, contributed, "declined")),
        "new": words._("Not looked at: {n}.", n=_how_many(tell, contributed, "new")),
    }
    yield words.ngettext("{n} contribution.", "{n} contributions.", len(contributed))
    verdicts = {one.verdict for one in contributed}
    yield from (text for verdict, text in texts.items() if verdict in verdicts)


def _how_many(tell: Telling, contributed: tuple[Contribution, ...], verdict: str) -> str:
    return tell.words.number(sum(one.verdict == verdict for one in contributed))


def _themes(tell: Telling, themes: dict[str, int]) -> Table:
    words = tell.words
    columns = (Column(words._("Theme")), Column(words._("Contributions"), number=True))
    rows = tuple((given(theme), words.number(n)) for theme, n in themes.items())
    return Table(words._("Contributions by theme"), columns, rows)


def _point(tell: Telling, one: Contribution) -> Point:
    words = tell.words
    source = [given(one.theme)] if one.theme else []
    source += [tell.voter(one.author)] if one.author else []
    source += [words._("edited by the moderators")] if one.edited else []
    return Point(one.text or "", words._(", ").join(source))
