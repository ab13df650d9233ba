"""Lines of captions given to speakers, in simulated sessions: how many rightly, and how fast.

Nothing here is real audio: what is simulated is told in ``tests/record/spoken.py``.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from random import Random
from time import perf_counter

import msgspec

from bench.measure import run
from live.domain.captions import Line, Stream
from live.record.attribution.lines import attributed
from live.record.attribution.offset import Offset, find_offset
from live.record.speaking import Caption
from tests.record.spoken import CHAIR, Setting, Spoken, spoken

SESSIONS = 40
LARGE = 3_000

Lines = Callable[[Spoken, int], Sequence[Line]]


class Case(msgspec.Struct, frozen=True):
    title: str
    setting: Setting
    kept: float = 0
    """Of the labels; 0: the captions have none."""


CASES = (
    Case("unattributed, each turn begun and ended by a click", Setting(passed=0)),
    Case("unattributed, half of the turns passed on by one click", Setting()),
    Case("unattributed, all of them", Setting(passed=1)),
    Case("the same, speakers called by name", Setting(passed=1, named=0.7)),
    Case("unattributed, lines without pauses between", Setting(contiguous=True)),
    Case("unattributed, 12 turns", Setting(turns=12, speakers=10)),
    Case("labelled, 15 % of the labels lost", Setting(), 0.85),
)


class Result:
    """Counts over several sessions."""

    def __init__(self) -> None:
        self.errors: list[float] = []
        self.missed = 0
        self.outcomes: Counter[str] = Counter()
        self.sure: Counter[bool] = Counter()

    def add(self, here: Spoken, found: Offset | None, captions: Sequence[Caption]) -> None:
        if found is None:
            self.missed += 1
            return
        self.errors.append(abs(found.zero - here.zero) / 1000)
        truth = {one.line.id: one for one in here.said}
        for caption in captions:
            one = truth[caption.id]
            right = caption.person == one.by
            wrong = not right and caption.person not in (None, CHAIR)
            self.outcomes["lines"] += 1
            self.outcomes["right"] += right
            self.outcomes["apart"] += not one.amid
            self.outcomes["right apart"] += right and not one.amid
            self.outcomes["nobody"] += caption.person is None
            self.outcomes["wrong participant"] += wrong and one.by != CHAIR
            self.outcomes["chair's, given to the speaker"] += wrong and one.by == CHAIR
            if caption.confidence == "certain":
                self.sure[right] += 1

    def share(self, what: str, of: str = "lines") -> str:
        return f"{100 * self.outcomes[what] / max(1, self.outcomes[of]):.2f} %"

    def told(self) -> Iterator[str]:
        yield f"rightly, but for what is thrown in: {self.share('right apart', 'apart')}"
        yield f"rightly, of all: {self.share('right')}"
        yield f"to a wrong participant: {self.share('wrong participant')}"
        yield f"the chair's words to whoever has the floor: {self.share(CHAIRS)}"
        yield f"to nobody: {self.share('nobody')}"
        certain = 100 * self.sure[True] / max(1, self.sure.total())
        share = 100 * self.sure.total() / max(1, self.outcomes["lines"])
        yield f"called certain: {share:.1f} %, of these rightly: {certain:.2f} %"
        errors = sorted(self.errors) or [0.0]
        middle, most = errors[len(errors) // 2], errors[-1]
        yield f"beginning: off by {middle:.2f} s in the median, {most:.2f} s at most"
        yield f"beginning not found: {self.missed} of {self.missed + len(self.errors)}"


CHAIRS = "chair's, given to the speaker"


def of(case: Case) -> Result:
    result = Result()
    for seed in range(SESSIONS):
        here = spoken(seed, case.setting)
        lines = here.labelled(Random(seed), case.kept) if case.kept else here.lines
        found = find_offset(lines, here.turns, here.names)
        stream = Stream("x_1", "en", "webvtt", found.zero if found else None, lines=lines)
        result.add(here, found, attributed(stream, here.turns, here.people))
    return result


def foreign() -> int:
    """How often a beginning is found for a recording of another session."""
    pairs = ((spoken(seed), spoken(seed + SESSIONS)) for seed in range(SESSIONS))
    return sum(
        find_offset(other.lines, here.turns, here.names) is not None for here, other in pairs
    )


def seconds() -> tuple[float, float]:
    """For 3,000 lines: to find the beginning, and to say who spoke."""
    here = next(made for seed in count() if len((made := spoken(seed, LONG)).said) >= LARGE)
    lines = here.lines[:LARGE]
    began = perf_counter()
    found = find_offset(lines, here.turns, here.names)
    between = perf_counter()
    zero = found.zero if found else here.zero
    attributed(Stream("x_1", "en", "webvtt", zero, lines=lines), here.turns, here.people)
    return between - began, perf_counter() - between


LONG = Setting(turns=80, speakers=40)


async def main(_: Path) -> None:
    print("Attribution of captions")
    for case in CASES:
        print(f"  {case.title}")
        for line in of(case).told():
            print(f"    {line}")
    print(f"  recordings of another session taken for this one: {foreign()} of {SESSIONS}")
    finding, saying = seconds()
    print(f"  {LARGE} lines: {finding:.2f} s to find the beginning, {saying:.2f} s to attribute")


if __name__ == "__main__":
    run(main)
