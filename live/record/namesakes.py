"""Names that look like the same person twice.

Two are alike where they are the same but for case, accents, spaces, signs and the order of their
parts; where they are one slip of the hand apart; and, with the same organisation, where they are
two apart or one gives only the first letter of a part.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations

from live.record.model import Person

SHORTEST = 5
"""Names with fewer letters differ too easily by a slip."""
MOST_ALIKE = 12
"""More people who share all letters of their names but one are a series, of test accounts say."""
MOST_OF_ONE = 60
"""In an organisation of more people, only the first are compared one by one."""

Pair = tuple[Person, Person]


def alike(people: Iterable[Person]) -> list[Pair]:
    """Pairs that may be one, those of the same organisation first; each as they came."""
    named = [(who, parts(who.name)) for who in people if parts(who.name)]
    place = {who.id: nth for nth, (who, _) in enumerate(named)}
    found = {
        pair for one in (_spelt_alike(named), _close_in_one_organisation(named)) for pair in one
    }
    pairs = [(first, second) for first, second in found if place[first.id] < place[second.id]]
    pairs += [(second, first) for first, second in found if place[first.id] > place[second.id]]
    return sorted(
        dict.fromkeys(pairs),
        key=lambda pair: (not _colleagues(*pair), place[pair[0].id], place[pair[1].id]),
    )


def parts(name: str) -> tuple[str, ...]:
    """The letters and digits of each part of a name, folded, in the order of the alphabet."""
    bare = (sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    kept = "".join(sign if sign.isalnum() else " " for sign in "".join(bare).casefold())
    return tuple(sorted(kept.split()))


def distance(one: str, other: str, most: int) -> int:
    """How many letters have to be added, dropped, changed or swapped with the next (Damerau and
    Levenshtein, the restricted form); more than ``most`` is told as one more."""
    far = most + 1
    if abs(len(one) - len(other)) > most or len({*one} ^ {*other}) > 2 * most:
        return far
    width = len(other) + 1
    before, last = [far] * width, [min(column, far) for column in range(width)]
    for row, letter in enumerate(one, 1):
        now = [min(row, far)] + [far] * (width - 1)
        for column in range(max(1, row - most), min(width, row + far)):
            sign = other[column - 1]
            cost = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != sign))
            if row > 1 < column and (one[row - 2], letter) == (sign, other[column - 2]):
                cost = min(cost, before[column - 2] + 1)
            now[column] = min(cost, far)
        before, last = last, now
    return last[-1]


Named = list[tuple[Person, tuple[str, ...]]]


def _spelt_alike(named: Named) -> Iterator[Pair]:
    """The same, or with one letter dropped from one or both: then they are compared."""
    groups: dict[Hashable, list[Person]] = defaultdict(list)
    text = {who.id: "".join(spelt) for who, spelt in named}
    for who, _ in named:
        for key in {text[who.id], *_shortened(text[who.id])}:
            groups[key].append(who)
    found = {
        (first.id, second.id): (first, second)
        for group in groups.values()
        if len(group) <= MOST_ALIKE
        for first, second in combinations(group, 2)
    }
    for first, second in found.values():
        if distance(text[first.id], text[second.id], 1) <= 1:
            yield first, second


def _shortened(text: str) -> Iterator[str]:
    if len(text) > SHORTEST:
        yield from (text[:nth] + text[nth + 1 :] for nth in range(len(text)))


def _close_in_one_organisation(named: Named) -> Iterator[Pair]:
    groups: dict[tuple[str, ...], Named] = defaultdict(list)
    for who, spelt in named:
        if who.organisation:
            groups[parts(who.organisation)].append((who, spelt))
    for group in groups.values():
        for (first, one), (second, other) in combinations(group[:MOST_OF_ONE], 2):
            if _close(one, other) or _abbreviated(one, other):
                yield first, second


def _close(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    first, second = "".join(one), "".join(other)
    return min(len(first), len(second)) > SHORTEST and distance(first, second, 2) <= 2


def _abbreviated(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the parts are the same, but that some are given by their first letter."""
    if len(one) != len(other):
        return False
    same = set(one) & set(other)
    rest = [sorted(set(name) - same) for name in (one, other)]
    return bool(same) and all(
        first[0] == second[0] and 1 in (len(first), len(second))
        for first, second in zip(*rest, strict=False)
    )


def _colleagues(first: Person, second: Person) -> bool:
    return bool(first.organisation) and parts(first.organisation) == parts(second.organisation)
