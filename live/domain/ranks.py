"""Numbers that sort a list into which anything can be moved between any two."""

STEP = 1024.0


def between(before: float | None, after: float | None) -> float:
    """A rank behind ``before`` and in front of ``after``; None stands for an end of the list.

    Halving a gap runs out of digits after some fifty moves into the same
    place; then the result equals one of its neighbours (see ``crowded``).
    """
    if before is None:
        return STEP if after is None else after - STEP
    return before + STEP if after is None else (before + after) / 2


def crowded(rank: float, before: float | None, after: float | None) -> bool:
    """Whether there was no number left between the neighbours."""
    return rank in (before, after)


def spread(count: int) -> list[float]:
    """Ranks for a list that is numbered afresh."""
    return [STEP * (place + 1) for place in range(count)]
