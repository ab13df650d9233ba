"""Captions as they are made: posted by captioners' tools, brought in from a file, corrected.

A post has a number of its own at each address: what comes again changes nothing. An event holds
whole lines as a post has left them, so that one line can be blanked without the others.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Annotated

import msgspec
from msgspec.structs import replace

from live.domain import text
from live.domain.actors import Actor, Ask, Milliseconds, PersonId, Role
from live.domain.captions import (
    Captions,
    Had,
    Line,
    Stream,
    Text,
    grown,
    live_id,
    with_lines,
    with_stream,
)
from live.domain.people import Name, People
from live.domain.stream_text import Typed, typed
from live.errors import Invalid, NotFound, Stale, TooLong

MOST_LINES = 100_000
"""Of a stream."""
MOST_IN_ALL = 250_000
"""Lines of all transcripts and live streams together."""
MOST_STREAMS = 24
MOST_POSTS = 60_000
"""Of a stream: four and a half a second, for nearly four hours."""
FIRST = 1
"""The number of a tool's first post; some begin with 0."""
CHUNK = 100
"""Lines of a transcript in one event."""
SIGN_MS = 60
"""For so long, at most, somebody has spoken for each character of a line that comes at once."""
LATEST = 4_102_444_800_000
"""The year 2100, in ms."""
LONGEST_MS = 7 * 24 * 3600 * 1000
"""Behind the beginning of a recording, or before it."""

Ids = Annotated[tuple[str, ...], msgspec.Meta(max_length=500)]
Zero = Annotated[Milliseconds, msgspec.Meta(gt=0, lt=LATEST)]


def captioner(address: str) -> Actor:
    """Whoever posts to an address."""
    return Actor(PersonId(f"captioner.{address}"), Role.SYSTEM)


