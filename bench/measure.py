"""What the programs here share: building the C parts, driving them, and reading CPU time."""

import asyncio
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")
COMPILER = "cc"
SECONDS_TO_STOP = 20

Main = Callable[[Path], Awaitable[None]]


def run(*programs: Main) -> None:
    """Run programs one after the other, each in a folder that goes with it."""
    if shutil.which(COMPILER) is None:
        print(f"Skipped: there is no C compiler ({COMPILER}) for the reference and the clients.")
        return
    _allow_many_files()
    print(machine())
    for program in programs:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_within(program, Path(folder)))


async def _within(program: Main, folder: Path) -> None:
    await program(folder)


def _allow_many_files() -> None:
    """Here, and in every process that is started from here."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def most_files() -> int:
    """How many files, sockets among them, one process may have open."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return sys.maxsize if most == resource.RLIM_INFINITY else most


def machine() -> str:
    """Where and when: figures of different machines are not to be compared."""
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    load = " ".join(f"{share:.1f}" for share in os.getloadavg())
    return (
        f"{when}; {os.cpu_count()} cores, {_processor()}; Linux {platform.release()}; "
        f"Python {platform.python_version()}; load before {load}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def build(name: str, folder: Path) -> Path:
    """Compile ``name.c``; the program."""
    program = folder / name
    subprocess.run([COMPILER, "-O2", "-o", program, HERE / f"{name}.c"], check=True)
    return program


@contextmanager
def running(*command: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A process with pipes to talk to it; it ends here, by itself or not."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def cpu_seconds(pid: int) -> float:
    """User and system time that a process, with all its threads, has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise LookupError("VmRSS")


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def median(values: list[float]) -> float:
    return percentile(values, 0.5)


class Load:
    """``load.c`` at work: many connections, told what to do line by line."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._folder = folder

    async def connected(self) -> None:
        await self._expect("ready")

    async def say(self, mark: str, text: str) -> tuple[float, int]:
        """The first connection says something, and all hear of it: in how many seconds, and
        of how many bytes is what they hear."""
        self._tell(f"say {mark} {text}")
        seconds, size = (await self._expect("all")).split()
        return float(seconds), int(size)

    async def burst(
        self, mark: str, lines: list[str], within: float = 0, breaking: int = 0
    ) -> tuple[float, list[float]]:
        """Each connection says its line: the seconds until all were answered, and the
        milliseconds until each one was.

        ``within`` so many seconds they do, or all at once. Every ``breaking``-th breaks before
        its answer, comes back and says it again.
        """
        file = self._folder / "lines"
        file.write_text("".join(f"{line}\n" for line in lines))
        self._tell(f"burst {mark} {within} {breaking} {file}")
        seconds = float(await self._expect("all"))
        waits = [float(await self._read()) for _ in lines]
        await self._expect("end")
        return seconds, waits

    async def heard(self, seconds: float) -> tuple[float, float]:
        """Listen for a while: how many bytes, and how many frames of what is ephemeral and for
        everybody, a connection has had since this was last asked."""
        self._tell(f"heard {seconds}")
        size, frames = (await self._expect("heard")).split()
        return float(size), float(frames)

    def _tell(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")

    async def _read(self) -> str:
        assert self._process.stdout
        line = await asyncio.to_thread(self._process.stdout.readline)
        if not line:
            sys.exit("The load program ended early.")
        return line.strip()

    async def _expect(self, word: str) -> str:
        line = await self._read()
        if not line.startswith(word):
            sys.exit(f"The load program said {line!r} instead of {word!r}.")
        return line.removeprefix(word).strip()


@contextmanager
def load(program: Path, port: int, path: str, cookies: list[str]) -> Iterator[Load]:
    """One connection for each cookie, on one address."""
    file = program.parent / f"cookies-{port}"
    file.write_text("".join(f"{cookie}\n" for cookie in cookies))
    with running(program, str(port), path, file) as process:
        yield Load(process, program.parent)
