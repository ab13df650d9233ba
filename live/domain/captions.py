"""What was said, in timed lines: live from captioners, or from a transcript of the call.

Nobody's name is in an event. Who speaks, as a transcript names them (its *labels*), and the name
of its file stand in the directory, under ids that the transcript brings with it: there they can be
corrected or erased as people's names are.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds, PersonId
from live.domain.stream_text import Typed, whole
from live.errors import NotFound

SHOWN = 50
"""So many of the last lines of a live stream are shown as they come."""

LIVE = "live."


class Line(msgspec.Struct, frozen=True):
    """``start`` and ``end`` are ms since the stream's ``zero``. ``label``: who speaks, as the
    source names them: the id of a row of the directory, or nothing. ``person``: as a rapporteur
    has said; with ``by_hand`` and without a ``person`` it was said that nobody knows. A line
    without ``text`` is none: somebody has taken all of it away."""

    id: str
    start: Milliseconds
    end: Milliseconds
    text: str
    label: str = ""
    person: PersonId | None = None
    by_hand: bool = False
    revision: int = 1


class Stream(msgspec.Struct, frozen=True):
    """The lines of one source in one language, in the order of time.

    ``zero``: the moment from which its times count, in ms since 1970; 0 of a live stream. None
    while nobody has said when a recording began. ``first``: the number in the id of its first
    line. ``labels``: those of its lines, in the order in which they come up. ``speakers``: whom
    some labels mean, as a rapporteur has said; None: nobody who is known. What was said of a line
    itself comes before that.
    """

    id: str
    language: str
    format: str
    zero: Milliseconds | None
    lines: tuple[Line, ...] = ()
    first: int = 1
    labels: tuple[str, ...] = ()
    speakers: dict[str, PersonId | None] = {}

    @property
    def live(self) -> bool:
        return self.id.startswith(LIVE)

    def line(self, caption: str) -> Line:
        """NotFound if there is none of that id, or nothing is left of it."""
        line = self.find(caption)
        if line is None or not line.text:
            raise NotFound("caption")
        return line

    def find(self, caption: str) -> Line | None:
        place = self.place(caption)
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def place(self, caption: str) -> int:
        """Which of the lines it is, if it is one of this stream."""
        stream, _, number = caption.rpartition(".")
        known = stream == self.id and number.isascii() and number.isdigit() and len(number) < 10
        return int(number) - self.first if known else -1

    def name(self, place: int) -> str:
        """The id of the line at a place."""
        return line_id(self.id, self.first, place)

    def latest(self) -> range:
        """The places of the lines that are shown as they come."""
        return latest(len(self.lines)) if self.live else range(0)

    def said(self) -> Iterator[Line]:
        """The lines of which something is left."""
        return (line for line in self.lines if line.text)


class Had(msgspec.Struct, frozen=True):
    """The latest post from an address: its number, and what tells whether it comes again.
    ``first``: the digest of the post with which its numbers began."""

    seq: int
    size: int
    digest: str
    first: str = ""


class Text(msgspec.Struct, frozen=True):
    """A live stream as it was typed: its lines with all their spaces, and the beginning of a
    character that is still coming. ``corrected``: of lines corrected by hand, up to where, and
    what stands there instead. ``had``: by the address of the posts."""

    lines: tuple[str, ...] = ()
    pending: bytes = b""
    corrected: dict[str, tuple[int, str]] = {}
    had: dict[str, Had] = {}
    posts: int = 0


class Captions(msgspec.Struct, frozen=True):
    """``texts``: of the live streams."""

    streams: dict[str, Stream] = {}
    texts: dict[str, Text] = {}

    def stream(self, stream: str) -> Stream:
        if stream not in self.streams:
            raise NotFound("stream")
        return self.streams[stream]

    def stream_of(self, caption: str) -> Stream:
        """The stream of a line; NotFound if there is none."""
        return self.stream(caption.rpartition(".")[0])

    def find(self, caption: str) -> Line | None:
        stream = self.streams.get(caption.rpartition(".")[0])
        return stream.find(caption) if stream else None

    def growing(self, stream: Stream) -> bool:
        """Whether what comes next is put to the last line of a live stream."""
        text = self.texts.get(stream.id)
        return text is not None and bool(text.lines) and not whole(text.lines[-1])

    def latest(self) -> Iterator[str]:
        """The ids of the lines that are shown as they come."""
        for stream in self.streams.values():
            yield from map(stream.name, stream.latest())


def line_id(stream: str, first: int, place: int) -> str:
    return f"{stream}.{first + place}"


def latest(lines: int) -> range:
    """The places of those of so many lines that are shown as they come."""
    return range(max(0, lines - SHOWN), lines)


def live_id(language: str) -> str:
    return f"{LIVE}{language}"


def with_stream(captions: Captions, stream: Stream) -> Captions:
    return replace(captions, streams={**captions.streams, stream.id: stream})


def with_lines(stream: Stream, changed: Iterable[Line]) -> Stream:
    """The stream with other lines in place of those of the same ids."""
    lines = list(stream.lines)
    for line in changed:
        lines[stream.place(line.id)] = line
    return replace(stream, lines=tuple(lines))


def shown(raw: str, corrected: tuple[int, str] | None) -> str:
    """A line as it is read: with what was typed behind its corrected part."""
    if corrected is None:
        return " ".join(raw.split())
    length, words = corrected
    return " ".join((words + raw[_without_space(raw, length) :]).split())


def _without_space(raw: str, length: int) -> int:
    """Where the space behind a part of a line begins."""
    return len(raw[:length].rstrip())


def grown(
    stream: Stream,
    text: Text,
    change: Typed,
    spans: Sequence[tuple[Milliseconds, Milliseconds]],
) -> tuple[Stream, Text]:
    """A live stream, and its text, after something was typed; ``spans``: when the changed lines
    began and ended. A correction stands until what it corrected is taken back."""
    gone = {stream.name(place) for place in range(change.kept, len(stream.lines))}
    corrected = {one: part for one, part in text.corrected.items() if one not in gone}
    first = stream.name(change.kept)
    part = text.corrected.get(first)
    if part is not None and part[0] <= change.intact:
        corrected[first] = part
    lines = [
        Line(stream.name(place), *span, shown(raw, corrected.get(stream.name(place))))
        for place, (raw, span) in enumerate(zip(change.lines, spans, strict=True), change.kept)
    ]
    if lines and change.intact:
        lines[0] = _goes_on(stream.lines[change.kept], lines[0])
    after = replace(stream, lines=(*stream.lines[: change.kept], *lines))
    typed = (*text.lines[: change.kept], *change.lines)
    return after, replace(text, lines=typed, pending=change.pending, corrected=corrected)


def _goes_on(before: Line, line: Line) -> Line:
    """The same line, with other words."""
    revision = before.revision + (before.text != line.text)
    return replace(before, start=line.start, end=line.end, text=line.text, revision=revision)
