"""Captions that somebody saved in Zoom during the call, with the times of their own clock."""

from msgspec.structs import replace

from live.transcripts.blocks import blocks, bracketed
from live.transcripts.gathering import Gathering
from live.transcripts.model import Transcript
from live.transcripts.source import Source
from live.transcripts.times import through_midnight


def read(source: Source) -> Transcript | None:
    """None if the first row is not such as ``[Ada Obi] 14:05:07``."""
    before, spoken = blocks(source.rows, bracketed)
    if before or not spoken:
        return None
    found = Gathering(source.problems)
    found.note(0, "time_of_day")
    spans = through_midnight(one.start for one in spoken)
    found.say_all([replace(one, start=span) for one, span in zip(spoken, spans, strict=True)])
    return found.transcript("zoom_saved", clock=spoken[0].start)
