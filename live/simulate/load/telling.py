"""A report as text."""

from collections.abc import Iterator, Mapping

from live.simulate.load.measures import Times
from live.simulate.load.report import Report

VERDICTS = {
    "ready": "READY: everything was right, and quick.",
    "slow": "SLOW: everything was right, but people would have waited.",
    "wrong": "WRONG: something was lost or not as it should be.",
}
SIGNS = {"right": "ok", "wrong": "WRONG"}


def lines(report: Report) -> Iterator[str]:
    where = f"{report.phones} phones on {report.url}"
    yield f"{where}, network {report.network}, {report.seconds:.0f} s"
    yield ""
    yield from (f"{name:30}{value}" for name, value in _figures(report) if value)
    yield ""
    yield from (f"{SIGNS[one.verdict]:7}{one.what}" for one in report.findings)
    if report.change:
        yield ""
        yield from (f"To do: {one}" for one in report.change)
    yield ""
    yield VERDICTS[report.verdict]


def _figures(report: Report) -> Iterator[tuple[str, str]]:
    failed = f", {_counts(report.failed)}" if report.failed else ""
    yield "joined", f"{report.joined} of {report.phones}{failed}"
    yield "told to wait, tried again", _counts(report.told_to_wait)
    yield "time to join", _times(report.join)
    yield "of it pages and form", _times(report.form)
    yield "command to answer", _times(report.answers)
    yield "across a broken line", _times(report.answers_across_breaks)
    yield "ballot to answer", _times(report.ballots)
    yield "all voted within", f"{report.vote_seconds:g} s"
    yield "last ballot acknowledged", _seconds(report.last_ballot_seconds)
    yield "across a broken line", _seconds(report.last_ballot_across_breaks_seconds)
    yield "commit to last phone", _times(report.commit_to_last_phone)
    yield "command to last phone", _times(report.sending_to_last_phone)
    yield "refusals", _counts(report.refusals)
    yield "sent again", str(report.sent_again or "")
    yield "lines broken by the network", str(report.breaks or "")
    yield "lines that ended otherwise", _counts(report.closes)
    if report.reconnects:
        yield (
            "came back",
            f"{report.reconnects}, of which {report.resumed} went on where they were",
        )
    yield "patches missed", str(report.missed or "")
    yield "away", _times(report.away)
    yield "received", f"{report.frames} frames, {report.bytes / 1e6:.1f} MB"
    late = f", {report.tool_late.p99} ms late (p99)" if report.tool_late else ""
    yield "this tool", f"{report.tool_cpu:.0%} of a core{late}"


def _seconds(after: float | None) -> str:
    return "" if after is None else f"{after:.2f} s after the opening"


def _times(measured: Times | None) -> str:
    if measured is None:
        return ""
    return f"p50 {_ms(measured.p50)}, p99 {_ms(measured.p99)}, longest {_ms(measured.max)}"


def _ms(ms: float) -> str:
    return f"{ms:.0f} ms" if ms < 10_000 else f"{ms / 1000:.1f} s"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{what}: {number}" for what, number in counts.items())
