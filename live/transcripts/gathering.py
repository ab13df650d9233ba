"""What was read of a file so far, and what was not."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from live.domain.actors import Milliseconds
from live.domain.text import NAME
from live.transcripts import text
from live.transcripts.model import (
    LONGEST_TEXT,
    MOST_LINES,
    MOST_PROBLEMS,
    Code,
    Format,
    Problem,
    Spoken,
    Transcript,
)
from live.transcripts.source import too_large

MS_FOR_A_SIGN = 100
"""How long it takes to say something at most, where nothing tells when it ended."""

SHORTEST = 1_000


class Begun(msgspec.Struct, frozen=True):
    """Something that was said from ``start`` on; nothing tells until when."""

    line: int
    start: Milliseconds
    label: str
    text: str
    language: str = ""


class Gathering:
    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._lines: list[Spoken] = []
        self._problems = list(problems)
        self._more = 0
        self._languages: Counter[str] = Counter()
        self.read = 0
        self.skipped = 0

    def note(self, line: int, code: Code, excerpt: str = "") -> None:
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(Problem(line, code, text.excerpt(excerpt)))
        else:
            self._more += 1

    def skip(self, line: int, code: Code, excerpt: str = "") -> None:
        """A cue or an entry is left out."""
        self.skipped += 1
        self.note(line, code, excerpt)

    def say(
        self,
        line: int,
        start: Milliseconds,
        end: Milliseconds,
        spoken: str,
        label: str = "",
        language: str = "",
    ) -> bool:
        """Takes a text in, as one line or several; False if there is nothing in it."""
        spoken = text.clean(spoken)
        if not spoken:
            return False
        if end < start:
            self.note(line, "end_before_start", spoken)
            end = start
        if len(label) > NAME and len(text.clean(label[: 4 * NAME])) > NAME:
            self.note(line, "long_label", label)
        if len(spoken) > LONGEST_TEXT:
            self.note(line, "long_text", spoken)
        label, language = text.label(label), text.language(language)
        at, ms = 0, end - start
        for piece in text.pieces(spoken, LONGEST_TEXT):
            begin, at = at, min(len(spoken), at + len(piece) + 1)
            part = (start + ms * begin // len(spoken), start + ms * at // len(spoken))
            self._keep(Spoken(*part, piece, label, language))
        return True

    def say_all(self, begun: Sequence[Begun]) -> None:
        """Each lasts until the next begins, but no longer than it takes to say it."""
        starts = [*(one.start for one in begun[1:]), None]
        for one, following in zip(begun, starts, strict=False):
            end = _until(one.start, following, one.text)
            self.entry(one.line, one.start, end, one.text, one.label, one.language)

    def entry(
        self,
        line: int,
        start: Milliseconds,
        end: Milliseconds,
        spoken: str,
        label: str = "",
        language: str = "",
    ) -> None:
        """Takes in what is an entry of its own in the file, or leaves it out as empty."""
        if self.say(line, start, end, spoken, label, language):
            self.read += 1
        else:
            self.skip(line, "empty", label)

    def was_speaking(self, start: Milliseconds, end: Milliseconds, label: str) -> None:
        """Somebody spoke; nobody knows what was said."""
        self._keep(Spoken(start, max(start, end), "", text.label(label)))

    def _keep(self, spoken: Spoken) -> None:
        if len(self._lines) >= MOST_LINES:
            raise too_large()
        self._lines.append(spoken)
        self._languages[spoken.language] += 1

    def transcript(
        self,
        form: Format,
        *,
        absolute: bool = False,
        zero: Milliseconds | None = None,
        clock: Milliseconds | None = None,
        language: str = "",
        attendees: Iterable[str] = (),
    ) -> Transcript | None:
        """What there is of it; None if not one line was read."""
        if not self._lines:
            return None
        names = filter(None, map(text.label, attendees))
        return Transcript(
            format=form,
            lines=tuple(sorted(self._lines, key=lambda line: line.start)),
            absolute=absolute,
            zero=zero,
            clock=clock,
            language=text.language(language) or self._languages.most_common(1)[0][0],
            problems=tuple(sorted(self._problems, key=lambda problem: problem.line)),
            more_problems=self._more,
            read=self.read,
            skipped=self.skipped,
            attendees=tuple(dict.fromkeys(names)),
        )


def _until(start: Milliseconds, following: Milliseconds | None, spoken: str) -> Milliseconds:
    """When it ended at the latest, as far as one can tell from its length and what follows."""
    end = start + max(SHORTEST, MS_FOR_A_SIGN * len(spoken))
    return end if following is None else max(start, min(end, following))
