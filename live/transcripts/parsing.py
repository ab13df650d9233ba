"""One file of any of the formats, read as a whole or refused."""

from collections.abc import Callable, Collection

from live.errors import NotATranscript
from live.transcripts import (
    docx_rows,
    jitsi,
    jitsi_text,
    meet,
    meet_document,
    plain,
    teams_document,
    vtt,
    zoom_saved,
    zoom_timeline,
)
from live.transcripts.model import MAX_BYTES, Transcript
from live.transcripts.names import known
from live.transcripts.objects import bounded
from live.transcripts.source import Source, decoded, rows, too_large

LONGEST_NAME = 300

# Each reads its own formats and gives None of others; the surest come first.
OBJECTS: tuple[Callable[[Source, bytes], Transcript | None], ...] = (
    zoom_timeline.read,
    jitsi.read,
    meet.read,
)
TEXTS: tuple[Callable[[Source], Transcript | None], ...] = (
    jitsi_text.read,
    vtt.read,
    zoom_saved.read,
    meet_document.read,
    teams_document.read,
    plain.read,
)


def parse(data: bytes, name: str = "", people: Collection[str] = ()) -> Transcript:
    """What a file says; FileTooLarge, or NotATranscript if nothing of it can be read.

    ``name``: of the file. ``people``: those who may have spoken, as they are called.
    """
    name = name[:LONGEST_NAME]
    if len(data) > MAX_BYTES:
        raise too_large()
    if docx_rows.is_archive(data):
        return _text(Source(name, docx_rows.rows(data), known(people), document=True))
    text, problems = decoded(data)
    source = Source(name, (), known(people), problems)
    if objects := bounded(text):
        for read in OBJECTS:
            if transcript := read(source, objects):
                return transcript
    return _text(Source(name, rows(text), known(people), problems))


def _text(source: Source) -> Transcript:
    for read in TEXTS:
        if transcript := read(source):
            return transcript
    raise NotATranscript
