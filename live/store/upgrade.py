"""Bringing the tables up to the release, by the migrations in the package."""

import enum
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

ALONE = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL lock_timeout = '60s'",
    "SELECT pg_advisory_xact_lock(hashtext('plenary'))",
)
"""In PostgreSQL; SQLite lets nobody else write anyway."""

VERSION_TABLE = "alembic_version"


class Standing(enum.StrEnum):
    """How the tables stand to this release."""

    CURRENT = "current"
    MISSING = "missing"
    OLDER = "older"
    NEWER = "newer"


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that are missing, all of them or none, one process after the other.
    ``to``: the last one to run."""
    if connection.dialect.name == "postgresql":
        for statement in ALONE:
            connection.exec_driver_sql(statement)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


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
