"""What `plenary simulate` makes of what it sees: frames, findings, and what it tells the host."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from live.simulate.load import checks
from live.simulate.load.checks import Finding
from live.simulate.load.line import TEXT, framed, parsed
from live.simulate.load.measures import Measures, Spread, times
from live.simulate.load.report import Report, Run, report
from live.simulate.load.telling import lines

RIGHT = Finding("right", "All is well.")
WRONG = Finding("wrong", "A vote is lost.")


@given(st.binary(max_size=70_000), st.binary(max_size=20))
def test_a_frame_of_a_server_is_read(payload: bytes, rest: bytes) -> None:
    sent = Frame(Opcode.TEXT, payload).serialize(mask=False)
    assert parsed(sent + rest) == (TEXT, payload, len(sent))


@given(st.binary(max_size=70_000), st.data())
def test_a_part_of_a_frame_is_none_yet(payload: bytes, data: st.DataObject) -> None:
    sent = Frame(Opcode.TEXT, payload).serialize(mask=False)
    assert parsed(sent[: data.draw(st.integers(0, len(sent) - 1))]) is None


@given(st.binary(max_size=70_000))
def test_a_frame_is_sent_masked(payload: bytes) -> None:
    raw = framed(TEXT, payload)
    start = {126: 4, 127: 10}.get(raw[1] & 0x7F, 2)
    mask, masked = raw[start : start + 4], raw[start + 4 :]
    assert raw[1] & 0x80
    assert bytes(byte ^ mask[nth % 4] for nth, byte in enumerate(masked)) == payload


def test_a_change_has_spread_when_the_last_phone_knows_it() -> None:
    spread = Spread()
    spread.saw(4, 5, 1.0)
    spread.saw(3, 6, 1.5)
    spread.caused(5, sent=0.75, answered=1.25)
    assert (spread.from_sending(), spread.from_commit()) == ([0.75], [0.5])


def test_times_are_told_in_milliseconds() -> None:
    told = times([nth / 1000 for nth in range(1, 101)])
    assert told
    assert (told.count, told.p50, told.p99, told.max) == (100, 51, 100, 100)
    assert times([]) is None


TALLY: dict[str, Any] = {"counts": {"a": 2, "b": 1}, "voters": 3}


@pytest.mark.parametrize(
    ("expected", "unanswered", "verdict"),
    [
        ({"a": 2, "b": 1}, 0, "right"),
        ({"a": 1, "b": 2}, 0, "wrong"),
        ({"a": 2, "b": 0}, 0, "wrong"),
        ({"a": 2, "b": 0}, 1, "right"),
        ({"a": 3, "b": 1}, 0, "wrong"),
        ({"a": 0, "b": 0}, 2, "wrong"),
    ],
)
def test_the_tally_is_what_was_acknowledged(
    expected: dict[str, int], unanswered: int, verdict: str
) -> None:
    assert checks.counted(expected, TALLY, unanswered).verdict == verdict


def test_a_poll_without_a_result_is_wrong() -> None:
    assert checks.counted({}, None, 0).verdict == "wrong"


@pytest.mark.parametrize(
    ("people", "verdict"),
    [
        (["x", "y"], "right"),
        (["x"], "wrong"),
        (["x", "y", "y"], "wrong"),
        (["x", "y", "z"], "right"),
    ],
)
def test_everybody_is_there_once(people: list[str], verdict: str) -> None:
    assert checks.joined(["x", "y"], ({"name": one} for one in people)).verdict == verdict


@pytest.mark.parametrize(
    ("waiting", "spoken", "verdict"),
    [(["y"], ["x", "x"], "right"), ([], ["x", "x"], "wrong"), (["x", "y"], ["x", "x"], "wrong")],
)
def test_a_request_is_neither_lost_nor_doubled(
    waiting: list[str], spoken: list[str], verdict: str
) -> None:
    assert checks.heard(["x", "x", "y"], waiting, spoken).verdict == verdict


@pytest.mark.parametrize(
    ("texts", "verdict"), [(["n"], "right"), ([], "wrong"), (["n", "n"], "wrong")]
)
def test_a_note_is_there_once(texts: list[str], verdict: str) -> None:
    assert checks.noted(["n"], ({"text": text} for text in texts)).verdict == verdict


def test_who_is_counted_is_who_is_there() -> None:
    assert [checks.present(2, online).verdict for online in (2, 1, 3)] == [
        "right",
        "wrong",
        "wrong",
    ]


def told(measures: Measures, *findings: Finding, cpu: float = 0.1, failed: int = 0) -> Report:
    turned = {"gave up": failed} if failed else {}
    run = Run(
        url="https://plenary.example.org",
        phones=10,
        network="good",
        seed=None,
        vote_seconds=5,
        seconds=60,
        cpu=cpu,
        joined=10 - failed,
        failed=turned,
        findings=findings,
    )
    return report(run, measures)


def test_a_quick_run_is_ready() -> None:
    assert told(Measures(join=[0.2]), RIGHT).verdict == "ready"


@pytest.mark.parametrize(
    "measures",
    [
        Measures(join=[11.0]),
        Measures(answers={True: [1.5], False: []}),
        Measures(spread=Spread({1: 0.0}, {1: 3.0}, [(1, 0.0, 0.1)])),
    ],
)
def test_a_run_in_which_people_would_wait_is_slow(measures: Measures) -> None:
    assert told(measures, RIGHT).verdict == "slow"


def test_what_is_wrong_is_wrong_however_quick() -> None:
    assert told(Measures(), RIGHT, WRONG).verdict == "wrong"
    assert told(Measures(), RIGHT, failed=1).verdict == "wrong"


@pytest.mark.parametrize(
    ("doors", "closes", "change"),
    [
        ({"429": 3}, {}, "LIVE_JOIN_RATE"),
        ({}, {"HTTP 503": 3}, "LIVE_CONNECT_RATE"),
        ({"502": 1}, {}, "worker_connections"),
        ({"connection refused": 1}, {}, "open files"),
        ({}, {"cut": 2}, "proxy_read_timeout"),
        ({}, {"silence": 2}, "fell silent"),
    ],
)
def test_the_host_is_told_what_to_change(
    doors: dict[str, int], closes: dict[str, int], change: str
) -> None:
    measures = Measures(doors=Counter(doors), closes=Counter(closes))
    (said,) = told(measures, RIGHT).change
    assert change in said


def test_a_tool_that_is_too_slow_itself_says_so() -> None:
    (said,) = told(Measures(), RIGHT, cpu=0.95).change
    assert "was busy itself" in said
    assert told(Measures(lag=[0.0] * 99 + [0.5]), RIGHT).change == (said,)


def test_a_text_tells_findings_and_what_to_change() -> None:
    text = "\n".join(lines(told(Measures(doors=Counter({"429": 3})), RIGHT, WRONG)))
    assert "ok     All is well." in text
    assert "WRONG  A vote is lost." in text
    assert "To do: 3 times" in text
    assert text.endswith("WRONG: something was lost or not as it should be.")
