"""Where the programs of the servers are: those of the system first, then those of the wheels."""

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

DEBIAN = Path("/usr/lib/postgresql")
REDIS = ("redis-server", "valkey-server")
DEBIAN_PACKAGES = {"PostgreSQL": "postgresql", "Redis or Valkey": "redis-server"}
HOW = "tools/servers installs it"


def postgres() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else sorted(DEBIAN.glob("*/bin"))
    return folders[-1] if folders else None


def redis() -> Path | None:
    """The program of Redis, or of Valkey; None where neither is installed."""
    found = next(filter(None, map(shutil.which, REDIS)), None)
    return Path(found) if found else None


def missing() -> list[str]:
    """What the tests need of servers, and cannot find here."""
    needs = {
        "PostgreSQL": postgres() is not None,
        "psycopg": find_spec("psycopg") is not None,
        "Redis or Valkey": redis() is not None,
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
