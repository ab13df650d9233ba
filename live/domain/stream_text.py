"""The text of a stream of captions: typed, taken back, cut into lines.

Captioners' tools send what was written since the last time, split anywhere, and take back with
0x08, one character each, what they had sent. The lines depend on the text alone, not on how it
came: each ends with the character that makes it whole, so that a line of which something is taken
back goes on growing from there.
"""

import codecs
import re
import unicodedata
from collections.abc import Sequence

import msgspec

from live.domain.text import REORDERING

BACKSPACE = "\x08"
BREAKS = "\n\r"
ENDS = (".", "!", "?", "…", "؟", "۔", "।")
"""Signs that end a sentence where a space follows."""

ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|mrs?|ms|mme|drs?|prof|amb|hon|sra?|st|nos?|arts?|paras?|e\.g|i\.e)\.$",
    re.IGNORECASE,
)
"""With what a word ends that is no sentence: of titles, initials and the like."""
CLOSING = "\"'”’»)]"
ENDS_AT_ONCE = "。！？"
FEW, MANY, MOST = 12, 120, 200
"""Characters: from which on a line ends with a sentence, with a word, wherever it is."""


class Typed(msgspec.Struct, frozen=True):
    """What some bytes do to the lines of a text: the first ``kept`` stay, ``lines`` come behind
    them. ``intact``: so much of the line that stood first behind those kept was never taken back.
    ``pending``: the beginning of a character whose end has not come yet."""

    kept: int
    intact: int
    lines: tuple[str, ...]
    pending: bytes


def typed(before: Sequence[str], pending: bytes, data: bytes) -> Typed:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    decoder.setstate((pending, 0))
    paper = _Paper(before)
    for sign in decoder.decode(data):
        if sign == BACKSPACE:
            paper.take_back()
        elif not dropped(sign):
            paper.put(sign)
    return Typed(paper.kept, paper.intact, tuple(paper.lines), decoder.getstate()[0])


def dropped(sign: str) -> bool:
    """Control characters have no place in a text, but for tabs and line breaks; nor has what
    would make the text around it run backwards."""
    if sign in "\t\n\r":
        return False
    return unicodedata.category(sign) == "Cc" or ord(sign) in REORDERING or sign == "\ufeff"


def whole(line: str) -> bool:
    """Whether nothing is put to a line any more. No line begins with a whole one."""
    last = line[-1:]
    if len(line) >= MOST or not last:
        return bool(last)
    if last in BREAKS:
        return not line.isspace()
    if last.isspace():
        return len(line) > MANY or (len(line) > FEW and _ends(line[:-1]))
    return last in ENDS_AT_ONCE and len(line) > FEW // 3


def _ends(words: str) -> bool:
    """Whether a sentence ends with them."""
    bare = words.rstrip(CLOSING)
    return bare.endswith(ENDS) and not ABBREVIATED.search(bare[-8:])


class _Paper:
    """Lines while they are written; those before ``kept`` are not touched."""

    def __init__(self, before: Sequence[str]) -> None:
        self._before = before
        self.kept = len(before)
        self.lines: list[str] = []
        self.intact = 0

    def put(self, sign: str) -> None:
        if not self.lines and self.kept and not whole(self._before[self.kept - 1]):
            self._take_up()
        if not self.lines or whole(self.lines[-1]):
            self.lines.append("")
        self.lines[-1] += sign

    def take_back(self) -> None:
        if not self.lines:
            if not self.kept:
                return
            self._take_up()
        self.lines[-1] = self.lines[-1][:-1]
        if len(self.lines) == 1:
            self.intact = min(self.intact, len(self.lines[0]))
        if not self.lines[-1]:
            self.lines.pop()

    def _take_up(self) -> None:
        """Go on with the last line that was kept."""
        self.kept -= 1
        self.lines.append(self._before[self.kept])
        self.intact = len(self.lines[0])
