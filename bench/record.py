"""What the record of a long session costs: each file of it, and all of them in one."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from bench.measure import run
from live.record.formats import FORMATS
from live.record.model import Record
from tests.record.afternoon import CAPTIONS, NOTES, POLLS, TURNS, afternoon

LANGUAGES = ("en", "ar")
RUNS = 3

T = TypeVar("T")


async def main(_: Path) -> None:
    print(f"The record of {TURNS} turns, {NOTES} notes, {POLLS} polls, {CAPTIONS} captions")
    here = afternoon()
    record, assembled = timed(here.record)
    print(f"{'from the journal':24}{assembled * 1000:8,.0f} ms")
    for language in LANGUAGES:
        for name in FORMATS:
            tell(record, name, language)


def tell(record: Record, name: str, language: str) -> None:
    """The best of some, and how large it is."""
    made = [timed(lambda: FORMATS[name].write(record, language)) for _ in range(RUNS)]
    best = min(seconds for _, seconds in made)
    size = len(made[0][0]) // 1024
    print(
        f"{name:20} {language:3}{best * 1000:8,.0f} ms, first {made[0][1] * 1000:,.0f}{size:8,} KiB"
    )


def timed(work: Callable[[], T]) -> tuple[T, float]:
    began = perf_counter()
    return work(), perf_counter() - began


if __name__ == "__main__":
    run(main)
