"""Captions for reading: the lines of one stream, those of one speaker in one piece."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

import msgspec

from live.domain.actors import Milliseconds, PersonId
from live.record.model import Record
from live.record.speaking import Caption, Confidence

APART_MS = 10_000
"""Captions that are no further apart go on."""

LONG = 900
"""From so many characters on a paragraph ends with the next sentence."""

ENDS = tuple(".?!…。？！؟۔।")
UNSPACED = {"zh", "ja", "th", "lo", "my", "km", "yue"}
"""Languages that put no space between sentences."""


class Passage(msgspec.Struct, frozen=True, dict=True):
    """Lines that follow one another, of one speaker in one turn, or of one whom nobody knows."""

    captions: tuple[Caption, ...]

    @property
    def person(self) -> PersonId | None:
        return self.captions[0].person

    @property
    def turn(self) -> str | None:
        return self.captions[0].turn

    @property
    def label(self) -> str:
        return self.captions[0].label

    @property
    def start(self) -> Milliseconds:
        return self.captions[0].start

    @property
    def confidence(self) -> Confidence:
        """What most of it is, by its time."""
        if self.person is None:
            return "unknown"
        lengths = [(line.end - line.start, line.confidence) for line in self.captions]
        sure = sum(length for length, confidence in lengths if confidence == "certain")
        return "certain" if 2 * sure >= sum(length for length, _ in lengths) else "likely"

    @cached_property
    def text(self) -> str:
        """In paragraphs, with empty lines between."""
        space = "" if primary(self.captions[0].language) in UNSPACED else " "
        return "\n\n".join(space.join(lines) for lines in self._paragraphs())

    def _paragraphs(self) -> Iterator[list[str]]:
        lines: list[str] = []
        for caption in self.captions:
            lines.append(" ".join(caption.text.split()))
            if sum(map(len, lines)) >= LONG and lines[-1].endswith(ENDS):
                yield lines
                lines = []
        if lines:
            yield lines


def passages(captions: Sequence[Caption]) -> list[Passage]:
    """Of one stream, in the order of time."""
    return [
        Passage(tuple(run))
        for together in _unbroken(captions)
        for _, run in groupby(together, key=_whose)
    ]


def _whose(caption: Caption) -> tuple[str | None, str | None]:
    return caption.turn, caption.person or caption.label


def _unbroken(captions: Sequence[Caption]) -> Iterator[list[Caption]]:
    """Parted where nothing is said for long."""
    run: list[Caption] = []
    end = 0
    for caption in captions:
        if run and caption.start - end > APART_MS:
            yield run
            run = []
        run.append(caption)
        end = max(end, caption.end)
    if run:
        yield run


def streams(record: Record) -> dict[str, list[Caption]]:
    found: dict[str, list[Caption]] = defaultdict(list)
    for caption in record.captions:
        found[caption.stream].append(caption)
    return found


def chosen(record: Record, language: str) -> list[Caption]:
    """The captions to read in a language: of the streams in it, or of all where there is none,
    the one with the most lines of which the speaker is known."""

    def rank(lines: list[Caption]) -> tuple[bool, int, int]:
        spoken = primary(lines[0].language) == primary(language)
        return spoken, sum(line.person is not None for line in lines), len(lines)

    return max(streams(record).values(), key=rank, default=[])


def primary(language: str) -> str:
    """Of ``zh-Hans`` what says Chinese."""
    return language.replace("_", "-").partition("-")[0].lower()
