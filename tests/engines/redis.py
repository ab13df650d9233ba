"""A Redis (or Valkey) server of one's own, for as long as it is needed."""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory

from redis import Redis as Client
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Away
from redis.retry import Retry

from tests.engines import programs
from tests.engines.ports import free_port

SECONDS_TO_START = 10
SECONDS_TO_STOP = 10


class Redis:
    """A server on a port of the loopback and a socket in its folder; it keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.socket = folder / "redis.sock"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return self.url_of(0)

    def url_of(self, database: int = 0, port: int = 0) -> str:
        """Of one of its 16 databases; through a proxy, if its port is given."""
        return f"redis://127.0.0.1:{port or self.port}/{database}"

    @property
    def socket_url(self) -> str:
        return f"unix://{self.socket}?db=0"

    @property
    def pid(self) -> int:
        return self._running().pid

    def start(self) -> None:
        """Returns when it answers."""
        program = programs.redis()
        assert program is not None, "neither Redis nor Valkey is installed"
        given = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "unixsocket": str(self.socket),
            "dir": str(self._folder),
            "save": "",
            "appendonly": "no",
            "daemonize": "no",
        }
        options = [word for name, value in given.items() for word in (f"--{name}", value)]
        self._process = subprocess.Popen([program, *options], stdout=DEVNULL, stderr=DEVNULL)
        until = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            assert self._process.poll() is None, "Redis ended at once"
            assert time.monotonic() < until, "Redis does not answer"
            time.sleep(0.01)

    def stop(self) -> None:
        """As a system does it."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As `kill -9` does it."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """It keeps its connections and answers nobody, until it is resumed."""
        self._running().send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._running().send_signal(signal.SIGCONT)

    def flush(self) -> None:
        """Forget everything in all databases."""
        with self.client() as client:
            client.flushall()

    def cut(self, kind: str = "pubsub") -> None:
        """Close the connections of one kind: `normal` or `pubsub`."""
        with self.client() as client:
            client.client_kill_filter(_type=kind, skipme=True)

    def client(self, timeout: float = 5) -> Client:
        """A connection past whatever else is in the way."""
        at = str(self.socket)
        return Client(unix_socket_path=at, socket_timeout=timeout, retry=Retry(NoBackoff(), 0))

    def _answers(self) -> bool:
        with suppress(Away), self.client() as client:
            return bool(client.ping())
        return False

    def _end(self, how: signal.Signals) -> None:
        process = self._running()
        process.send_signal(how)
        process.send_signal(signal.SIGCONT)  # what is paused would not notice
        process.wait(SECONDS_TO_STOP)

    def _running(self) -> subprocess.Popen[bytes]:
        assert self._process is not None, "it was never started"
        return self._process


@contextmanager
def redis() -> Iterator[Redis]:
    """A server that has nothing in it."""
    with TemporaryDirectory(prefix="plenary-") as name:
        server = Redis(Path(name))
        server.start()
        try:
            yield server
        finally:
            server.kill()
