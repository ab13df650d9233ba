"""What was found, in words for whoever runs the server, with what to do about it."""

from collections.abc import Iterable
from typing import Literal

import msgspec

Verdict = Literal["ok", "warning", "wrong"]


class Finding(msgspec.Struct, frozen=True):
    what: str
    verdict: Verdict
    words: str

    def __str__(self) -> str:
        return f"{self.verdict:9}{self.what:11}{self.words}"


def ok(what: str, words: str) -> Finding:
    return Finding(what, "ok", words)


def warning(what: str, words: str) -> Finding:
    """It can be served all the same."""
    return Finding(what, "warning", words)


def wrong(what: str, words: str) -> Finding:
    """People would notice, or lose something."""
    return Finding(what, "wrong", words)


def counted(number: int, what: str) -> str:
    """Such as ``1 worker`` or ``4 workers``."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def good(findings: Iterable[Finding]) -> bool:
    return all(finding.verdict != "wrong" for finding in findings)
