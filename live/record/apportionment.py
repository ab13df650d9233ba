"""Whole numbers for parts that add up to what the whole is."""

from collections.abc import Sequence


def apportioned(parts: Sequence[int], whole: int) -> list[int]:
    """As many of ``whole`` for each part as it has of the sum, by the largest remainders; the
    earlier first where they are alike. Nothing of nothing."""
    total = sum(parts)
    if not total:
        return [0 for _ in parts]
    given = [part * whole // total for part in parts]
    left = sorted(range(len(parts)), key=lambda nth: -(parts[nth] * whole % total))
    for nth in left[: whole - sum(given)]:
        given[nth] += 1
    return given
