"""Transcripts of 100,000 cues are read: how long it takes, beside the least that has to be done."""

import asyncio
import io
import json
import re
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from zipfile import ZIP_DEFLATED, ZipFile

from bench.measure import run
from live.transcripts.docx_rows import BODY
from live.transcripts.model import MOST_LINES
from live.transcripts.parsing import parse

TEXT = "We welcome the report; and we thank its authors for the work that they have done."
NAMES = [f"Delegate {nr} (Organisation {nr})" for nr in range(40)]
GUID = "3f2a9c1e-0b77-4d5e-9a41-7c0d2f6e8b15"
TIMES = 3
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def stamp(seconds: int, point: str = ".") -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}250"


def cues(payload: str, number: str = "{nr}", point: str = ".") -> Iterator[str]:
    for nr in range(MOST_LINES):
        times = f"{stamp(nr, point)} --> {stamp(nr + 1, point)}"
        spoken = payload.format(name=NAMES[nr // 8 % len(NAMES)], text=TEXT)
        yield f"{number.format(nr=nr)}\n{times}\n{spoken}\n"


def zoom() -> bytes:
    return "\n".join(["WEBVTT\n", *cues("{name}: {text}")]).encode()


def teams() -> bytes:
    return "\n".join(["WEBVTT\n", *cues("<v {name}>{text}</v>", GUID + "/{nr}-0")]).encode()


def subrip() -> bytes:
    return "\n".join(cues("{name}: {text}", point=",")).encode()


def meet() -> bytes:
    entries = [
        {
            "participant": NAMES[nr // 8 % len(NAMES)],
            "text": TEXT,
            "languageCode": "en-US",
            "startTime": f"2026-01-12T{nr // 3600 % 24:02}:{nr // 60 % 60:02}:{nr % 60:02}.250Z",
            "endTime": f"2026-01-12T{nr // 3600 % 24:02}:{nr // 60 % 60:02}:{nr % 60:02}.900Z",
        }
        for nr in range(MOST_LINES)
    ]
    return json.dumps({"transcriptEntries": entries}).encode()


def document() -> bytes:
    rows = (
        f"<w:p><w:r><w:t>{NAMES[nr % 40]}   {nr // 3600}:{nr // 60 % 60:02}:{nr % 60:02}</w:t>"
        f"<w:br/><w:t>{TEXT}</w:t></w:r></w:p>"
        for nr in range(MOST_LINES)
    )
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        whole = f'<w:document xmlns:w="{SPACE}"><w:body>{"".join(rows)}</w:body></w:document>'
        packed.writestr(BODY, whole)
    return file.getvalue()


def least(data: bytes) -> int:
    """Decode it and find every time in it: no reader can do with less."""
    return len(re.findall(r"\d\d:\d\d:\d\d[.,]\d{3}", data.decode()))


def quickest(act: Callable[[], object]) -> float:
    """CPU seconds of the best of a few times."""
    spent = []
    for _ in range(TIMES):
        begin = process_time()
        act()
        spent.append(process_time() - begin)
    return min(spent)


async def main(_folder: Path) -> None:
    print(f"\nTranscripts of {MOST_LINES:,} lines")
    files = {"Zoom": zoom, "Teams": teams, "SubRip": subrip, "Meet": meet, "document": document}
    for name, make in files.items():
        data = make()
        await asyncio.to_thread(one, name, data)


def one(name: str, data: bytes) -> None:
    seconds = quickest(lambda: parse(data, people=NAMES))
    tracemalloc.start()
    transcript = parse(data, people=NAMES)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(transcript.lines) == MOST_LINES
    assert all(line.label and line.text for line in transcript.lines)
    print(
        f"{name:10} {len(data) / 1e6:5.1f} MB  {seconds:5.2f} s CPU  "
        f"{seconds / MOST_LINES * 1e6:5.1f} µs a line  {peak / 1e6:4.0f} MB at the most"
    )
    if name == "Zoom":
        seconds = quickest(lambda: least(data))
        print(f"{'reference':10} {len(data) / 1e6:5.1f} MB  {seconds:5.2f} s CPU")


if __name__ == "__main__":
    run(main)
