"""A disk of a few megabytes that can be filled up; only root can have one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE = 8 * 1024 * 1024


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Not a byte is left."""
        with self._ballast.open("wb", buffering=0) as ballast:
            for size in (65536, 4096, 1):
                self._fill_by(ballast.fileno(), bytes(size))

    def _fill_by(self, ballast: int, piece: bytes) -> None:
        try:
            while os.write(ballast, piece) == len(piece):
                pass
        except OSError:
            return

    def free(self) -> None:
        self._ballast.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk | None]:
    """Mounted at a folder; None where that is not permitted."""
    mounted = _mount("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=1777", "tmpfs", str(folder))
    try:
        yield SmallDisk(folder) if mounted else None
    finally:
        if mounted:
            _mount("umount", str(folder))


def _mount(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False
