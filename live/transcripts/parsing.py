"""One file of any of the formats, read as a whole or refused."""

from collections.abc import Callable, Collection

from live.errors import NotATranscript
from live.transcripts import vtt
from live.transcripts.model import MAX_BYTES, Transcript
from live.transcripts.names import known
from live.transcripts.source import Source, decoded, rows, too_large

TEXTS: tuple[Callable[[Source], Transcript | None], ...] = (vtt.read,)
"""Each reads its own formats and says None of others; the surest come first."""


def parse(data: bytes, name: str = "", people: Collection[str] = ()) -> Transcript:
    """What a file says; FileTooLarge, or NotATranscript if nothing of it can be read.

    ``name``: of the file. ``people``: those who may have spoken, as they are called.
    """
    if len(data) > MAX_BYTES:
        raise too_large()
    text, problems = decoded(data)
    source = Source(name, rows(text), known(people), problems)
    for read in TEXTS:
        if transcript := read(source):
            return transcript
    raise NotATranscript
