"""Something that is not as promised."""

from typing import Literal

import msgspec

Rule = Literal["A", "B", "C", "D", "E", "F"]


class Finding(msgspec.Struct, frozen=True):
    """``rule``: the promise, as ``checker.py`` lists them."""

    rule: Rule
    text: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.text}"
