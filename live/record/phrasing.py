"""The last hand on a text that tells of people without their names."""

import re
from typing import Any

import msgspec
from msgspec.structs import replace

from live.record.bidi import FIRST_STRONG_ISOLATE
from live.record.telling import UNNAMED, Telling


class Phrasing:
    """Begins the sentences of a telling, in its language."""

    def __init__(self, tell: Telling) -> None:
        words = tell.words
        self.needed = not tell.record.named
        whole = [
            words._("a representative of {group}", group="{").partition("{")[0],
            *map(words.said, UNNAMED.values()),
        ]
        starts = "|".join(map(re.escape, filter(None, whole)))
        self._begins = re.compile(rf"(^|[\n.!?]\s*){FIRST_STRONG_ISOLATE}?({starts})")

    def of(self, part: Any) -> Any:
        """A text, or every text in a block or a document."""
        if not self.needed:
            return part
        match part:
            case str():
                return self._text(part)
            case tuple():
                return tuple(map(self.of, part))
            case msgspec.Struct():
                old = {name: getattr(part, name) for name in part.__struct_fields__}
                new = {name: self.of(value) for name, value in old.items()}
                return replace(part, **new)
            case _:
                return part

    def _text(self, text: str) -> str:
        return self._begins.sub(_begun, text)


def _begun(found: re.Match[str]) -> str:
    return found[1] + found[2][:1].upper() + found[2][1:]
