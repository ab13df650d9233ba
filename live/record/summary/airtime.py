"""Speaking time by person, group and region. Points of order are counted apart."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from live.domain.actors import PersonId
from live.record.document import Block, Cell, Chart, Column, Paragraph, Table
from live.record.model import Share
from live.record.speaking import Turn
from live.record.summary.participation import chart, drawn, stated
from live.record.telling import Telling
from live.record.words import stopwatch


def speaking_time(tell: Telling) -> Iterator[Block]:
    """By person only where people are named."""
    words, record = tell.words, tell.record
    tables = [*_tables(tell)] if record.turns else []
    if tables and any(turn.of_order for turn in record.turns):
        yield Paragraph(words._("Points of order are counted apart; they are not speaking time."))
    yield from tables


def _tables(tell: Telling) -> Iterator[Block]:
    words, record = tell.words, tell.record
    if record.named:
        yield _by_person(tell)
    caption, place = words._("Speaking time by stakeholder group"), words._("Stakeholder group")
    yield from _by_place(tell, caption, place, record.by_group, tell.group)
    caption, place = words._("Speaking time by region"), words._("Region")
    yield from _by_place(tell, caption, place, record.by_region, tell.region)


def _by_person(tell: Telling) -> Table:
    """Whoever spoke longest comes first."""
    words = tell.words
    of_person: dict[PersonId, list[Turn]] = defaultdict(list)
    for turn in tell.record.turns:
        of_person[turn.person].append(turn)
    grouped = stated(tell.record.by_group)
    shares = sorted(
        (_share(person, turns) for person, turns in of_person.items()),
        key=lambda share: -share.spoken_ms,
    )
    rows = [
        (
            tell.speaker(PersonId(share.id)),
            tell.organisation(PersonId(share.id)),
            *([tell.group_of(PersonId(share.id))] if grouped else []),
            *spoken,
        )
        for share, spoken in _spoken(tell, shares)
    ]
    columns = (
        Column(words._("Speaker")),
        Column(words._("Organisation")),
        *([Column(words._("Stakeholder group"))] if grouped else []),
        *_columns(tell),
    )
    blank = ("", "") if grouped else ("",)
    total = (words._("Total"), *blank, *_total(tell, shares))
    return Table(words._("Speaking time by person"), columns, tuple(rows), total)


def _share(person: PersonId, turns: Sequence[Turn]) -> Share:
    spoken = [turn for turn in turns if not turn.of_order]
    return Share(
        person,
        participants=1,
        speakers=1,
        turns=len(spoken),
        of_order=len(turns) - len(spoken),
        spoken_ms=sum(turn.spoken_ms for turn in spoken),
    )


def _by_place(
    tell: Telling, caption: str, place: str, shares: Sequence[Share], name: Callable[[str], str]
) -> Iterator[Chart]:
    if not stated(shares):
        return
    words = tell.words
    columns = (Column(place), Column(words._("Speakers"), number=True), *_columns(tell))
    all_ms = sum(share.spoken_ms for share in shares)
    if not (all_ms or tell.record.grouped):
        return
    rows = [
        (name(share.id), words.number(share.speakers), *spoken)
        for share, spoken in _spoken(tell, shares)
    ]
    speakers = words.number(sum(share.speakers for share in shares))
    total = (words._("Total"), speakers, *_total(tell, shares))
    yield chart(tell, Table(caption, columns, tuple(rows), total))


def _columns(tell: Telling) -> tuple[Column, ...]:
    words = tell.words
    titles = (
        words._("Turns"),
        words._("Points of order"),
        words._("Speaking time"),
        words._("Share"),
    )
    return tuple(Column(title, number=True) for title in titles)


def _spoken(tell: Telling, shares: Sequence[Share]) -> Iterator[tuple[Share, tuple[Cell, ...]]]:
    number = tell.words.number
    bars = drawn(tell, [share.spoken_ms for share in shares])
    for share, bar in zip(shares, bars, strict=True):
        counted = number(share.turns), number(share.of_order), stopwatch(share.spoken_ms)
        yield share, (*counted, bar)


def _total(tell: Telling, shares: Sequence[Share]) -> tuple[str, ...]:
    number, all_ms = tell.words.number, sum(share.spoken_ms for share in shares)
    return (
        number(sum(share.turns for share in shares)),
        number(sum(share.of_order for share in shares)),
        stopwatch(all_ms),
        tell.words.percent(1, 1) if all_ms else "",
    )
