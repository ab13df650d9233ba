"""What is installed: all of Plenary, at the versions that were locked."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from live import __version__

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def run(*command: str | Path, **environ: str) -> str:
    return subprocess.run(
        [sys.executable, *command],
        check=True,
        cwd=ROOT if not environ else environ["PYTHONPATH"],
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run("-m", "hatchling", "build", "--target=wheel", "--directory", folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site-packages")
    run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder, wheel)
    return folder


def files(folder: str) -> set[str]:
    paths = (ROOT / folder).rglob("*")
    return {path.relative_to(ROOT / folder).as_posix() for path in paths if path.is_file()}


def within(wheel: Path, prefix: str) -> set[str]:
    names = zipfile.ZipFile(wheel).namelist()
    return {name.removeprefix(prefix) for name in names if name.startswith(prefix)}


@pytest.mark.parametrize("folder", ["static", "templates"])
def test_pages_travel_inside_the_wheel(wheel: Path, folder: str) -> None:
    assert files(folder)
    assert within(wheel, f"live/_{folder}/") == files(folder)


def test_catalogues_travel_inside_the_wheel(wheel: Path) -> None:
    assert within(wheel, "live/locale/") == files("live/locale")


def test_nothing_but_the_package_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in within(wheel, "")}
    assert tops == {"live", f"plenary_live-{__version__}.dist-info"}


def test_what_was_installed_runs(installed: Path) -> None:
    said = run("-m", "live", "--version", PYTHONPATH=str(installed))
    assert said.strip() == f"plenary, version {__version__}"


def test_the_command_is_installed(installed: Path) -> None:
    assert (installed / "bin" / "plenary").exists()


def test_what_was_installed_finds_its_pages(installed: Path) -> None:
    program = "from live.web.assets import folder as f; print(f('templates'), f('static'))"
    said = run("-c", program, PYTHONPATH=str(installed))
    assert said.split() == [str(installed / "live" / at) for at in ("_templates", "_static")]


def required() -> Iterator[Requirement]:
    project = PYPROJECT["project"]
    for group in (project["dependencies"], *project["optional-dependencies"].values()):
        yield from map(Requirement, group)
    yield from map(Requirement, PYPROJECT["build-system"]["requires"])


def locked() -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE))


@pytest.mark.parametrize("requirement", list(required()), ids=str)
def test_every_requirement_is_locked(requirement: Requirement) -> None:
    assert locked()[canonicalize_name(requirement.name)] in requirement.specifier


def test_the_lock_has_a_hash_for_everything() -> None:
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked())
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_has_no_addresses() -> None:
    assert "/" not in LOCK.replace("tools/lock.py", "")


def test_running_it_needs_nothing_that_only_tests_need() -> None:
    to_run = LOCK.partition("\n# For PostgreSQL")[0]
    assert "\nstarlette==" in to_run
    assert "\npytest==" not in to_run
