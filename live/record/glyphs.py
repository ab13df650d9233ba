"""Which characters a font file has signs for (OpenType's ``cmap``, formats 4 and 12)."""

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from struct import iter_unpack, unpack_from

import msgspec

COLLECTION = b"ttcf"
UNICODE, WINDOWS = 0, 3

Ranges = list[tuple[int, int]]
"""From and to, both within."""


class Glyphs(msgspec.Struct, frozen=True):
    """The characters of one font or more, in ranges that ascend."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, sign: str) -> bool:
        at = bisect_right(self.starts, ord(sign)) - 1
        return at >= 0 and ord(sign) <= self.ends[at]


def together(ranges: Ranges) -> Glyphs:
    """What is in any of the ranges."""
    merged: list[list[int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return Glyphs(tuple(one[0] for one in merged), tuple(one[1] for one in merged))


def ranges(path: Path) -> Ranges:
    """Of the first face of a file: those of a collection differ in shape, not in what they have."""
    content = path.read_bytes()
    face = unpack_from(">I", content, 12)[0] if content[:4] == COLLECTION else 0
    table = _table(content, face, b"cmap")
    return [found for at in _subtables(content, table) for found in _mapped(content, at)]


def _table(content: bytes, face: int, wanted: bytes) -> int:
    (count,) = unpack_from(">H", content, face + 4)
    for nth in range(count):
        tag, _, offset, _ = unpack_from(">4sIII", content, face + 12 + 16 * nth)
        if tag == wanted:
            return int(offset)
    raise ValueError(f"no {wanted.decode()} in this font")


def _subtables(content: bytes, table: int) -> set[int]:
    """Where those for Unicode begin; several entries may share one."""
    (count,) = unpack_from(">H", content, table + 2)
    entries = (unpack_from(">HHI", content, table + 4 + 8 * nth) for nth in range(count))
    return {table + offset for platform, _, offset in entries if platform in (UNICODE, WINDOWS)}


def _mapped(content: bytes, at: int) -> Iterator[tuple[int, int]]:
    (form,) = unpack_from(">H", content, at)
    if form == 12:
        (count,) = unpack_from(">I", content, at + 12)
        groups = content[at + 16 : at + 16 + 12 * count]
        yield from ((start, end) for start, end, _ in iter_unpack(">III", groups))
    if form == 4:
        yield from _segments(content, at)


def _segments(content: bytes, at: int) -> Iterator[tuple[int, int]]:
    """The last segment, of the character U+FFFF, is there only to end the list."""
    (twice,) = unpack_from(">H", content, at + 6)
    count = twice // 2
    ends = unpack_from(f">{count}H", content, at + 14)
    starts = unpack_from(f">{count}H", content, at + 16 + twice)
    yield from zip(starts[:-1], ends[:-1], strict=True)
