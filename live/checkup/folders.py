"""What is read from, and written to, on the disk: fonts, templates, folders."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from live.checkup.findings import Finding, ok, warning, wrong
from live.record import fonts
from live.record.summary.library import Library
from live.settings import Settings


def look(settings: Settings) -> list[Finding]:
    return [
        *_fonts(),
        *_templates(settings.record_templates),
        *_writable(settings),
        *_erasures(settings),
    ]


def _fonts() -> Iterator[Finding]:
    complaint = fonts.complaint()
    if complaint:
        yield warning("fonts", complaint)
    else:
        yield ok("fonts", "Records can be set in every language.")


def _templates(folder: Path | None) -> Iterator[Finding]:
    library = Library(folder)
    faults = library.faults()
    for fault in faults:
        yield wrong("templates", f"A template of the summary cannot be used: {fault}")
    if not faults:
        yield ok("templates", f"{len(library.names())} templates of the summary can be used.")


def _writable(settings: Settings) -> Iterator[Finding]:
    folders = {Path(tempfile.gettempdir())}
    if settings.sqlite_file:
        folders.add(settings.sqlite_file.absolute().parent)
    for folder in sorted(folders):
        if _can_be_written(folder):
            yield ok("folders", f"{folder} can be written to.")
        else:
            yield wrong("folders", f"{folder} cannot be written to by this user.")


def _can_be_written(path: Path) -> bool:
    """What is not there yet can be made, if the folder above it can be written to."""
    there = next(one for one in (path, *path.absolute().parents) if one.exists())
    return os.access(there, os.W_OK)


def _erasures(settings: Settings) -> Iterator[Finding]:
    path = settings.erasures
    if path is None:
        yield warning(
            "erasures",
            "Nobody writes down who is erased, and a backup would bring them back: set "
            "LIVE_ERASURE_LOG to a file that is not lost together with the database.",
        )
    elif settings.erasure_log and not path.absolute().parent.is_dir():
        yield wrong("erasures", f"The folder of {path} (LIVE_ERASURE_LOG) is not there.")
    elif not _can_be_written(path):
        yield wrong("erasures", f"{path} cannot be written to by this user.")
    else:
        yield ok("erasures", f"Who is erased is written down, by ids, in {path}.")