class CaptionsCommand(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked of captions."""


class PostCaption(CaptionsCommand, frozen=True, tag="caption.post"):
    """Write on, or take back, at the end of a live stream. ``address``: where it was posted to,
    which numbers its posts."""

    address: str
    language: str
    seq: int
    data: bytes


class ImportedLine(msgspec.Struct, frozen=True):
    """``label``: its place among the labels."""

    start: Milliseconds
    end: Milliseconds
    text: str
    label: int | None = None


class ImportCaptions(CaptionsCommand, frozen=True, tag="caption.import"):
    """Take a transcript in, all of it. ``speakers``: whom a label means, by its place."""

    language: str
    format: str
    name: str
    zero: Milliseconds | None
    lines: tuple[ImportedLine, ...]
    labels: tuple[str, ...] = ()
    speakers: dict[int, PersonId | None] = {}


class CorrectCaption(CaptionsCommand, frozen=True, tag="caption.correct"):
    """Put a line into other words, if it still is at the revision that the writer saw. Without
    any it is taken out."""

    caption: str
    revision: int
    text: str


class AttributeCaptions(CaptionsCommand, frozen=True, tag="caption.attribute"):
    """Say who spoke some lines: those of ``captions``, from the first to the last of a ``run``, or
    all of a ``label`` of a stream. Null: nobody knows. Not ``by_hand``: what was said is taken
    back."""

    person: PersonId | None
    captions: Ids = ()
    run: tuple[str, str] | None = None
    stream: str | None = None
    label: str | None = None
    by_hand: bool = True


class PlaceStream(CaptionsCommand, frozen=True, tag="caption.place"):
    """Say when the recording of a transcript began; null: nobody knows."""

    stream: str
    zero: Zero | None


class RemoveStream(CaptionsCommand, frozen=True, tag="caption.remove"):
    """Take a stream out of the session; of a live one what comes later stays."""

    stream: str


class CaptionsEvent(msgspec.Struct, frozen=True, tag_field="type"):
    """What has happened to captions."""

    stream: str


class TypedLine(msgspec.Struct, frozen=True):
    """A line as it was typed, with all its spaces."""

    id: str
    typed: str
    start: Milliseconds
    end: Milliseconds


class CaptionPosted(CaptionsEvent, frozen=True, tag="caption.posted"):
    """``lines`` come behind the first ``kept``; of the first of them ``intact`` characters were
    there before. ``size`` and ``digest``: of what was posted."""

    language: str
    address: str
    seq: int
    size: int
    digest: str
    kept: int
    intact: int
    lines: tuple[TypedLine, ...]
    pending: bytes
    at: Milliseconds


class StreamAdded(CaptionsEvent, frozen=True, tag="caption.stream_added"):
    language: str
    format: str
    zero: Milliseconds | None
    labels: tuple[str, ...]
    speakers: dict[str, PersonId | None]


class LinesAdded(CaptionsEvent, frozen=True, tag="caption.lines_added"):
    lines: tuple[Line, ...]


class CaptionCorrected(CaptionsEvent, frozen=True, tag="caption.corrected"):
    caption: str
    revision: int
    text: str


class CaptionsAttributed(CaptionsEvent, frozen=True, tag="caption.attributed"):
    """Of single lines, or of those between the two of a ``run``, both with them."""

    person: PersonId | None
    by_hand: bool
    captions: tuple[str, ...] = ()
    run: tuple[str, str] | None = None


class SpeakerNamed(CaptionsEvent, frozen=True, tag="caption.speaker_named"):
    """Whom a label means."""

    label: str
    person: PersonId | None
    by_hand: bool


class StreamPlaced(CaptionsEvent, frozen=True, tag="caption.stream_placed"):
    zero: Milliseconds | None


class StreamRemoved(CaptionsEvent, frozen=True, tag="caption.stream_removed"):
    pass


def decide(
    captions: Captions, command: CaptionsCommand, ask: Ask, people: People
) -> list[CaptionsEvent]:
    match command:
        case PostCaption():
            return _post(captions, command, ask.now)
        case ImportCaptions():
            return [*_import(captions, command, ask, people)]
        case CorrectCaption():
            return _correct(captions, command)
        case AttributeCaptions(person):
            if person is not None and person not in people.everyone:
                raise NotFound("person")
            return _attribute(captions, command)
        case PlaceStream(stream, zero):
            placed = captions.stream(stream)
            if placed.live:
                raise Invalid("stream")
            _require_time(zero)
            return [] if placed.zero == zero else [StreamPlaced(stream, zero)]
        case RemoveStream(stream):
            return [StreamRemoved(captions.stream(stream).id)]
        case _:
            raise TypeError(f"not a command of captions: {command!r}")


# Live


def _post(captions: Captions, command: PostCaption, now: Milliseconds) -> list[CaptionsEvent]:
    stream = captions.streams.get(live_id(command.language))
    known = captions.texts.get(live_id(command.language), Text())
    data = fresh(known.had.get(command.address), command.seq, command.data)
    if data is None:
        return []
    if stream is None:
        _require_room(captions)
        stream = _live(command.language)
    change = typed(known.lines, known.pending, data)
    if change.kept + len(change.lines) > MOST_LINES or known.posts >= MOST_POSTS:
        raise TooLong("text", MOST_LINES)
    return [
        CaptionPosted(
            stream.id,
            command.language,
            command.address,
            command.seq,
            len(command.data),
            digest(command.data),
            change.kept,
            change.intact,
            tuple(_timed(stream, change, now)),
            change.pending,
            now,
        )
    ]


def fresh(had: Had | None, seq: int, data: bytes) -> bytes | None:
    """What of a post is new; None if all of it was here before.

    The same number again may hold more than the first time: a tool that did not hear the answer
    sends all that was written since the answer before.
    """
    if had is None or seq > had.seq or _begins_anew(had, seq, data):
        return data
    again = seq == had.seq and len(data) > had.size and digest(data[: had.size]) == had.digest
    return data[had.size :] if again else None


def _begins_anew(had: Had, seq: int, data: bytes) -> bool:
    """Whether a tool that was started again counts from one again: its first words are others."""
    return bool(data) and seq <= FIRST < had.seq and digest(data) != had.first


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=9).hexdigest()


def _live(language: str) -> Stream:
    return Stream(live_id(language), language, "live", 0)


def _require_room(captions: Captions) -> None:
    if len(captions.streams) >= MOST_STREAMS:
        raise TooLong("captions", MOST_STREAMS)


def _timed(stream: Stream, change: Typed, now: Milliseconds) -> Iterator[TypedLine]:
    """Lines that come at once were spoken one after the other until now, since the line before
    them ended, or for as long as they take to say."""
    written = sum(map(len, change.lines))
    begun = stream.lines[change.kept] if change.intact else None
    before = stream.lines[change.kept - 1].end if change.kept else 0
    since = max(before, begun.end if begun else 0, now - written * SIGN_MS)
    said = 0
    for nth, line in enumerate(change.lines):
        name = stream.name(change.kept + nth)
        start = since + (now - since) * said // written
        said += len(line)
        end = since + (now - since) * said // written
        if nth == 0 and begun:
            grew = len(line) > change.intact
            start, end = begun.start, end if grew or len(change.lines) > 1 else begun.end
        yield TypedLine(name, line, start, end)


# Transcripts


def _import(
    captions: Captions, command: ImportCaptions, ask: Ask, people: People
) -> Iterator[CaptionsEvent]:
    _require_room(captions)
    if not command.lines:
        raise Invalid("lines")
    _require_time(command.zero)
    if len(command.lines) > MOST_LINES:
        raise TooLong("lines", MOST_LINES)
    known = sum(len(stream.lines) for stream in captions.streams.values())
    if known + len(command.lines) > MOST_IN_ALL:
        raise TooLong("lines", MOST_IN_ALL)
    labels = label_ids(command, ask)
    speakers = {labels[place]: person for place, person in _speakers(command, people)}
    stream = Stream(ask.new_id("x"), command.language, command.format, command.zero)
    yield StreamAdded(stream.id, stream.language, stream.format, stream.zero, labels, speakers)
    lines = tuple(_imported(stream, command, labels))
    for start in range(0, len(lines), CHUNK):
        yield LinesAdded(stream.id, lines[start : start + CHUNK])


def _require_time(zero: Milliseconds | None) -> None:
    """Invalid for a beginning at which no recording can have begun."""
    if zero is not None and not 0 < zero < LATEST:
        raise Invalid("zero")


def _speakers(command: ImportCaptions, people: People) -> Iterator[tuple[int, PersonId | None]]:
    for place, person in command.speakers.items():
        if not 0 <= place < len(command.labels):
            raise Invalid("speakers")
        if person is not None and person not in people.everyone:
            raise NotFound("person")
        yield place, person


def _imported(stream: Stream, command: ImportCaptions, labels: Sequence[str]) -> Iterator[Line]:
    for nth, line in enumerate(sorted(command.lines, key=lambda line: line.start)):
        words = text.prose("text", line.text, text.CAPTION)
        if not -LONGEST_MS <= line.start <= line.end <= LONGEST_MS:
            raise Invalid("lines")
        if line.label is not None and not 0 <= line.label < len(labels):
            raise Invalid("label")
        label = "" if line.label is None else labels[line.label]
        yield Line(stream.name(nth), line.start, line.end, words, label)


def label_ids(command: ImportCaptions, ask: Ask) -> tuple[str, ...]:
    """Under which the labels of a transcript stand in the directory."""
    return tuple(ask.new_id("l", nth) for nth in range(len(command.labels)))


def rows(command: CaptionsCommand, ask: Ask) -> dict[PersonId, Name]:
    """What a command writes into the directory: the labels of a transcript, and, under the id of
    its stream, the name of its file."""
    if not isinstance(command, ImportCaptions):
        return {}
    ids = [*label_ids(command, ask), ask.new_id("x")]
    names = [*command.labels, command.name]
    limits = [text.NAME] * len(command.labels) + [text.TITLE]
    return {
        PersonId(row): Name(text.line("label", name, limit, required=False))
        for row, name, limit in zip(ids, names, limits, strict=True)
    }


# Corrections


def _correct(captions: Captions, command: CorrectCaption) -> list[CaptionsEvent]:
    stream = captions.stream_of(command.caption)
    line = stream.line(command.caption)
    if line.revision != command.revision:
        raise Stale(revision=line.revision)
    words = text.prose("text", command.text, text.CAPTION, required=False)
    if words == line.text:
        return []
    return [CaptionCorrected(stream.id, line.id, line.revision + 1, words)]


def _attribute(captions: Captions, command: AttributeCaptions) -> list[CaptionsEvent]:
    person = command.person if command.by_hand else None
    match command:
        case AttributeCaptions(captions=(first, *others), run=None, label=None):
            stream = captions.stream_of(first)
            lines = [stream.line(one) for one in (first, *others)]
            return _said(stream, lines, person, command)
        case AttributeCaptions(captions=(), run=(first, last), label=None):
            stream = captions.stream_of(first)
            start, end = (stream.place(stream.line(one).id) for one in (first, last))
            if end < start:
                raise Invalid("run")
            return _said(stream, stream.lines[start : end + 1], person, command)
        case AttributeCaptions(captions=(), run=None, stream=str(of), label=str(label)):
            stream = captions.stream(of)
            if label not in stream.labels:
                raise NotFound("label")
            known = stream.speakers.get(label, msgspec.UNSET)
            wanted = person if command.by_hand else msgspec.UNSET
            same = known == wanted
            return [] if same else [SpeakerNamed(of, label, person, command.by_hand)]
        case _:
            raise Invalid("captions")


def _said(
    stream: Stream, lines: Sequence[Line], person: PersonId | None, command: AttributeCaptions
) -> list[CaptionsEvent]:
    if all((line.person, line.by_hand) == (person, command.by_hand) for line in lines):
        return []
    return [CaptionsAttributed(stream.id, person, command.by_hand, command.captions, command.run)]


# What has happened


def evolve(captions: Captions, event: CaptionsEvent) -> Captions:
    match event:
        case CaptionPosted():
            return _posted(captions, event)
        case StreamAdded(stream, language, form, zero, labels, speakers):
            added = Stream(stream, language, form, zero, labels=labels, speakers=speakers)
            return with_stream(captions, added)
        case StreamRemoved():
            return _removed(captions, event)
        case CaptionCorrected():
            return _corrected(captions, event)
        case _:
            return with_stream(captions, changed(captions.streams[event.stream], event))


def changed(stream: Stream, event: CaptionsEvent) -> Stream:
    """A stream after something that concerns nothing else."""
    match event:
        case LinesAdded(_, lines):
            return replace(stream, lines=(*stream.lines, *lines))
        case CaptionsAttributed(_, person, by_hand):
            of = attributed(stream, event)
            return with_lines(stream, (replace(one, person=person, by_hand=by_hand) for one in of))
        case SpeakerNamed(_, label, person, by_hand):
            speakers = {one: who for one, who in stream.speakers.items() if one != label}
            return replace(stream, speakers=speakers | ({label: person} if by_hand else {}))
        case StreamPlaced(_, zero):
            return replace(stream, zero=zero)
        case _:
            raise TypeError(f"not an event of captions: {event!r}")


def _posted(captions: Captions, event: CaptionPosted) -> Captions:
    stream = captions.streams.get(event.stream) or _live(event.language)
    text = captions.texts.get(event.stream, Text())
    change = Typed(
        event.kept, event.intact, tuple(line.typed for line in event.lines), event.pending
    )
    stream, text = grown(stream, text, change, [(line.start, line.end) for line in event.lines])
    before = text.had.get(event.address)
    first = before.first if before and event.seq > FIRST else event.digest
    had = {**text.had, event.address: Had(event.seq, event.size, event.digest, first)}
    text = replace(text, had=had, posts=text.posts + 1)
    return Captions({**captions.streams, stream.id: stream}, {**captions.texts, stream.id: text})


def _removed(captions: Captions, event: StreamRemoved) -> Captions:
    """Of a live stream the numbers stay: what comes again is still known, and no later line is
    taken for one that is gone."""
    gone = captions.streams[event.stream]
    streams = {one: kept for one, kept in captions.streams.items() if one != gone.id}
    if not gone.live:
        return replace(captions, streams=streams)
    emptied = replace(_live(gone.language), first=gone.first + len(gone.lines))
    text = captions.texts[gone.id]
    kept = Text(had=text.had, posts=text.posts)
    return Captions({**streams, gone.id: emptied}, {**captions.texts, gone.id: kept})


def _corrected(captions: Captions, event: CaptionCorrected) -> Captions:
    stream = captions.streams[event.stream]
    line = stream.lines[stream.place(event.caption)]
    line = replace(line, text=event.text, revision=event.revision)
    after = with_stream(captions, with_lines(stream, [line]))
    if not stream.live:
        return after
    text = captions.texts[stream.id]
    typed_so_far = len(text.lines[stream.place(line.id)])
    corrected = {**text.corrected, line.id: (typed_so_far, event.text)}
    texts = {**captions.texts, stream.id: replace(text, corrected=corrected)}
    return replace(after, texts=texts)


def redacted(captions: Captions, caption: str) -> Captions:
    """The captions after a line was erased."""
    stream = captions.stream_of(caption)
    line = replace(stream.lines[stream.place(caption)], text="")
    return with_stream(captions, with_lines(stream, [line]))


def attributed(stream: Stream, event: CaptionsAttributed) -> Sequence[Line]:
    """The lines of which something was said."""
    if event.run is None:
        return [stream.lines[stream.place(one)] for one in event.captions]
    start, end = map(stream.place, event.run)
    return stream.lines[start : end + 1]
