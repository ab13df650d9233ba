"""What one request leaves for the next, which may come to another worker."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _session(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["session"], ["sessions.id"], name=f"fk_{table}_session")


def upgrade() -> None:
    op.add_column("caption_addresses", sa.Column("relayed", sa.BigInteger))
    op.create_table(
        "uploads",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("session", sa.String, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("transcript", sa.LargeBinary, nullable=False),
        sa.Column("lines", sa.Integer, nullable=False),
        sa.Column("kept_at", sa.BigInteger, nullable=False),
        sa.Column("taken_at", sa.BigInteger),
        _session("uploads"),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_session", "uploads", ["session"])
    op.create_index("ix_uploads_kept_at", "uploads", ["kept_at"])
    op.create_table(
        "record_points",
        sa.Column("session", sa.String, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        _session("record_points"),
        sa.PrimaryKeyConstraint("session", "seq", name="pk_record_points"),
    )
    op.create_table(
        "makings",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("session", sa.String, nullable=False),
        sa.Column("what", sa.LargeBinary, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("of", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        _session("makings"),
        sa.PrimaryKeyConstraint("id", name="pk_makings"),
    )
    op.create_index("ix_makings_session", "makings", ["session"])
