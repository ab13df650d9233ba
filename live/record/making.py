"""Makes files of records in a process of its own, which keeps nobody waiting.

What crosses between the processes is the order and the finished file: the record itself is read
and made here, and remembered for the other files of the same order.
"""

import asyncio
import os
import signal
import threading
from functools import lru_cache, partial
from multiprocessing import parent_process
from typing import Literal

import msgspec
from msgspec.structs import replace

from live.domain.actors import Milliseconds
from live.domain.life import Attribution
from live.errors import NotFound
from live.record.fonts import FontMissing
from live.record.formats import FORMATS
from live.record.model import Record, Template
from live.record.projection import project
from live.record.reading import Kept, kept, record_of
from live.store.database import Database

Missing = Literal["version", "font"]
"""Why a file cannot be made: there is no such version, or no font."""


class Job(msgspec.Struct, frozen=True):
    """Which record, as of which event, told how; ``now``: what it says of when it was made."""

    database_url: str
    session: str
    seq: int
    version: int | None
    attribution: Attribution
    template: Template
    now: Milliseconds


def begin() -> None:
    """End with the process that began this one, and only then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def ready() -> None:
    """Nothing to do, but to be there."""


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def written(job: Job, name: str, language: str) -> bytes | Missing:
    """A file, or why there is none."""
    try:
        return FORMATS[name].write(_record(job), language)
    except NotFound:
        return "version"
    except FontMissing:
        return "font"


@lru_cache(maxsize=1)
def _record(job: Job) -> Record:
    made = record_of(asyncio.run(_kept(job)), job.now, job.version)
    return project(replace(made, template=job.template), job.attribution)


async def _kept(job: Job) -> Kept:
    database = Database(job.database_url)
    try:
        return await database.read(partial(kept, session_id=job.session))
    finally:
        await database.close()
