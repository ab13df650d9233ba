"""What a run came to: figures, findings, what to change, and a verdict."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from live.simulate.load.checks import Finding
from live.simulate.load.measures import Measures, Times, times

Verdict = Literal["ready", "slow", "wrong"]

SLOW_ANSWER_MS = 1000
SLOW_SPREAD_MS = 2000
SLOW_JOIN_MS = 10_000
BUSY = 0.85
LATE_MS = 100
"""A tool whose own timers are later than this measures itself."""

OF_PROXIES = {"502", "504", "HTTP 502", "HTTP 504"}
FULL = {"503", "HTTP 503", "1013"}


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Times are in milliseconds. ``change``: what the host should, in sentences."""

    url: str
    phones: int
    network: str
    seed: int | None
    seconds: float
    verdict: Verdict
    joined: int
    failed: dict[str, int]
    told_to_wait: dict[str, int]
    form: Times | None
    join: Times | None
    commands: int
    answers: Times | None
    answers_across_breaks: Times | None
    ballots: Times | None
    vote_seconds: float
    last_ballot_seconds: float | None
    last_ballot_across_breaks_seconds: float | None
    sending_to_last_phone: Times | None
    commit_to_last_phone: Times | None
    refusals: dict[str, int]
    sent_again: int
    breaks: int
    closes: dict[str, int]
    reconnects: int
    resumed: int
    missed: int
    away: Times | None
    frames: int
    bytes: int
    tool_cpu: float
    tool_late: Times | None
    findings: tuple[Finding, ...]
    change: tuple[str, ...]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What the report tells of besides the measures. ``cpu``: the tool's, of one core."""

    url: str
    phones: int
    network: str
    seed: int | None
    vote_seconds: float
    seconds: float
    cpu: float
    joined: int
    failed: dict[str, int]
    findings: tuple[Finding, ...]


def report(run: Run, measures: Measures) -> Report:
    answers = times(measures.answers[True])
    spread = times(measures.spread.from_commit())
    join = times(measures.join)
    late = times(measures.lag)
    change = tuple(_changes(run, measures, late))
    slow = _over(answers, SLOW_ANSWER_MS) or _over(spread, SLOW_SPREAD_MS)
    slow = slow or _over(join, SLOW_JOIN_MS)
    wrong = run.failed or any(one.verdict == "wrong" for one in run.findings)
    return Report(
        url=run.url,
        phones=run.phones,
        network=run.network,
        seed=run.seed,
        seconds=round(run.seconds, 1),
        verdict="wrong" if wrong else "slow" if slow else "ready",
        joined=run.joined,
        failed=run.failed,
        told_to_wait=dict(measures.doors),
        form=times(measures.form),
        join=join,
        commands=measures.commands,
        answers=answers,
        answers_across_breaks=times(measures.answers[False]),
        ballots=times(measures.ballots),
        vote_seconds=run.vote_seconds,
        last_ballot_seconds=_last_ballot(measures, steady=True),
        last_ballot_across_breaks_seconds=_last_ballot(measures, steady=False),
        sending_to_last_phone=times(measures.spread.from_sending()),
        commit_to_last_phone=spread,
        refusals=dict(measures.refusals),
        sent_again=measures.sent_again,
        breaks=measures.breaks,
        closes=dict(measures.closes),
        reconnects=measures.reconnects,
        resumed=measures.resumed,
        missed=measures.missed,
        away=times(measures.back),
        frames=measures.frames,
        bytes=measures.bytes,
        tool_cpu=round(run.cpu, 2),
        tool_late=late,
        findings=run.findings,
        change=change,
    )


def _last_ballot(measures: Measures, *, steady: bool) -> float | None:
    """Seconds from the opening of the poll."""
    last, opened = measures.last_ballot.get(steady), measures.poll_opened
    return None if last is None or opened is None else round(last - opened, 2)


def _over(measured: Times | None, most: float) -> bool:
    return measured is not None and measured.p99 > most


def _changes(run: Run, measures: Measures, late: Times | None) -> Iterator[str]:
    doors, closes = measures.doors, measures.closes
    if doors["429"]:
        yield (
            f"{doors['429']} times somebody was told to wait at the join page: raise LIVE_JOIN_RATE"
            " or LIVE_JOIN_BURST, or let people come over a longer time."
        )
    if full := sum(doors[one] + closes[one] for one in FULL):
        yield (
            f"{full} times the server had no room for more at that moment: more workers, or a "
            "higher LIVE_CONNECT_RATE."
        )
    if proxied := sum(doors[one] + closes[one] for one in OF_PROXIES):
        yield (
            f"{proxied} times the proxy could not reach the server: is it up, and do both may open "
            "enough files (LimitNOFILE, worker_connections)?"
        )
    if doors["connection refused"] + doors["connection cut"] + closes["no connection"]:
        yield "Connections were refused: look at the limits of open files, here and there."
    if closes["cut"] + closes["1006"]:
        yield (
            f"{closes['cut'] + closes['1006']} connections were cut that should have lasted: is "
            "there a proxy that ends them early (proxy_read_timeout)?"
        )
    if closes["silence"]:
        yield f"{closes['silence']} connections fell silent: the server, or the way to it, is full."
    if run.cpu > BUSY or _over(late, LATE_MS):
        yield (
            "The machine that ran this was busy itself, and its figures are too high: run it on "
            "another machine than the server's, or with fewer phones."
        )
