"""Who took part, by group and by region."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from live.domain.actors import PersonId
from live.record.bidi import given
from live.record.document import Bar, Block, Cell, Column, Heading, Table
from live.record.model import Share
from live.record.remarks import source
from live.record.telling import Telling

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
    yield from _guests(tell)


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


def _guests(tell: Telling) -> Iterator[Block]:
    """Those whom a moderator put into the queue, or noted as speakers, and who never joined."""
    words = tell.words
    asked = {who.id: _asked(tell, who.id) for who in tell.record.people if who.guest}
    rows = [
        (tell.name(who), tell.organisation(who), tell.group_of(who), how)
        for who, how in asked.items()
        if how
    ]
    if rows:
        columns = (
            Column(words._("Name")),
            Column(words._("Organisation")),
            Column(words._("Stakeholder group")),
            Column(words._("How they asked to speak")),
        )
        caption = words._("Put in by the moderators, without having joined")
        yield Table(caption, columns, tuple(rows))


def _asked(tell: Telling, person: PersonId) -> str:
    """How somebody asked, by all requests and turns that are theirs."""
    theirs = [asked for asked in tell.record.requests if asked.person == person]
    standing = (asked for asked in theirs if asked.fate != "undone")
    return tell.words._("; ").join(dict.fromkeys(filter(None, (source(tell, r) for r in standing))))
