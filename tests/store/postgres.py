"""A PostgreSQL server of one's own, for as long as it is needed."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).parent] if found else sorted(DEBIAN.glob("*/bin"))
    return folders[-1] if folders else None


class Postgres:
    """A server that listens on a socket in its folder, and nowhere else."""

    def __init__(self, folder: Path, account: dict[str, Any]) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.url = f"postgresql+psycopg://plenary@/postgres?host={folder}"
        self._account = account

    def run(self, program: str, *arguments: str) -> None:
        command = [str(programs() or ""), program]
        subprocess.run(
            ["/".join(command), "-D", str(self.data), *arguments],
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            check=True,
            **self._account,
        )

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses='' -c port=5432"
        self.run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")

    def written(self) -> bytes:
        """Every byte of the tables' files; those that are in memory only are not in it."""
        files = (path for path in (self.data / "base").rglob("*") if path.is_file())
        return b"".join(path.read_bytes() for path in files)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server with an empty database."""
    with TemporaryDirectory(prefix="plenary-") as name:
        folder, account = Path(name), dict[str, Any]()
        if os.geteuid() == 0:  # PostgreSQL refuses to be run by root
            someone = pwd.getpwnam("nobody")
            os.chown(folder, someone.pw_uid, someone.pw_gid)
            account = {"user": someone.pw_uid, "group": someone.pw_gid, "extra_groups": []}
        server = Postgres(folder, account)
        server.run("initdb", "-A", "trust", "-U", "plenary", "-N")
        server.start()
        try:
            yield server
        finally:
            server.stop()
