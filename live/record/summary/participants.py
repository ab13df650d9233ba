"""The list of participants, as it is annexed; withheld where nobody is named."""

from collections.abc import Iterator, Sequence

from live.domain.actors import STAFF, PersonId
from live.record.document import Block, Column, Paragraph, Point, Points, Table
from live.record.model import Person
from live.record.remarks import source
from live.record.summary.voices import by_group
from live.record.telling import Telling


def participants(tell: Telling) -> Iterator[Block]:
    """A table for each stakeholder group, then those whom moderators put in, then the staff."""
    words, record = tell.words, tell.record
    if not record.named:
        return
    groups = by_group(tell, [who.id for who in record.participants])
    for group, ids in groups.items():
        caption = tell.group(group) if any(groups) else words._("Participants")
        yield _table(tell, caption, [record.person[person] for person in ids])
    yield from _guests(tell)
    staff = [who for who in record.people if who.role in STAFF and who.name]
    if staff:
        yield _table(tell, words._("Moderators and rapporteurs"), staff)


def _table(tell: Telling, caption: str, people: Sequence[Person]) -> Table:
    """A column only where it says something."""
    words = tell.words
    organised, placed = (
        any(getattr(who, of) for who in people) for of in ("organisation", "region")
    )
    columns = [Column(words._("Name"))]
    columns += [Column(words._("Organisation"))] if organised else []
    columns += [Column(words._("Region"))] if placed else []
    rows = tuple(
        (
            tell.name(who.id),
            *([tell.organisation(who.id)] if organised else []),
            *([tell.region(who.region)] if placed else []),
        )
        for who in _sorted(people)
    )
    return Table(caption, tuple(columns), rows)


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


def _sorted(people: Sequence[Person]) -> list[Person]:
    """By organisation, then by name."""
    return sorted(people, key=lambda who: (not who.organisation, who.organisation, who.name))


def present(tell: Telling) -> Iterator[Block]:
    """“Name – Organisation” for each participant, by group; then the staff."""
    words, record = tell.words, tell.record
    groups = by_group(tell, [who.id for who in record.participants if who.name])
    for group, ids in groups.items():
        if any(groups):
            yield Paragraph(words._("{group}:", group=tell.group(group)))
        yield _named(tell, [record.person[person] for person in ids])
    if staff := [who for who in record.people if who.role in STAFF and who.name]:
        yield Paragraph(words._("{group}:", group=words._("Moderators and rapporteurs")))
        yield _named(tell, staff)


def _named(tell: Telling, people: Sequence[Person]) -> Points:
    names = (" – ".join(filter(None, (who.name, who.organisation))) for who in _sorted(people))
    return Points(tuple(map(Point, names)))
