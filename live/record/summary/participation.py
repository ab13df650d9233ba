"""Who took part and who spoke, by group and by region."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from live.record.bidi import given
from live.record.document import Bar, Block, Cell, Column, Heading, Table
from live.record.model import Share
from live.record.telling import Telling
from live.record.words import stopwatch

Name = Callable[[str], str]


def section(tell: Telling) -> Iterator[Block]:
    words, record = tell.words, tell.record
    if not record.participants:
        return
    yield Heading(words._("Participation"))
    group, region = words._("Stakeholder group"), words._("Region")
    yield from _present(
        tell, words._("Participants by stakeholder group"), group, record.by_group, tell.group
    )
    yield from _present(
        tell, words._("Participants by region"), region, record.by_region, tell.region
    )
    yield from _organisations(tell)
    if not record.turns:
        return
    yield Heading(words._("Speaking time"))
    yield from _heard(
        tell, words._("Speaking time by stakeholder group"), group, record.by_group, tell.group
    )
    yield from _heard(
        tell, words._("Speaking time by region"), region, record.by_region, tell.region
    )


def _present(
    tell: Telling, caption: str, place: str, shares: Sequence[Share], name: Name
) -> Iterator[Block]:
    if not any(share.id for share in shares):
        return
    words = tell.words
    total = sum(share.participants for share in shares)
    columns = (
        Column(place),
        Column(words._("Participants"), number=True),
        Column(words._("Share"), number=True),
    )
    rows = [(name(s.id), *_counted(tell, s.participants, total)) for s in shares]
    yield Table(
        caption, columns, tuple(rows), (words._("Total"), words.number(total), words.percent(1, 1))
    )


def _counted(tell: Telling, part: int, total: int) -> tuple[Cell, Cell]:
    return tell.words.number(part), bar(tell, part, total)


def bar(tell: Telling, part: int, total: int) -> Bar:
    return Bar(tell.words.percent(part, total), part / total if total else 0)


def _organisations(tell: Telling) -> Iterator[Block]:
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
    if rows:
        columns = (Column(words._("Stakeholder group")), Column(words._("Organisations")))
        yield Table(words._("Organisations represented"), columns, tuple(rows))


def _heard(
    tell: Telling, caption: str, place: str, shares: Sequence[Share], name: Name
) -> Iterator[Block]:
    if not any(share.id for share in shares):
        return
    words = tell.words
    columns = (
        Column(place),
        Column(words._("Speakers"), number=True),
        Column(words._("Turns"), number=True),
        Column(words._("Speaking time"), number=True),
        Column(words._("Share"), number=True),
    )
    all_ms = sum(share.spoken_ms for share in shares)
    rows = [(name(s.id), *_spoken(tell, s), bar(tell, s.spoken_ms, all_ms)) for s in shares]
    whole = Share(
        "",
        participants=sum(share.participants for share in shares),
        speakers=sum(share.speakers for share in shares),
        turns=sum(share.turns for share in shares),
        spoken_ms=all_ms,
    )
    total = (words._("Total"), *_spoken(tell, whole), words.percent(1, 1) if all_ms else "")
    yield Table(caption, columns, tuple(rows), total)


def _spoken(tell: Telling, share: Share) -> tuple[str, str, str]:
    number = tell.words.number
    return number(share.speakers), number(share.turns), stopwatch(share.spoken_ms)
