"""Fetch the scripts of others that are kept in static/vendor, as its vendor.json lists them.

tools/vendor.py    needs npm; writes each package's files and SHA256SUMS

To take a new version: change `version` in vendor.json, empty `integrity`, run this, and write
down the integrity that it asks for after comparing it with the package's page.
"""

import base64
import json
import re
import tarfile
import tempfile
from hashlib import sha256, sha512
from pathlib import Path
from subprocess import DEVNULL, run
from typing import Any

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
SUMS = VENDOR / "SHA256SUMS"
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*\n?", re.MULTILINE)
SPECIFIER = re.compile(r"""\b(?:from|import)\s*\(?\s*(["'])([^"']+)\1""")


def manifest() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
    return listed


def kept_files() -> list[Path]:
    """Every file that the manifest says is here."""
    return [VENDOR / one["name"] / name for one in manifest() for name in one["files"]]


def integrity(archive: bytes) -> str:
    return "sha512-" + base64.b64encode(sha512(archive).digest()).decode()


def adapted(source: str) -> str:
    """A script as we serve it: without its source map, which is not here."""
    for specifier in bare_specifiers(source):
        raise SystemExit(f"{specifier!r} would be looked up in an import map; we have none")
    return SOURCE_MAP.sub("", source)


def bare_specifiers(source: str) -> list[str]:
    return [name for _, name in SPECIFIER.findall(source) if not name.startswith(".")]


def sums() -> str:
    hashes = ((sha256(path.read_bytes()).hexdigest(), path) for path in kept_files())
    return "".join(f"{digest}  {path.relative_to(VENDOR).as_posix()}\n" for digest, path in hashes)


def fetch(package: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{package['name']}@{package['version']}"
        run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=DEVNULL)
        archive = next(Path(folder).glob("*.tgz"))
        if integrity(archive.read_bytes()) != package["integrity"]:
            raise SystemExit(f"{wanted} has the integrity {integrity(archive.read_bytes())}")
        with tarfile.open(archive) as packed:
            for name in package["files"]:
                _write(packed, package["name"], name)


def _write(packed: tarfile.TarFile, package: str, name: str) -> None:
    member = packed.extractfile(f"package/{name}")
    if member is None:
        raise SystemExit(f"{package} has no {name}")
    text = member.read().decode()
    target = VENDOR / package / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(adapted(text) if name.endswith(".js") else text, encoding="utf-8")


def main() -> None:
    for package in manifest():
        fetch(package)
    SUMS.write_text(sums(), encoding="utf-8")


if __name__ == "__main__":
    main()
