"""What Redis's protocol must be known of to lose, double and reorder what is announced."""

from collections.abc import Iterator
from random import Random

import msgspec

LINE = b"\r\n"
LENGTHS = b"$=!"
LISTS = b"*>~%"
MESSAGES = (b"message", b"pmessage", b"smessage")


class Rates(msgspec.Struct):
    """How many of the messages fare badly, each as a share of all; and how many did."""

    lost: float = 0.0
    doubled: float = 0.0
    swapped: float = 0.0
    harmed: int = 0


class Messages:
    """One connection: of what was published, some is lost, comes twice, or after what follows."""

    def __init__(self, rates: Rates, dice: Random) -> None:
        self._rates = rates
        self._dice = dice
        self._rest = b""
        self._held: list[bytes] = []

    def up(self, chunk: bytes) -> bytes:
        return chunk

    def down(self, chunk: bytes) -> bytes:
        self._rest += chunk
        return b"".join(part for value in self._values() for part in self._spoilt(value))

    def _values(self) -> Iterator[bytes]:
        while (end := end_of_value(self._rest)) is not None:
            value, self._rest = self._rest[:end], self._rest[end:]
            yield value

    def _spoilt(self, value: bytes) -> list[bytes]:
        held, self._held = self._held, []
        if not is_message(value):
            return [value, *held]
        fate = self._dice.random()
        rates = self._rates
        if fate < rates.lost + rates.doubled + rates.swapped:
            rates.harmed += 1
        if fate < rates.lost:
            return held
        if fate < rates.lost + rates.doubled:
            return [value, value, *held]
        if fate < rates.lost + rates.doubled + rates.swapped:
            self._held = [value]  # until something follows it
            return held
        return [value, *held]


def is_message(value: bytes) -> bool:
    """Whether it tells a subscriber of something that was published."""
    head, _, rest = value.partition(LINE)
    if head[:1] not in (b"*", b">"):
        return False
    end = end_of_value(rest)
    return end is not None and rest[:end].split(LINE)[1:2] in [[kind] for kind in MESSAGES]


def end_of_value(data: bytes) -> int | None:
    """Where the first value ends; None if it is not all here."""
    end = data.find(LINE)
    if end < 0:
        return None
    kind, after = data[:1], end + len(LINE)
    if kind in LENGTHS:
        size = int(data[1:end])
        last = after if size < 0 else after + size + len(LINE)
        return last if len(data) >= last else None
    if kind in LISTS:
        members = max(0, int(data[1:end])) * (2 if kind == b"%" else 1)
        return _end_of_members(data, after, members)
    return after


def _end_of_members(data: bytes, start: int, members: int) -> int | None:
    for _ in range(members):
        end = end_of_value(data[start:])
        if end is None:
            return None
        start += end
    return start
