"""What the programs here share: building the C parts, driving them, and reading CPU time."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TICKS = os.sysconf("SC_CLK_TCK")


def build(name: str) -> Path:
    """Compile ``name.c``; the program, in a temporary folder."""
    program = Path(tempfile.mkdtemp()) / name
    subprocess.run(["cc", "-O2", "-o", program, HERE / f"{name}.c"], check=True)
    return program


def cpu_seconds(pid: int) -> float:
    """User and system time that a process, with all its threads, has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise LookupError("VmRSS")


class Load:
    """``load.c`` at work: many connections, told what to do line by line."""

    def __init__(self, program: Path, port: int, path: str, cookies: list[str]) -> None:
        file = program.parent / f"cookies-{port}"
        file.write_text("".join(f"{cookie}\n" for cookie in cookies))
        self._process = subprocess.Popen(
            [program, str(port), path, file],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.folder = program.parent
        self.expect("ready")

    def say(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def read(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            sys.exit("the load program ended early")
        return line.strip()

    def expect(self, word: str) -> str:
        line = self.read()
        if not line.startswith(word):
            sys.exit(f"expected {word!r}, got {line!r}")
        return line.removeprefix(word).strip()

    def quit(self) -> None:
        self.say("quit")
        self._process.wait(10)


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
