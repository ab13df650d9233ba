"""The same work done by others: a C loop, and where npm is there ``ws`` and ``socket.io``."""

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import msgspec

from bench.measure import HERE, Load, build, load, running
from bench.occasion import free_port

SECONDS_TO_START = 20
SECONDS_TO_INSTALL = 120
PACKAGES = ("ws", "socket.io")
NPM = ("npm", "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--silent")


class Rival(msgspec.Struct, frozen=True):
    """Somebody who sends on what one says to all; in which words one says it, in so many bytes,
    and how what all hear begins."""

    name: str
    command: Callable[[Path, int], tuple[str | Path, ...]]
    path: str
    mark: str
    text: Callable[[int], str]


def _plain(size: int) -> str:
    return '{"type":"patch"'.ljust(size, "x")


def _emitted(size: int) -> str:
    heard = len('42["patch",{"x":""}]')
    return '42["say",{"x":"%s"}]' % ("x" * (size - heard))


def _in_c(folder: Path, port: int) -> tuple[str | Path, ...]:
    return build("floor", folder), str(port)


def _on_node(name: str) -> Callable[[Path, int], tuple[str | Path, ...]]:
    def command(folder: Path, port: int) -> tuple[str | Path, ...]:
        shutil.copy(HERE / name, folder)  # it looks for packages beside itself
        return "node", folder / name, str(port)

    return command


FLOOR = Rival("floor.c", _in_c, "/", '{"type":"patch"', _plain)
WS = Rival("ws", _on_node("ws.js"), "/", '{"type":"patch"', _plain)
SOCKET_IO = Rival(
    "socket.io",
    _on_node("socketio.js"),
    "/socket.io/?EIO=4&transport=websocket",
    '42["patch"',
    _emitted,
)


def rivals(folder: Path) -> list[Rival]:
    """Those that there are on this machine."""
    if not (shutil.which("npm") and shutil.which("node")):
        print("  (ws and socket.io are left out: there is no npm)")
        return [FLOOR]
    try:
        subprocess.run([*NPM, *PACKAGES], cwd=folder, check=True, timeout=SECONDS_TO_INSTALL)
    except (subprocess.SubprocessError, OSError):
        print("  (ws and socket.io are left out: npm could not install them)")
        return [FLOOR]
    print("  beside " + ", ".join(f"{name} {_version(folder, name)}" for name in PACKAGES))
    return [FLOOR, WS, SOCKET_IO]


def _version(folder: Path, package: str) -> str:
    described = (folder / "node_modules" / package / "package.json").read_bytes()
    return str(msgspec.json.decode(described)["version"])


@contextmanager
def at_work(rival: Rival, folder: Path, people: int) -> Iterator[tuple[int, Load]]:
    """A rival's process, and so many connections to it."""
    port = free_port()
    with running(*rival.command(folder, port)) as process:
        wait_for(port)
        with load(folder / "load", port, rival.path, ["-"] * people) as everybody:
            yield process.pid, everybody


def wait_for(port: int) -> None:
    """Return once somebody listens."""
    until = monotonic() + SECONDS_TO_START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            if monotonic() > until:
                raise
            sleep(0.05)
