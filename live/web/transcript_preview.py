"""A transcript that was read, as it would stand in the session: who spoke, and when."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import msgspec

from live.domain.actors import Milliseconds, PersonId
from live.domain.captioning import ImportCaptions, ImportedLine
from live.domain.captions import Line, Stream, line_id
from live.domain.people import Directory, Name
from live.record.attribution.labels import match_labels
from live.record.attribution.lines import attributed
from live.record.attribution.offset import Offset, find_offset
from live.record.model import Record
from live.record.speaking import Caption, Confidence
from live.web.times import zone_named
from live.web.uploads import Upload

SHOWN = 30

Speakers = Mapping[str, PersonId | None]
"""Whom labels mean, as somebody has said; None: nobody who is known."""


class Label(msgspec.Struct, frozen=True):
    """``found``: whom it means by itself; ``said``: what somebody chose instead, if they did."""

    nr: int
    text: str
    lines: int
    found: PersonId | None
    said: str


class Preview(msgspec.Struct, frozen=True):
    """``offset``: when it began, as was found. ``zero``: as it is taken to have begun."""

    offset: Offset | None
    zero: Milliseconds | None
    labels: list[Label]
    first: tuple[Caption, ...]
    counts: dict[Confidence, int]


NOBODY = "-"
"""Chosen for a label that means nobody who is known."""


def names(directory: Directory, record: Record) -> dict[PersonId, Name]:
    """Of people, and not of what else stands in the directory."""
    return {who.id: directory[who.id] for who in record.people if who.id in directory}


def found_offset(upload: Upload, record: Record, directory: Directory) -> Offset | None:
    return find_offset(
        upload.relative,
        record.turns,
        names(directory, record),
        told=upload.told,
        clock=upload.transcript.clock,
        zone=zone_named(record.time_zone),
    )


def preview(
    upload: Upload,
    record: Record,
    directory: Directory,
    offset: Offset | None,
    zero: Milliseconds | None,
    speakers: Speakers,
) -> Preview:
    lines = tuple(
        Line(line_id("x", 1, nth), line.start, line.end, line.text, line.label)
        for nth, line in enumerate(upload.relative)
    )
    form, said = upload.transcript.format, dict(speakers)
    stream = Stream("x", upload.language, form, zero, lines, speakers=said)
    captions = attributed(stream, record.turns, record.people, items=record.items)
    counts: Counter[Confidence] = Counter(caption.confidence for caption in captions)
    found = match_labels(upload.labels, names(directory, record))
    labels = [
        Label(nr, text, number, found.get(text), _said(text, speakers))
        for nr, (text, number) in enumerate(upload.labels.items())
    ]
    return Preview(offset, zero, labels, captions[:SHOWN], dict(counts))


def _said(label: str, speakers: Speakers) -> str:
    return (speakers[label] or NOBODY) if label in speakers else ""


def command(upload: Upload, zero: Milliseconds | None, speakers: Speakers) -> ImportCaptions:
    """What takes it in."""
    places = {label: nr for nr, label in enumerate(upload.labels)}
    return ImportCaptions(
        upload.language,
        upload.transcript.format,
        upload.name,
        zero,
        tuple(
            ImportedLine(line.start, line.end, line.text, places.get(line.label))
            for line in upload.relative
        ),
        tuple(places),
        {places[label]: person for label, person in speakers.items() if label in places},
    )


def written(zero: Milliseconds | None, zone: str) -> str:
    """A moment as a field of a form has it, in a time zone."""
    if zero is None:
        return ""
    local = datetime.fromtimestamp(zero / 1000, zone_named(zone)).replace(tzinfo=None)
    return local.isoformat(timespec="milliseconds")
