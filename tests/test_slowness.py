"""Trouble that comes often is said seldom."""

import logging

import pytest
from prometheus_client import CollectorRegistry, Histogram

from live import slowness
from live.slowness import Seldom, measured


def test_the_same_trouble_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    seldom = Seldom()
    for _ in range(5):
        seldom.say("a commit took long", "2 s")
    assert [said.getMessage() for said in caplog.records] == ["a commit took long: 2 s"]


def test_what_was_not_said_is_counted(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    seldom = Seldom()
    for _ in range(3):
        seldom.say("slow")
    monkeypatch.setattr(slowness, "QUIET_SECONDS", 0.0)
    seldom.say("slow")
    assert caplog.records[-1].getMessage() == "slow (and 2 times before, unsaid)"


def test_other_trouble_is_said_besides(caplog: pytest.LogCaptureFixture) -> None:
    seldom = Seldom()
    seldom.say("one")
    seldom.say("other")
    assert len(caplog.records) == 2


@pytest.mark.parametrize(("too_long", "said"), [(-1.0, 1), (60.0, 0)])
def test_work_is_measured_whether_it_is_slow(
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    too_long: float,
    said: int,
) -> None:
    registry = CollectorRegistry()
    taken = Histogram("taken", "Time.", registry=registry)
    monkeypatch.setattr(slowness, "seldom", Seldom())
    with caplog.at_level(logging.WARNING), measured(taken, "it", too_long):
        pass
    assert registry.get_sample_value("taken_count") == 1
    assert len(caplog.records) == said
