"""That docs/operations.md tells of every figure."""

from pathlib import Path

import pytest

from live.metrics import REGISTRY

DOCUMENT = Path(__file__).parent.parent / "docs" / "operations.md"
NAMES = sorted(
    name.removeprefix("plenary_")
    for name in REGISTRY._names_to_collectors
    if not name.endswith(("_created", "_bucket", "_count", "_sum"))
)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_explained(name: str) -> None:
    assert f"`{name}" in DOCUMENT.read_text(encoding="utf-8")
