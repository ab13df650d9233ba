"""How long the faults last, and by which seed they are chosen: options of pytest, and a report."""

import sys
from collections.abc import Callable, Sequence
from random import Random, randrange
from time import monotonic

import msgspec
import pytest
from _pytest.terminal import TerminalReporter

SEEN = "seen of "
MOST_SECONDS = 20 * 60
"""All long versions together take no longer."""

Figures = Callable[..., None]


class Scale(msgspec.Struct, frozen=True):
    """``of``: chooses between the short version and the long one."""

    long: bool
    seed: int
    dice: Random

    def of(self, short: float, long: float) -> float:
        return long if self.long else short

    def spells(self, short: Sequence[float], long: Sequence[float]) -> Sequence[float]:
        return long if self.long else short


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("faults")
    group.addoption("--faults", choices=("short", "long"), default="short", help="how long")
    group.addoption("--faults-seed", type=int, help="to have the same faults again")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.faults_seed is None:  # and all processes of the run are given it
        config.option.faults_seed = randrange(2**32)


def pytest_report_header(config: pytest.Config) -> str:
    return f"faults: {config.option.faults}, --faults-seed={config.option.faults_seed}"


@pytest.fixture(scope="session")
def deadline(pytestconfig: pytest.Config) -> float:
    return monotonic() + MOST_SECONDS


@pytest.fixture
def scale(request: pytest.FixtureRequest, deadline: float) -> Scale:
    """Which version this is; its chances come of the seed and the test's name."""
    option = request.config.option
    if monotonic() > deadline:
        pytest.fail(f"the faults have taken more than {MOST_SECONDS} s", pytrace=False)
    sys.stdout.write(f"again: --faults={option.faults} --faults-seed={option.faults_seed}\n")
    dice = Random(f"{option.faults_seed} {request.node.name}")
    return Scale(option.faults == "long", option.faults_seed, dice)


@pytest.fixture
def seen(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Figures:
    """Tell figures of a test, which stand at the end of the run."""

    def tell(**figures: object) -> None:
        words = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
        record_property(SEEN + request.node.name, words)

    return tell


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    told = [
        f"{name.removeprefix(SEEN)}: {value}"
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, value in report.user_properties
        if name.startswith(SEEN)
    ]
    if told:
        terminalreporter.section("what was seen under faults")
        for line in told:
            terminalreporter.line(line)
