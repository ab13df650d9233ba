"""The consultation with what was said in it, from transcripts of the call."""

from live.domain.captioning import ImportCaptions, ImportedLine
from live.domain.session import answer
from tests.domain.occasion import NOW, SECOND, scribe
from tests.record.sittings import Recorded, consultation

LABELS = ("LOVELACE, Ada (Engine Society)", "Chair Person", "iPhone", "Ben Okri")
PHONE = 2


def brought(
    here: Recorded, *lines: ImportedLine, zero: int | None = NOW, language: str = "en"
) -> str:
    """A transcript that somebody brings after the call; its stream."""
    command = ImportCaptions(language, "webvtt", "call.vtt", zero, lines, LABELS)
    return str(answer(here.do(scribe, command))["stream"])


def into(here: Recorded, nr: int, seconds: float = 0) -> int:
    """So long into a turn, in the time of the recording."""
    return here.record().turns[nr - 1].start - NOW + round(seconds * SECOND)


def line(start: int, text: str, label: int | None = None) -> ImportedLine:
    return ImportedLine(start, start + 4 * SECOND, text, label)


def talked() -> Recorded:
    here = consultation()
    brought(
        here,
        line(into(here, 1, -4.5), "Ada, you have the floor.", 1),
        line(into(here, 1, -0.2), "Welcome to <all> of you.", 0),
        line(into(here, 1, 10), "We have two days & a great deal to do.", 0),
        line(into(here, 1, 20), "One minute, please.", 1),
        line(into(here, 1, 30), "Thank you, Chair."),
        line(into(here, 2, 2), "Safeguards --> first."),
        line(into(here, 2, 60), "A phone rings.", PHONE),
        line(into(here, 3, 20), "As Ben I say it again.", 3),
    )
    return here


def in_two_languages() -> Recorded:
    here = talked()
    brought(here, line(into(here, 1, 11), "شكرًا جزيلًا."), language="ar")
    return here
