"""What we did not write ourselves is as its manifest says."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tools import vendor

KEEPERS = {"vendor.json", "SHA256SUMS"}
PACKAGES = vendor.manifest()


def names(package: Any) -> str:
    return str(package["name"])


def listed_sums() -> dict[str, str]:
    lines = vendor.SUMS.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def scripts() -> list[Path]:
    return [path for path in vendor.kept_files() if path.suffix == ".js"]


def test_every_file_is_as_it_was_fetched() -> None:
    for name, digest in listed_sums().items():
        assert sha256((vendor.VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_no_file_lies_there_unlisted() -> None:
    found = {path for path in vendor.VENDOR.rglob("*") if path.is_file()}
    assert {path for path in found if path.name not in KEEPERS} == set(vendor.kept_files())


def test_the_sums_are_of_the_files_in_the_manifest() -> None:
    assert vendor.sums() == vendor.SUMS.read_text(encoding="utf-8")


@pytest.mark.parametrize("package", PACKAGES, ids=names)
def test_a_package_says_where_it_comes_from(package: dict[str, Any]) -> None:
    assert package.keys() == {"name", "version", "integrity", "licence", "files"}
    assert package["integrity"].startswith("sha512-")
    assert "LICENSE" in package["files"]


@pytest.mark.parametrize("script", scripts(), ids=lambda path: path.stem)
def test_a_script_needs_no_import_map(script: Path) -> None:
    assert vendor.bare_specifiers(script.read_text(encoding="utf-8")) == []


def test_a_script_that_would_need_one_is_refused() -> None:
    with pytest.raises(SystemExit):
        vendor.adapted('import{html}from"lit-html";')


def test_source_maps_are_not_asked_for() -> None:
    assert vendor.adapted("export{};\n//# sourceMappingURL=a.js.map\n") == "export{};\n"


def test_the_manifest_names_no_address() -> None:
    assert "://" not in json.dumps(PACKAGES)
