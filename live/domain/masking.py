"""Finding people's names in what somebody wrote, and putting something else in their place.

A whole name, and the name of an organisation, is found in any case and with or without accents. A
single word ("Lovelace") is found only as it is written, in capitals, or with one at its beginning:
otherwise Will would be in every "will". In scripts without spaces, and in Korean, where particles
follow without one, a name is found anywhere; in Arabic also behind the particles that are written
together with the next word, in Cyrillic with other endings.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from live.domain.people import Name

WORD = re.compile(r"[^\W_]+")
UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f]"
)
"""Signs of scripts that put no space between words: Han, kana, Hangul, Thai, Lao, Burmese."""

SHORTEST_PART, SHORTEST_CAPITAL, SHORTEST_UNSPACED = 3, 4, 2
TITLES = frozenset({"Mrs", "Prof", "Professor", "Sir", "Dame", "Madame", "Monsieur", "Mme", "van"})
TITLES |= {"von", "der", "den", "del", "dos", "las", "los", "bin", "ibn", "the", "and", "for"}
"""Words of names that name nobody."""

SHORT_WORDS = frozenset({
    "Ai", "Al", "Am", "An", "As", "At", "Au", "Be", "By", "Da", "De", "Di", "Do", "Du", "El",
    "En", "Es", "Et", "Go", "He", "Il", "Im", "In", "Is", "It", "La", "Le", "Lo", "Ma", "Me",
    "My", "Ne", "No", "Of", "On", "Or", "Os", "Ou", "Pm", "So", "St", "Te", "Tu", "Un", "Up",
    "Us", "Va", "We", "Zu",
})  # fmt: skip
"""Words of two letters that begin sentences in one language or another."""

ENDING = re.compile("[аеиоуыэюяьъ]{1,2}$")
LONGEST_ENDING, SHORTEST_STEM = 3, 3
"""Of words in Cyrillic, in letters."""

PARTICLES = re.compile("^[\u0648\u0641\u0628\u0643\u0644]{0,2}(?:\u0627\u0644)?")
"""Before a word in Arabic: and, so, by, like, to; the."""

MASK = "[…]"
"""Stands where somebody's name was, withheld or erased: nobody can tell which. Without letters, it
is of no language, and leaves a text its direction."""

Span = tuple[int, int]


class Names:
    """Some people's names and organisations, as they can stand in a text."""

    def __init__(
        self, names: Iterable[Name], *, organisations: bool = True, spared: Iterable[Name] = ()
    ) -> None:
        """``spared``: others, with whom these people share parts of their names."""
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        self._parts: set[str] = set()
        self._stems: dict[str, set[str]] = {}
        self._unspaced: set[str] = set()
        shared = {part for name in spared for part in _parts(name.name)}
        for name in names:
            self._add(name.name)
            for part in {*_parts(name.name)} - shared:
                self._parts |= {*_cases(part)}
                self._add_stem(part)
            if organisations:
                self._add(name.organisation)
        for phrases in self._phrases.values():
            phrases.sort(key=len, reverse=True)

    @cached_property
    def empty(self) -> bool:
        return not (self._phrases or self._parts or self._unspaced)

    def _add(self, name: str) -> None:
        written = WORD.findall(name)
        words = tuple(_bare(word).casefold() for word in written)
        if UNSPACED.search(name):
            for one in (name.strip(), *filter(UNSPACED.search, written)):
                if len(one) >= SHORTEST_UNSPACED:
                    self._unspaced.add(unicodedata.normalize("NFC", one))
        elif len(words) > 1:
            self._phrases.setdefault(words[0], []).append(words)
        elif words and len(words[0]) >= SHORTEST_PART:
            self._parts |= {*_cases(_bare(name.strip()))}

    def _add_stem(self, part: str) -> None:
        stem = ENDING.sub("", part)
        if _cyrillic(part) and len(stem) >= SHORTEST_STEM:
            self._stems.setdefault(stem[:SHORTEST_STEM], set()).add(stem)

    def _inflected(self, word: str) -> bool:
        """Whether it is a part of a name in another case."""
        return any(
            word.startswith(stem) and len(word) - len(stem) <= LONGEST_ENDING
            for stem in self._stems.get(word[:SHORTEST_STEM], ())
        )

    def spans(self, text: str) -> list[Span]:
        """Where they stand, in order, none within another."""
        if self.empty:
            return []
        found = sorted({*self._in_words(text), *self._anywhere(text)})
        merged: list[Span] = []
        for start, end in found:
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def masked(self, text: str, mask: str) -> str:
        """The text with ``mask`` in place of each; of several in a row there is one."""
        spans = _joined(text, self.spans(text))
        if not spans:
            return text
        between = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
        return mask.join([text[: spans[0][0]], *between, text[spans[-1][1] :]])

    def _in_words(self, text: str) -> Iterator[Span]:
        words = [(found.start(), found.end(), found[0]) for found in WORD.finditer(text)]
        bare = [_bare(word) for *_, word in words]
        folded = [word.casefold() for word in bare]
        for nth, (start, end, _) in enumerate(words):
            if any(form in self._parts for form in _forms(bare[nth])) or self._inflected(bare[nth]):
                yield start, end
            for form in _forms(folded[nth]):
                for phrase in self._phrases.get(form, ()):
                    if tuple(folded[nth + 1 : nth + len(phrase)]) == phrase[1:]:
                        yield start, words[nth + len(phrase) - 1][1]
                        break

    def _anywhere(self, text: str) -> Iterator[Span]:
        if not UNSPACED.search(text):
            return
        for name in self._unspaced:
            yield from ((hit.start(), hit.end()) for hit in re.finditer(re.escape(name), text))


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """First name and surname are one, where only spaces are between them."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _parts(name: str) -> Iterator[str]:
    """The words of a name that tell whose it is; those in one also without what links them."""
    linked = ("".join(WORD.findall(word)) for word in name.split())
    for word in map(_bare, dict.fromkeys([*WORD.findall(name), *linked])):
        short = len(word) < SHORTEST_PART
        known = word in TITLES or word in SHORT_WORDS or (short and not _capital(word))
        if not (UNSPACED.search(word) or known or len(word) < SHORTEST_PART - 1):
            yield PARTICLES.sub("", word) if _arabic(word) else word


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _cyrillic(word: str) -> bool:
    return "\u0400" <= word[:1] <= "\u04ff"


def _cases(word: str) -> Iterator[str]:
    """A word as it is written, and as others may write a name that was given in one case."""
    yield word
    if len(word) >= SHORTEST_CAPITAL:
        yield word.upper()
    if word.islower() or word.isupper():
        yield word.capitalize()


def _bare(word: str) -> str:
    """Without accents, and in the plain form of each sign."""
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _forms(word: str) -> Iterator[str]:
    """A word, and in Arabic the same without what is written together with it."""
    yield word
    if _arabic(word):
        yield PARTICLES.sub("", word)
        yield word[1:]


def _arabic(word: str) -> bool:
    return "\u0600" <= word[:1] <= "\u06ff"
