"""Who says what within one cue: its tags, voices and entities."""

import html
import re
from collections.abc import Iterable
from html.entities import html5

import msgspec

from live.transcripts.text import joined

TAG = re.compile(
    r"<(?:(?P<end>/)?(?P<name>v|lang|c|i|b|u|s|ruby|rt|font|span|p|br)(?:\.[^\s<>]{0,200})?"
    r"(?:\s(?P<value>[^<>]{0,400}))?/?|(?:\d{1,6}:)?\d{1,4}:\d{1,4}[.,]\d{1,3})>",
    re.IGNORECASE,
)
OVERRIDE = re.compile(r"\{\\[^{}]{0,80}\}")
"""Styles that some programs put into SubRip: ``{\\an8}``."""

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


class Voice(msgspec.Struct, frozen=True):
    label: str
    text: str
    language: str = ""


def voices(rows: Iterable[str], label: str = "") -> list[Voice]:
    """The texts of a cue in their order; ``label`` speaks what no voice does."""
    speech = _Speech(label)
    payload, at = OVERRIDE.sub("", "\n".join(rows)), 0
    for tag in TAG.finditer(payload):
        speech.add(payload[at : tag.start()])
        speech.turn((tag["name"] or "").lower(), bool(tag["end"]), tag["value"] or "")
        at = tag.end()
    speech.add(payload[at:])
    return speech.voices()


def unescaped(text: str) -> str:
    """Entities that end with a semicolon, once: ``R&D`` stays as it is."""
    return ENTITY.sub(_sign, text) if "&" in text else text


def _sign(entity: re.Match[str]) -> str:
    written = entity[0]
    return html.unescape(written) if written[1] == "#" else html5.get(written[1:], written)


class _Speech:
    def __init__(self, label: str) -> None:
        self._usual = self._label = label
        self._language = ""
        self._parts: list[tuple[tuple[str, str], list[str]]] = []

    def turn(self, tag: str, ends: bool, value: str) -> None:
        if tag == "v":
            self._label = self._usual if ends else unescaped(value).strip()
        elif tag == "lang":
            self._language = "" if ends else value.strip()
        elif tag in ("br", "p"):
            self.add("\n")

    def add(self, text: str) -> None:
        who = self._label, self._language
        if self._parts and (self._parts[-1][0] == who or not text.strip()):
            self._parts[-1][1].append(text)
        elif text.strip():
            self._parts.append((who, [text]))

    def voices(self) -> list[Voice]:
        return [
            Voice(label, unescaped(joined("".join(texts).split("\n"))), language)
            for (label, language), texts in self._parts
        ]
