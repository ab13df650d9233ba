"""Who took part, by group and by region."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from live.record.bidi import given
from live.record.document import Bar, Block, Chart, Column, Facts, Table
from live.record.model import Share
from live.record.telling import Telling

Name = Callable[[str], str]


def participation(tell: Telling) -> Iterator[Block]:
    words, record = tell.words, tell.record
    if not record.attended:
        return
    group, region = words._("Stakeholder group"), words._("Region")
    yield from _present(
        tell, words._("Participants by stakeholder group"), group, record.by_group, tell.group
    )
    yield from _present(
        tell, words._("Participants by region"), region, record.by_region, tell.region
    )


def _present(
    tell: Telling, caption: str, place: str, shares: Sequence[Share], name: Name
) -> Iterator[Block]:
    if not stated(shares):
        return
    words = tell.words
    total = sum(share.participants for share in shares)
    columns = (
        Column(place),
        Column(words._("Participants"), number=True),
        Column(words._("Share"), number=True),
    )
    bars = drawn(tell, [share.participants for share in shares])
    rows = [
        (name(share.id), words.number(share.participants), bar)
        for share, bar in zip(shares, bars, strict=True)
    ]
    yield Table(
        caption, columns, tuple(rows), (words._("Total"), words.number(total), words.percent(1, 1))
    )


def drawn(tell: Telling, parts: Sequence[int]) -> list[Bar]:
    """The parts of a whole."""
    total, percents = sum(parts), tell.words.percents(parts)
    return [
        Bar(percent, part / total if total else 0)
        for part, percent in zip(parts, percents, strict=True)
    ]


def bar(tell: Telling, part: int, total: int) -> Bar:
    return Bar(tell.words.percent(part, total), part / total if total else 0)


def chart(tell: Telling, table: Table) -> Chart:
    """The table with its bars drawn large, and for those who do not see them in words."""
    words = tell.words
    bars = [
        words._("{label}: {share}", label=one.label, share=one.text)
        for one in Chart(table, "").bars
    ]
    return Chart(table, words._("Bar chart. {bars}", bars=words._("; ").join(bars)))


def organisations(tell: Telling) -> Iterator[Block]:
    words = tell.words
    named: dict[str, set[str]] = defaultdict(set)
    for who in tell.record.participants:
        if who.organisation:
            named[who.group].add(who.organisation)
    rows = [
        (tell.group(share.id), words._("; ").join(map(given, sorted(named[share.id]))))
        for share in tell.record.by_group
        if named[share.id]
    ]
    if rows and not stated(tell.record.by_group):
        yield Facts(((words._("Organisations"), rows[0][1]),))
    elif rows:
        columns = (Column(words._("Stakeholder group")), Column(words._("Organisations")))
        yield Table(words._("Organisations represented"), columns, tuple(rows))


def stated(shares: Sequence[Share]) -> bool:
    """Whether anybody's group or region can be told."""
    return any(share.id for share in shares)
