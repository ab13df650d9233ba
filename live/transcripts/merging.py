"""Lines joined for reading: what one speaker says without a pause."""

from collections.abc import Iterable

from msgspec.structs import replace

from live.domain.actors import Milliseconds
from live.transcripts.model import LONGEST_TEXT, Spoken
from live.transcripts.text import joined

PAUSE_MS: Milliseconds = 1_000


def merged(lines: Iterable[Spoken]) -> list[Spoken]:
    """Lines of the same label and language with at most PAUSE_MS between them become one."""
    whole: list[Spoken] = []
    for line in lines:
        last = whole[-1] if whole else None
        if last and _goes_on(last, line):
            text = joined((last.text, line.text))
            whole[-1] = replace(last, end=max(last.end, line.end), text=text)
        else:
            whole.append(line)
    return whole


def _goes_on(last: Spoken, line: Spoken) -> bool:
    return (
        (last.label, last.language) == (line.label, line.language)
        and line.start - last.end <= PAUSE_MS
        and len(last.text) + len(line.text) < LONGEST_TEXT
    )
