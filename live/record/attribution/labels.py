"""From the names that a call shows to the people of a session.

Case, accents, titles, the order of the words and what stands in brackets or behind a dash make no
difference: ``OKRI, Ben (UNODC)`` is Ben Okri. A single word is only somebody who has no other name.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from live.domain.actors import PersonId
from live.domain.electorate import is_organisation
from live.domain.people import Name

WORD = re.compile(r"[^\W_]+")
BRACKETS = re.compile(r"[(\[{（【]([^)\]}）】]*)[)\]}）】]")
DASH = re.compile(r"\s[-–—/]+\s|\s*[|•·:@]\s*")
NOBODY = re.compile(
    r"(unknown|unidentified|guest|anonymous)?\s*(speaker|participant|user|guest|phone|caller|room)?"
    r"\s*[#\d+()\s*x-]*",
    re.IGNORECASE,
)
"""What calls write for whom they do not know, or know by a number."""

TITLES = frozenset(
    {"mr", "mrs", "ms", "mx", "dr", "prof", "professor", "sir", "dame", "amb", "ambassador", "hon"}
    | {"mme", "madame", "monsieur", "mlle", "sr", "sra", "don", "herr", "frau", "minister", "he"}
)
UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ـ": ""}
)
"""Letters of which Unicode does not say that they are another with a mark; the Arabic filler."""

Words = tuple[str, ...]


class Match(msgspec.Struct, frozen=True):
    """Whom a label may mean. ``exact``: it has all the words of the name and no others."""

    people: tuple[PersonId, ...] = ()
    exact: bool = False

    @property
    def person(self) -> PersonId | None:
        return self.people[0] if len(self.people) == 1 else None


def match_labels(
    labels: Iterable[str], people: Mapping[PersonId, Name]
) -> dict[str, PersonId | None]:
    """Whom each label means; None for nobody who is known, and where it may be several."""
    return {label: found.person for label, found in matches(labels, people).items()}


def matches(labels: Iterable[str], people: Mapping[PersonId, Name]) -> dict[str, Match]:
    known = {
        who: words(name.name)
        for who, name in people.items()
        if name.name and not is_organisation(who)
    }
    return {label: _match(label, known) for label in dict.fromkeys(labels) if label}


def words(name: str) -> Words:
    """Without titles, unless that left a single word."""
    found = tuple(WORD.findall(bare(name)))
    kept = tuple(word for word in found if word not in TITLES)
    return kept if len(kept) > 1 else found


def bare(text: str) -> str:
    """In small letters without marks."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return plain.casefold().translate(UNDECOMPOSED)


def _match(label: str, known: Mapping[PersonId, Words]) -> Match:
    if NOBODY.fullmatch(label.strip()):
        return Match()
    written = [found for part in _parts(label) if (found := words(part))]
    for exact, alike in ((True, _same), (False, _within), (False, _initials)):
        people = tuple(
            who for who, name in known.items() if any(alike(part, name) for part in written)
        )
        if people:
            return Match(people, exact)
    return Match()


def _parts(label: str) -> Iterator[str]:
    """The whole, what is left without brackets, what dashes part, what stands in the brackets."""
    outside = BRACKETS.sub(" ", label)
    yield from dict.fromkeys((label, outside, *DASH.split(outside), *BRACKETS.findall(label)))


def _same(label: Words, name: Words) -> bool:
    return sorted(label) == sorted(name) or "".join(label) == "".join(name)


def _within(label: Words, name: Words) -> bool:
    """All words of one are among those of the other, and they are two at least."""
    one, other = set(label), set(name)
    return min(len(one), len(other)) > 1 and (one <= other or other <= one)


def _initials(label: Words, name: Words) -> bool:
    """Such as ``A. Lovelace``."""
    full = [word for word in label if len(word) > 1]
    short = Counter(word for word in label if len(word) == 1)
    left = Counter(word[0] for word in name if word not in full)
    return bool(full and short) and set(full) <= set(name) and short <= left
