"""What the server says to its log: lines of text or of JSON, and nothing of what people say.

A fault is told by its kind and where it happened. What it says of itself is left out, as it often
quotes what it met: somebody's words, a name, a ballot.
"""

import asyncio
import logging
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

Form = Literal["text", "json"]

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request, or the socket, on whose behalf something is done."""

OURS = "live"
ANSWERED = ("without completing handshake", "Invalid UTF-8 sequence")
TRACE = "Traceback (most recent call last):"
PLACE = re.compile(r'  File "(.*?)", line (\d+)')
KIND = re.compile(r"([a-z_][\w.]*\.[A-Z]\w+|[A-Z]\w*(?:Error|Exception|Unknown))(?::|$)")
CODES = ("sqlite_errorname", "sqlstate", "errno")
"""What tells of a fault without quoting anything."""


def configure(level: str, form: Form) -> None:
    """Ours from a level on. Others only when something is wrong: they would show frames and rows,
    ballots among them."""
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if form == "json" else Text())
    logging.root.handlers = [handler]
    logging.root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level.upper())
    logging.getLogger("uvicorn.error").addFilter(_says_something)


def note_faults_of_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """By themselves they would be logged with what they say."""
    loop.set_exception_handler(_note)


def _note(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    fault = context.get("exception")
    logging.getLogger(OURS).error("%s", context["message"], exc_info=fault)


def _says_something(record: logging.LogRecord) -> bool:
    """What is answered as it should be, and yet logged as an error: a refused handshake, and
    a text that is none."""
    return not any(said in record.getMessage() for said in ANSWERED)


class Text(logging.Formatter):
    """Lines for people: time, level, who says it, in which request, what."""

    def format(self, record: logging.LogRecord) -> str:
        within = f" [{found}]" if (found := request_id.get()) else ""
        said = f"{_time(record)} {record.levelname} {record.name}{within}: {_said(record)}"
        fault = record.exc_info[1] if record.exc_info else None
        return "\n".join([said, *(_one_line(told) for told in _told(fault))])


class Json(logging.Formatter):
    """Lines for programs, one object each."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _said(record),
            "process": record.process,
        }
        if found := request_id.get():
            fields["request"] = found
        fields |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1]:
            fields["faults"] = list(_told(record.exc_info[1]))
        return msgspec.json.encode(fields).decode()


def _time(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _said(record: logging.LogRecord) -> str:
    """On one line, whatever it holds."""
    said = record.getMessage()
    if TRACE in said:  # as a server tells of a lifespan that has failed
        before, _, trace = said.partition(TRACE)
        said = f"{before} {' / '.join(_outline(trace))}"
    return " ".join(said.split())


def _outline(trace: str) -> Iterator[str]:
    """The places and the kinds of faults of a written traceback, without what the faults say."""
    for line in trace.splitlines():
        if found := PLACE.match(line) or KIND.match(line):
            yield ":".join(found.groups())


class Told(msgspec.Struct, frozen=True):
    """A fault: its kind, and the places through which it came, the innermost last."""

    fault: str
    places: tuple[str, ...]


def _told(fault: BaseException | None) -> list[Told]:
    """A fault and those behind it, the first one last."""
    found: list[Told] = []
    while fault is not None and len(found) < 5:
        places = tuple(
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(fault.__traceback__)
        )
        found.append(Told(kind(fault), places))
        fault = fault.__cause__ or fault.__context__
    return found


def _one_line(told: Told) -> str:
    return "\n".join([f"  {told.fault}", *(f"    {place}" for place in told.places)])


def kind(fault: BaseException) -> str:
    """Such as ``OperationalError SQLITE_FULL``; not a word of what it says."""
    origin = getattr(fault, "orig", None) or fault
    codes = (getattr(origin, code, None) for code in CODES)
    return " ".join([type(fault).__name__, *(str(code) for code in codes if code is not None)])
