"""What a rapporteur should look at before the record is final: plain facts, in no language."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from live.domain.actors import Milliseconds, Role
from live.record.model import Item, Record
from live.record.namesakes import alike
from live.record.speaking import Confidence, Turn

Code = Literal[
    "unnoted",
    "unowned",
    "undated",
    "undecided",
    "unheard",
    "unpublished",
    "uncaptioned",
    "unattributed",
    "uncertain",
    "namesakes",
]
"""In their order: a turn without a note, an action without an owner, or a date, an item without a
decision, a request that was not heard, a poll that is closed and not in the record, a time without
captions while somebody spoke, captions of nobody known, or of somebody only likely, and two names
that may be one person's."""

SHORT_MS = 15_000
"""Whoever spoke for less may have said nothing that has to be noted."""
GAP_MS = 60_000
"""How long somebody may speak without captions."""

Spell = tuple[Milliseconds, Milliseconds]


class Check(msgspec.Struct, frozen=True):
    """``ids``: of what it is about; ``at``: when that was, ``until``: to when; ``count``: of lines
    of captions."""

    code: Code
    ids: tuple[str, ...] = ()
    at: Milliseconds | None = None
    until: Milliseconds | None = None
    count: int = 0


def checks(record: Record) -> tuple[Check, ...]:
    """By code, and then in the order of time."""
    return (
        *_unnoted(record),
        *_tasks(record),
        *_undecided(record),
        *_unheard(record),
        *_unpublished(record),
        *_uncaptioned(record),
        *_doubtful(record),
        *_namesakes(record),
    )


def _unnoted(record: Record) -> Iterator[Check]:
    noted = {note.turn for note in record.notes}
    for turn in record.turns:
        over = turn.end is not None and not turn.of_order and turn.spoken_ms >= SHORT_MS
        if over and turn.id not in noted:
            yield Check("unnoted", (turn.id,), turn.start)


def _tasks(record: Record) -> Iterator[Check]:
    actions = [note for note in record.notes if note.tag == "action"]
    for note in actions:
        if note.owner is None and not note.owner_text:
            yield Check("unowned", (note.id,), note.happened_at)
    for note in actions:
        if note.due is None:
            yield Check("undated", (note.id,), note.happened_at)


def _undecided(record: Record) -> Iterator[Check]:
    decided = {note.item for note in record.notes if note.tag == "decision"}
    for item in record.items:
        if item.spans and item.id not in decided:
            yield Check("undecided", (item.id,), _begun(item))


def _begun(item: Item) -> Milliseconds:
    return item.spans[0].start


def _unheard(record: Record) -> Iterator[Check]:
    for request in record.unheard:
        yield Check("unheard", (request,), record.request[request].at)


def _unpublished(record: Record) -> Iterator[Check]:
    for poll in record.polls:
        if poll.closed_at is not None and "record" not in poll.published:
            yield Check("unpublished", (poll.id,), poll.closed_at)


def _uncaptioned(record: Record) -> Iterator[Check]:
    if not record.captions:
        return
    captioned = merged((caption.start, caption.end) for caption in record.captions)
    for turn in record.turns:
        for start, end in _gaps(turn, captioned):
            yield Check("uncaptioned", (turn.id,), start, end)


def merged(spells: Iterable[Spell], apart_ms: Milliseconds = 0) -> list[Spell]:
    """In the order of time; those that are no further apart are one."""
    found: list[Spell] = []
    for start, end in sorted(spells):
        if found and start - found[-1][1] <= apart_ms:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _gaps(turn: Turn, captioned: Sequence[Spell]) -> Iterator[Spell]:
    """The times of a turn without captions that are too long; a paused clock is no speech."""
    if turn.end is None:
        return
    since = turn.start
    first = bisect_right(captioned, turn.start, key=lambda spell: spell[1])
    behind = bisect_right(captioned, turn.end, key=lambda spell: spell[0])
    for start, end in (*captioned[first:behind], (turn.end, turn.end)):
        until = min(start, turn.end)
        if until - since - turn.paused_ms > GAP_MS:
            yield since, until
        since = max(since, end)


def _doubtful(record: Record) -> Iterator[Check]:
    codes: tuple[tuple[Code, Confidence], ...] = (
        ("unattributed", "unknown"),
        ("uncertain", "likely"),
    )
    for code, confidence in codes:
        starts = [line.start for line in record.captions if line.confidence == confidence]
        if starts:
            yield Check(code, (), min(starts), count=len(starts))


def _namesakes(record: Record) -> Iterator[Check]:
    asked = [who for who in record.people if who.role is Role.PARTICIPANT and not who.removed]
    for first, second in alike(asked):
        yield Check("namesakes", (first.id, second.id), second.joined_at)
