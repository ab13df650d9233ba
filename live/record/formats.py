"""Every file of the record, by its name."""

from collections.abc import Callable
from contextlib import suppress

import msgspec

from live.record import tables
from live.record.archive import File, archive, sums
from live.record.document import Document
from live.record.docx import docx
from live.record.fonts import FontMissing
from live.record.markdown import markdown
from live.record.model import Record
from live.record.odt import MIME_TYPE, odt
from live.record.pages import page
from live.record.pdf import pdf
from live.record.phrasing import Phrasing
from live.record.srt import srt
from live.record.summary.report import summary
from live.record.telling import Telling
from live.record.transcript import transcript
from live.record.vtt import vtt
from live.record.xlsx import xlsx

Write = Callable[[Record, str], bytes]


class Format(msgspec.Struct, frozen=True):
    """``write`` takes a record and a language; data are the same in all of them."""

    media_type: str
    write: Write


def _told(compose: Callable[[Telling], Document], write: Callable[[Document], bytes]) -> Write:
    def written(record: Record, language: str) -> bytes:
        tell = Telling(record, language)
        return write(Phrasing(tell).of(compose(tell)))

    return written


def _captions(write: Callable[[Telling], bytes]) -> Write:
    def written(record: Record, language: str) -> bytes:
        tell = Telling(record, language)
        return str(Phrasing(tell).of(write(tell).decode())).encode()

    return written


def _data(write: Callable[[Record], bytes]) -> Write:
    return lambda record, _: write(record)


def _workbook(record: Record) -> bytes:
    return xlsx(record.title, record.made_at, tables.tables(record))


def _all(record: Record, language: str) -> bytes:
    """Every other file that can be written here."""
    others = [(name, one) for name, one in FORMATS.items() if one.write is not _all]
    files: list[File] = []
    for name, one in others:
        with suppress(FontMissing):
            files.append((name, one.write(record, language)))
    return packed(files)


def packed(files: list[File]) -> bytes:
    return archive([*files, sums(files)])


PACKED = "record.zip"


def file_named(wished: str) -> str | None:
    """The file of that name; of an ending alone the summary, or what there is with it."""
    if wished in FORMATS:
        return wished
    found = (f"{stem}.{wished}" for stem in ("summary", "transcript", "record", "turns"))
    return next((name for name in found if name in FORMATS), None)


def _json(record: Record) -> bytes:
    return msgspec.json.format(msgspec.json.encode(record))


HTML, MARKDOWN = "text/html", "text/markdown"
VTT, SRT = "text/vtt", "application/x-subrip"
CSV, JSON, ZIP = "text/csv", "application/json", "application/zip"
PDF, ODT = "application/pdf", MIME_TYPE
OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX, XLSX = f"{OFFICE}.wordprocessingml.document", f"{OFFICE}.spreadsheetml.sheet"

FORMATS: dict[str, Format] = {
    "summary.html": Format(HTML, _told(summary, page)),
    "summary.docx": Format(DOCX, _told(summary, docx)),
    "summary.odt": Format(ODT, _told(summary, odt)),
    "summary.pdf": Format(PDF, _told(summary, pdf)),
    "summary.md": Format(MARKDOWN, _told(summary, markdown)),
    "transcript.html": Format(HTML, _told(transcript, page)),
    "transcript.docx": Format(DOCX, _told(transcript, docx)),
    "transcript.odt": Format(ODT, _told(transcript, odt)),
    "transcript.pdf": Format(PDF, _told(transcript, pdf)),
    "transcript.md": Format(MARKDOWN, _told(transcript, markdown)),
    "transcript.vtt": Format(VTT, _captions(vtt)),
    "transcript.srt": Format(SRT, _captions(srt)),
    "turns.csv": Format(CSV, _data(tables.turns)),
    "polls.csv": Format(CSV, _data(tables.polls)),
    "notes.csv": Format(CSV, _data(tables.notes)),
    "people.csv": Format(CSV, _data(tables.people)),
    "captions.csv": Format(CSV, _data(tables.captions)),
    "record.xlsx": Format(XLSX, _data(_workbook)),
    "record.json": Format(JSON, _data(_json)),
    "record.zip": Format(ZIP, _all),
}
