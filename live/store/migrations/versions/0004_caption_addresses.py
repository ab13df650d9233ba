"""The addresses to which captioners' tools post."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "caption_addresses",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("session", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("relay", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["session"], ["sessions.id"], name="fk_caption_addresses_session"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_caption_addresses"),
    )
    op.create_index("ix_caption_addresses_session", "caption_addresses", ["session"])
