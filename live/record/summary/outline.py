"""From the lines of a filled-in template to blocks.

``# `` begins the line that says what the document is, ``## `` to ``#### `` a heading, ``- ``
a point; other lines make paragraphs. What was called for stands in marks that no text can hold.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from live.record.document import Block, Heading, Paragraph, Point, Points

BLOCK, ANNEX, SEE = "\ufdd0", "\ufdd1", "\ufdd2"
"""What begins each kind of mark: signs that are characters of no text (Unicode, 23.7)."""
END = "\ufdd3"
SIGNS = dict.fromkeys(map(ord, (BLOCK, ANNEX, SEE, END)))

BLOCKS = re.compile(f"{BLOCK}([0-9]+){END}")
HEADING = re.compile("(#{1,6})(?:[ \t]+(.*))?")
POINT = re.compile("[-*][ \t]+(.+)")
DEEPEST = 4


class Prose(msgspec.Struct, frozen=True):
    """The lines of a paragraph."""

    lines: tuple[str, ...]


Part = Block | Prose
T = TypeVar("T", bound=Part)


def mark(sign: str, name: str) -> str:
    return f"{sign}{name}{END}"


def unmarked(text: str) -> str:
    """Without any sign that a mark could begin with."""
    return text.translate(SIGNS)


def outline(
    text: str, blocks: Callable[[int], Sequence[Block]], annex: Callable[[int], str]
) -> tuple[str, tuple[Block, ...]]:
    """What the document is, if the text says so, and its blocks: without headings under which
    there is nothing, and without lines that point at an annex which is not there.

    ``blocks`` are those that stand in a mark; ``annex`` says the number of one.
    """
    subtitle, parts = _read(text.splitlines(), blocks)
    named, numbered = _numbered(_headed(parts), annex)
    found = [part for part in (_resolved(part, named) for part in numbered) if part is not None]
    return subtitle, tuple(_deepened(_headed(found)))


def _read(lines: Sequence[str], blocks: Callable[[int], Sequence[Block]]) -> tuple[str, list[Part]]:
    subtitle, parts, open_ended = "", list[Part](), False
    for line in (one.strip() for one in lines):
        heading = HEADING.fullmatch(line)
        if heading and len(heading[1]) == 1:
            subtitle = heading[2] or subtitle
        elif heading and heading[2]:
            parts.append(Heading(heading[2], min(len(heading[1]), DEEPEST)))
        elif called := BLOCKS.fullmatch(line):
            parts += blocks(int(called[1]))
        elif line and not heading:
            _add(parts, line, goes_on=open_ended)
        open_ended = bool(line) and not heading and not called
    return subtitle, parts


def _add(parts: list[Part], line: str, *, goes_on: bool) -> None:
    """A line of a list or of a paragraph; it may go on with the one before it."""
    last = parts[-1] if parts and goes_on else None
    if point := POINT.fullmatch(line):
        before = last.points if isinstance(last, Points) else ()
        _put(parts, Points((*before, Point(point[1]))), in_place=isinstance(last, Points))
    else:
        lines = last.lines if isinstance(last, Prose) else ()
        _put(parts, Prose((*lines, line)), in_place=isinstance(last, Prose))


def _put(parts: list[Part], part: Part, *, in_place: bool) -> None:
    if in_place:
        parts[-1] = part
    else:
        parts.append(part)


def _headed(parts: Sequence[T]) -> list[T]:
    """Without headings under which there is nothing."""
    kept: list[T] = []
    for part in reversed(parts):
        if isinstance(part, Heading):
            below = kept[-1] if kept else None
            if below is None or (isinstance(below, Heading) and below.level <= part.level):
                continue
        kept.append(part)
    return kept[::-1]


ANNEXES = re.compile(f"{ANNEX}([^{END}]*){END}")
SEEN = re.compile(f"{SEE}([^{END}]*){END}")


def _numbered(
    parts: Sequence[Part], annex: Callable[[int], str]
) -> tuple[dict[str, str], list[Part]]:
    """The annexes have numbers now; which name has which."""
    named: dict[str, str] = {}

    def numbered(part: Part) -> Part:
        found = ANNEXES.search(part.text) if isinstance(part, Heading) else None
        if not isinstance(part, Heading) or found is None:
            return part
        nr = annex(1 + len(named))
        named[found[1] or nr] = nr
        return Heading(ANNEXES.sub(nr, part.text), part.level)

    told = [numbered(part) for part in parts]
    return named, told


def _resolved(part: Part, named: Mapping[str, str]) -> Block | None:
    if not isinstance(part, Prose):
        return part
    lines = [line for line in part.lines if named.keys() >= set(SEEN.findall(line))]
    said = (SEEN.sub(lambda found: named[found[1]], line) for line in lines)
    return Paragraph(" ".join(said)) if lines else None


def _deepened(blocks: Sequence[Block]) -> Iterator[Block]:
    """No heading is more than one level below the one that it stands under."""
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = [level for level in above if level < block.level]
            above.append(block.level)
            yield Heading(block.text, 1 + len(above))
        else:
            yield block
