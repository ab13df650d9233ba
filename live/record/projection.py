"""What of a record may be told: all of it, only by stakeholder group, or nothing that points to
anybody (the Chatham House Rule).

The one place that decides it: whatever writes a file reads a record that came through here.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec.structs import replace

from live.domain.actors import STAFF, PersonId, Role
from live.domain.disclosure import suppressed, turnout
from live.domain.life import Attribution
from live.domain.masking import MASK, Names
from live.domain.people import Name
from live.domain.tally import Tally
from live.record.fingerprint import signed
from live.record.merging import MINUTE_MS, merged
from live.record.model import Person, Poll, Record
from live.record.moment import Moment
from live.record.speaking import Request, Turn
from live.record.veil import Veil

PARTICIPANT, ORGANISER, SYSTEM = PersonId("participant"), PersonId("staff"), PersonId("system")
"""Who stands for everybody where nobody may be told from another."""

GENERIC = frozenset({"speaker", "moderator", "interpreter", "host", "unknown", "participant"})
"""Words of a label of captions that name nobody."""

Asked = TypeVar("Asked", Turn, Request)

OF_PEOPLE = "person."
TELLING = frozenset(
    {
        "turn.limited", "turn.identified", "turn.corrected", "turn.paused", "turn.resumed",
        "queue.limited", "queue.given",
    }
)  # fmt: skip
"""What happened to single people: it tells whose speaking time they had, or who they are."""


def project(record: Record, attribution: Attribution) -> Record:
    """The record as it may be told. One that was narrowed does not widen: ValueError."""
    if attribution == record.attribution:
        return signed(record)
    if not record.named:
        raise ValueError(f"{record.attribution} does not become {attribution}")
    veil = Veil(_names(record), _aliases(record, attribution), SYSTEM)
    told = _by_group(record, veil) if attribution == "group" else _by_nobody(record, veil)
    return signed(
        replace(
            told,
            attribution=attribution,
            title=_public(record, record.title, organisations=True),
            template=replace(record.template, text=veil.text(record.template.text)),
            groups=record.groups,
            regions=record.regions,
            journal=record.journal and replace(record.journal, entries=()),
        )
    )


def _names(record: Record) -> Names:
    """All that are in the record: of the directory, and of the sources of captions."""
    places = {place.name.casefold() for place in (*record.groups, *record.regions)}
    organisations = [
        *(who.organisation for who in record.people),
        *record.organisations.values(),
    ]
    return Names(
        [
            *(Name(who.name) for who in record.people),
            *(Name("", name) for name in organisations if name.casefold() not in places),
            *(Name(label) for label in _labels(record)),
        ]
    )


def _labels(record: Record) -> Iterator[str]:
    for label in dict.fromkeys(line.label for line in record.captions):
        named = [word for word in label.split() if word.casefold() not in GENERIC]
        if named:
            yield " ".join(named)


def _public(record: Record, text: str, *, organisations: bool) -> str:
    """One of the session's own public lines, without those whom it names; the organisations that
    hold the session stay in it."""
    host = record.host.casefold()
    named = [
        Name(who.name, "" if who.organisation.casefold() in host else who.organisation)
        for who in record.people
    ]
    return Names(named, organisations=organisations).masked(text, MASK)


def _aliases(record: Record, attribution: Attribution) -> Mapping[PersonId, PersonId]:
    """Whom each id stands for."""
    if attribution == "group":
        return {who.id: PersonId(f"p{nr}") for nr, who in enumerate(record.people, 1)}
    return {who.id: ORGANISER if who.role in STAFF else PARTICIPANT for who in record.people}


def _by_group(record: Record, veil: Veil) -> Record:
    """People are of a group, and may be told from another, but have no names and no region."""
    bare = replace(
        record,
        journal=None,
        people=tuple(replace(who, region="") for who in record.people),
        organisations={},
        turns=tuple(map(_for_nobody, record.turns)),
        requests=tuple(map(_for_nobody, record.requests)),
        polls=tuple(map(_without_ballots, record.polls)),
        log=tuple(_aliased(told, veil) for told in record.log),
    )
    return replace(veil.over(bare), host=record.host)


def _for_nobody(asked: Asked) -> Asked:
    """Without those on whose behalf it was."""
    capacity = None if asked.capacity == "on_behalf" else asked.capacity
    return replace(asked, on_behalf_of="", capacity=capacity)


def _aliased(told: Moment, veil: Veil) -> Moment:
    if told.id is None or not told.what.startswith(OF_PEOPLE):
        return told
    return replace(told, id=veil.alias(PersonId(told.id)))


def _without_ballots(poll: Poll) -> Poll:
    """Nobody sees who voted for what; without the salt nobody finds it out by trying."""
    return replace(poll, tally=poll.tally and replace(poll.tally, ballots=None, salt=""))


def _by_nobody(record: Record, veil: Veil) -> Record:
    """Nobody can be told from another; what is counted is of five people at least."""
    bare = replace(
        record,
        journal=None,
        people=(),
        organisations={},
        by_group=merged(record.by_group),
        by_region=merged(record.by_region),
        turns=tuple(_untimed(_of_nobody(turn)) for turn in record.turns),
        requests=tuple(map(_of_nobody, record.requests)),
        polls=tuple(map(_of_no_voter, record.polls)),
        notes=tuple(replace(note, speaker=None) for note in record.notes),
        captions=tuple(replace(line, person=None) for line in record.captions),
        log=tuple(told for told in record.log if not _tells(told)),
    )
    host = _public(record, record.host, organisations=False)
    return replace(veil.over(bare), people=_anybody(record), host=host)


def _anybody(record: Record) -> tuple[Person, Person]:
    at = record.opened_at or record.made_at
    return (
        Person(PARTICIPANT, "", "", "", "", Role.PARTICIPANT, at),
        Person(ORGANISER, "", "", "", "", Role.MODERATOR, at),
    )


def _of_nobody(asked: Asked) -> Asked:
    return replace(asked, on_behalf_of="", capacity=None, language="")


def _untimed(turn: Turn) -> Turn:
    """Without its speaking time; it ends in the minute in which it ended."""
    end = turn.end and max(turn.start, turn.end // MINUTE_MS * MINUTE_MS)
    return replace(
        turn, end=end, spoken_ms=0, paused_ms=0, pauses=0, limit_ms=None, corrected=False
    )


def _of_no_voter(poll: Poll) -> Poll:
    without = _without_ballots(poll)
    written = poll.contributions and tuple(replace(one, author=None) for one in poll.contributions)
    tally = without.tally
    if tally is not None and not poll.secret:
        tally = _folded(tally)
    return replace(without, tally=tally, contributions=written)


def _folded(tally: Tally) -> Tally:
    """Break-downs of an open vote as of a secret one; by region only who took part."""
    counted = all(row.counts is not None for row in tally.groups)
    groups = suppressed(tally.groups) if counted else turnout(tally.groups, secret=True)
    return replace(tally, groups=groups, regions=turnout(tally.regions, secret=True))


def _tells(told: Moment) -> bool:
    return told.what in TELLING or told.what.startswith(OF_PEOPLE)
