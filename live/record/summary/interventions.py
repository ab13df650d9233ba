"""Every turn, with all that there is to say of it."""

from collections.abc import Iterator, Sequence

from live.record import remarks
from live.record.bidi import given
from live.record.document import Block, Column, Table
from live.record.speaking import Turn
from live.record.telling import Telling
from live.record.words import stopwatch


def interventions(tell: Telling) -> Iterator[Block]:
    """A table for each item, and for what was said under none; where it is told who spoke."""
    words, record = tell.words, tell.record
    if not record.grouped:
        return
    for item in record.items:
        caption = words._("Speakers on item {nr}", nr=words.number(item.nr))
        yield from _turns(tell, caption, record.turns_on(item.id))
    others = words._("Speakers outside the agenda") if record.items else words._("Speakers")
    yield from _turns(tell, others, record.turns_on(None))


def _turns(tell: Telling, caption: str, turns: Sequence[Turn]) -> Iterator[Block]:
    words = tell.words
    if not turns:
        return
    columns = (
        Column(words._("Speaker")),
        Column(words._("Time")),
        *([Column(words._("Capacity"))] if tell.record.named else []),
        Column(words._("Spoke on")),
        Column(words._("Speaking time"), number=True),
        Column(words._("Remarks")),
    )
    yield Table(caption, columns, tuple(_turn(tell, turn) for turn in turns))


def _turn(tell: Telling, turn: Turn) -> tuple[str, ...]:
    return (
        tell.speaker(turn.person),
        tell.stretch(turn.start, turn.end),
        *([_capacity(tell, turn)] if tell.record.named else []),
        tell.subject(turn),
        stopwatch(turn.spoken_ms),
        " ".join(remarks.remarks(tell, turn)),
    )


def _capacity(tell: Telling, turn: Turn) -> str:
    """For whom somebody spoke: as they said, else the organisation that they are of."""
    match turn.capacity:
        case "personal":
            return tell.words._("personal")
        case "on_behalf":
            return tell.words._("on behalf of {whom}", whom=given(turn.on_behalf_of))
        case _:
            return tell.organisation(turn.person)
