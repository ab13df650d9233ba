"""A transcript of the call on its way into the session, as from the page that takes files."""

from live.domain.captioning import ImportCaptions, ImportedLine
from live.record.attribution.offset import find_offset
from live.record.model import Record
from live.transcripts.parsing import parse
from tests.domain.occasion import scribe
from tests.occasion.day import Day


def take_in(day: Day, content: bytes, name: str, language: str = "en") -> Record:
    """The record after a file was read, placed in time and taken in."""
    here = day.here
    known = [entry.name for entry in here.directory.values()]
    read = parse(content, name, known)
    found = find_offset(read.lines, day.record.turns, here.directory, told=read.zero)
    assert found is not None
    labels = tuple(dict.fromkeys(line.label for line in read.lines if line.label))
    lines = tuple(
        ImportedLine(
            line.start, line.end, line.text, labels.index(line.label) if line.label else None
        )
        for line in read.lines
    )
    here.do(scribe, ImportCaptions(language, read.format, name, found.zero, lines, labels))
    return day.record
