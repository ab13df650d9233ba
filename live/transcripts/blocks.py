"""Texts below a row that says who speaks and when."""

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from live.domain.actors import Milliseconds
from live.transcripts.gathering import Begun
from live.transcripts.text import joined
from live.transcripts.times import stamp

LONGEST_HEAD = 160

Head = tuple[str, Milliseconds]
"""A name and a time."""


def blocks(
    rows: Iterable[str],
    head: Callable[[str], Head | None],
    aside: Callable[[str], object] = lambda row: False,
) -> tuple[list[tuple[int, str]], list[Begun]]:
    """Rows before the first head, or aside, with their numbers, and what stands below each head."""
    before: list[tuple[int, str]] = []
    heads: list[Begun] = []
    texts: list[list[str]] = []
    for nr, row in enumerate(rows, 1):
        if found := head(row):
            heads.append(Begun(nr, found[1], found[0], ""))
            texts.append([])
        elif row.strip() and (not texts or aside(row)):
            before.append((nr, row))
        elif texts:
            texts[-1].append(row)
    return before, [
        replace(one, text=joined(below)) for one, below in zip(heads, texts, strict=True)
    ]


def bracketed(row: str) -> Head | None:
    """``[Ada Obi] 14:05:07``."""
    row = row[: LONGEST_HEAD + 1].strip()
    name, closed, time = row.rpartition("] ")
    at = stamp(time) if closed and name.startswith("[") and len(row) <= LONGEST_HEAD else None
    return None if at is None or not name[1:].strip() else (name[1:].strip(), at)


def wide(row: str) -> Head | None:
    """``Ada Obi   0:11``, with more than one space between."""
    found = narrow(row)
    if found is None:
        return None
    gap = row.strip()[len(found[0]) :]
    return found if len(gap) - len(gap.lstrip()) > 1 or gap[0] in "\t\u00a0\u3000" else None


def narrow(row: str) -> Head | None:
    """``Ada Obi 0:11``, which may as well be something that was said."""
    parts = row[: LONGEST_HEAD + 1].strip().rsplit(None, 1)
    if len(parts) < 2 or len(row) > LONGEST_HEAD:
        return None
    at = stamp(parts[1])
    return None if at is None else (parts[0], at)
