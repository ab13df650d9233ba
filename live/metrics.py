"""What a process counts of its work, for Prometheus.

A label is a name of ours: a command, a role, a code of a refusal. None ever names a person, a
session or a choice, and nothing is counted by poll: figures that came one vote at a time would
tell who chose what.

Where several workers serve one port each keeps its figures in files of a folder that
PROMETHEUS_MULTIPROC_DIR names, and whichever is asked adds them up.
"""

import os
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client import values as prometheus_values
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from live.errors import Internal, LiveError

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
UNREAD = "unread"
"""Stands for the name of a command that cannot be read: it could be anything."""

REGISTRY = CollectorRegistry()
SHARED = bool(getattr(prometheus_values.ValueClass, "_multiprocess", False))
"""Whether this process is one of several whose figures are added up."""

QUICK = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
PAGES = (0.005, 0.025, 0.1, 0.5, 1.0, 5.0, 30.0)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256)


def _counter(name: str, what: str, *labels: str) -> Counter:
    return Counter(f"plenary_{name}", what, labels, registry=REGISTRY)


def _seconds(name: str, what: str, *labels: str, buckets: tuple[float, ...] = QUICK) -> Histogram:
    return Histogram(f"plenary_{name}_seconds", what, labels, registry=REGISTRY, buckets=buckets)


def _sum(name: str, what: str, *labels: str) -> Gauge:
    """A gauge of which several workers have a part each."""
    return Gauge(f"plenary_{name}", what, labels, registry=REGISTRY, multiprocess_mode="livesum")


def _least(name: str, what: str, *labels: str) -> Gauge:
    """A gauge that says 0 where it is 0 in any worker."""
    return Gauge(f"plenary_{name}", what, labels, registry=REGISTRY, multiprocess_mode="livemin")


COMMANDS = _counter("commands", "Commands answered.", "command", "outcome", "code")
COMMAND_SECONDS = _seconds("command", "From a command's arrival to its answer.")
COMMIT_SECONDS = _seconds("commit", "Writing a batch: waiting for its turn, and the transaction.")
FANOUT_SECONDS = _seconds("fanout", "From a commit to the last write of what it changed.")
BATCH = Histogram(
    "plenary_batch_commands", "Commands in one transaction.", registry=REGISTRY, buckets=SIZES
)
INBOX = _sum("inbox_commands", "Commands that wait to be written.")

SESSIONS = _sum("sessions", "Sessions that are live here, in each worker.", "status")
SENT_AWAY = _counter("handshakes_sent_away", "Handshakes answered 503, as too many came at once.")
CONNECTIONS = _sum("connections", "Browsers connected.", "audience", "role")
SENT_FRAMES = _counter("sent_frames", "Frames written to browsers.")
SENT_BYTES = _counter("sent_bytes", "Bytes of frames written to browsers.")
SNAPSHOTS = _counter("snapshots", "Times that all documents of a session were encoded.")
BEHIND = _sum("peers_behind", "Browsers that do not keep up, and get nothing until they have.")
FELL_BEHIND = _counter("peers_fell_behind", "Times that a browser did not keep up.")
LET_GO = _counter("peers_let_go", "Browsers that were cut off because they took nothing in.")

BUS_UP = _least("bus_up", "Whether workers can announce to each other.", "bus")
ANNOUNCED = _counter("bus_announced", "Announcements sent.")
HEARD = _counter("bus_heard", "Announcements heard.")
GAPS = _counter("gaps_read", "Times that what another worker had written was read.")
HEAD_POLLS = _counter("head_polls", "Times that the database was asked for the heads of sessions.")

DATABASE_UP = _least("database_up", "Whether the database answers.")
DATABASE_FAULTS = _counter("database_faults", "Transactions that failed.", "fault")


REQUESTS = _counter("http_requests", "Requests answered.", "method", "route", "status")
REQUEST_SECONDS = _seconds("http_request", "Answering a request.", "route", buckets=PAGES)

WORKERS = _sum("workers", "Processes that serve.")
LOOP_LAG_SECONDS = _seconds("loop_lag", "How much later than asked for a timer came.")
CPU_SECONDS = _counter("cpu_seconds", "Time on a processor.")
MEMORY = _sum("memory_bytes", "Memory that is resident.")
OPEN_FILES = _sum("open_files", "Files and sockets that are open.")
MOST_OPEN_FILES = _sum("most_open_files", "Files and sockets that may be open.")


def answered(command: str, refusal: LiveError | None, seconds: float | None = None) -> None:
    """Count a command that has had its answer, ``seconds`` after it came."""
    COMMANDS.labels(command, _outcome(refusal), refusal.code if refusal else "").inc()
    if seconds is not None:
        COMMAND_SECONDS.observe(seconds)


def _outcome(refusal: LiveError | None) -> str:
    if refusal is None:
        return "done"
    if isinstance(refusal, Internal):
        return "internal"
    return "retry" if refusal.retry else "refused"


def sent(times: int, size: int) -> None:
    """Count a frame of some bytes that was written to so many."""
    SENT_FRAMES.inc(times)
    SENT_BYTES.inc(times * size)


def exposition() -> bytes:
    """All figures, those of other workers too, as Prometheus reads them."""
    if not SHARED:
        return generate_latest(REGISTRY)
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)


def forget_worker(pid: int, folder: Path) -> None:
    """Take what a worker that has ended had at the moment out of the sums; what it did stays."""
    mark_process_dead(pid, os.fspath(folder))  # type: ignore[no-untyped-call]
