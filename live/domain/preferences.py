"""What rankings and ratings come to.

A ranking names options, the most preferred first; those that it leaves out come behind
all that it names, none before another.
"""

from collections.abc import Iterable, Sequence

Ranking = Sequence[str]


def borda(options: Sequence[str], rankings: Iterable[Ranking]) -> dict[str, int]:
    """The Borda count: an option gets from each ballot that names it a point for every option
    that comes behind it."""
    points = dict.fromkeys(options, 0)
    for ranking in rankings:
        for place, option in enumerate(ranking, 1):
            points[option] += len(options) - place
    return points


def pairwise(options: Sequence[str], rankings: Iterable[Ranking]) -> dict[str, dict[str, int]]:
    """For each option, and each other, how many ballots prefer it to that."""
    pairs = {one: {other: 0 for other in options if other != one} for one in options}
    for ranking in rankings:
        for place, one in enumerate(ranking):
            for other in options:
                if other not in ranking[: place + 1]:
                    pairs[one][other] += 1
    return pairs


def mean(counts: Sequence[int]) -> float | None:
    """Of ratings, given how many gave 1, 2, and so on; None if nobody did."""
    total = sum(counts)
    return sum(number * n for number, n in enumerate(counts, 1)) / total if total else None


def median(counts: Sequence[int]) -> float | None:
    """The middle rating; between two, half way; None if nobody rated."""
    ratings = [number for number, n in enumerate(counts, 1) for _ in range(n)]
    if not ratings:
        return None
    middle = len(ratings) // 2
    if len(ratings) % 2:
        return float(ratings[middle])
    return (ratings[middle - 1] + ratings[middle]) / 2
