"""Write requirements.lock again: versions and hashes of all that is installed, no addresses.

tools/lock.py              keep the versions that still fit pyproject.toml
tools/lock.py --upgrade    take the newest that fit
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEADER = "# Written by tools/lock.py from pyproject.toml.\n\n# To run Plenary:\n"
POSTGRES = "\n# For PostgreSQL as well:\n"
TEST = "\n# To test it:\n"
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
    "--quiet",
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        uv = installed_uv(Path(folder))
        everything = compiled(uv, ["--extra=test", "--extra=postgres"], LOCK, Path(folder))
        LOCK.write_text("".join(everything), encoding="utf-8")
        run, postgres = (
            {name(entry) for entry in compiled(uv, extras, LOCK, Path(folder))}
            for extras in ([], ["--extra=postgres"])
        )
    LOCK.write_text(
        "".join(
            [
                *(HEADER, *among(everything, run)),
                *(POSTGRES, *among(everything, postgres - run)),
                *(TEST, *(entry for entry in everything if name(entry) not in run | postgres)),
            ]
        ),
        encoding="utf-8",
    )


def among(entries: list[str], names: set[str]) -> list[str]:
    return [entry for entry in entries if name(entry) in names]


def installed_uv(folder: Path) -> str:
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
    return str(python.with_name("uv"))


def compiled(uv: str, extras: list[str], known: Path, folder: Path) -> list[str]:
    """The locked requirements, one string each, its hashes included."""
    output = folder / "compiled.txt"
    output.write_text(known.read_text(encoding="utf-8") if known.exists() else "")
    backend = folder / "backend.in"
    backend.write_text("\n".join(build_requirements()))
    sources = [str(ROOT / "pyproject.toml"), str(backend)]
    command = [uv, "pip", "compile", *sources, *extras, *OPTIONS, *sys.argv[1:]]
    subprocess.run([*command, f"--output-file={output}"], check=True)
    return split(output.read_text(encoding="utf-8"))


def build_requirements() -> list[str]:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    required: list[str] = pyproject["build-system"]["requires"]
    return required


def split(text: str) -> list[str]:
    entries: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.startswith("    "):
            entries[-1] += line
        elif line.strip() and not line.startswith("#"):
            entries.append(line)
    return entries


def name(entry: str) -> str:
    return entry.partition("==")[0]


if __name__ == "__main__":
    main()
