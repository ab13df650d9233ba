"""From the floor to the turns of the record."""

from collections import defaultdict
from collections.abc import Iterator

from live.domain import floor
from live.domain.actors import Milliseconds
from live.record.speaking import Turn


def turns(of_session: floor.Floor, made_at: Milliseconds) -> Iterator[Turn]:
    """All turns in the order of their beginnings, those that are on among them."""
    on = {holder.turn for holder in of_session.holders}
    all_turns = [*of_session.turns.values(), *(one.over(made_at) for one in of_session.holders)]
    all_turns.sort(key=lambda turn: (turn.start, turn.interrupts is not None, turn.end))
    known = {turn.id for turn in all_turns}
    interrupted_by: dict[str, list[str]] = defaultdict(list)
    for turn in all_turns:
        if turn.interrupts in known:
            interrupted_by[turn.interrupts].append(turn.id)
    for nr, turn in enumerate(all_turns, 1):
        asked = turn.asked
        yield Turn(
            id=turn.id,
            nr=nr,
            request=asked.id,
            person=turn.person,
            item=turn.item,
            kind=asked.kind,
            about=asked.about,
            category=asked.category,
            capacity=asked.capacity,
            on_behalf_of=asked.on_behalf_of,
            language=asked.language,
            source=asked.source,
            start=turn.start,
            end=None if turn.id in on else turn.end,
            spoken_ms=turn.spoken_ms,
            paused_ms=turn.paused_ms,
            limit_ms=turn.limit_ms,
            pauses=turn.pauses,
            interrupts=turn.interrupts if turn.interrupts in known else None,
            interrupted_by=tuple(interrupted_by[turn.id]),
            answers=asked.answers if asked.answers in known else None,
            corrected=turn.revision > 0,
        )
