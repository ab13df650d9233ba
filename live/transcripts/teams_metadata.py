"""Teams' ``metadataContent``: WebVTT with an object for each utterance, and absolute times."""

from collections.abc import Sequence

import msgspec

from live.transcripts.cues import Cue
from live.transcripts.gathering import Gathering
from live.transcripts.model import Transcript
from live.transcripts.times import moment


class Utterance(msgspec.Struct, frozen=True, rename="camel"):
    start_date_time: str
    end_date_time: str
    spoken_text: str
    speaker_name: str | None = None
    spoken_language: str | None = None


def is_utterance(cue: Cue) -> bool:
    return (
        cue.rows[:1] != [] and cue.rows[0].lstrip().startswith("{") and _utterance(cue) is not None
    )


def read(cues: Sequence[Cue], found: Gathering) -> Transcript | None:
    for cue in cues:
        _say(cue, found)
    return found.transcript("teams_metadata", absolute=True)


def _say(cue: Cue, found: Gathering) -> None:
    one = _utterance(cue)
    start, end = (moment(one.start_date_time), moment(one.end_date_time)) if one else (None, None)
    if one is None or start is None:
        found.skip(cue.line, "bad_entry", " ".join(row[:80] for row in cue.rows[:1]))
        return
    who, language = one.speaker_name or "", one.spoken_language or ""
    end = start if end is None else end
    found.entry(cue.line, start, end, one.spoken_text, who, language)


def _utterance(cue: Cue) -> Utterance | None:
    try:
        return msgspec.json.decode("\n".join(cue.rows).encode(errors="replace"), type=Utterance)
    except (msgspec.DecodeError, RecursionError):
        return None
