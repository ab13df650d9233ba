"""Bringing the tables up to the release, by the migrations in the package."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing; all of them, or none."""
    config = Config()
    config.set_main_option("script_location", "live.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
