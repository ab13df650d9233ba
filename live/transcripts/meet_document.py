"""Meet's transcript as a document: ``Name: text``, and a time every few minutes."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from live.domain.actors import Milliseconds
from live.transcripts.gathering import Gathering
from live.transcripts.model import Transcript
from live.transcripts.names import known, named
from live.transcripts.source import Source
from live.transcripts.times import moment, stamp

ATTENDEES, TRANSCRIPT, DISCLAIMER = "attendees", "transcript", "this editable transcript was"
SCREEN = ("'s Presentation", "’s Presentation")
"""Who shared a screen is listed once more."""

TITLE = re.compile(
    r"\((?P<date>\d{4}[-/_]\d{2}[-/_]\d{2}) (?P<hour>\d{2})[:_](?P<minute>\d{2}) GMT"
    r"(?:(?P<sign>[+-])(?P<hours>\d{1,2})(?:[:_]?(?P<minutes>\d{2}))?)?\)"
)
ENDED = re.compile(r"(?:Meeting|Transcription) ended after ([\d:]{4,9})\b")
LONGEST_HEADING = 300
MS_FOR_A_SIGN = 65
"""Of speech, on the average."""


class Paragraph(msgspec.Struct, frozen=True):
    line: int
    text: str
    label: str = ""


class Part(msgspec.Struct):
    """What was said from one time of the document to the next."""

    start: Milliseconds
    paragraphs: list[Paragraph]

    @property
    def length(self) -> int:
        return sum(len(paragraph.text) + 1 for paragraph in self.paragraphs)


class Reader:
    """Takes the paragraphs one after the other."""

    def __init__(self, found: Gathering) -> None:
        self._found = found
        self._listing = False
        self.attendees: list[str] = []
        self.parts = [Part(0, [])]
        self.ended: Milliseconds | None = None

    def paragraph(self, nr: int, text: str) -> None:
        heading = text[:LONGEST_HEADING].lower()
        time, ended = stamp(text), ENDED.match(text[:LONGEST_HEADING])
        if heading in (ATTENDEES, TRANSCRIPT) or TITLE.search(text[:LONGEST_HEADING]):
            self._listing = heading == ATTENDEES
        elif time is not None:
            self._listing = False
            self.parts.append(Part(max(time, self.parts[-1].start), []))
        elif ended:
            self.ended = stamp(ended[1])
        elif self._listing:
            self.attendees += [one.strip() for one in text.split(",")]
            self._listing = False
        elif heading.startswith(DISCLAIMER):
            self._found.note(nr, "not_speech", text)
        else:
            self.parts[-1].paragraphs.append(Paragraph(nr, text))


def read(source: Source) -> Transcript | None:
    """None if there is no list of attendees and no title as Meet writes it."""
    head = [_plain(row[:LONGEST_HEADING]) for row in source.rows[:60]]
    if not any(row.lower() == ATTENDEES or TITLE.search(row) for row in head):
        return None
    found = Gathering(source.problems)
    reader = Reader(found)
    for nr, row in enumerate(source.rows, 1):
        if text := _plain(row):
            reader.paragraph(nr, text)
    attendees = [one for one in reader.attendees if not one.endswith(SCREEN)]
    timed = len(reader.parts) > 1 or reader.ended is not None
    found.note(0, "rough_times" if timed else "no_times")
    parts = _named(reader.parts, source.people | known(attendees), found)
    for part, end in zip(parts, _ends(parts, reader.ended), strict=True):
        _say(part, end if timed else part.start, found)
    zero = next(filter(None, map(_moment, (source.name, *head))), None) if timed else None
    return found.transcript("meet_document", zero=zero, attendees=attendees)


def _plain(row: str) -> str:
    """Without the marks of Markdown, in which such documents are saved too."""
    return row.replace("**", "").strip().lstrip("#").strip("*").strip()


def _named(parts: Sequence[Part], people: frozenset[str], found: Gathering) -> list[Part]:
    """A paragraph without a name goes on with what the one before it says."""
    texts = [paragraph.text for part in parts for paragraph in part.paragraphs]
    divided = iter(named(texts, people))
    label, whole = "", []
    for part in parts:
        paragraphs = []
        for paragraph, (name, text) in zip(part.paragraphs, divided, strict=False):
            label = name or label
            if label:
                paragraphs.append(Paragraph(paragraph.line, text, label))
            else:
                found.note(paragraph.line, "not_speech", text)
        whole.append(Part(part.start, paragraphs))
    return whole


def _ends(parts: Sequence[Part], ended: Milliseconds | None) -> Iterator[Milliseconds]:
    for _, following in pairwise(parts):
        yield following.start
    last = parts[-1]
    usual = last.start + MS_FOR_A_SIGN * last.length
    yield usual if ended is None else max(ended, last.start)


def _say(part: Part, end: Milliseconds, found: Gathering) -> None:
    """Each paragraph gets a share of the time by its length."""
    said, length = 0, max(1, part.length)
    for paragraph in part.paragraphs:
        start = part.start + (end - part.start) * said // length
        said += len(paragraph.text) + 1
        until = part.start + (end - part.start) * said // length
        found.entry(paragraph.line, start, until, paragraph.text, paragraph.label)


def _moment(text: str) -> Milliseconds | None:
    """When the call began, to the minute."""
    found = TITLE.search(text[:LONGEST_HEADING])
    if found is None:
        return None
    date = found["date"].replace("/", "-").replace("_", "-")
    offset = f"{found['sign'] or '+'}{int(found['hours'] or 0):02}:{found['minutes'] or '00'}"
    return moment(f"{date}T{found['hour']}:{found['minute']}:00{offset}")
