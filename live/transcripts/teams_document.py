"""Teams' transcript as a document: ``Ada Obi   0:11`` with the text below.

Other services write plain text in the same way.
"""

import re
from collections import Counter
from collections.abc import Callable

from live.domain.text import folded
from live.transcripts.blocks import Head, blocks, narrow, wide
from live.transcripts.gathering import Gathering
from live.transcripts.model import Transcript
from live.transcripts.names import enough
from live.transcripts.source import Source

REMARK = re.compile(r"\S.{0,120} (?:started|stopped) transcription\.?")


def read(source: Source) -> Transcript | None:
    """None if no row has a name and a time."""
    before, spoken = blocks(source.rows, wide, _is_remark)
    if not spoken and source.document:
        before, spoken = blocks(source.rows, _often(source), _is_remark)
    found = Gathering(source.problems)
    for nr, row in before if spoken else ():
        found.note(nr, "not_speech", row)
    found.say_all(sorted(spoken, key=lambda one: one.start))
    return found.transcript("teams_document" if source.document else "text")


def _is_remark(row: str) -> bool:
    return REMARK.fullmatch(row[:200].strip()) is not None


def _often(source: Source) -> Callable[[str], Head | None]:
    """Heads with a single space, if the name is known or comes again."""
    heads = [head[0] for head in map(narrow, source.rows) if head]
    often = Counter(map(folded, heads))
    names = source.people | {folded(name) for name in heads if often[folded(name)] >= enough(name)}

    def head(row: str) -> Head | None:
        found = narrow(row)
        return found if found and folded(found[0]) in names else None

    return head
