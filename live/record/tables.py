"""Turns, polls, notes, people and captions as rows, the same in every language.

Times are those of the session's time zone; groups and regions have the names that
the host gave them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal

from live.domain import disclosure
from live.domain.actors import Milliseconds
from live.domain.tally import Tally
from live.i18n import SOURCE
from live.record.model import Note, Person, Poll, Record
from live.record.sheet import Cell, sheet
from live.record.words import Words

TURNS = (
    "nr", "turn", "item", "person", "organisation", "group", "region", "kind", "about", "start",
    "end", "spoken_seconds", "person_id", "request", "capacity", "on_behalf_of", "language",
    "source", "limit_seconds", "over_seconds", "pauses", "paused_seconds", "interrupts",
    "interrupted_by", "category", "corrected",
)  # fmt: skip
POLLS = (
    "poll", "question", "kind", "secret", "state", "opened", "closed", "published", "fingerprint",
    "per", "published_to", "connected", "corrected",
    "scope", "of", "voters", "eligible", "option", "votes", "percent", "person_id",
)  # fmt: skip
NOTES = (
    "nr", "note", "tag", "text", "item", "speaker", "speaker_organisation", "author", "happened",
    "written", "revision", "owner", "due", "pinned", "proposed_by", "item_id", "turn", "speaker_id",
    "owner_id",
)  # fmt: skip
PEOPLE = (
    "person_id", "name", "organisation", "group", "region", "role", "state", "joined", "left",
)  # fmt: skip

CAPTIONS = (
    "nr", "caption", "stream", "language", "start", "end", "person", "organisation", "group",
    "region", "label", "text", "method", "confidence", "turn", "item", "person_id",
)  # fmt: skip

Row = Sequence[Cell]
Table = tuple[str, Sequence[str], Iterator[Row]]
"""Its name, its columns and its rows."""


def turns(record: Record) -> bytes:
    return sheet(TURNS, _Cells(record).turns())


def polls(record: Record) -> bytes:
    """Of each poll the whole, its break-downs, and who chose what if it was named."""
    return sheet(POLLS, _Cells(record).polls())


def notes(record: Record) -> bytes:
    return sheet(NOTES, _Cells(record).notes())


def people(record: Record) -> bytes:
    return sheet(PEOPLE, _Cells(record).people())


def captions(record: Record) -> bytes:
    """All streams of them, in the order of time."""
    return sheet(CAPTIONS, _Cells(record).captions())


def tables(record: Record) -> Iterator[Table]:
    """All of them."""
    cells = _Cells(record)
    yield "turns", TURNS, cells.turns()
    yield "polls", POLLS, cells.polls()
    yield "notes", NOTES, cells.notes()
    yield "people", PEOPLE, cells.people()
    yield "captions", CAPTIONS, cells.captions()


class _Cells:
    """How one record's facts stand in cells."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.words = Words(SOURCE, record.time_zone)
        self.groups = {place.id: place.name for place in record.groups}
        self.regions = {place.id: place.name for place in record.regions}

    def time(self, at: Milliseconds | None) -> datetime | None:
        return None if at is None else self.words.local(at)

    def item(self, item: str | None) -> str | None:
        return None if item is None else self.record.item[item].title

    def group(self, who: Person) -> str:
        return self.groups.get(who.group, who.group)

    def region(self, who: Person) -> str:
        return self.regions.get(who.region, who.region)

    def owner(self, note: Note) -> str | None:
        known = self.record.person[note.owner].name if note.owner else note.owner_text
        return known or None

    def turns(self) -> Iterator[Row]:
        timed = self.record.grouped
        for turn in self.record.turns:
            who = self.record.person[turn.person]
            yield (
                turn.nr,
                turn.id,
                self.item(turn.item),
                who.name,
                who.organisation,
                self.group(who),
                self.region(who),
                turn.kind,
                turn.about,
                self.time(turn.start),
                self.time(turn.end),
                _seconds(turn.spoken_ms if timed else None),
                who.id,
                turn.request,
                turn.capacity,
                turn.on_behalf_of,
                turn.language,
                turn.source,
                _seconds(turn.limit_ms),
                _seconds(turn.over_ms if timed else None),
                turn.pauses if timed else None,
                _seconds(turn.paused_ms if timed else None),
                turn.interrupts,
                " ".join(turn.interrupted_by),
                turn.category,
                turn.corrected if timed else None,
            )

    def notes(self) -> Iterator[Row]:
        for note in self.record.notes:
            speaker = self.record.person[note.speaker] if note.speaker else None
            proposer = self.record.person[note.proposed_by] if note.proposed_by else None
            yield (
                note.nr,
                note.id,
                note.tag,
                note.text,
                self.item(note.item),
                speaker.name if speaker else None,
                speaker.organisation if speaker else None,
                self.record.person[note.author].name,
                self.time(note.happened_at),
                self.time(note.written_at),
                note.revision,
                self.owner(note),
                note.due,
                note.pinned,
                proposer.name if proposer else None,
                note.item,
                note.turn,
                note.speaker,
                note.owner,
            )

    def people(self) -> Iterator[Row]:
        for who in self.record.people if self.record.grouped else ():
            yield (
                who.id,
                who.name,
                who.organisation,
                self.group(who),
                self.region(who),
                who.role.value,
                _state(who),
                None if who.guest else self.time(who.joined_at),
                self.time(who.left_at),
            )

    def captions(self) -> Iterator[Row]:
        for nr, line in enumerate(self.record.captions, 1):
            who = self.record.person[line.person] if line.person else None
            yield (
                nr,
                line.id,
                line.stream,
                line.language,
                self.time(line.start),
                self.time(line.end),
                who.name if who else None,
                who.organisation if who else None,
                self.group(who) if who else None,
                self.region(who) if who else None,
                line.label,
                line.text,
                line.method,
                line.confidence,
                line.turn,
                self.item(line.item),
                line.person,
            )

    def polls(self) -> Iterator[Row]:
        for poll in self.record.polls:
            about = self._about(poll)
            for row in self._counted(poll):
                yield (*about, *row)

    def _about(self, poll: Poll) -> Row:
        return (
            poll.nr,
            poll.question,
            poll.kind,
            poll.secret,
            poll.state,
            self.time(poll.opened_at),
            self.time(poll.closed_at),
            self.time(poll.published_at),
            poll.fingerprint,
            poll.per,
            " ".join(poll.published),
            None if poll.tally is None else poll.tally.connected,
            len(poll.corrections),
        )

    def _counted(self, poll: Poll) -> Iterator[Row]:
        tally = poll.tally
        if tally is None:
            yield ("total", None, poll.voters, poll.eligible, *[None] * 4)
            return
        whole = disclosure.Row((), tally.voters, tally.eligible, tally.counts)
        yield from _options(poll, "total", "", whole)
        for row in tally.groups:
            yield from _options(poll, "group", _joined(row, self.groups), row)
        for row in tally.regions:
            yield from _options(poll, "region", _joined(row, self.regions), row)
        yield from _measures(poll, tally)
        yield from _said(poll)
        yield from self._ballots(poll, tally)

    def _ballots(self, poll: Poll, tally: Tally) -> Iterator[Row]:
        texts = {option.id: option.text for option in poll.options}
        for person, choice in (tally.ballots or {}).items():
            known = self.record.person.get(person)
            name = known.name if known else self.record.organisations.get(person, "")
            for place, option in enumerate(choice, 1):
                mark = place if poll.kind == "ranking" else 1
                yield ("ballot", name, None, None, texts.get(option, option), mark, None, person)


