"""``Name: text``, where a file has no better way to say who speaks."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from live.domain.text import NAME, folded

COLON = re.compile(r":(?=\s|$)|\uff1a")
"""Followed by a space, or as Chinese has it."""

NEVER = 1_000_000_000
CHEVRONS = ">» "
"""Captioners put them before a change of speaker."""

ENOUGH, ENOUGH_OF_SPEECH = 2, 5
"""How many texts have to begin alike for the beginning to be a name, and to be one although it
reads like speech."""

NO_NAMES = {
    "note", "notes", "nb", "ps", "question", "questions", "answer", "answers", "q", "a",
    "example", "remark", "comment", "quote", "action", "decision", "yes", "no", "ok", "okay",
    "so", "and", "but", "first", "second", "third", "finally", "http", "https", "remarque",
    "exemple", "réponse", "citation", "nota", "pregunta", "respuesta", "ejemplo", "вопрос",
    "ответ", "пример", "سؤال", "جواب", "ملاحظة", "مثال", "问题", "回答", "注意",
}  # fmt: skip
SPEECH = re.compile(r"[?!;…]|\.$")
AFFILIATION = re.compile(r"[(\[|,/]|\s[-–—]\s")
"""What begins after a name that is somebody's in the call: ``Ada Obi (UNODC)``."""

Named = tuple[str, str]
"""A label, which may be empty, and what is said."""


def known(people: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, map(folded, people)))


def named(
    texts: Sequence[str], people: Collection[str], *, known_only: bool = False
) -> list[Named]:
    """Each text without the name that it begins with.

    A beginning is a name if it is that of somebody known, or if several texts have it.
    """
    written: dict[str, str] = {}
    often: Counter[str] = Counter()
    for name in () if known_only else filter(None, map(_first, texts)):
        often[written.setdefault(folded(name), name)] += 1
    names = {folded(name) for name, times in often.items() if times >= enough(name)}
    return [divided(text, people, names) for text in texts]


def divided(text: str, people: Collection[str], names: Collection[str] | None = None) -> Named:
    """At the name of somebody known, else at a first one that is among names, or at any."""
    ways = list(_beginnings(text))
    known = [way for way in reversed(ways) if folded(way[0]) in people]
    known += [way for way in ways if _bare(way[0]) in people]
    usual = ways[:1] if names is None or folded(_first(text)) in names else []
    name, end = next(iter((*known, *usual)), ("", 0))
    return name, text[end:].strip()


def _first(text: str) -> str:
    return next(_beginnings(text), ("", 0))[0]


def _beginnings(text: str) -> Iterator[tuple[str, int]]:
    """What may be a name, and where the text goes on behind it."""
    head = text[: NAME + 2]
    for colon in COLON.finditer(head):
        if name := head[: colon.start()].lstrip(CHEVRONS).rstrip():
            yield name, colon.end()


def _bare(name: str) -> str:
    """Without an affiliation, folded; behind a comma there may be speech."""
    found = AFFILIATION.search(name)
    if found is None or (found[0] == "," and enough(name) > ENOUGH):
        return folded(name)
    return folded(name[: found.start()])


def enough(name: str) -> int:
    """How often a beginning has to come; never for words that announce what follows."""
    words = [word for word in name.split() if word[0].isalnum()]
    if folded(name) in NO_NAMES or not words:
        return NEVER
    small = sum(word.islower() for word in words)
    return ENOUGH_OF_SPEECH if SPEECH.search(name) or 2 * small > len(words) else ENOUGH
