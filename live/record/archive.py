"""Writes files as one ZIP file, the same for the same files."""

import hashlib
import io
from collections.abc import Iterable, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest date that ZIP knows stands for none."""

SUMS = "SHA256SUMS"

READABLE = 0o644 << 16


File = tuple[str, bytes]
"""Its name and what is in it."""


def archive(files: Iterable[File], stored: Sequence[str] = ()) -> bytes:
    """Files in the order in which they are given; those named in ``stored`` as they are."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as target:
        for name, content in files:
            entry = ZipInfo(name, WHEN)
            entry.external_attr = READABLE
            target.writestr(entry, content, ZIP_STORED if name in stored else ZIP_DEFLATED)
    return packed.getvalue()


def unpacked(packed: bytes) -> Sequence[File]:
    with ZipFile(io.BytesIO(packed)) as source:
        return [(name, source.read(name)) for name in source.namelist()]


def sums(files: Iterable[File]) -> File:
    """A line for each file, as ``sha256sum --check`` reads them."""
    lines = [f"{digest(content)}  {name}\n" for name, content in files]
    return SUMS, "".join(lines).encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
