"""Writes the transcript as WebVTT, to be shown or searched beside a recording of the call.

Times count from the opening of the session. Only who had the floor is a voice.
"""

from collections.abc import Iterator, Sequence

from live.domain.actors import Milliseconds
from live.record.bidi import plain, spare
from live.record.lines import line
from live.record.moment import Moment
from live.record.remarks import capacity
from live.record.speaking import Turn
from live.record.telling import Telling
from live.record.transcript import together

SHOWN_MS = 5_000
"""How long a cue is shown that has no end of its own."""


def vtt(tell: Telling) -> bytes:
    return "\n\n".join([*_head(tell), *_cues(tell)]).encode() + b"\n"


def _head(tell: Telling) -> Iterator[str]:
    words, start = tell.words, _start(tell)
    yield "WEBVTT"
    about = [tell.title(), words._("Transcript")]
    about += [f"{words.date(start)}, {words.second(start)}, {words.zone_name(start)}"]
    yield "\n".join(["NOTE", *(_text(tell, part) for part in about)])


def _start(tell: Telling) -> Milliseconds:
    record = tell.record
    if record.opened_at is not None:
        return record.opened_at
    return record.log[0].at if record.log else record.made_at


def _cues(tell: Telling) -> Iterator[str]:
    start = _start(tell)
    for nr, moments in enumerate(together(tell.record.log), 1):
        begin = max(0, moments[0].at - start)  # people join, and notes happen, before the opening
        end = max(begin + 1, _end(tell, moments[-1]) - start)
        yield f"{nr}\n{_stamp(begin)} --> {_stamp(end)}\n{_cue(tell, moments)}"


def _end(tell: Telling, moment: Moment) -> Milliseconds:
    turn = _turn(tell, moment)
    if turn is None:
        return moment.at + SHOWN_MS
    return tell.record.made_at if turn.end is None else turn.end


def _turn(tell: Telling, moment: Moment) -> Turn | None:
    return tell.record.turn[moment.id or ""] if moment.what == "turn.started" else None


def _cue(tell: Telling, moments: Sequence[Moment]) -> str:
    turn = _turn(tell, moments[0])
    if turn is None:
        told = line(tell, moments)
        return _text(tell, "\n".join(filter(None, (f"{told.label}: {told.text}", told.said))))
    name = _text(tell, plain(tell.speaker(turn.person)))
    said = [tell.subject(turn), tell.about(turn.person), *capacity(tell, turn)]
    return f"<v {name}>{_text(tell, chr(10).join(filter(None, said)))}</v>"


def _text(tell: Telling, text: str) -> str:
    """Escaped, and without the empty lines that would end a cue."""
    signs = spare(text, tell.words.direction)
    for sign, escape in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        signs = signs.replace(sign, escape)
    return "\n".join(filter(None, (part.strip() for part in signs.splitlines())))


def _stamp(ms: Milliseconds) -> str:
    """Such as ``01:02:03.004``."""
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"
