"""Bringing the tables up to the release, by the migrations in the package."""

import enum
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


class Standing(enum.StrEnum):
    """How the tables stand to this release."""

    CURRENT = "current"
    MISSING = "missing"
    OLDER = "older"
    NEWER = "newer"


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing; all of them, or none."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def revision(connection: Connection) -> str:
    """The last migration that has been run; empty if none has."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def standing(connection: Connection) -> Standing:
    found = revision(connection)
    if not found:
        return Standing.MISSING
    if found not in revisions():
        return Standing.NEWER
    return Standing.CURRENT if found == revisions()[0] else Standing.OLDER


@cache
def revisions() -> tuple[str, ...]:
    """Those of this release, the last one first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "live.store:migrations")
    config.set_main_option("path_separator", "os")
    return config
