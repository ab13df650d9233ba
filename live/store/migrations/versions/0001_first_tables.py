"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _sessions()
    _people()
    _doors()
    _ballots()


def _session(nullable: bool = False) -> sa.Column[str]:
    return sa.Column("session", sa.String, nullable=nullable)


def _of_session(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=f"fk_{table}_session")


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("epoch", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("chain", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("code", name="uq_sessions_code"),
    )
    op.create_table(
        "journal",
        _session(),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("command_id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("data", sa.LargeBinary),
        sa.Column("fingerprint", sa.LargeBinary),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("chain", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("session", "seq", name="pk_journal"),
        _of_session("journal"),
    )
    op.create_index("ix_journal_session_command_id", "journal", ["session", "command_id"])


def _people() -> None:
    op.create_table(
        "people",
        _session(),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("session", "person", name="pk_people"),
        _of_session("people"),
    )


def _doors() -> None:
    op.create_table(
        "badges",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        _session(),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("token_hash", name="pk_badges"),
        _of_session("badges"),
    )
    op.create_index("ix_badges_session_actor", "badges", ["session", "actor"])
    op.create_table(
        "links",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        _session(nullable=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger),
        sa.Column("revoked_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("token_hash", name="pk_links"),
        _of_session("links"),
    )
    op.create_index("ix_links_session", "links", ["session"])


def _ballots() -> None:
    op.create_table(
        "poll_keys",
        sa.Column("poll", sa.String, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("poll", name="pk_poll_keys"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballots",
        sa.Column("poll", sa.String, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("choice", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("poll", "key", name="pk_ballots"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "turnout",
        _session(),
        sa.Column("poll", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("command_id", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("poll", "person", name="pk_turnout"),
        _of_session("turnout"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_turnout_session", "turnout", ["session"])
