"""A room for each test, on a database of either kind."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.room.rig import Rig, rig_at


@pytest.fixture
async def rig(tmp_path: Path, database_url: str) -> AsyncIterator[Rig]:
    async with rig_at(tmp_path, database_url) as ready:
        yield ready


@pytest.fixture
async def filed(tmp_path: Path) -> AsyncIterator[Rig]:
    """On SQLite only, for what is in its files."""
    async with rig_at(tmp_path, f"sqlite+pysqlite:///{tmp_path / 'room.db'}") as ready:
        yield ready
