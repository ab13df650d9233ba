"""Whatever becomes of clocks, the time of a session goes on."""

import logging

import pytest

from live.domain.agenda import AddItem
from live.room.clock import Clock, SessionClock
from live.slowness import seldom
from live.store import journal
from tests.room.rig import Rig

HOUR_MS = 3_600_000
MS = 1_000_000
DIFFERS = "this worker's clock differs from the database's"
BEHIND = "this worker's clock is behind the journal"


class Machine:
    """A machine whose clock can be set."""

    def __init__(self, wall_ms: int = 1_800_000_000_000) -> None:
        self.wall_ms = wall_ms
        self.steady_ms = 5_000

    def clock(self) -> Clock:
        return Clock(lambda: self.wall_ms * MS, lambda: self.steady_ms * MS)

    def passes(self, ms: int) -> None:
        self.wall_ms += ms
        self.steady_ms += ms

    def is_set(self, ms: int) -> None:
        self.wall_ms += ms


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was said in the last minute."""
    monkeypatch.setattr(seldom, "_said_at", {})


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING, "live.slowness")
    return caplog


async def ats(rig: Rig) -> list[int]:
    """When the entries of the journal were written."""
    entries = await rig.database.read(lambda c: journal.read(c, rig.session_id))
    return [entry.at for entry in entries]


@pytest.mark.parametrize("jump_ms", [HOUR_MS, -HOUR_MS])
def test_a_clock_that_is_set_changes_nothing(jump_ms: int) -> None:
    machine = Machine()
    clock = machine.clock()
    before = clock.now()
    machine.passes(1500)
    machine.is_set(jump_ms)
    assert clock.now() == before + 1500


def test_a_session_goes_on_from_what_its_journal_holds() -> None:
    machine = Machine()
    clock, last = SessionClock(machine.clock()), machine.wall_ms + HOUR_MS
    assert clock.now(last) == last
    machine.passes(1500)
    assert clock.now(last) == last + 1500


def test_a_journal_of_the_past_holds_nobody_back() -> None:
    machine = Machine()
    assert SessionClock(machine.clock()).now(machine.wall_ms - HOUR_MS) == machine.wall_ms


@pytest.mark.parametrize("jump_ms", [HOUR_MS, -HOUR_MS])
async def test_the_times_of_a_session_go_on_when_the_clock_is_set(rig: Rig, jump_ms: int) -> None:
    machine = Machine(max(await ats(rig)) + 1000)
    rig.new_clock = machine.clock
    await rig.again()
    await rig.do(rig.chair, AddItem("Before"))
    machine.is_set(jump_ms)
    machine.passes(2000)
    await rig.do(rig.chair, AddItem("After"))
    *_, before, after = await ats(rig)
    assert after - before == 2000


async def test_time_goes_on_after_a_restart_with_an_earlier_clock(rig: Rig) -> None:
    """Turns would have no length until the clock has come so far, if it stood still."""
    machine = Machine(max(await ats(rig)) - HOUR_MS)
    rig.new_clock = machine.clock
    await rig.again()
    await rig.do(rig.chair, AddItem("Before"))
    machine.passes(90_000)
    await rig.do(rig.chair, AddItem("After"))
    *_, before, after = await ats(rig)
    assert after - before == 90_000


async def test_a_clock_that_was_set_back_is_said(
    rig: Rig, warnings: pytest.LogCaptureFixture
) -> None:
    machine = Machine(max(await ats(rig)) - HOUR_MS)
    rig.new_clock = machine.clock
    await rig.again()
    await rig.room()
    assert f"{BEHIND}: -3600.0 s" in warnings.messages


async def test_clocks_that_agree_are_not_mentioned(
    rig: Rig, warnings: pytest.LogCaptureFixture
) -> None:
    await rig.again()
    await rig.room()
    assert not [said for said in warnings.messages if "clock" in said]


async def test_a_clock_that_differs_from_the_databases_is_said(
    rig: Rig, warnings: pytest.LogCaptureFixture
) -> None:
    """SQLite has no clock of its own."""
    own = Clock()
    rig.new_clock = lambda: Clock(lambda: (own.now() + HOUR_MS) * MS)
    await rig.again()
    await rig.room()
    said = [message for message in warnings.messages if message.startswith(DIFFERS)]
    assert len(said) == ("postgresql" in rig.url)
    assert all(": +3600." in message or ": +3599." in message for message in said)


async def test_nothing_is_deleted_by_a_clock_that_is_ahead(rig: Rig) -> None:
    """What is deleted is gone, and a machine that starts may not know yet what day it is."""
    machine = Machine(max(await ats(rig)) + 24 * HOUR_MS)
    rig.new_clock = machine.clock
    await rig.again()
    surely = await rig.rooms.surely()
    assert (surely < machine.wall_ms - HOUR_MS) == ("postgresql" in rig.url)
