"""Writes the transcript as WebVTT, to be shown or searched beside a recording of the call.

Times count from the opening of the session. Whoever spoke is the voice of a cue.
"""

from collections.abc import Iterator

from live.domain.actors import Milliseconds
from live.record.bidi import spare
from live.record.cues import Cue, begins, cues
from live.record.telling import Telling


def vtt(tell: Telling) -> bytes:
    told = [_cue(tell, nr, cue) for nr, cue in enumerate(cues(tell), 1)]
    return "\n\n".join([*_head(tell), *told]).encode() + b"\n"


def _head(tell: Telling) -> Iterator[str]:
    words, start = tell.words, begins(tell)
    yield "WEBVTT"
    about = [tell.title(), words._("Transcript")]
    about += [f"{words.date(start)}, {words.second(start)}, {words.zone_name(start)}"]
    yield "\n".join(["NOTE", *(_text(tell, part) for part in about)])


def _cue(tell: Telling, nr: int, cue: Cue) -> str:
    text, voice = _text(tell, cue.text), " ".join(_text(tell, cue.voice).split())
    said = f"<v {voice}>{text}</v>" if voice else text
    return f"{nr}\n{stamp(cue.start)} --> {stamp(cue.end)}\n{said}"


def _text(tell: Telling, text: str) -> str:
    """Escaped, and without the empty lines that would end a cue."""
    signs = spare(text, tell.words.direction)
    for sign, escape in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        signs = signs.replace(sign, escape)
    return solid(signs)


def solid(text: str) -> str:
    """Without empty lines, and without space around lines."""
    return "\n".join(filter(None, (part.strip() for part in text.splitlines())))


def stamp(ms: Milliseconds, point: str = ".") -> str:
    """Such as ``01:02:03.004``."""
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{ms:03}"
