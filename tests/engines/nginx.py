"""nginx with the configuration that is shipped, on ports and folders of its own."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.engines import programs
from tests.engines.ports import free_port

SHIPPED = Path(__file__).parent.parent.parent / "deploy" / "nginx.conf"
SECONDS_TO_START = 10
SECONDS_TO_WRITE = 60
SECONDS_TO_STOP = 10
CERTIFICATE = (
    *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
    *("-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
)
ROOT_MAY = f"user {'root' if os.geteuid() == 0 else 'nobody'};\n"
"""Where it is root who tests, the folders are root's."""


class Nginx:
    """``certificate``: what those who come over TLS have to trust."""

    def __init__(self, folder: Path) -> None:
        self.port, self.plain_port = free_port(), free_port()
        self.url = f"https://localhost:{self.port}"
        self.certificate = folder / "plenary" / "tls" / "fullchain.pem"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, upstream: Sequence[int]) -> None:
        """With servers on these ports behind it; returns when it answers."""
        self.certificate.parent.mkdir(parents=True)
        (self._folder / "log").mkdir()
        key = self.certificate.with_name("privkey.pem")
        self._run("openssl", *CERTIFICATE, "-out", str(self.certificate), "-keyout", str(key))
        servers = [f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in upstream]
        (self._folder / "plenary" / "upstream.conf").write_text("\n".join(servers))
        configuration = self._folder / "nginx.conf"
        configuration.write_text(ROOT_MAY + self._adapted(SHIPPED.read_text()))
        program = programs.nginx()
        assert program is not None, "nginx is not installed"
        options = ("-p", str(self._folder), "-c", str(configuration), "-e", "stderr")
        own = f"daemon off; pid {self._folder}/nginx.pid;"
        self._process = subprocess.Popen([program, *options, "-g", own])
        self._wait()

    @property
    def log(self) -> list[str]:
        """The lines of its access log."""
        return (self._folder / "log" / "access.log").read_text().splitlines()

    async def logged(self, word: str, times: int = 1, after: int = 0) -> list[str]:
        """The lines with a word, once there are so many: it writes them when it has answered."""
        async with asyncio.timeout(SECONDS_TO_WRITE):
            while len(found := self._with(word, after)) < times:  # noqa: ASYNC110  a file tells nobody
                await asyncio.sleep(0)
        return found

    def _with(self, word: str, after: int) -> list[str]:
        return [line for line in self.log[after:] if word in line]

    @property
    def whole_log(self) -> str:
        return "".join(path.read_text() for path in (self._folder / "log").iterdir())

    def stop(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(SECONDS_TO_STOP)

    def _adapted(self, shipped: str) -> str:
        """The same for this folder and these ports, and only where there is an IPv4 address."""
        places = {
            "/etc/nginx/plenary": f"{self._folder}/plenary",
            "/var/cache/plenary": f"{self._folder}/cache",
            "/var/log/nginx": f"{self._folder}/log",
            "listen 80 ": f"listen 127.0.0.1:{self.plain_port} ",
            "listen 443 ": f"listen 127.0.0.1:{self.port} ",
            "http {": f"http {{\n{self._temporary()}",
        }
        for place, own in places.items():
            assert place in shipped
            shipped = shipped.replace(place, own)
        return re.sub(r"^ *listen \[::\].*\n", "", shipped, flags=re.MULTILINE)

    def _temporary(self) -> str:
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        return "".join(f"{kind}_temp_path {self._folder}/{kind};\n" for kind in kinds)

    def _run(self, *command: str) -> None:
        subprocess.run(command, check=True, capture_output=True)

    def _wait(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            assert self._process is not None
            assert self._process.poll() is None, "nginx ended"
            time.sleep(0.02)
        raise TimeoutError("nginx does not answer")


@contextmanager
def nginx() -> Iterator[Nginx]:
    """One that is not started yet; its addresses are known."""
    with TemporaryDirectory(prefix="plenary-nginx-") as folder:
        proxy = Nginx(Path(folder))
        try:
            yield proxy
        finally:
            proxy.stop()