def _options(poll: Poll, scope: str, of: str, row: disclosure.Row) -> Iterator[Row]:
    for option in poll.options:
        votes = None if row.counts is None else row.counts[option.id]
        percent = None if votes is None or not row.voters else _percent(votes, row.voters)
        yield (scope, of, row.voters, row.eligible, option.text, votes, percent, None)


def _measures(poll: Poll, tally: Tally) -> Iterator[Row]:
    """What a ranking or a rating comes to."""
    texts = {option.id: option.text for option in poll.options}
    for option, points in (tally.points or {}).items():
        yield ("points", "", None, None, texts[option], points, None, None)
    for one, others in (tally.pairs or {}).items():
        for other, votes in others.items():
            yield ("preferred", texts[one], None, None, texts[other], votes, None, None)
    for name, value in (("median", tally.median), ("mean", tally.mean)):
        if value is not None:
            yield (name, "", None, None, None, Decimal(f"{value:.4g}"), None, None)


def _said(poll: Poll) -> Iterator[Row]:
    """What was written on ballots."""
    for word, n in (poll.words or {}).items():
        yield ("word", "", None, None, word, n, None, None)
    for theme, n in (poll.themes or {}).items():
        yield ("theme", "", None, None, theme, n, None, None)
    for one in poll.contributions or ():
        yield ("contribution", one.theme, None, None, one.text, one.verdict, None, one.author)


def _joined(row: disclosure.Row, names: dict[str, str]) -> str:
    """The places of a row; several that are counted together are joined by a plus sign."""
    return " + ".join(names.get(place, place) or "not stated" for place in row.ids)


def _percent(part: int, whole: int) -> Decimal:
    return Decimal(f"{100 * part / whole:.1f}")


def _seconds(ms: Milliseconds | None) -> Decimal | None:
    return None if ms is None else Decimal(f"{ms / 1000:.3f}")


def _state(who: Person) -> str:
    if who.guest:
        return "guest"
    if who.removed:
        return "removed"
    return "left" if who.left else "present"
