"""Writes the transcript as SubRip, for players and editors that do not know WebVTT.

It has neither voices nor escapes: a name stands before what was said, and what players would take
for markup is written with other signs.
"""

import re

from live.record.bidi import given, spare
from live.record.cues import Cue, cues
from live.record.telling import Telling
from live.record.vtt import solid, stamp

TAG = re.compile(r"<(?=[A-Za-z/])|\{(?=[\\A-Za-z])")
INSTEAD = {"<": "‹", "{": "("}


def srt(tell: Telling) -> bytes:
    told = (_cue(tell, nr, cue) for nr, cue in enumerate(cues(tell), 1))
    return "\n".join(told).encode()


def _cue(tell: Telling, nr: int, cue: Cue) -> str:
    said = f"{given(cue.voice)}: {cue.text}" if cue.voice else cue.text
    plain = solid(_harmless(spare(said, tell.words.direction)))
    return f"{nr}\n{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}\n{plain}\n"


def _harmless(text: str) -> str:
    return TAG.sub(lambda found: INSTEAD[found[0]], text.replace("-->", "→"))
