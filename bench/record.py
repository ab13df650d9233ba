"""What the record of a long session costs: each file of it, as it is made first."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import msgspec

from bench.measure import run
from live.record.formats import FORMATS
from tests.record.afternoon import CAPTIONS, NOTES, POLLS, TURNS, afternoon

LANGUAGES = ("en", "ar")
ALL = "record.zip"

T = TypeVar("T")


class Cost(msgspec.Struct, frozen=True):
    """In milliseconds."""

    cpu: float
    passed: float


async def main(_: Path) -> None:
    print(f"The record of {TURNS} turns, {NOTES} notes, {POLLS} polls, {CAPTIONS} captions")
    here = afternoon()
    record, cost = timed(here.record)
    tell("from the journal", cost)
    for language in LANGUAGES:
        print(language)
        costs = []
        for name, form in FORMATS.items():
            content, cost = timed(partial(form.write, record, language))
            tell(name, cost, len(content))
            costs += [] if name == ALL else [cost]
        cpu, passed = (sum(one) for one in zip(*map(msgspec.structs.astuple, costs), strict=True))
        tell(f"each of them but {ALL}", Cost(cpu, passed))


def timed(work: Callable[[], T]) -> tuple[T, Cost]:
    cpu, began = process_time(), perf_counter()
    result = work()
    return result, Cost(1000 * (process_time() - cpu), 1000 * (perf_counter() - began))


def tell(name: str, cost: Cost, size: int = 0) -> None:
    kib = f"{size / 1024:8,.0f} KiB" if size else ""
    print(f"  {name:28}{cost.cpu:8,.0f} ms of CPU{cost.passed:8,.0f} ms passed{kib}")


if __name__ == "__main__":
    run(main)
