"""A PostgreSQL server of one's own, for as long as it is needed."""

import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from typing import Any

import psycopg

from tests.engines import processes, programs
from tests.engines.ports import free_port

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests in which nothing is killed: the last commits may be lost if it is."""
STOPPING = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
PLAIN = ("-A", "trust", "-N", "-E", "UTF8", "--locale=C")
SECONDS_TO_START = 30
SECONDS_TO_STOP = 30
OTHERS = "pid <> pg_backend_pid() AND backend_type = 'client backend'"


class Postgres:
    """A server that listens on a socket in its folder and on a port of the loopback."""

    def __init__(self, folder: Path, account: dict[str, Any], settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self._settings = settings
        self._account = account
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Of the database that is there from the beginning, over the socket."""
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgresql+psycopg://plenary@/{database}?host={self.folder}&port={self.port}"

    def conninfo(self, database: str = "postgres") -> str:
        """What libpq takes."""
        return f"host={self.folder} port={self.port} user=plenary dbname={database}"

    def tcp_url(self, database: str = "postgres", port: int = 0) -> str:
        """Over TCP; through a proxy, if its port is given."""
        at = f"127.0.0.1:{port or self.port}"
        return f"postgresql+psycopg://plenary@{at}/{database}?sslmode=disable"

    @property
    def pid(self) -> int:
        return self._running().pid

    def start(self) -> None:
        """Returns when it answers."""
        given = {"listen_addresses": "127.0.0.1", "port": str(self.port), **self._settings}
        options = [word for name, value in given.items() for word in ("-c", f"{name}={value}")]
        self._process = self._begin("postgres", "-D", self.data, "-k", self.folder, *options)
        until = time.monotonic() + SECONDS_TO_START
        while self._begin("pg_isready", "-h", self.folder, "-p", str(self.port)).wait():
            assert self._process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < until, "PostgreSQL does not answer"

    def stop(self, how: str = "immediate") -> None:
        """`immediate` as in a crash, `fast` as a system does it, `smart` after all have gone."""
        process = self._running()
        process.send_signal(STOPPING[how])
        process.wait(SECONDS_TO_STOP)

    def restart(self, how: str = "immediate") -> None:
        self.stop(how)
        self.start()

    def kill(self) -> None:
        """As `kill -9` of all its processes does it."""
        process = self._running()
        doomed = processes.children(process.pid)
        for pid in (process.pid, *doomed):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait(SECONDS_TO_STOP)
        while not processes.alive().isdisjoint(doomed):
            time.sleep(0.02)

    def pause(self) -> None:
        """Nobody new is let in, until it is resumed; who is in already does not notice."""
        self._running().send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._running().send_signal(signal.SIGCONT)

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """One statement, by whom nothing is forbidden, in a transaction of its own."""
        with psycopg.connect(self.conninfo(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def terminate_backends(self, database: str = "") -> int:
        """Cut every connection of clients, or those to one database; says how many there were."""
        only = f"AND datname = '{database}'" if database else ""
        cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OTHERS} {only}"
        return len(self.execute(cut))

    def new_database(self, template: str = "template1") -> str:
        """The name of a database that nobody has used, a copy of its template."""
        name = f"plenary_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop_database(self, name: str) -> None:
        """Whoever may still be connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def initialise(self) -> None:
        made = self._begin("initdb", "-D", self.data, "-U", "plenary", *PLAIN)
        assert made.wait() == 0, (self.folder / "log").read_text()

    def end(self) -> None:
        """Stop it, if it is running."""
        if self._process is not None and self._process.poll() is None:
            self.resume()
            self.stop()

    def written(self) -> bytes:
        """Every byte of the tables' files; those that are in memory only are not in it."""
        files = (path for path in (self.data / "base").rglob("*") if path.is_file())
        return b"".join(path.read_bytes() for path in files)

    def _begin(self, program: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
        found = programs.postgres()
        assert found is not None, "PostgreSQL is not installed"
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [found / program, *arguments],
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **self._account,
            )

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "it was never started"
        return self._process


@contextmanager
def postgres(settings: Mapping[str, str] | None = None) -> Iterator[Postgres]:
    """A server with an empty database. As it comes, it loses no commit; give it QUICK if it may."""
    with TemporaryDirectory(prefix="plenary-") as name:
        folder, account = Path(name), dict[str, Any]()
        if os.geteuid() == 0:  # PostgreSQL refuses to be run by root
            someone = pwd.getpwnam("nobody")
            os.chown(folder, someone.pw_uid, someone.pw_gid)
            account = {"user": someone.pw_uid, "group": someone.pw_gid, "extra_groups": []}
        server = Postgres(folder, account, settings or {})
        server.initialise()
        server.start()
        try:
            yield server
        finally:
            server.end()
