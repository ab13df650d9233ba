"""What Jigasi writes of a Jitsi call, as text: ``<14:05:09> Ada Obi: Good morning.``"""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from live.domain.actors import Milliseconds
from live.transcripts.gathering import Begun, Gathering
from live.transcripts.model import Transcript
from live.transcripts.names import divided, known
from live.transcripts.source import Source
from live.transcripts.text import joined
from live.transcripts.times import EPOCH, MILLISECOND, stamp, through_midnight

TITLE = "Transcript of conference held at "
PRESENT, STARTED, RULE = "Initial people present at ", "Transcript, started at ", "____"
EVENT = re.compile(r"<(?P<time>[^<>]{4,20})> (?P<rest>.*)")
HAPPENED = (" joined the conference", " left the conference", " raised their hand")
NAMED_DAY = re.compile(r"transcript_(?:[0-9a-f-]{36}_)?(\d{4}-\d{2}-\d{2})T")
DATES = ("%b %d, %Y", "%d %b, %Y", "%d %b %Y", "%B %d, %Y", "%d %B %Y", "%d.%m.%Y", "%Y-%m-%d")
"""Which of them depends on the server's language."""


class Event(msgspec.Struct):
    """``rest``: what stands behind its time."""

    line: int
    of_day: Milliseconds
    rest: str
    rows: list[str]


def read(source: Source) -> Transcript | None:
    """None if it does not begin as such a file does."""
    title = next(filter(None, (row[:300].strip() for row in source.rows[:20])), "")
    events = _events(source.rows) if title.startswith(TITLE) else []
    if not events:
        return None
    found = Gathering(source.problems)
    attendees = [*_present(source.rows), *_joined(events)]
    day = _day(title, source.name)
    if day is None:
        found.note(0, "time_of_day", title)
    zero = 0 if day is None else day + events[0].of_day
    found.say_all(list(_spoken(events, zero, source.people | known(attendees))))
    clock = events[0].of_day if day is None else None
    return found.transcript("jitsi", absolute=day is not None, clock=clock, attendees=attendees)


def _events(rows: Sequence[str]) -> list[Event]:
    events: list[Event] = []
    for nr, row in enumerate(rows, 1):
        if events and row.startswith(RULE):
            break
        found = EVENT.fullmatch(row.strip())
        of_day = stamp(found["time"]) if found else None
        if found and of_day is not None:
            events.append(Event(nr, of_day, found["rest"], []))
        elif events:
            events[-1].rows.append(row)
    return events


def _spoken(
    events: Sequence[Event], zero: Milliseconds, people: Collection[str]
) -> Iterator[Begun]:
    spans = through_midnight(event.of_day for event in events)
    for event, span in zip(events, spans, strict=True):
        if not event.rest.endswith(HAPPENED):
            name, text = divided(event.rest, people)
            yield Begun(event.line, zero + span, name, joined([text, *event.rows]))


def _present(rows: Sequence[str]) -> Iterator[str]:
    listed = False
    for row in rows:
        if row.startswith(STARTED):
            return
        if listed and row.strip():
            yield row
        listed = listed or row.startswith(PRESENT)


def _joined(events: Sequence[Event]) -> Iterator[str]:
    for event in events:
        if event.rest.endswith(HAPPENED[0]):
            yield event.rest.removesuffix(HAPPENED[0])


def _day(title: str, name: str) -> Milliseconds | None:
    """When the day began (UTC), which the title tells or else the name of the file."""
    written = title.removeprefix(TITLE).partition(" in room ")[0].strip()
    named = NAMED_DAY.search(name)
    for text, forms in ((written, DATES), (named[1] if named else "", DATES[-1:])):
        for form in forms:
            try:
                day = datetime.strptime(text, form).replace(tzinfo=UTC)
            except ValueError:
                continue
            return (day - EPOCH) // MILLISECOND
    return None
