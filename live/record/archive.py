"""Writes files as one ZIP file, the same for the same files."""

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest date that ZIP knows stands for none."""

READABLE = 0o644 << 16


def archive(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files by their names, in the order in which they are given."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as target:
        for name, content in files:
            entry = ZipInfo(name, WHEN)
            entry.external_attr = READABLE
            target.writestr(entry, content, ZIP_DEFLATED)
    return packed.getvalue()


def unpacked(packed: bytes) -> Iterable[tuple[str, bytes]]:
    with ZipFile(io.BytesIO(packed)) as source:
        return [(name, source.read(name)) for name in source.namelist()]
