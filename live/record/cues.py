"""What is shown when, beside a recording of the call: captions, or what the journal tells.

Times count from the opening of the session.
"""

from collections.abc import Iterator, Sequence

import msgspec

from live.domain.actors import Milliseconds
from live.record.attribution.lines import LAG_MS
from live.record.bidi import given, plain
from live.record.lines import line
from live.record.moment import Moment
from live.record.passages import chosen
from live.record.remarks import capacity
from live.record.speaking import Caption, Turn
from live.record.telling import Telling
from live.record.transcript import together

SHOWN_MS = 5_000
"""How long a cue is shown that has no end of its own."""

LEAST_MS = 1_000
"""How long what was begun before the opening is shown at least."""


class Cue(msgspec.Struct, frozen=True):
    """``voice``: who speaks; empty where nobody does, or nobody knows."""

    start: Milliseconds
    end: Milliseconds
    voice: str
    text: str


def cues(tell: Telling) -> Iterator[Cue]:
    """Captions in the reader's language, or in another; where there are none, what happened."""
    captions, opening = chosen(tell.record, tell.words.language), begins(tell)
    if captions:
        since = opening - LAG_MS
        yield from (_said(tell, one, opening) for one in captions if one.end >= since)
    else:
        yield from (_happened(tell, one, opening) for one in together(tell.record.log))


def begins(tell: Telling) -> Milliseconds:
    """The moment from which times count."""
    record = tell.record
    if record.opened_at is not None:
        return record.opened_at
    return record.log[0].at if record.log else record.made_at


def _said(tell: Telling, caption: Caption, opening: Milliseconds) -> Cue:
    begin = max(0, caption.start - opening)
    least = begin + 1 if caption.start >= opening else LEAST_MS
    end = max(least, caption.end - opening)
    voice = caption.label if caption.person is None else tell.speaker(caption.person)
    return Cue(begin, end, plain(voice), given(caption.text))


def _happened(tell: Telling, moments: Sequence[Moment], opening: Milliseconds) -> Cue:
    begin = max(0, moments[0].at - opening)  # people join, and notes happen, before the opening
    end = max(begin + 1, _end(tell, moments[-1]) - opening)
    turn = _turn(tell, moments[0])
    if turn is None:
        told = line(tell, moments)
        text = "\n".join(filter(None, (f"{told.label}: {told.text}", told.said)))
        return Cue(begin, end, "", text)
    said = [tell.subject(turn), tell.about(turn.person), *capacity(tell, turn)]
    return Cue(begin, end, plain(tell.speaker(turn.person)), "\n".join(filter(None, said)))


def _end(tell: Telling, moment: Moment) -> Milliseconds:
    turn = _turn(tell, moment)
    if turn is None:
        return moment.at + SHOWN_MS
    return tell.record.made_at if turn.end is None else turn.end


def _turn(tell: Telling, moment: Moment) -> Turn | None:
    return tell.record.turn[moment.id or ""] if moment.what == "turn.started" else None
